"""Who «الطرفان» and «القبيلتان» are: a learned choice among the pairs of armed parties named before.

The two named last have one vote; whether two parties are at war, how near and how often they are named together, and
of what kinds they are, are others. `eval/backs.py` learns what each weighs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of, standing
from marsad.mention.actor.choice import step, weights_of
from marsad.mention.actor.foreign import adjective_of_nation
from marsad.mention.actor.reading import Candidate, Reading

_ARMED = frozenset({"state", "rebel", "militia", "coalition", "unidentified", ""})
_FRIENDS = frozenset({"kin", "ally"})
_NOBODY, _UNKNOWN = "unknown", "unknown-gunmen"
#: how many parties, those named last, make pairs
_MOST = 6
#: edges of sentences; how often named together
_SENTENCES, _OFTEN = (0, 1, 2, 4), 3
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Words for two sides, and the pairs that they may be, the two named last first."""

    hit: Hit
    pairs: list[Pair]
    #: the parties named before, that named last first
    order: list[str]
    #: in how many places each party is named
    times: Counter[str]
    #: the parties named in each sentence before, and how many sentences back it lies
    sentences: list[tuple[int, set[str]]]


def read_sides(reading: Reading, kept: Sequence[Candidate]) -> list[Candidate]:
    """Words for two sides, told of the pair of parties that is likeliest meant."""
    return [_told(sides.hit, pair_meant(sides)) for sides in sides_in(reading, kept)]


def _told(hit: Hit, pair: Pair) -> Candidate:
    return Candidate(hit.first, hit.last, pair[1], "both_sides", (pair[0],), hit=hit, is_back_reference=True)


def sides_in(reading: Reading, kept: Sequence[Candidate]) -> Iterator[Sides]:
    """The words for two sides that may be two of the parties named before."""
    names = [c for c in kept if kind_of(c.actor) in _ARMED and c.actor != _NOBODY and not reading.at("both", c.first)]
    sentence_of = reading.doc.sentence_of
    for hits in reading.starts.get("both", {}).values():
        hit = hits[0]
        if adjective_of_nation(reading, hit.last) is not None:
            continue  # «الجيشان الأوغندي والكونغولي» tell themselves whose they are
        before = [name for name in names if name.first < hit.first]
        order = list(dict.fromkeys(name.actor for name in reversed(before)))
        told: dict[int, set[str]] = {}
        for name in reversed(before):
            told.setdefault(sentence_of[hit.first] - sentence_of[name.first], set()).add(name.actor)
        if len(order) > 1:
            pairs = list(combinations(order[:_MOST], 2))
            yield Sides(hit, pairs, order, Counter(name.actor for name in before), list(told.items()))


def pair_meant(sides: Sides) -> Pair:
    """The likeliest of the pairs."""
    weights = weights_of("sides")

    def sum_of(pair: Pair) -> float:
        return math.fsum(weights[name] for name in pair_features(sides, pair) if name in weights)

    return max(sides.pairs, key=sum_of)


def pair_features(sides: Sides, pair: Pair) -> list[str]:
    """Features of a pair of parties for being the two sides."""
    stand = standing(*pair)
    told = [f"stand:{stand}", "kinds:" + "+".join(sorted(kind_of(actor) or "unlisted" for actor in pair))]
    told.append(f"back:{sides.order.index(pair[1])}+{stand}")
    told += ["guess"] * (pair == sides.pairs[0])
    told += ["last_foes"] * (pair == next((each for each in sides.pairs if standing(*each) == "foe"), None))
    told += ["last_others"] * (pair == next((each for each in sides.pairs if standing(*each) not in _FRIENDS), None))
    most = max(sides.times.values())
    told += [f"most:{sum(sides.times[actor] == most for actor in pair)}", f"unknown:{_UNKNOWN in pair}"]
    together = [(steps, parties) for steps, parties in sides.sentences if parties.issuperset(pair)]
    if not together:
        return [*told, "apart"]
    told += [f"together:{step(together[0][0], _SENTENCES)}", f"often:{min(len(together), _OFTEN)}"]
    return [*told, *["alone"] * (len(together[0][1]) == len(pair))]
