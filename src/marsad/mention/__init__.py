"""Finders of mentions: one package per kind, one module per language."""

from __future__ import annotations

from marsad.mention.actor import STRUCK, find_actors
from marsad.mention.count import find_counts
from marsad.mention.date import find_dates
from marsad.mention.number import find_numerals
from marsad.mention.page import read_page
from marsad.mention.place import find_places
from marsad.mention.source import find_sources
from marsad.mention.trigger import find_triggers
from marsad.mention.weapon import find_weapons
from marsad.model import Doc, Mentions

__all__ = ["find_mentions", "read_page"]


def find_mentions(doc: Doc) -> Mentions:
    """All mentions of a Doc, by kind."""
    places = tuple(find_places(doc))
    numerals = find_numerals(doc)
    actors = find_actors(doc, places, numerals)
    dates = tuple(find_dates(doc, numerals))
    sources = tuple(find_sources(doc, [actor for actor in actors if actor.rule != STRUCK]))
    return Mentions(
        triggers=tuple(find_triggers(doc, (*dates, *places, *sources))),
        counts=tuple(find_counts(doc, numerals)),
        dates=dates,
        places=places,
        actors=tuple(actors),
        sources=sources,
        weapons=tuple(find_weapons(doc)),
    )
