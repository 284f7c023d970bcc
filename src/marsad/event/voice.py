"""Whether the word of an act is verb or noun, and active or passive, where Arabic writes them alike."""

from __future__ import annotations

from dataclasses import replace

from marsad.event.relate import preposition
from marsad.event.scene import Scene
from marsad.model import TriggerMention
from marsad.text.clitics import ARTICLE, LAM, has_conjunction

VERBAL = ("past", "present", "passive", "verb")
#: small words that stand before a noun only, and those at which another clause begins
_BEFORE_NOUNS = frozenset({"on", "against", "between", "with", "from", "in", "near", "due", "by", "start"})
_APART = frozenset({"that", "relative", "while", "when", "also", "turn"})
_DAMMA, _ALEF, _TA = "\u064f", "\u0627", "\u062a"
_MARKS = frozenset(chr(code) for code in range(0x64B, 0x653)) | {"\u0640"}
#: past forms that no noun is written like: «قصفت», «قصفوا»
_VERB_ENDINGS = ("\u062a", "\u0648\u0627")
#: words between a verb and the noun that it governs
_REACH = 8
#: frames of the nouns written like verbs of a frame
_NOUN_FRAMES = {
    "strikes": "of_sufferer",
    "takes": "of_doer",
    "goes_at": "of_doer",
    "moves": "of_doer",
    "meets": "meeting",
}


def is_noun(scene: Scene, trigger: TriggerMention) -> bool:
    """True if an act is told by a noun, also where the verb is written like it («بقصف», «في قصف», «شن الجيش قصفا»)."""
    if trigger.form not in VERBAL:
        return True
    if trigger.form != "past" or trigger.last - trigger.first > 1 or not _is_written_alike(scene, trigger):
        return False
    if preposition(trigger.joined) or trigger.joined.endswith(ARTICLE):
        return True
    if _BEFORE_NOUNS & set(scene.clues_before(trigger.first)):
        return True
    if any(hit.first == trigger.last and not has_conjunction(hit.joined) for hit in scene.governing):
        return True
    return _is_governed(scene, trigger) or _takes_no_object(scene, trigger)


def _is_written_alike(scene: Scene, trigger: TriggerMention) -> bool:
    """True for verbs that a noun is written like: of three letters («قصف»), or with «ت» before them («تقدم»)."""
    word = scene.doc.tokens[trigger.first].folded[len(trigger.joined) :]
    if word.startswith(_ALEF) or word.endswith(_VERB_ENDINGS):
        return False
    return len(word.removesuffix(_ALEF)) == 3 or word.startswith(_TA)


def _is_governed(scene: Scene, trigger: TriggerMention) -> bool:
    """«شن الجيش قصفا», «واصلت الطائرات قصف …»: a verb that wants a noun stands before, with nothing but its subject
    between.
    """
    if has_conjunction(trigger.joined):
        return False
    verb = next((hit for hit in reversed(scene.governing) if hit.last <= trigger.first), None)
    if verb is None or not 0 <= trigger.first - verb.last <= _REACH:
        return False
    if scene.doc.sentence_of[verb.first] != scene.doc.sentence_of[trigger.first]:
        return False
    is_apart = _APART & scene.clues_within(verb.last, trigger.first) or scene.commas_between(verb.last, trigger.first)
    return not is_apart and not scene.triggers_between(verb.last, trigger.first)


def _takes_no_object(scene: Scene, trigger: TriggerMention) -> bool:
    """«قصف على مواقع», «قصف للجيش»: a verb with an object would have it, or its subject, before such a word."""
    if trigger.frame != "strikes" or trigger.type.startswith("_"):
        return False
    after = set(scene.clues_after(trigger.last))
    if "on" in after and "by" not in after:
        return True
    return any(a.first == trigger.last and preposition(a.joined) == LAM for a in scene.mentions.actors)


def as_noun(trigger: TriggerMention) -> TriggerMention:
    """An act told by a noun, with the frame of a noun."""
    if trigger.form not in VERBAL:
        return trigger
    frame = "of_either" if trigger.type == "shelling" else _NOUN_FRAMES.get(trigger.frame, "")
    return replace(trigger, form="masdar", frame=frame)


def nouns_of(scene: Scene, sentence: int) -> list[TriggerMention]:
    """The acts of a sentence that nouns tell, with the frames of nouns."""
    return [as_noun(t) for t in scene.in_sentence(scene.mentions.triggers, sentence) if is_noun(scene, t)]


def is_passive(scene: Scene, trigger: TriggerMention) -> bool:
    """True if a damma shows a passive past («قُصف», «استُهدف»): on the first letter, or the third after an alef."""
    if trigger.form != "past":
        return trigger.form == "passive"
    marked: list[bool] = []
    letters: list[str] = []
    for sign in scene.doc.words(trigger.span):
        if sign not in _MARKS:
            letters.append(sign)
            marked.append(False)
        elif marked and sign == _DAMMA:
            marked[-1] = True
    start = len(trigger.joined)
    third = start + 2 if letters[start : start + 1] == [_ALEF] else start
    return any(marked[at] for at in {start, third} if at < len(marked))
