"""Marsad turns conflict news, Arabic first, into a sourced, reconciled record of events."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.api import Database
    from marsad.api import code_text as code
    from marsad.api import open_database as open  # noqa: A004  (as in the standard library's dbm and shelve)
    from marsad.ingest import read_reports
    from marsad.model import CodedReport, Event, Incident, Report, Tally
    from marsad.pipeline.batch import code_reports
    from marsad.pipeline.code import code_report
    from marsad.pipeline.incidents import reconcile_coded

__version__ = "0.1.0"

#: public names and where they are; they are imported when first used, so that `import marsad` is quick
_HOMES = {
    "Database": "marsad.api",
    "CodedReport": "marsad.model",
    "Event": "marsad.model",
    "Incident": "marsad.model",
    "Report": "marsad.model",
    "Tally": "marsad.model",
    "code": "marsad.api:code_text",
    "code_report": "marsad.pipeline.code",
    "code_reports": "marsad.pipeline.batch",
    "open": "marsad.api:open_database",
    "read_reports": "marsad.ingest",
    "reconcile_coded": "marsad.pipeline.incidents",
}

__all__ = [
    "CodedReport",
    "Database",
    "Event",
    "Incident",
    "Report",
    "Tally",
    "code",
    "code_report",
    "code_reports",
    "open",
    "read_reports",
    "reconcile_coded",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    module, _, other = _HOMES[name].partition(":")
    return getattr(import_module(module), other or name)
