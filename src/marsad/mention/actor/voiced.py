"""Whose «army» somebody means who speaks for one: «قال متحدث عسكري إسرائيلي إن الجيش …», wherever the place lies;
and where words of others begin.
"""

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
    that = that_before(reading, index)
    for at in range(that - 1, first - 1, -1):
        voice = next((hit for hit in reading.at("link", at) if hit.id == _VOICE), None)
        told = _country_at(reading, reading.past_quotes(voice.last)) if voice is not None else ""
        if told:
            others = {_country_at(reading, step) for step in range(that + 1, index)} - {"", told}
            return "" if others else told
    return ""


def that_before(reading: Reading, index: int) -> int:
    """The token of «أن» that stands next before a token in its sentence, else the first token of the sentence."""
    first = reading.doc.sentences[reading.doc.sentence_of[index]].first
    return next((at for at in range(index - 1, first, -1) if reading.doc.tokens[at].folded in _THAT), first)


def _country_at(reading: Reading, index: int) -> str:
    """The country that a nationality at a token tells."""
    return next((hit.term.text("country") for hit in reading.at("nation", index)), "")
