"""Which triggers tell of one episode: title, lead and body, an act and its result, a word and its echo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from marsad.event.ground import pair_ground
from marsad.event.keep import bucket, is_definite
from marsad.event.linear import LinearModel
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


def pair_features(scene: Scene, one: TriggerMention, other: TriggerMention) -> Iterator[str]:
    """Features of two triggers, `one` before `other`, for the question whether they tell of one episode."""
    sentences = scene.sentence(other) - scene.sentence(one)
    relation = kinship(one.type, other.type)
    far = bucket(other.first - one.last, 2, 4, 8, 15, 30, 60)
    where = "same" if not sentences else bucket(sentences, 2, 4)
    definite = is_definite(scene, other)
    yield "bias"
    yield f"kinship:{relation}"
    yield f"types:{one.type}>{other.type}"
    yield f"sentences:{where}"
    yield f"sentences+kinship:{where}+{relation}"
    yield f"kinship+definite:{relation}+{definite}+{where}"
    if one.id == other.id:
        yield f"same_word:{where}"
    if not sentences:
        yield f"far:{far}"
        yield f"far+kinship:{far}+{relation}"
        yield f"types_near:{one.type}>{other.type}" if other.first - one.last < 12 else "apart"
        yield f"commas:{bucket(scene.commas_between(one.first, other.first), 1, 2, 4)}"
        yield f"triggers_between:{bucket(scene.triggers_between(one.first + 1, other.first), 1, 2, 4)}"
        for clue in scene.clues_within(one.last, other.first):
            yield f"between:{clue}"
    else:
        paragraphs = (
            scene.doc.sentences[scene.sentence(other)].paragraph - scene.doc.sentences[scene.sentence(one)].paragraph
        )
        yield f"paragraphs:{bucket(paragraphs, 1, 2, 3)}"
        start = scene.doc.sentences[scene.sentence(other)].first
        for clue in scene.clues_within(start, start + 4):
            yield f"opens:{clue}"
    key = "at", other.first, other.last, other.joined
    yield from scene.once(key, lambda: list(_words_at(scene, other)))
    yield from _agreements(scene, one, other, relation, where)
    yield from pair_ground(scene, one, other, relation)


def _words_at(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """The small words right round a trigger."""
    for clue in (*scene.clues_before(trigger.first), *(f"after_{c}" for c in scene.clues_after(trigger.last))):
        yield f"at:{clue}"
    if trigger.joined:
        yield f"joined:{trigger.joined[0]}"


def _agreements(scene: Scene, one: TriggerMention, other: TriggerMention, relation: str, where: str) -> Iterator[str]:
    if where == "same":
        return
    mentions = scene.mentions
    words = bucket(len(scene.topic(one) & scene.topic(other) - {one.id}), 1, 2, 3, 5)
    yield f"words:{words}"
    yield f"words+kinship:{words}+{relation}"
    days = [nearest(scene, t, mentions.dates) for t in (one, other)]
    places = [nearest(scene, t, mentions.places) for t in (one, other)]
    when = _agreement(days[0], days[1], _same_days(days[0], days[1]))
    place = _agreement(places[0], places[1], _same_place(places[0], places[1]))
    yield f"dates:{when}"
    yield f"places:{place}"
    yield f"dates+places+kinship:{when}+{place}+{relation}"
    actors = [actors_in(scene, scene.sentence(t)) for t in (one, other)]
    shared = "none" if not actors[0] or not actors[1] else "some" if actors[0] & actors[1] else "differ"
    yield f"actors:{shared}"
    counts = [_counts_in(scene, scene.sentence(t)) for t in (one, other)]
    if counts[0] and counts[1]:
        yield f"counts:{'same' if counts[0] & counts[1] else 'differ'}"


def actors_in(scene: Scene, sentence: int) -> set[str]:
    """The parties named in a sentence."""
    return scene.once(
        ("actors in", sentence), lambda: {a.actor for a in scene.in_sentence(scene.mentions.actors, sentence)}
    )


def _counts_in(scene: Scene, sentence: int) -> set[tuple[str, int]]:
    """The harms and figures told in a sentence."""
    counts = scene.mentions.counts
    return scene.once(
        ("counts in", sentence), lambda: {(c.harm, c.low) for c in scene.in_sentence(counts, sentence) if c.harm}
    )


def _same_days(one: DateMention | None, other: DateMention | None) -> bool:
    return one is not None and other is not None and one.start <= other.end and other.start <= one.end


def _same_place(one: PlaceMention | None, other: PlaceMention | None) -> bool:
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
    """Episodes: each trigger joins the earlier group it fits best, if best and mean chance together pass the threshold.
    """
    groups: list[list[TriggerMention]] = []
    for trigger in triggers:
        best, best_chance = None, threshold
        for group in groups:
            chances = [links.chance(member, trigger) for member in group[-4:]]
            chance = 0.3 * max(chances) + 0.7 * sum(chances) / len(chances)
            if chance > best_chance:
                best, best_chance = group, chance
        if best is None:
            groups.append([trigger])
        else:
            best.append(trigger)
    return groups
