"""Who did it, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.event.keep import bucket
from marsad.event.relate import relation, sentences_of
from marsad.event.scene import Scene
from marsad.lexicon.registry import load_actors
from marsad.model import ActorMention, TriggerMention

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may have a part in an episode, with the mentions that name it."""

    actor: str
    mentions: tuple[ActorMention, ...]


def candidates(scene: Scene, group: Sequence[TriggerMention]) -> list[Candidate]:
    """Parties named in or next to the sentences of an episode, or in the headline and lead."""
    sentences = sentences_of(scene, group)
    low, high = min(sentences) - 2, max(sentences) + 1
    named: dict[str, list[ActorMention]] = {}
    for mention in scene.mentions.actors:
        sentence = scene.sentence(mention)
        if low <= sentence <= high or scene.is_title(mention):
            for actor in (mention.actor, *mention.also):
                named.setdefault(actor, []).append(mention)
    return [Candidate(actor, tuple(mentions)) for actor, mentions in named.items()]


def actor_kind(actor: str) -> str:
    """The registry's kind of a party (`state`, `rebel`, …), or `unlisted`."""
    row = load_actors().get(actor)
    return row.kind if row else "unlisted"


def role_features(scene: Scene, group: Sequence[TriggerMention], kind: str, candidate: Candidate, rivals: int) -> Iterator[str]:
    """Features of one party for its part in an episode of a type; `rivals` is how many parties the sentences name."""
    sentences = sentences_of(scene, group)
    side = actor_kind(candidate.actor)
    yield "bias"
    yield f"kind:{side}"
    yield f"type+kind:{kind}+{side}"
    yield f"rivals:{bucket(rivals, 2, 3, 5)}"
    if candidate.actor in ("civilians", "unknown-gunmen", "unknown", "protesters"):
        yield f"type+actor:{kind}+{candidate.actor}"
    inside = [m for m in candidate.mentions if scene.sentence(m) in sentences]
    yield f"inside:{bucket(len(inside), 1, 2, 3)}"
    seen: set[str] = set()
    for mention in inside or candidate.mentions:
        for feature in relation(scene, group, mention):
            seen.add(feature)
            seen.add(f"{side}|{feature}")
        seen.update(_counted(scene, group, mention, sentences))
        if mention.is_back_reference:
            seen.add("back_reference")
    family = _family(kind)
    yield from seen
    yield from (f"{family}|{feature}" for feature in seen if "|" not in feature)
    if any(scene.is_title(m) for m in candidate.mentions):
        yield "also_in_title"


def _family(kind: str) -> str:
    if kind in ("armed_clash", "agreement", "protest"):
        return kind
    if kind in ("withdrawal", "deployment", "sweep", "territory_gained", "displacement"):
        return "move"
    return "strike"


def _counted(
    scene: Scene, group: Sequence[TriggerMention], mention: ActorMention, sentences: set[int]
) -> Iterator[str]:
    """Whether the party is who suffered a count of the episode's sentences."""
    for count in scene.mentions.counts:
        if scene.doc.sentence_of[count.first] not in sentences or not count.harm:
            continue
        if mention.first >= count.first and mention.last <= count.last:
            yield f"inside_count:{count.harm}"
        elif 0 <= mention.first - count.last <= 3 and scene.doc.sentence_of[mention.first] in sentences:
            yield f"after_count:{count.harm}:{mention.first - count.last}"
            for clue in scene.clues_before(mention.first):
                yield f"after_count+clue:{clue}"
        elif 0 <= count.first - mention.last <= 2:
            yield f"before_count:{count.harm}"
