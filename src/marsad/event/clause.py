"""The clauses of a sentence: its verbs in order, the phrases that name parties, and which small word governs each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.event.relate import preposition
from marsad.event.scene import Scene
from marsad.event.voice import is_noun, is_passive
from marsad.model import CountMention, Mention, TriggerMention
from marsad.text.clitics import ARTICLE, BA, CONJUNCTIONS, LAM, has_conjunction

#: small words that open a phrase, and those at which another clause begins
_GOVERNORS = ("by", "on", "against", "between", "with", "from", "in", "near", "to", "due")
_BREAKS = frozenset({"while", "when", "relative", "that", "led", "turn", "goal", "also", "claim", "past", "due"})
_HEADS = {"asset": "asset", "member": "member", "ranks": "member", "each": ""}
#: small words that no subject stands before
_APART = frozenset({"while", "when", "led", "due", "turn", "also", "goal"})
_ENDS_SUBJECT, _ENDS_OBJECT = ("\u0648\u0646", "\u0644\u0648", "\u062d\u0648"), ("\u064a\u0646",)
PRONOUNS = ("\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0647")
#: how many words a clause runs on behind its verb, and how many words may open a phrase before the name
_REACH, _STEPS = 28, 6


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb at tokens `[first, last)`. `frame` says what part its subject has; `trigger` is the act that it states
    itself, if any; `is_joined` that «و» or «ف» ties it to what stands before; `has_object` that it carries its object
    as an ending («شنّه»).
    """

    first: int
    last: int
    frame: str
    is_joined: bool
    has_object: bool
    trigger: TriggerMention | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names a party, from the word that opens it («مواقع» in «على مواقع للقوات») to the end of the name.

    `governor` is the small word before it or the letter joined to it, "" if it stands bare; `head` is what opens it:
    `asset`, `member`, `means`, `count` or "".
    """

    first: int
    last: int
    governor: str
    head: str
    mention: Mention
    #: `subject` or `object` where the ending of its first noun says so («مسلحون», «المتمردين»), else ""
    case: str = ""

    @property
    def is_victim(self) -> bool:
        """True for people counted («خمسة جنود») and for civilians: they suffer a killing far more often than do it."""
        return self.head == "count" or getattr(self.mention, "kind", "") == "civilian"


def verbs_of(scene: Scene, sentence: int) -> list[Verb]:
    """The verbs of a sentence that state an act or say what part their subject has in one, in order."""
    span = scene.doc.sentences[sentence]
    triggers = scene.in_sentence(scene.mentions.triggers, sentence)
    taken = {at for t in triggers for at in range(t.first, t.last)}
    found = []
    for trigger in triggers:
        if not is_noun(scene, trigger):
            frame = "passive" if trigger.frame == "strikes" and is_passive(scene, trigger) else trigger.frame
            found.append(_verb(scene, trigger.first, trigger.last, frame, trigger.joined, trigger))
    for hit in scene.governing:
        if span.first <= hit.first < span.last and hit.first not in taken:
            found.append(_verb(scene, hit.first, hit.last, hit.id, hit.joined, None))
    return sorted(found, key=lambda verb: verb.first)


def _verb(scene: Scene, first: int, last: int, frame: str, joined: str, trigger: TriggerMention | None) -> Verb:
    token = scene.doc.tokens[first]
    has_object = last - first == 1 and bool(token.bare) and token.folded.endswith(PRONOUNS)
    frame, _, with_object = frame.partition(".")
    has_object = has_object or bool(with_object)
    return Verb(first, last, frame, has_conjunction(joined), has_object, trigger)


def phrases_of(scene: Scene, sentence: int) -> list[Phrase]:
    """The phrases of a sentence that name parties, in order; of a list only its first member («الجيش» in «الجيش
    والشرطة»).
    """
    span = scene.doc.sentences[sentence]
    acts = {t.first for t in scene.in_sentence(scene.mentions.triggers, sentence)}
    # a verb with an ending («اعتقلته») counts one, but opens no phrase
    told = scene.in_sentence(scene.mentions.counts, sentence)
    counts = [c for c in told if c.first not in acts or c.last - c.first > 1]
    found: list[Phrase] = []
    for mention in scene.in_sentence(scene.mentions.actors, sentence):
        is_next = bool(found) and mention.first == found[-1].last and not mention.joined
        # «عناصر من الجيش مدنيين»: who stands right behind a party is another, though one count holds both
        own = [c for c in counts if c.first >= mention.first] if is_next else counts
        phrase = _phrase(scene, mention, own, span.first)
        if not (found and _continues(scene, found[-1], phrase)):
            found.append(phrase)
        elif found[-1].governor == "between" and phrase.first >= found[-1].last:
            # «بين الجيش والتنظيم»: the other side
            found.append(replace(phrase, governor="between"))
    named = [(p.first, p.last) for p in found]
    for count in counts:
        last = max(count.last, count.owner_last)
        is_named = any(count.first <= start < last or start <= count.first < end for start, end in named)
        if count.harm and count.people and not is_named:
            found.append(_phrase(scene, count, counts, span.first))
    return sorted(found, key=lambda phrase: phrase.first)


def _continues(scene: Scene, before: Phrase, phrase: Phrase) -> bool:
    """True if a phrase goes on with the list of the one before it, or stands in apposition to it."""
    gap = phrase.first - before.last
    if gap < 0:
        return True
    is_joined = scene.doc.tokens[phrase.first].folded[0] in CONJUNCTIONS
    return is_joined and gap <= 2 and not scene.triggers_between(before.last, phrase.first + 1)


def _phrase(scene: Scene, mention: Mention, counts: Sequence[CountMention], start: int) -> Phrase:
    """The phrase of a mention: walk back over what opens it («عشرة من عناصر …», «مواقع ل…», «بنيران …»)."""
    at, letter, head = mention.first, preposition(mention.joined), _head_inside(scene, mention, counts)
    for _ in range(_STEPS):
        count = next((c for c in counts if c.first < at < max(c.last, c.owner_last)), None)
        if count is not None or isinstance(mention, CountMention):
            head = "count"
        step = count.first if count is not None and count.first < at else _opened(scene, at, letter)
        opening = "" if step is None else _head(scene, step, at)
        # «قام بقصف مواقع الجيش»: what is hit comes behind the act, not who acts
        if step is None or step < start or opening == "means" and head in ("asset", "count"):
            break
        head = head or opening
        at, letter = step, _letter(scene, step)
    if head == "means" and not letter and scene.doc.tokens[at].folded.startswith(BA):
        letter = BA
    governor = letter or next((g for g in _GOVERNORS if g in scene.clues_before(at)), "")
    return Phrase(at, mention.last, governor, head, mention, _case(scene, mention))


def _head_inside(scene: Scene, mention: Mention, counts: Sequence[CountMention]) -> str:
    """What the first word of a name that stands for more than itself opens: «مواقع الجيش», «جندي من الجيش», «بنيران
    الجيش».
    """
    first = mention.first
    ids = {hit.id for hit in scene.clues if hit.first == first and hit.last < mention.last}
    if "asset" in ids:
        return "asset"
    if any(c.first == first and c.people and c.harm for c in counts):
        return "count"
    if preposition(mention.joined) == BA and any(w.first == first for w in scene.mentions.weapons):
        return "means"
    return "member" if ids & {"member", "ranks"} else ""


def _case(scene: Scene, mention: Mention) -> str:
    """The case that the ending of a sound plural shows: «ون» or, before a genitive, «و» for subjects, «ين» for objects.
    """
    for token in scene.doc.tokens[mention.first : mention.first + 2]:
        word = token.folded
        if len(word) > 4 and word.endswith(_ENDS_SUBJECT):
            return "subject"
        if len(word) > 5 and word.endswith(_ENDS_OBJECT):
            return "object"
    return ""


def _opened(scene: Scene, at: int, letter: str) -> int | None:
    """The token before `at` that opens the same phrase, if any."""
    back = scene.back(at)
    if letter not in ("", LAM) or not back:
        return None
    # a noun with the article has no genitive: «المسلحون الجيش» are two phrases, «العناصر التابعون ل…» is one
    if letter == LAM or not scene.doc.tokens[back - 1].folded.startswith(ARTICLE):
        for hit_id in scene.clues_before(at):
            if hit_id in _HEADS:
                return back - 1
    act = scene.trigger_ending(at)
    if act is not None:
        return act.first if _has_ba(scene, act.first) else None
    weapon = next((w for w in scene.mentions.weapons if w.last == back), None)
    if weapon is not None:
        return weapon.first
    return back - 1 if scene.doc.tokens[back - 1].kind == "number" else None


def _head(scene: Scene, step: int, at: int) -> str:
    ids = set(scene.clues_after(step))
    for clue, head in _HEADS.items():
        if clue in ids and head:
            return head
    is_act = scene.trigger_starting(step) is not None and _has_ba(scene, step)
    return "means" if is_act or any(w.first == step for w in scene.mentions.weapons) else ""


def _has_ba(scene: Scene, at: int) -> bool:
    """True if «ب» is joined to the word of an act or a means; some stand with it in the lexicon («برصاص»)."""
    return _letter(scene, at) == BA or scene.doc.tokens[at].folded.startswith(BA)


def _letter(scene: Scene, at: int) -> str:
    """The preposition joined to a word that opens a phrase, as far as a lexicon has read it."""
    mentions: tuple[Mention, ...] = (*scene.mentions.weapons, *scene.mentions.counts, *scene.mentions.triggers)
    joined = [hit.joined for hit in scene.clues if hit.first == at] + [m.joined for m in mentions if m.first == at]
    return next((preposition(letters) for letters in joined if preposition(letters)), "")


def clause_end(scene: Scene, first: int, last: int, verbs: Sequence[Verb]) -> int:
    """Where the clause of what stands at tokens `[first, last)` ends: at the next verb or opening of another clause."""
    limit = min(scene.doc.sentences[scene.doc.sentence_of[first]].last, last + _REACH)
    limit = min([limit, *(verb.first for verb in verbs if verb.first >= last)])
    for at in range(last, limit):
        if _BREAKS & set(scene.clues_after(at)):
            return at
    return limit


def _relative_before(scene: Scene, verb: Verb, verbs: Sequence[Verb]) -> Verb | None:
    """The verb of a relative clause that stands between a verb and its subject: «القوات التي هاجمت البلدة انسحبت»."""
    before = [v for v in verbs if v.last <= verb.first]
    if not before or verb.is_joined or "relative" not in scene.clues_before(before[-1].first):
        return None
    last = before[-1].last
    is_apart = _BREAKS & scene.clues_within(last, verb.first) or scene.commas_between(last, verb.first) == 1
    return None if is_apart or verb.first - last > 12 else before[-1]


def subject_before(scene: Scene, verb: Verb, verbs: Sequence[Verb], phrases: Sequence[Phrase]) -> Phrase | None:
    """The phrase before a verb that is its subject: «الجيش قصف», «إن القوات … سيطرت», «المجموعة التي هاجمت»."""
    before = [p for p in phrases if p.last <= verb.first]
    if not before or verb.is_joined:
        return None
    phrase = before[-1]
    last_verb = max((v.last for v in verbs if v.last <= verb.first), default=-1)
    if phrase.first < last_verb or verb.first - phrase.last > 12:
        return None
    outer = _relative_before(scene, verb, verbs)
    if outer is not None:
        return subject_before(scene, outer, verbs, phrases)
    is_relative = "relative" in scene.clues_before(verb.first)
    if is_relative:
        return phrase if verb.first - phrase.last <= 2 else None
    bare = [p for p in before if not p.governor and p.first >= last_verb]
    if not bare or verb.first - bare[-1].last > 12 or _APART & scene.clues_within(bare[-1].last, verb.first):
        return None
    if scene.triggers_between(bare[-1].last, verb.first) or scene.commas_between(bare[-1].last, verb.first) == 1:
        return None
    return bare[-1]


def act_before(scene: Scene, verb: Verb, verbs: Sequence[Verb]) -> bool:
    """True if the subject of a verb is an act or its means: «هجوم استهدف», «الغارة التي قتلت», «قذيفة هاون أصابت»."""
    verb = _relative_before(scene, verb, verbs) or verb
    at = verb.first - 1 if "relative" in scene.clues_before(verb.first) else verb.first
    low = max(at - 3, scene.doc.sentences[scene.doc.sentence_of[verb.first]].first)
    if verb.is_joined or scene.commas_between(low, verb.first) or _APART & scene.clues_within(low, verb.first):
        return False
    acts = [t.last for t in scene.mentions.triggers if low < t.last <= at and is_noun(scene, t)]
    acts += [w.last for w in scene.mentions.weapons if low < w.last <= at]
    return bool(acts) and not any(max(acts) <= a.first < at for a in scene.mentions.actors)
