"""By what means an act was done: the means named near it, and a second look at them, once it is known how likely each
is for it and for the other acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.event.choose import rank
from marsad.event.linear import Feature, Together, together
from marsad.event.models import Models
from marsad.event.opinion import opinions
from marsad.event.parties import odds
from marsad.event.plot import Plot
from marsad.event.relate import relation, sentences_of
from marsad.lexicon.registry import kind_of, lineage
from marsad.model import WeaponMention

#: acts whose rockets come from aircraft
_FROM_THE_AIR = ("airstrike", "drone_strike")
#: armed groups with ballistic missiles
_MISSILES = frozenset({"houthis"})
#: from this chance on the likeliest other means of an act is held beside one
_LIKELY = 0.25


@dataclass(frozen=True, slots=True)
class Wielded:
    """What is known of one means for one act: the mention that speaks most for it, and its chance."""

    mention: WeaponMention
    chance: float


#: by means
Arms = Mapping[str, Wielded]


def chosen_means(plot: Plot, place: int, models: Models) -> list[tuple[float, WeaponMention]]:
    """The means of an act with their chances, in text order."""
    table = _table(plot, models)
    found = [
        (models.means.chances(means_features(table, place, means, plot.kinds[place]))["True"], look.mention)
        for means, look in table[place].items()
    ]
    likely = (row for row in found if row[0] >= models.threshold("weapon"))
    return sorted(likely, key=lambda row: row[1].first)


def _table(plot: Plot, models: Models) -> list[Arms]:
    """The first look at each means for each act, worked out once for all of them."""

    def look() -> list[Arms]:
        weapons = plot.scene.mentions.weapons
        kinds = enumerate(plot.kinds)
        rows = ([models.weapon.chance(weapon_features(plot, n, kind, w)) for w in weapons] for n, kind in kinds)
        return [arms(weapons, chances) for chances in rows]

    return plot.once(("first looks at means",), look)


def arms(weapons: Sequence[WeaponMention], chances: Sequence[float]) -> Arms:
    """One look per means, from the chance of each mention to be that of an act."""
    found: dict[str, Wielded] = {}
    for mention, chance in zip(weapons, chances, strict=True):
        if mention.weapon not in found or chance > found[mention.weapon].chance:
            found[mention.weapon] = Wielded(mention, chance)
    return found


def means_features(table: Sequence[Arms], number: int, means: str, kind: str) -> dict[str, float]:
    """Features of a means for an act, with their values; the chances of the others, and for other acts, are seen.

    `table` has the looks of each act, `number` is the act.
    """
    chance = table[number][means].chance
    sure = odds(chance) / 7
    others = {name: look.chance for name, look in table[number].items() if name != means}
    likeliest = max(others, key=lambda name: others[name], default="")
    other = others.get(likeliest, 0.0)
    elsewhere = [row[means].chance for n, row in enumerate(table) if n != number]
    found = {
        "bias": 1.0,
        "odds": sure,
        "other": other,
        "other_odds": odds(other) / 7,
        "margin": sure - odds(other) / 7,
        "elsewhere": max(elsewhere, default=0.0),
        "likelier_acts": min(1.0, sum(each > chance for each in elsewhere) / 3),
        "means": min(1.0, len(table[number]) / 5),
        f"means:{means}": 1.0,
        f"means*odds:{means}": sure,
        f"type:{kind}": 1.0,
        f"type*odds:{kind}": sure,
        f"type+means:{kind}+{means}": 1.0,
    }
    if other > _LIKELY:
        found[f"beside:{likeliest}>{means}"] = 1.0
        found[f"beside+type:{likeliest}>{means}+{kind}"] = 1.0
    return found


def weapon_features(plot: Plot, place: int, kind: str, mention: WeaponMention) -> Iterator[Feature]:
    """Features of a means for an episode."""
    scene, group = plot.scene, plot.groups[place]
    inside = scene.sentence(mention) in sentences_of(scene, group)
    yield _weapon(mention.weapon, kind, inside)
    yield relation(scene, group, mention)
    yield together(rank(scene, group, mention, scene.mentions.weapons))
    yield f"named:{mention.weapon}+{scene.stems[mention.first]}"
    yield f"use:{mention.use}+{inside}"
    yield f"use+weapon:{mention.use}+{mention.weapon}"
    yield f"use+type:{mention.use}+{kind}"
    if any(mention.weapon in t.weapons for t in group):
        yield "said_by_trigger"
    if place in plot.told_by(mention):
        yield "is_trigger"
    yield _wielded(plot, place, mention, inside)
    yield from opinions(scene, "weapon", group, mention)


@lru_cache(maxsize=4096)
def _weapon(weapon: str, kind: str, inside: bool) -> Together:
    """Features of a means for an act of a type, `inside` if it is named in a sentence of the act."""
    return Together(
        [
            "bias",
            f"weapon:{weapon}",
            f"type+weapon:{kind}+{weapon}",
            f"type+weapon+inside:{kind}+{weapon}+{inside}",
            f"inside:{inside}",
        ]
    )


def means_of(mention: WeaponMention, kind: str, initiators: Sequence[str]) -> str:
    """The means that a mention stands for: a bare «صاروخ» is a missile where an aircraft or an owner of ballistic
    missiles lets it off, else an unguided rocket.
    """
    if mention.rule != "bare_rocket":
        return mention.weapon
    is_heavy = any(_has_missiles(actor) for actor in initiators)
    return "missile" if kind in _FROM_THE_AIR or is_heavy else mention.weapon


def _has_missiles(actor: str) -> bool:
    return kind_of(actor) == "state" or bool(_MISSILES & {actor, *lineage(actor)})


def _wielded(plot: Plot, place: int, mention: WeaponMention, inside: bool) -> Together:
    """In whose act a means is named: whether the nearest word of an act, and the clause, are of this episode."""
    is_alien = bool(plot.told_by(mention) - {place})
    return _owned(mention.weapon, plot.whose(place, mention), *plot.in_clause(place, mention), inside, is_alien)


@lru_cache(maxsize=4096)
def _owned(weapon: str, owner: str, own: bool, alien: bool, inside: bool, is_alien: bool) -> Together:
    """Whose the nearest word of an act and the clause are, and whether another act is told by the means."""
    return Together(
        [
            f"nearest_of:{owner}+{inside}",
            f"nearest_of+weapon:{owner}+{weapon}",
            f"clause_of:{own}+{alien}",
            f"clause+weapon:{own}+{weapon}",
            f"in_another_trigger:{is_alien}",
        ]
    )
