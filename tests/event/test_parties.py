"""The second look at the parties of an act."""

from dataclasses import replace

import pytest

from marsad.event.linear import LinearModel
from marsad.event.models import load_models
from marsad.event.parties import FirstLook, nobody_features, party_features, second_looks


def look(doer: float, sufferer: float) -> FirstLook:
    return FirstLook(doer, sufferer, 1 - doer - sufferer, frozenset(), 1)


def test_a_party_sees_what_its_foes_and_allies_are_likely_to_have_done() -> None:
    looks = {"houthis": look(0.2, 0.3), "saudi-coalition": look(0.8, 0.1), "yemen-gov": look(0.4, 0.2)}
    found = party_features(looks, "houthis", "airstrike")
    assert (found["foe_doer"], found["foe_sufferer"]) == (0.8, 0.2)
    assert "ally_doer" not in found
    assert party_features(looks, "yemen-gov", "airstrike")["foe_sufferer"] == 0.3
    assert party_features(looks, "yemen-gov", "airstrike")["ally_doer"] == 0.8


def test_a_party_alone_has_nobody_beside_it() -> None:
    found = party_features({"isis": look(0.5, 0.1)}, "isis", "attack")
    assert not any(name.startswith(("has_", "foe_", "ally_")) for name in found)


def test_nobody_is_likelier_where_no_party_is_likely() -> None:
    some = {"isis": look(0.5, 0.1), "houthis": look(0.2, 0.1)}
    found = nobody_features(some, "doer", "attack")
    assert found["nobody+type:attack"] == 1.0
    assert found["nobody+likeliest"] == pytest.approx(0.0, abs=0.01)
    assert nobody_features(some, "sufferer", "attack")["nobody+likeliest"] < -0.2


def test_parties_share_a_part_with_each_other_and_nobody() -> None:
    none = LinearModel("party", ("initiator", "none", "target"), {})
    doer, sufferer = LinearModel("doer", ("True",), {"doer": (7.0,)}), LinearModel("sufferer", ("True",), {})
    models = replace(load_models(), party=none, doer=doer, sufferer=sufferer)
    found = second_looks({"isis": look(0.5, 0.1), "houthis": look(0.5, 0.1)}, "attack", models)
    assert found["isis"]["initiator"] == pytest.approx((1 / 3 + 1 / 3) / 2, abs=0.01)
    assert found["houthis"]["target"] == pytest.approx((1 / 3 + 1 / 3) / 2)
    assert second_looks({}, "attack", models) == {}
