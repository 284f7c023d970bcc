"""Coded reports to incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.errors import CodedError
from marsad.model import CodedReport, Decision, Incident, Report, StoredEvent


def stored_events(coded: Iterable[CodedReport], reports: Mapping[str, Report]) -> Iterator[StoredEvent]:
    """Each event with the report it stands in (None where the report is not among those given)."""
    for row in coded:
        for event in row.events:
            yield StoredEvent(row.id, event, reports.get(row.id))


def reconcile_coded(
    coded: Iterable[CodedReport], reports: Mapping[str, Report], decisions: Iterable[Decision] = ()
) -> Sequence[Incident]:
    """The incidents that the events of coded reports add up to; every event is in exactly one."""
    from marsad.reconcile import reconcile_events

    return reconcile_events(stored_events(coded, reports), decisions)


def missing_reports(coded: Iterable[CodedReport], reports: Mapping[str, Report], where: str) -> Iterator[CodedError]:
    """A fault for each coded report whose text is not among the reports."""
    for row in coded:
        if row.id not in reports:
            what = f"holds no report {row.id!r}, so that its publisher and words cannot be compared"
            yield CodedError(where, None, what, "add it with --reports")
