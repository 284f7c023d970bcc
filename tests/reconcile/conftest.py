"""The packaged linker, loaded once."""

from __future__ import annotations

import pytest

from marsad.reconcile import Linker, load_linker


@pytest.fixture(scope="session")
def linker() -> Linker:
    """The linker with the packaged weights, registry and speakers."""
    return load_linker()
