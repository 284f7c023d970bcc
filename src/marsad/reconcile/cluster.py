"""From judged pairs to groups: the best pair first, by the mean score between groups, never two events of one report.

The result depends only on the events and scores, not on their order: ties go to the smaller keys.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.model import EventKey

PairKey = tuple[EventKey, EventKey]

#: scores count within these bounds, so that one pair alone can neither force nor forbid a group
CLIP = 5.0
#: what a pair counts that was never compared, or scored so low that it was not kept
UNCOMPARED = -CLIP


@dataclass(frozen=True)
class Links:
    """What clustering starts from: scores of pairs, pairs that must be one, and pairs that must not."""

    scores: Mapping[PairKey, float]
    must: frozenset[PairKey] = frozenset()
    must_not: frozenset[PairKey] = frozenset()


def pair_key(left: EventKey, right: EventKey) -> PairKey:
    """The pair with the smaller key first."""
    return (left, right) if left <= right else (right, left)


def connected(keys: Iterable[EventKey], pairs: Iterable[PairKey]) -> list[list[EventKey]]:
    """Groups of keys that the pairs connect, each sorted, in order of their first key."""
    leader = {key: key for key in keys}

    def find(key: EventKey) -> EventKey:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for left, right in pairs:
        low, high = sorted((find(left), find(right)))
        leader[high] = low
    groups: defaultdict[EventKey, list[EventKey]] = defaultdict(list)
    for key in sorted(leader):
        groups[find(key)].append(key)
    return list(groups.values())


@dataclass
class _Board:
    """Groups in the making: members, and the sum of scores to each neighbour.

    Events that must be one count as one part, which is as near to another as its nearest event.
    """

    members: dict[int, list[EventKey]]
    parts: dict[int, int]
    barred: set[tuple[int, int]] = field(default_factory=set)
    sums: dict[int, dict[int, tuple[float, int]]] = field(default_factory=lambda: defaultdict(dict))

    def mean(self, left: int, right: int) -> float:
        """Mean score between two groups; pairs that were never compared count as UNCOMPARED."""
        total, compared = self.sums[left].get(right, (0.0, 0))
        pairs = self.parts[left] * self.parts[right]
        return (total + UNCOMPARED * (pairs - compared)) / pairs

    def may_join(self, left: int, right: int) -> bool:
        """True unless the two hold events of one report, or somebody judged them different."""
        if (min(left, right), max(left, right)) in self.barred:
            return False
        return not {key[0] for key in self.members[left]} & {key[0] for key in self.members[right]}

    def join(self, left: int, right: int) -> None:
        """Put the right group into the left one."""
        self.members[left] = sorted(self.members[left] + self.members.pop(right))
        self.parts[left] += self.parts.pop(right)
        for other, (total, compared) in self.sums.pop(right, {}).items():
            del self.sums[other][right]
            if other != left:
                before = self.sums[left].get(other, (0.0, 0))
                self.sums[left][other] = self.sums[other][left] = (before[0] + total, before[1] + compared)
        moved = {pair for pair in self.barred if right in pair}
        self.barred -= moved
        self.barred |= {(min(o, left), max(o, left)) for a, b in moved for o in (a if b == right else b,)}


def _board(groups: Sequence[list[EventKey]], links: Links) -> _Board:
    board = _Board(dict(enumerate(groups)), dict.fromkeys(range(len(groups)), 1))
    place = {key: number for number, group in enumerate(groups) for key in group}
    for (left, right), score in links.scores.items():
        low, high = place.get(left), place.get(right)
        if low is None or high is None or low == high:
            continue
        nearest = max(board.sums[low].get(high, (-CLIP, 1))[0], min(CLIP, score))
        board.sums[low][high] = board.sums[high][low] = (nearest, 1)
    for left, right in links.must_not:
        low, high = place.get(left), place.get(right)
        if low is not None and high is not None and low != high:
            board.barred.add((min(low, high), max(low, high)))
    return board


def _merge_best_first(board: _Board, threshold: float) -> list[list[EventKey]]:
    def entry(left: int, right: int) -> tuple[float, EventKey, EventKey, int, int, int, int]:
        first, second = sorted((left, right), key=lambda number: board.members[number][0])
        sizes = len(board.members[first]), len(board.members[second])
        keys = board.members[first][0], board.members[second][0]
        return (-board.mean(first, second), *keys, first, second, *sizes)

    heap = [entry(left, right) for left in board.sums for right in board.sums[left] if left < right]
    heapq.heapify(heap)
    while heap:
        mean, _, _, left, right, *sizes = heapq.heappop(heap)
        if -mean < threshold:
            break
        if left not in board.members or right not in board.members:
            continue
        if [len(board.members[left]), len(board.members[right])] != sizes or not board.may_join(left, right):
            continue
        board.join(left, right)
        for other in board.sums[left]:
            heapq.heappush(heap, entry(left, other))
    return list(board.members.values())


def cluster_events(keys: Iterable[EventKey], links: Links, threshold: float) -> list[list[EventKey]]:
    """Groups of events that tell of one incident, each sorted, in order of their first key."""
    keys = sorted(set(keys))
    held = set(keys)
    settled = connected(keys, sorted(pair for pair in links.must if held.issuperset(pair)))
    likely = [pair for pair, score in links.scores.items() if score >= threshold and held.issuperset(pair)]
    found: list[list[EventKey]] = []
    parts = connected(keys, [*likely, *(pair for pair in links.must if held.issuperset(pair))])
    group_of = {key: number for number, group in enumerate(settled) for key in group}
    inner: defaultdict[EventKey, dict[PairKey, float]] = defaultdict(dict)
    part_of = {key: part[0] for part in parts for key in part}
    for pair, score in links.scores.items():
        if pair[0] in held and pair[1] in held and part_of[pair[0]] == part_of[pair[1]]:
            inner[part_of[pair[0]]][pair] = score
    for part in parts:
        groups = [settled[number] for number in sorted({group_of[key] for key in part})]
        if len(groups) == 1:
            found.append(groups[0])
            continue
        board = _board(groups, Links(inner[part[0]], links.must, links.must_not))
        found.extend(_merge_best_first(board, threshold))
    return sorted(found)
