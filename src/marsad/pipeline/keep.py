"""Reports into a store: kept, coded and linked, each step whole before the next begins.

A stop between two steps loses nothing: reports that wait for their coding are coded by the next call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from marsad.errors import MarsadError
from marsad.model import CodedReport, Decision, EventKey, Incident, Report
from marsad.pipeline.batch import Outcome, code_reports
from marsad.pipeline.incidents import stored_events
from marsad.pipeline.tables import check_tables
from marsad.reconcile import Change, Linker, load_linker
from marsad.reconcile.decisions import standing
from marsad.reconcile.identity import name_groups
from marsad.store import Store, Writer

T = TypeVar("T")
#: passes the outcomes of coding on, and may show how many there were
Watch = Callable[[Iterable[Outcome]], Iterator[Outcome]]
#: reports that are coded, and events that are linked, in one transaction
STEP = 200
#: from so many waiting events on, all are reconciled anew, which is quicker
BULK = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of adding reports: what the store did with them, and which could not be coded.

    `earlier` are faults of reports that an earlier call kept and that still cannot be coded.
    """

    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    coded: int = 0
    faults: tuple[MarsadError, ...] = ()
    earlier: tuple[MarsadError, ...] = ()

    def __str__(self) -> str:
        told = f"{len(self.added)} reports added, {self.coded} coded, {len(self.known)} known before"
        left = len(self.refused) + len(self.faults)
        told = f"{told}, {left} left out" if left else told
        return f"{told}; {len(self.earlier)} of earlier runs cannot be coded" if self.earlier else told


def keep_reports(
    store: Store,
    reports: Iterable[Report | MarsadError],
    source: str,
    jobs: int = 1,
    quick: bool = False,
    watch: Watch = iter,
) -> Kept:
    """Add reports to a store, code those that have no coding yet, and link their events into incidents.

    Errors among the reports are handed back with those of coding; the rest goes on. `watch` sees each outcome pass.
    """
    check_tables()
    unread: list[MarsadError] = []
    with store.writer() as writer:
        done = writer.add_reports(_sound(reports, unread), _storable(source))
    coded, faults = code_waiting(store, jobs, quick, watch)
    given = {*done.added, *done.known}
    ours = [fault for report_id, fault in faults if report_id in given]
    earlier = [fault for report_id, fault in faults if report_id not in given]
    return Kept(done.added, done.known, done.refused, coded, (*unread, *ours), tuple(earlier))


def _storable(source: str) -> str:
    """The name of a source without half characters, which names of files may hold."""
    return source.encode(errors="replace").decode()


def _sound(items: Iterable[Report | MarsadError], faults: list[MarsadError]) -> Iterator[Report]:
    for item in items:
        if isinstance(item, MarsadError):
            faults.append(item)
        else:
            yield item


def code_waiting(
    store: Store, jobs: int = 1, quick: bool = False, watch: Watch = iter
) -> tuple[int, list[tuple[str, MarsadError]]]:
    """Code and link whatever waits for it; returns how many reports were coded, and the faults by id of the report."""
    with store.view() as view:
        waiting = list(view.uncoded())
    faults: list[tuple[str, MarsadError]] = []
    count = 0
    outcomes = watch(code_reports(waiting, jobs, quick))
    for step in _steps(zip((report.id for report in waiting), outcomes, strict=True)):
        sound = [coded for _, coded in step if isinstance(coded, CodedReport)]
        faults += [(report_id, fault) for report_id, fault in step if isinstance(fault, MarsadError)]
        with store.writer() as writer:
            writer.add_coded(sound)
        count += len(sound)
    link_waiting(store)
    return count, faults


def _steps(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while step := list(islice(left, STEP)):
        yield step


def link_waiting(store: Store) -> None:
    """Put events that are in no incident yet into incidents; many at once are reconciled with all others anew."""
    with store.view() as view:
        waiting = view.unlinked()
    if not waiting:
        return
    linker = load_linker()
    if len(waiting) > BULK:
        with store.writer() as writer:
            relink(writer, linker)
        return
    for step in _steps(waiting):
        with store.writer() as writer:
            writer.post_blocks({stored.key: linker.block_keys(stored) for stored in step})
            keep_change(writer, linker.add(writer, step))


def keep_change(writer: Writer, change: Change) -> None:
    """Keep what a change made of the incidents."""
    writer.add_incidents(change.incidents)
    writer.redirect(change.redirects)


@dataclass(frozen=True, slots=True)
class Recoded:
    """What coding anew did: codings that differ, reports left as they are since people judged them, and faults."""

    changed: int
    judged: tuple[str, ...] = ()
    faults: tuple[MarsadError, ...] = ()


def recode(store: Store, jobs: int = 1, quick: bool = False, watch: Watch = iter) -> Recoded:
    """Code held reports anew and reconcile all: after new rules, lexicons or places.

    Reports on whose events people have decided anything keep their coding, since a decision is about its events.
    """
    with store.view() as view:
        judged = _judged_reports(view.decisions())
        reports = [report for report in view.reports() if report.id not in judged]
    outcomes = list(watch(code_reports(reports, jobs, quick)))
    with store.writer() as writer:
        changed = writer.add_coded(coded for coded in outcomes if isinstance(coded, CodedReport))
        relink(writer, load_linker())
    faults = tuple(fault for fault in outcomes if isinstance(fault, MarsadError))
    return Recoded(changed, tuple(sorted(judged)), faults)


def _judged_reports(log: Iterable[Decision]) -> set[str]:
    """The reports whose events a decision that stands is about."""
    return {report_id for decision in standing(log) for report_id, _ in (*decision.subject, *decision.against)}


def relink(writer: Writer, linker: Linker) -> Sequence[Incident]:
    """Reconcile all held events anew under the decisions that stand; an id stays with the event that founded it."""
    reports = {report.id: report for report in writer.reports()}
    events = list(stored_events(writer.coded(), reports))
    before: defaultdict[str, list[EventKey]] = defaultdict(list)
    for key, incident_id in writer.incident_ids_of(stored.key for stored in events).items():
        before[incident_id].append(key)
    made = linker.reconcile(events, writer.decisions())
    named = name_groups([incident.members for incident in made], before, writer.has_incident_id)
    incidents = [replace(incident, id=named.id_of[number]) for number, incident in enumerate(made)]
    writer.post_blocks({stored.key: linker.block_keys(stored) for stored in events})
    writer.replace_incidents(incidents)
    writer.redirect(named.redirects)
    return incidents


def decide_and_relink(store: Store, decision: Decision) -> Decision:
    """Append a decision to the log and let it take effect on the incidents that it touches."""
    with store.writer() as writer:
        return take_effect(writer, decision)


def take_effect(writer: Writer, decision: Decision) -> Decision:
    """The same inside a transaction."""
    sealed = writer.decide(decision)
    keys = set(sealed.subject) | set(sealed.against)
    if sealed.undoes is not None:
        undone = next((row for row in writer.decisions() if row.number == sealed.undoes), None)
        keys |= {*undone.subject, *undone.against} if undone else set()
    keep_change(writer, load_linker().redecide(writer, sorted(keys)))
    return sealed
