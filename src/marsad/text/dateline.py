"""Where a report's dateline stands: the towns before the first dash («موسكو، غروزني - أ ف ب - قصفت …»)."""

from __future__ import annotations

from marsad.model import Doc, Sentence

_MOST_TOKENS, _LAST_PARAGRAPH = 6, 2
_DASHES = frozenset("-\u2013\u2014")
_COMMAS = frozenset(",\u060c")


def dateline_end(doc: Doc, sentence: Sentence) -> int:
    """The dash that closes the towns with which a sentence at the head of a report opens; its first token if none."""
    if sentence.is_title or sentence.paragraph > _LAST_PARAGRAPH:
        return sentence.first
    last = min(sentence.last, sentence.first + _MOST_TOKENS)
    for index in range(sentence.first, last):
        token = doc.tokens[index]
        if token.folded in _DASHES:
            return index
        if token.kind != "word" and token.folded not in _COMMAS:
            break
    return sentence.first


def is_in_dateline(doc: Doc, first: int, last: int) -> bool:
    """True for tokens `[first, last)` that are a whole item of a dateline: from its start or a comma to the next or to
    its dash.
    """
    sentence = doc.sentences[doc.sentence_of[first]]
    end = dateline_end(doc, sentence)
    if last > end:
        return False
    opens = first == sentence.first or doc.tokens[first - 1].folded in _COMMAS
    return opens and (last == end or doc.tokens[last].folded in _COMMAS)
