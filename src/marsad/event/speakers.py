"""A second look at the speakers of an act, once it is known how likely each is for it and for the other acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from marsad.event.choose import covers
from marsad.event.keep import bucket
from marsad.event.nearby import sort_of
from marsad.event.parties import odds
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.lexicon.registry import standing
from marsad.model import SourceMention

#: from this chance on the likeliest other speaker is held beside one
_LIKELY = 0.25


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is known of one speaker for one act: the mention that speaks most for it, the chance of that and of any of
    the mentions, how many there are, and whether a quotation of this speaker covers the act.
    """

    mention: SourceMention
    chance: float
    any_chance: float
    mentions: int
    is_covering: bool


#: by speaker
Hearings = Mapping[str, Hearing]
#: who did an act and who suffered it
Parties = tuple[Sequence[str], Sequence[str]]


def hearings(plot: Plot, place: int, chances: Sequence[float]) -> Hearings:
    """The first look at each speaker of a report for one act, from the chance of each mention."""
    rows: dict[str, list[tuple[float, SourceMention]]] = {}
    for mention, chance in zip(plot.scene.mentions.sources, chances, strict=True):
        rows.setdefault(mention.source, []).append((chance, mention))
    found = {}
    for source, row in rows.items():
        chance, mention = max(row, key=lambda item: item[0])
        is_covering = any(covers(plot.scene, plot.groups[place], m) for _, m in row)
        found[source] = Hearing(mention, chance, 1 - prod(1 - c for c, _ in row), len(row), is_covering)
    return found


def speaker_features(
    plot: Plot, table: Sequence[Hearings], number: int, source: str, parties: Parties
) -> dict[str, float]:
    """Features of a speaker for an act, with their values; the chances of the others, and for other acts, are seen.

    `table` has the hearings of each act, `number` is the act, `parties` are those who did it and who suffered it.
    """
    heard = table[number]
    look, kind = heard[source], plot.kinds[number]
    mention, sort, sure, told = look.mention, sort_of(look.mention), odds(look.chance) / 7, look.is_covering
    rank = sum(other.chance > look.chance for other in heard.values())
    way = _way(plot, number, mention)
    found = {
        "bias": 1.0,
        "odds": sure,
        "any_odds": odds(look.any_chance) / 7,
        "mentions": min(1.0, look.mentions / 5),
        f"rank:{min(rank, 3)}": 1.0,
        "likelier": min(1.0, rank / 5),
        "speakers": min(1.0, len(heard) / 8),
        "others": min(3.0, sum(other.chance for other in heard.values()) - look.chance) / 3,
        f"only:{len(heard) == 1}": 1.0,
        f"sort:{sort}": 1.0,
        f"sort*odds:{sort}": sure,
        f"sort+covers:{sort}+{told}": 1.0,
        f"rule:{mention.rule}": 1.0,
        f"rule*odds:{mention.rule}": sure,
        f"covers:{told}": 1.0,
        f"covers*odds:{told}": sure,
        f"says:{mention.saying}": 1.0,
        f"type:{kind}": 1.0,
        f"type*odds:{kind}": sure,
        f"type+sort:{kind}+{sort}": 1.0,
        f"way:{way}": 1.0,
        f"way*odds:{way}": sure,
    }
    found |= _involved(source, sort, kind, told, parties)
    return found | _beside(heard, source) | _elsewhere(plot, table, number, source, way)


def _involved(source: str, sort: str, kind: str, told: bool, parties: Parties) -> dict[str, float]:
    """How a speaker stands to those who did and who suffered an act: a party speaks of its own deeds, losses and foes.
    """
    doer, sufferer = (_stand(source, actors) for actors in parties)
    names = (
        f"parties:{doer}+{sufferer}",
        f"parties+covers:{doer}+{sufferer}+{told}",
        f"doer+sort:{doer}+{sort}",
        f"sufferer+sort:{sufferer}+{sort}",
        f"doer+type:{doer}+{kind}",
        f"sufferer+type:{sufferer}+{kind}",
    )
    return dict.fromkeys(names, 1.0)


def _stand(source: str, actors: Sequence[str]) -> str:
    """How a speaker stands to the nearest of some parties: one of them, of their kin, a foe, an ally, or neither."""
    if source in actors:
        return "is"
    found = {standing(source, actor) for actor in actors}
    return next((how for how in ("kin", "foe", "ally") if how in found), "none" if actors else "nobody")


def _chance(look: Hearing) -> float:
    return look.chance


def _way(plot: Plot, number: int, mention: SourceMention) -> str:
    """Whether somebody speaks before or after the act is first told, and how many sentences lie between."""
    scene: Scene = plot.scene
    sentences = scene.sentence(mention) - min(map(scene.sentence, plot.groups[number]))
    return f"{'before' if sentences < 0 else 'after'}+{bucket(abs(sentences), 0, 1, 2, 4)}"


def _beside(heard: Hearings, source: str) -> dict[str, float]:
    """How a speaker stands to the likeliest other one of the act, and to those who speak in the same breath."""
    others = [name for name in heard if name != source]
    if not others:
        return {}
    look, top = heard[source], heard[max(others, key=lambda name: heard[name].chance)]
    sort, margin = sort_of(look.mention), (odds(look.chance) - odds(top.chance)) / 7
    same = (top.mention.scope, top.mention.saying) == (look.mention.scope, look.mention.saying)
    both = f"{same}+{look.is_covering}+{top.is_covering}"
    together = [heard[name] for name in others if heard[name].mention.scope == look.mention.scope]
    found = {
        "other": top.chance,
        "other_odds": odds(top.chance) / 7,
        "margin": margin,
        f"both:{both}": 1.0,
        f"both*margin:{both}": margin,
        f"both*other:{both}": top.chance,
        "other_covering": max((heard[name].chance for name in others if heard[name].is_covering), default=0.0),
        "together": max((other.chance for other in together), default=0.0),
    }
    if top.chance > _LIKELY:
        found[f"to:{sort}>{sort_of(top.mention)}"] = 1.0
        found[f"to:{sort}>{sort_of(top.mention)}+{same}"] = 1.0
    return found | {f"with:{sort}+{sort_of(other.mention)}": 1.0 for other in together}


def _elsewhere(plot: Plot, table: Sequence[Hearings], number: int, source: str, way: str) -> dict[str, float]:
    """How likely a speaker is for the other acts of the report, above all those told right before and after."""
    if len(table) < 2:
        return {}
    chance = table[number][source].chance
    claims = [heard[source].chance for n, heard in enumerate(table) if n != number]
    most = max(claims)
    margin = (odds(chance) - odds(most)) / 7
    # the table is kept, so that no other can take its id
    loudest = plot.once(("loudest", id(table)), lambda: ([max(map(_chance, h.values())) for h in table], table))[0]
    return {
        "claimed": most,
        "claimed_odds": odds(most) / 7,
        "claim_margin": margin,
        f"way*claim:{way}": margin,
        "mean_claim": sum(claims) / len(claims),
        "likelier_acts": min(1.0, sum(claim > chance for claim in claims) / 4),
        "before": table[number - 1][source].chance if number else 0.0,
        "after": table[number + 1][source].chance if number + 1 < len(table) else 0.0,
        "any_elsewhere": max(loud for n, loud in enumerate(loudest) if n != number),
        f"is_its_act:{chance >= most}": 1.0,
        f"is_first:{number == 0}": 1.0,
        f"acts:{bucket(len(table), 1, 2, 3, 5, 8)}": 1.0,
    }
