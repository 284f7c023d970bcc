"""Groups that no list has, by the name they give themselves: «جماعة مجهولة تسمي نفسها "…"», «فصيل يدعى "…"»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE

#: how many words before the naming verb the group's noun may stand
_MOST_BEFORE = 8
_MOST_WORDS = 6
#: the same for verbs that others name it with: «حركة تدعى …»
_NEAR = 2
#: how «نفسها», «أنفسهم» begin once folded, and participles that mostly tell a man
_SELF = ("\u0646\u0641\u0633", "\u0627\u0646\u0641\u0633")
_OF_ONE_MAN = frozenset(("\u0627\u0644\u0645\u062f\u0639\u0648", "\u0627\u0644\u0645\u0644\u0642\u0628"))
#: quote marks and brackets that may stand round such a name
_OPENING = frozenset('"\u00ab\u201c\u201d\u2018\u2019(\'')


def read_self_named(reading: Reading, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """A band told by a noun, a verb of naming, then its name in quote marks, or one that opens as names of bands do."""
    for hits in reading.starts.get("link", {}).values():
        link = next((hit for hit in hits if hit.id == "link.also_named"), None)
        if link is None or not _follows_band(reading, link):
            continue
        first = reading.past_quotes(link.last)
        if first >= reading.stop(link.first) or first in named:
            continue
        is_quoted = reading.doc.tokens[first - 1].folded in _OPENING
        last = _closing(reading, first) if is_quoted else _end_of_plain(reading, first)
        if last:
            name = reading.doc.words(reading.doc.span_of(first, last))
            yield Candidate(first, last, "x:" + name, "self_named_group")


def _follows_band(reading: Reading, link: Hit) -> bool:
    """True where the nearest noun of a band or of people before the verb is one of a band; a man is «called» too."""
    start = reading.doc.sentences[reading.doc.sentence_of[link.first]].first
    is_own = any(word.startswith(_SELF) for word in link.form.split())
    if not is_own and link.form.split()[-1] in _OF_ONE_MAN:
        return False
    near = _MOST_BEFORE if is_own else _NEAR
    for at in range(link.first - 1, max(start, link.first - near) - 1, -1):
        if any(hit.id == "link.band" for hit in reading.at("link", at)) or reading.at("group", at):
            return True
        if any(not hit.term.attrs.get("fighter") for hit in reading.at("people", at)):
            return False
    return False


def _closing(reading: Reading, first: int) -> int:
    """The closing mark of a quoted name; 0 where none stands near, or where more than a name is quoted."""
    tokens, stop = reading.doc.tokens, reading.stop(first)
    for at in range(first + 1, min(first + 1 + _MOST_WORDS, stop)):
        if tokens[at].folded in QUOTES:
            return at
        if tokens[at].kind == "punct" and tokens[at].folded != "-":
            return 0
    return 0


def _end_of_plain(reading: Reading, first: int) -> int:
    """The end of a name without marks: a noun that opens names of bands, and the word that it needs."""
    opens = [hit.last for hit in reading.at("link", first) if hit.id == "link.name_opener"]
    opens += [hit.last for hit in reading.at("group", first) if hit.term.attrs.get("plain")]
    last = max(opens, default=0)
    tokens, stop = reading.doc.tokens, reading.stop(first)
    if not last or last >= stop or tokens[last].kind != "word" or reading.at("given_name", first):
        return 0
    last += 1
    if last < stop and tokens[last].folded.startswith(ARTICLE) and not reading.at("people", last):
        last += 1
    return last
