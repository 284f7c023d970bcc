"""What part the grammar round an act gives to a party: doer or sufferer, by voice, order and the small words between.

Each verb and noun of the trigger lexicon has a frame, which says what part its subject (for a verb) or its genitive
(for a noun) has in the act. A part is `doer`, `sufferer`, `side` (of a fight or a deal) or `open`, with how it was told
after a colon: `doer:by`, `sufferer:on`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.event.blame import blamed
from marsad.event.clause import Phrase, Verb, act_before, clause_end, phrases_of, subject_before, verbs_of
from marsad.event.scene import Scene
from marsad.event.voice import nouns_of
from marsad.model import ActorMention, TriggerMention
from marsad.text.clitics import CONJUNCTIONS, LAM

#: types of verbs whose only bare phrase is more likely who suffered («قتل ثلاثة جنود»)
_HARMS = frozenset({"_kill", "_wound", "targeted_killing", "execution", "abduction", "arrest"})
_FAR_LIGHT = 14
#: the ending of a verb whose subject stands before it («قتلوا»)
_THEY = "\u0648\u0627"
#: types of acts whose «من» says from where
_LEAVES = frozenset({"withdrawal", "territory_gained", "displacement"})
#: words between a verb and an object that stands behind a subject before the verb
_NEAR = 3
Part = tuple[Phrase, str]


class Grammar:
    """The parts that a scene's sentences give to parties, worked out sentence by sentence when asked for."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        # what was read is kept by the scene; were this object kept there, the two would hold each other
        self._known: dict[int, dict[tuple[int, int], str]] = scene.once(("parts in clauses",), dict)

    def part_in(self, group: Sequence[TriggerMention], mention: ActorMention) -> str:
        """The part of a party in the acts of an episode told in its sentence, the nearest act first; "" if none."""
        at, sentence_of = mention.first, self._scene.doc.sentence_of
        sentence = sentence_of[at]
        near = [t.first for t in group if sentence_of[t.first] == sentence]
        if not near:
            return ""
        known = self._parts(sentence)
        if len(near) > 1:
            near.sort(key=lambda first: abs(first - at))
        for first in near:
            if part := known.get((first, at)):
                return part
        return ""

    def parts_elsewhere(
        self, group: Sequence[TriggerMention], mention: ActorMention
    ) -> list[tuple[TriggerMention, str]]:
        """The acts of a party's own sentence that are not the episode's, each with the part that it has in it."""
        sentence = self._scene.sentence(mention)
        members = {t.first for t in group}
        known = self._parts(sentence)
        return [
            (trigger, part)
            for trigger in self._scene.in_sentence(self._scene.mentions.triggers, sentence)
            if trigger.first not in members and (part := known.get((trigger.first, mention.first), ""))
        ]

    def _parts(self, sentence: int) -> dict[tuple[int, int], str]:
        if sentence not in self._known:
            self._known[sentence] = self._read(sentence)
        return self._known[sentence]

    def _read(self, sentence: int) -> dict[tuple[int, int], str]:
        scene = self._scene
        phrases = phrases_of(scene, sentence)
        verbs = verbs_of(scene, sentence)
        nouns = nouns_of(scene, sentence)
        blame = blamed(scene, sentence, phrases, nouns)
        found = {(act.first, phrase.mention.first): part for act, phrase, part in blame}
        subjects: dict[int, Phrase] = {}
        carried: Phrase | None = None
        for verb in verbs:
            subject, parts = _verb_parts(scene, verb, verbs, phrases, carried)
            if subject is not None:
                subjects[verb.first] = carried = subject
            for phrase, part in parts if verb.trigger else ():
                found.setdefault((verb.first, phrase.mention.first), part.rstrip("_"))
        for noun in nouns:
            for phrase, part in _noun_parts(scene, noun, verbs, phrases, subjects):
                found.setdefault((noun.first, phrase.mention.first), part.rstrip("_"))
        return found


