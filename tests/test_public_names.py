"""What people import from `marsad` is what we promise, and no more."""

from __future__ import annotations

import subprocess
import sys

import marsad

PROMISED = [
    "CodedReport", "Database", "Event", "Incident", "Report", "Tally", "code", "code_report", "code_reports", "open",
    "read_reports", "reconcile_coded",
]  # fmt: skip


def test_all_names_the_promise() -> None:
    """`__all__` is the promise, and each name is there."""
    assert sorted(marsad.__all__) == PROMISED
    assert all(getattr(marsad, name) is not None for name in marsad.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    """Lazy loading does not hide mistakes."""
    assert not hasattr(marsad, "no_such_name")


def test_import_is_light() -> None:
    """`import marsad` loads neither the lexicons nor the store."""
    script = "import sys, marsad; print([m for m in ('pydantic', 'sqlalchemy', 'jinja2') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
