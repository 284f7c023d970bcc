"""The network heard beside the words of an act."""

from __future__ import annotations

import math

import pytest
from tests.event.reading import scene_of

from marsad.event.heard import answers_again, heard
from marsad.event.linear import LinearModel
from marsad.event.status import status_features

WORDS = {"shelling": 0.8, "airstrike": 0.2}
NETWORK = {"shelling": math.log(0.1), "airstrike": math.log(0.9), "attack": -20.0}


def test_the_network_is_one_number_for_each_answer_of_the_words() -> None:
    """The words say shelling, the network an air strike; without it the words alone speak."""
    told = answers_again(WORDS, NETWORK)
    assert list(told) == ["shelling", "airstrike"]
    struck = told["airstrike"]
    assert struck["network:share"] == struck["network:share*answer:airstrike"] == NETWORK["airstrike"]
    assert told["shelling"]["words"] == math.log(0.8)
    assert not [name for name in answers_again(WORDS, {})["shelling"] if name.startswith("network:")]


def test_words_and_network_are_weighed() -> None:
    """What is heard of both adds up to a whole, and who weighs more has it."""
    words_alone, both = (
        heard(WORDS, NETWORK, LinearModel("type", ("True",), {"words": (1.0,), "network:share": (weight,)}))
        for weight in (0.0, 2.0)
    )
    assert words_alone == pytest.approx(WORDS)
    assert max(both, key=lambda kind: both[kind]) == "airstrike"
    assert sum(both.values()) == pytest.approx(1.0)


def test_the_words_of_the_clause_speak_for_the_status() -> None:
    """Those that state the act as well; not those of another sentence."""
    scene = scene_of("يعتزم الجيش مهاجمة القرية. وعاد السكان")
    told = set(status_features(scene, scene.mentions.triggers, "attack"))
    assert "stem:قريه" in told
    assert "stem:سكان" not in told
