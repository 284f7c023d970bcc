"""Whose people a possessive ending tells: «خسرت القوات 11 من أفرادها», «قتل الجيش مئة من عناصرها», «اثنان من حراسه»."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.scene import Scene
from marsad.lexicon.strangers import actor_kind
from marsad.model import ActorMention, CountMention
from marsad.text.clitics import LAM

#: the endings «their», «her», «his», the longest first
THEIRS, HERS, HIS = "\u0647\u0645", "\u0647\u0627", "\u0647"
_ENDINGS = (THEIRS, HERS, HIS)
_TA_MARBUTA = "\u0629"
#: what a word of the lexicon says that an ending may be which points back to it
_POINTS = {"head_she": HERS, "head_he": HIS, "head_they": THEIRS}
#: nouns whose ending points to one man, not to his party: «رفاقه», «حراسه»
_FELLOWS = frozenset(
    f"counted.{name}" for name in ("companion", "companion_own", "guard", "own_guard", "guard_pair", "friend")
)
#: verbs of harm of whose subject a party may tell as its own losses, not verbs of what it did itself
_BORNE = frozenset({"victim", "lose", "masdar"})
#: words from a party to the name of its man who speaks
_NAME = 2
#: kinds of parties that have men to lose
_ARMED = frozenset({"state", "rebel", "militia", "coalition", "international", "criminal", "unlisted"})
_OF = "\u0645\u0646"


def ending_of(scene: Scene, count: CountMention) -> str:
    """The possessive ending of the noun counted, "" if it has none: «أفرادها», not «امرأة»."""
    token = scene.doc.tokens[count.last - 1]
    if not count.people or not token.bare or scene.doc.source[token.end - 1] == _TA_MARBUTA:
        return ""
    return next((ending for ending in _ENDINGS if token.folded.endswith(ending)), "")


def parties_before(scene: Scene, count: CountMention) -> list[ActorMention]:
    """The armed parties told before a count in its sentence or the one before, those first that its ending agrees
    with.
    """
    place = scene.sentence(count)
    back = [m for m in scene.mentions.actors if m.last <= count.first and scene.sentence(m) >= place - 1]
    armed = [
        m for m in back if m.actor not in ("civilians", "unknown", "officials") and actor_kind(m.actor) != "civilian"
    ]
    if count.people in _FELLOWS:
        return armed
    return agreeing(scene, armed, ending_of(scene, count)) or armed


def agreeing(scene: Scene, parties: Sequence[ActorMention], ending: str) -> list[ActorMention]:
    """The parties that an ending may point back to: «عناصرها» to no army, «جنوده» to no factions."""
    return [m for m in parties if not ending or _may_be(scene, m, ending)]


def _may_be(scene: Scene, party: ActorMention, ending: str) -> bool:
    told = {_POINTS[hit.id] for hit in scene.whose if hit.first == party.first and hit.id in _POINTS}
    if _is_feminine(scene, party.first):
        told.add(HERS)
    if not told or ending in told or (HERS in told and ending == THEIRS):
        return True
    return party.joined.endswith(LAM) or scene.doc.tokens[party.first - 1].folded == _OF  # «دورية للجيش»: the patrol's


def _is_feminine(scene: Scene, at: int) -> bool:
    return scene.doc.source[scene.doc.tokens[at].end - 1] == _TA_MARBUTA


def speaker_of_own_losses(scene: Scene, count: CountMention) -> str:
    """«أقر الجيش بمقتل 22 من جنوده», «قال مسؤول في الحشد إن أربعة من عناصره قتلوا»: the party that tells of its own."""
    ending = ending_of(scene, count)
    told = scene.in_sentence(scene.mentions.sources, scene.sentence(count))
    before = [source for source in told if source.last <= count.first]
    if not ending or not before or count.voice not in _BORNE:
        return ""
    speaker = before[-1]
    if scene.triggers_between(speaker.last, count.first) > 1:
        return ""
    near = scene.starting(scene.mentions.actors, max(0, speaker.first - _NAME), speaker.last)
    armed = [m for m in near if _is_armed(m.actor)]
    if not armed:
        return speaker.source if _is_armed(speaker.source) and actor_kind(speaker.source) != "unlisted" else ""
    is_itself = armed[-1].first <= speaker.first
    return armed[-1].actor if ending == HIS and not is_itself or _may_be(scene, armed[-1], ending) else ""


def _is_armed(actor: str) -> bool:
    return actor_kind(actor) in _ARMED
