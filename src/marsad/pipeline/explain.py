"""The values of a coded report, each with its rule in the rule's own words, and the words it was read from."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from marsad.lexicon.lint import own_files
from marsad.mention import read_page
from marsad.model import CodedReport, Report, Span, Why
from marsad.rules import Rule
from marsad.text import parse_text

#: the rooms whose functions are rules
ROOMS = ("marsad.mention", "marsad.event")


@dataclass(frozen=True, slots=True)
class Told:
    """A value explained: `number` marks its words in the text, `doc` says what the rule does."""

    number: int
    event: str
    why: Why
    words: str
    doc: str


def explain(report: Report, coded: CodedReport, only: str = "") -> list[Told]:
    """Every value of the report's events (of one event, if named) and tallies, in the order of the events."""
    groups = [(event.id, event.why) for event in coded.events if only in ("", event.id)]
    if not only:
        groups += [(f"tally {number}", tally.why) for number, tally in enumerate(coded.tallies, 1)]
    numbers: dict[Span, int] = {}
    told = []
    for name, whys in groups:
        for why in whys:
            number = numbers.setdefault(why.span, len(numbers) + 1) if why.span else 0
            words = report.text[why.span.start : why.span.end] if why.span else ""
            told.append(Told(number, name, why, words, doc_of(why.rule)))
    return told


def read_aside(report: Report) -> Iterator[Span]:
    """The stretches of the text that were read as page furniture: no value comes from them."""
    doc = parse_text(report)
    kept = {token.start for token in read_page(doc).tokens}
    for is_aside, group in groupby(range(len(doc.tokens)), key=lambda at: doc.tokens[at].start not in kept):
        tokens = list(group)
        span = doc.to_text(doc.span_of(tokens[0], tokens[-1] + 1)) if is_aside else None
        if span is not None:
            yield span


def mark_text(text: str, told: list[Told], opening: str = "[", closing: str = "]") -> str:
    """The text with the words behind each value in marks that carry its number; inner marks close first."""
    marks: dict[int, list[tuple[int, int, str]]] = {}
    spans = {one.why.span: one.number for one in told if one.why.span}
    for span, number in spans.items():
        length = span.end - span.start
        marks.setdefault(span.start, []).append((1, -length, f"{opening}{number} "))
        marks.setdefault(span.end, []).append((0, length, closing))
    parts, last = [], 0
    for at in sorted(marks):
        parts.append(text[last:at])
        parts += [mark for _, _, mark in sorted(marks[at])]
        last = at
    return "".join([*parts, text[last:]])


def doc_of(rule: str, lang: str = "en") -> str:
    """What a rule does: its docstring, or the phrase for a word of the lists or for learned weights."""
    name = rule.rpartition(".")[2]
    said = read_phrases()
    if told := rule_docs().get(name):
        return told
    if rule in said["rule"]:
        return str(said["rule"][rule][lang])
    if gloss := glosses().get(rule):
        return str(said["word"][lang]).format(name=gloss)
    return str(said["learned"][lang]).format(name=say_feature(rule, lang))


def family_of(feature: str) -> tuple[str, str, str]:
    """A feature's side (`before`, `after` or ""), family and first value; a condition (`rebel|`) is dropped.

    >>> family_of("rebel|after+over:on")
    ('after', 'over', 'on')
    """
    head, _, values = feature.partition(":")
    family = head.rpartition("|")[2] or "none"
    side, _, rest = family.partition("+")
    if not rest or side not in read_phrases()["side"]:
        side, rest = "", family
    return side, rest, re.split("[+:]", values)[0]


def say_feature(feature: str, lang: str = "en") -> str:
    """What a feature of the learned weights says of a party; a feature that no phrase knows stays as it is."""
    said = read_phrases()
    side, family, value = family_of(feature)
    told = said["family"].get(f"{family}:{value}") or said["family"].get(family)
    if not told:
        return feature
    place = [said["side"][side][lang]] if side else []
    return ": ".join([*place, told[lang]])


@cache
def read_phrases() -> dict[str, Any]:
    """The phrases of `data/labels/reading.toml`."""
    return tomllib.loads((files("marsad") / "data" / "labels" / "reading.toml").read_text(encoding="utf-8"))


@cache
def glosses() -> dict[str, str]:
    """What each entry of the word lists means, by id."""
    entries = [
        entry
        for path in own_files()
        for kind, table in tomllib.loads(Path(path).read_text(encoding="utf-8")).items()
        if kind in ("term", "verb", "noun")
        for entry in table
    ]
    return {entry["id"]: entry.get("gloss") or entry["id"] for entry in entries}


@cache
def rule_docs() -> dict[str, str]:
    """Every rule and documented function of the coding rooms by name."""
    docs: dict[str, str] = {}
    for room in ROOMS:
        package = import_module(room)
        names = [found.name for found in walk_packages(package.__path__, f"{room}.")]
        for module in [package, *map(import_module, names)]:
            for name, value in vars(module).items():
                if isinstance(value, Rule):
                    docs[value.name] = value.why
                elif inspect.isfunction(value) and value.__doc__ and value.__module__.startswith("marsad."):
                    docs.setdefault(name, " ".join(value.__doc__.split()))
    return docs
