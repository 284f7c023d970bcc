"""Near-copies: reports that repeat one text. They are found by shared runs of words and count as one witness.

Texts alone never join events: a template may be used again for another incident.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from marsad.model import Report
from marsad.text import fold

#: words per run, hashes per sketch, hashes per band
RUN, HASHES, BAND = 4, 64, 2
#: reports that share so much of their runs are copies
COPY_FROM = 0.4
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports that repeat one text: `overlap` is the share of the shorter one's runs of four words that both
    hold.
    """

    left: str
    right: str
    overlap: float


def runs_of(report: Report) -> frozenset[int]:
    """The runs of four words of a report's text, as numbers."""
    words = [crc32(word.encode()) for word in _WORD.findall(fold(report.text))]
    if len(words) < RUN:
        return frozenset({hash(tuple(words))}) if words else frozenset()
    return frozenset(hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1))


def overlap(left: frozenset[int], right: frozenset[int]) -> float:
    """The share of the smaller set that both hold."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _sketch(runs: frozenset[int]) -> list[int]:
    """The least value of the runs under each of a fixed row of hash functions (MinHash)."""
    factors = [(2 * at + 1) * 0x9E3779B97F4A7C15 % _PRIME for at in range(HASHES)]
    return [min((run * factor + at) % _PRIME for run in runs) for at, factor in enumerate(factors)]


def _sketches(runs: Mapping[str, frozenset[int]]) -> dict[str, Sequence[int]]:
    try:
        # the faster one, where the extra `bulk` is installed
        from rensa import RMinHash  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return {key: _sketch(held) for key, held in runs.items()}
    found: dict[str, Sequence[int]] = {}
    for key, held in runs.items():
        sketch = RMinHash(num_perm=HASHES, seed=7)
        sketch.update([str(run) for run in sorted(held)])
        found[key] = sketch.digest()
    return found


def find_copies(reports: Iterable[Report], threshold: float = COPY_FROM) -> list[Copy]:
    """The pairs of near-copies among many reports: likely pairs by MinHash bands, each checked on the runs
    themselves.
    """
    runs = {report.id: held for report in reports if (held := runs_of(report))}
    buckets: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, sketch in _sketches(runs).items():
        for start in range(0, HASHES, BAND):
            buckets[(start, *sketch[start : start + BAND])].append(key)
    pairs = {
        (min(left, right), max(left, right))
        for bucket in buckets.values()
        for at, left in enumerate(bucket)
        for right in bucket[at + 1 :]
    }
    found = (Copy(left, right, round(overlap(runs[left], runs[right]), 3)) for left, right in sorted(pairs))
    return [copy for copy in found if copy.overlap >= threshold]


def copies_among(reports: Sequence[Report], threshold: float = COPY_FROM) -> list[Copy]:
    """The near-copies among the few reports of one incident, every pair compared."""
    runs = {report.id: runs_of(report) for report in reports}
    found = []
    for at, left in enumerate(sorted(runs)):
        for right in sorted(runs)[at + 1 :]:
            share = overlap(runs[left], runs[right])
            if share >= threshold:
                found.append(Copy(left, right, round(share, 3)))
    return found
