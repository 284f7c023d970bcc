"""Which triggers tell of one episode: title, lead and body, an act and its result, a word and its echo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TypeVar

from marsad.event.agreement import pair_ground
from marsad.event.course import pair_course
from marsad.event.keep import bucket, is_definite
from marsad.event.linear import Feature, LinearModel, Together, together
from marsad.event.opinion import opinions
from marsad.event.scene import Scene
from marsad.model import DateMention, Mention, PlaceMention, TriggerMention

FAMILIES = (
    frozenset({"attack", "armed_clash", "targeted_killing", "execution", "suicide_bombing"}),
    frozenset({"airstrike", "drone_strike", "shelling"}),
    frozenset({"bombing", "suicide_bombing"}),
    frozenset({"abduction", "arrest"}),
    frozenset({"sweep", "deployment"}),
    frozenset({"territory_gained", "withdrawal"}),
)
M = TypeVar("M", bound=Mention)
#: groups farther apart than so many others are not held against each other, and of each only so many words
_REACH, _HELD = 14, 6
#: how much the surest pair of words weighs against the mean of all
_BEST = 0.6


@lru_cache(maxsize=4096)
def kinship(one: str, other: str) -> str:
    """`same`, `family`, `result` (one of the two tells a result or refers back) or `strange`."""
    if one.startswith("_") or other.startswith("_"):
        return "result"
    if one == other:
        return "same"
    return "family" if any(one in f and other in f for f in FAMILIES) else "strange"


def nearest(scene: Scene, trigger: TriggerMention, mentions: Sequence[M]) -> M | None:
    """The mention of the trigger's sentence that stands nearest to it, commas counted as ten words."""
    key = "nearest to", trigger.first, id(mentions)
    return scene.once(key, lambda: (_nearest(scene, trigger, mentions), mentions))[0]


def _nearest(scene: Scene, trigger: TriggerMention, mentions: Sequence[M]) -> M | None:
    inside = scene.in_sentence(mentions, scene.sentence(trigger))

    def distance(m: M) -> int:
        low, high = sorted((m.first, trigger.first))
        return high - low + 10 * scene.commas_between(low, high)

    return min(inside, key=distance, default=None)


def _agreement(one: Mention | None, other: Mention | None, is_same: bool) -> str:
    if one is None and other is None:
        return "none"
    if one is None or other is None:
        return "one"
    return "same" if is_same else "differ"


def pair_features(scene: Scene, one: TriggerMention, other: TriggerMention) -> Iterator[Feature]:
    """Features of two triggers, `one` before `other`, for the question whether they tell of one episode."""
    at, then = scene.sentence(one), scene.sentence(other)
    told, after = _told_at(scene, one), _told_at(scene, other)
    where = "same" if at == then else bucket(then - at, 2, 4)
    yield _two_words(one.type, other.type, where, after.is_definite, one.id == other.id)
    if at == then:
        commas = scene.commas_between(one.first, other.first)
        triggers = scene.triggers_between(one.first + 1, other.first)
        yield _in_one_sentence(one.type, other.type, other.first - one.last, commas, triggers)
        yield together(tuple([f"between:{clue}" for clue in scene.clues_within(one.last, other.first)]))
    else:
        sentences = scene.doc.sentences
        yield f"paragraphs:{bucket(sentences[then].paragraph - sentences[at].paragraph, 1, 2, 3)}"
        yield after.opening
        relation = kinship(one.type, other.type)
        words = len(told.topic & after.topic - {one.id})
        when = _agreement(told.day, after.day, share_days(told.day, after.day))
        place = _agreement(told.place, after.place, is_same_place(told.place, after.place))
        yield _apart(relation, words, when, place)
        shared = "none" if not told.actors or not after.actors else "some" if told.actors & after.actors else "differ"
        yield f"actors:{shared}"
        if told.counts and after.counts:
            yield f"counts:{'same' if told.counts & after.counts else 'differ'}"
    yield after.small_words
    yield from pair_ground(scene, one, other, kinship(one.type, other.type))
    yield from pair_course(scene, one, other, kinship(one.type, other.type))
    yield from opinions(scene, "episode", [one], other)


@lru_cache(maxsize=16_384)
def _two_words(one: str, other: str, where: str, definite: bool, is_same_word: bool) -> Together:
    """Features of two triggers of some types, `where` the second in or after the sentence of the first."""
    relation = kinship(one, other)
    return Together(
        [
            "bias",
            f"kinship:{relation}",
            f"types:{one}>{other}",
            f"sentences:{where}",
            f"sentences+kinship:{where}+{relation}",
            f"kinship+definite:{relation}+{definite}+{where}",
            *([f"same_word:{where}"] if is_same_word else []),
        ]
    )


@lru_cache(maxsize=16_384)
def _in_one_sentence(one: str, other: str, words: int, commas: int, triggers: int) -> Together:
    """Features of two triggers of one sentence, with so many words, commas and triggers between."""
    far = bucket(words, 2, 4, 8, 15, 30, 60)
    return Together(
        [
            f"far:{far}",
            f"far+kinship:{far}+{kinship(one, other)}",
            f"types_near:{one}>{other}" if words < 12 else "apart",
            f"commas:{bucket(commas, 1, 2, 4)}",
            f"triggers_between:{bucket(triggers, 1, 2, 4)}",
        ]
    )


