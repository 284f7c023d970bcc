"""Which triggers state an event of their own, and which only name, doubt, wish or repeat one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event.linear import Feature, Together
from marsad.event.scene import Scene
from marsad.model import TriggerMention
from marsad.text.clitics import ARTICLE

#: what is done to people, by type of the word, and how those counted beside it are harmed
_DONE_TO = {
    "_kill": ("killed", "wounded"), "_wound": ("killed", "wounded"), "execution": ("killed",),
    "targeted_killing": ("killed",), "arrest": ("captured",), "abduction": ("captured", "missing"),
    "displacement": ("displaced",),
}  # fmt: skip
#: words of bodies, whose type is that of many other acts
_BODIES = ("frame.body", "body_found.", "body.n")


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


def keep_features(scene: Scene, trigger: TriggerMention, place: int) -> Iterator[Feature]:
    """Features of one trigger; `place` is its index among the triggers."""
    triggers = scene.mentions.triggers
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    yield _word(trigger.id, trigger.type, trigger.form, is_definite(scene, trigger), trigger.joined)
    yield from _around(scene, trigger)
    yield from _own_harm(scene, trigger)
    before = triggers[place - 1] if place and triggers[place - 1].first >= sentence.first else None
    after = triggers[place + 1] if place + 1 < len(triggers) and triggers[place + 1].first < sentence.last else None
    for side, other in (("before", before), ("after", after)):
        if other is None:
            yield f"no_trigger_{side}"
        else:
            yield _beside(side, abs(other.first - trigger.first), other.type, trigger.type, other.id == trigger.id)
    for step in (-2, -1, 0, 1):
        at = trigger.first + step if step < 0 else trigger.last + step
        if sentence.first <= at < sentence.last and scene.stems[at]:
            yield f"word{'+' if step >= 0 else ''}{step}:{scene.stems[at]}"
            if step in (-1, 0):
                yield f"word{step}+type:{scene.stems[at]}+{trigger.type}"
    yield _seen(scene, trigger, triggers[:place])
    body = sum(1 for s in scene.doc.sentences if s.is_title)
    yield _where(scene.sentence(trigger) - body, sentence.last - sentence.first, sentence.first == trigger.first)


@lru_cache(maxsize=16_384)
def _word(word: str, kind: str, form: str, definite: bool, joined: str) -> Together:
    """Features of the word alone: its lexicon id, type and form, article, and the letters joined before it."""
    return Together(
        [
            "bias",
            f"id:{word}",
            f"type:{kind}",
            f"type+form:{kind}+{form}",
            f"id+form:{word}+{form}",
            f"definite:{definite}",
            f"type+definite:{kind}+{definite}",
            *([f"joined:{joined}"] if joined else []),
        ]
    )


@lru_cache(maxsize=16_384)
def _beside(side: str, near: int, other: str, kind: str, is_same_word: bool) -> Together:
    """Features of the next trigger on one side, so many words away, by the types of both."""
    found = [f"trigger_{side}:{bucket(near, 2, 4, 8, 16)}"]
    if near < 6:
        found.append(f"trigger_{side}_type:{other}>{kind}")
    if is_same_word:
        found.append(f"trigger_{side}_same_word")
    return Together(found)


@lru_cache(maxsize=4096)
def _where(sentence: int, words: int, opens: bool) -> Together:
    """In which sentence of the body, of how many words, and whether at its start."""
    found = [f"sentence:{bucket(sentence, 1, 2, 4, 8)}", f"length:{bucket(words, 12, 30, 60)}"]
    return Together([*found, "opens_sentence"] if opens else found)


def _seen(scene: Scene, trigger: TriggerMention, earlier: Sequence[TriggerMention]) -> Together:
    """Whether the text has told of the like before, so that this is an echo."""
    start = scene.doc.sentences[scene.sentence(trigger)].first
    told = [t for t in earlier if t.first < start and not scene.is_title(t)]
    alike = [t for t in told if t.type == trigger.type]
    words = scene.topic(trigger)
    shared = max((len(words & scene.topic(t)) for t in alike), default=0)
    titled = [t for t in earlier if scene.is_title(t)]
    in_title = max((len(words & scene.topic(t)) for t in titled), default=0)
    is_told, is_titled = any(t.id == trigger.id for t in told), any(t.type == trigger.type for t in titled)
    return _echoes(is_told, len(alike), shared, is_titled, in_title)


@lru_cache(maxsize=4096)
def _echoes(is_told: bool, alike: int, shared: int, is_titled: bool, in_title: int) -> Together:
    """Whether the word was told, how often its type, and how many words round it stood round those and in the headline.
    """
    return Together(
        [
            f"seen_word:{is_told}",
            f"seen_type:{bucket(alike, 1, 2, 4)}",
            f"seen_words:{bucket(shared, 1, 2, 3, 5)}",
            f"in_title:{is_titled}",
            f"title_words:{bucket(in_title, 1, 2, 3, 5)}",
        ]
    )


def done_to(trigger: TriggerMention) -> tuple[str, ...]:
    """How those are harmed whom the word of an act counts."""
    return ("killed",) if trigger.id.startswith(_BODIES) else _DONE_TO.get(trigger.type, ())


def _own_harm(scene: Scene, trigger: TriggerMention) -> Iterator[Feature]:
    """How near people stand whom the word befell, by their count («القبض على أربعة مطلوبين»)."""
    harms = done_to(trigger)
    if not harms:
        return
    here = scene.in_sentence(scene.mentions.counts, scene.sentence(trigger))
    gaps = [abs(c.first - trigger.last) for c in here if c.harm in harms]
    told = bucket(min(gaps), 3, 8) if gaps else "none"
    yield f"own_harm:{told}"
    yield f"own_harm+type:{told}+{trigger.type}"


def _around(scene: Scene, trigger: TriggerMention) -> Iterator[Feature]:
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
        is_near = scene.has_any(found, low, high)
        yield f"{kind}_near:{is_near}"
        if is_near and scene.has_any(found, last, min(last + 3, high)):
            yield f"{kind}_follows"
    whole = scene.in_sentence(mentions.counts, scene.sentence(trigger))
    yield f"counts_in_sentence:{bucket(len(whole), 1, 2, 4)}"
    if first and scene.doc.tokens[first - 1].kind == "number":
        yield "number_before"
    if scene.has_any(mentions.counts, first, last) or scene.is_inside(mentions.counts, first):
        yield "in_a_count"
    if any(scene.is_inside(found, first) for found in (mentions.actors, mentions.places, mentions.sources)):
        yield "inside_a_name"
