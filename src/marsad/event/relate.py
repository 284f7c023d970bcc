"""How a mention stands to the triggers of an episode: side, distance, and the small words that join them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from marsad.event.keep import bucket
from marsad.event.scene import Scene
from marsad.model import Mention, TriggerMention
from marsad.text.clitics import CONJUNCTIONS, PREPOSITIONS


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
    key = "nearest", *map(id, group), mention.first, mention.last
    return scene.once(key, lambda: (_nearest(scene, group, mention), tuple(group)))[0]


def _nearest(scene: Scene, group: Sequence[TriggerMention], mention: Mention) -> TriggerMention:
    sentence = scene.sentence(mention)

    def cost(trigger: TriggerMention) -> tuple[int, int]:
        return abs(scene.sentence(trigger) - sentence), gap(scene, trigger, mention)

    first = bisect_right(group, mention.first, key=lambda trigger: trigger.last)
    last = bisect_left(group, mention.last, key=lambda trigger: trigger.first)
    near = group[max(0, first - 1) : last + 1]
    return near[0] if len(near) == 1 else min(near, key=cost)


def relation(scene: Scene, group: Sequence[TriggerMention], mention: Mention) -> Iterator[str]:
    """Features of a mention against the episode's nearest trigger."""
    trigger = nearest_trigger(scene, group, mention)
    sentences = scene.sentence(mention) - scene.sentence(trigger)
    side = "before" if mention.first < trigger.first else "after"
    if scene.is_title(mention):
        yield "in_title"
        return
    if sentences:
        yield f"sentences_{side}:{bucket(abs(sentences), 2, 3, 5)}"
        return
    low, high = (mention.last, trigger.first) if side == "before" else (trigger.last, mention.first)
    form = "verb" if trigger.form in ("past", "present", "verb") else "noun"
    kind = trigger.type if trigger.type.startswith("_") else "act"
    commas = bucket(scene.commas_between(low, high), 1, 2)
    others = bucket(scene.triggers_between(low, high), 1, 2, 3)
    yield "same_sentence"
    yield f"{side}:{bucket(high - low, 1, 2, 4, 7, 12, 20)}"
    yield f"{side}+form:{form}+{kind}+{bucket(high - low, 1, 3, 8)}"
    yield f"{side}+commas:{commas}"
    yield f"{side}+triggers:{others}"
    yield f"{side}+commas+triggers:{commas}+{others}"
    clues = scene.clues_before(mention.first)
    for clue in clues:
        yield f"{side}+clue:{clue}"
        yield f"{side}+clue+form:{clue}+{form}+{kind}"
    letter = preposition(mention.joined)
    if letter:
        yield f"{side}+joined:{letter}"
        yield f"{side}+joined+form:{letter}+{form}+{kind}"
    if not clues and not letter:
        yield f"{side}+bare:{form}+{kind}+{bucket(high - low, 1, 3, 8)}"
    for clue in scene.clues_within(low, high):
        yield f"{side}+over:{clue}"
    for clue in scene.clues_after(mention.last):
        yield f"{side}+then:{clue}"


def preposition(joined: str) -> str:
    """The joined preposition among the letters before a word («ل» in «وللقوات»), "" if none."""
    letters = joined.lstrip(CONJUNCTIONS)
    return letters[0] if letters and letters[0] in PREPOSITIONS else ""


def sentences_of(scene: Scene, group: Sequence[TriggerMention]) -> set[int]:
    """The sentences in which an episode is told."""
    sentence_of = scene.doc.sentence_of
    return {sentence_of[trigger.first] for trigger in group}
