"""How a place stands in the text to an act and to the likeliest other place of that act, for the second look at it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.keep import bucket, is_definite
from marsad.event.nearby import beside_speaker
from marsad.event.parties import odds
from marsad.event.plot import Plot
from marsad.event.relate import nearest_trigger, preposition, sentences_of
from marsad.event.sites import Look, likeliest
from marsad.model import PlaceMention

#: a place so many sentences from its act is far
_FAR = 2


def setting_features(plot: Plot, table: Sequence[Sequence[Look]], number: int, at: int, kind: str) -> dict[str, float]:
    """Features of a place for an act, with their values: where its likeliest mention stands, whose act it is beside and
    the words before it; where its strongest rival stands; and whether the acts told before and after have it.
    """
    looks = table[number]
    look = looks[at]
    order = likeliest(plot.scene, looks)
    where, owner, joined = _stands(plot, number, look.mention)
    sure = odds(look.chance) / 7
    found = [
        f"where:{where}+{owner}",
        f"type+where:{kind}+{where}",
        f"joined:{joined}+{where}",
        f"type+joined:{kind}+{joined}",
        f"class+where:{look.mention.kind}+{where}",
        f"definite:{is_definite(plot.scene, plot.groups[number][0])}+{where}",
        f"near_places:{bucket(_near(plot, table, number), 1, 2, 3, 5)}+{where}",
        *_same_as_beside(plot, table, number, at, where),
    ]
    values = {f"where*odds:{where}": sure, f"owner*odds:{where}+{owner}": sure}
    if len(looks) > 1:
        top = looks[order[0] if order[0] != at else order[1]]
        other, others_owner, _ = _stands(plot, number, top.mention)
        pair = f"{where}+{other}"
        found += [
            f"pair:{pair}",
            f"pair+owner:{pair}+{owner}+{others_owner}",
        ]
        values[f"pair*margin:{pair}"] = (odds(look.chance) - odds(top.chance)) / 7
    return dict.fromkeys(found, 1.0) | values


def _stands(plot: Plot, number: int, mention: PlaceMention) -> tuple[str, str, str]:
    """Where a place stands to an act, whose act it is beside, and the small words or the letter before it."""
    key = "stands", number, mention.first, mention.last
    found: tuple[str, str, str] = plot.once(key, lambda: _look(plot, number, mention))
    return found


def _look(plot: Plot, number: int, mention: PlaceMention) -> tuple[str, str, str]:
    scene, group = plot.scene, plot.groups[number]
    names = (scene.mentions.actors, scene.mentions.sources)
    clues = "+".join(sorted(scene.clues_before(mention.first)))
    joined = clues or preposition(mention.joined) or "bare"
    if any(scene.is_inside(some, mention.first) for some in names):
        joined = f"name+{joined}"
    if scene.is_title(mention):
        return "title", "", joined
    trigger = nearest_trigger(scene, group, mention)
    steps = scene.sentence(mention) - scene.sentence(trigger)
    side = "before" if mention.first < trigger.first else "after"
    if steps:
        return f"{side}+{'far' if abs(steps) >= _FAR else 'next'}", plot.whose(number, mention), joined
    own, alien = plot.in_clause(number, mention)
    beside = "" if beside_speaker(scene, mention) == "none" else "+speaker"
    return f"{side}+{own}+{alien}{beside}", plot.whose(number, mention), joined


def _near(plot: Plot, table: Sequence[Sequence[Look]], number: int) -> int:
    """How many places stand in the sentences of an act."""
    scene, looks = plot.scene, table[number]

    def look() -> int:
        told = sentences_of(scene, plot.groups[number])
        return sum(scene.sentence(look.mention) in told for look in looks)

    return plot.once(("near places", number), look)


def _same_as_beside(plot: Plot, table: Sequence[Sequence[Look]], number: int, at: int, where: str) -> list[str]:
    """Whether a place is the likeliest of the acts told right before and after, and whether those stand near."""
    scene = plot.scene
    found = []
    for name, beside in (("before", number - 1), ("after", number + 1)):
        if not 0 <= beside < len(table):
            continue
        same = likeliest(scene, table[beside])[0] == at
        steps = _apart(plot, number, beside)
        alike = plot.kinds[number] == plot.kinds[beside]
        found.append(f"act_{name}:{same}+{where}+{min(steps, _FAR)}")
        found.append(f"act_{name}+type:{same}+{alike}+{where.partition('+')[0]}+{min(steps, _FAR)}")
    return found


def _apart(plot: Plot, number: int, other: int) -> int:
    """How many sentences lie between two acts where they stand nearest."""

    def look() -> int:
        here, there = (sentences_of(plot.scene, plot.groups[act]) for act in (number, other))
        return min(abs(one - two) for one in here for two in there)

    return plot.once(("sentences apart", number, other), look)
