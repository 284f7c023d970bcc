"""Reports of one text, read as coding reads them."""

from datetime import date

from marsad.event.scene import Scene
from marsad.model import Report
from marsad.pipeline.code import read_scene

#: a Friday
DAY = date(2021, 12, 3)


def scene_of(text: str) -> Scene:
    """The scene of a report without a headline, published on `DAY`."""
    return read_scene(Report("r", "", DAY, "", text))
