"""Figures that the report itself replaces: an earlier toll told behind the new one («وكانت الشرطة قالت في وقت سابق إن
تسعة قتلوا»), those whose death raises a toll told with them («توفي جريحان ليرتفع عدد القتلى إلى ستة»), and so many of
those told before («خمسة من الجرحى في حال خطرة»).
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.scene import Scene
from marsad.lexicon import Hit
from marsad.model import CountMention, Sentence
from marsad.text.clitics import ARTICLE

#: what people may be who are told without arms
_OPEN = {"", "unknown", "civilians"}
#: words round a count in which it is told that its people died of wounds or were found
_NEAR = 4
#: sentences from a whole to a part of it told by «of the wounded»
_FAR = 3
#: words from a verb of telling to the word for the time before
_SAID = 10
_LOSSES = ("killed", "wounded", "killed_or_wounded")
_OF, _DAY = "\u0645\u0646", "\u0627\u0644\u064a\u0648\u0645"
_RAISED = ("rising_toll", "figure_of_the_harmed")


def replaced(scene: Scene, counts: Sequence[CountMention]) -> set[int]:
    """Places of the counts that give way to others of the report."""
    found: set[int] = set()
    parts: set[int] = set()
    for place, count in enumerate(counts):
        if count.harm not in _LOSSES or scene.is_title(count):
            continue
        before, after = counts[:place], counts[place + 1 :]
        if _is_earlier_toll(scene, count, before) or _is_late_before_toll(scene, count, before, after):
            found.add(place)
        elif _is_late_behind_toll(scene, count, before) or _is_of_those_told(scene, count, before):
            parts.add(place)
    told = {scene.sentence(counts[place]) for place in found if not _is_raised_in(counts, place)}
    found |= {n for n, c in enumerate(counts) if scene.sentence(c) in told and _is_told_before(scene, counts, n)}
    return found | parts


def _is_earlier_toll(scene: Scene, count: CountMention, before: Sequence[CountMention]) -> bool:
    """«في وقت سابق», «معلومات أولية»: a smaller figure for the same loss, with no place and no act of its own."""
    number = scene.sentence(count)
    sentence = scene.doc.sentences[number]
    earlier = _hits(scene, "earlier", sentence.first, sentence.last)
    if not any(_tells_of_today(scene, hit) and _is_said(scene, hit, sentence) for hit in earlier):
        return False
    if not _repeats(scene, sentence):
        return False
    return any(_outdoes(scene, other, count) and scene.sentence(other) < number for other in before)


def _is_of_those_told(scene: Scene, count: CountMention, before: Sequence[CountMention]) -> bool:
    """«خمسة من الجرحى في حال خطرة»: so many of the wounded whom the text has counted just before."""
    words = [token.folded for token in scene.doc.tokens[count.first : count.last]]
    if count.rule != "number_of_harm_noun" or count.voice != "noun" or _OF not in words[:-1]:
        return False
    if count.harm_at is None or not count.span.start <= count.harm_at.start < count.span.end:
        return False
    if not words[words.index(_OF) + 1].startswith(ARTICLE):
        return False
    near = scene.sentence(count) - _FAR
    whole = (c for c in before if c.harm == count.harm and not c.part and scene.sentence(c) >= near)
    return any(c.low > count.low for c in whole)


def _is_told_before(scene: Scene, counts: Sequence[CountMention], place: int) -> bool:
    """True for a loss of an earlier toll that the report has a figure for before."""
    count = counts[place]
    if count.harm not in _LOSSES:
        return False
    earlier = [c for c in counts[:place] if scene.sentence(c) < scene.sentence(count)]
    return any(c.harm == count.harm and c.low >= count.low for c in earlier)


def _is_raised_in(counts: Sequence[CountMention], place: int) -> bool:
    """True where the sentence goes on to the toll that a count raises."""
    return any(c.rule in _RAISED and c.low > counts[place].low for c in counts[place + 1 : place + 2])


def _tells_of_today(scene: Scene, hit: Hit) -> bool:
    """«في وقت سابق من اليوم», not «في وقت سابق من هذا الشهر»."""
    words = [token.folded for token in scene.doc.tokens[hit.last : hit.last + 2]]
    return len(words) < 2 or words[0] != _OF or words[1] == _DAY


def _is_said(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """«أعلنت الشرطة في وقت سابق», «أفاد في حصيلة أولية», against «وفي وقت سابق قتل خمسة»: who tells stands before."""
    return bool(_hits(scene, "said", max(sentence.first, hit.first - _SAID), hit.first + 1))


def _repeats(scene: Scene, sentence: Sentence) -> bool:
    """True if a sentence names no place and no act that is not named before it."""
    places = {p.place or p.name for p in scene.starting(scene.mentions.places, sentence.first, sentence.last)}
    acts = {t.type for t in scene.starting(scene.mentions.triggers, sentence.first, sentence.last)}
    known = {p.place or p.name for p in scene.mentions.places if p.first < sentence.first}
    done = {t.type for t in scene.mentions.triggers if t.first < sentence.first}
    return places <= known and {act for act in acts if not act.startswith("_")} <= done


def _outdoes(scene: Scene, other: CountMention, count: CountMention) -> bool:
    """True if another figure tells more of the same loss."""
    if other.harm != count.harm or other.low <= count.low or other.part or other.former:
        return False
    return other.victims == count.victims or {other.victims, count.victims} <= _OPEN


def _is_late_before_toll(
    scene: Scene, count: CountMention, before: Sequence[CountMention], after: Sequence[CountMention]
) -> bool:
    """«انتشال خمس جثث، ما يرفع حصيلة القتلى إلى 31»: dead of wounds, or found, behind whom the toll stands."""
    if count.harm != "killed" or not after:
        return False
    toll = next((c for c in after if not c.part), None)
    if toll is None or toll.harm != "killed" or toll.rule not in _RAISED or toll.low <= count.low:
        return False
    if scene.sentence(toll) != scene.sentence(count) or _hits_clue(scene, "since", count.first, toll.last + _NEAR):
        return False
    if any(c.harm == "killed" and c.low + count.low == toll.low for c in before):
        return False  # «قتل خمسة وتوفي جريح ليرتفع العدد إلى ستة»: parts of the toll, told by both
    is_late = bool(_hits(scene, "late_death", max(0, count.first - _NEAR), count.last + _NEAR))
    return is_late and bool(_hits(scene, "raises", count.last, toll.first))


def _is_late_behind_toll(scene: Scene, count: CountMention, before: Sequence[CountMention]) -> bool:
    """«ارتفعت الحصيلة إلى ثمانية إثر وفاة جريحين»: dead of wounds, or found, told behind the toll that they are in."""
    toll = next((c for c in reversed(before) if c.harm == "killed" and not c.part), None)
    if count.harm != "killed" or toll is None or scene.sentence(toll) != scene.sentence(count) or toll.low <= count.low:
        return False
    first = scene.doc.sentences[scene.sentence(toll)].first
    is_late = bool(_hits(scene, "late_death", max(toll.last, count.first - _NEAR), count.last + _NEAR))
    return is_late and bool(_hits(scene, "raises", first, toll.first) and _hits(scene, "upon", toll.last, count.first))


def _hits(scene: Scene, name: str, first: int, last: int) -> list[Hit]:
    return [hit for hit in scene.periods if hit.id == name and first <= hit.first < last]


def _hits_clue(scene: Scene, name: str, first: int, last: int) -> bool:
    return name in scene.clues_within(first, min(last, len(scene.doc.tokens)))
