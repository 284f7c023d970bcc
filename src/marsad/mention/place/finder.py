"""From the phrases of a Doc to its place mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.lexicon.gazetteer import Gazetteer, GazetteerPlace, distance_km, name_words, place_key
from marsad.mention.place.back import Named, kinds_of, meant, named_before
from marsad.mention.place.choose import Context, Surroundings, choose, is_on_side_of_capital, land_of, read_context
from marsad.mention.place.gate import Gate
from marsad.mention.place.link import Linked, link_phrases
from marsad.mention.place.locate import (
    Located,
    locate_bank,
    locate_bearing,
    locate_between,
    locate_in_parent,
    locate_named,
    locate_ring,
    locate_round,
    locate_rural,
    locate_together,
    locate_triangle,
    mean_bearing,
)
from marsad.mention.place.names import Name
from marsad.mention.place.phrase import TRIANGLE, Phrase, PhraseReader
from marsad.mention.place.shape import ShapeReader
from marsad.mention.place.words import ARTICLE, CAPITAL, ClassWord, PlaceWords
from marsad.model import Doc, PlaceMention, Span
from marsad.text import name_in
from marsad.text.clitics import LAM, joined_up

#: class nouns that are no part of the name they govern
_UNNAMED = frozenset({"city", "town", "village", "hamlet"})
#: places that hold others far apart
_LANDS = frozenset({"country", "governorate", "region", "border", "river", "desert"})
#: places whose rows tell a point only, though they reach far
_STRETCHES = frozenset({"island", "lake", "mountain", "valley"})
#: what lies in a town is no farther off
_KNOWN, _LARGE = 3, 4
_TOWN_KM, _FAR_KM = 15.0, 60.0
#: how far off a place lies at most that is told by the way from a town; no place of a land lies so far from its middle
_OFF_KM, _ABROAD_KM = 200.0, 1500.0
#: a small place farther than this from all others of the report, in a land that it hardly speaks of, is another one
_ABROAD_FROM_ALL_KM = 200.0


class PlaceFinder:
    """Finds the places of one Doc."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.words = words
        self.context = Context()
        self.shapes = ShapeReader(doc, words)
        self.found: list[PlaceMention] = []
        #: of each of them the noun that it was told by, "" if none
        self.nouns: list[str] = []
        #: places told only to hold or to lie near others, and where those stand
        self.held: list[tuple[GazetteerPlace, int]] = []
        self.told: dict[tuple[str, ...], GazetteerPlace] = {}

    def find(self) -> list[PlaceMention]:
        """All mentions in text order."""
        reader = PhraseReader(self.doc, self.words, self.gazetteer)
        read = [(sentence, list(reader.read(sentence.first, sentence.last))) for sentence in self.doc.sentences]
        self.context = read_context((phrase for _, phrases in read for phrase in phrases), self.doc, self.words)
        gate = Gate(self.doc, self.words, self.context)
        linked = [
            each
            for sentence, phrases in read
            for each in link_phrases(self.shapes.join(gate.keep(phrases, sentence)), self.doc.tokens, self.words)
        ]
        self._learn(linked)
        for each in linked:
            self.found += self._mentions(each)
            noun = each.phrase.words[-1].id if each.phrase.words and not each.phrase.is_back_reference else ""
            self.nouns += [noun] * (len(self.found) - len(self.nouns))
        return self.found

    def _learn(self, linked: list[Linked]) -> None:
        """What a name means where its parent is told holds for the whole report."""
        for each in linked:
            parents = self._parents(each) if each.phrase.names else []
            if not parents:
                continue
            chosen, _ = self._chosen(each, parents)
            for name, place in zip(each.phrase.names, chosen, strict=True):
                if place and any(place.admin1 == parent.admin1 for parent in parents):
                    self.told.setdefault(self._key(name), place)

    def _key(self, name: Name) -> tuple[str, ...]:
        words = [place_key(token.folded) for token in self.doc.tokens[name.first : name.last]]
        return (place_key(self.doc.tokens[name.first].folded[len(name.joined) :]), *words[1:])

    def _mentions(self, linked: Linked) -> Iterator[PlaceMention]:
        phrase = linked.phrase
        parents = self._parents(linked)
        if phrase.is_back_reference:
            yield from self._pointed_back(linked)
            self.held += [(place, phrase.first) for place in reversed(parents)]
            return
        self.held += [(place, phrase.first) for place in reversed(parents)]
        chosen, lost = self._chosen(linked, parents)
        together = self._together(phrase, [place for place in chosen if place])
        if together:
            yield self._mention(phrase, phrase.first, phrase.last, together, parents, chosen[0], lost[0])
            return
        for number, (name, place) in enumerate(zip(phrase.names, chosen, strict=True)):
            located = self._locate(linked, name, place, parents)
            start = phrase.opens if number == 0 and located and located.rule == "bearing_from_place" else phrase.first
            last = phrase.last if len(phrase.names) == 1 else name.last
            yield self._mention(
                phrase, start if number == 0 else name.first, last, located, parents, place, lost[number]
            )

    def _parents(self, linked: Linked) -> list[GazetteerPlace]:
        """The places of the parents, the outermost resolved first so that it helps with the inner ones."""
        known: list[GazetteerPlace] = []
        for phrase in reversed(linked.parents):
            if phrase.is_back_reference:
                continue
            chosen, _ = self._chosen(Linked(phrase), known)
            known = [*(place for place in chosen if place), *known]
        return known

    def _bearings(self, linked: Linked, parents: list[GazetteerPlace]) -> dict[str, float]:
        """The bearing told from the nearest parent: of «X جنوب غربي Y», from Y."""
        first = next((phrase for phrase in linked.parents if not phrase.is_back_reference), None)
        if first is None or not first.bearing or not parents:
            return {}
        return {parents[0].id: mean_bearing(first.bearing)}

    def _chosen(
        self, linked: Linked, parents: list[GazetteerPlace]
    ) -> tuple[list[GazetteerPlace | None], list[list[GazetteerPlace]]]:
        phrase = linked.phrase
        chosen: list[GazetteerPlace | None] = []
        lost: list[list[GazetteerPlace]] = []
        neighbours: list[GazetteerPlace] = []
        around = Surroundings(parents, self._bearings(linked, parents), neighbours)
        for name in phrase.names:
            place, others = choose(name, phrase, self.context, around)
            told = None if parents else self.told.get(self._key(name))
            if told and place and told in others:
                others = [place, *(other for other in others if other is not told)]
                place = told
            if place and (self._lies_elsewhere(place, linked, parents) or self._is_strange(place, phrase, parents)):
                others, place = [place, *others], None
            chosen.append(place)
            lost.append(others)
            if place and place.radius_km <= 15:
                neighbours.append(place)
        return chosen, lost

    @staticmethod
    def _lies_elsewhere(place: GazetteerPlace, linked: Linked, parents: list[GazetteerPlace]) -> bool:
        """«حي الروضة بمدينة مأرب» is no place of that name in a far province: no list has the quarter that is meant."""
        if not (parents and linked.parents and linked.phrase.words):
            return False
        if place.kind in _LANDS and linked.parents[0].bearing:
            return False
        town = parents[0]
        away = distance_km(place.lat, place.lon, town.lat, town.lon)
        if away > _ABROAD_KM and land_of(town) != land_of(place):
            return True
        if town.kind in _LANDS or town.radius_km > _TOWN_KM or town.admin1 == place.admin1:
            return False
        if linked.parents[0].bearing and is_on_side_of_capital(place, town, mean_bearing(linked.parents[0].bearing)):
            return False
        is_off = linked.km or linked.parents[0].bearing or town.kind in _STRETCHES
        return away > (_OFF_KM + (linked.km or 0.0) if is_off else _FAR_KM)

    def _is_strange(self, place: GazetteerPlace, phrase: Phrase, parents: list[GazetteerPlace]) -> bool:
        """«حي الثورة» of a report on Yemen is no quarter of Mosul, «تلة المنطار» of Gaza no village of Idlib: no list
        has the one that is meant.
        """
        if parents or not phrase.words or place.kind in _LANDS:
            return False
        is_home, noun = self.context.is_home(place), phrase.noun
        if noun.kind == "quarter":
            is_away = place.prominence <= _LARGE and self.context.is_away(place)
            return is_away or place.prominence < _KNOWN and not is_home
        if noun.role == "settle":
            return place.prominence < _KNOWN and not is_home
        return place.prominence <= _KNOWN and not is_home and self.context.is_away(place, _ABROAD_FROM_ALL_KM)

    def _together(self, phrase: Phrase, places: list[GazetteerPlace]) -> Located | None:
        """One point for several names: a road or a stretch between two, a desert or countryside over several."""
        if len(places) < 2 or len(places) != len(phrase.names):
            return None
        if phrase.words and phrase.words[0].id == TRIANGLE and len(places) > 2:
            return locate_triangle(places)
        if (
            phrase.role == "road"
            or self._is_junction(phrase)
            or len(places) == 2
            and (self._is_between(phrase) or self._is_dashed(phrase))
        ):
            known = self._known_road(phrase)
            return locate_named(known, phrase) if known else locate_between(places)
        if phrase.role == "rural" and self._is_one_land(phrase, places):
            return locate_together(places, phrase)
        return None

    @staticmethod
    def _is_junction(phrase: Phrase) -> bool:
        return bool(phrase.words) and phrase.words[-1].id in ("junction", TRIANGLE)

    @staticmethod
    def _is_one_land(phrase: Phrase, places: list[GazetteerPlace]) -> bool:
        """«بادية X وY» is one land, «بوادي» of provinces as well; of towns, as many as there are towns."""
        if phrase.words[0].number == "one":
            return True
        return phrase.words[0].number == "many" and all(place.kind in ("governorate", "city") for place in places)

    def _known_road(self, phrase: Phrase) -> GazetteerPlace | None:
        """The road's own row in the gazetteer."""
        if not phrase.words:
            return None
        tokens = [token for name in phrase.names for token in self.doc.tokens[name.first : name.last]]
        keys = tuple(place_key(token.folded) for token in tokens)
        return next(
            (place for form in phrase.words[-1].singular for place in self.gazetteer.keyed((form, *keys))), None
        )

    def _is_between(self, phrase: Phrase) -> bool:
        index = phrase.first - 1
        return index >= 0 and self.doc.tokens[index].folded == self.words.between

    def _is_dashed(self, phrase: Phrase) -> bool:
        gap = self.doc.tokens[phrase.names[0].last : phrase.names[1].first]
        return bool(phrase.words) and any(token.folded in "-\u2013\u2014" for token in gap)

    def _locate(
        self, linked: Linked, name: Name, place: GazetteerPlace | None, parents: list[GazetteerPlace]
    ) -> Located | None:
        phrase = linked.phrase
        if place is None:
            if parents and phrase.words:
                return locate_in_parent(parents[0], phrase, linked.parents[0].bearing, linked.km)
            return self._beside_last(phrase)
        km = self.shapes.kilometres(phrase)
        if phrase.bearing:
            return locate_bearing(place, phrase.bearing, km)
        if place.kind == "river" and (bank := self.shapes.bank(phrase)):
            return locate_bank(place, bank[1], next((each for each in parents if each.kind != "country"), None))
        if km and not phrase.words or km and phrase.role in ("settle", "admin"):
            return locate_ring(place, km)
        if phrase.role == "rural":
            return locate_rural(place, phrase, self.gazetteer)
        if phrase.role == "around" or phrase.sectors:
            return locate_round(place, phrase)
        return locate_named(place, phrase)

    def _beside_last(self, phrase: Phrase) -> Located | None:
        """A place that no gazetteer knows and no parent holds: about where the report was last."""
        last = next((each for each in reversed(self.found) if each.kind not in ("country", "governorate")), None)
        if last is None or last.lat is None or last.lon is None or not phrase.words:
            return None
        radius = max(15.0, last.radius_km or 0.0)
        return Located(last.lat, last.lon, radius, last.admin1, phrase.words[-1].kind, "beside_place_before")

    def _mention(
        self,
        phrase: Phrase,
        first: int,
        last: int,
        located: Located | None,
        parents: list[GazetteerPlace],
        place: GazetteerPlace | None,
        lost: list[GazetteerPlace],
    ) -> PlaceMention:
        span = self.doc.span_of(first, last)
        name = name_in(self._spoken(phrase, first, last))
        rule = located.rule if located else "unknown_place"
        kind = located.kind if located else phrase.words[-1].kind
        return PlaceMention(
            span=span,
            first=first,
            last=last,
            rule=rule,
            joined=self._joined_at(phrase, first),
            name=name,
            lat=round(located.lat, 4) if located else None,
            lon=round(located.lon, 4) if located else None,
            radius_km=located.radius_km if located else None,
            admin1=located.admin1 if located else "",
            kind=kind,
            place=place.id if place else "",
            parents=tuple(parent.id for parent in parents),
            candidates=tuple(other.id for other in lost),
        )

    def _spoken(self, phrase: Phrase, first: int, last: int) -> str:
        """The name as in the text: without joined particles, without a noun such as «قرية»."""
        begin = first
        if first == phrase.first and phrase.words and phrase.words[0].id in _UNNAMED and phrase.names:
            begin = phrase.names[0].first
        token = self.doc.tokens[begin]
        words = joined_up(self.doc.words(Span(token.start, self.doc.tokens[last - 1].end)))
        joined = self._joined_at(phrase, begin)
        if joined == LAM and token.folded.startswith(LAM + LAM):
            return ARTICLE + words[2:]
        return words[len(joined.replace(ARTICLE, "")) :] if joined.replace(ARTICLE, "") else words

    def _joined_at(self, phrase: Phrase, index: int) -> str:
        if phrase.words and index == phrase.first:
            return phrase.words[0].joined
        return next((name.joined for name in phrase.names if name.first == index), "")

    def _pointed_back(self, linked: Linked) -> Iterator[PlaceMention]:
        """«المدينة», «الحقل»: the last place of that kind named before; «شرق البلاد»: part of the country spoken of;
        «السجن المركزي بمدينة X» where no prison was named: X.
        """
        phrase = linked.phrase
        if phrase.words[0].role == "land":
            yield from self._part_of_land(phrase)
            return
        word = phrase.words[0]
        if word.role == CAPITAL:
            yield from self._capital(phrase)
            return
        if (named := self._meant(word, phrase.first)) is not None:
            yield self._told_again(phrase, named)
            return
        if linked.parents:
            yield from self._mentions(Linked(linked.parents[0], linked.parents[1:]))

    def _meant(self, word: ClassWord, at: int) -> Named | None:
        """The place told before that a noun with the article stands for."""
        named = named_before(word, list(zip(self.found, self.nouns, strict=False)), self.held, self.gazetteer.by_id.get)
        return meant(word, at, self.doc, named, self._is_way, self.context.is_home)

    def _told_again(self, phrase: Phrase, named: Named) -> PlaceMention:
        """A mention by a noun with the article of a place told before, or off it («شرقي المدينة»)."""
        wanted = kinds_of(phrase.words[0])
        mention = next((each for each in reversed(named.mentions) if each.kind in wanted), None)
        if mention is None or phrase.bearing and named.place:
            assert named.place is not None
            located = replace(locate_named(named.place, phrase), rule="points_back")
            if phrase.bearing:
                located = replace(locate_bearing(named.place, phrase.bearing, None), rule="points_back")
            return self._mention(phrase, phrase.opens, phrase.last, located, [], named.place, [])
        return replace(
            mention,
            span=self.doc.span_of(phrase.opens, phrase.last),
            first=phrase.opens,
            last=phrase.last,
            rule="points_back",
            joined="" if phrase.bearing else phrase.joined,
            name=self._spoken(phrase, phrase.opens, phrase.last),
        )

    def _is_way(self, mention: PlaceMention) -> bool:
        """«من X», «نحو X», but «بالقرب من X» is no way."""
        before = [token.folded for token in self.doc.tokens[max(0, mention.first - 2) : mention.first]]
        if not before or mention.joined or before[-1] not in self.words.ways:
            return False
        return len(before) < 2 or not any(before[0].endswith(word) for word in self.words.near)

    def _capital(self, phrase: Phrase) -> Iterator[PlaceMention]:
        """«العاصمة»: that of the country that was named last, if the report is much about it; else of its first."""
        last = next((self.gazetteer.by_id[each.place] for each in reversed(self.found) if each.place), None)
        country = last.country if last and self.context.is_home(last) else self.context.country
        place = self.gazetteer.capital(country, phrase.words[0].singular[0])
        if place is not None:
            located = locate_bearing(place, phrase.bearing, None) if phrase.bearing else locate_named(place, phrase)
            located = replace(located, rule="capital_of_land")
            yield self._mention(phrase, phrase.opens, phrase.last, located, [], place, [])

    def _part_of_land(self, phrase: Phrase) -> Iterator[PlaceMention]:
        """«شرق البلاد», by the gazetteer's row for that part of the country, else off its middle."""
        land = self.gazetteer.by_id.get(self.context.country.lower())
        if land is None or not phrase.bearing:
            return
        bearings = tuple(token.folded for token in self.doc.tokens[phrase.opens : phrase.first])
        parts = [part for name in land.names for part in self.gazetteer.keyed((*bearings, *name_words(name)))]
        part = parts[0] if parts else land
        located = locate_named(part, phrase) if parts else locate_bearing(land, phrase.bearing, None)
        yield self._mention(phrase, phrase.opens, phrase.last, located, [], part, [])
