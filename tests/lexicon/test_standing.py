"""How parties stand to each other: kin, allies, foes."""

import pytest

from marsad.lexicon.registry import are_kin, camps_of, load_actors, load_camps, load_foes, standing


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("syr-army", "syr-gov", "kin"),
        ("qassam", "israel-police", "foe"),
        ("houthis", "saudi", "foe"),
        ("rsf", "saf", "foe"),
        ("peshmerga", "us-coalition", "ally"),
        ("hezbollah", "syr-ndf", "ally"),
        ("rsf", "houthis", "apart"),
        ("isis", "civilians", "civilian"),
        ("x:somebody", "isis", "unknown"),
    ],
)
def test_standing_is_the_same_from_both_sides(one: str, other: str, how: str) -> None:
    assert standing(one, other) == how
    assert standing(other, one) == how


def test_arms_stand_in_the_camps_of_what_they_belong_to() -> None:
    assert camps_of("syr-airforce") == camps_of("syr-gov") != frozenset()


def test_camps_name_parties_of_the_registry_and_wars_name_camps() -> None:
    assert set(load_camps()) <= set(load_actors())
    camps = {camp for camps in load_camps().values() for camp in camps}
    assert {camp for pair in load_foes() for camp in pair} <= camps
    assert all(len(pair) == 2 for pair in load_foes())


def test_a_party_is_kin_of_its_arms_and_of_what_it_belongs_to() -> None:
    """Either way round, and of itself; two arms of one state are not."""
    assert are_kin("syr-army", "syr-gov") and are_kin("syr-gov", "syr-army") and are_kin("isis", "isis")
    assert not are_kin("syr-army", "syr-airforce")
