"""People who speak and are told by what they are alone: «أحد الركاب», «عدد من الخارجين», «منتخبون محليون»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.source.speaker import Speaker
from marsad.mention.source.vocabulary import Reading

#: who speaks without «one of» before it too
_ALONE = ("people.activists", "people.officials", "people.customary")


def people_at(reading: Reading, index: int, last: int) -> Speaker | None:
    """«أحد الركاب», «عدد من الخارجين»: unnamed people out of many, as the kind of source that they are; a lone
    tradesman or traveller keeps his own words.
    """
    some = reading.at("people", index, "people.some")
    if some is not None:
        hit = _of_many(reading, some)
        is_carried = index > 0 and reading.at("say", index - 1, "say.relay") is not None  # «نقل بعض المصابين»
        if hit is None or hit.last > last or is_carried:
            return None
        return Speaker(hit.term.text("source"), index, hit.last, "unnamed_source")
    alone = reading.at("people", index, *_ALONE)
    if alone is None or alone.joined or alone.last > last:
        return None
    if alone.id == "people.activists" and not _ends(reading, alone.last, last):
        return None
    return Speaker(alone.term.text("source"), index, alone.last, "unnamed_source")


def opens_people(reading: Reading, index: int, first: int) -> bool:
    """True inside «عدد من الخارجين» at the head of a subject, whose first words end one elsewhere."""
    some = reading.at("people", first, "people.some")
    return some is not None and index < some.last and _of_many(reading, some) is not None


def _of_many(reading: Reading, some: Hit) -> Hit | None:
    """The people that «one of» or «a number of» are out of."""
    if some.joined:
        return None
    hits = reading.starts.get("people", {}).get(some.last, ())
    return next((hit for hit in hits if hit.term.text("source")), None)


def _ends(reading: Reading, index: int, last: int) -> bool:
    """True where nothing but a place or what is told follows: «متطوع في ميليشيا» is told by his own words."""
    return index >= last and reading.at("source_head", index, "head.name_of") is None
