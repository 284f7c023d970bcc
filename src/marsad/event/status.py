"""Whether an episode happened, is planned or is denied; and whether it is this report's news or recalled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.event.keep import bucket, is_definite
from marsad.event.scene import Scene
from marsad.model import DateSpan, TriggerMention
from marsad.text.clitics import FUTURE


def status_features(scene: Scene, group: Sequence[TriggerMention], kind: str) -> Iterator[str]:
    """Features of an episode for `occurred`, `planned` or `denied`."""
    yield "bias"
    yield f"type:{kind}"
    for trigger in group:
        yield f"form:{trigger.form}"
        if trigger.form == "present" and scene.doc.tokens[trigger.first].folded.startswith(FUTURE):
            yield "future"
        sentence = scene.doc.sentences[scene.sentence(trigger)]
        for clue in scene.clues_before(trigger.first):
            yield f"before:{clue}"
        near = scene.clues_within(max(sentence.first, trigger.first - 8), trigger.first)
        for clue in near & {"plan", "deny", "goal", "maybe", "call", "neg", "foiled", "since", "had", "past"}:
            yield f"near:{clue}"
            yield f"near+form:{clue}+{trigger.form}"
        for clue in scene.clues_within(sentence.first, sentence.last) & {"plan", "deny", "maybe"}:
            yield f"sentence:{clue}"
        for clue in scene.clues_within(trigger.last, min(trigger.last + 4, sentence.last)) & {"plan", "deny"}:
            yield f"after:{clue}"


def salience_features(
    scene: Scene, group: Sequence[TriggerMention], kind: str, day: DateSpan | None, published: date | None
) -> Iterator[str]:
    """Features of an episode for being recalled (`background`)."""
    first = group[0]
    sentence = scene.doc.sentences[scene.sentence(first)]
    title = sum(1 for s in scene.doc.sentences if s.is_title)
    yield "bias"
    yield f"type:{kind}"
    yield f"sentence:{bucket(scene.sentence(first) - title, 1, 2, 4, 8)}"
    yield f"triggers:{bucket(len(group), 2, 4)}"
    yield f"definite:{is_definite(scene, first)}"
    age = "none" if day is None or published is None else bucket((published - day.end).days, 0, 1, 2, 4, 8, 40)
    yield f"age:{age}"
    for clue in scene.clues_within(sentence.first, sentence.first + 4):
        yield f"opens:{clue}"
        yield f"opens+age:{clue}+{age}"
    near = scene.clues_within(max(sentence.first, first.first - 5), first.first)
    for clue in near:
        yield f"near:{clue}"
        yield f"near+age:{clue}+{age}"
    for clue in scene.clues_before(first.first):
        yield f"before:{clue}"
