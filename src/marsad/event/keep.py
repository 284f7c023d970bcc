"""Which triggers state an event of their own, and which only name, doubt, wish or repeat one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event.linear import Together
from marsad.event.scene import Scene
from marsad.model import TriggerMention
from marsad.text.clitics import ARTICLE


@lru_cache(maxsize=4096)
def bucket(value: int, *edges: int) -> str:
    """A number as the range it falls in: `<3`, `<7`, …, or `>=` the last edge."""
    for edge in edges:
        if value < edge:
            return f"<{edge}"
    return f">={edges[-1]}"


@lru_cache(maxsize=50_000)
def crossed(features: tuple[str, ...], *parts: str) -> Together:
    """Features that come together, each alone and with each part; kept, since the same come again in every report.

    >>> crossed(("near", "title"), "town").names
    ('near', 'town|near', 'title', 'town|title')
    """
    return Together(name for feature in features for name in (feature, *(f"{part}|{feature}" for part in parts)))


def is_definite(scene: Scene, trigger: TriggerMention) -> bool:
    """True if the trigger carries the article («الهجوم»), which points back more often than not."""
    folded = scene.doc.tokens[trigger.first].folded
    return ARTICLE in folded[: len(trigger.joined) + 3] or ARTICLE[1] * 2 in folded[:3]


def keep_features(scene: Scene, trigger: TriggerMention, place: int) -> Iterator[str]:
    """Features of one trigger; `place` is its index among the triggers."""
    triggers = scene.mentions.triggers
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    definite = is_definite(scene, trigger)
    yield "bias"
    yield f"id:{trigger.id}"
    yield f"type:{trigger.type}"
    yield f"type+form:{trigger.type}+{trigger.form}"
    yield f"id+form:{trigger.id}+{trigger.form}"
    yield f"definite:{definite}"
    yield f"type+definite:{trigger.type}+{definite}"
    if trigger.joined:
        yield f"joined:{trigger.joined}"
    yield from _around(scene, trigger)
    before = triggers[place - 1] if place and triggers[place - 1].first >= sentence.first else None
    after = triggers[place + 1] if place + 1 < len(triggers) and triggers[place + 1].first < sentence.last else None
    for side, other in (("before", before), ("after", after)):
        if other is None:
            yield f"no_trigger_{side}"
            continue
        near = abs(other.first - trigger.first)
        yield f"trigger_{side}:{bucket(near, 2, 4, 8, 16)}"
        if near < 6:
            yield f"trigger_{side}_type:{other.type}>{trigger.type}"
        if other.id == trigger.id:
            yield f"trigger_{side}_same_word"
    for step in (-2, -1, 0, 1):
        at = trigger.first + step if step < 0 else trigger.last + step
        if sentence.first <= at < sentence.last and scene.stems[at]:
            yield f"word{'+' if step >= 0 else ''}{step}:{scene.stems[at]}"
            if step in (-1, 0):
                yield f"word{step}+type:{scene.stems[at]}+{trigger.type}"
    yield from _seen(scene, trigger, triggers[:place])
    body = sum(1 for s in scene.doc.sentences if s.is_title)
    yield f"sentence:{bucket(scene.sentence(trigger) - body, 1, 2, 4, 8)}"
    yield f"length:{bucket(sentence.last - sentence.first, 12, 30, 60)}"
    if sentence.first == trigger.first:
        yield "opens_sentence"


def _seen(scene: Scene, trigger: TriggerMention, earlier: Sequence[TriggerMention]) -> Iterator[str]:
    """Whether the text has told of the like before, so that this is an echo."""
    start = scene.doc.sentences[scene.sentence(trigger)].first
    told = [t for t in earlier if t.first < start and not scene.is_title(t)]
    alike = [t for t in told if t.type == trigger.type]
    yield f"seen_word:{any(t.id == trigger.id for t in told)}"
    yield f"seen_type:{bucket(len(alike), 1, 2, 4)}"
    words = scene.topic(trigger)
    shared = max((len(words & scene.topic(t)) for t in alike), default=0)
    yield f"seen_words:{bucket(shared, 1, 2, 3, 5)}"
    titled = [t for t in earlier if scene.is_title(t)]
    yield f"in_title:{any(t.type == trigger.type for t in titled)}"
    yield f"title_words:{bucket(max((len(words & scene.topic(t)) for t in titled), default=0), 1, 2, 3, 5)}"


def _around(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """What stands near the trigger: small words, and mentions that a real event would have."""
    first, last = trigger.first, trigger.last
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    for clue in scene.clues_before(first):
        yield f"clue_before:{clue}"
        yield f"clue_before+type:{clue}+{trigger.type}"
    for clue in scene.clues_after(last):
        yield f"clue_after:{clue}"
    for clue in scene.clues_within(max(sentence.first, first - 6), first):
        yield f"clue_near_before:{clue}"
    for clue in scene.clues_within(last, min(sentence.last, last + 6)):
        yield f"clue_near_after:{clue}"
    for clue in scene.clues_within(sentence.first, min(sentence.first + 4, sentence.last)):
        yield f"clue_opens:{clue}"
    mentions = scene.mentions
    low, high = max(sentence.first, first - 12), min(sentence.last, last + 12)
    for kind, found in (
        ("count", mentions.counts),
        ("date", mentions.dates),
        ("place", mentions.places),
        ("actor", mentions.actors),
        ("weapon", mentions.weapons),
    ):
        inside = scene.starting(found, low, high)
        yield f"{kind}_near:{bool(inside)}"
        if any(last <= m.first <= last + 2 for m in inside):
            yield f"{kind}_follows"
    whole = scene.in_sentence(mentions.counts, scene.sentence(trigger))
    yield f"counts_in_sentence:{bucket(len(whole), 1, 2, 4)}"
    if first and scene.doc.tokens[first - 1].kind == "number":
        yield "number_before"
    if scene.starting(mentions.counts, first, last) or scene.is_inside(mentions.counts, first):
        yield "in_a_count"
    if any(scene.is_inside(found, first) for found in (mentions.actors, mentions.places, mentions.sources)):
        yield "inside_a_name"
