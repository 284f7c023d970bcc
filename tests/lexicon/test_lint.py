"""The lexicon linter finds what eyes do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.errors import LexiconError
from marsad.lexicon.lint import check_files, own_files

Lint = Callable[..., list[LexiconError]]


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    """Lint files made of the given TOML bodies."""

    def run(*bodies: str) -> list[LexiconError]:
        paths = []
        for number, body in enumerate(bodies):
            path = tmp_path / f"{number}.toml"
            path.write_text(f'kind = "test"\n{body}', encoding="utf-8")
            paths.append(str(path))
        return list(check_files(paths))

    return run


def term(form: str, id: str = "t", more: str = "") -> str:
    return f'[[term]]\nid = "{id}"\nforms = [\n  "{form}",\n]\n{more}\n'


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("\ufecb\ufeb8\ufeae\ufe93", "U+FECB"),
        ("\u0642\u06cc\u0644", "U+06CC"),
        ("\u06a9\u062a\u0628", "U+06A9"),
        ("\u0642\u0640\u0627\u0644", "U+0640"),
        ("\u200f\u0642\u0627\u0644", "U+200F"),
        ("\u064b", "folds to nothing"),
    ],
)
def test_odd_letters_are_named_with_their_line(lint: Lint, form: str, word: str) -> None:
    """Presentation forms, look-alikes, tatweel, direction marks, marks alone."""
    [fault] = lint(term(form))
    assert word in fault.what
    assert fault.line == 5


def test_a_reason_lets_an_odd_spelling_through(lint: Lint) -> None:
    """`odd = "why"` is the way to keep one."""
    assert lint(term("\u0642\u06cc\u0644", more='odd = "a paper of Khuzestan spells it so"')) == []


def test_one_id_one_entry_across_files(lint: Lint) -> None:
    """The second file is told where the first stands."""
    [fault] = lint(term("قال"), term("ذكر"))
    assert "0.toml" in fault.what


def test_one_form_one_meaning(lint: Lint) -> None:
    """Spellings that fold to one form may not mean two things."""
    [fault] = lint(term("أعلن", "a") + term("اعلن", "b"))
    assert "'a'" in fault.what
    assert "'b'" in fault.what


def test_broken_toml_and_wrong_keys_are_told(lint: Lint) -> None:
    """One line each, naming the file."""
    broken, wrong = lint('[[term]]\nid = "x', '[[term]]\nid = "x"\nform = "y"\n')[0:2]
    assert "TOML" in broken.what
    assert "term.0.forms" in wrong.what


def test_our_own_lexicons_are_clean() -> None:
    """What comes with Marsad passes its own linter."""
    assert own_files()
    assert [str(fault) for fault in check_files(own_files())] == []
