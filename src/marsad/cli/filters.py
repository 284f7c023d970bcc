"""The options that say which incidents are meant, shared by all commands that ask for some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    ("--words", False, "Words to find, in every spelling and form."),
    ("--exact", True, "A phrase to find as it is spelled; several may be given."),
    ("--id", True, "Incident id."),
    ("--actor", True, "Actor id; all that belong to it are meant too."),
    ("--source", True, "Source id."),
    ("--type", True, "Event type."),
    ("--status", True, "occurred, planned, denied or disputed."),
    ("--grade", True, "confirmed, fair, weak or contested."),
    ("--place", True, "Name of a place, as in the reports."),
    ("--admin1", True, "Province code (ISO 3166-2)."),
    ("--near", False, "Latitude, longitude and kilometres: 34.88,38.87,25."),
    ("--since", False, "First day, YYYY-MM-DD."),
    ("--until", False, "Last day, YYYY-MM-DD."),
    ("--killed-min", False, "Least number of dead (best figure)."),
)


def filter_options(function: F) -> F:
    """Add the options; their values reach the command as keyword arguments."""
    for name, several, what in reversed(_OPTIONS):
        function = click.option(name, multiple=several, help=what)(function)
    return function
