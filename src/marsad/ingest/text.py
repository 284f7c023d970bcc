"""Report files: JSON lines as in the codebook, or one plain text below a small header.

    publisher: the outlet
    published: 2019-03-24
    title: the headline

    The text of the report, to the end of the file.

`published` must be there; `id` is the file's name unless the header has one; `url` and `lang` may be there too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, BinaryIO

from marsad.errors import InputError, ReportError
from marsad.ingest.lines import InputFile, Line, decode_lines, find_files, not_utf8, raw_lines, unreadable
from marsad.model import Report

KEYS = ("id", "publisher", "published", "title", "text", "url", "lang")
#: a longer text is a book or a dump, not a report
MAX_TEXT = 100_000
EARLIEST = date(1900, 1, 1)
#: a fixed day, so that what is read never depends on the machine's clock: «in ten days» must still be a day after it
LATEST = date(2100, 12, 31)
#: plain letters, and those that pages of print are pasted with
ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdf1\ufe70-\ufefc]")
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
HEADER = re.compile(rb"(\xef\xbb\xbf)?\s*[a-z]+\s*:", re.IGNORECASE)
DATE_REMEDY = 'write the day of publication as "YYYY-MM-DD", from which words like «yesterday» count'

Placed = tuple[Report, Line]


def read_reports(paths: Sequence[str]) -> Iterator[Report | InputError]:
    """The reports in files, folders or standard input (`-`), in order.

    What cannot be read is yielded as an InputError in its place, never raised, so that the rest goes on. A file is one
    plain text if its name ends in `.txt` or its first line is a header; any other has one JSON object per line.
    """
    seen: dict[str, str] = {}
    for file in find_files(paths):
        for item in [file] if isinstance(file, InputError) else _read_file(file):
            yield item if isinstance(item, InputError) else _once(*item, seen)


def read_report_row(row: Mapping[str, Any], where: str = "row") -> Report:
    """The report that a row of the codebook holds; ReportError says what is wrong with it."""
    found = _check_row(dict(row), Line(where, 1, ""))
    if isinstance(found, InputError):
        raise found
    return found[0]


def _once(report: Report, line: Line, seen: dict[str, str]) -> Report | InputError:
    if report.id in seen:
        what = f"the id {report.id!r} stands already in {seen[report.id]}"
        return ReportError(line.file, line.number, what, "give each report an id of its own")
    seen[report.id] = f"{line.file}:{line.number}"
    return report


def _read_file(file: InputFile) -> Iterator[Placed | InputError]:
    try:
        with file.open() as stream:
            yield from _read_stream(file, stream)
    except OSError as error:
        yield unreadable(file.name, error)


def _read_stream(file: InputFile, stream: BinaryIO) -> Iterator[Placed | InputError]:
    begin = []
    for raw in raw_lines(stream):
        begin.append(raw)
        if raw.strip():
            break
    if not begin or not begin[-1].strip():
        yield ReportError(file.name, None, "the file is empty", "put a report into it")
    elif (file.path is not None and file.path.suffix.lower() == ".txt") or HEADER.match(begin[-1]):
        yield _read_plain(file, b"".join(begin) + stream.read())
    else:
        yield from map(_read_row, decode_lines(chain(begin, raw_lines(stream)), file.name))


def _read_row(line: Line | InputError) -> Placed | InputError:
    if isinstance(line, InputError):
        return line
    try:
        row = json.loads(line.text)
    except json.JSONDecodeError as error:
        what = f"broken JSON at column {error.colno} ({error.msg})"
        return ReportError(line.file, line.number, what, "write one whole JSON object per line")
    except (RecursionError, ValueError) as error:
        return ReportError(line.file, line.number, f"broken JSON ({error})", "write one whole JSON object per line")
    if not isinstance(row, dict):
        return ReportError(line.file, line.number, "not a JSON object", 'write {"id": …, "published": …, "text": …}')
    return _check_row(row, line)


def _read_plain(file: InputFile, raw: bytes) -> Placed | InputError:
    try:
        whole = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return not_utf8(file.name, None, error)
    row: dict[str, Any] = {"id": file.path.stem if file.path else "stdin"}
    lines = whole.replace("\r\n", "\n").lstrip("\n").split("\n")
    for number, line in enumerate(lines, 1):
        key, colon, value = line.partition(":")
        if not line.strip():
            row["text"] = "\n".join(lines[number:]).strip("\n")
            break
        if not colon or key.strip().lower() not in KEYS or key.strip().lower() == "text":
            what = f"{line[:40]!r} is no line of the header"
            remedy = "begin with lines like «published: 2019-03-24», then a blank line, then the text"
            return ReportError(file.name, number, what, remedy)
        row[key.strip().lower()] = value.strip()
    return _check_row(row, Line(file.name, 1, whole))


def _check_row(row: dict[str, Any], line: Line) -> Placed | InputError:
    fault = _find_fault(row)
    if fault:
        return ReportError(line.file, line.number, *fault)
    report = Report(
        id=row["id"],
        publisher=row.get("publisher") or "",
        published=_read_date(row["published"]),
        title=row.get("title") or "",
        text=row["text"],
        url=row.get("url") or "",
        lang=row.get("lang") or "ar",
    )
    return report, line


Fault = tuple[str, str]


def _find_fault(row: dict[str, Any]) -> Fault | None:
    """What is wrong with a row, and the remedy; None if it can be coded."""
    for key in KEYS:
        if row.get(key) is not None and not isinstance(row[key], str):
            return f"{key!r} is not a string", f'write "{key}": "…"'
        if found := NO_TEXT.search(row.get(key) or ""):
            return _half_text(key, found[0])
    if not (row.get("id") or "").strip():
        return "the report has no id", 'add "id": a name of its own for each report'
    return date_fault(row.get("published")) or _text_fault(row.get("text") or "")


def _half_text(key: str, char: str) -> Fault:
    """What to tell of a value that no file or store can hold."""
    if char == "\x00":
        return f"{key!r} holds NUL bytes", "take them out: they are no text"
    return f"{key!r} holds half characters (lone surrogates)", "write it anew as UTF-8"


def date_fault(published: str | None) -> Fault | None:
    """What is wrong with a day of publication, and the remedy; None if words like «yesterday» can count from it."""
    if not published:
        return "no publication date", DATE_REMEDY
    try:
        day = _read_date(published)
    except ValueError:
        return f"impossible publication date {published!r}", DATE_REMEDY
    if not EARLIEST <= day <= LATEST:
        return f"impossible publication date {published!r}", f"{DATE_REMEDY}, from {EARLIEST} to {LATEST}"
    return None


def _read_date(published: str) -> date:
    return datetime.fromisoformat(published).date()


def _text_fault(text: str) -> Fault | None:
    if not text.strip():
        return "the text is empty", 'put the report\'s words into "text"'
    if len(text) > MAX_TEXT:
        return f"the text has {len(text):,} characters, more than {MAX_TEXT:,}", "split it into its reports"
    if not ARABIC.search(text):
        return "the text has no Arabic letter", "Marsad codes Arabic reports: leave this one out"
    return None
