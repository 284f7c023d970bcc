"""Linear models: what features with values weigh."""

from __future__ import annotations

import pytest

from marsad.event.linear import LinearModel


def test_a_weight_counts_as_often_as_the_value_says() -> None:
    """Features without a weight count nothing; an answer by values is that of its weights times those."""
    model = LinearModel("stand", ("True",), {"worth": (2.0,), "alone": (-1.0,)})
    half, same = model.chances({"worth": 0.5, "alone": 1.0, "strange": 3.0}), model.chances({})
    assert (half["True"], same["True"]) == (0.5, 0.5)
    assert model.chances({"worth": 1.0}) == pytest.approx(model.chances(["worth"]))


def test_each_label_has_its_own_weights() -> None:
    """Chances of several labels sum up to one."""
    model = LinearModel("party", ("initiator", "none"), {"doer": (1.0, -1.0)})
    found = model.chances({"doer": 2.0})
    assert found["initiator"] > 0.9 and sum(found.values()) == pytest.approx(1.0)


def test_shares_of_answers_told_by_values() -> None:
    """The answer with the higher sum has the larger share."""
    model = LinearModel("spot", ("True",), {"sure": (1.0,)})
    sure, likely, other = model.shares([{"sure": 1.0}, {"sure": 0.5}, {"none": 1.0}])
    assert sure > likely > other
