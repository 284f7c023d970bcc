"""A fight that nobody is said to have begun: the side that its words name first stands first."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.event import roles
from marsad.model import Report
from marsad.pipeline.code import read_scene


@pytest.mark.parametrize(
    ("text", "is_first"),
    [
        ("اندلعت اشتباكات بين الجيش الليبي وتنظيم داعش في سرت", True),
        ("اندلعت اشتباكات بين تنظيم داعش والجيش الليبي في سرت", False),
        ("اندلعت اشتباكات في سرت خاضها الجيش الليبي", False),
    ],
)
def test_side_named_first(text: str, is_first: bool) -> None:
    """The army stands before its enemy where it is named first, and not where the enemy is or is not named."""
    scene = read_scene(Report("fight", "", date(2016, 6, 9), "", text))
    fight = [t for t in scene.mentions.triggers if t.type == "armed_clash"]
    assert fight
    assert roles.is_named_first(scene, fight, ["lna"], ["isis"]) is is_first
