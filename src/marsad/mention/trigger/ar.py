"""Arabic triggers: words of the lexicon, and verbs that state an act only together with an object further on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon, longest
from marsad.mention.trigger.mishap import is_mishap, without_mishaps
from marsad.mention.trigger.things import with_drones, without_stores
from marsad.model import Doc, Mention, PlaceMention, TriggerMention

#: words that may stand between a verb and its object: the doer with his unit, a time, a place
REACH = 10
#: words that may stand between a verb and its subject before it
REACH_BACK = 3
#: words between a verb and its object from which on the object tells the act once more
APART = 3
#: words that leave the words of acts in them as they are
_ASIDE = (
    "mishap.air", "mishap.true_story", "mishap.belligerent", "mishap.provision", "mishap.visitor", "mishap.match",
    "mishap.verdict", "mishap.air_shot", "aside.sky", "aside.dawn", "aside.theirs",
)  # fmt: skip

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


def _reach(verb: Hit) -> int:
    """The words that may stand between a verb and its object: few where the object is common («قطع … أشجار»)."""
    return int(str(verb.term.attrs.get("reach", REACH)))


def _framed(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """Verbs with the object that follows in the same sentence, no more words between than the verb's reach; verbs of
    either order also with the one that stands before them («محتجون يغلقون …»).
    """
    objects: dict[str, list[Hit]] = {}
    for hit in hits:
        objects.setdefault(hit.id, []).append(hit)
    for verb in hits:
        sentence = doc.sentence_of[verb.first]
        found = [o for o in objects.get(verb.term.text("objects"), ()) if doc.sentence_of[o.first] == sentence]
        reach = _reach(verb)
        behind = next((o for o in found if 0 <= o.first - verb.last <= reach), None)
        if behind is None and verb.term.text("order") == "either":
            behind = next((o for o in reversed(found) if 0 <= verb.first - o.last <= REACH_BACK), None)
        if behind is not None:
            yield verb, behind


def _taken(hits: Sequence[Hit], names: Sequence[Mention]) -> Iterator[Hit]:
    """Words of a fall or an entry with the name of a place directly behind: «سقطت قندهار», «دخول الموصل»."""
    starts = {name.first for name in names if isinstance(name, PlaceMention)}
    for hit in hits:
        if hit.term.text("objects") == "place" and hit.last in starts:
            yield hit


def _covers(word: Hit, verb: Hit) -> bool:
    """True if a longer word of an act holds a verb: «تبادل» in «صفقة تبادل» is none."""
    return word.first <= verb.first and verb.last <= word.last and word.last - word.first > verb.last - verb.first


def _parts(verb: Hit, behind: Hit) -> tuple[Hit, ...]:
    """The hits that a verb with its object takes from the bare words: both near each other are one word of an act
    («شهدت البلدة مسيرة»), far apart the object tells it once more («شهدت البلدة مساء أمس الخميس مسيرة حاشدة»). An
    object that is an act of its own stays one («قمع المسيرة»).
    """
    near = behind.first - verb.last <= APART and not verb.term.attrs.get("apart")
    return (verb, behind) if near else (verb,)


def _provided(told: Sequence[Hit]) -> frozenset[int]:
    """Where a verb says what an accord provides for («يقضي بخروج المسلحين»): no death, and the act behind it stays. So
    does the dawn that is written like a verb («هاجموا القرية فجرا»), where two do not blow up what is theirs
    («فجرا نفسيهما»).
    """
    theirs = {hit.first for hit in told if hit.id == "aside.theirs"}
    dawns = {hit.first for hit in told if hit.id == "aside.dawn" and hit.last not in theirs}
    return frozenset(dawns | {hit.first for hit in told if hit.id == "mishap.provision"})


def find_triggers(doc: Doc, names: Sequence[Mention] = ()) -> list[TriggerMention]:
    """Every trigger of a Doc, in text order, none overlapping another: a verb with its object goes before the bare
    words. A word of a time, a place or a speaker, the `names`, states no act: «فجر اليوم» is a dawn, not a blast.
    """
    named = {at for name in names for at in range(name.first, name.last)}
    told = list(_matcher().find(doc))
    words = longest(hit for hit in told if hit.id not in _ASIDE)
    provided = _provided(told)
    words = [hit for hit in words if not named.issuperset(range(hit.first, hit.last))]
    words = [hit for hit in words if hit.first not in provided]
    frames = _frames().find(doc)
    objects = dict(_framed(doc, frames))
    nearest = sorted(objects, key=lambda verb: abs(objects[verb].first - verb.first))
    framed = [hit for hit in longest(nearest) if not any(_covers(word, hit) for word in words)]
    verbs = {(hit.first, hit.last) for hit in framed}
    places = [hit for hit in longest(_taken(frames, names)) if (hit.first, hit.last) not in verbs]
    parts = [(verb, behind) for verb, behind in objects.items() if (verb.first, verb.last) in verbs]
    taken = {at for verb, behind in parts for hit in _parts(verb, behind) for at in range(hit.first, hit.last)}
    taken |= {at for hit in places for at in range(hit.first, hit.last)}
    found = [_mention(doc, hit, "verb_and_object_of_an_act") for hit in framed]
    found += [_mention(doc, hit, "word_and_place_taken") for hit in places]
    found += [_mention(doc, h) for h in words if not is_mishap(h) and taken.isdisjoint(range(h.first, h.last))]
    found.sort(key=lambda mention: mention.first)
    found = with_drones(doc, without_stores(doc, found), told)
    return without_mishaps(doc, found, told, [hit for hit in words if is_mishap(hit)])
