"""Parties that a report names only far from an act."""

from __future__ import annotations

from tests.event.reading import scene_of

from marsad.event.draw import role_choices
from marsad.event.linear import spelled
from marsad.event.plot import Plot

_ASIDE = "وأغلقت المحلات أبوابها. وبقي السكان في بيوتهم. وساد الهدوء الشوارع. "


def far_from_last(text: str) -> dict[str, set[str]]:
    """By party, its features that say that it is far from the act told last."""
    scene = scene_of(text)
    plot = Plot(scene, [[scene.mentions.triggers[-1]]])
    plot.kinds = ["attack"]
    told = {actor: set(spelled(features)) for actor, _, features in role_choices(plot, 0, "attack")}
    return {actor: {name for name in features if name.startswith("far:")} for actor, features in told.items()}


def test_a_party_named_long_before_may_have_done_the_act() -> None:
    found = far_from_last(f"قالت حركة طالبان إنها باقية. {_ASIDE}ثم هاجم مسلحون فندقا في هرات.")
    assert found["taliban"] == {"far:before", "far:before+attack"}
    assert found["unknown-gunmen"] == set()


def test_a_party_named_beside_the_act_is_not_far() -> None:
    found = far_from_last(f"قالت حركة طالبان إنها باقية. {_ASIDE}ثم هاجمت حركة طالبان فندقا في هرات.")
    assert found["taliban"] == set()
