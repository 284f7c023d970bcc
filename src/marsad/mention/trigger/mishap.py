"""Words of acts that tell no act of a conflict: accidents, disasters, illness, quarrels and crime, courts, films."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.lexicon import Hit
from marsad.model import Doc, TriggerMention

#: words behind a charge in which the act of the charge stands
REACH_OF_CHARGE = 12
#: what an accident, a disaster or an ordinary crime leaves behind as well as an attack does
_LEFT_BEHIND = frozenset({"_kill", "_wound", "_generic"})
#: what is left behind where nobody did a deed of the conflict, by what else the sentence tells
_LEFT_BY = {
    "mishap.road": _LEFT_BEHIND | {"arrest", "deployment"},
    "mishap.air": _LEFT_BEHIND | {"other"},
    "mishap.nature": _LEFT_BEHIND | {"displacement", "other"},
    "mishap.illness": _LEFT_BEHIND,
    "mishap.crime": _LEFT_BEHIND | {"arrest", "looting"},
    "mishap.quarrel": _LEFT_BEHIND | {"arrest", "looting"},
    "mishap.trade": frozenset({"agreement"}),
}
#: what a report is about from its first words to its last, if it opens with it
_THEMES = ("mishap.road", "mishap.nature", "mishap.crime", "mishap.quarrel")
#: what acts of no report stand behind: the plots of films and novels
_ELSEWHERE = ("mishap.fiction",)
#: words of planes brought down
_DOWNED = "shoot_down."
#: acts of arms: a sentence that tells of one is no sentence of an accident
_ARMED = frozenset(
    {
        "attack", "armed_clash", "airstrike", "drone_strike", "shelling", "bombing", "suicide_bombing",
        "targeted_killing", "execution", "abduction", "_target", "_claim",
    }
)  # fmt: skip
#: shots and stabs, which neighbours at odds exchange too
_SMALL_ARMS = frozenset(
    {"shooting.n", "fire.n", "frame.fire", "open_fire.v", "stab.v", "stabbing.n", "exchange_fire.n", "firebomb.n"}
)

#: the word of a death that a court rules as well as of one that was carried out, and words of the latter alone
_SENTENCED = "execution.n"
_CARRIED_OUT = frozenset({"frame.carry_out", "frame.carry_out.n"})
#: words of an entry, and how near to them its visitors stand
_ENTRIES = frozenset({"enter.v", "frame.enter.n", "place.fall.n"})
_NEAR = 5


def is_mishap(hit: Hit) -> bool:
    """True for a word of a mishap, not of an act."""
    return hit.id.startswith("mishap.")


def without_mishaps(
    doc: Doc, found: list[TriggerMention], told: Sequence[Hit], mishaps: Sequence[Hit]
) -> list[TriggerMention]:
    """The words of acts without those that only tell what an accident, a disaster, an illness or a crime did.

    A sentence that names one and no act of arms tells of no conflict («مقتل أربعة في حادث سير»). Nor is the act that a
    court charges an act told («حكم عليه بتهمة التخطيط لهجوم»), nor what a film tells («تدور قصة الفيلم حول …»).
    """
    found = _without_visits(_outside_matches(doc, found, told), told)
    found = _without_sentences(doc, found, told)
    found = _warning_shots(doc, found, told)
    is_true = _told_to_be_true(told)
    mishaps = [hit for hit in mishaps if not (is_true and hit.id in _ELSEWHERE)]
    mishaps += _crashes(doc, found, told)
    if not mishaps:
        return found
    found = _without_shots(doc, found, told, mishaps)
    found = _outside_courts(doc, found, mishaps)
    armed = {doc.sentence_of[mention.first] for mention in found if mention.type in _ARMED}
    theme = frozenset[str]() if armed or _fighters(doc, told) else _theme(doc, mishaps)
    left: dict[int, frozenset[str]] = {}
    for hit in mishaps:
        sentence = doc.sentence_of[hit.first]
        left[sentence] = left.get(sentence, frozenset()) | _LEFT_BY.get(hit.id, frozenset())
    return [
        mention
        for mention in found
        if doc.sentence_of[mention.first] in armed
        or mention.type not in left.get(doc.sentence_of[mention.first], frozenset()) | theme
    ]


def _outside_matches(doc: Doc, found: list[TriggerMention], told: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts without those of a match («أطلق المهاجم صاروخا من خارج منطقة الجزاء»)."""
    matches = {doc.sentence_of[hit.first] for hit in told if hit.id == "mishap.match"}
    return [m for m in found if doc.sentence_of[m.first] not in matches]


