"""How sure the words of an episode are beside those of the others of its report."""

from __future__ import annotations

from typing import Any, cast

from tests.event.reading import scene_of

from marsad.event.draw import body_triggers
from marsad.event.episode import Links
from marsad.event.linear import spelled
from marsad.event.rivals import rival_features
from marsad.model import TriggerMention

TEXT = "قتل أربعة جنود في هجوم على حاجز قرب سبها. وجاء الهجوم في سبها بعد قصف مدفعي."


class Fixed:
    """One chance for all pairs."""

    def __init__(self, link: float) -> None:
        self.link = link

    def chance(self, one: TriggerMention, other: TriggerMention) -> float:
        return self.link


def features(place: int, chances: list[float], link: float) -> set[str]:
    """The features of a word of the text, each taken as an episode of its own."""
    scene = scene_of(TEXT)
    words = body_triggers(scene)
    known = dict(zip(map(id, words), chances, strict=True))
    links = cast(Links, cast(Any, Fixed(link)))
    return set(spelled(rival_features(scene, [[word] for word in words], place, known, links)))


def test_a_surer_word_beside_it_and_a_telling_before() -> None:
    """The second telling of an attack, beside a surer word, and likely the same as the first."""
    found = features(2, [0.9, 0.9, 0.5, 0.8], 0.9)
    assert {"clause_rival:<9+act", "surer:True+True+True", "rank:<5", "told_before>1", "told_after>0.5"} <= found
    assert any(feature.startswith("facts_before:2") for feature in found)


def test_the_surest_word_told_once() -> None:
    found = features(1, [0.4, 0.9, 0.05, 0.05], 0.1)
    assert {"clause_rival:<5+act", "surer:False+False+False", "rank:<1", "best>2"} <= found
    assert "told_before>-2" not in found
