"""Texts that were copied: groups of reports that repeat one text, and whose text it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.lexicon.registry import load_sources
from marsad.mention import find_mentions, read_page
from marsad.model import Report
from marsad.reconcile.cluster import connected
from marsad.reconcile.copies import COPY_FROM, Copy, find_copies
from marsad.reconcile.witnesses import Speakers, load_speakers
from marsad.text import parse_text

#: kinds of source that write texts which others print; first those that sell them
_WRITERS = ("agency", "monitor", "organisation", "broadcaster", "newspaper", "local-media", "belligerent-media")

CREDITED = "a report of the group is its own, and others name it"
NAMED = "every text of the group names it"
FIRST = "its report was published first"
SAME_DAY = "unknown: several were published on the first day, and none is named"


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Reports that repeat one text, in order of publication. `overlaps` is how much of each another of them repeats;
    `source` is whose text it is ("" if unknown), and `rule` says why.
    """

    reports: tuple[Report, ...]
    overlaps: tuple[float, ...]
    source: str
    rule: str


def group_copies(reports: Iterable[Report], threshold: float = COPY_FROM) -> list[CopyGroup]:
    """The groups of reports that repeat one text, the earliest first; without a day of publication last."""
    by_id = {report.id: report for report in reports}
    copies, speakers = find_copies(by_id.values(), threshold), load_speakers()
    linked = connected(
        [(key, "") for copy in copies for key in (copy.left, copy.right)],
        [((copy.left, ""), (copy.right, "")) for copy in copies],
    )
    groups = [sorted((by_id[key] for key, _ in group), key=_order) for group in linked]
    return [_group(group, copies, speakers) for group in sorted(groups, key=lambda group: _order(group[0]))]


def _order(report: Report) -> tuple[date, str]:
    return report.published or date.max, report.id


def _group(reports: Sequence[Report], copies: Iterable[Copy], speakers: Speakers) -> CopyGroup:
    best = dict.fromkeys((report.id for report in reports), 0.0)
    for copy in copies:
        for key in (copy.left, copy.right):
            if key in best:
                best[key] = max(best[key], copy.overlap)
    source, rule = _ultimate(reports, speakers)
    return CopyGroup(tuple(reports), tuple(best.values()), source, rule)


def _ultimate(reports: Sequence[Report], speakers: Speakers) -> tuple[str, str]:
    """Whose text it is: an outlet of the group that others name; else who is named by all; else who was first."""
    owners = [speakers.publisher_id(report.publisher) for report in reports]
    named = [named_writers(report) for report in reports]
    credited = Counter(
        source
        for owner, sources in zip(owners, named, strict=True)
        for source in sources
        if source in owners and source != owner
    )
    if credited:
        return min(credited, key=lambda source: (-credited[source], owners.index(source))), CREDITED
    for source in named[0]:
        if all(source in sources for sources in named):
            return source, NAMED
    first = {owner for owner, report in zip(owners, reports, strict=True) if report.published == reports[0].published}
    if reports[0].published is None or len(first) > 1:
        return "", SAME_DAY
    return owners[0], FIRST


def named_writers(report: Report) -> list[str]:
    """The agencies, monitors and outlets that a report names as its sources, those first that sell texts."""
    registry = load_sources()
    told = dict.fromkeys(mention.source for mention in find_mentions(read_page(parse_text(report))).sources)
    writers = [source for source in told if source in registry and registry[source].kind in _WRITERS]
    return sorted(writers, key=lambda source: _WRITERS.index(registry[source].kind))


def source_name(source: str) -> str:
    """The registry's name of a source; its id where it has none."""
    entry = load_sources().get(source)
    return entry.name_en if entry else source


def copy_row(group: CopyGroup) -> dict[str, Any]:
    """A group as plain JSON values."""
    return {
        "source": group.source or None,
        "name": source_name(group.source) or None,
        "rule": group.rule,
        "reports": [
            {
                "id": report.id,
                "publisher": report.publisher,
                "published": report.published.isoformat() if report.published else None,
                "title": report.title,
                "overlap": overlap,
            }
            for report, overlap in zip(group.reports, group.overlaps, strict=True)
        ],
    }
