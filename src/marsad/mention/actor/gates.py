"""Where a name that means other things too stands for the party: «فتح» is also an opening, «إسرائيل» also a land."""

from __future__ import annotations

from datetime import date

from marsad.lexicon import Hit
from marsad.mention.actor.foreign import adjective_of_nation
from marsad.mention.actor.reading import Reading
from marsad.mention.actor.vocabulary import country_of
from marsad.text.clitics import ARTICLE, BA, LAM, WAW
from marsad.text.dateline import is_in_dateline

#: how many words long the words are that stand before a name and tell that it is one
_MOST_WORDS = 2
#: «كل من …», «كلا من …»: behind these parties are told, and no place
_BOTH_OF = (["\u0643\u0644", "\u0645\u0646"], ["\u0643\u0644\u0627", "\u0645\u0646"])
#: parties that are told in one breath with those that have a common noun for a name
_LAND = "PS"


def is_open(reading: Reading, hit: Hit) -> bool:
    """False where a name that means other things too stands in a place that tells against the party."""
    countries = hit.term.texts("country")
    if countries and not any(reading.setting.speaks_of(hit.first, country) for country in countries):
        return False
    if _is_elses(reading, hit) or _is_cut(reading, hit):
        return False
    opens = hit.term.text("opens")
    if opens and reading.day < date.fromisoformat(opens):
        return False
    gate = hit.term.text("gate")
    if gate == "metonym":
        if is_in_dateline(reading.doc, hit.first, hit.last):  # «أنقرة - أ ف ب - قتل …»
            return False
        return not (hit.joined.startswith(BA) or _follows_place_word(reading, hit.first))
    if gate in ("quoted", "lone") and _is_quoted(reading, hit):
        return True
    if gate == "lone":
        return _is_beside(reading, hit) or _stands_alone(reading, hit)
    return gate == "" or (gate == "beside" and _is_beside(reading, hit))


def _is_elses(reading: Reading, hit: Hit) -> bool:
    """True where a word beside a name tells that it is another's: «وزارة الدفاع الوطني», «جيش الاحتلال الروسي»."""
    unless = hit.term.text("unless")
    if unless == "nation":
        nation = adjective_of_nation(reading, hit.last)
        return nation is not None and nation.term.text("country") not in hit.term.texts("held")
    if unless == "ministry" and hit.first > 0:
        return any(link.id == "link.ministry" and link.last == hit.first for link in reading.at("link", hit.first - 1))
    return False


def _is_cut(reading: Reading, hit: Hit) -> bool:
    """«مسلحو فتح» in «مسلحو فتح الانتفاضة»: a longer name of another party begins inside."""
    inside = (other for at in range(hit.first + 1, hit.last) for other in reading.at("unlisted", at))
    return any(other.last > hit.last and not other.joined for other in inside)


def _is_quoted(reading: Reading, hit: Hit) -> bool:
    tokens = reading.doc.tokens
    around = (
        hit.first > 0 and tokens[hit.first - 1].kind == "punct",
        hit.last < len(tokens) and tokens[hit.last].kind == "punct",
    )
    return all(around)


def _follows_place_word(reading: Reading, index: int) -> bool:
    if index == 0 or reading.doc.sentence_of[index - 1] != reading.doc.sentence_of[index]:
        return False
    if index > 1 and [token.folded for token in reading.doc.tokens[index - 2 : index]] in _BOTH_OF:
        return False
    links = reading.at("link", index - 1)
    return any(link.id in ("link.place", "link.not_party") and link.last == index for link in links)


def _is_beside(reading: Reading, hit: Hit) -> bool:
    """«فتح وحماس», «حماس والجهاد»: joined by «و» to a party of the same land."""
    if ARTICLE in hit.joined:
        return False
    if hit.last < reading.stop(hit.first) and any(_is_of_land(other) and _is_and(other) for other in _at(reading, hit)):
        return True
    if not _is_and(hit) or not _ends_name(reading, hit):
        return False
    before = range(max(0, hit.first - 3), hit.first)
    return any(_is_of_land(h) and h.last == hit.first for at in before for h in reading.at("actor", at))


def _stands_alone(reading: Reading, hit: Hit) -> bool:
    """«عناصر من فتح», «مقر لفتح»: behind a word that takes a party, and no opening of a road or a fire behind it."""
    if ARTICLE in hit.joined or hit.joined.endswith(LAM + LAM) or not _ends_name(reading, hit):
        return False
    if hit.joined.endswith(LAM):
        return True
    start = reading.doc.sentences[reading.doc.sentence_of[hit.first]].first
    before = range(max(start, hit.first - _MOST_WORDS), hit.first)
    return not hit.joined and any(
        word.id == "bare.before" and word.last == hit.first for at in before for word in reading.at("bare", at)
    )


def _ends_name(reading: Reading, hit: Hit) -> bool:
    """True where a clause ends behind a name, or a word follows that no noun of doing has right behind it."""
    if hit.last >= reading.stop(hit.first) or reading.doc.tokens[hit.last].kind == "punct":
        return True
    after = [*_at(reading, hit), *reading.at("unlisted", hit.last)]
    if any(_is_and(other) and "gate" not in other.term.attrs for other in after):
        return True
    return any(word.id == "bare.after" and not word.joined for word in reading.at("bare", hit.last))


def _at(reading: Reading, hit: Hit) -> list[Hit]:
    return reading.at("actor", hit.last)


def _is_and(hit: Hit) -> bool:
    return hit.joined[:1] == WAW


def _is_of_land(hit: Hit) -> bool:
    return "gate" not in hit.term.attrs and country_of(hit.term.text("actor") or hit.id) == _LAND
