"""Finds the means that an Arabic report names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.lexicon.match import longest
from marsad.model import Doc, WeaponMention
from marsad.text.clitics import BA, CONJUNCTIONS

#: names that hold a weapon's word and are none; words that make a means only together
_NO_WEAPON, _PART = "none.", "part."
#: what a word before a means says of it
_USES = {"part.used": "used", "part.lost": "lost"}
#: words over which such a word reaches
_NEAR = 5
#: words between a vehicle and what it is laden with, or who drives it
_REACH = 5
#: a missile that a drone lets off is none of the unguided rockets that the bare word stands for
_BARE_ROCKET = "rocket.plain"


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "weapons").terms)


def find_weapons(doc: Doc) -> list[WeaponMention]:
    """Every means named, longest name first («قذائف هاون» is a mortar); marches and passenger planes are none."""
    hits = longest(_matcher().find(doc))
    by_drone = {doc.sentence_of[hit.first] for hit in hits if hit.id == "drone"}
    found: list[WeaponMention] = []
    for hit in hits:
        if not hit.id.startswith((_NO_WEAPON, _PART)):
            found.append(_mention(doc, hit, by_drone))
            if also := hit.term.text("also"):
                found.append(replace(found[-1], weapon=also))
    found = sorted([*found, *_car_bombs(doc, hits)], key=lambda mention: mention.first)
    return _with_use(doc, found, [hit for hit in hits if hit.id in _USES])


def _with_use(doc: Doc, found: Sequence[WeaponMention], words: Sequence[Hit]) -> list[WeaponMention]:
    """The mentions with what the nearest word before each says of its use; joined by «و» it is that of the one before.
    """
    told: list[WeaponMention] = []
    for mention in found:
        sentence = doc.sentences[doc.sentence_of[mention.first]]
        near = [w for w in words if max(sentence.first, mention.first - _NEAR) <= w.first and w.last <= mention.first]
        use = _USES[near[-1].id] if near else ""
        if told and 0 <= mention.first - told[-1].last <= 1 and doc.tokens[mention.first].folded[0] in CONJUNCTIONS:
            use = told[-1].use or use
        told.append(replace(mention, use=use))
    return told


def _mention(doc: Doc, hit: Hit, by_drone: set[int]) -> WeaponMention:
    weapon, rule = hit.term.text("weapon") or hit.id, "weapon_word"
    if hit.id == _BARE_ROCKET and doc.sentence_of[hit.first] in by_drone:
        weapon, rule = "missile", "missile_of_a_drone"
    elif hit.id == _BARE_ROCKET:
        rule = "bare_rocket"
    return WeaponMention(doc.span_of(hit.first, hit.last), hit.first, hit.last, rule, weapon=weapon)


def _car_bombs(doc: Doc, hits: Sequence[Hit]) -> Iterator[WeaponMention]:
    """Vehicles laden with explosives («سيارة نوع كيا محملة بالمتفجرات») or driven by a suicide bomber («انتحاري يقود
    صهريجا»).
    """
    for place, hit in enumerate(hits):
        if hit.id != "part.vehicle":
            continue
        sentence = doc.sentence_of[hit.first]
        near = [h for h in hits[max(0, place - 4) : place + 4] if doc.sentence_of[h.first] == sentence]
        laden = next((h for h in near if h.id == "part.laden" and 0 <= h.first - hit.last <= _REACH), None)
        if laden is not None:
            span = doc.span_of(hit.first, laden.last)
            yield WeaponMention(span, hit.first, laden.last, "vehicle_laden_with_explosives", weapon="car_bomb")
        elif _is_suicide_ride(hit, near):
            span = doc.span_of(hit.first, hit.last)
            yield WeaponMention(span, hit.first, hit.last, "vehicle_of_a_suicide_bomber", weapon="car_bomb")


def _is_suicide_ride(vehicle: Hit, near: Sequence[Hit]) -> bool:
    """True for «انتحاري بسيارة», «انتحاري يقود سيارة», «سيارة يقودها انتحاري», «فجر نفسه بسيارة»."""
    bombers = [h for h in near if h.id == "part.suicide"]
    driven = [h for h in near if h.id == "part.driven"]
    before = any(0 <= vehicle.first - h.last <= _REACH for h in bombers)
    if before and vehicle.joined.lstrip(CONJUNCTIONS).startswith(BA):
        return True
    if before and any(0 <= vehicle.first - h.last <= 1 for h in driven):
        return True
    return any(0 <= h.first - vehicle.last <= 1 and 0 <= b.first - h.last <= 1 for h in driven for b in bombers)
