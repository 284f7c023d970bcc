"""Tells which place phrase lies in which: «قرية X بريف Y الشرقي في محافظة Z»."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.lexicon.gazetteer import GazetteerPlace
from marsad.mention.place.phrase import Phrase
from marsad.mention.place.words import (
    ARTICLE,
    BRACKETS,
    CAPITAL,
    COMMAS,
    DASHES,
    LAM_ARTICLE,
    QUOTES,
    WAW,
    PlaceWords,
)
from marsad.model import Token
from marsad.text.clitics import BA

_LONGEST = 9
#: words that may stand between a place and what tells where it lies
_MODIFIERS = 3
#: endings of adjectives of places, and of those whom a place is for
_ADJECTIVES, _PLURAL = ("\u064a", "\u064a\u0647", "\u064a\u064a\u0646"), "\u064a\u0646"
#: the size of part of a country, «شمال X»: more than a province
_LAND = 6.5
#: the size of a district, and of a plain, valley or island for what lies in it
_DISTRICT, _STRETCH = 4, 4.5
#: «مقاطعة»: a province, or a district of one
_PROVINCE, _MUQATAA = 5.5, "muqataa"
_STRETCHES = frozenset({"plain", "basin", "valley", "mountain", "lake", "island", "heights"})
#: no smaller place is meant by «غرب بغداد» behind a province elsewhere
_WELL_KNOWN = 3
#: a distance from a town is no longer
_FARTHEST = 2000.0
#: so many words at most tell a number
_NUMBER = 3
_MARKS = QUOTES | BRACKETS | COMMAS | DASHES
SIZES = {
    "country": 7,
    "governorate": 6,
    "region": 5,
    "desert": 5,
    "river": 5,
    "border": 5,
    "city": 3,
    "town": 2,
    "village": 1,
}


@dataclass(slots=True)
class Linked:
    """A phrase and the phrases that only say where it lies; `km` is a distance told before the nearest of them."""

    phrase: Phrase
    parents: list[Phrase] = field(default_factory=list)
    km: float | None = None
    #: named in a list with the phrase before it
    in_list: bool = False


def size_of(phrase: Phrase) -> float:
    """How large the thing is that a phrase names, by its noun or by the largest place of its name."""
    if phrase.role in ("rural",):
        return 5
    if phrase.role == CAPITAL:
        return SIZES["city"]
    if phrase.words and phrase.role in ("settle", "admin", "district"):
        if phrase.words[-1].role == "district":
            return _DISTRICT
        return _PROVINCE if phrase.words[-1].id == _MUQATAA else SIZES.get(phrase.words[-1].kind, 1)
    if phrase.words and phrase.role in ("kept", "road"):
        return 0
    places = _places(phrase)
    if any(place.kind == "city" for place in places) and not (phrase.words and phrase.words[-1].id == "region-admin"):
        places = [place for place in places if place.kind != "governorate"]
    return max((_size_of_place(place) for place in places), default=1)


def _size_of_holder(phrase: Phrase, before: Phrase) -> float:
    """The same of what holds another place: «بسهل X» holds villages; behind a district «في X» is the province."""
    if phrase.words and phrase.words[0].id in _STRETCHES:
        return _STRETCH
    if not phrase.words and size_of(before) == _DISTRICT:
        return max(map(_size_of_place, _places(phrase)), default=1)
    return size_of(phrase)


def _size_of_place(place: GazetteerPlace) -> float:
    if place.kind == "quarter" and place.prominence >= _WELL_KNOWN:
        return 1  # «أم درمان»: part of a city, with quarters of its own
    return _LAND if place.kind == "region" and place.radius_km >= 100 else SIZES.get(place.kind, 0)


def link_phrases(phrases: list[Phrase], tokens: tuple[Token, ...], words: PlaceWords) -> list[Linked]:
    """The phrases of one sentence that are no parent of another, each with its chain of parents."""
    found: list[Linked] = []
    index = 0
    while index < len(phrases):
        linked = Linked(phrases[index])
        last = phrases[index]
        while index + 1 < len(phrases):
            km = _joint(last, phrases[index + 1], tokens, words, has_parent=bool(linked.parents))
            if km is None or _is_land(last) and not km:
                break
            index += 1
            last = phrases[index]
            linked.parents.append(last)
            if km and linked.km is None:
                linked.km = km
        if found:
            linked.in_list = _is_listed(found[-1].phrase, linked.phrase, tokens)
        found.append(linked)
        index += 1
    _share_parents(found)
    return found


def _share_parents(found: list[Linked]) -> None:
    """«X، وY وZ بريف A»: the parents told after the last of a list hold for all of it."""
    for before, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if after.in_list and not before.parents and after.parents:
            before.parents = [parent for parent in after.parents if size_of(parent) >= 4]


def _is_listed(before: Phrase, after: Phrase, tokens: tuple[Token, ...]) -> bool:
    gap = [token.folded for token in tokens[before.last : after.opens]]
    return len(gap) <= 2 and all(word in _MARKS for word in gap) and (bool(gap) or after.joined.startswith(WAW))


def _is_land(phrase: Phrase) -> bool:
    """«البلاد»: the country spoken of."""
    return phrase.is_back_reference and phrase.words[0].role == "land"


def _joint(
    before: Phrase, after: Phrase, tokens: tuple[Token, ...], words: PlaceWords, *, has_parent: bool
) -> float | None:
    """None where `after` does not hold `before`; else the distance told in kilometres, or 0."""
    gap = tokens[before.last : after.opens]
    if not before.is_back_reference:
        gap = _after_modifiers(gap, words)
    if _is_land(after) and after.bearing and _is_gloss(gap):
        return 0.0
    if _is_border(after) and not after.bearing and len(gap) == 1 and gap[0].folded in words.toward:
        return 0.0
    is_capital = after.is_back_reference and after.words[0].role == CAPITAL
    if len(gap) > _LONGEST or after.is_back_reference and not has_parent and not is_capital:
        return None
    plain = _without_numbers([token.folded for token in gap if token.folded not in _MARKS], words)
    numbers = [token for token in gap if token.kind == "number"]
    between = (words.links, words.near, words.glosses)
    if any(all(word not in each for each in between) for word in plain if not word[:1].isdigit()):
        return None
    if any(token.folded in DASHES for token in gap):
        return None
    if any(word in words.toward for word in plain) and not any(word in words.distance for word in plain):
        return None
    holder = _size_of_holder(after, before)
    if size_of(before) >= 5 and holder < size_of(before):
        return 0.0 if _only_tells_where(before, after, has_parent=has_parent) else None
    if after.bearing or any(word in words.near for word in plain) or numbers:
        return _kilometres(numbers)
    opens_with_bearing = words.bearing_at(tokens[after.first]) is not None
    joins = after.joined in (BA, BA + ARTICLE) or bool(plain) or opens_with_bearing or _is_centre(after)
    apposed = bool(after.words) and size_of(after) >= 4 and not after.joined.startswith(WAW)
    grows = holder > size_of(before) or (holder == size_of(before) and after.role == "rural")
    return 0.0 if grows and (joins or apposed) else None


def _is_centre(phrase: Phrase) -> bool:
    """«حي X وسط Y»."""
    return bool(phrase.words) and phrase.words[0].id == "centre" and not phrase.joined


def _only_tells_where(before: Phrase, after: Phrase, *, has_parent: bool) -> bool:
    """«محافظة X شمال شرق Y»: behind a province, the way from the capital or a town that does not lie in it.

    Behind the province of a place that was told before, from any town: «قرية X بمحافظة Y غرب Z».
    """
    if not after.bearing or size_of(before) < _PROVINCE or after.joined:
        return False
    if after.is_back_reference or has_parent:
        return True
    provinces = {place.admin1 for place in _places(before) if place.kind == "governorate"}
    known = {p.admin1 for p in _places(after) if p.prominence >= _WELL_KNOWN or p.kind == "region"}
    return bool(known) and not known & provinces


def _places(phrase: Phrase) -> list[GazetteerPlace]:
    return [place for name in phrase.names for place in (*name.whole, *name.candidates)]


def _without_numbers(words_between: list[str], words: PlaceWords) -> list[str]:
    """The words between two places without those of a number before «كيلومتر»: «خمسة وعشرين كيلومترا»."""
    unit = next((number for number, word in enumerate(words_between) if word in words.units), 0)
    first = unit
    while first and unit - first < _NUMBER and words_between[first - 1] not in words.links:
        first -= 1
    return words_between[:first] + words_between[unit:]


def _after_modifiers(gap: tuple[Token, ...], words: PlaceWords) -> tuple[Token, ...]:
    """What stands between two places without adjectives of the first and whom it is for: «X الدولي», «X للنازحين»."""
    count = int(bool(gap) and gap[0].folded in QUOTES)
    while count < min(len(gap), _MODIFIERS + 1) and _is_modifier(gap[count].folded, words):
        count += 1
    return gap[count:]


def _is_modifier(folded: str, words: PlaceWords) -> bool:
    if folded in words.modifiers:
        return True
    if folded.startswith(LAM_ARTICLE):
        return len(folded) > 5 and folded.endswith(_PLURAL)
    return len(folded) > 5 and folded.startswith(ARTICLE) and folded.endswith(_ADJECTIVES)


def _is_gloss(gap: tuple[Token, ...]) -> bool:
    """«X شمال شرقي البلاد», «X (شمال شرقي البلاد)»."""
    return not gap or len(gap) <= 2 and gap[-1].folded in BRACKETS


def _is_border(phrase: Phrase) -> bool:
    return any(place.kind == "border" for place in _places(phrase))


def _kilometres(numbers: list[Token]) -> float:
    if not numbers:
        return 0.0
    try:
        return min(float(numbers[0].folded.replace(",", ".")), _FARTHEST)
    except ValueError:
        return 0.0
