"""The documentation says what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")


def test_command_page_is_written_from_help() -> None:
    """`make docs` has been run."""
    result = subprocess.run([sys.executable, ROOT / "docs" / "pages.py", "--check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the checkout finds it."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_targets_and_commands_are_there(page: Path) -> None:
    """`make x` and `marsad x` in the text exist."""
    text = page.read_text(encoding="utf-8")
    from marsad.cli import COMMANDS

    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", text)) <= targets
    assert set(re.findall(r"`marsad ([a-z-]+)", text)) <= {*COMMANDS}


@pytest.mark.skipif(not TRACKED[0], reason="no git here")
def test_nothing_of_a_machine_or_a_registry_is_kept() -> None:
    """No path of a machine and no host of a registry in any tracked text file, locks included."""
    odd = re.compile("(^|[\\s\"'(=])/(?:root|home|work)/|pypi" + r"\.org|pythonhosted|--index-url|--find-links")
    told = []
    for name in filter(None, TRACKED):
        path = ROOT / name
        if path.is_file() and path != Path(__file__).resolve() and path.suffix not in (".png", ".woff2", ".sqlite"):
            text = path.read_text(encoding="utf-8", errors="replace")
            told += [f"{name}: {match.group()!r}" for match in odd.finditer(text)]
    assert told == []
