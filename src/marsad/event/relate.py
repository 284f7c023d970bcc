"""How a mention stands to the triggers of an episode: side, distance, and the small words that join them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from marsad.event.keep import bucket, crossed
from marsad.event.linear import Together
from marsad.event.scene import Scene
from marsad.model import Mention, TriggerMention
from marsad.text.clitics import CONJUNCTIONS, PREPOSITIONS

_VERBS = ("past", "present", "verb")
#: numbers of words from which on a mention counts as farther from a trigger: the edges of `_distance` and `_joining`
_STEPS = (0, 1, 2, 3, 4, 7, 8, 12, 20)
#: from so many on one is as good as another: the last edges of `_apart` and `_between`
_MOST_SENTENCES, _MOST_COMMAS, _MOST_TRIGGERS = 5, 2, 3


def gap(scene: Scene, trigger: TriggerMention, mention: Mention) -> int:
    """Words between a trigger and a mention, a comma counted as five and another trigger as four."""
    if (trigger.first, trigger.last) <= (mention.first, mention.last):
        first, last = trigger.last, mention.first
    else:
        first, last = mention.last, trigger.first
    return max(0, last - first) + 5 * scene.commas_between(first, last) + 4 * scene.triggers_between(first, last)


def nearest_trigger(scene: Scene, group: Sequence[TriggerMention], mention: Mention) -> TriggerMention:
    """The trigger of an episode that a mention most likely hangs on: in its sentence if any is there.

    The triggers stand in text order, so that only those that touch the mention and one on each side can be nearest.
    """
    if len(group) == 1:
        return group[0]
    key = "nearest", id(group), len(group), mention.first, mention.last
    # the group is kept, so that no other can take its id
    return scene.once(key, lambda: (_nearest(scene, group, mention), group))[0]


def _nearest(scene: Scene, group: Sequence[TriggerMention], mention: Mention) -> TriggerMention:
    sentence = scene.sentence(mention)

    def cost(trigger: TriggerMention) -> tuple[int, int]:
        return abs(scene.sentence(trigger) - sentence), gap(scene, trigger, mention)

    first = bisect_right(group, mention.first, key=lambda trigger: trigger.last)
    last = bisect_left(group, mention.last, key=lambda trigger: trigger.first)
    near = group[max(0, first - 1) : last + 1]
    return near[0] if len(near) == 1 else min(near, key=cost)


def relation(scene: Scene, group: Sequence[TriggerMention], mention: Mention, *parts: str) -> Together:
    """Features of a mention against the episode's nearest trigger, each alone and with each of some parts."""
    if scene.is_title(mention):
        return crossed(("in_title",), *parts)
    trigger = nearest_trigger(scene, group, mention)
    sentences = scene.sentence(mention) - scene.sentence(trigger)
    is_before = mention.first < trigger.first
    side = "before" if is_before else "after"
    if sentences:
        return _apart(side, min(abs(sentences), _MOST_SENTENCES), parts)
    low, high = (mention.last, trigger.first) if is_before else (trigger.last, mention.first)
    return _together(
        side,
        _STEPS[bisect_right(_STEPS, high - low) - 1] if high > low else 0,
        "verb" if trigger.form in _VERBS else "noun",
        trigger.type if trigger.type.startswith("_") else "act",
        min(scene.commas_between(low, high), _MOST_COMMAS),
        min(scene.triggers_between(low, high), _MOST_TRIGGERS),
        preposition(mention.joined),
        tuple(scene.clues_before(mention.first)),
        frozenset(scene.clues_within(low, high)),
        tuple(scene.clues_after(mention.last)),
        parts,
    )


@lru_cache(maxsize=50_000)
def _together(
    side: str,
    words: int,
    form: str,
    kind: str,
    commas: int,
    triggers: int,
    letter: str,
    clues: tuple[str, ...],
    over: frozenset[str],
    then: tuple[str, ...],
    parts: tuple[str, ...],
) -> Together:
    """Features of a mention in the sentence of a trigger; kept, since the same come again in every report."""
    names = (
        *_distance(side, words, form, kind),
        *_between(side, commas, triggers),
        *_joining(side, clues, letter, form, kind, words),
        *[f"{side}+over:{clue}" for clue in over],
        *[f"{side}+then:{clue}" for clue in then],
    )
    return crossed(names, *parts)


@lru_cache(maxsize=1024)
def _apart(side: str, sentences: int, parts: tuple[str, ...]) -> Together:
    """How many sentences lie between a mention and a trigger."""
    return crossed((f"sentences_{side}:{bucket(sentences, 2, 3, 5)}",), *parts)


def _distance(side: str, words: int, form: str, kind: str) -> tuple[str, ...]:
    """How many words lie between a mention and a trigger of its sentence."""
    return (
        "same_sentence",
        f"{side}:{bucket(words, 1, 2, 4, 7, 12, 20)}",
        f"{side}+form:{form}+{kind}+{bucket(words, 1, 3, 8)}",
    )


def _between(side: str, commas: int, triggers: int) -> tuple[str, ...]:
    """The commas and the other triggers between a mention and a trigger."""
    here, others = bucket(commas, 1, 2), bucket(triggers, 1, 2, 3)
    return f"{side}+commas:{here}", f"{side}+triggers:{others}", f"{side}+commas+triggers:{here}+{others}"


def _joining(side: str, clues: tuple[str, ...], letter: str, form: str, kind: str, words: int) -> tuple[str, ...]:
    """The small words and the letter right before a mention."""
    found = []
    for clue in clues:
        found += [f"{side}+clue:{clue}", f"{side}+clue+form:{clue}+{form}+{kind}"]
    if letter:
        found += [f"{side}+joined:{letter}", f"{side}+joined+form:{letter}+{form}+{kind}"]
    if not clues and not letter:
        found.append(f"{side}+bare:{form}+{kind}+{bucket(words, 1, 3, 8)}")
    return tuple(found)


@lru_cache(maxsize=1024)
def preposition(joined: str) -> str:
    """The joined preposition among the letters before a word («ل» in «وللقوات»), "" if none."""
    letters = joined.lstrip(CONJUNCTIONS)
    return letters[0] if letters and letters[0] in PREPOSITIONS else ""


def sentences_of(scene: Scene, group: Sequence[TriggerMention]) -> set[int]:
    """The sentences in which an episode is told."""
    sentence_of = scene.doc.sentence_of
    return {sentence_of[trigger.first] for trigger in group}


def clause_stems(scene: Scene, group: Sequence[TriggerMention], is_whole: bool = False) -> set[str]:
    """The longer words of the clauses that tell an episode, but for those that state it unless wanted whole."""
    own = set() if is_whole else {at for trigger in group for at in range(trigger.first, trigger.last)}
    spans = {scene.clause(trigger.first) for trigger in group}
    return {scene.stems[at] for span in spans for at in range(*span) if at not in own} - {""}
