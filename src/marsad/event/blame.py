"""Who did an act by the word of those who blame him: «اتهم السكان الجيش بقصف …», «نسبت السلطات الهجوم إلى …»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.event.clause import PRONOUNS, Phrase
from marsad.event.scene import Scene
from marsad.lexicon import Hit
from marsad.model import TriggerMention
from marsad.text.clitics import BA, has_conjunction

_ACCUSES, _ASCRIBES, _BEHIND = "accuses", "ascribes", "behind"
#: of the clues that accuse, those that hold responsible
CHARGES = "accuses.charg"
#: words from the accused to the «ب» or the «responsibility» that says of what, and from a verb of blame to the act
_NEAR, _FAR = 5, 20
#: words from «behind» to the act
_NEXT = 2
#: one act, who did it and how that was told
Blame = tuple[TriggerMention, Phrase, str]


def blamed(scene: Scene, sentence: int, phrases: Sequence[Phrase], acts: Sequence[TriggerMention]) -> Iterator[Blame]:
    """The parts that verbs of blame give: whom they accuse is the doer of the act named with them, not who accuses."""
    span = scene.doc.sentences[sentence]
    for hit in scene.clues:
        if not span.first <= hit.first < span.last:
            continue
        if hit.id.startswith(_ACCUSES):
            yield from _accused(scene, hit, phrases, acts)
        elif hit.id == _ASCRIBES:
            yield from _ascribed(scene, hit, phrases, acts)
        elif hit.id == _BEHIND:
            yield from _behind(hit, phrases, acts)


def _accused(
    scene: Scene, verb: Hit, phrases: Sequence[Phrase], acts: Sequence[TriggerMention]
) -> Iterator[Blame]:
    """«اتهمت الحركة الجيش بقتل اثنين», «حمّلت الحكومة الجماعة مسؤولية الخطف»: the party right before «ب» or
    «responsibility» is accused, the last of two.
    """
    behind = [a for a in acts if 0 < a.first - verb.last <= _FAR]
    act = behind[0] if behind else None
    own = [p for p in phrases if act and verb.last <= p.first and p.last <= act.first and not p.governor]
    is_charge = verb.id.startswith(CHARGES)
    if act is not None and own and _says_of_what(scene, _past_list(scene, own[-1].last), act.first + 1, is_charge):
        yield act, own[-1], "doer:accused"
        if len(behind) > 1 and behind[1].first == act.last:  # «عمليات الاغتيال»
            yield behind[1], own[-1], "doer:accused"


def _past_list(scene: Scene, last: int) -> int:
    """Past the further parties of a list: «متهما القوات والحركة … بقصف البلدة»."""
    for mention in scene.starting(scene.mentions.actors, last, last + _NEAR):
        last = mention.last if has_conjunction(mention.joined) else last
    return last


def _says_of_what(scene: Scene, first: int, last: int, is_charge: bool) -> bool:
    """True if «ب», or a word of responsibility where the verb wants one, follows the accused at once."""
    near = range(first, min(last, first + _NEAR))
    if any("blame" in scene.clues_after(at) for at in near):
        return True
    return not is_charge and any(scene.doc.tokens[at].folded.startswith(BA) for at in near)


def _ascribed(
    scene: Scene, verb: Hit, phrases: Sequence[Phrase], acts: Sequence[TriggerMention]
) -> Iterator[Blame]:
    """«نسبت السلطات الهجوم إلى الجماعة», «هجوم نسبته السلطات إلى الجماعة», «هجوم نسب إلى الجماعة»."""
    to = next((p for p in phrases if p.first >= verb.last and p.governor == "to"), None)
    if to is None:
        return
    token = scene.doc.tokens[verb.first]
    if (token.bare and token.folded.endswith(PRONOUNS)) or to.first - verb.last <= 1:
        act = next((a for a in reversed(acts) if a.last <= verb.first), None)
    else:
        act = next((a for a in acts if verb.last <= a.first < to.first), None)
    if act is not None:
        yield act, to, "doer:ascribed"


def _behind(word: Hit, phrases: Sequence[Phrase], acts: Sequence[TriggerMention]) -> Iterator[Blame]:
    """«أن تكون الجماعة وراء التفجير», «بوقوف التنظيم وراء الهجوم»: the party right before and the act right behind."""
    who = next((p for p in phrases if p.last == word.first), None)
    act = next((a for a in acts if 0 <= a.first - word.last <= _NEXT), None)
    if who is not None and act is not None:
        yield act, who, "doer:accused"
