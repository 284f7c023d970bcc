"""Reports, codings, incidents and decisions, kept in SQLite or PostgreSQL."""

from marsad.model.record import ReportTally, Revision, Versions
from marsad.store.base import (
    Added,
    Damage,
    IncidentFilter,
    Near,
    ReportFilter,
    Store,
    View,
    Writer,
)
from marsad.store.sql import SqlStore, open_store

__all__ = [
    "Added",
    "Damage",
    "IncidentFilter",
    "Near",
    "ReportFilter",
    "ReportTally",
    "Revision",
    "SqlStore",
    "Store",
    "Versions",
    "View",
    "Writer",
    "open_store",
]
