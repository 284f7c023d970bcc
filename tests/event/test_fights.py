"""A fight that nobody is said to have begun: the side that its words name first stands before the other."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.event import roles
from marsad.model import Report
from marsad.pipeline.code import read_scene


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("اندلعت اشتباكات بين الجيش الليبي وتنظيم داعش في سرت", (["lna"], ["isis"])),
        ("اندلعت اشتباكات بين تنظيم داعش والجيش الليبي في سرت", (["isis"], ["lna"])),
        ("اشتبك الجيش السوري وحزب الله مع تنظيم داعش قرب تدمر", (["syr-army", "hezbollah"], ["isis"])),
        ("اشتبك التبو والطوارق في أوباري", (["tebu"], ["tuareg"])),
        ("اندلعت اشتباكات في سرت خاضها الجيش الليبي", (["lna"], [])),
        ("قصف تنظيم داعش الميناء، فيما اندلعت اشتباكات بين الجيش الليبي والتنظيم", (["lna"], ["isis"])),
        ("سيطر الجيش الليبي على الميناء، بعد اشتباكات مع تنظيم داعش", (["lna"], ["isis"])),
    ],
)
def test_side_named_first(text: str, sides: tuple[list[str], list[str]]) -> None:
    """Allies stand together; parties of whom nothing is known stand against each other."""
    scene = read_scene(Report("fight", "", date(2016, 11, 9), "", text))
    fight = [t for t in scene.mentions.triggers if t.type == "armed_clash"]
    assert fight
    assert roles.first_side(scene, fight, {m.actor for m in scene.mentions.actors}) == sides