def _without_visits(found: list[TriggerMention], told: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts without the entries of goods, aid and visitors («دخلت 170 شاحنة من المعبر»)."""
    visitors = [hit.first for hit in told if hit.id == "mishap.visitor"]
    return [m for m in found if m.id not in _ENTRIES or all(abs(at - m.first) > _NEAR for at in visitors)]


def _warning_shots(doc: Doc, found: list[TriggerMention], told: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts, shots in the air taken as what disperses a crowd where they hit nobody («النار في الهواء»)."""
    harmed = {doc.sentence_of[m.first] for m in found if m.type in ("_kill", "_wound")}
    aside = {hit.first for hit in told if hit.id == "mishap.air_shot" and doc.sentence_of[hit.first] not in harmed}
    return [
        replace(m, id="warning_shot", type="other")
        if m.id in _SMALL_ARMS and _is_near(doc, m.last, aside)
        else m
        for m in found
    ]


def _is_near(doc: Doc, last: int, places: Iterable[int]) -> bool:
    """True if one of the places stands no more than a few words behind a token, in its sentence."""
    return any(0 <= at - last < _NEAR and doc.sentence_of[at] == doc.sentence_of[last - 1] for at in places)


def _told_to_be_true(told: Sequence[Hit]) -> bool:
    """Whether words of documentaries stand in a text: what its films show has happened."""
    return any(hit.id == "mishap.true_story" for hit in told)


def _crashes(doc: Doc, found: Sequence[TriggerMention], told: Sequence[Hit]) -> list[Hit]:
    """The crashes of civil and training planes in a text that tells of no act of arms and of no plane brought down."""
    crashes = [hit for hit in told if hit.id == "mishap.air"]
    words = {at for hit in crashes for at in range(hit.first, hit.last)}
    is_downed = any(m.type in _ARMED or (m.id.startswith(_DOWNED) and m.first not in words) for m in found)
    return [] if is_downed else crashes


def _fighters(doc: Doc, told: Sequence[Hit]) -> frozenset[int]:
    """The sentences that name fighters: what they do is no ordinary crime."""
    return frozenset(doc.sentence_of[hit.first] for hit in told if hit.id == "mishap.belligerent")


def _without_shots(
    doc: Doc, found: list[TriggerMention], told: Sequence[Hit], mishaps: Iterable[Hit]
) -> list[TriggerMention]:
    """The words of acts without the shots and stabs of a quarrel that names no fighters («مشاجرة بالأسلحة النارية»)."""
    quarrels = {doc.sentence_of[hit.first] for hit in mishaps if hit.id == "mishap.quarrel"} - _fighters(doc, told)
    return [m for m in found if doc.sentence_of[m.first] not in quarrels or m.id not in _SMALL_ARMS]


def _outside_courts(doc: Doc, found: list[TriggerMention], mishaps: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts without those of a charge before a court and of the plot of a film."""
    courts = {doc.sentence_of[hit.first] for hit in mishaps if hit.id == "mishap.court"}
    charges = [hit.last for hit in mishaps if hit.id == "mishap.charge"]
    charges += [mention.last for mention in found if mention.id == "plan.n"]
    charged = {at for last in charges for at in range(last, last + REACH_OF_CHARGE)}
    elsewhere = {doc.sentence_of[hit.first]: hit.last for hit in mishaps if hit.id in _ELSEWHERE}
    found = [m for m in found if m.first < elsewhere.get(doc.sentence_of[m.first], m.first + 1)]
    return [
        m for m in found if doc.sentence_of[m.first] not in courts or m.first not in charged or m.id in _CARRIED_OUT
    ]


def _without_sentences(doc: Doc, found: list[TriggerMention], told: Sequence[Hit]) -> list[TriggerMention]:
    """The words of acts without the deaths that a court rules («قضت محكمة … بإعدام سبعة متهمين»): a sentence is no
    execution before somebody carries it out.
    """
    verdicts = {doc.sentence_of[hit.first] for hit in told if hit.id == "mishap.verdict"}
    return [m for m in found if m.id != _SENTENCED or doc.sentence_of[m.first] not in verdicts]


def _theme(doc: Doc, mishaps: Iterable[Hit]) -> frozenset[str]:
    """What the mishap leaves behind that a report opens with, in its headline or its first sentence: the report is
    about it throughout («مصرع تسعة في انقلاب حافلة … وكان حادث مماثل أودى بحياة خمسة»).
    """
    body = next((n for n, sentence in enumerate(doc.sentences) if not sentence.is_title), 0)
    opening = {hit.id for hit in mishaps if doc.sentence_of[hit.first] <= body and hit.id in _THEMES}
    return frozenset(kind for mishap in opening for kind in _LEFT_BY[mishap])
