"""How much a report tells of a party, and by what rules it was made out."""

from __future__ import annotations

from tests.event.reading import scene_of

from marsad.event.plot import Plot
from marsad.event.told import told_features


def told_of(text: str) -> dict[str, frozenset[str]]:
    """What is told of each party for the first sentence, as an attack."""
    scene = scene_of(text)
    plot = Plot(scene, [[t for t in scene.mentions.triggers if scene.sentence(t) == 0]])
    return told_features(plot, 0, "attack", [(m.actor, m) for m in scene.mentions.actors])


def test_a_party_told_by_its_name_is_held_apart_from_gunmen() -> None:
    told = told_of("هاجم مسلحون فندقا في هرات. وقالت حركة طالبان إن الهجوم انتهى")
    assert {"made_out:gunmen", "made_out:gunmen+part:doer"} <= told["unknown-gunmen"]
    assert "made_out:listed_name" in told["taliban"]
    assert "by_name:True<2" in told["taliban"]
    assert "by_name:False<2" in told["unknown-gunmen"]


def test_who_is_told_again_is_told_more_often() -> None:
    told = told_of("هاجمت حركة طالبان جنودا أمريكيين في هرات. وقالت حركة طالبان إن الهجوم انتهى")
    assert "told_more:<1" in told["taliban"]
    others = [features for actor, features in told.items() if actor != "taliban"]
    assert others
    assert all("told_more:<2" in features for features in others)
