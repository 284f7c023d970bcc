"""Of whom the dead are where the text only says who they may be, and who merely tells of an act."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.model import Report
from marsad.pipeline.code import code_report


def _only_event(text: str):  # type: ignore[no-untyped-def]
    events = code_report(Report("r", "", date(2015, 5, 5), "", text), quick=True).events
    assert len(events) == 1
    return events[0]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("قتل خمسة ممن يشتبه بأنهم متشددون في غارة شنتها طائرة أمريكية في شمال وزيرستان.", "islamists"),
        ("قتل ثلاثة أشخاص يعتقد بانتمائهم إلى حركة الشباب في كمين قرب كيسمايو.", "shabaab"),
        ("قتل سبعة أشخاص يعتقد أنهم مدنيون في غارة جوية شنها التحالف الدولي على سوق في الرقة اليوم.", "civilians"),
        ("قتل سبعة أشخاص يعتقد أنهم من تنظيم القاعدة في ضربة جوية أميركية في محافظة البيضاء.", "aqap"),
    ],
)
def test_the_dead_are_those_whom_the_guess_names(text: str, side: str) -> None:
    assert [c.of for c in _only_event(text).casualties] == [side]


def test_a_guess_of_how_they_died_names_nobody() -> None:
    event = _only_event("قتل خمسة يعتقد أنهم علقوا في قصف على مواقع تنظيم الدولة قرب الرقة.")
    assert "islamists" not in [c.of for c in event.casualties]


@pytest.mark.parametrize(
    "text",
    [
        "وأبلغ قائم مقام قضاء طوزخورماتو شلال عبدول الوكالة أن سيارة مفخخة انفجرت قرب سوق شعبي في وسط القضاء.",
        "وأشار مختار القرية إلى أن قذيفة أصابت منزلا في قرية حولا وقتلت ثلاثة أشخاص.",
    ],
)
def test_an_official_who_tells_of_an_act_is_not_its_target(text: str) -> None:
    assert "officials" not in _only_event(text).targets


def test_an_official_who_is_killed_is_its_target() -> None:
    event = _only_event("اغتال مسلحون قائم مقام قضاء طوزخورماتو شلال عبدول قرب منزله في وسط القضاء.")
    assert event.targets == ("officials",)


def test_blame_laid_in_the_next_sentence_names_the_doer() -> None:
    text = "انفجرت سيارة مفخخة في سوق بمدينة بيدوا فقتلت ستة أشخاص. وألقت السلطات باللائمة على حركة الشباب."
    assert _only_event(text).initiators == ("shabaab",)


def test_who_is_held_responsible_claims_nothing() -> None:
    text = "قتل ستة أشخاص في انفجار سيارة مفخخة بمدينة بيدوا. وحملت الحكومة حركة الشباب مسؤولية التفجير."
    event = _only_event(text)
    assert (event.initiators, event.claimed_by) == (("shabaab",), ())


def test_who_is_held_responsible_for_something_else_did_nothing() -> None:
    text = "قتل ستة أشخاص في انفجار سيارة مفخخة بمدينة بيدوا. وحملت المعارضة حركة الشباب مسؤولية الغلاء."
    assert _only_event(text).initiators == ()
