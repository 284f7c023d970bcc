"""Small and flat: short functions and modules, plain names, Arabic words in lexicons and not in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT

SOURCES = sorted((ROOT / "src" / "marsad").rglob("*.py"))
LONGEST_FUNCTION, LONGEST_MODULE, DEEPEST = 45, 450, 4
BANNED = re.compile(r"(^|_)(data|info|manager|handler|process|utils?\d*|misc)(_|$)", re.IGNORECASE)
ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
NESTING = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match)
#: migrations are steps in time, written once and never shortened
STEPS = "migrations"

pytestmark = pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def depth(node: ast.AST, level: int = 0) -> int:
    """How deep statements nest below a function; `elif` counts as its `if`."""
    deepest = level
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        deepest = max(deepest, depth(child, level + (isinstance(child, NESTING) and not is_elif)))
    return deepest


def test_functions_are_short_and_flat(path: Path) -> None:
    """Long or deep ones are named."""
    if STEPS in path.parts:
        return
    told = []
    for node in functions(ast.parse(path.read_text(encoding="utf-8"))):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            told.append(f"{node.name}: {lines} lines")
        if depth(node) > DEEPEST:
            told.append(f"{node.name}: nested {depth(node)} deep")
    assert told == []


def test_modules_are_short(path: Path) -> None:
    """A long module is two rooms."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_names_are_the_fields_words(path: Path) -> None:
    """No class, function or module with a name that says nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [path.stem, *(node.name for node in ast.walk(tree) if isinstance(node, (ast.ClassDef, ast.FunctionDef)))]
    assert [name for name in names if BANNED.search(re.sub("([a-z])([A-Z])", r"\1_\2", name))] == []


def test_arabic_stands_in_lexicons_and_docstrings(path: Path) -> None:
    """No Arabic letter in a code string."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    homes = [node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    docs = {id(home.body[0].value) for home in homes if home.body and isinstance(home.body[0], ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    source = path.read_text(encoding="utf-8").splitlines()
    told = [
        node.lineno
        for node in strings
        if id(node) not in docs and ARABIC.search(str(node.value))
        and ARABIC.search("\n".join(source[node.lineno - 1 : node.end_lineno]))
    ]  # fmt: skip
    assert told == []
