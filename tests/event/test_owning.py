"""Who owns up to an act, and to which of the acts told before."""

from __future__ import annotations

import pytest
from tests.event.reading import scene_of

from marsad.event.owning import is_nameless, owners_of, owning_features
from marsad.event.plot import Plot


def plot_of(text: str) -> Plot:
    """Every sentence with a word of an act is an episode of its own, but those of the claim itself."""
    scene = scene_of(text)
    told: dict[int, list] = {}
    for trigger in scene.mentions.triggers:
        told.setdefault(scene.sentence(trigger), []).append(trigger)
    claimed = {scene.doc.sentence_of[hit.first] for hit in scene.claims if hit.id.startswith("claim.b")}
    claimed |= {scene.doc.sentence_of[hit.first] for hit in scene.claims if hit.id in ("claim.verb", "claim.it")}
    plot = Plot(scene, [group for at, group in told.items() if at not in claimed or len(told) == 1])
    plot.kinds = ["attack"] * len(plot.groups)
    return plot


def owners(text: str, place: int = 0) -> list[str]:
    return [mention.actor for mention in owners_of(plot_of(text), place)]


@pytest.mark.parametrize(
    "text",
    [
        "هاجم مسلحون فندقا في هرات. وتبنت حركة طالبان الهجوم",
        "هاجم مسلحون فندقا في هرات. وتبنت العملية حركة طالبان",
        "هاجم مسلحون فندقا في هرات. وأعلنت حركة طالبان مسؤوليتها عن الهجوم",
        "هاجم مسلحون فندقا في هرات. وأعلن المتحدث باسم طالبان مسؤولية الحركة عنه",
        "هاجم مسلحون فندقا في هرات. لكن طالبان تبنته في بيان",
        "فجر مسلحون فندقا في هرات في هجوم تبنته حركة طالبان",
    ],
)
def test_who_claims_the_act_told_before(text: str) -> None:
    assert owners(text) == ["taliban"]


@pytest.mark.parametrize(
    "text",
    [
        "هاجم مسلحون فندقا في هرات. ولم تتبن حركة طالبان الهجوم",
        "هاجم مسلحون فندقا في هرات. ونفت حركة طالبان مسؤوليتها عن الهجوم",
        "هاجم مسلحون فندقا في هرات. وحملت الحكومة حركة طالبان المسؤولية عن الهجوم",
        "هاجم مسلحون فندقا في هرات. وتبنت حركة طالبان قرارا بفتح المدارس",
        "هاجم مسلحون فندقا في هرات. وتبنى البرلمان قانونا جديدا",
    ],
)
def test_denied_blamed_and_other_things_adopted_are_no_claim(text: str) -> None:
    assert owners(text) == []


def test_a_claim_is_of_the_act_nearest_before_it_and_of_all_where_it_says_so() -> None:
    first = "هاجم مسلحون فندقا في هرات. وهاجم مسلحون سوقا في قندوز. "
    one, many = first + "وتبنت حركة طالبان الهجوم", first + "وتبنت حركة طالبان الهجمات"
    assert [owners(one, place) for place in (0, 1)] == [[], ["taliban"]]
    assert [owners(many, place) for place in (0, 1)] == [["taliban"], ["taliban"]]


def test_signs_of_a_claim() -> None:
    plot = plot_of("هاجم مسلحون فندقا في هرات. وهاجم مسلحون سوقا في قندوز. وتبنت حركة طالبان الهجوم")
    gunmen, *_, taliban = plot.scene.mentions.actors
    assert owning_features(plot, 1, "taliban", taliban) == ["claims:this", "claims:this+True"]
    assert owning_features(plot, 0, "taliban", taliban) == ["claims:another"]
    assert owning_features(plot, 1, "unknown-gunmen", gunmen) == ["claims:by_another"]
    assert owning_features(plot, 0, "unknown-gunmen", gunmen) == []


def test_only_gunmen_of_no_group_are_nameless() -> None:
    scene = scene_of("طعن شاب فلسطيني جنديا قرب جنين")
    assert is_nameless(scene, [])
    assert is_nameless(scene, ["unknown-gunmen"])
    assert is_nameless(scene, [m.actor for m in scene.mentions.actors if m.rule == "lone_attacker"])
    assert not is_nameless(scene, ["taliban", "unknown-gunmen"])
