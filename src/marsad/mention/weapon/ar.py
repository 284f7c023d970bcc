"""Finds the means that an Arabic report names."""

from __future__ import annotations

from functools import lru_cache

from marsad.lexicon import Matcher, load_lexicon
from marsad.lexicon.match import longest
from marsad.model import Doc, WeaponMention

_NO_WEAPON = "none."


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "weapons").terms)


def find_weapons(doc: Doc) -> list[WeaponMention]:
    """Every means named, longest name first («قذائف هاون» is a mortar); marches and passenger planes are none."""
    return [
        WeaponMention(
            doc.span_of(hit.first, hit.last),
            hit.first,
            hit.last,
            "weapon_word",
            weapon=hit.term.text("weapon") or hit.id,
        )
        for hit in longest(_matcher().find(doc))
        if not hit.id.startswith(_NO_WEAPON)
    ]
