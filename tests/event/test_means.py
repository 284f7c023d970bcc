"""By what means an act was done, in sight of the other means and acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marsad.event.means import Arms, arms, means_features, means_of
from marsad.model import Report, WeaponMention
from marsad.pipeline.code import read_scene


def _weapons(text: str) -> Sequence[WeaponMention]:
    return read_scene(Report("r", "", date(2021, 12, 3), "", text)).mentions.weapons


def _table() -> list[Arms]:
    told = _weapons("قصفت المدفعية القرية، ثم أغارت الطائرات على البلدة، وسقطت قذائف المدفعية في السوق.")
    assert [mention.weapon for mention in told] == ["artillery", "aircraft", "artillery"]
    return [arms(told, [0.9, 0.4, 0.2]), arms(told, [0.1, 0.8, 0.3])]


def test_of_several_mentions_the_likeliest_speaks_for_the_means() -> None:
    table = _table()
    assert table[0]["artillery"].chance == 0.9 and table[1]["artillery"].chance == 0.3


def test_other_means_and_other_acts_are_seen() -> None:
    found = means_features(_table(), 0, "aircraft", "shelling")
    assert found["other"] == 0.9 and found["elsewhere"] == 0.8
    assert found["beside:artillery>aircraft"] == 1.0 and found["likelier_acts"] > 0
    assert means_features(_table(), 0, "artillery", "shelling")["likelier_acts"] == 0


def test_a_bare_rocket_of_an_aircraft_is_a_missile() -> None:
    rocket = next(m for m in _weapons("سقط صاروخ على البلدة.") if m.rule == "bare_rocket")
    assert means_of(rocket, "airstrike", []) == "missile"
    assert means_of(rocket, "shelling", []) == "rocket"
