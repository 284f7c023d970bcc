"""What of a party's words is its name: «ميليشيا جيش المهدي» is «جيش المهدي», «حركة "حسم"» is «حسم»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.reading import Reading
from marsad.text.clitics import ARTICLE, LAM, joined_up

_WAW, _FA = "\u0648", "\u0641"
_PREPOSITIONS = ("\u0644", "\u0628", "\u0643")
#: marks of direction that some outlets print in names
_MARKS = "\u200e\u200f"


def own_name(reading: Reading, hit: Hit) -> str:
    """The name as in the text, without a noun before it that the name does not need."""
    for inside in () if hit.term.attrs.get("whole") else range(hit.first + 1, hit.last):
        if is_bare(reading, hit.first, inside, hit.last):
            return reading.doc.words(reading.doc.span_of(inside, hit.last))
    return without_joined(reading, hit, hit.last)


def is_bare(reading: Reading, first: int, inside: int, last: int) -> bool:
    """True where the words from `inside` to `last` are a listed name by themselves and what stands before is only a
    title: «جماعة», «مقاتلي»; «حركة» belongs to a name, unless the lexicon marks the name as one that goes without.
    """
    before = {link.id for link in reading.at("link", first) if reading.past_quotes(link.last) == inside}
    names = [hit for kind in ("unlisted", "actor") for hit in reading.at(kind, inside) if hit.last == last]
    if any(hit.term.attrs.get("bare") for hit in names):
        return bool(before & {"link.title", "link.movement"})
    return "link.title" in before and any(hit.term.kind == "unlisted" for hit in names)


def without_joined(reading: Reading, head: Hit, last: int) -> str:
    """A name as in the text without quote marks and what is joined to it: «للقوات …» gives «القوات …»."""
    words = joined_up(reading.doc.words(reading.doc.span_of(head.first, last)))
    name = "".join(letter for letter in words if letter not in QUOTES and letter not in _MARKS)
    bare = name[1:] if head.joined[:1] in (_WAW, _FA) else name
    rest = head.joined[1:] if bare is not name else head.joined
    if rest[:1] not in _PREPOSITIONS:
        return bare
    has_article = bare.startswith(LAM + LAM) and not head.form.startswith(LAM)
    return ARTICLE + bare[2:] if has_article else bare[1:]
