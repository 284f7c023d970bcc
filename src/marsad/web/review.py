"""Review of one report: its text with the evidence marked, one card per event, and people's verdicts."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import UsageError
from marsad.export.marks import marks_of
from marsad.export.portrait import Telling, telling_of
from marsad.lexicon.gazetteer import Gazetteer, own_gazetteer
from marsad.model import DateSpan, Decision, Event, EventKey, Span
from marsad.model.event import Casualty
from marsad.pipeline.review import (
    State,
    accept,
    accept_all,
    add_missed,
    check_unchanged,
    confidence_of,
    event_in,
    find_places,
    mend,
    reject,
    standing_steps,
    state_of,
    undo,
)
from marsad.store import View
from marsad.web.desk import Desk
from marsad.web.forms import answer, read_number
from marsad.web.joining import read_key
from marsad.web.ledger import Ledger
from marsad.web.parting import add_parting, likely_mates, sames_of

#: below this confidence a value is pointed out
UNSURE = 0.5
MOST_CASUALTIES = 12
#: reports that the queue lists, and events that can be accepted at once
MOST_WAITING, MOST_SURE = 200, 50


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
class Filled:
    """The fields of the edit form."""

    type: str
    status: str
    salience: str
    start: str
    end: str
    initiators: str
    targets: str
    casualties: tuple[Casualty, ...]


def review_routes(desk: Desk) -> APIRouter:
    """The review pages and the verdicts they send."""
    router = APIRouter()
    add_reading(router, desk)
    add_missing(router, desk)
    add_parting(router, desk)
    add_verdicts(router, desk)
    return router


def add_reading(router: APIRouter, desk: Desk) -> None:
    """The reports that wait, and one report with its events."""

    @router.get("/{lang}/review")
    def queue(request: Request, lang: str, least: str = "") -> Response:
        waiting = desk.keeper.now().waiting
        with desk.store.view() as view:
            held = {one.report_id: view.report(one.report_id) for one in waiting[:MOST_WAITING]}
            sure = sure_events(view, desk.keeper.now(), int(least)) if least.isdigit() else []
        return desk.show(
            request, lang, "queue.html.j2", held=held, waiting=waiting[:MOST_WAITING], left=len(waiting),
            sure=sure, least=least,
        )  # fmt: skip

    @router.get("/{lang}/review/{report_id:path}")
    def review(
        request: Request, lang: str, report_id: str, edit: str = "", split: str = "", same: str = ""
    ) -> Response:
        with desk.store.view() as view:
            telling, cards = read_cards(view, report_id)
            mates = likely_mates(desk, view, (report_id, same)) if same else []
        waiting = [one.report_id for one in desk.keeper.now().waiting if one.report_id != report_id]
        actors = [who for who, said in desk.labels.names.items() if said]
        return desk.show(
            request, lang, "review.html.j2", telling=telling, cards=cards, edit=edit, split=split, same=same,
            mates=mates, actors=actors, unsure=UNSURE,
            following=waiting[0] if waiting else "", left=len(waiting),
        )  # fmt: skip


def add_verdicts(router: APIRouter, desk: Desk) -> None:
    """Accept, reject, undo, edit."""

    @router.post("/{lang}/review/{report_id:path}/{event_id}/edit")
    async def edit(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        desk.check_seal(request, fields.get("seal", ""))
        with desk.store.writer() as writer:
            key = (report_id, event_id)
            check_unchanged(writer, key, read_number(fields.get("seen", "")))
            mend(
                writer,
                key,
                mended_event(event_in(writer, key), fields, own_gazetteer()),
                desk.signer(request),
                fields.get("why", ""),
            )
        return answer(request, lang, report_id, event_id)

    @router.post("/{lang}/review/{report_id:path}/{event_id}")
    def judge(
        request: Request,
        lang: str,
        report_id: str,
        event_id: str,
        verb: Annotated[str, Form()],
        seal: Annotated[str, Form()],
        seen: Annotated[int, Form()] = 0,
        why: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        desk.check_seal(request, seal)
        with desk.store.writer() as writer:
            key = (report_id, event_id)
            check_unchanged(writer, key, seen)
            act = {"accept": accept, "reject": reject, "undo": undo}.get(verb)
            if act is None:
                raise UsageError(f"there is no verdict {verb!r}")
            act(writer, key, desk.signer(request), why)
        return answer(request, lang, report_id, event_id)


def sure_events(view: View, ledger: Ledger, least: int) -> list[tuple[str, Event]]:
    """Unjudged events whose least certain value has at least so many percent, as many as one page lists."""
    coded = view.coded(one.report_id for one in ledger.waiting if one.events)
    found = ((row.id, event) for row in coded for event in row.events if (row.id, event.id) not in ledger.verdicts)
    return list(islice(((report, event) for report, event in found if 100 * confidence_of(event) >= least), MOST_SURE))


def add_missing(router: APIRouter, desk: Desk) -> None:
    """Events that the program missed, and many accepted at once."""

    @router.post("/{lang}/review/{report_id:path}/missed")
    async def missed(request: Request, lang: str, report_id: str) -> Response:
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        desk.check_seal(request, fields.get("seal", ""))
        with desk.store.writer() as writer:
            report = writer.report(report_id)
            span = span_of(report.text if report else "", fields.get("words", ""), fields.get("at", ""))
            blank = Event("", fields.get("type", "other"), evidence=(span,))
            made = add_missed(
                writer,
                report_id,
                mended_event(blank, fields, own_gazetteer()),
                desk.signer(request),
                fields.get("why", ""),
            )
        return answer(request, lang, report_id, made.subject[0][1])

    @router.post("/{lang}/review")
    async def many(request: Request, lang: str) -> Response:
        form = await request.form()
        desk.check_seal(request, str(form.get("seal", "")))
        keys = [read_key(str(value)) for value in form.getlist("event")]
        with desk.store.writer() as writer:
            accept_all(writer, keys, desk.signer(request), str(form.get("why", "")))
        return RedirectResponse(f"/{lang}/review?least={form.get('least', '')}", 303)


def span_of(text: str, words: str, at: str) -> Span:
    """Where the words stand in the text: at the offset given, else where they stand first."""
    words = words.strip()
    start = int(at) if at.isdigit() and text.startswith(words, int(at)) else text.find(words)
    if not words or start < 0:
        raise UsageError("these words do not stand in the report; copy them from its text")
    return Span(start, start + len(words))


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
    return telling_of(report, events), cards


def mended_event(event: Event, fields: dict[str, str], gazetteer: Gazetteer) -> Event:
    """The event with the values of the form; a value that cannot be read is an error that names it."""
    return replace(
        event,
        type=fields.get("type", event.type),
        status=fields.get("status", event.status),
        salience=fields.get("salience", event.salience),
        date=read_days(fields.get("start", ""), fields.get("end", "")),
        initiators=read_ids(fields.get("initiators", "")),
        targets=read_ids(fields.get("targets", "")),
        casualties=tuple(read_casualties(fields)),
        places=find_places(split_names(fields.get("places", "")), event.places, gazetteer),
    )


def read_days(start: str, end: str) -> DateSpan | None:
    """Two days of a form; both empty is no date, one empty is a single day."""
    if not start and not end:
        return None
    with contextlib.suppress(ValueError):
        first, last = date.fromisoformat(start or end), date.fromisoformat(end or start)
        if first <= last:
            return DateSpan(first, last)
    raise UsageError(f"{start} to {end} is no span of days")


def read_ids(written: str) -> tuple[str, ...]:
    """Ids or names with a comma between; a name that is no id is kept as the text's own words.

    >>> read_ids("isis, x:group , ")
    ('isis', 'x:group')
    """
    return tuple(dict.fromkeys(split_names(written)))


def split_names(written: str) -> list[str]:
    """Names with a comma between, Latin or Arabic."""
    return [one.strip() for one in written.replace("\u060c", ",").split(",") if one.strip()]


def read_casualties(fields: dict[str, str]) -> list[Casualty]:
    """The rows of the losses table that have a low figure; an empty high is open."""
    found = []
    for n in range(MOST_CASUALTIES):
        low, high = fields.get(f"low{n}", "").strip(), fields.get(f"high{n}", "").strip()
        if not low:
            continue
        if not low.isdigit() or (high and (not high.isdigit() or int(high) < int(low))):
            raise UsageError(f"{low} to {high} is no range of people")
        side = fields.get(f"of{n}", "").strip() or "unknown"
        found.append(
            Casualty(
                side,
                fields.get(f"harm{n}", "killed"),
                int(low),
                int(high) if high else None,
                fields.get(f"from{n}", ""),
            )
        )
    return found
