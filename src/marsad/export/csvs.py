"""CSV as RFC 4180 and the field read it: UTF-8, commas, double quotes, CRLF."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from marsad.errors import InputError
from marsad.export.schema import Row, columns, kinds_of

Checked = TypeVar("Checked", bound=Row)
#: the mark at the start of a file by which spreadsheets know UTF-8
BYTE_ORDER_MARK = "\ufeff"
#: text that a spreadsheet would read as a formula, also in full-width signs; quotes before it are guards of ours
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_READERS: tuple[tuple[type, Callable[[str], Any]], ...] = ((int, int), (float, float), (date, date.fromisoformat))


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, tags: Sequence[str] | None = None) -> str:
    """A table as CSV text; `tags` is a second head line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    if tags is not None:
        writer.writerow(tags)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def rows_text(schema: type[Row], rows: Iterable[Row]) -> str:
    """Rows of a schema as CSV text."""
    heads = columns(schema)
    return csv_text(heads, ([getattr(row, head) for head in heads] for row in rows))


def cell(value: Any) -> str:
    """A value as it stands in a cell: nothing for None, whole numbers without a point, no text that is a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    return guarded(value) if isinstance(value, str) else str(value)


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula: with a quote before it where it would.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("1+1")
    ("'=1+1", "''=1+1", '1+1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` made of a text, as it was.

    >>> unguarded("'=1+1"), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def read_rows(schema: type[Checked], path: Path) -> list[Checked]:
    """The rows of a CSV file that this package wrote; InputError names the line of the first fault."""
    found: list[Checked] = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if reader.fieldnames != columns(schema):
            raise InputError(str(path), 1, "the columns are not those of this table", "export the table anew")
        for raw in reader:
            try:
                found.append(schema.model_validate({name: _value(schema, name, text) for name, text in raw.items()}))
            except ValidationError as error:
                what = error.errors()[0]
                where = f"{'.'.join(map(str, what['loc']))}: {what['msg']}"
                raise InputError(str(path), reader.line_num, where, "correct the cell") from error
    return found


def _value(schema: type[Row], name: str, text: str) -> Any:
    """The text of a cell as its column wants it; the text itself where it does not fit, for the schema to refuse."""
    wanted = kinds_of(schema, name)
    if text == "" and type(None) in wanted:
        return None
    if bool in wanted:
        return {"true": True, "false": False}.get(text, text)
    for kind, read in _READERS:
        if kind in wanted:
            try:
                return read(text)
            except ValueError:
                return unguarded(text)
    return unguarded(text)
