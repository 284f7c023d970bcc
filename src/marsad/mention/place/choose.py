"""Chooses among places of one name, by noun, parent, list, the report's other places, and prominence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.lexicon.gazetteer import GazetteerPlace, bearing, distance_km, turn
from marsad.lexicon.registry import publisher_countries
from marsad.mention.place.names import Name
from marsad.mention.place.phrase import Phrase
from marsad.mention.place.words import PlaceWords
from marsad.model import Doc

SETTLEMENTS = frozenset({"city", "town", "village", "camp", "quarter"})
_FITS = {
    "city": frozenset({"city", "town", "village", "base", "camp", "quarter"}),
    "town": frozenset({"town", "village", "city", "base", "crossing"}),
    "village": frozenset({"village", "town"}),
    "quarter": frozenset({"quarter", "town", "village"}),
    "governorate": frozenset({"governorate"}),
    "airport": frozenset({"airport", "base"}),
    "base": frozenset({"base", "airport"}),
}


_SHARE = 0.2
_PUBLISHED = 2
_AT_KM, _THAT_WAY, _OTHER_WAY = 3.0, 50.0, 110.0
#: what speaks against an imported place where our own table has one of that name
_DOUBT = 4.0
#: a place farther from all others of a report, in another province, is away from it
_FAR_KM = 60.0
_PROMINENCE = 1.2
_HAMLET, _CITY, _CAPITAL = 2, 4, 5
#: degrees by which the way to a place and the bearing that is told differ at most
_SAME_SIDE = 60.0
_SEATS = frozenset({"city", "town"})
#: kinds that bear the same few names everywhere («القصر الرئاسي», «طريق المطار»): they say nothing of the country
EVERYWHERE = frozenset({"site", "street", "junction", "road", "bridge", "station", "checkpoint"})
#: nouns whose names say nothing of a town of that name, and the kinds that may be meant
_NAMED_FOR_OTHERS = {"street": frozenset({"street", "junction"}), "dam": frozenset({"dam", "lake", "town", "village"})}
#: lands that one war's news speaks of together
_TOGETHER = {"IL": "PS"}


def land_of(place: GazetteerPlace) -> str:
    """The country of a place; Israel and Palestine count as one land."""
    return _TOGETHER.get(place.country, place.country)


def lands_of(place: GazetteerPlace) -> tuple[str, ...]:
    """The countries of a place: of a border, both (its id ends in their codes)."""
    if place.kind != "border":
        return (land_of(place),)
    codes = place.id.rpartition(".border-")[2].upper().split("-")
    return tuple(_TOGETHER.get(code, code) for code in codes)


@dataclass(slots=True)
class Context:
    """What the whole report says about where it plays."""

    countries: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)
    anchors: list[GazetteerPlace] = field(default_factory=list)

    def add_anchor(self, place: GazetteerPlace) -> None:
        """A place that the report surely names; each counts once."""
        if not any(place is anchor for anchor in self.anchors):
            self.anchors.append(place)

    def is_home(self, place: GazetteerPlace) -> bool:
        """True for a place of a country that makes up a good part of the report."""
        total = sum(self.countries.values())
        return total > 0 and self.countries[land_of(place)] >= _SHARE * total

    def is_away(self, place: GazetteerPlace, km: float = _FAR_KM) -> bool:
        """«حي السبيل» of a report on Aleppo is no quarter of Homs, if the report tells of nothing near Homs."""
        others = [anchor for anchor in self.anchors if anchor is not place]
        return bool(others) and not any(
            anchor.admin1 == place.admin1 or distance_km(place.lat, place.lon, anchor.lat, anchor.lon) <= km
            for anchor in others
        )

    @property
    def country(self) -> str:
        """The country most spoken of, or ""."""
        return self.countries.most_common(1)[0][0] if self.countries else ""


def read_context(phrases: Iterable[Phrase], doc: Doc, words: PlaceWords) -> Context:
    """Counts the countries and provinces of names that can mean one place only, or one that stands out.

    Where the publisher mostly writes about one country, that counts a little; names that several countries have count
    for the country that the others speak of.
    """
    context = Context()
    for country in publisher_countries(doc.report.publisher):
        context.countries[_TOGETHER.get(country, country)] += _PUBLISHED
    left: list[tuple[Name, bool]] = []
    for phrase in phrases:
        for name in phrase.names:
            token = doc.tokens[name.first]
            is_firm = bool(phrase.words) or name.last > name.first + 1
            if not is_firm and any(key in words.never or key in words.common for key in token.keys):
                continue
            if not _count(name, context, is_firm):
                left.append((name, is_firm))
    for name, is_firm in left:
        _count_at_home(name, context, is_firm)
    return context


def _count_at_home(name: Name, context: Context, is_firm: bool) -> None:
    """A name that the report's own countries have in one province only speaks for that province."""
    known = [place for place in name.whole or name.candidates if place.prominence >= 0]
    places = [place for place in known if context.is_home(place)]
    provinces = {place.admin1 for place in places}
    if len(provinces) != 1 or max(place.prominence for place in places) < (1 if is_firm else _HAMLET):
        return
    best = max(places, key=lambda place: place.prominence)
    context.provinces[best.admin1] += "-" in best.admin1
    if best.kind != "country" and best.radius_km <= 15:
        context.add_anchor(best)


