"""Lints lexicon files by code point: what no keyboard types, what can never match, what means two things.

A deliberate odd spelling is let through where its entry says why: `odd = "why"`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from marsad.errors import LexiconError
from marsad.lexicon.schema import LexiconFile, NounEntry, TermEntry, VerbEntry
from marsad.text.fold import fold

#: letters of other languages that look like Arabic ones, and what to type instead
LOOKALIKES = {0x06CC: 0x064A, 0x06A9: 0x0643, 0x06BE: 0x0647, 0x06C1: 0x0647, 0x06D5: 0x0647}
INVISIBLE = {0x00A0, 0x00AD, 0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x0640, 0xFEFF}
INVISIBLE |= {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}

Entry = TermEntry | VerbEntry | NounEntry


def own_files() -> list[str]:
    """The lexicon files that come with Marsad."""
    folder = Path(str(files("marsad") / "data" / "lexicon"))
    return sorted(str(path) for path in folder.rglob("*.toml"))


def check_files(paths: Sequence[str]) -> Iterator[LexiconError]:
    """Every fault of the files, in order; ids and forms are compared across all of them."""
    ids: dict[tuple[str, str], str] = {}
    forms: dict[tuple[str, ...], str] = {}
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8")
            file = LexiconFile.model_validate(tomllib.loads(text))
        except (OSError, UnicodeDecodeError) as error:
            yield LexiconError(path, None, f"cannot be read ({error})", "check the path; save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            yield LexiconError(path, None, f"broken TOML ({error})", "mend the line: one string per line, in quotes")
        except ValidationError as error:
            yield from _schema_faults(path, error)
        else:
            yield from _check_entries(path, text, file)
            yield from _check_ids(path, text, file, ids)
            yield from _check_meanings(path, text, file, forms)


def _schema_faults(path: str, error: ValidationError) -> Iterator[LexiconError]:
    for fault in error.errors():
        where = ".".join(map(str, fault["loc"]))
        yield LexiconError(path, None, f"{where}: {fault['msg']}", "see the entries beside it, or CONTRIBUTING.md")


def _check_entries(path: str, text: str, file: LexiconFile) -> Iterator[LexiconError]:
    for entry in _entries(file):
        for form in () if entry.odd else _written_forms(entry):
            line = _line_of(form, text)
            odd = next((char for char in form if _fault_of(char)), "")
            if odd:
                yield LexiconError(path, line, f"{entry.id}: {form!r} has {_name(odd)}", _fault_of(odd))
            elif not fold(form).strip():
                yield LexiconError(path, line, f"{entry.id}: {form!r} folds to nothing", "take it out")


def _check_ids(path: str, text: str, file: LexiconFile, ids: dict[tuple[str, str], str]) -> Iterator[LexiconError]:
    for entry in _entries(file):
        key = (file.kind, entry.id)
        if key in ids:
            what = f"the {file.kind} id {entry.id!r} stands already in {ids[key]}"
            yield LexiconError(path, _line_of(f'"{entry.id}"', text), what, "one id, one entry")
        ids.setdefault(key, path)


def _check_meanings(
    path: str, text: str, file: LexiconFile, forms: dict[tuple[str, ...], str]
) -> Iterator[LexiconError]:
    """Written forms only: inflection makes homographs («struck», «a strike») that rules tell apart."""
    for entry in _entries(file):
        for key, form in () if entry.odd else _meanings(entry):
            other = forms.setdefault((file.kind, *key), entry.id)
            if other != entry.id:
                what = f"{form!r} means both {other!r} and {entry.id!r}"
                remedy = 'keep it in one entry, or say why both in odd = "…"'
                yield LexiconError(path, _line_of(form, text), what, remedy)


def _meanings(entry: Entry) -> Iterator[tuple[tuple[str, ...], str]]:
    match entry:
        case TermEntry():
            yield from ((("term", fold(form)), form) for form in entry.forms)
        case VerbEntry():
            yield from ((("verb", fold(form), *sorted(map(fold, entry.after))), form) for form in entry.past)
        case NounEntry():
            yield from ((("noun", fold(form), *sorted(map(fold, entry.after))), form) for form in entry.singular)


def _entries(file: LexiconFile) -> list[Entry]:
    return [*file.term, *file.verb, *file.noun]


def _written_forms(entry: Entry) -> list[str]:
    match entry:
        case TermEntry():
            return entry.forms
        case VerbEntry():
            return [*entry.past, *entry.present, *entry.after]
        case NounEntry():
            return [*entry.singular, *entry.plural, *entry.after]


def _fault_of(char: str) -> str:
    """The remedy for a character that should not stand in a form, or ""."""
    code = ord(char)
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        return "a presentation form copied from a print file: type the plain letters"
    if code in LOOKALIKES:
        return f"type {_name(chr(LOOKALIKES[code]))}"
    if code in INVISIBLE:
        return "take out what cannot be seen"
    return ""


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '?').capitalize()}"


def _line_of(words: str, text: str) -> int | None:
    at = text.find(words)
    return text.count("\n", 0, at) + 1 if at >= 0 else None
