"""Whose «army» somebody means who speaks for one: «قال متحدث عسكري إسرائيلي إن الجيش …», wherever the place lies."""

from __future__ import annotations

from marsad.mention.actor.reading import Reading

_VOICE = "link.army_voice"
#: «أن» and «إن», folded, bare or behind «ب»
_THAT = frozenset({"\u0627\u0646", "\u0628\u0627\u0646"})


def speaking_country(reading: Reading, index: int) -> str:
    """The country whose army or ministry of defence tells what stands at a token, by the words before «أن» in its
    sentence; "" where nobody does, or where another country is named between.
    """
    first = reading.doc.sentences[reading.doc.sentence_of[index]].first
    that = next((at for at in range(index - 1, first, -1) if reading.doc.tokens[at].folded in _THAT), first)
    for at in range(that - 1, first - 1, -1):
        voice = next((hit for hit in reading.at("link", at) if hit.id == _VOICE), None)
        told = _country_at(reading, reading.past_quotes(voice.last)) if voice is not None else ""
        if told:
            others = {_country_at(reading, step) for step in range(that + 1, index)} - {"", told}
            return "" if others else told
    return ""


def _country_at(reading: Reading, index: int) -> str:
    """The country that a nationality at a token tells."""
    return next((hit.term.text("country") for hit in reading.at("nation", index)), "")
