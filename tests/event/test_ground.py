"""Which place and day hold for the word of an act, and what two acts of a report share."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.event.agreement import pair_ground
from marsad.event.ground import in_force, is_in_total, trigger_ground
from marsad.event.linear import spelled
from marsad.event.scene import Scene
from marsad.model import Report, TriggerMention
from marsad.pipeline.code import read_scene

TWO_PLACES = "هاجم مسلحون حاجزا في تدمر. وقُتل جنديان، وفي الرقة انفجرت عبوة."
TWO_DAYS = "قصفت المدفعية بلدة سراقب أمس الخميس. وكانت طائرات قد قصفت بلدة سراقب الثلاثاء الماضي."


def scene(text: str) -> Scene:
    return read_scene(Report("r", "", date(2021, 12, 3), "", text))


def acts(found: Scene) -> list[TriggerMention]:
    return list(found.mentions.triggers)


def pair(text: str, first: int = 0, last: int = -1) -> set[str]:
    found = scene(text)
    return set(spelled(pair_ground(found, acts(found)[first], acts(found)[last], "same")))


@pytest.mark.parametrize(
    ("act", "name", "how"),
    [("attack.v", "تدمر", "clause"), ("kill.v", "الرقة", "sentence"), ("explode.v", "الرقة", "clause")],
)
def test_place_in_force(act: str, name: str, how: str) -> None:
    """The place of the own clause goes before that of the sentence."""
    found = scene(TWO_PLACES)
    trigger = next(t for t in acts(found) if t.id == act)
    place, where = in_force(found, trigger, found.mentions.places)
    assert (place and place.name, where) == (name, how)


def test_no_place_of_another_paragraph_holds() -> None:
    """A paragraph without a place has none in force; within one, the place of the sentence before goes on."""
    apart = scene("هاجم مسلحون حاجزا في تدمر.\nوقُتل جنديان.")
    assert in_force(apart, acts(apart)[-1], apart.mentions.places) == (None, "none")
    together = scene("هاجم مسلحون حاجزا في تدمر. وقُتل جنديان.")
    place, where = in_force(together, acts(together)[-1], together.mentions.places)
    assert (place and place.name, where) == ("تدمر", "paragraph")


def test_days_and_places_that_agree_or_differ() -> None:
    """One town on two days: the places agree, the days do not."""
    features = pair(TWO_DAYS)
    assert {"place_in_force:same+next", "day_in_force:differ+next", "turns:past+next"} <= features
    assert "place_in_force:far+next" in pair("قصفت المدفعية بلدة سراقب أمس. وقصفت الطائرات بلدة الميادين أمس.")


def test_parties_that_change_sides() -> None:
    """Who was attacked answers: the parties are swapped."""
    text = "هاجم تنظيم داعش الجيش العراقي في بيجي. وقصف الجيش العراقي تنظيم داعش في الشرقاط."
    assert "parties_swapped:next" in pair(text)
    again = "هاجم تنظيم داعش الجيش العراقي في بيجي. وقصف تنظيم داعش الجيش العراقي في الشرقاط."
    assert "parties_swapped:next" not in pair(again)


def test_totals_beside_an_act() -> None:
    """A sum over months stands beside its word, the toll of a day does not count as one."""
    total = scene("منذ مطلع العام قتل 428 مدنيا في المحافظة.")
    assert is_in_total(total, acts(total)[0]) and "total:total" in set(spelled(trigger_ground(total, acts(total)[0])))
    toll = scene("قتل خمسة مدنيين أمس في تدمر.")
    assert not is_in_total(toll, acts(toll)[0]) and "total:count" in set(spelled(trigger_ground(toll, acts(toll)[0])))


def test_kinds_of_party_speak_for_an_act() -> None:
    """Who did and who suffered an act are told by kind; a word without parties says so."""
    fight = scene("هاجم تنظيم داعش الجيش العراقي في بيجي.")
    told = set(spelled(trigger_ground(fight, acts(fight)[0])))
    assert {"doer:rebel+verb", "sufferer:state+verb", "doer+word:rebel+attack.v"} <= told
    bare = scene("وقع هجوم في بيجي.")
    assert "doer:none+noun" in set(spelled(trigger_ground(bare, acts(bare)[0])))
