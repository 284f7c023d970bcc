"""One report in, its events and tallies out: every hop of the path of data, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.event.draw import draw_events
from marsad.event.models import Models, load_models
from marsad.event.scene import Scene
from marsad.mention import find_mentions, read_page
from marsad.model import CodedReport, Report
from marsad.text import parse_text

if TYPE_CHECKING:
    from marsad.encoder import Encoder


def read_scene(report: Report, encoder: Encoder | None = None) -> Scene:
    """A report folded, tokenised, freed of page furniture, searched for mentions, and read by the network if one is
    given.
    """
    doc = read_page(parse_text(report))
    return Scene.of(doc, find_mentions(doc), encoder.read(doc) if encoder else None)


def code_report(report: Report, models: Models | None = None, quick: bool = False) -> CodedReport:
    """The coded form of a report. `models` are the package's own unless others are given.

    `quick` leaves the network out: about eight times as fast, and less often right. So does a machine for which the
    network cannot be installed (`marsad doctor` tells); the weights are those learned without it then.
    """
    encoder = None if quick else _load_encoder()
    return draw_events(read_scene(report, encoder), models or load_models(quick=encoder is None))


def _load_encoder() -> Encoder | None:
    """The network, with the linear algebra that only it needs."""
    from marsad.encoder import load_encoder

    return load_encoder()
