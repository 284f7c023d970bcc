"""One report in, its events and tallies out: every hop of the path of data, in order."""

from __future__ import annotations

from marsad.event.draw import draw_events
from marsad.event.models import Models, load_models
from marsad.event.scene import Scene
from marsad.mention import find_mentions
from marsad.model import CodedReport, Report
from marsad.text import parse_text


def read_scene(report: Report) -> Scene:
    """A report folded, tokenised and searched for mentions."""
    doc = parse_text(report)
    return Scene.of(doc, find_mentions(doc))


def code_report(report: Report, models: Models | None = None) -> CodedReport:
    """The coded form of a report. `models` are the package's own unless others are given."""
    return draw_events(read_scene(report), models or load_models())
