"""`marsad account`: the first owner is made here, and no password is taken from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

pytest.importorskip("argon2", reason="the extra `web` is not installed")

from marsad.store import open_store

WORD = "correct horse battery"
Run = Callable[..., Result]


@pytest.fixture
def where(tmp_path: Path) -> str:
    open_store(tmp_path / "x.marsad").close()
    return str(tmp_path / "x.marsad")


@pytest.fixture
def owned(where: str, marsad: Run) -> str:
    assert marsad("account", "add", where, "Amal", "--role", "owner", stdin=f"{WORD}\n{WORD}\n").exit_code == 0
    return where


def test_an_account_is_made_by_prompt_and_listed(owned: str, marsad: Run) -> None:
    listed = marsad("account", "list", owned).stdout
    assert listed.split() == ["owner", "Amal"]
    assert WORD not in marsad("account", "log", owned).output


def test_a_password_may_come_from_standard_input(owned: str, marsad: Run) -> None:
    result = marsad("account", "add", owned, "Omar", "--role", "coder", "--password-stdin", stdin=f"{WORD}\n")
    assert result.output == "Omar: coder\n"


def test_no_option_takes_a_password(marsad: Run) -> None:
    result = marsad("account", "add", "x", "Amal", "--role", "owner", "--password", WORD)
    assert result.exit_code == 2
    assert "No such option" in result.output


def test_role_disable_enable_reset_are_done_and_logged(owned: str, marsad: Run) -> None:
    marsad("account", "add", owned, "Omar", "--role", "coder", "--password-stdin", stdin=f"{WORD}\n")
    for words in (["role", owned, "Omar", "reviewer"], ["disable", owned, "Omar"]):
        assert marsad("account", *words).exit_code == 0
    assert "disabled" in marsad("account", "list", owned).output
    assert marsad("account", "enable", owned, "Omar").exit_code == 0
    assert marsad("account", "reset", owned, "omar", "--password-stdin", stdin="another good word\n").exit_code == 0
    log = marsad("account", "log", owned).output
    told = ["account-added", "account-added", "role-changed", "disabled", "enabled", "password-reset"]
    assert [line.split()[3] for line in log.splitlines()] == told
    assert "coder > reviewer" in log


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["role", "Nobody", "coder"], "no account 'Nobody'"),
        (["disable", "Amal"], "last owner"),
        (["reset", "Nobody"], "no account 'Nobody'"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(owned: str, marsad: Run, words: list[str], said: str) -> None:
    result = marsad("account", words[0], owned, *words[1:])
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.splitlines()) == 1
