"""Lets a phrase through as a place, or not: many names are also common words, persons, or parts of a force's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from marsad.lexicon.gazetteer import GazetteerPlace, distance_km
from marsad.mention.place.beside import index_before, is_dateline, is_heading, is_in_office, is_saying
from marsad.mention.place.choose import EVERYWHERE, SETTLEMENTS, Context, land_of
from marsad.mention.place.names import Name
from marsad.mention.place.phrase import Phrase
from marsad.mention.place.words import ARTICLE, WAW, PlaceWords
from marsad.model import Doc, Sentence, Token
from marsad.text.clitics import BA, LAM, joined_up
from marsad.text.fold import fold

_NEAR_KM = 60.0
_CAPITAL = 5
_TOWN = 3
_VILLAGE = 2
_HAMZA = "\u0621"
_HAMZA_BELOW = frozenset("\u0625")
_NISBA = "\u064a\u0647"
_NISBAS = ("\u064a", _NISBA)
_QADA = "district"
#: a district of Sudan; elsewhere the word is an adjective
_LOCALITY, _LOCALITY_LAND = "locality", "SD"
_YEMENI = {"mudiriya": ("YE", "AF"), "roundabout-yemen": ("YE",)}
_DISTRICTS = frozenset({"city", "town", "region"})


@lru_cache(maxsize=16_384)
def _written(name: str) -> str:
    """A name as it is written, without a lone hamza."""
    return fold(name).replace(_HAMZA, "")


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides over the phrases of one Doc."""

    doc: Doc
    words: PlaceWords
    context: Context

    def keep(self, phrases: list[Phrase], sentence: Sentence) -> list[Phrase]:
        """The phrases of a sentence that name places, in order."""
        kept: list[Phrase] = []
        for number, phrase in enumerate(phrases):
            after = phrases[number + 1] if number + 1 < len(phrases) else None
            before = kept[-1] if kept else None
            if self._is_place(phrase, before, after, sentence) or self._heads_towns(phrase, sentence):
                kept.append(phrase)
        return kept

    def _heads_towns(self, phrase: Phrase, sentence: Sentence) -> bool:
        """«في مدني والأبيض وكسلا»: a word that is also a common one, before «و» and surer towns of its country."""
        if phrase.words or len(phrase.names) < 2 or is_saying(self.doc, self.words, phrase.names[0]):
            return False
        if is_in_office(self.doc, self.words, phrase, sentence.first) or not self.has_opener(phrase, sentence.first):
            return False
        lands = {land_of(place) for place in phrase.names[0].candidates if self._is_home_town(place)}
        others = [name for name in phrase.names[1:] if not self._is_one_of(name, self.words.doubtful)]
        return any(
            land_of(place) in lands and self._is_home_town(place) for name in others for place in name.candidates
        )

    def _is_home_town(self, place: GazetteerPlace) -> bool:
        return place.prominence >= _TOWN and self.context.is_home(place)

    def _is_place(self, phrase: Phrase, before: Phrase | None, after: Phrase | None, sentence: Sentence) -> bool:
        if phrase.is_back_reference:
            return not self._is_undone(phrase)
        if not self._take_alike(phrase.names[0]):
            return False
        if not phrase.words or phrase.words[-1].role in ("around", "area"):
            self._drop_other_spellings(phrase.names[0])
        if not self._drop_foreign_sites(phrase.names[0]):
            return False
        self._drop_unsure(phrase)
        if not self._keep_sure(phrase, after, sentence):
            return False
        if (
            is_in_office(self.doc, self.words, phrase, sentence.first)
            or is_dateline(self.doc, phrase, sentence)
            and not self.has_opener(phrase, sentence.first)
        ):
            return False
        if phrase.words and phrase.role not in ("around", "area"):
            return self._is_governed(phrase)
        places = [*phrase.names[0].whole, *phrase.names[0].candidates]
        if not places:
            return phrase.names[0].is_unlisted
        return bool(phrase.names[0].whole) or self._is_supported(phrase, places, before, after, sentence)

    def _take_alike(self, name: Name) -> bool:
        """A foreign name in a spelling that no list has is one of the report's lands; False if none is left."""
        if not name.alike:
            return True
        name.candidates = [place for place in name.alike if self.context.is_home(place)]
        return bool(name.candidates) or not name.is_heard

    @staticmethod
    def _is_imported(name: Name) -> bool:
        """True where only imported lists know the name."""
        places = [*name.whole, *name.candidates]
        return bool(places) and all(place.prominence < 0 for place in places)

    def _drop_foreign_sites(self, name: Name) -> bool:
        """Takes palaces, streets, bridges of lands that nothing else in the report names; False if nothing is left."""
        places = [*name.whole, *name.candidates]
        foreign = {p.id for p in places if p.kind in EVERYWHERE and not self.context.countries[land_of(p)]}
        name.whole = [place for place in name.whole if place.id not in foreign]
        name.candidates = [place for place in name.candidates if place.id not in foreign]
        return not foreign or bool(name.whole or name.candidates)

    def _keep_sure(self, phrase: Phrase, after: Phrase | None, sentence: Sentence) -> bool:
        """Takes imported places from a name that is not surely one; False if nothing but them was there."""
        name = phrase.names[0]
        if all(place.prominence >= 0 for place in (*name.whole, *name.candidates)):
            return True
        if self._is_sure(phrase, after, sentence):
            return True
        is_only = self._is_imported(name)
        name.whole = [place for place in name.whole if place.prominence >= 0]
        name.candidates = [place for place in name.candidates if place.prominence >= 0]
        return not is_only

    def _drop_unsure(self, phrase: Phrase) -> None:
        """A further name of a list that only imported lists know counts after a plural noun only: «قرى X وY»."""
        if any(word.number != "one" for word in phrase.words):
            return
        for number, name in enumerate(phrase.names[1:], start=1):
            if self._is_imported(name):
                del phrase.names[number:]
                phrase.last = phrase.names[-1].last
                return

    def _is_sure(self, phrase: Phrase, after: Phrase | None, sentence: Sentence) -> bool:
        """A name of an imported list: several words or the article, and after a noun for it or before what holds it."""
        name = phrase.names[0]
        held = after is not None and self._is_held(phrase, after)
        is_single = name.last - name.first == 1
        if is_single and (self._is_one_of(name, self.words.doubtful) or self._is_class_noun(name)):
            return False
        spoken = self.doc.tokens[name.first].folded[len(name.joined) :]
        if is_single and not spoken.startswith(ARTICLE):
            return held and phrase.role == "settle"
        if phrase.words and phrase.role in ("settle", "district"):
            return True
        opener = bool(phrase.words) or self.has_opener(phrase, sentence.first)
        kinds = {place.kind for place in (*name.whole, *name.candidates)}
        fits = not phrase.words or phrase.role in ("rural", "around", "area") or phrase.noun.kind in kinds
        return held and opener and fits

    def _is_governed(self, phrase: Phrase) -> bool:
        """A name after «قرية», «ريف»: any name but a word that is never one."""
        name = phrase.names[0]
        if any(place.prominence >= 0 for place in name.whole):
            return True
        if phrase.role in ("rural", "around", "area") and self._is_class_noun(name):
            return False
        if phrase.role == "road":
            return self._is_near(name.candidates) or any(place.prominence >= _TOWN for place in name.candidates)
        if self._is_adjective(phrase, name) or self._is_foreign_noun(phrase, name):
            return False
        is_definite = self.doc.tokens[name.first].folded.startswith(ARTICLE)
        if not self._is_one_of(name, self.words.never) or is_definite and self._is_near(name.candidates):
            return True
        return phrase.role in ("settle", "admin", "district") and any(map(self._is_home_town, name.candidates))

    def _is_adjective(self, phrase: Phrase, name: Name) -> bool:
        """«محافظات عراقية», «محلية الصنع»: a noun and its adjective, and some hamlet of that name."""
        if phrase.words[-1].id == _LOCALITY and not any(place.country == _LOCALITY_LAND for place in name.candidates):
            return True
        token = self.doc.tokens[name.first]
        is_nisba = token.folded.endswith(_NISBA) and not token.folded.startswith(ARTICLE)
        if not name.candidates or not is_nisba or name.last - name.first > 1:
            return False
        is_other = all(fold(place.name) == ARTICLE + token.folded for place in name.candidates)
        return (
            is_other
            and all(place.prominence < 1 for place in name.candidates)
            or all(place.prominence < 0 for place in name.candidates)
        )

    def _is_foreign_noun(self, phrase: Phrase, name: Name) -> bool:
        """«جولة», «مديرية» are places in Yemen, the latter in Afghanistan too; elsewhere a round and an office."""
        lands = _YEMENI.get(phrase.words[-1].id)
        if lands is None or any(self.context.countries[land] for land in lands):
            return False
        return not any(place.kind in _DISTRICTS and place.prominence >= _TOWN for place in name.candidates)

    def _drop_other_spellings(self, name: Name) -> None:
        """A single bare word names only places written just so, the article included."""
        if name.last - name.first > 1:
            return
        token = self.doc.tokens[name.first]
        spoken = token.folded[len(name.joined) :].replace(_HAMZA, "")
        name.candidates = [p for p in name.candidates if any(_written(each) == spoken for each in p.names)]

    def _is_supported(
        self,
        phrase: Phrase,
        places: list[GazetteerPlace],
        before: Phrase | None,
        after: Phrase | None,
        sentence: Sentence,
    ) -> bool:
        name = phrase.names[0]
        if self._is_no_name(phrase, name, sentence.first):
            return False
        opener = bool(phrase.words) or self.has_opener(phrase, sentence.first)
        listed = before is not None and self._is_listed(before, phrase) or is_heading(self.doc, phrase, sentence)
        held = after is not None and self._is_held(phrase, after)
        if self._is_said_near(phrase, sentence.first) and not self._is_one_of(name, self.words.common):
            return True
        most = max(self._weight(place) for place in places)
        most = max(most, _TOWN) if self._is_part_of_land(name, places) else most
        if self._is_one_of(name, self.words.adjectives) and not (opener or listed):
            return False
        if LAM in phrase.joined and most < _TOWN:
            return False
        if self._is_one_of(name, self.words.common):
            if self._is_described(name):
                return False
            if self._is_said_inside(phrase, sentence.first) and self._is_of_country(places):
                return True
            return held or self._is_near(places) and (listed and most >= 1 or opener and most >= 2)
        is_abroad = most >= 4 and not any(self.context.is_home(place) for place in places)
        if is_abroad or most >= _CAPITAL and any(place.kind == "city" for place in places):
            return opener or listed or held or sentence.is_title
        if most >= _TOWN or name.last - name.first > 1 and most >= 1 and self._is_near(places):
            return opener or listed or held or not phrase.joined
        if not (opener or listed or held or len(phrase.names) > 1):
            return False
        if most >= 1:
            return held or self._is_near(places) or opener and self._is_well_known(name, places)
        if most < 0:
            return held
        return (opener or listed) and (held or not phrase.joined and self._is_near(places))

    def _is_undone(self, phrase: Phrase) -> bool:
        """«القضاء على»: no district, but an end made of something; «المحلية» outside Sudan: an adjective."""
        tokens = self.doc.tokens
        if phrase.words[0].id == _LOCALITY:
            return not self.context.countries[_LOCALITY_LAND]
        if phrase.words[0].id != _QADA or phrase.last >= len(tokens):
            return False
        return tokens[phrase.last].folded in self.words.toward

    def _is_person(self, phrase: Phrase, first: int) -> bool:
        """«ياسر X»: a bare word right after a given name, or a given name before a surname with the article."""
        name = phrase.names[0]
        tokens = self.doc.tokens
        if name.last - name.first > 1 or phrase.bearing:
            return False
        if not name.joined and phrase.first > first and self._is_given(tokens[phrase.first - 1].folded):
            return True
        spoken = tokens[name.first].folded[len(name.joined) :]
        return spoken in self.words.given and not name.joined and self._is_described(name)

    def _is_given(self, folded: str) -> bool:
        return folded in self.words.given and folded not in self.words.before

    def _is_described(self, name: Name) -> bool:
        """A definite word in the form of a nisba follows: «X الكردستاني», «X الزعبي»."""
        tokens = self.doc.tokens
        if name.last - name.first > 1 or name.last >= len(tokens):
            return False
        after = tokens[name.last].folded
        return after.startswith(ARTICLE) and len(after) > 5 and after.endswith(_NISBAS)

    def _is_no_name(self, phrase: Phrase, name: Name, first: int) -> bool:
        """A word that is never a place, a noun for places, part of a fixed expression, a person's name."""
        if self._is_one_of(name, self.words.never) or phrase.words and self._is_one_of(name, self.words.links):
            return True
        if self._is_class_noun(name) or self._is_sectored(phrase):
            return True
        return not phrase.words and (is_saying(self.doc, self.words, name) or self._is_person(phrase, first))

    def _is_well_known(self, name: Name, places: list[GazetteerPlace]) -> bool:
        """A town or a name of several words, in a country that the report speaks of, and no common word."""
        if self._is_one_of(name, self.words.doubtful):
            return False
        least = 1 if name.last - name.first > 1 else _VILLAGE
        return any(place.prominence >= least and self._is_spoken_of(place) for place in places)

    def _is_spoken_of(self, place: GazetteerPlace) -> bool:
        """True for a place of a country that makes up a good part of the report, or that other names speak for."""
        told = self.context.countries[land_of(place)]
        return self.context.is_home(place) or place.kind in SETTLEMENTS and told > 1 + place.prominence

    def _is_said_inside(self, phrase: Phrase, first: int) -> bool:
        """«في X», «باتجاه X»."""
        index = index_before(self.doc, phrase.opens, first)
        return index is not None and any(key in self.words.inside for key in self.doc.tokens[index].keys)

    def _is_of_country(self, places: list[GazetteerPlace]) -> bool:
        """True if a town of that name lies in the country that the report is about."""
        return any(place.prominence >= _TOWN and land_of(place) == self.context.country for place in places)

    def _is_part_of_land(self, name: Name, places: list[GazetteerPlace]) -> bool:
        """«شمال X», a row of its own: as sure as X."""
        opens = self.words.bearing_at(self.doc.tokens[name.first]) is not None
        return opens and name.last - name.first > 1 and any(place.kind == "region" for place in places)

    def _is_said_near(self, phrase: Phrase, first: int) -> bool:
        """«قرب X», «بالقرب من X»."""
        index = index_before(self.doc, phrase.opens, first)
        if index is not None and index > first and self.doc.tokens[index].folded in self.words.links:
            index -= 1
        return index is not None and any(key in self.words.near for key in self.doc.tokens[index].keys)

    def _weight(self, place: GazetteerPlace) -> int:
        """Prominence, less abroad."""
        if self.context.is_home(place) or place.prominence >= 4 or place.kind in ("country", "governorate"):
            return place.prominence
        return min(place.prominence, 1)

    def _is_near(self, places: list[GazetteerPlace]) -> bool:
        """True if a place lies in a province that the report names otherwise, or near another place of it."""
        for place in places:
            if not self.context.is_home(place):
                continue
            if self.context.provinces[place.admin1] > 1 or not self.context.anchors:
                return True
            if any(
                anchor is not place
                and (
                    anchor.admin1 == place.admin1
                    or distance_km(place.lat, place.lon, anchor.lat, anchor.lon) <= _NEAR_KM
                )
                for anchor in self.context.anchors
            ):
                return True
        return False

    def _is_one_of(self, name: Name, words: frozenset[str]) -> bool:
        if name.last - name.first > 1:
            return False
        token = self.doc.tokens[name.first]
        spoken = token.folded[len(name.joined) :]
        if len(spoken) <= 2:
            return not self._is_written_so(token, name)
        return spoken in words or token.folded in words

    def _is_written_so(self, token: Token, name: Name) -> bool:
        """«إب»: a town of two letters, the hamza where it belongs."""
        written = joined_up(self.doc.source[token.start : token.end])
        return any(
            place.prominence >= _TOWN and written == name.joined + place.name and place.name[0] in _HAMZA_BELOW
            for place in name.candidates
        )

    def _is_class_noun(self, name: Name) -> bool:
        return name.last - name.first == 1 and self.words.class_at(self.doc.tokens[name.first]) is not None

    def _is_sectored(self, phrase: Phrase) -> bool:
        """«الضفة الجنوبية»: a noun with the article and a sector is no name."""
        tokens = self.doc.tokens
        name = phrase.names[0]
        if name.last - name.first > 1 or name.last >= len(tokens):
            return False
        is_definite = tokens[name.first].folded[len(name.joined) :].startswith(ARTICLE)
        return is_definite and not phrase.sectors and self.words.sector_at(tokens[name.last]) is not None

    def has_opener(self, phrase: Phrase, first: int) -> bool:
        """True after «العاصمة», a preposition or verb that a place follows, or with a joined «ب»."""
        if BA in phrase.joined or phrase.bearing or not phrase.words and phrase.names[0].first > phrase.first:
            return True
        index = index_before(self.doc, phrase.opens, first)
        if index is None:
            return False
        token: Token = self.doc.tokens[index]
        words = self.words
        openers = (words.before, words.near, words.links)
        return any(key in each for each in openers for key in token.keys) or words.between in token.keys

    def _is_listed(self, before: Phrase, phrase: Phrase) -> bool:
        """«X وY», «X، Y»: right after another place."""
        gap = self.doc.tokens[before.last : phrase.opens]
        return not gap and phrase.joined.startswith(WAW) or len(gap) == 1 and gap[0].folded in "\u060c,"

    def _is_held(self, phrase: Phrase, after: Phrase) -> bool:
        """«X بريف Y», «X في محافظة Y»: a class noun for what holds it follows."""
        if not after.words or after.is_back_reference:
            return False
        gap = self.doc.tokens[phrase.last : after.opens]
        if not gap:
            return after.joined == BA or bool(after.bearing)
        return len(gap) <= 2 and all(token.folded in self.words.links for token in gap)
