"""Parties told in one breath with one that did an act: they did it too."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.event.scene import QUOTES, Scene
from marsad.lexicon.registry import kind_of, standing
from marsad.model import ActorMention
from marsad.text.clitics import has_conjunction

_ARMED = frozenset({"state", "rebel", "militia", "coalition", "international", ""})
#: words between a party and its companion: «… بقيادة فلان، وبمساندة …»
_MOST_BETWEEN = 8


def companions(scene: Scene, mention: ActorMention) -> Iterator[ActorMention]:
    """«الجيش والشرطة», «الدعم السريع وحليفتها الحركة الشعبية», «الجيش بمساندة العشائر»: who stands joined behind a
    party; enemies and people who are no fighters do not go on with its list.
    """
    if kind_of(mention.actor) not in _ARMED:
        return
    before = mention
    sentence = scene.sentence(mention)
    for after in scene.in_sentence(scene.mentions.actors, sentence):
        if after.first < before.last:
            continue
        if not _goes_on(scene, before, after) or kind_of(after.actor) not in _ARMED:
            return
        if standing(mention.actor, after.actor) == "foe" or after.actor.startswith("unknown"):
            return
        if is_arm(mention.actor, after.actor):
            return
        yield after
        before = after


def is_joined(mention: ActorMention) -> bool:
    """True for a party that «and» joins to what stands before it."""
    return has_conjunction(mention.joined)


def is_arm(one: str, other: str) -> bool:
    """True for a force and its own arm («الجيش» and its air force); a state's militias are a party beside it."""
    return standing(one, other) == "kin" and kind_of(one) == kind_of(other)


def _goes_on(scene: Scene, before: ActorMention, after: ActorMention) -> bool:
    tokens = scene.doc.tokens
    if all(tokens[at].folded in QUOTES for at in range(before.last, after.first)):
        return is_joined(after)
    if after.first - before.last > _MOST_BETWEEN or scene.triggers_between(before.last, after.first):
        return False
    return any(
        before.last <= hit.first and all(tokens[at].folded in QUOTES for at in range(hit.last, after.first))
        for hit in scene.companions
        if hit.last <= after.first
    )
