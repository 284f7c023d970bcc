"""The second look at the parties of an act."""

from marsad.event.parties import FirstLook, party_features


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
