"""Files of coded reports, as `marsad code` writes them and as gold files hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from marsad.errors import CodedError, InputError
from marsad.ingest.lines import Line, decode_lines, find_files, raw_lines, unreadable
from marsad.model import CodedReport
from marsad.model.rows import read_coded

REMEDY = "write it with `marsad code`, or as in the codebook"


def read_coded_rows(paths: Sequence[str]) -> Iterator[CodedReport | InputError]:
    """The coded reports in files, folders or standard input (`-`); an InputError in the place of each faulty row."""
    seen: dict[str, str] = {}
    for file in find_files(paths, (".jsonl",)):
        if isinstance(file, InputError):
            yield file
            continue
        try:
            with file.open() as stream:
                yield from (_read_row(line, seen) for line in decode_lines(raw_lines(stream), file.name))
        except OSError as error:
            yield unreadable(file.name, error)


def _read_row(line: Line | InputError, seen: dict[str, str]) -> CodedReport | InputError:
    if isinstance(line, InputError):
        return line
    try:
        coded = read_coded(json.loads(line.text))
    except json.JSONDecodeError as error:
        return CodedError(line.file, line.number, f"broken JSON at column {error.colno} ({error.msg})", REMEDY)
    except KeyError as error:
        return CodedError(line.file, line.number, f"the key {error} is missing", REMEDY)
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        return CodedError(line.file, line.number, f"not a coded report ({error})", REMEDY)
    if coded.id in seen:
        what = f"the report {coded.id!r} stands already in {seen[coded.id]}"
        return CodedError(line.file, line.number, what, "keep one row per report")
    seen[coded.id] = f"{line.file}:{line.number}"
    return coded
