"""What a figure tells: a loss of an episode, a sum over a time, or nothing."""

import pytest
from tests.event.reading import scene_of

from marsad.event.linear import LinearModel, spelled
from marsad.event.making import Episode
from marsad.event.models import NAMES, Models
from marsad.event.plot import Plot
from marsad.event.telling import NONE, SUM, answers, told_figures
from marsad.event.toll import add_loss, attach_losses

_TWO_ACTS = "قتل خمسة جنود في هجوم على حاجز. وفي بغداد أصيب ثلاثة مدنيين في انفجار عبوة ناسفة."


def plot_of(text: str, *kinds: str) -> Plot:
    """The plot of a text whose sentences tell an episode each, of those types."""
    scene = scene_of(text)
    triggers = scene.mentions.triggers
    plot = Plot(scene, [[t for t in triggers if scene.sentence(t) == number] for number in range(len(kinds))])
    plot.kinds = list(kinds)
    return plot


def signs(plot: Plot, at: int) -> dict[int, set[str]]:
    """The features of each answer for a figure."""
    return {answer: set(spelled(told)) for answer, told in answers(plot, told_figures(plot.scene)[at])}


def test_each_figure_may_be_a_loss_of_each_episode_a_sum_or_nothing() -> None:
    """The act in the sentence of a figure is told for its own episode and against the other."""
    told = signs(plot_of(_TWO_ACTS, "attack", "bombing"), 0)
    assert set(told) == {0, 1, SUM, NONE}
    assert {"whose:this", "acts:True+False"} <= told[0]
    assert {"whose:other", "acts:False+True"} <= told[1]
    assert "none:before+after:alone+alone" in told[NONE]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("قتل خمسة جنود في هجوم على حاجز. وكان هجوم قد أسفر عن مقتل خمسة جنود.", "none:before:same"),
        ("قتل خمسة جنود في هجوم على حاجز. وكان هجوم قد أسفر عن مقتل أربعة جنود.", "none:before:less"),
        ("قتل خمسة جنود في هجوم على حاجز. وكان هجوم قد أسفر عن مقتل تسعة جنود.", "none:before:more"),
        ("قتل خمسة جنود في هجوم على حاجز. وكان هجوم قد أسفر عن إصابة خمسة جنود.", "none:before:alone"),
    ],
)
def test_a_figure_compares_with_those_before_it(text: str, sign: str) -> None:
    """Only figures of the same harm are compared."""
    assert sign in signs(plot_of(text, "attack"), 1)[NONE]


def test_what_the_rules_say_of_a_sum_is_a_sign() -> None:
    """A period beside a figure, and the rule that makes it a sum, speak for that answer."""
    told = signs(plot_of("قتل 428 شخصا منذ مطلع العام.", "attack"), 0)
    assert any(sign.startswith("sum:period:since") for sign in told[SUM])
    assert "sum:sum:True" in told[SUM]
    assert "sum:sum:False" in signs(plot_of(_TWO_ACTS, "attack"), 0)[SUM]


def test_the_likeliest_answer_takes_the_figure() -> None:
    """A figure goes to the episode, to the sums or nowhere, by weights."""
    empty = LinearModel("none", ("True",), {})
    for sign, taken in (("whose:this", (1, 0)), ("sum:sum:False", (0, 1)), ("none:bias", (0, 0))):
        loss = LinearModel("loss", ("True",), {sign: (3.0,)})
        plot = plot_of("قتل خمسة جنود في هجوم على حاجز.", "attack")
        found = dict.fromkeys(NAMES, empty) | {"loss": loss}
        attach_losses(plot, Models(**found, thresholds={"loss": 0.35, "sum": 0.4}))
        assert (len(plot.losses.get(0, [])), len(plot.sums)) == taken


def test_what_the_rules_call_a_sum_is_one_unless_that_is_hardly_likely() -> None:
    """The words of a sum outweigh an episode that is likelier, not one that is all but sure."""
    empty = LinearModel("none", ("True",), {})
    for weight, taken in ((2.0, (0, 1)), (9.0, (1, 0))):
        loss = LinearModel("loss", ("True",), {"acts:True+False": (weight,)})
        plot = plot_of("أسفرت الهجمات منذ مطلع العام عن مقتل 428 شخصا.", "attack")
        found = dict.fromkeys(NAMES, empty) | {"loss": loss}
        attach_losses(plot, Models(**found, thresholds={"loss": 0.35, "sum": 0.4, "sum_told": 0.02}))
        assert (len(plot.losses.get(0, [])), len(plot.sums)) == taken


def test_a_loss_that_is_hardly_likely_is_not_told() -> None:
    """What counts is the chance of the act and that of the party together."""
    empty = LinearModel("none", ("True",), {})  # a chance of one half for each party
    plot = plot_of("قتل خمسة جنود في هجوم على حاجز.", "attack")
    models = Models(**dict.fromkeys(NAMES, empty), thresholds={"loss_told": 0.2})
    for chance, told in ((0.9, 1), (0.3, 0)):
        episode = Episode(list(plot.groups[0]), "attack")
        add_loss(plot.scene, episode, told_figures(plot.scene)[0].count, chance, None, models)
        assert len(episode.casualties) == told
