"""Finds the places that a report names, and resolves them."""

from __future__ import annotations

from marsad.lexicon.gazetteer import Gazetteer
from marsad.lexicon.places import own_gazetteer
from marsad.mention.place.finder import PlaceFinder
from marsad.mention.place.origin import without_origins
from marsad.mention.place.words import place_words
from marsad.model import Doc, PlaceMention


def find_places(doc: Doc, gazetteer: Gazetteer | None = None) -> list[PlaceMention]:
    """The places of a Doc in text order, each with point, radius, province, parents and the candidates that lost."""
    words = place_words()
    return without_origins(doc, words, PlaceFinder(doc, gazetteer or own_gazetteer(), words).find())


__all__ = ["find_places"]