def _count(name: Name, context: Context, is_firm: bool) -> bool:
    places = [
        place for place in name.whole or name.candidates if place.prominence >= 0 and place.kind not in EVERYWHERE
    ]
    countries = {land_of(place) for place in places}
    most = max((place.prominence for place in places), default=-1)
    if not places or not is_firm and most < 3 or len(countries) > 1 and most < 4:
        return False
    best = max(places, key=lambda place: place.prominence)
    weight = (1 + best.prominence) if len(countries) == 1 else 1
    context.countries[land_of(best)] += weight
    if "-" in best.admin1:
        context.provinces[best.admin1] += 1
    if best.kind != "country" and best.radius_km <= 15 and len({place.admin1 for place in places}) == 1:
        context.add_anchor(best)
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round a name: the places that hold it, the bearing told from them, and its neighbours in a list."""

    parents: list[GazetteerPlace]
    #: degrees by id of the parent: of «X غربي Y», 270 for Y
    bearings: dict[str, float] = field(default_factory=dict)
    neighbours: list[GazetteerPlace] = field(default_factory=list)


def choose(
    name: Name, phrase: Phrase, context: Context, around: Surroundings
) -> tuple[GazetteerPlace | None, list[GazetteerPlace]]:
    """(the best place or None, the others, best first)."""
    places = _eligible(name, phrase)
    if len(places) < 2:
        return (places[0] if places else None), []
    whole = {place.id for place in name.whole if place.prominence >= 0}
    is_known = any(place.prominence >= 0 for place in places)
    seats = {place.admin1 for place in places if place.kind in _SEATS}
    if not phrase.words:
        whole |= {place.id for place in places if place.kind == "governorate" and place.admin1 not in seats}
        is_home_alone = not any(context.is_home(place) for place in places)
        own = {land_of(place) for place in places if place.prominence >= _CITY and context.is_home(place)}
        whole |= {
            place.id
            for place in places
            if place.kind in _SEATS and _has_province(place, places) and (not own or land_of(place) in own)
            if is_home_alone or context.is_home(place)
        }

    def rank(place: GazetteerPlace) -> float:
        doubt = _DOUBT if is_known and place.prominence < 0 else 0.0
        return doubt - _score(place, place.id in whole, phrase, context, around)

    ranked = sorted(places, key=rank)
    return (ranked[0], ranked[1:]) if ranked else (None, [])


def _has_province(place: GazetteerPlace, places: list[GazetteerPlace]) -> bool:
    """A seat that lends its name to its province: bare, the name means the town."""
    return any(each.kind == "governorate" and each.admin1 == place.admin1 for each in places)


def _eligible(name: Name, phrase: Phrase) -> list[GazetteerPlace]:
    """The places that the words can mean: streets are named for other places, and a bare country is no hamlet."""
    found = sorted((*name.whole, *name.candidates), key=lambda place: place.prominence)
    places = list({place.id: place for place in found}.values())
    fits = _NAMED_FOR_OTHERS.get(phrase.noun.id) if phrase.words and phrase.noun.number == "one" else None
    if fits:
        whole = {place.id for place in name.whole}
        return [place for place in places if place.id in whole or place.kind in fits]
    if not phrase.words and any(place.kind == "country" for place in places):
        return [
            place
            for place in places
            if place.kind == "country" or place.prominence > _HAMLET and place.kind != "governorate"
        ]
    return places


def _score(
    place: GazetteerPlace,
    whole: bool,
    phrase: Phrase,
    context: Context,
    around: Surroundings,
) -> float:
    parents, neighbours = around.parents, around.neighbours
    score = _PROMINENCE * place.prominence + (4.0 if whole else 0.0) + _class_score(place, phrase)
    lands = lands_of(place)
    score += 3.0 * (context.country in lands)
    total = sum(context.countries.values()) or 1
    score += 2.0 * sum(context.countries[land] for land in lands) / total
    if len(lands) > 1:
        told = {land_of(parent) for parent in parents}
        score += 3.0 * all(context.countries[land] for land in lands) + 4.0 * any(land in told for land in lands)
    most = max(context.provinces.values(), default=1) or 1
    score += 3.0 * context.provinces[place.admin1] / most
    score += sum(_parent_score(place, parent) for parent in parents)
    score += sum(_bearing_score(place, parent, around.bearings.get(parent.id)) for parent in parents)
    near = [*neighbours, *neighbours, *(anchor for anchor in context.anchors if anchor is not place)]
    if near:
        least = min(distance_km(place.lat, place.lon, anchor.lat, anchor.lon) for anchor in near)
        score += 2.0 * math.exp(-least / 40)
    if neighbours:
        least = min(distance_km(place.lat, place.lon, other.lat, other.lon) for other in neighbours)
        score += 2.0 * math.exp(-least / 40)
    return score


def _class_score(place: GazetteerPlace, phrase: Phrase) -> float:
    if not phrase.words:
        if place.kind == "country":
            return 4.0
        return -2.0 if place.kind == "governorate" else -0.5 if place.kind == "quarter" else 0.0
    kind = phrase.noun.kind
    if kind in ("road", "junction") and place.kind == "governorate":
        return -4.0
    if phrase.words[0].id == "centre" and len(phrase.words) == 1 and place.kind == "governorate":
        return -4.0
    if phrase.role in ("rural", "road", "around", "area") and len(phrase.words) == 1:
        return 0.0
    if not kind:
        return 0.0
    if place.kind == kind:
        return 3.0
    return 1.5 if place.kind in _FITS.get(kind, frozenset({kind})) else -2.5


def _bearing_score(place: GazetteerPlace, parent: GazetteerPlace, told: float | None) -> float:
    """«X جنوب غربي Y»: a place that lies that way from Y, against one that lies the other way."""
    if told is None or distance_km(place.lat, place.lon, parent.lat, parent.lon) < _AT_KM:
        return 0.0
    off = turn(bearing_of(parent, place), told)
    return 2.0 if off <= _THAT_WAY else -2.0 if off >= _OTHER_WAY else 0.0


def is_on_side_of_capital(place: GazetteerPlace, capital: GazetteerPlace, told: float) -> bool:
    """«مدينة سبها جنوب العاصمة طرابلس»: a town far from the capital of its country, on the side that is told."""
    if capital.kind != "city" or capital.prominence < _CAPITAL or place.prominence < 1:
        return False
    off = turn(bearing_of(capital, place), told)
    return off <= _SAME_SIDE and land_of(place) == land_of(capital)


def bearing_of(start: GazetteerPlace, end: GazetteerPlace) -> float:
    """Degrees from north of the way from one place to another."""
    return bearing(start.lat, start.lon, end.lat, end.lon)


def _parent_score(place: GazetteerPlace, parent: GazetteerPlace) -> float:
    """A parent in the same province speaks for a place; one close by more so; another country against it."""
    if place.kind == "border":
        return 0.0
    if parent.kind == "country":
        return 2.0 if parent.country == place.country else -2.0
    score = 4.0 if place.admin1 == parent.admin1 else 0.0
    if parent.country != place.country:
        score -= 3.0
    away = distance_km(place.lat, place.lon, parent.lat, parent.lon)
    if parent.kind in ("governorate", "region") or parent.radius_km >= 50:
        return score + 2.0 * math.exp(-away / 150)
    return score + 4.0 * math.exp(-away / 30)
