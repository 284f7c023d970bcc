"""Arabic triggers, straight from the lexicon: of overlapping entries the longest counts."""

from __future__ import annotations

from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon, longest
from marsad.model import Doc, TriggerMention


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "trigger").terms)


def _mention(doc: Doc, hit: Hit) -> TriggerMention:
    term = hit.term
    form = hit.tense or (hit.number if term.text("form") == "noun" and hit.number else term.text("form"))
    return TriggerMention(
        doc.span_of(hit.first, hit.last),
        hit.first,
        hit.last,
        "word_of_an_act",
        hit.joined,
        id=hit.id,
        type=term.text("type"),
        form=form,
        weapons=term.texts("weapons") if term.attrs.get("weapons") else (),
    )


def find_triggers(doc: Doc) -> list[TriggerMention]:
    """Every word or phrase of the trigger lexicon in a Doc, in text order, none overlapping another."""
    return [_mention(doc, hit) for hit in longest(_matcher().find(doc))]
