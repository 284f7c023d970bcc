"""The type of an episode, from the words that state it and the means they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.event.keep import bucket
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.model import TriggerMention


def type_features(scene: Scene, group: Sequence[TriggerMention]) -> Iterator[str]:
    """Features of an episode for its type."""
    yield "bias"
    types = [trigger.type for trigger in group]
    acts = [t for t in types if not t.startswith("_")]
    yield f"first:{(acts or types)[0]}"
    yield f"only:{'+'.join(sorted(set(acts)))}"
    for kind in set(types):
        yield f"has:{kind}"
    for trigger in group:
        yield f"id:{trigger.id}"
    yield f"all:{'+'.join(sorted(set(types)))}"
    for trigger in group:
        for at in (trigger.last, trigger.first - 1):
            if 0 <= at < len(scene.stems) and scene.stems[at]:
                yield f"word:{scene.stems[at]}"
                yield f"{trigger.type}+word:{scene.stems[at]}"
    weapons = {weapon for trigger in group for weapon in trigger.weapons}
    for trigger in group:
        low, high = scene.clause(trigger.first)
        near = [w for w in scene.mentions.weapons if low <= w.first < high or abs(w.first - trigger.first) < 10]
        weapons.update(w.weapon for w in near)
        if trigger.type in ("_target", "_generic", "attack", "shelling", "airstrike", "bombing"):
            for w in near:
                yield f"{trigger.type}+weapon:{w.weapon}"
    for weapon in weapons:
        yield f"weapon:{weapon}"
    if not weapons:
        yield "no_weapon"
        yield f"no_weapon+first:{(acts or types)[0]}"
    yield from _people(scene, group)


def _people(scene: Scene, group: Sequence[TriggerMention]) -> Iterator[str]:
    sentences = sentences_of(scene, group)
    counts = [c for c in scene.mentions.counts if scene.doc.sentence_of[c.first] in sentences]
    killed = [c for c in counts if c.harm == "killed" and not c.part]
    yield f"killed:{bucket(killed[0].low, 2, 4, 10) if killed else 'none'}"
    for harm in {c.harm for c in counts}:
        yield f"harm:{harm}"
    actors = {a.actor for a in scene.mentions.actors if scene.doc.sentence_of[a.first] in sentences}
    for actor in actors & {
        "unknown-gunmen",
        "civilians",
        "protesters",
        "israel",
        "saudi-coalition",
        "us-coalition",
        "russia",
    }:
        yield f"actor:{actor}"
    if any(actor.endswith("airforce") for actor in actors):
        yield "air_force"
