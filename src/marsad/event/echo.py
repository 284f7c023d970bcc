"""Losses of one episode told twice: with and without «at least», as a whole and by its parts, by number and by name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from marsad.event.scene import Scene
from marsad.lexicon.strangers import actor_kind
from marsad.model import Casualty, CountMention
from marsad.text.clitics import ARTICLE, WAW

#: what a plural without a number stands for at least
VAGUE = 2
#: nouns and rules that tell of one person by name, by title or by a pronoun
_NAMES = ("counted.given_name", "counted.title")
_BY_PRONOUN = "one_person_by_pronoun"
_BOTH = "killed_or_wounded"
#: how many parts a whole is looked for in
_MOST_PARTS = 3


def without_echoes(casualties: Sequence[Casualty]) -> list[Casualty]:
    """Losses without those that only repeat others: plurals without a number («قتلى» beside «12 قتيلا»), figures
    without the «at least» that they have elsewhere, dead and wounded in one figure that is split elsewhere, wholes
    and parts.
    """
    kept = [c for c in casualties if not any(_is_hedged(other, c) for other in casualties)]
    kept = [c for c in kept if not (_is_bare(c) and any(_says_more(other, c) for other in kept))]
    kept = [c for c in kept if not (c.harm == _BOTH and _is_split(kept, c))]
    for whole in list(kept):
        parts = _parts_of(kept, whole)
        if parts and all(part.of == whole.of for part in parts):
            kept = [c for c in kept if not any(c is part for part in parts)]
        elif parts:
            kept = [c for c in kept if c is not whole]
    return kept


def is_told_by_name(scene: Scene, count: CountMention) -> bool:
    """True for people known to the text: by name, by title, by the article, by a pronoun."""
    if count.low != count.high or count.others:
        return False
    if count.people in _NAMES or count.rule == _BY_PRONOUN:
        return True
    return scene.doc.tokens[count.first].folded.removeprefix(WAW).startswith(ARTICLE)


def is_one_of_those_told(
    scene: Scene, told: Sequence[CountMention], casualties: Sequence[Casualty], count: CountMention, side: str
) -> bool:
    """«استشهد شابان … واستشهاد الشاب أحمد»: people by name behind the number of those who suffered with them."""
    if not is_told_by_name(scene, count):
        return False
    harms, least, place = (count.harm, _BOTH), max(VAGUE, count.low), scene.sentence(count)
    before = (c for c in told if c.first < count.first and scene.sentence(c) != place)
    is_numbered = any(c.harm in harms and c.low >= least for c in before)
    alike = (c for c in casualties if c.harm in harms and _may_be_one_side(c.of, side))
    return is_numbered and any(c.low >= least for c in alike)


def _may_be_one_side(one: str, other: str) -> bool:
    is_civil = actor_kind(one) == "civilian" and actor_kind(other) == "civilian"
    return one == other or is_civil or "unknown" in (one, other)


def _is_hedged(other: Casualty, loss: Casualty) -> bool:
    """True if `other` is the same figure with «at least»."""
    is_same = (other.of, other.harm, other.low) == (loss.of, loss.harm, loss.low)
    return is_same and other.high is None and loss.high == loss.low and loss.low > VAGUE


def _is_bare(loss: Casualty) -> bool:
    return loss.high is None and loss.low == VAGUE


def _says_more(other: Casualty, loss: Casualty) -> bool:
    is_kin = other.harm == loss.harm or (loss.harm == _BOTH and other.harm in ("killed", "wounded"))
    return is_kin and not _is_bare(other) and (other.of == loss.of or loss.of in ("unknown", "civilians"))


def _is_split(casualties: Sequence[Casualty], both: Casualty) -> bool:
    """«قتل وأصيب 14 … مقتل امرأة وإصابة 13»: the dead and the wounded of one figure are told apart elsewhere."""
    dead = [c.low for c in casualties if c.harm == "killed"]
    hurt = [c.low for c in casualties if c.harm == "wounded"]
    sums = {a + b for a in dead for b in hurt}
    return any(total == both.low or (both.high is None and total > both.low) for total in sums)


def _parts_of(casualties: Sequence[Casualty], whole: Casualty) -> list[Casualty]:
    """Exact figures of the same harm that add up to a whole: of the same side all, or of other sides all."""
    others = [c for c in casualties if c.harm == whole.harm and c.low == c.high and c.low < whole.low]
    for many in range(2, _MOST_PARTS + 1):
        for parts in combinations(others, many):
            sides = {part.of for part in parts}
            is_one_side = sides == {whole.of}
            is_many_sides = len(sides) == many and whole.of not in sides - {"civilians", "unknown"}
            if sum(part.low for part in parts) == whole.low and (is_one_side or is_many_sides):
                return list(parts)
    return []
