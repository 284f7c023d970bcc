"""How an episode stands among the others of its report: how sure its words are, what surer words stand beside it, and
whether another episode tells the same place, day and parties.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event.episode import Links, kinship
from marsad.event.ground import in_force, name_of, named_places, parties_of
from marsad.event.keep import bucket
from marsad.event.linear import Feature, Together, together
from marsad.event.scene import Scene
from marsad.model import TriggerMention

#: logarithms of odds, of sums of chances, and mean chances of a report: one sign for each edge passed
_ODDS = tuple(step / 2 for step in range(-8, 9))
_SUMS = (-1.2, -0.9, -0.7, -0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.8, 1.2)
_MEANS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
#: chances this near to none or to certain are as good as that
_LEAST = 1e-4
#: so many last words of an episode are held against so many first words of one told after it
_LAST, _FIRST = 4, 3
Group = Sequence[TriggerMention]


@lru_cache(maxsize=4096)
def _passed(name: str, passed: int, edges: tuple[float, ...]) -> Together:
    return Together(f"{name}>{edge:g}" for edge in edges[:passed])


def passed(name: str, value: float, edges: tuple[float, ...] = _ODDS) -> Together:
    """The edges that a number passes, from low to high.

    >>> passed("best", 0.2, (0.0, 0.1, 0.5)).names
    ('best>0', 'best>0.1')
    """
    return _passed(name, sum(value >= edge for edge in edges), edges)


def odds(chance: float) -> float:
    """The logarithm of the odds of a chance."""
    return math.log(max(chance, _LEAST) / max(1.0 - chance, _LEAST))


def rival_features(
    scene: Scene, groups: Sequence[Group], place: int, chances: dict[int, float], links: Links
) -> Iterator[Feature]:
    """Features of the group at `place` for being an event of its own, `chances` being those of its words, by `id`."""
    group = groups[place]
    act = "act" if any(not t.type.startswith("_") for t in group) else "result"
    own = sorted((chances[id(t)] for t in group), reverse=True)
    yield passed("best", odds(own[0]))
    yield passed(f"best+{act}", odds(own[0]))
    if len(own) > 1:
        yield passed("second", odds(own[1]))
    yield passed("sum", math.log(max(sum(own), _LEAST)), _SUMS)
    told = [t for t in scene.mentions.triggers if id(t) in chances]
    yield passed("mean", sum(chances[id(t)] for t in told) / len(told), _MEANS)
    yield f"rank:{bucket(sum(_best(other, chances) > own[0] for other in groups), 1, 2, 3, 5, 8)}"
    yield from _surer_words(scene, group, act, chances, told)
    for side, others in (("before", groups[:place]), ("after", groups[place + 1 :])):
        odd = odds(_told_again(group, others, side, chances, links))
        yield passed(f"told_{side}", odd)
        yield passed(f"told_{side}+{act}", odd)
        yield f"facts_{side}:{_most_alike(scene, group, others)}+{act}"


def _best(group: Group, chances: dict[int, float]) -> float:
    return max(chances[id(t)] for t in group)


def _surer_words(
    scene: Scene, group: Group, act: str, chances: dict[int, float], told: Group
) -> Iterator[Together]:
    """How sure the surest word of another group, or of none, is in the clause, the sentence and the paragraph."""
    top = max(group, key=lambda t: chances[id(t)])
    members = set(map(id, group))
    others = [t for t in told if id(t) not in members]
    sentence, sentences = scene.sentence(top), scene.doc.sentences
    first, last = scene.clause(top.first)
    beside = [t for t in others if scene.sentence(t) == sentence]
    paragraph = sentences[sentence].paragraph
    near = [t for t in others if sentences[scene.sentence(t)].paragraph == paragraph]
    parts = ([t for t in beside if first <= t.first < last], beside, near, [t for t in beside if t.type == top.type])
    rivals = [max((chances[id(t)] for t in part), default=0.0) for part in parts]
    clause, whole, around, same = (bucket(int(chance * 10), 1, 3, 5, 7, 9) for chance in rivals)
    yield together((f"clause_rival:{clause}+{act}", f"sentence_rival:{whole}+{act}"))
    surer = "+".join(str(chance > chances[id(top)]) for chance in rivals[:3])
    yield together((f"paragraph_rival:{around}", f"same_type_rival:{same}", f"surer:{surer}"))


def _told_again(
    group: Group, others: Sequence[Group], side: str, chances: dict[int, float], links: Links
) -> float:
    """The chance that one of the others is an event and the same as the group."""
    found = 0.0
    for other in others:
        one, then = (other, group) if side == "before" else (group, other)
        link = max(links.chance(a, b) for a in one[-_LAST:] for b in then[:_FIRST])
        found = max(found, link * _best(other, chances))
    return found


def _most_alike(scene: Scene, group: Group, others: Sequence[Group]) -> str:
    """Whether places, days, doers and sufferers agree (2), are not told of both (1), or differ (0) in the most alike of
    the others of a kindred type; "" if there is none.
    """
    kin = [other for other in others if any(kinship(a.type, b.type) != "strange" for a in group for b in other)]
    own = _known(scene, group)
    rows = ([_agree(a, b) for a, b in zip(own, _known(scene, other), strict=True)] for other in kin)
    return "".join(map(str, max(rows, key=sum, default=[])))


def _agree(some: frozenset[object], others: frozenset[object]) -> int:
    return 1 if not some or not others else 0 if some.isdisjoint(others) else 2


def _known(scene: Scene, group: Group) -> tuple[frozenset[object], ...]:
    """The places and days in force where a group is told, its doers and its sufferers."""

    def work_out() -> tuple[frozenset[object], ...]:
        places = (in_force(scene, t, named_places(scene))[0] for t in group)
        days = (in_force(scene, t, scene.mentions.dates)[0] for t in group)
        parties = [parties_of(scene, t) for t in group]
        return (
            frozenset(name_of(place) for place in places if place is not None),
            frozenset((day.start, day.end) for day in days if day is not None),
            frozenset(actor for doers, _ in parties for actor in doers),
            frozenset(actor for _, sufferers in parties for actor in sufferers),
        )

    return scene.once(("known of", *(t.first for t in group)), work_out)
