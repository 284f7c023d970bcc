"""Learning weights: the mean of two learnings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from train import mean_of

from marsad.errors import UsageError
from marsad.event.linear import LinearModel
from marsad.event.models import load_models


def test_the_mean_knows_what_either_knows() -> None:
    """A feature that only one of them knows weighs half; thresholds are those of the first."""
    stands = load_models(quick=True)
    one = replace(stands, keep=LinearModel("keep", ("True",), {"a": (1.0,), "b": (0.5,)}), thresholds={"keep": 0.4})
    other = replace(stands, keep=LinearModel("keep", ("True",), {"b": (-0.5,), "c": (2.0,)}))
    mean = mean_of(one, other)
    assert mean.keep.weights == {"a": (0.5,), "b": (0.0,), "c": (1.0,)}
    assert mean.thresholds == {"keep": 0.4}
    assert mean.role.weights == stands.role.weights


def test_other_answers_are_refused() -> None:
    """Weights of other answers cannot be added up."""
    stands = load_models(quick=True)
    other = replace(stands, keep=LinearModel("keep", ("False",), {"a": (1.0,)}))
    with pytest.raises(UsageError, match="keep"):
        mean_of(stands, other)
