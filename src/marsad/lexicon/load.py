"""Reads lexicon files into terms.

The bundled files are read as they stand: `marsad lexicon check` holds them against the schema, whose defaults are told
here once more so that coding need not load what checks them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

import tomli

from marsad.lexicon.term import Lexicon, Term
from marsad.text.fold import fold
from marsad.text.morphology import dual_of, inflect_past, inflect_present, singular_forms, sound_plural

Entry = Mapping[str, Any]


def _words(form: str) -> str:
    return " ".join(fold(form).split())


def _with_after(stems: dict[str, str], after: list[str]) -> dict[str, str]:
    if not after:
        return stems
    return {f"{stem} {_words(tail)}": number for (stem, number), tail in product(stems.items(), after)}


def _made(kind: str, entry: Entry, forms: dict[str, str], tense: dict[str, str], form: str) -> Term:
    """The term of an entry; `form` is `verb`, `noun` or "" for fixed forms, which alone take no ending by default."""
    attrs = entry.get("attrs", {})
    kept = {"form": form, **attrs} if form else attrs
    return Term(entry["id"], kind, forms, tense, entry.get("clitics", True), entry.get("suffix", bool(form)), kept)


def _term(kind: str, entry: Entry) -> Term:
    return _made(kind, entry, {_words(form): "" for form in entry["forms"]}, {}, "")


def _verb(kind: str, entry: Entry) -> Term:
    tense = {form: "past" for verb in entry.get("past", ()) for form in inflect_past(verb)}
    for verb in entry.get("present", ()):
        for form in inflect_present(verb):
            tense.setdefault(form, "present")
    after = entry.get("after", [])
    return _made(kind, entry, _with_after(dict.fromkeys(tense, ""), after), _with_after(tense, after), "verb")


def _noun(kind: str, entry: Entry) -> Term:
    forms: dict[str, str] = {}
    for noun in entry.get("singular", ()):
        forms.update(dict.fromkeys(singular_forms(noun), "one"))
        if entry.get("dual", True):
            forms.update(dict.fromkeys(dual_of(noun), "two"))
        if entry.get("sound", False):
            for form in sound_plural(noun):
                forms.setdefault(form, "many")
    forms.update((_words(noun), "two") for noun in entry.get("two", ()))
    for noun in entry.get("plural", ()):
        for form in singular_forms(noun):
            forms.setdefault(form, "many")
    return _made(kind, entry, _with_after(forms, entry.get("after", [])), {}, "noun")


def terms_of(file: Mapping[str, Any]) -> list[Term]:
    """The terms of one file, which fits the schema."""
    kind = file["kind"]
    return [
        *(_term(kind, entry) for entry in file.get("term", ())),
        *(_verb(kind, entry) for entry in file.get("verb", ())),
        *(_noun(kind, entry) for entry in file.get("noun", ())),
    ]


@lru_cache(maxsize=8)
def load_lexicon(lang: str = "ar", *names: str) -> Lexicon:
    """The lexicon files of a language (all of them, or those named), read once per process."""
    folder = files("marsad") / "data" / "lexicon" / lang
    digest = hashlib.sha256()
    terms: list[Term] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".toml") or (names and path.name.removesuffix(".toml") not in names):
            continue
        text = path.read_text(encoding="utf-8")
        digest.update(text.encode())
        terms += terms_of(tomli.loads(text))
    return Lexicon(tuple(terms), digest.hexdigest()[:12])
