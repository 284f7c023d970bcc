"""One runner for all corpora: texts and what is found in them.

A corpus file under `tests/corpus/<language>/` begins with `finder` (whose it is) and `anchor` (the day of publication),
then:

    [[case]]
    why    = "a division number is no casualty"
    expect = []
    texts  = [
      "…",
    ]

Each text must give exactly the mentions of `expect`, in text order. A mention is a table of the fields that matter:
days are TOML dates, `high = "open"` stands for «at least», a number with a fraction is compared to one hundredth,
`words` is the verbatim text of the mention.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from support import ROOT

from marsad.model import Doc, Mention, Report
from marsad.text.parse import parse_text

#: where each finder is; a module that is named here and missing is a failure
FINDERS = {
    "actor": "marsad.mention.actor.find_actors",
    "count": "marsad.mention.count.find_counts",
    "date": "marsad.mention.date.find_dates",
    "number": "marsad.mention.number.find_numerals",
    "part": "support.find_parts",
    "place": "marsad.mention.place.find_places",
    "source": "marsad.mention.source.find_sources",
    "trigger": "marsad.mention.trigger.find_triggers",
    "weapon": "marsad.mention.weapon.find_weapons",
}


@dataclass(frozen=True)
class Case:
    """One text and what is to be found in it."""

    finder: str
    anchor: date
    why: str
    expect: list[dict[str, Any]]
    text: str


def cases() -> Iterator[Any]:
    for path in sorted((ROOT / "tests" / "corpus").glob("*/*.toml")):
        corpus = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(corpus["case"], 1):
            for text in case["texts"]:
                name = f"{path.parent.name}/{path.stem}-{number}"
                yield pytest.param(Case(corpus["finder"], corpus["anchor"], case["why"], case["expect"], text), id=name)


def find(finder: str, doc: Doc) -> Sequence[Mention]:
    module, _, name = FINDERS[finder].rpartition(".")
    function: Callable[..., Sequence[Mention]] = getattr(import_module(module), name)
    # who speaks is found among the parties, and no word of a time or a place is a word of an act
    beside = {"source": ("actor",), "trigger": ("date", "place")}.get(finder)
    return function(doc, [mention for kind in beside for mention in find(kind, doc)]) if beside else function(doc)


def shown(mention: Mention, keys: Sequence[str], doc: Doc) -> dict[str, Any]:
    """The fields that the case asks for, as the case writes them."""
    fields: dict[str, Any] = {}
    for key in keys:
        value = doc.words(mention.span) if key == "words" else getattr(mention, key)
        value = "open" if key == "high" and value is None else list(value) if isinstance(value, tuple) else value
        fields[key] = pytest.approx(value, abs=0.01) if isinstance(value, float) else value
    return fields


@pytest.mark.parametrize("case", list(cases()))
def test_corpus(case: Case) -> None:
    """The mentions of the text are those expected, no more and no fewer."""
    doc = parse_text(Report("corpus", "", case.anchor, "", case.text))
    mentions = find(case.finder, doc)
    keys = [list(table) for table in case.expect] + [["rule"]] * len(mentions)
    found = [shown(mention, wanted, doc) for mention, wanted in zip(mentions, keys, strict=False)]
    assert case.expect == found, case.why


def test_corpora_have_both_kinds() -> None:
    """Every corpus says also where nothing is to be found."""
    kinds: dict[str, set[bool]] = defaultdict(set)
    for case in (param.values[0] for param in cases()):
        kinds[case.finder].add(bool(case.expect))
    assert {finder for finder, found in kinds.items() if found != {True, False}} == set()
