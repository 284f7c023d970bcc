"""The places of a report side by side, and what a second look at one of them sees of the others."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.event.scene import Scene
from marsad.event.sites import place_looks, site_features, sites_of
from marsad.model import Report
from marsad.pipeline.code import read_scene

TEXT = "شهدت محافظة إدلب تصعيدا. وقصفت طائرات مدينة سراقب. وفي تدمر والسخنة هاجم مسلحون حاجزا، ثم عاد القصف إلى سراقب."


def read(text: str = TEXT) -> tuple[Scene, dict[str, int]]:
    scene = read_scene(Report("r", "", date(2019, 12, 3), "", text))
    return scene, {site[0].name: n for n, site in enumerate(sites_of(scene).mentions)}


def test_mentions_of_one_place_are_one() -> None:
    """Two mentions of a town are one place."""
    scene, at = read()
    assert len(sites_of(scene).mentions[at["سراقب"]]) == 2


def test_how_places_lie() -> None:
    """A province holds its town, not the other way round; «X وY» are one list."""
    scene, at = read()
    sites = sites_of(scene)
    province = next(n for name, n in at.items() if "إدلب" in name)
    assert (province, at["سراقب"]) in sites.holds
    assert (at["سراقب"], province) not in sites.holds
    assert (at["تدمر"], at["السخنة"]) in sites.lists
    assert (at["تدمر"], at["سراقب"]) not in sites.lists


def test_a_place_likelier_for_another_act_is_told_so() -> None:
    """The chance of a place for the other acts, and the likelier place of the own act, are seen."""
    scene, at = read()
    names = [mention.name for mention in scene.mentions.places]
    first = place_looks(scene, [0.9 if name == "سراقب" else 0.1 for name in names])
    second = place_looks(scene, [0.8 if name == "تدمر" else 0.2 for name in names])
    own = site_features(scene, [first, second], 1, at["تدمر"], "attack")
    other = site_features(scene, [first, second], 1, at["سراقب"], "attack")
    assert (own["is_its_act:True"], own["rank:0"]) == (1.0, 1.0)
    assert other["is_its_act:False"] == 1.0
    assert other["claimed"] == 0.9
    assert other["margin"] < 0 < own["margin"]


def test_any_mention_counts() -> None:
    """A place named twice is likelier than either of its mentions."""
    scene, at = read()
    look = place_looks(scene, [0.5] * len(scene.mentions.places))[at["سراقب"]]
    assert (look.chance, look.any_chance) == (0.5, 0.75)


@pytest.mark.parametrize(
    ("text", "wide", "narrow", "is_held"),
    [
        ("هجوم في شمال العراق. وقع الهجوم في بلدة طوز خورماتو", "شمال العراق", "طوز خورماتو", True),
        ("هجوم في شمال العراق وآخر في مدينة البصرة", "شمال العراق", "البصرة", False),
        ("هجوم في ليبيا. وقع الهجوم في مدينة الكفرة", "ليبيا", "الكفرة", True),
        ("هجوم في محافظة الأنبار. وقع الهجوم في مدينة القائم", "محافظة الأنبار", "القائم", True),
        ("هجوم في محافظة الأنبار وآخر في مدينة سامراء", "محافظة الأنبار", "سامراء", False),
    ],
)
def test_lands_hold_what_lies_in_them(text: str, wide: str, narrow: str, is_held: bool) -> None:
    """However far it lies from the point of the land's row."""
    scene, at = read(text)
    assert ((at[wide], at[narrow]) in sites_of(scene).holds) is is_held
