"""Latin names and districts of places, from the gazetteer."""

from __future__ import annotations

from marsad.export.gazette import as_acled, district_name, known_place, province_name
from marsad.model import Place

TOWN = Place("السخنة", 34.88, 38.87, 5, "SY-HI")
DESERT = Place("بادية السخنة", 34.9, 38.9, 15, "SY-HI")


def test_a_town_has_its_latin_name_and_districts() -> None:
    found = known_place(TOWN)
    assert found.name.isascii()
    assert (found.is_exact, district_name(found.admin2), district_name(found.admin3)) == (True, "Tadmor", "Sokhneh")


def test_a_desert_is_itself_or_the_town_it_is_named_after() -> None:
    assert known_place(DESERT, as_town=True).name == known_place(TOWN).name
    assert known_place(DESERT).name != known_place(TOWN).name


def test_a_namesake_far_away_is_another_place() -> None:
    assert known_place(Place("السخنة", 20.0, 10.0, 5, "")).name == "السخنة"
    assert known_place(Place("مكان غير معروف", 34.88, 38.87, 5, "SY-HI")).name == "مكان غير معروف"
    assert known_place(Place("السخنة", None, None, None, "")).name == "السخنة"


def test_provinces_and_their_spelling_in_acled() -> None:
    assert as_acled(province_name("SY-DY")) == "Deir ez Zor"
    assert as_acled(province_name("SY-DR")) == "Dara"
    assert province_name("IQ-NI") == "Nineveh"
    assert province_name("ZZ-ZZ") == "ZZ-ZZ"
