"""What part the grammar round an act gives to a party: doer or sufferer, by voice, order and the small words between.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.relate import preposition
from marsad.event.scene import Scene
from marsad.model import ActorMention, TriggerMention

#: types whose noun takes its sufferer as genitive («مقتل عنصر», «اعتقال شاب»)
_SUFFERED = frozenset({"targeted_killing", "execution", "abduction", "arrest"})
_BY, _ON, _FROM = frozenset({"by"}), frozenset({"on", "against"}), frozenset({"from", "in", "near", "to"})
_LAM, _BA = "\u0644", "\u0628"
_FAR = 12


def part_in(scene: Scene, group: Sequence[TriggerMention], mention: ActorMention) -> str:
    """`doer`, `sufferer` or "" as the nearest act of the episode in the mention's sentence has it, with how it was
    told.
    """
    sentence = scene.sentence(mention)
    near = [t for t in group if scene.sentence(t) == sentence]
    told = [_part(scene, trigger, mention) for trigger in sorted(near, key=lambda t: abs(t.first - mention.first))]
    return next((part for part in told if part), "")


def _part(scene: Scene, trigger: TriggerMention, mention: ActorMention) -> str:
    if mention.first >= trigger.last:
        return _after(scene, trigger, mention)
    if mention.last <= trigger.first:
        return _before(scene, trigger, mention)
    return ""


def _between(scene: Scene, low: int, high: int) -> list[ActorMention]:
    return [a for a in scene.mentions.actors if low <= a.first and a.last <= high]


def _is_suffered(trigger: TriggerMention) -> bool:
    return trigger.type in _SUFFERED or trigger.type.startswith("_")


def _after(scene: Scene, trigger: TriggerMention, mention: ActorMention) -> str:
    """The party stands after the act."""
    if mention.first - trigger.last > _FAR or scene.commas_between(trigger.last, mention.first) > 1:
        return ""
    clues = set(scene.clues_before(mention.first))
    letter = preposition(mention.joined)
    if clues & _BY:
        return "doer:by"
    if clues & _ON:
        return "sufferer:on"
    if clues & _FROM:
        return ""
    bare = [a for a in _between(scene, trigger.last, mention.first) if not preposition(a.joined)]
    if trigger.form in ("masdar", "noun"):
        return _after_noun(scene, trigger, mention, letter, bool(bare))
    return _after_verb(scene, trigger, mention, letter, bool(bare))


def _after_noun(scene: Scene, trigger: TriggerMention, mention: ActorMention, letter: str, second: bool) -> str:
    direct = mention.first - trigger.last <= 1
    started = "start" in scene.clues_within(trigger.last, mention.first)
    if started:
        return "doer:waged"
    if letter == _LAM:
        return "sufferer:of" if _is_suffered(trigger) else "doer:of"
    if letter == _BA or not direct:
        return ""
    return "sufferer:genitive" if _is_suffered(trigger) else "doer:genitive"


def _after_verb(scene: Scene, trigger: TriggerMention, mention: ActorMention, letter: str, second: bool) -> str:
    if letter == _BA:
        return ""
    if letter == _LAM:
        return "sufferer:to"
    if trigger.form == "passive" or trigger.type.startswith("_"):
        return "sufferer:passive" if not second else ""
    subject = [
        a
        for a in scene.mentions.actors
        if a.last <= trigger.first and trigger.first - a.last <= 2 and not preposition(a.joined)
    ]
    subject = [a for a in subject if scene.sentence(a) == scene.sentence(trigger)]
    if second or subject:
        return "sufferer:object"
    return "doer:subject"


def _before(scene: Scene, trigger: TriggerMention, mention: ActorMention) -> str:
    """The party stands before the act."""
    gap = trigger.first - mention.last
    if gap > _FAR or scene.commas_between(mention.last, trigger.first):
        return ""
    if trigger.form in ("masdar", "noun"):
        return _before_noun(scene, trigger, mention, gap)
    if preposition(mention.joined) or set(scene.clues_before(mention.first)) & (_BY | _ON | _FROM):
        return ""
    if scene.triggers_between(mention.last, trigger.first):
        return ""
    if trigger.form == "passive":
        return "sufferer:before_passive"
    return "doer:before_verb" if gap <= 2 else "doer:before_verb_far"


def _before_noun(scene: Scene, trigger: TriggerMention, mention: ActorMention, gap: int) -> str:
    """«أطلق المسلحون قذائف», «أعلنت الشرطة اعتقال», «شنّ الطيران غارة»; and «مواقع للتنظيم تعرضت لقصف»."""
    before = set(scene.clues_before(mention.first))
    if preposition(mention.joined) or before & (_BY | _ON | _FROM):
        return ""
    if "start" in before:
        return "doer:light_verb_first"
    if "start" in scene.clues_within(mention.last, trigger.first):
        return "doer:light_verb"
    speaks = any(s.first == mention.first and s.rule == "party_speaks" for s in scene.mentions.sources)
    if speaks and gap <= 3:
        return "doer:announces"
    return ""