def _after(scene: Scene, first: int, last: int, verbs: Sequence[Verb], phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of the clause behind tokens `[first, last)`."""
    end = clause_end(scene, first, last, verbs)
    return [p for p in phrases if last <= p.first < end]


def _governed(after: Sequence[Phrase]) -> Iterator[Part]:
    """Parts that the small words before a phrase give, whatever the act."""
    for phrase in after:
        if phrase.governor == "by":
            yield phrase, "doer:by"
        elif phrase.head == "means" and phrase.governor:
            yield phrase, "doer:by_means"
        elif phrase.governor == "against":
            yield phrase, "sufferer:against"


def _verb_parts(
    scene: Scene, verb: Verb, verbs: Sequence[Verb], phrases: Sequence[Phrase], carried: Phrase | None
) -> tuple[Phrase | None, list[Part]]:
    """The subject of a verb where it is a doer, and the parts of the phrases round it."""
    after = _after(scene, verb.first, verb.last, verbs, phrases)
    bare = [p for p in after if not p.governor]
    before = subject_before(scene, verb, verbs, phrases)
    parts = list(_governed(after))
    frame = _frame(verb, after, bare)
    if frame in ("strikes", "passive"):
        subject, own = _struck(scene, verb, bare, before, (frame, carried if verb.is_joined else None), verbs)
    elif frame in ("dies", "undergoes", "wards_off"):
        sufferer = before or (bare[0] if bare else None)
        subject, own = None, [(sufferer, f"sufferer:{frame}")] if sufferer else []
    elif frame == "meets":
        first = before or (bare[0] if bare else None)
        subject, own = first, [(first, "side:first")] if first else []
        parts += [(p, "side:with") for p in after if p.governor in ("with", "between", "on")]
    else:
        subject, own = _done(verb, bare, before, carried)
    parts += own
    if frame in ("goes_at", "strikes", "takes"):
        on = [p for p in after if p.governor == "on" and _is_first(scene, verb, p)]
        parts += [(p, f"sufferer:on_{p.head or frame}") for p in on]
    if frame == "takes":
        parts += [(p, "sufferer:from") for p in after if p.governor == "from"]
    if frame in ("goes_at", "strikes"):
        parts += [(p, f"sufferer:to_{p.head}") for p in _not_of_nouns(scene, verb, after) if p.governor == LAM]
    return subject, parts


def _is_first(scene: Scene, verb: Verb, phrase: Phrase) -> bool:
    """True if no other «على» stands before: in «سيطر على تلة تطل على معسكر» the camp is not taken."""
    return "on" not in scene.clues_within(verb.last, phrase.first - 1)


def _not_of_nouns(scene: Scene, verb: Verb, after: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that no noun of an act stands before: in «قتل ثلاثة في قصف للجيش» the army belongs to that noun."""
    return [p for p in after if not scene.triggers_between(verb.last, p.first)]


def _frame(verb: Verb, after: Sequence[Phrase], bare: Sequence[Phrase]) -> str:
    """The frame of a verb as its clause shows it: who is named by «من قبل» did a passive act; «قضى على» is no death."""
    if verb.frame == "strikes" and any(p.governor == "by" for p in after):
        return "passive"
    if verb.frame == "ends":
        ends = any(p.governor == "on" for p in after) and not any(p.is_victim for p in bare)
        return "goes_at" if ends else "dies"
    return verb.frame


def _done(
    verb: Verb, bare: Sequence[Phrase], before: Phrase | None, carried: Phrase | None
) -> tuple[Phrase | None, list[Part]]:
    """A verb whose subject is the doer: «سيطر التنظيم», «القوات انسحبت», «… وتقدمت»."""
    if before is not None:
        parts = [(before, "doer:before_verb")]
        return before, parts + [(p, f"sufferer:object_{p.head}") for p in bare[:1]]
    if bare:
        return bare[0], [(bare[0], "doer:subject"), *((p, f"sufferer:object_{p.head}") for p in bare[1:2])]
    if carried is not None and verb.is_joined:
        return carried, [(carried, "doer:carried")]
    return None, []


def _struck(
    scene: Scene,
    verb: Verb,
    bare: Sequence[Phrase],
    before: Phrase | None,
    known: tuple[str, Phrase | None],
    verbs: Sequence[Verb],
) -> tuple[Phrase | None, list[Part]]:
    """A verb with an object that suffers: active, passive, or with an act as its subject («هجوم استهدف الجيش»)."""
    harms = verb.trigger is not None and verb.trigger.type in _HARMS
    frame, carried = known
    near = [p for p in bare if p.first - verb.last <= _NEAR]
    if frame == "passive":
        sufferer = bare[0] if bare else before
        return None, [(sufferer, "sufferer:passive")] if sufferer else []
    if verb.has_object and bare:
        return bare[0], [(bare[0], "doer:subject_of_it"), *((p, "sufferer:object") for p in bare[1:2])]
    if bare and _is_means(scene, verb, bare[0]):
        return None, [(bare[0], f"sufferer:struck_by_means_{bare[0].head}")]
    if before is None and act_before(scene, verb, verbs):
        return None, [(p, f"sufferer:struck_by_act_{p.head}") for p in bare[:1]]
    if before is not None:
        if harms and before.is_victim and not near:
            return None, [(before, "sufferer:before_verb")]
        object_ = [(p, f"sufferer:object_{p.head}") for p in near[:1]]
        return before, [(before, "open:before_harm" if harms and not near else "doer:before_verb"), *object_]
    if not bare:
        return (carried, [(carried, "doer:carried")]) if carried else (None, [])
    is_subject = len(bare) > 1 and _is_armed_subject(scene, bare[0], bare[1])
    if bare[0].case == "object" or (harms and bare[0].is_victim and not is_subject) or bare[0].head == "asset":
        is_plural = scene.doc.tokens[verb.first].folded.endswith(_THEY)
        subject, parts = _object_alone(bare[0], carried, is_plural)
        behind = [(p, "doer:behind_object") for p in bare[1:2] if bare[0].case == "object" and p.case != "object"]
        return (behind[0][0] if behind else subject), [*behind, *parts]
    if len(bare) > 1 and (not bare[0].is_victim or (harms and is_subject)):
        return bare[0], [(bare[0], f"doer:subject_{bare[0].case}"), (bare[1], f"sufferer:object_{bare[1].head}")]
    if harms or bare[0].is_victim:
        return None if bare[0].is_victim else bare[0], [(bare[0], "open:only_harm" if harms else "open:only")]
    return bare[0], [(bare[0], f"doer:subject_{bare[0].case}")]


def _is_armed_subject(scene: Scene, first: Phrase, second: Phrase) -> bool:
    """True for fighters with no number of their own and people right behind them: «خطفت عناصر من التنظيم مختارا»."""
    opening = scene.doc.tokens[second.first].folded
    if getattr(first.mention, "kind", "civilian") == "civilian" or opening[0] in CONJUNCTIONS:
        return False
    numbered = any(n.first == first.first and n.low == n.high for n in scene.mentions.counts)
    return first.case != "object" and not numbered and second.first - first.last <= 1


def _is_means(scene: Scene, verb: Verb, phrase: Phrase) -> bool:
    """True if the subject of a verb is a means or an act right behind it: «استهدفت عبوة رتلا», «قتلت غارة ثلاثة»."""
    subjects = (*scene.mentions.weapons, *scene.mentions.triggers)
    return any(m.first == verb.last and m.last <= phrase.first and not m.joined for m in subjects)


def _object_alone(phrase: Phrase, carried: Phrase | None, is_plural: bool) -> tuple[Phrase | None, list[Part]]:
    """The only phrase behind a verb is its object: «قُتل ثلاثة مدنيين», «… واعتقلوا المسلحين». A plural verb cannot have
    it as its subject, so that who is carried did the act.
    """
    found = [(phrase, f"sufferer:object_alone_{'victim' if phrase.is_victim else phrase.head}")]
    if carried is None:
        return None, found
    return carried, [*found, (carried, "doer:carried" if is_plural else "open:carried")]


def _noun_parts(
    scene: Scene,
    noun: TriggerMention,
    verbs: Sequence[Verb],
    phrases: Sequence[Phrase],
    subjects: dict[int, Phrase],
) -> list[Part]:
    """The parts round an act told by a noun: its genitive, the phrases behind it, and the verb that governs it."""
    after = _after(scene, noun.first, noun.last, verbs, phrases)
    behind = _waged_behind(scene, noun, verbs)
    waged = _after(scene, behind.first, behind.last, verbs, phrases) if behind else []
    after += [p for p in waged if p.governor]
    parts = list(_governed(after))
    if noun.frame == "meeting":
        return parts + _meeting(noun, after)
    bare = [p for p in after if not p.governor]
    direct = bare[0] if bare and bare[0].first - noun.last <= 2 else None
    if any(v.last == noun.first and v.trigger and v.frame == "strikes" for v in verbs) and not noun.joined:
        direct = None  # «استهدفت عبوة رتلا»: the means is the subject, what is behind it the object of the verb
    second = next((p for p in after if direct and _is_object(direct, p)), None)
    before = _by_verb_before(scene, noun, verbs, phrases, subjects)
    is_waged = any(part == "doer:light_verb" for _, part in before)  # «نصب مسلحون كمينا للجيش»
    if direct is not None:
        parts += _genitive(noun, direct, second)
    for phrase in after:
        if phrase.governor == "on":
            parts.append((phrase, f"sufferer:on_{phrase.head}"))
        elif phrase.governor == "from" and noun.frame in ("of_place", "of_doer") and noun.type == "territory_gained":
            parts.append((phrase, "sufferer:from"))
        elif phrase.governor == "from" and noun.frame in ("of_doer", "of_either") and phrase.first - noun.last <= 3:
            parts += [] if noun.type in _LEAVES else [(phrase, "doer:from")]
        elif phrase.governor == LAM:
            suffers = noun.frame == "of_sufferer" or phrase.head == "asset" or is_waged
            side = "sufferer" if suffers else "doer"
            parts.append((phrase, f"{side}:of_{phrase.head}"))
    if behind is not None:
        parts += [(p, "doer:waged") for p in waged if not p.governor][:1]
        before = [(p, part) for p, part in before if part.startswith("sufferer")]
    return parts + before


def _is_object(direct: Phrase, phrase: Phrase) -> bool:
    """True for the object behind the genitive of a noun, bare or with «ل»: «قصف الجيش مواقع …», «قصف الجيش للبلدة»."""
    gap = phrase.first - direct.last
    return 0 <= gap <= 4 and not phrase.governor or gap == 0 and phrase.governor == LAM


def _genitive(noun: TriggerMention, direct: Phrase, second: Phrase | None) -> list[Part]:
    """«هجوم التنظيم», «مقتل جندي», «قصف مواقع الجيش», «استهداف الطيران مواقع الجيش»."""
    if direct.head == "asset":
        return [(direct, "sufferer:genitive_asset")]
    if second is not None and not direct.is_victim and noun.frame in ("of_sufferer", "of_either", "of_place"):
        return [(direct, "doer:genitive_of_two"), (second, f"sufferer:object_{second.head}")]
    if noun.frame == "of_sufferer":
        return [(direct, "sufferer:genitive")]
    if noun.frame == "of_either" and (direct.is_victim or noun.type != "shelling"):
        return [(direct, "sufferer:genitive_either")]
    return [(direct, "doer:genitive")]


def _meeting(noun: TriggerMention, after: Sequence[Phrase]) -> list[Part]:
    """Two sides: «اشتباكات بين الجيش والتنظيم», «معارك مع التنظيم», «معارك الجيش»."""
    found: list[Part] = []
    for phrase in after:
        if phrase.governor == "between":
            found.append((phrase, "side:second" if any(p == "side:first" for _, p in found) else "side:first"))
        elif phrase.governor in ("with", "on"):
            found.append((phrase, "side:with"))
        elif not phrase.governor and phrase.first - noun.last <= 2:
            found.append((phrase, "side:genitive"))
    return found


def _waged_behind(scene: Scene, noun: TriggerMention, verbs: Sequence[Verb]) -> Verb | None:
    """The verb behind a noun that says who does the act: «هجوم شنه الجيش», «القصف الذي نفذته الطائرات»."""
    behind = next((v for v in verbs if 0 <= v.first - noun.last <= 4), None)
    if behind is None or behind.frame != "wages":
        return None
    return behind if behind.has_object or "relative" in scene.clues_before(behind.first) else None


def _by_verb_before(
    scene: Scene,
    noun: TriggerMention,
    verbs: Sequence[Verb],
    phrases: Sequence[Phrase],
    subjects: dict[int, Phrase],
) -> list[Part]:
    """The part that the verb before a noun gives its subject: «شن الجيش هجوما»."""
    light = next((v for v in reversed(verbs) if v.last <= noun.first and noun.first - v.last <= _FAR_LIGHT), None)
    if light is None or light.trigger is not None:
        return []
    own = [p for p in phrases if light.last <= p.first and p.last <= noun.first and not p.governor]
    before = subject_before(scene, light, verbs, phrases)
    who = before or (own[0] if own else None) or subjects.get(light.first)
    if who is None:
        return []
    if light.frame == "wages":
        return [(who, "doer:light_verb")]
    if light.frame == "announces":
        tells = noun.frame in ("of_sufferer", "of_place", "of_either") or noun.type == "territory_gained"
        return [(who, f"doer:announces_{noun.type}")] if tells else []
    return [(who, f"sufferer:{light.frame}")]
