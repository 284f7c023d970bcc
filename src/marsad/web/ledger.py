"""What the list pages need of every incident, held in memory; of a change in the store only what is new is read."""

from __future__ import annotations

import gc
from bisect import insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from marsad.model import Decision, EventKey
from marsad.pipeline.review import Waiting, standing_verdicts, waiting_reports
from marsad.store import Store, View
from marsad.web.index import Index
from marsad.web.line import FACETS, Line, line_of

__all__ = ["FACETS", "Ledger", "LedgerKeeper", "Line"]

T = TypeVar("T")
#: more new lines than these are sorted in all at once
FEW = 200


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole record in short, as of one moment; `verdicts` are the people's standing ones on events."""

    at: datetime | None
    mark: tuple[int, ...]
    index: Index
    #: the newest first
    lines: tuple[Line, ...] = ()
    #: the least certain first
    waiting: tuple[Waiting, ...] = ()
    verdicts: Mapping[EventKey, Decision] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    #: how many incidents each value of each facet has
    totals: Mapping[str, Counter[str]] = field(default_factory=dict)

    def line(self, incident_id: str) -> Line | None:
        """One incident's line."""
        return self.index.line(incident_id)


class Held:
    """What was read of a store so far; `catch_up` reads what is new and tells what changed.

    What a row number holds never changes in a store, so the numbers that count now tell what is new and what is gone,
    whoever wrote it.
    """

    def __init__(self) -> None:
        self.mark: tuple[int, ...] = (0, 0, 0, 0)
        self.ids: dict[int, str] = {}
        self.lines: tuple[Line, ...] = ()
        self.waiting: tuple[Waiting, ...] = ()
        self.log: list[Decision] = []
        self.verdicts: dict[EventKey, Decision] = {}
        #: by report, the confidence of its events
        self.confidences: dict[str, dict[EventKey, float]] = {}
        self.index = Index(())

    def catch_up(self, view: View, mark: tuple[int, ...]) -> None:
        """Read what the view holds beyond what is held."""
        judged = self._read_log(view)
        coded = self._read_codings(view) if mark[1] != self.mark[1] else set()
        self._sort_waiting(coded | {report_id for report_id, _ in judged})
        if judged:
            self._judge(judged)
        if mark[:-1] != self.mark[:-1]:
            self._read_incidents(view)
        self.mark = mark

    def _judge(self, keys: Collection[EventKey]) -> None:
        """Set the state of the incidents of some events by the verdicts that stand now."""
        changed = frozenset(keys)
        numbers = [n for n, line in enumerate(self.lines) if not changed.isdisjoint(line.incident.members)]
        lines = list(self.lines)
        for number in numbers:
            lines[number] = lines[number].judged_by(self.verdicts)
        self.lines = tuple(lines)
        self.index = self.index.judged_anew(self.lines, numbers)

    def _read_log(self, view: View) -> set[EventKey]:
        """The events on which other verdicts stand than before."""
        new = view.decisions(after=self.log[-1].number if self.log else 0)
        if not new:
            return set()
        before = self.verdicts
        self.log += new
        self.verdicts = standing_verdicts(self.log)
        return {key for key in {*before, *self.verdicts} if before.get(key) is not self.verdicts.get(key)}

    def _read_codings(self, view: View) -> set[str]:
        """The reports that were coded anew. A report's newest coding takes the place of the one before."""
        codings = view.newest_codings(after=self.mark[1])
        reports = set(codings.values())
        for report_id in reports:
            self.confidences[report_id] = {}
        for key, confidence in view.confidences(codings if self.mark[1] else None):
            self.confidences[key[0]][key] = confidence
        return reports

    def _sort_waiting(self, reports: set[str]) -> None:
        confidences = {key: value for one in reports for key, value in self.confidences.get(one, {}).items()}
        fresh = waiting_reports(confidences, self.verdicts)
        self.waiting = renew(
            self.waiting, lambda one: one.report_id in reports, fresh, lambda one: (one.confidence, one.report_id)
        )

    def _read_incidents(self, view: View) -> None:
        """Take in the revisions that are new."""
        now = set(view.newest_incidents())
        retired, new = self.ids.keys() - now, now - self.ids.keys()
        dropped = {self.ids.pop(number) for number in retired}
        lines = []
        for number, incident in view.briefs(new if self.ids or retired else None):
            self.ids[number] = incident.id
            lines.append(line_of(incident, self.verdicts))
        before = self.lines
        self.lines = renew(before, lambda line: line.incident.id in dropped, lines, lambda line: line.order)
        if len(dropped) + len(lines) > FEW:
            self.index = Index(self.lines)
        elif dropped or lines:
            came = {line.incident.id for line in lines}
            gone, fresh = numbers_in(before, dropped), numbers_in(self.lines, came)
            self.index = self.index.moved_to(self.lines, gone, fresh)


def renew(
    held: Sequence[T], is_gone: Callable[[T], bool], fresh: Iterable[T], key: Callable[[T], Any]
) -> tuple[T, ...]:
    """A sorted list without what is gone and with what is new, in its order."""
    kept, new = [one for one in held if not is_gone(one)], list(fresh)
    if len(new) > FEW:
        return tuple(sorted((*kept, *new), key=key))
    for one in new:
        insort(kept, one, key=key)
    return tuple(kept)


def numbers_in(lines: Sequence[Line], ids: Collection[str]) -> list[int]:
    """The numbers of some incidents in a list."""
    return [number for number, line in enumerate(lines) if line.incident.id in ids] if ids else []


def ledger_of(held: Held, view: View) -> Ledger:
    """The ledger of what is held."""
    return Ledger(
        view.as_of(),
        held.mark,
        held.index.prepared(),
        held.lines,
        held.waiting,
        held.verdicts,
        view.counts(),
        {facet: held.index.counts(facet, held.index.every) for facet in FACETS},
    )


class LedgerKeeper:
    """Gives the present ledger of a store; what changed is read when it is next asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held = Held()
        self._ledger: Ledger | None = None
        self._lock = Lock()

    def now(self) -> Ledger:
        """The ledger as of this moment."""
        with self._lock, self._store.view() as view:
            mark = view.mark()
            if self._ledger is None or self._ledger.mark != mark:
                self._ledger = self._read(view, mark)
            return self._ledger

    def _read(self, view: View, mark: tuple[int, ...]) -> Ledger:
        held = self._held
        if any(new < old for new, old in zip(mark, held.mark, strict=True)):
            held = Held()  # the store was put back to an earlier state: nothing held can be trusted
        self._held = Held()  # should reading fail half way, the next reading starts from nothing
        with set_aside() if not held.lines else nullcontext():
            held.catch_up(view, mark)
            ledger = ledger_of(held, view)
        self._held = held
        return ledger


@contextmanager
def set_aside() -> Iterator[None]:
    """Keep the search for unused rings of values off what is made now: lines make none, and there are very many."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
