"""How a place stands to an act and to its strongest rival, and what the acts beside have."""

from __future__ import annotations

from tests.event.reading import scene_of

from marsad.event.plot import Plot
from marsad.event.setting import setting_features
from marsad.event.sites import place_looks, sites_of

TEXT = "هاجم مسلحون حاجزا في تدمر. وقتل جندي في انفجار عبوة قرب سراقب وبقيت دمشق هادئة."


def told(chances: dict[str, float]) -> dict[str, set[str]]:
    """By place, the features for the last act of the text."""
    scene = scene_of(TEXT)
    groups = [[scene.mentions.triggers[0]], list(scene.mentions.triggers[1:])]
    plot = Plot(scene, groups)
    plot.kinds = ["attack", "bombing"]
    looks = place_looks(scene, [chances[mention.name] for mention in scene.mentions.places])
    names = [site[0].name for site in sites_of(scene).mentions]
    return {name: set(setting_features(plot, [looks, looks], 1, at, "bombing")) for at, name in enumerate(names)}


def test_where_a_place_stands() -> None:
    """In the clause of the act, or in the sentence before it beside another act; its rival is the likeliest other."""
    found = told({"تدمر": 0.5, "سراقب": 0.9, "دمشق": 0.1})
    assert "where:after+True+False+this" in found["سراقب"]
    assert "where:before+next+other" in found["تدمر"]
    assert "pair:before+next+after+True+False" in found["تدمر"]
    assert not any(feature.startswith("where:before") for feature in found["سراقب"])


def test_the_act_before_has_it() -> None:
    """A place that is the likeliest of the act told before is told so, another is not."""
    found = told({"تدمر": 0.9, "سراقب": 0.5, "دمشق": 0.1})
    assert "act_before:True+before+next+1" in found["تدمر"]
    assert "act_before:False+after+True+False+1" in found["سراقب"]
