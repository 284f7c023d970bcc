"""What of a party's words is its name: «ميليشيا جيش المهدي» is «جيش المهدي», «حركة "حسم"» is «حسم»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.actor.frames import without_joined
from marsad.mention.actor.reading import Reading


def own_name(reading: Reading, hit: Hit) -> str:
    """The name as in the text, without a noun before it that the name does not need."""
    for inside in range(hit.first + 1, hit.last):
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
