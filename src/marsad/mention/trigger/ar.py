"""Arabic triggers: words of the lexicon, and verbs that state an act only together with an object further on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon, longest
from marsad.model import Doc, Mention, TriggerMention

#: words that may stand between a verb and its object: the doer with his unit, a time, a place
REACH = 10
#: words that may stand between a verb and its subject before it
REACH_BACK = 3


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
    """Verbs with the object that follows in the same sentence, up to `REACH` words between; verbs of either order also
    with the one that stands before them («محتجون يغلقون …»).
    """
    hits = _frames().find(doc)
    objects: dict[str, list[Hit]] = {}
    for hit in hits:
        objects.setdefault(hit.id, []).append(hit)
    for verb in hits:
        sentence = doc.sentence_of[verb.first]
        found = [o for o in objects.get(verb.term.text("objects"), ()) if doc.sentence_of[o.first] == sentence]
        behind = next((o for o in found if 0 <= o.first - verb.last <= REACH), None)
        if behind is None and verb.term.text("order") == "either":
            behind = next((o for o in reversed(found) if 0 <= verb.first - o.last <= REACH_BACK), None)
        if behind is not None:
            yield verb, behind


def find_triggers(doc: Doc, names: Sequence[Mention] = ()) -> list[TriggerMention]:
    """Every trigger of a Doc, in text order, none overlapping another: a verb with its object goes before the bare
    words. A word of a time, a place or a speaker, the `names`, states no act: «فجر اليوم» is a dawn, not a blast.
    """
    named = {at for name in names for at in range(name.first, name.last)}
    words = [hit for hit in longest(_matcher().find(doc)) if not named.issuperset(range(hit.first, hit.last))]
    objects = dict(_framed(doc))
    nearest = sorted(objects, key=lambda verb: abs(objects[verb].first - verb.first))
    framed = [hit for hit in longest(nearest) if not any(w.first <= hit.first and hit.last < w.last for w in words)]
    verbs = {(hit.first, hit.last) for hit in framed}
    parts = (hit for verb, behind in objects.items() if (verb.first, verb.last) in verbs for hit in (verb, behind))
    taken = {at for part in parts for at in range(part.first, part.last)}
    found = [_mention(doc, hit, "verb_and_object_of_an_act") for hit in framed]
    found += [_mention(doc, hit) for hit in words if taken.isdisjoint(range(hit.first, hit.last))]
    return sorted(found, key=lambda mention: mention.first)
