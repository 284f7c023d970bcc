"""Incidents: what several reports' events add up to, who says what, and every judgement that led there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from marsad.model.event import DateSpan, Event, Place
from marsad.model.report import Report

#: an event of the whole collection: (report id, event id)
EventKey = tuple[str, str]


class Judgement(StrEnum):
    """What an analyst or the machine says of two events."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Action(StrEnum):
    """What a Decision does."""

    #: two events are compared and judged
    JUDGE = "judge"
    #: the events of several incidents are one incident
    MERGE = "merge"
    #: the events of the subject leave those of `against` and form an incident of their own
    SPLIT = "split"
    #: the first event of the subject leaves those of `against` and joins the others of the subject
    MOVE = "move"
    #: the decision with number `undoes` holds no more
    UNDO = "undo"
    #: the event of the subject is right as it stands
    ACCEPT = "accept"
    #: the event of the subject is no event, or wrong beyond mending
    REJECT = "reject"
    #: the event of the subject was mended; its report has a new coding
    EDIT = "edit"
    #: the event of the subject was missed by the program; a person added it
    ADD = "add"
    #: the event of the subject told of two; what belongs to the other is now the event of `against`
    DIVIDE = "divide"
    #: low, best and high of one side and harm of the incident that the events of the subject make are `given`
    OVERRIDE = "override"
    #: a place of the gazetteer was set right or added; `why` tells which and how
    PLACE = "place"
    #: a party was given another name; `why` tells both
    NAME = "name"


class Grade(StrEnum):
    """How well an incident is supported, after Airwars."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Signal:
    """One feature of a pair of events: its value, what it weighs, and what was compared.

    `doc` says in words what the feature looks at; `points` is value times weight, in log-odds; `words` is what stood
    on both sides.
    """

    name: str
    value: float
    points: float
    words: str
    doc: str


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """Two events compared: `score` in log-odds, `probability` that they tell of one incident, and the signals that
    sum up to it.
    """

    left: EventKey
    right: EventKey
    judgement: Judgement
    score: float
    probability: float
    signals: tuple[Signal, ...] = ()
    #: "machine", or the number of the decision that settled it
    by: str = "machine"


@dataclass(frozen=True, slots=True)
class Given:
    """Low, best and high that a person gives for one side and harm of an incident."""

    of: str
    harm: str
    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the append-only log: who decided what, when, why, on which events.

    The events of `subject` tell of one incident (or, judged `unsure`, may do); none of them tells of that of an event
    of `against`. `hash` covers all other fields and the `previous` row's hash, so that an altered, dropped or
    reordered row shows.
    """

    number: int
    action: Action
    subject: tuple[EventKey, ...]
    who: str
    when: datetime
    why: str
    against: tuple[EventKey, ...] = ()
    judgement: Judgement | None = None
    score: float | None = None
    undoes: int | None = None
    previous: str = ""
    hash: str = ""
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of an incident's table of claims: `source` says, in a report of `publisher`, that so many of a side
    suffered a harm.

    `source` is the ultimate source (a monitor quoted by an agency is the monitor) and `via` are those who passed it
    on. `best` is None where the words give no number. `is_vague` marks figures that stand for words such as "dozens".
    `as_of` is the day the claim was published. `harm` is "" for a claim without a figure.
    """

    report: str
    event: str
    publisher: str
    source: str
    via: tuple[str, ...]
    as_of: date | None
    stance: str
    of: str = ""
    harm: str = ""
    low: int = 0
    best: int | None = None
    high: int | None = None
    is_vague: bool = False
    #: the source speaks of a side that it fights for or against
    has_stake: bool = False
    #: the number of the witness: claims with one number are one witness, however often told
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """The decision by which a person set a toll's figures, and what the rule had chosen before.

    `low`, `best` and `high` are None where no source gives a figure. `is_dated` is true where other events make the
    incident now than when the person decided: the figures should be looked at again.
    """

    decision: int
    who: str
    when: datetime
    why: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    is_open: bool = False
    rule: str = ""
    is_dated: bool = False


@dataclass(frozen=True, slots=True)
class Toll:
    """Low, best and high of one side and harm, the rule that chose them in words, and the claims they rest on.

    `is_open` is true where the highest figure is an "at least". `is_whole` is true where the row tells the same
    people as other rows of the incident, undivided: it is then not to be added to them. `override` is there where a
    person set the figures.
    """

    of: str
    harm: str
    low: int
    best: int
    high: int
    rule: str
    claims: tuple[Claim, ...]
    is_open: bool = False
    is_whole: bool = False
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class TollStep:
    """The figures of one side and harm as they stood after the reports of `day`."""

    day: date
    of: str
    harm: str
    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class Incident:
    """What several events add up to. It is computed from them and never stored over them; `id` is never reused."""

    id: str
    members: tuple[EventKey, ...]
    type: str
    status: str
    date: DateSpan | None
    places: tuple[Place, ...]
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    tolls: tuple[Toll, ...]
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    grade: Grade
    grade_rule: str
    #: the independent witnesses, one entry each
    witnesses: tuple[str, ...]
    development: tuple[TollStep, ...] = ()
    #: reports that are copies of one text, each group one witness
    copies: tuple[tuple[str, ...], ...] = ()
    #: pairs inside the incident that led to the merge, strongest first
    links: tuple[PairJudgement, ...] = ()
    #: ids that were merged into this one
    formerly: tuple[str, ...] = ()

    @property
    def independent(self) -> int:
        """The number of independent witnesses."""
        return len(self.witnesses)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with the report it stands in (None where the report is not held)."""

    report_id: str
    event: Event
    report: Report | None = None

    @property
    def key(self) -> EventKey:
        """The event's key in the whole collection."""
        return (self.report_id, self.event.id)


class View(Protocol):
    """What reconciliation reads of a store; every method takes a batch so that a store can answer with one query."""

    def events_posted_under(self, block_keys: Iterable[str]) -> Sequence[StoredEvent]:
        """The stored events that share one of the block keys, in any order, each once."""
        ...

    def events_of(self, incident_ids: Iterable[str]) -> Sequence[StoredEvent]:
        """The members of the incidents."""
        ...

    def events(self, keys: Iterable[EventKey]) -> Sequence[StoredEvent]:
        """The stored events with these keys; those that are not held are left out."""
        ...

    def incident_ids_of(self, keys: Iterable[EventKey]) -> dict[EventKey, str]:
        """The incident that each stored event is in now."""
        ...

    def decisions(self) -> Sequence[Decision]:
        """The whole decision log in order."""
        ...

    def has_incident_id(self, incident_id: str) -> bool:
        """True if the id is or ever was given to an incident."""
        ...
