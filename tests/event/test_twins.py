"""Which two episodes of a report are one act told twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from tests.event.reading import scene_of

from marsad.event.draw import body_triggers
from marsad.event.episode import Links
from marsad.event.twins import is_twin, merged_groups
from marsad.model import Casualty, DateSpan, Place, TriggerMention

DAY = DateSpan(date(2021, 12, 3), date(2021, 12, 3))
DAYS = DateSpan(date(2021, 12, 2), date(2021, 12, 3))


@dataclass
class Told:
    type: str = "attack"
    initiators: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    date: DateSpan | None = DAY
    places: list[Place] = field(default_factory=lambda: [Place("تدمر", 34.55, 38.28, 5.0, "SY-HI")])
    casualties: list[Casualty] = field(default_factory=list)


def test_one_place_and_day_with_a_party_in_common() -> None:
    """Where place and day are the same, one party in common is enough, though the other is named otherwise."""
    one = Told(initiators=["isis"], targets=["syr-army"])
    assert is_twin(one, Told(initiators=["isis"], targets=["syr-militias"]))
    assert not is_twin(one, Told(initiators=["sdf"], targets=["syr-militias"]))


def test_a_wider_time_or_other_figures_keep_two_acts_apart() -> None:
    """Not the very day, other figures, or another kind of act: two acts, unless nothing speaks against one."""
    one = Told(initiators=["isis"], targets=["syr-army"], casualties=[Casualty("syr-army", "killed", 3, 3)])
    assert not is_twin(one, Told(initiators=["isis"], targets=["syr-militias"], date=DAYS))
    assert not is_twin(one, Told(initiators=["isis"], casualties=[Casualty("syr-army", "killed", 7, 7)]))
    assert not is_twin(one, Told(type="protest", initiators=["isis"]))
    assert is_twin(one, Told(initiators=["isis"], date=None))


class Fixed:
    """One chance for all pairs of words."""

    def __init__(self, link: float) -> None:
        self.link = link

    def chance(self, one: TriggerMention, other: TriggerMention) -> float:
        return self.link


def test_slots_that_agree_do_not_join_words_that_tell_two_acts() -> None:
    """Twins are put together unless their words hardly fit."""
    groups = [[word] for word in body_triggers(scene_of("هاجم مسلحون تدمر. وهاجموا تدمر ثانية"))]
    twins = [Told(initiators=["isis"]), Told(initiators=["isis"])]
    likely, hardly = (cast(Links, cast(Any, Fixed(link))) for link in (0.3, 0.1))
    assert merged_groups(twins, groups, likely) == [groups[0] + groups[1]]
    assert merged_groups(twins, groups, hardly) == groups
