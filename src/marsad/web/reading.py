"""One report as the review page shows it: its text with the evidence marked, one card per event, an open form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import HTTPException, Request, Response

from marsad.errors import UsageError
from marsad.export.marks import marks_of
from marsad.export.portrait import Telling, telling_of
from marsad.model import Action, Decision, Event, EventKey, Judgement, StoredEvent
from marsad.pipeline.explain import read_aside
from marsad.pipeline.review import Meanwhile, State, confidence_of, events_of, standing_steps, state_of
from marsad.reconcile.decisions import standing
from marsad.store import View
from marsad.web.desk import Desk
from marsad.web.mending import fields_of, rows_of

#: below this confidence a value is pointed out
UNSURE = 0.5
#: events of other reports that are offered as the same
MOST_MATES = 8


@dataclass(frozen=True, slots=True)
class Mate:
    """An event that may be the same as another; `percent` is how likely the scorer finds it, where it compared them."""

    stored: StoredEvent
    incident: str
    percent: int | None = None

    @property
    def name(self) -> str:
        """The event as forms name it."""
        return "/".join(self.stored.key)


@dataclass(frozen=True, slots=True)
class Card:
    """One event as the review page shows it."""

    event: Event
    state: State
    verdict: Decision | None
    confidence: float
    incident: str
    marks: Sequence[tuple[int, int, str]]
    sames: Sequence[Decision] = ()

    @property
    def seen(self) -> int:
        """The number of the verdict or cut that this card shows; 0 for none."""
        return self.verdict.number if self.verdict else 0


@dataclass(frozen=True, slots=True)
class Opened:
    """Which event's form is open; after a fault also what was wrong, at which event, and what had been written."""

    edit: str = ""
    split: str = ""
    same: str = ""
    fault: UsageError | None = None
    at: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Who judged the event meanwhile, where that is what was wrong."""
        return self.fault.who if isinstance(self.fault, Meanwhile) else ""


def show_review(desk: Desk, request: Request, lang: str, report_id: str, opened: Opened) -> Response:
    """The page of one report, with a form open or with what went wrong beside what was written."""
    with desk.store.view() as view:
        telling, cards = read_cards(view, report_id)
        mates = likely_mates(desk, view, (report_id, opened.same)) if opened.same else []
    waiting = [one.report_id for one in desk.keeper.now().waiting if one.report_id != report_id]
    actors = [who for who, said in desk.labels.names.items() if said]
    return desk.show(
        request, lang, "review.html.j2", 409 if opened.fault else 200, telling=telling, cards=cards, opened=opened,
        mates=mates, actors=actors, unsure=UNSURE, fields_of=fields_of, rows_of=rows_of,
        following=waiting[0] if waiting else "", left=len(waiting),
    )  # fmt: skip


def read_cards(view: View, report_id: str) -> tuple[Telling, list[Card]]:
    """A report's text with all marks, and its events with their verdicts."""
    report = view.report(report_id)
    if report is None:
        raise HTTPException(404)
    events = tuple(event for coded in view.coded([report_id]) for event in coded.events)
    log = view.decisions()
    verdicts, sames = standing_steps(log), sames_of(log)
    inside = view.incident_ids_of([(report_id, event.id) for event in events])
    cards = []
    for event in events:
        key: EventKey = (report_id, event.id)
        marks = [(mark.span.start, mark.span.end, mark.kind) for mark in marks_of(event, len(report.text))]
        verdict = verdicts.get(key)
        cards.append(
            Card(
                event, state_of(verdict), verdict, confidence_of(event), inside.get(key, ""), marks, sames.get(key, [])
            )
        )
    return telling_of(report, events, read_aside(report)), cards


def sames_of(log: Iterable[Decision]) -> dict[EventKey, list[Decision]]:
    """The standing decisions that an event is the same as another, by event."""
    found: dict[EventKey, list[Decision]] = {}
    for row in standing(log):
        if row.action is Action.JUDGE and row.judgement is Judgement.SAME:
            for key in row.subject:
                found.setdefault(key, []).append(row)
    return found


def likely_mates(desk: Desk, view: View, key: EventKey) -> list[Mate]:
    """Events that may be the same as one: the others of its report, and the likeliest of other reports."""
    inside = view.incident_ids_of([key])
    incident = view.incident(inside[key]) if key in inside else None
    pairs = desk.linker.near_misses(incident, view, MOST_MATES) if incident else []
    chance = {pair.right: round(100 * pair.probability) for pair in pairs}
    own = [(key[0], event.id) for event in events_of(view, key[0]) if event.id != key[1]]
    keys = [one for one in dict.fromkeys((*own, *chance)) if not incident or one not in incident.members]
    where = view.incident_ids_of(keys)
    stored = {one.key: one for one in view.events(keys)}
    return [Mate(stored[one], where.get(one, ""), chance.get(one)) for one in keys if one in stored]
