"""Which episode a count of people belongs to, and who suffered it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.event.keep import bucket
from marsad.event.relate import relation
from marsad.event.roles import actor_kind
from marsad.event.scene import Scene
from marsad.model import CountMention, TriggerMention


def loss_features(
    scene: Scene, group: Sequence[TriggerMention], kind: str, count: CountMention, rank: int, rivals: int
) -> Iterator[str]:
    """Features of a count for an episode; `rank` is the episode's place among `rivals` by nearness to the count."""
    yield "bias"
    yield f"harm:{count.harm}"
    yield f"type+harm:{kind}+{count.harm}"
    yield f"rank:{bucket(rank, 1, 2, 3)}"
    yield f"rank+rivals:{bucket(rank, 1, 2, 3)}+{bucket(rivals, 2, 3, 5)}"
    yield f"part:{count.part}"
    for feature in relation(scene, group, count):
        yield feature
        yield f"{rank == 0}|{feature}"
    if any(count.first <= t.first < count.last for t in group):
        yield "shares_trigger"
    sentence = scene.doc.sentences[scene.doc.sentence_of[count.first]]
    for clue in scene.clues_within(max(sentence.first, count.first - 5), count.first) & {"led", "since", "due", "while"}:
        yield f"led_by:{clue}"
    for clue in scene.clues_within(count.last, min(sentence.last, count.last + 8)) & {"since", "due", "while", "in"}:
        yield f"then:{clue}"
    if any(t.type.startswith("_") for t in group):
        yield "result_group"


def side_features(
    scene: Scene, kind: str, count: CountMention, actor: str, slots: dict[str, Sequence[str]], starts: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """Features of a party for having suffered a count; `starts` are token ranges of its mentions in the sentence."""
    side = actor_kind(actor)
    yield "bias"
    yield f"kind:{side}"
    yield f"people:{count.people}"
    yield f"people+kind:{count.people}+{side}"
    if actor in ("civilians", "unknown"):
        yield f"people+actor:{count.people}+{actor}"
        yield f"type+actor:{kind}+{actor}"
    for slot, actors in slots.items():
        yield f"{slot}:{actor in actors}"
        yield f"{slot}+type:{actor in actors}+{kind}"
        yield f"{slot}+only:{actor in actors}+{len(actors) == 1}"
    if not starts:
        yield "not_in_sentence"
        yield f"not_in_sentence+kind:{side}"
    for first, last in starts:
        if count.first <= first < count.last:
            yield "inside"
        elif first >= count.last:
            yield f"after:{bucket(first - count.last, 1, 2, 3, 6, 12)}"
            yield f"after+kind:{side}+{bucket(first - count.last, 1, 3, 8)}"
            for clue in scene.clues_before(first):
                yield f"after+clue:{clue}+{bucket(first - count.last, 3, 8)}"
        else:
            yield f"before:{bucket(count.first - last, 1, 2, 3, 6, 12)}"