@lru_cache(maxsize=16_384)
def _apart(relation: str, shared: int, when: str, place: str) -> Together:
    """Features of two triggers of different sentences: longer words that their surroundings share, times, places."""
    words = bucket(shared, 1, 2, 3, 5)
    return Together(
        [
            f"words:{words}",
            f"words+kinship:{words}+{relation}",
            f"dates:{when}",
            f"places:{place}",
            f"dates+places+kinship:{when}+{place}+{relation}",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands round a trigger: asked of every pair that it is in, so worked out once."""

    is_definite: bool
    topic: frozenset[str]
    day: DateMention | None
    place: PlaceMention | None
    actors: set[str]
    counts: set[tuple[str, int]]
    #: features of the small words that open its sentence, and of those right round it
    opening: Together
    small_words: Together


def _told_at(scene: Scene, trigger: TriggerMention) -> _Told:
    key = "told at", trigger.first, trigger.last, trigger.joined
    return scene.once(key, lambda: _read_round(scene, trigger))


def _read_round(scene: Scene, trigger: TriggerMention) -> _Told:
    sentence = scene.sentence(trigger)
    start = scene.doc.sentences[sentence].first
    return _Told(
        is_definite(scene, trigger),
        scene.topic(trigger),
        nearest(scene, trigger, scene.mentions.dates),
        nearest(scene, trigger, scene.mentions.places),
        actors_in(scene, sentence),
        counts_in(scene, sentence),
        together(tuple(f"opens:{clue}" for clue in scene.clues_within(start, start + 4))),
        together(tuple(_words_at(scene, trigger))),
    )


def _words_at(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """The small words right round a trigger."""
    for clue in (*scene.clues_before(trigger.first), *(f"after_{c}" for c in scene.clues_after(trigger.last))):
        yield f"at:{clue}"
    if trigger.joined:
        yield f"joined:{trigger.joined[0]}"


def actors_in(scene: Scene, sentence: int) -> set[str]:
    """The parties named in a sentence."""
    return scene.once(
        ("actors in", sentence), lambda: {a.actor for a in scene.in_sentence(scene.mentions.actors, sentence)}
    )


def counts_in(scene: Scene, sentence: int) -> set[tuple[str, int]]:
    """The harms and figures told in a sentence."""
    counts = scene.mentions.counts
    return scene.once(
        ("counts in", sentence), lambda: {(c.harm, c.low) for c in scene.in_sentence(counts, sentence) if c.harm}
    )


def share_days(one: DateMention | None, other: DateMention | None) -> bool:
    return one is not None and other is not None and one.start <= other.end and other.start <= one.end


def is_same_place(one: PlaceMention | None, other: PlaceMention | None) -> bool:
    return one is not None and other is not None and (one.place or one.name) == (other.place or other.name)


class Links:
    """Chances that two triggers of a scene tell of one episode, each worked out once."""

    def __init__(self, scene: Scene, model: LinearModel) -> None:
        self._scene = scene
        self._model = model
        self._known: dict[tuple[int, int], float] = {}

    def chance(self, one: TriggerMention, other: TriggerMention) -> float:
        """The chance for two triggers in either order."""
        if one.first > other.first:
            one, other = other, one
        key = one.first, other.first
        if key not in self._known:
            self._known[key] = self._model.chance(pair_features(self._scene, one, other))
        return self._known[key]


def group_triggers(
    triggers: Sequence[TriggerMention], links: Links, threshold: float = 0.5
) -> list[list[TriggerMention]]:
    """Episodes in text order: the two groups that fit best become one, as long as any fit well enough.

    Groups that fit badly where the first words of an episode are told may fit well once more of it is: the surest pairs
    come first.
    """
    numbers = count()
    groups = [(next(numbers), [trigger]) for trigger in triggers]
    known: dict[tuple[int, int], float] = {}
    while (pair := _best_pair(groups, links, known, threshold)) is not None:
        at, then = pair
        merged = sorted(groups[at][1] + groups[then][1], key=lambda trigger: trigger.first)
        groups[at] = next(numbers), merged
        del groups[then]
    return [group for _, group in groups]


def _best_pair(
    groups: Sequence[tuple[int, list[TriggerMention]]],
    links: Links,
    known: dict[tuple[int, int], float],
    threshold: float,
) -> tuple[int, int] | None:
    """The places of the two groups that fit best, of those near enough; None if none passes the threshold."""
    best, found = threshold, None
    for at, (one, group) in enumerate(groups):
        for then, (other, later) in enumerate(groups[at + 1 : at + _REACH], at + 1):
            chance = known.get((one, other))
            if chance is None:
                chance = known[one, other] = fit(group, later, links)
            if chance > best:
                best, found = chance, (at, then)
    return found


def fit(group: list[TriggerMention], other: list[TriggerMention], links: Links) -> float:
    """How well two groups fit: the best and the mean chance of a word of each, weighed together.

    Words of acts are held against those of acts alone, if both have any: the losses told of one act fit the answer to
    it as well.
    """
    acts, others = ([trigger for trigger in one if _is_act(trigger)] for one in (group, other))
    if acts and others:
        group, other = acts, others
    chances = [links.chance(one, trigger) for one in group[-_HELD:] for trigger in other[:_HELD]]
    return _BEST * max(chances) + (1.0 - _BEST) * sum(chances) / len(chances)


def _is_act(trigger: TriggerMention) -> bool:
    """False for a word that tells a result or refers back."""
    return not trigger.type.startswith("_")
