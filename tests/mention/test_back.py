"""Which of the places told before a noun with the article points back to."""

from datetime import date

import pytest

from marsad.mention.place import find_places
from marsad.model import Report
from marsad.text.parse import parse_text


@pytest.mark.parametrize(
    ("title", "text", "meant"),
    [
        (
            "القاعدة تفر من المكلا",
            "دخلت قوات الجيش المكلا أمس.\nوسيطرت القوات على بروم.\nوقال سكان إن المسلحين انسحبوا من المدينة دون قتال",
            "ye-hd.mukalla",
        ),
        (
            "",
            "دخلت قوات الجيش بروم أمس.\nوقال سكان إن المسلحين انسحبوا من البلدة دون قتال",
            "ye-hd.brum",
        ),
    ],
)
def test_headline(title: str, text: str, meant: str) -> None:
    """The city of the headline is meant rather than a town named since; a town that is the only one stays meant."""
    places = find_places(parse_text(Report("x", "", date(2016, 4, 26), title, text)))
    back = [place.place for place in places if place.rule == "points_back"]
    assert back == [meant], [(place.name, place.place) for place in places]
