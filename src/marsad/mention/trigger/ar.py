"""Arabic triggers: words of the lexicon, and verbs that state an act only together with an object further on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon, longest
from marsad.model import Doc, Mention, PlaceMention, TriggerMention

#: words that may stand between a verb and its object: the doer with his unit, a time, a place
REACH = 10
#: words that may stand between a verb and its subject before it
REACH_BACK = 3
#: words between a verb and its object from which on the object tells the act once more
APART = 3
#: words behind a charge in which the act of the charge stands
REACH_OF_CHARGE = 12
#: what an accident, a disaster or an ordinary crime leaves behind as well as an attack does
_LEFT_BEHIND = frozenset({"_kill", "_wound", "_generic"})
#: the words of acts that no act of a conflict stands behind, by what else the sentence tells
_LEFT_BY = {
    "mishap.road": _LEFT_BEHIND | {"arrest", "deployment"},
    "mishap.air": _LEFT_BEHIND | {"other"},
    "mishap.nature": _LEFT_BEHIND | {"displacement", "other"},
    "mishap.illness": _LEFT_BEHIND,
    "mishap.crime": _LEFT_BEHIND | {"arrest", "looting"},
    "mishap.trade": frozenset({"agreement"}),
}
#: what acts of no report stand behind: the plots of films and novels
_ELSEWHERE = ("mishap.fiction",)
#: words that leave the words of acts in them as they are
_ASIDE = ("mishap.air", "mishap.true_story")
#: words of planes brought down
_DOWNED = "shoot_down."
#: acts of arms: a sentence that tells of one is no sentence of an accident
_ARMED = frozenset(
    {
        "attack", "armed_clash", "airstrike", "drone_strike", "shelling", "bombing", "suicide_bombing",
        "targeted_killing", "execution", "abduction", "_target", "_claim",
    }
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


def _taken(doc: Doc, names: Sequence[Mention]) -> Iterator[Hit]:
    """Words of a fall or an entry with the name of a place directly behind: «سقطت قندهار», «دخول الموصل»."""
    starts = {name.first for name in names if isinstance(name, PlaceMention)}
    for hit in _frames().find(doc):
        if hit.term.text("objects") == "place" and hit.last in starts:
            yield hit


def _covers(word: Hit, verb: Hit) -> bool:
    """True if a longer word of an act holds a verb: «تبادل» in «صفقة تبادل» is none."""
    return word.first <= verb.first and verb.last <= word.last and word.last - word.first > verb.last - verb.first


def _parts(verb: Hit, behind: Hit) -> tuple[Hit, ...]:
    """The hits that a verb with its object takes from the bare words: both near each other are one word of an act
    («شهدت البلدة مسيرة»), far apart the object tells it once more («شهدت البلدة مساء أمس الخميس مسيرة حاشدة»).
    """
    near = behind.first - verb.last <= APART
    return (verb, behind) if near else (verb,)


def _is_mishap(hit: Hit) -> bool:
    return hit.id.startswith("mishap.")


def _told_to_be_true(told: Sequence[Hit]) -> bool:
    """Whether words of documentaries stand in a text: what its films show has happened."""
    return any(hit.id == "mishap.true_story" for hit in told)


def _crashes(doc: Doc, found: Sequence[TriggerMention], told: Sequence[Hit]) -> list[Hit]:
    """The crashes of civil and training planes in a text that tells of no act of arms and of no plane brought down."""
    crashes = [hit for hit in told if hit.id == "mishap.air"]
    words = {at for hit in crashes for at in range(hit.first, hit.last)}
    is_downed = any(m.type in _ARMED or (m.id.startswith(_DOWNED) and m.first not in words) for m in found)
    return [] if is_downed else crashes


def _without_mishaps(doc: Doc, found: list[TriggerMention], mishaps: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts without those that only tell what an accident, a disaster, an illness or a crime did.

    A sentence that names one and no act of arms tells of no conflict («مقتل أربعة في حادث سير»). Nor is the act that a
    court charges an act told («حكم عليه بتهمة التخطيط لهجوم»), nor what a film tells («تدور قصة الفيلم حول …»).
    """
    if not mishaps:
        return found
    courts = {doc.sentence_of[hit.first] for hit in mishaps if hit.id == "mishap.court"}
    charges = [hit.last for hit in mishaps if hit.id == "mishap.charge"]
    charges += [mention.last for mention in found if mention.id == "plan.n"]
    charged = {at for last in charges for at in range(last, last + REACH_OF_CHARGE)}
    elsewhere = {doc.sentence_of[hit.first]: hit.last for hit in mishaps if hit.id in _ELSEWHERE}
    found = [m for m in found if m.first < elsewhere.get(doc.sentence_of[m.first], m.first + 1)]
    found = [m for m in found if doc.sentence_of[m.first] not in courts or m.first not in charged]
    armed = {doc.sentence_of[mention.first] for mention in found if mention.type in _ARMED}
    left: dict[int, frozenset[str]] = {}
    for hit in mishaps:
        sentence = doc.sentence_of[hit.first]
        left[sentence] = left.get(sentence, frozenset()) | _LEFT_BY.get(hit.id, frozenset())
    return [
        mention
        for mention in found
        if doc.sentence_of[mention.first] in armed
        or mention.type not in left.get(doc.sentence_of[mention.first], frozenset())
    ]


def find_triggers(doc: Doc, names: Sequence[Mention] = ()) -> list[TriggerMention]:
    """Every trigger of a Doc, in text order, none overlapping another: a verb with its object goes before the bare
    words. A word of a time, a place or a speaker, the `names`, states no act: «فجر اليوم» is a dawn, not a blast.
    """
    named = {at for name in names for at in range(name.first, name.last)}
    told = list(_matcher().find(doc))
    words = longest(hit for hit in told if hit.id not in _ASIDE)
    words = [hit for hit in words if not named.issuperset(range(hit.first, hit.last))]
    objects = dict(_framed(doc))
    nearest = sorted(objects, key=lambda verb: abs(objects[verb].first - verb.first))
    framed = [hit for hit in longest(nearest) if not any(_covers(word, hit) for word in words)]
    verbs = {(hit.first, hit.last) for hit in framed}
    places = [hit for hit in longest(_taken(doc, names)) if (hit.first, hit.last) not in verbs]
    parts = [(verb, behind) for verb, behind in objects.items() if (verb.first, verb.last) in verbs]
    taken = {at for verb, behind in parts for hit in _parts(verb, behind) for at in range(hit.first, hit.last)}
    taken |= {at for hit in places for at in range(hit.first, hit.last)}
    found = [_mention(doc, hit, "verb_and_object_of_an_act") for hit in framed]
    found += [_mention(doc, hit, "word_and_place_taken") for hit in places]
    found += [_mention(doc, h) for h in words if not _is_mishap(h) and taken.isdisjoint(range(h.first, h.last))]
    found.sort(key=lambda mention: mention.first)
    is_true = _told_to_be_true(told)
    mishaps = [hit for hit in words if _is_mishap(hit) and not (is_true and hit.id == "mishap.fiction")]
    return _without_mishaps(doc, found, [*mishaps, *_crashes(doc, found, told)])
