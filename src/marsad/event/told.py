"""How much a report tells of a party, and by what rules it was made out: a party named by its own name, and often, is
likelier to be whom an act is told of than one that general words or the setting made out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from marsad.event.keep import bucket
from marsad.event.linear import Together, spelled, together
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.lexicon.strangers import actor_kind
from marsad.model import ActorMention

#: rules that make out who is meant by other words than a name of his own
_WITHOUT_NAME = frozenset(
    {
        "force_of_setting", "name_by_country", "people_noun", "people_of_place_struck", "nationals",
        "people_told_by_context", "gunmen", "nobody_claimed", "lone_attacker", "name_refers_back",
        "men_of_party_before",
    }
)  # fmt: skip
_KINDLESS = frozenset({"civilian", ""})


def told_features(
    plot: Plot, place: int, kind: str, named: Iterable[tuple[str, ActorMention]]
) -> dict[str, frozenset[str]]:
    """Features of each party `named` for an act, by all the mentions of it that are looked at."""
    found: dict[str, set[Together]] = {}
    for actor, mention in named:
        found.setdefault(actor, set()).update(_told_by(plot, place, kind, actor, mention))
    return {actor: frozenset(spelled(told)) for actor, told in found.items()}


def _told_by(plot: Plot, place: int, kind: str, actor: str, mention: ActorMention) -> Iterator[Together]:
    side, where = actor_kind(actor), _where(plot, place, mention)
    part = plot.grammar.part_in(plot.groups[place], mention).split(":")[0] or "none"
    yield _made_out(mention.rule, part, where, side, kind)
    yield _told(*_weight(plot.scene, actor), side, where)


def _where(plot: Plot, place: int, mention: ActorMention) -> str:
    """Where a mention stands: in a sentence of the act, in the headline, before, after or amid its sentences."""
    scene = plot.scene
    told = sentences_of(scene, plot.groups[place])
    here = scene.sentence(mention)
    if here in told:
        return "inside"
    if scene.is_title(mention):
        return "title"
    return "before" if here < min(told) else "after" if here > max(told) else "amid"


@lru_cache(maxsize=16_384)
def _made_out(rule: str, part: str, where: str, side: str, kind: str) -> Together:
    """By what rule a party was made out, beside the part that the grammar gives it."""
    names = f"{rule}+part:{part}", f"{rule}+where:{where}", f"{rule}+kind:{side}", f"{rule}+type:{kind}"
    return together((f"made_out:{rule}", *(f"made_out:{name}" for name in names)))


def _weight(scene: Scene, actor: str) -> tuple[str, str, str]:
    """How often a party is told in the report, how many others more often, and of how many armed parties it tells the
    names, and whether this is one.
    """

    def weigh() -> tuple[str, str, str]:
        times, named = scene.once(("parties told",), lambda: _parties_told(scene))
        own = times.get(actor, 0)
        more = sum(count > own for other, count in times.items() if actor_kind(other) != "civilian")
        return bucket(own, 1, 2, 3, 5, 8), bucket(more, 1, 2, 3), f"{actor in named}{bucket(len(named), 1, 2, 3, 5)}"

    return scene.once(("weight of party", actor), weigh)


def _parties_told(scene: Scene) -> tuple[dict[str, int], set[str]]:
    """How often each party is told, and the armed parties that are told by name."""
    times: dict[str, int] = {}
    for mention in scene.mentions.actors:
        times[mention.actor] = times.get(mention.actor, 0) + 1
    by_name = {mention.actor for mention in scene.mentions.actors if mention.rule not in _WITHOUT_NAME}
    return times, {one for one in by_name if actor_kind(one) not in _KINDLESS}


@lru_cache(maxsize=16_384)
def _told(times: str, more: str, named: str, side: str, where: str) -> Together:
    """How much a report tells of a party, beside where it is told for the act."""
    return together(
        (
            f"told:{times}",
            f"told+where:{times}+{where}",
            f"told_more:{more}",
            f"told_more+where:{more}+{where}+{side}",
            f"by_name:{named}",
            f"by_name+kind:{named}+{side}",
            f"by_name+where:{named}+{where}",
        )
    )
