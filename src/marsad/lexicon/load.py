"""Reads lexicon files into terms."""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import product

from marsad.lexicon.schema import Lexicon, LexiconFile, NounEntry, Term, TermEntry, VerbEntry
from marsad.text.fold import fold
from marsad.text.morphology import dual_of, inflect_past, inflect_present, singular_forms, sound_plural


def _words(form: str) -> str:
    return " ".join(fold(form).split())


def _with_after(stems: dict[str, str], after: list[str]) -> dict[str, str]:
    if not after:
        return stems
    return {f"{stem} {_words(tail)}": number for (stem, number), tail in product(stems.items(), after)}


def _term(kind: str, entry: TermEntry) -> Term:
    forms = {_words(form): "" for form in entry.forms}
    return Term(entry.id, kind, forms, {}, entry.clitics, entry.suffix, entry.attrs)


def _verb(kind: str, entry: VerbEntry) -> Term:
    tense = {form: "past" for verb in entry.past for form in inflect_past(verb)}
    for verb in entry.present:
        for form in inflect_present(verb):
            tense.setdefault(form, "present")
    forms = _with_after(dict.fromkeys(tense, ""), entry.after)
    tenses = _with_after(tense, entry.after)
    return Term(entry.id, kind, forms, tenses, entry.clitics, entry.suffix, {"form": "verb", **entry.attrs})


def _noun(kind: str, entry: NounEntry) -> Term:
    forms: dict[str, str] = {}
    for noun in entry.singular:
        forms.update(dict.fromkeys(singular_forms(noun), "one"))
        if entry.dual:
            forms.update(dict.fromkeys(dual_of(noun), "two"))
        if entry.sound:
            for form in sound_plural(noun):
                forms.setdefault(form, "many")
    for noun in entry.plural:
        for form in singular_forms(noun):
            forms.setdefault(form, "many")
    return Term(
        entry.id,
        kind,
        _with_after(forms, entry.after),
        {},
        entry.clitics,
        entry.suffix,
        {"form": "noun", **entry.attrs},
    )


def read_file(text: str) -> list[Term]:
    """The terms of one TOML text. Raises `pydantic.ValidationError` or `tomllib.TOMLDecodeError` on bad input."""
    file = LexiconFile.model_validate(tomllib.loads(text))
    return [
        *(_term(file.kind, entry) for entry in file.term),
        *(_verb(file.kind, entry) for entry in file.verb),
        *(_noun(file.kind, entry) for entry in file.noun),
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
        terms += read_file(text)
    return Lexicon(tuple(terms), digest.hexdigest()[:12])
