"""What speaks for a party to have suffered a count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marsad.event.borne import Suffering
from marsad.event.linear import spelled
from marsad.event.whose import side_choices
from marsad.model import Report
from marsad.pipeline.code import read_scene


def _told(
    text: str, initiators: Sequence[str] = (), targets: Sequence[str] = (), kind: str = "attack"
) -> dict[str, set[str]]:
    """By party, the features told of it for the first count."""
    found = read_scene(Report("r", "", date(2021, 12, 3), "", text))
    case = Suffering(found, found.mentions.counts[0], kind, initiators, targets)
    return {actor: set(spelled(features)) for actor, features in side_choices(case)}


def test_a_rule_has_a_vote_for_one_party_and_against_the_others() -> None:
    told = _told("قتل أربعة من مقاتلي حركة الشباب في هجوم للجيش الصومالي.", ["somalia-gov"], ["shabaab"])
    assert "said:side_that_owns_the_people" in told["shabaab"]
    assert "said_of_another:side_that_owns_the_people" in told["civilians"]


def test_without_a_rule_nobody_has_a_vote() -> None:
    told = _told("أوقع الانفجار ستة قتلى.")
    assert any(feature.startswith("said_of_none") for feature in told["unknown"])
    assert not any(feature.startswith(("said:", "said_of_another")) for feature in told["unknown"])


def test_who_is_among_the_people_and_who_was_struck_is_told() -> None:
    told = _told("قتل عشرة أشخاص بينهم شرطيان في الهجوم.", targets=["iraq-police"])
    assert "among:armed+civilian" in told["civilians"]
    assert any(feature.startswith("struck:armed>civilian") for feature in told["civilians"])
    assert "among:+civilian" in _told("قتل عشرة أشخاص في الهجوم.")["civilians"]


def test_in_a_sum_the_rule_and_the_word_of_the_act_speak_for_themselves() -> None:
    text = "بلغت خسائر حركة الشباب منذ مطلع العام 39 قتيلا."
    told = _told(text, kind="")
    assert "sum+said:side_whose_toll_is_told+armed" in told["shabaab"]
    assert "sum+said_of_another:side_whose_toll_is_told+open" in told["unknown"]
    assert not any(feature.startswith("sum+") for feature in _told(text)["unknown"])


def test_a_sum_is_told_by_the_act_nearest_to_it() -> None:
    told = _told("قتل 60 شخصا في القصف منذ مطلع العام.", kind="")
    assert {"sum+near:_kill+open", "sum+told:shelling+open", "sum+told:_kill+open"} <= told["unknown"]
