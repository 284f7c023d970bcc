"""What stands beside a place or a day: a speaker, the nearest act."""

from __future__ import annotations

from datetime import date

from marsad.event.nearby import act_beside, beside_speaker
from marsad.event.scene import Scene
from marsad.model import PlaceMention, Report
from marsad.pipeline.code import read_scene

TEXT = (
    "قتل عشرة جنود في هجوم في شمال العراق. وقال متحدث باسم الشرطة في بغداد أمس إن الهجوم وقع في بلدة طوز خورماتو الأحد."
)


def place(scene: Scene, name: str) -> PlaceMention:
    return next(mention for mention in scene.mentions.places if mention.name == name)


def test_a_speaker_stands_beside_his_place_and_day() -> None:
    """Where and when he speaks, not where and when the act was."""
    scene = read_scene(Report("r", "", date(2020, 5, 5), "", TEXT))
    assert beside_speaker(scene, place(scene, "بغداد")) == "before"
    assert beside_speaker(scene, place(scene, "طوز خورماتو")) == "none"
    assert [beside_speaker(scene, day) for day in scene.mentions.dates] == ["before", "none"]


def test_the_nearest_act_of_a_place() -> None:
    """The same act told again is alike, where the two are not one episode yet."""
    scene = read_scene(Report("r", "", date(2020, 5, 5), "", TEXT))
    attacks = [trigger for trigger in scene.mentions.triggers if trigger.type == "attack"]
    town = place(scene, "طوز خورماتو")
    assert act_beside(scene, attacks, "attack", town) == "own"
    assert act_beside(scene, attacks[:1], "attack", town) == "alike"
    assert act_beside(scene, attacks[:1], "shelling", town) == "other"
