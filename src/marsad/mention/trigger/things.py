"""Arms that are things: listed behind a find, not fired; and drones that share their word with a march."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.lexicon import Hit
from marsad.model import Doc, TriggerMention

#: words of a find, of booty and of clearing, by the head of their id
_FINDS = (
    "frame.find_arms", "frame.uncover", "defuse.", "frame.blow_duds", "frame.booty", "frame.seize_arms",
    "frame.catch",
)
#: words that name arms, which state an act where nobody finds them
_ARMS = frozenset(
    {
        "shells.n", "gunners.n", "rocket_fall.n", "rocket_volley.n", "mine.n", "ied.n", "grenade.n", "remnants.n",
        "car_bomb.n",
    }
)  # fmt: skip
#: results that make a bomb of a thing
_LOSSES = ("_kill", "_wound")
_MARCH = "marchpast.n"
_DRONE = "drone.n"
#: what stands in a sentence about the sky and in none about a march
_SKY = "aside.sky"


def without_stores(doc: Doc, found: Sequence[TriggerMention]) -> list[TriggerMention]:
    """The words of acts without the arms that a find lists («ضبط مخبأ فيه خمسون قذيفة وعبوتان ناسفتان»): up to the next
    word of an act in its sentence they are things, unless the sentence tells of losses («قتل وهو يفكك لغما»).
    """
    deadly = {doc.sentence_of[mention.first] for mention in found if mention.type in _LOSSES}
    kept: list[TriggerMention] = []
    listing: int | None = None
    for mention in found:
        sentence = doc.sentence_of[mention.first]
        if mention.id.startswith(_FINDS):
            listing = sentence
        elif mention.id not in _ARMS or sentence != listing or sentence in deadly:
            listing = None
        else:
            continue
        kept.append(mention)
    return kept


def with_drones(doc: Doc, found: Sequence[TriggerMention], told: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts with the drones that a sentence about the sky names by the word of a march («دمرت الدفاعات
    الجوية 14 مسيرة»).
    """
    sky = {doc.sentence_of[hit.first] for hit in told if hit.id == _SKY}
    return [
        replace(m, id=_DRONE, type="drone_strike", weapons=("drone",))
        if m.id == _MARCH and doc.sentence_of[m.first] in sky
        else m
        for m in found
    ]
