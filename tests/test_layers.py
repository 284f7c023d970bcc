"""A layer imports only from below."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support import ROOT


def test_layers() -> None:
    """The contracts of pyproject.toml hold."""
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
