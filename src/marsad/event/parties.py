"""A second look at the parties of an act, once it is known how likely each of them is to have done or suffered it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.event.keep import bucket
from marsad.event.linear import Feature
from marsad.event.models import Models
from marsad.lexicon.registry import are_kin, lineage, standing
from marsad.lexicon.strangers import actor_kind
from marsad.model import ActorMention

#: from this chance on the likeliest other party counts as doer or sufferer when two parties are held side by side
_LIKELY = 0.25
#: acts that two parties do alike: where they share the chance, neither is likely
_OF_TWO = ("armed_clash", "agreement")
#: features of a mention that the second look sees again
_AGAIN = ("inside:", "part:", "claims:")


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What is known of one party of an act: its chances as doer, sufferer and neither, from the mention that speaks
    most for each; the features of all its mentions that are looked at again; how many mentions there are.
    """

    doer: float
    sufferer: float
    neither: float
    features: frozenset[str]
    mentions: int


Choice = tuple[str, ActorMention, list[Feature]]


def first_looks(
    choices: Sequence[Choice], chances: Sequence[Mapping[str, float]], told: Mapping[str, frozenset[str]]
) -> dict[str, FirstLook]:
    """One look per party, from its mentions, the chances of each, and what else is `told` of the party."""
    rows: dict[str, list[tuple[Mapping[str, float], list[Feature]]]] = {}
    for (actor, _, features), chance in zip(choices, chances, strict=True):
        rows.setdefault(actor, []).append((chance, features))
    return {
        actor: FirstLook(
            max(chance["initiator"] for chance, _ in found),
            max(chance["target"] for chance, _ in found),
            min(chance["none"] for chance, _ in found),
            frozenset(f for _, own in found for f in own if isinstance(f, str) and f.startswith(_AGAIN))
            | told.get(actor, frozenset()),
            len(found),
        )
        for actor, found in rows.items()
    }


def odds(chance: float) -> float:
    """A chance as logarithm of its odds, kept within ±7."""
    return math.log((chance + 0.001) / (1.001 - chance))


def party_features(looks: Mapping[str, FirstLook], actor: str, kind: str) -> dict[str, float]:
    """Features of a party for its part in an act of a type, with their values; the chances of the others are seen."""
    look, side, kin = looks[actor], actor_kind(actor), lineage(actor)
    others = [a for a in looks if not are_kin(a, actor)]
    doer = max(others, key=lambda a: looks[a].doer, default=None)
    sufferer = max(others, key=lambda a: looks[a].sufferer, default=None)
    found = {
        "bias": 1.0,
        "doer": odds(look.doer) / 7,
        "sufferer": odds(look.sufferer) / 7,
        "neither": odds(look.neither) / 7,
        "other_doer": looks[doer].doer if doer else 0.0,
        "other_sufferer": looks[sufferer].sufferer if sufferer else 0.0,
        "likelier_doers": min(1.0, sum(looks[a].doer > look.doer for a in others) / 5),
        "likelier_sufferers": min(1.0, sum(looks[a].sufferer > look.sufferer for a in others) / 5),
        "others": min(1.0, len(others) / 10),
        "mentions": min(1.0, look.mentions / 5),
        f"kind:{side}": 1.0,
        f"type:{kind}": 1.0,
        f"type+kind:{kind}+{side}": 1.0,
    }
    if doer and looks[doer].doer > _LIKELY:
        found[f"by_kind:{actor_kind(doer)}>{side}"] = 1.0
        found[f"by:{lineage(doer)[-1]}>{kin[-1]}"] = 1.0
    if sufferer and looks[sufferer].sufferer > _LIKELY:
        found[f"to_kind:{side}>{actor_kind(sufferer)}"] = 1.0
        found[f"to:{kin[-1]}>{lineage(sufferer)[-1]}"] = 1.0
    return found | _beside(looks, actor) | dict.fromkeys(look.features, 1.0)


def nobody_features(looks: Mapping[str, FirstLook], part: str, kind: str) -> dict[str, float]:
    """Features of the answer that no party has a part (`doer`, `sufferer`) in an act of a type."""
    likeliest = max((look.doer if part == "doer" else look.sufferer for look in looks.values()), default=0.0)
    others = f"nobody+of:{bucket(len(looks), 1, 2, 3, 4, 5, 6)}"
    return {"nobody": 1.0, f"nobody+type:{kind}": 1.0, others: 1.0, "nobody+likeliest": odds(likeliest) / 7}


def second_looks(looks: Mapping[str, FirstLook], kind: str, models: Models) -> dict[str, dict[str, float]]:
    """The chances of each party to have done or suffered an act, with the chances of the others seen: the mean of what
    is thought of each party alone and of its share where all of them, and nobody, are held side by side; of acts of two
    parties alike only what is thought of each alone.
    """
    features = {actor: party_features(looks, actor, kind) for actor in looks}
    found = {actor: models.party.chances(told) for actor, told in features.items()}
    parts = () if kind in _OF_TWO else (("initiator", "doer", models.doer), ("target", "sufferer", models.sufferer))
    for label, part, model in parts:
        shares = model.shares([*features.values(), nobody_features(looks, part, kind)])
        for chances, share in zip(found.values(), shares, strict=False):
            chances[label] = (chances[label] + share) / 2
    return found


def _beside(looks: Mapping[str, FirstLook], actor: str) -> dict[str, float]:
    """How likely the party's foes, allies and others are to have done or suffered the act: foes strike each other."""
    sides: dict[str, list[FirstLook]] = {}
    for other, look in looks.items():
        if other != actor:
            sides.setdefault(standing(actor, other), []).append(look)
    found: dict[str, float] = {}
    for side, others in sides.items():
        found[f"has_{side}"] = 1.0
        found[f"{side}_doer"] = max(look.doer for look in others)
        found[f"{side}_sufferer"] = max(look.sufferer for look in others)
    return found
