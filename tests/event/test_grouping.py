"""Which words are put together as one episode, given the chance of each pair."""

from __future__ import annotations

from typing import Any, cast

import pytest
from tests.event.reading import scene_of

from marsad.event.draw import body_triggers
from marsad.event.episode import Links, group_triggers
from marsad.model import TriggerMention

TEXT = "قتل أربعة جنود وأصيب ستة في هجوم على حاجز قرب سبها. وردت القوات بقصف مدفعي."


class Fixed:
    """Chances of pairs by the types of their words."""

    def __init__(self, chances: dict[tuple[str, str], float]) -> None:
        self.chances = chances

    def chance(self, one: TriggerMention, other: TriggerMention) -> float:
        return self.chances[kind(one), kind(other)]


def kind(word: TriggerMention) -> str:
    """`result`, or the type of the act."""
    return "result" if word.type.startswith("_") else word.type


@pytest.fixture(name="words")
def _words() -> list[TriggerMention]:
    return body_triggers(scene_of(TEXT))


def grouped(words: list[TriggerMention], chances: dict[tuple[str, str], float]) -> list[list[str]]:
    """The types of the words of each group."""
    groups = group_triggers(words, cast(Links, cast(Any, Fixed(chances))), 0.5)
    return [[kind(word) for word in group] for group in groups]


def test_an_answer_is_held_against_the_act_and_not_its_losses(words: list[TriggerMention]) -> None:
    chances = {
        ("result", "result"): 0.9,
        ("result", "attack"): 0.9,
        ("result", "shelling"): 0.8,
        ("attack", "shelling"): 0.1,
    }
    assert grouped(words, chances) == [["result", "result", "attack"], ["shelling"]]


def test_an_act_joins_losses_told_before_it(words: list[TriggerMention]) -> None:
    chances = dict.fromkeys(
        [("result", "result"), ("result", "attack"), ("result", "shelling"), ("attack", "shelling")], 0.7
    )
    assert grouped(words, chances) == [["result", "result", "attack", "shelling"]]


def test_the_surest_pairs_come_first(words: list[TriggerMention]) -> None:
    chances = {
        ("result", "result"): 0.9,
        ("result", "attack"): 0.55,
        ("result", "shelling"): 0.1,
        ("attack", "shelling"): 0.95,
    }
    assert grouped(words, chances) == [["result", "result"], ["attack", "shelling"]]
