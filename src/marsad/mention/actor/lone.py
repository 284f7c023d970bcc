"""Attackers of no name: «طعنه شاب فلسطيني», «فجر لاجئ سوري نفسه», «على يد رجل من أصل …», «فلسطيني يدهس جنودا»."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE

#: words that say more of the man, words between him and his means, or between the deed and him
_MOST_TRAITS = 4
_MOST_TO_MEANS = 5
_MOST_TO_MAN = 3
_SHOTS = 5
#: where a man who attacks is one of the people of the place, told so without his nation
_AT_HOME = frozenset({"PS", "IL"})
_ALIF, _TANWEEN = "\u0627", "\u064b"


def read_lone(reading: Reading) -> Iterator[Candidate]:
    """Single attackers, and two together, by the words that tell what they are, where the deed stands by them."""
    for first in sorted({*reading.starts.get("lone", {}), *reading.starts.get("nation", {})}):
        last = _end_of_man(reading, first)
        if last and (_did_before(reading, first, last) or _did_behind(reading, last)):
            actor = _actor(reading, first, last)
            if actor:
                yield Candidate(first, last, actor, "lone_attacker")


def _actor(reading: Reading, first: int, last: int) -> str:
    """His words where they tell his nation; else a gunman where shots are told near him."""
    if _is_at_home(reading, first) or any(reading.at("nation", at) for at in range(first, last)):
        return "x:" + _name(reading, first, last)
    sentence = reading.doc.sentence_of
    near = range(max(0, first - _SHOTS), min(last + _SHOTS, len(sentence)))
    links = (link.id for at in near if sentence[at] == sentence[first] for link in reading.at("link", at))
    return "unknown-gunmen" if "link.shooting" in links else ""


def _is_at_home(reading: Reading, first: int) -> bool:
    return reading.setting.country_at(first) in _AT_HOME


def _end_of_man(reading: Reading, first: int) -> int:
    """Where the words for a man end that open at a token; 0 where none do or nobody knows him."""
    heads = [hit.last for hit in _of(reading, first, "man")]
    heads += [hit.last for hit in reading.at("nation", first) if _is_one_man(reading, hit)]
    last, stop = max(heads, default=0), reading.stop(first)
    for _ in range(_MOST_TRAITS if last else 0):
        if last >= stop or _of(reading, last, "unknown"):
            return 0 if last < stop else last
        traits = [hit.last for hit in _of(reading, last, "trait")]
        traits += [hit.last for hit in reading.at("nation", last) if not hit.joined]
        if not traits:
            return _end_of_descent(reading, last, stop)
        last = max(traits)
    return last


def _is_one_man(reading: Reading, nation: Hit) -> bool:
    """«فلسطيني», «تونسية», «فلسطينيان»: no plural, no land («سوريا»), nothing joined."""
    is_country = bool(reading.at("country", nation.first))
    return not nation.joined and nation.number != "many" and not is_country and not _is_adjective(reading, nation.first)


def _is_adjective(reading: Reading, at: int) -> bool:
    """True where the word before is a noun of a man or another word that a nationality describes."""
    before = at - 1
    if before < 0 or reading.doc.sentence_of[before] != reading.doc.sentence_of[at]:
        return False
    return not (_of(reading, before, "deed") or _of(reading, before, "deed_to") or _is_opening(reading, before))


def _is_opening(reading: Reading, at: int) -> bool:
    return reading.doc.tokens[at].kind == "punct"


def _end_of_descent(reading: Reading, at: int, stop: int) -> int:
    """With «من أصل …», «من بلدة …» behind the man, where these end."""
    links = _of(reading, at, "from")
    last = max((hit.last for hit in links), default=at)
    if not links or last >= stop or reading.doc.tokens[last].kind != "word":
        return at
    if last == at + 1 and not reading.doc.tokens[last].folded.startswith(ARTICLE):
        return at
    return last + 1


def _did_before(reading: Reading, first: int, last: int) -> bool:
    """The deed right before the man, or, where its means stands behind him, a word or two before."""
    sentence = reading.doc.sentence_of
    for at in range(first - 1, max(-1, first - 1 - _MOST_TO_MAN), -1):
        if sentence[at] != sentence[first] or reading.doc.tokens[at].kind == "punct":
            return False
        if any(hit.last == first for hit in _of(reading, at, "deed_to")):
            return True
        if any(hit.last <= first for hit in _of(reading, at, "deed")):
            return _has_means(reading, last)
    return False


def _did_behind(reading: Reading, last: int) -> bool:
    """The deed right behind the man, with its means."""
    deeds = _of(reading, last, "did") if last < len(reading.doc.tokens) else []
    return bool(deeds) and deeds[0].last < reading.stop(last - 1) and _has_means(reading, deeds[0].last)


def _has_means(reading: Reading, index: int) -> bool:
    end = min(index + _MOST_TO_MEANS, reading.stop(index - 1))
    return any(_of(reading, at, "means") for at in range(index, end))


def _of(reading: Reading, at: int, what: str) -> list[Hit]:
    """Such words that open at a token, with nothing joined but to a deed."""
    return [
        hit
        for hit in reading.at("lone", at)
        if hit.id == f"lone.{what}" and (not hit.joined or what in ("deed", "deed_to", "did", "means"))
    ]


def _name(reading: Reading, first: int, last: int) -> str:
    """The words without quote marks; «شابا فلسطينيا» is «شاب فلسطيني»."""
    words = []
    for at in range(first, last):
        token = reading.doc.tokens[at]
        word = reading.doc.words(token.span)
        if token.folded in QUOTES:
            continue
        is_accusative = token.folded.endswith(_ALIF) and _is_known(reading, at)
        words.append(word.replace(_TANWEEN, "").removesuffix(_ALIF) if is_accusative else word)
    return " ".join(words)


def _is_known(reading: Reading, at: int) -> bool:
    return bool(_of(reading, at, "man") or _of(reading, at, "trait") or reading.at("nation", at))
