"""From judged pairs to groups: those that fit best first. Groups join while the mean score between them allows it; of
several that may join, the mean and the best pair decide alike.

Two events of one report never meet in a group unless nothing tells them apart. Where likely pairs tie many events
together, every pair of these is compared, also those that blocking passed over.
The result depends only on the events and scores, not on their order: ties go to the smaller keys.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from marsad.model import EventKey

PairKey = tuple[EventKey, EventKey]

#: scores count within these bounds, so that one pair alone can neither force nor forbid a group
CLIP = 5.0
#: what a pair counts that was never compared, or scored so low that it was not kept
UNCOMPARED = -CLIP
#: what two events of one report count that nothing tells apart: they meet only where other reports bring them together
ONE_REPORT = -1.0
#: of more events tied together than this, the pairs that blocking passed over are not compared
TIED = 400


@dataclass(frozen=True)
class Links:
    """What clustering starts from: scores of pairs, pairs that must be one, and pairs that must not.

    `may` are pairs of events of one report that nothing tells apart; `compare` scores a pair that `scores` lacks.
    """

    scores: Mapping[PairKey, float]
    must: frozenset[PairKey] = frozenset()
    must_not: frozenset[PairKey] = frozenset()
    may: frozenset[PairKey] = frozenset()
    compare: Callable[[EventKey, EventKey], float] | None = None


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


class _Tie(NamedTuple):
    """The scores between two groups: their sum, how many pairs were compared, and the best of them."""

    total: float = 0.0
    compared: int = 0
    best: float = -CLIP

    def joined(self, other: _Tie) -> _Tie:
        """Both ties as one."""
        return _Tie(self.total + other.total, self.compared + other.compared, max(self.best, other.best))


@dataclass
class _Board:
    """Groups in the making: members, and the tie to each neighbour.

    Events that must be one count as one part, which is as near to another as its nearest event.
    """

    members: dict[int, list[EventKey]]
    parts: dict[int, int]
    may: frozenset[PairKey] = frozenset()
    barred: set[tuple[int, int]] = field(default_factory=set)
    ties: dict[int, dict[int, _Tie]] = field(default_factory=lambda: defaultdict(dict))

    def mean(self, left: int, right: int) -> float:
        """Mean score between two groups; pairs that were never compared count as UNCOMPARED."""
        tie = self.ties[left].get(right, _Tie())
        pairs = self.parts[left] * self.parts[right]
        return (tie.total + UNCOMPARED * (pairs - tie.compared)) / pairs

    def fit(self, left: int, right: int) -> float:
        """How well two groups fit: halfway between the mean score and the best; never less than the mean."""
        return (self.mean(left, right) + self.ties[left].get(right, _Tie()).best) / 2

    def may_join(self, left: int, right: int) -> bool:
        """True unless the two hold events of one report that something tells apart, or somebody judged them
        different.
        """
        if (min(left, right), max(left, right)) in self.barred:
            return False
        shared = {key[0] for key in self.members[left]} & {key[0] for key in self.members[right]}
        return not shared or all(
            pair_key(ours, theirs) in self.may
            for ours in self.members[left]
            for theirs in self.members[right]
            if ours[0] == theirs[0]
        )

    def join(self, left: int, right: int) -> None:
        """Put the right group into the left one."""
        self.members[left] = sorted(self.members[left] + self.members.pop(right))
        self.parts[left] += self.parts.pop(right)
        for other, tie in self.ties.pop(right, {}).items():
            del self.ties[other][right]
            if other != left:
                self.ties[left][other] = self.ties[other][left] = tie.joined(self.ties[left].get(other, _Tie()))
        moved = {pair for pair in self.barred if right in pair}
        self.barred -= moved
        self.barred |= {(min(o, left), max(o, left)) for a, b in moved for o in (a if b == right else b,)}


def _board(groups: Sequence[list[EventKey]], links: Links) -> _Board:
    board = _Board(dict(enumerate(groups)), dict.fromkeys(range(len(groups)), 1), links.may)
    place = {key: number for number, group in enumerate(groups) for key in group}
    for (left, right), score in links.scores.items():
        low, high = place.get(left), place.get(right)
        if low is None or high is None or low == high:
            continue
        nearest = max(board.ties[low].get(high, _Tie()).best, min(CLIP, score))
        board.ties[low][high] = board.ties[high][low] = _Tie(nearest, 1, nearest)
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
        return (-board.fit(first, second), *keys, first, second, *sizes)

    heap = [entry(left, right) for left in board.ties for right in board.ties[left] if left < right]
    heapq.heapify(heap)
    while heap:
        fit, _, _, left, right, *sizes = heapq.heappop(heap)
        if -fit < threshold:
            break
        if left not in board.members or right not in board.members:
            continue
        if [len(board.members[left]), len(board.members[right])] != sizes or not board.may_join(left, right):
            continue
        if board.mean(left, right) < threshold:
            continue
        board.join(left, right)
        for other in board.ties[left]:
            heapq.heappush(heap, entry(left, other))
    return list(board.members.values())


def _further_scores(part: Sequence[EventKey], known: Mapping[PairKey, float], links: Links) -> dict[PairKey, float]:
    """The scores of the pairs of a part that are not known yet."""
    if links.compare is None or len(part) > TIED:
        return {}
    found = {}
    for left, right in combinations(part, 2):
        if left[0] == right[0]:
            if (left, right) in links.may:
                found[left, right] = ONE_REPORT
        elif (left, right) not in known:
            found[left, right] = links.compare(left, right)
    return found


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
        scores = inner[part[0]] | _further_scores(part, inner[part[0]], links)
        board = _board(groups, Links(scores, links.must, links.must_not, links.may))
        found.extend(_merge_best_first(board, threshold))
    return sorted(found)
