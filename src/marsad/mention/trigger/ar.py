"""Arabic triggers: words of the lexicon, and verbs that state an act only together with an object further on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon, longest
from marsad.model import DateMention, Doc, TriggerMention

#: words that may stand between a verb and its object: the doer with his unit, a time, a place
REACH = 7


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "trigger").terms)


@lru_cache(maxsize=1)
def _frames() -> Matcher:
    return Matcher(load_lexicon("ar", "frame").terms)


def _mention(doc: Doc, hit: Hit, rule: str = "word_of_an_act") -> TriggerMention:
    term = hit.term
    form = hit.tense or (hit.number if term.text("form") == "noun" and hit.number else term.text("form"))
    return TriggerMention(
        doc.span_of(hit.first, hit.last),
        hit.first,
        hit.last,
        rule,
        hit.joined,
        id=hit.id,
        type=term.text("type"),
        form=form,
        weapons=term.texts("weapons") if term.attrs.get("weapons") else (),
        frame=term.text("frame"),
    )


def _framed(doc: Doc) -> Iterator[tuple[Hit, Hit]]:
    """Verbs with the object that follows in the same sentence, up to `REACH` words between."""
    hits = _frames().find(doc)
    for verb in hits:
        wanted = verb.term.text("objects")
        for other in hits if wanted else ():
            is_near = (
                0 <= other.first - verb.last <= REACH and doc.sentence_of[other.first] == doc.sentence_of[verb.first]
            )
            if other.id == wanted and is_near:
                yield verb, other
                break


def find_triggers(doc: Doc, dates: Sequence[DateMention] = ()) -> list[TriggerMention]:
    """Every trigger of a Doc, in text order, none overlapping another: a verb with its object goes before the bare
    words. A word of a time states no act: «فجر اليوم» is a dawn, not a blast.
    """
    timed = {at for date in dates for at in range(date.first, date.last)}
    words = [hit for hit in longest(_matcher().find(doc)) if not timed.issuperset(range(hit.first, hit.last))]
    objects = dict(_framed(doc))
    nearest = sorted(objects, key=lambda verb: objects[verb].first)
    framed = [hit for hit in longest(nearest) if not any(w.first <= hit.first and hit.last < w.last for w in words)]
    taken = {at for hit in framed for part in (hit, objects[hit]) for at in range(part.first, part.last)}
    found = [_mention(doc, hit, "verb_and_object_of_an_act") for hit in framed]
    found += [_mention(doc, hit) for hit in words if taken.isdisjoint(range(hit.first, hit.last))]
    return sorted(found, key=lambda mention: mention.first)
