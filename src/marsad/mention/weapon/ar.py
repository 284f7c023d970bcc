"""Finds the means that an Arabic report names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.lexicon.match import longest
from marsad.mention.weapon.parts import Made, Parts, find_made, is_ceased
from marsad.model import Doc, WeaponMention
from marsad.text.clitics import BA, CONJUNCTIONS

#: names that hold a weapon's word and are none; words that make a means only together
_NO_WEAPON, _PART = "none.", "part."
#: what a word before a means says of it
_LOST = "lost"
_UNIT = "part.unit"
_USES = {"part.used": "used", "part.lost": _LOST, _UNIT: _LOST}
#: words over which such a word reaches
_NEAR = 5
#: what strikes tanks
_AGAINST_TANKS = frozenset(["anti_tank", "rocket", "missile", "ied", "mine", "drone", "mortar", "artillery"])
#: words between two arms of one list
_LISTED = 4
#: gunfire of which a truce may be told
_SHOOTING = "small_arms.shooting"
#: a missile that a drone lets off is none of the unguided rockets that the bare word stands for
_BARE_ROCKET = "rocket.plain"
#: bare words that a model after them says more of
_BARE, _MODEL = frozenset([_BARE_ROCKET, "aircraft"]), "part.model"


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "weapons").terms)


def find_weapons(doc: Doc) -> list[WeaponMention]:
    """Every means named, longest name first («قذائف هاون» is a mortar); marches and passenger planes are none."""
    hits = longest(_matcher().find(doc))
    named = [hit for hit in hits if not hit.id.startswith(_PART)]
    parts = Parts(doc, named)
    made = find_made(parts)
    by_drone = {doc.sentence_of[hit.first] for hit in hits if hit.id == "drone"}
    by_drone |= {doc.sentence_of[one.first] for one in made if one.weapon == "drone"}
    found: list[WeaponMention] = []
    models = [hit for hit in hits if hit.id == _MODEL]
    for hit in named:
        is_ended = hit.id == _SHOOTING and is_ceased(parts, hit)
        if is_ended or hit.id.startswith(_NO_WEAPON) or _is_modelled(hit, models, named):
            continue
        mention = _mention(doc, hit, by_drone)
        found += [mention, replace(mention, weapon=also)] if (also := hit.term.text("also")) else [mention]
    found = _with_made(doc, found, [one for one in made if not _is_within(one, hits)])
    by = frozenset(hit.first for hit in named if BA in hit.joined)
    return _with_use(doc, found, [hit for hit in hits if hit.id in _USES], by)


def _is_modelled(hit: Hit, models: Sequence[Hit], named: Sequence[Hit]) -> bool:
    """True for a bare word of which the model is told: the missiles of «صواريخ من طراز إسكندر» are no rockets."""
    if hit.id not in _BARE:
        return False
    link = next((model for model in models if 0 <= model.first - hit.last <= 1), None)
    return link is not None and any(0 <= name.first - link.last <= 1 for name in named if name.id not in _BARE)


def _is_within(made: Made, hits: Sequence[Hit]) -> bool:
    """True for a means made of words that already name it, or that name none: «سيارة مفخخة», «طائرة ركاب»."""
    around = [hit for hit in hits if hit.first < made.last and made.first < hit.last and not hit.id.startswith(_PART)]
    return any(hit.id.startswith(_NO_WEAPON) or hit.id.partition(".")[0] == made.weapon for hit in around)


def _with_made(doc: Doc, found: Sequence[WeaponMention], made: Sequence[Made]) -> list[WeaponMention]:
    """The mentions with those made of several words, which stand for what their words name alone: of a lorry laden with
    explosives the explosives are no means of their own.
    """
    kept = [m for m in found if not any(one.first <= m.first and m.last <= one.last for one in made)]
    told = {(one.weapon, one.first): one for one in made}.values()
    kept += [
        WeaponMention(doc.span_of(one.first, one.last), one.first, one.last, one.rule, weapon=one.weapon)
        for one in told
        if not any(other is not one and other.first <= one.first and one.last <= other.last for other in told)
    ]
    return sorted(kept, key=lambda mention: mention.first)


def _with_use(
    doc: Doc, found: Sequence[WeaponMention], words: Sequence[Hit], by: frozenset[int]
) -> list[WeaponMention]:
    """The mentions with what the nearest word before each says of its use; joined by «و» it is that of the one before.
    A means told with «by», which begins at one of `by`, is not the arm of a unit: «هاجموا مقر اللواء بقذائف الهاون».
    """
    told: list[WeaponMention] = []
    for mention in found:
        sentence = doc.sentences[doc.sentence_of[mention.first]]
        near = [w for w in words if max(sentence.first, mention.first - _NEAR) <= w.first and w.last <= mention.first]
        if mention.first in by:
            near = [word for word in near if word.id != _UNIT]
        use = _USES[near[-1].id] if near else ""
        is_lost_too = told and told[-1].use == _LOST and mention.first not in by
        if _is_target(doc, mention, found):
            use = _LOST
        elif told and 0 <= mention.first - told[-1].last <= 1 and _is_joined(doc, mention.first):
            use = told[-1].use or use
        elif is_lost_too and _is_listed(doc, told[-1].last, mention.first):
            use = _LOST
        told.append(replace(mention, use=use))
    return told


def _is_target(doc: Doc, mention: WeaponMention, found: Sequence[WeaponMention]) -> bool:
    """True for a tank that another means strikes: «استهدفوا دبابة قرب الجسر بصاروخ موجه»."""
    if mention.weapon != "tank":
        return False
    after = [m for m in found if m.weapon != "tank" and 0 <= m.first - mention.last <= _NEAR]
    return any(doc.tokens[m.first].folded.startswith(BA) and m.weapon in _AGAINST_TANKS for m in after)


def _is_joined(doc: Doc, token: int) -> bool:
    return doc.tokens[token].folded[0] in CONJUNCTIONS


def _is_listed(doc: Doc, last: int, first: int) -> bool:
    """True for the next of a list of arms, told with numbers: «عشر بنادق و5 رشاشات», «بنادق، وثلاثة رشاشات»."""
    if not 0 <= first - last <= _LISTED or doc.sentence_of[last - 1] != doc.sentence_of[first]:
        return False
    return first == last or any(_is_joined(doc, token) for token in range(last, first + 1))


def _mention(doc: Doc, hit: Hit, by_drone: set[int]) -> WeaponMention:
    weapon, rule = hit.term.text("weapon") or hit.id, "weapon_word"
    if hit.id == _BARE_ROCKET and doc.sentence_of[hit.first] in by_drone:
        weapon, rule = "missile", "missile_of_a_drone"
    elif hit.id == _BARE_ROCKET:
        rule = "bare_rocket"
    return WeaponMention(doc.span_of(hit.first, hit.last), hit.first, hit.last, rule, weapon=weapon)
