"""Of which country the forces are that a bare noun tells."""

from __future__ import annotations

from datetime import date

from marsad.mention.actor import find_actors
from marsad.mention.actor.ar import _read
from marsad.mention.actor.land import land_features
from marsad.mention.place import find_places
from marsad.model import Report
from marsad.text import parse_text

#: the report turns to Syria and Syrians, the act is in Lebanon
LEBANON = (
    "بيروت - نفذت وحدات الجيش مداهمات في عرسال أوقفت خلالها 13 سوريا، فيما شهدت دمشق وحلب قصفا نفذه الجيش السوري."
    " وقتل جندي في انفجار قرب مركز للجيش في طرابلس شمال لبنان."
)


def test_places_tell_whose_army_it_is() -> None:
    """«مداهمات في عرسال»: the army there is Lebanon's, whatever else the report says of Syria."""
    doc = parse_text(Report("r", "", date(2014, 9, 25), "", LEBANON))
    found = find_actors(doc, tuple(find_places(doc)))
    assert [m.actor for m in found if m.rule in ("force_of_setting", "force_of_owner")][-1] == "lebanon-gov"


def test_what_speaks_for_a_land() -> None:
    """A land told in the sentence and by its places has features that another one has not."""
    doc = parse_text(Report("r", "", date(2014, 9, 25), "", LEBANON))
    reading = _read(doc, tuple(find_places(doc)))
    head = max((hit for hits in reading.starts["force"].values() for hit in hits), key=lambda hit: hit.first)
    own = land_features(reading, head, head.term.text("arm"), "LB", "LB")
    other = land_features(reading, head, head.term.text("arm"), "IQ", "")
    assert own["speaks"] == 1.0 and own["place_here:only"] == 1.0 and own["places"] > 0
    assert other["speaks"] == 0.0 and "place_here:only" not in other and "told:never+home" in other


def test_how_sure_the_words_are_may_be_set_off() -> None:
    """«طائرة، يرجح أنها أمريكية، …» is American, as «طائرة بلا طيار أميركية» is."""
    for text in ("رمت طائرة من دون طيار، يرجح أنها أمريكية، سيارة بصاروخ", "قصفت طائرة بلا طيار أميركية سيارة"):
        found = find_actors(parse_text(Report("r", "", date(2012, 3, 24), "", text)))
        assert "usa" in [m.actor for m in found]
