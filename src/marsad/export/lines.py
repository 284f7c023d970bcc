"""JSON lines, written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from marsad.errors import OutputError
from marsad.export.target import STDOUT, check_target


def write_json_lines(rows: Iterable[dict[str, Any]], out: str) -> int:
    """Write one JSON object per line to the file (or `-`, standard output) and tell how many."""
    count = 0
    with open_whole(out) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False, separators=(", ", ": ")) + "\n")
            count += 1
    return count


@contextmanager
def open_whole(out: str) -> Iterator[TextIO]:
    """A text file that appears under its name only when it is whole; OutputError if it cannot be written.

    It is written beside its place and renamed at the end, so that a full disk or a stop leaves the old file as it was.
    Standard output and devices are written straight. UsageError for a store.
    """
    check_target(out)
    path = Path(out)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if out == STDOUT:
            yield sys.stdout
            sys.stdout.flush()
        elif path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
        else:
            with part.open("x", encoding="utf-8", newline="\n") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = "name another file with --out, or free some space" if out != STDOUT else "check where it goes"
        raise OutputError(f"{out}: cannot be written ({reason}); {remedy}") from error
    finally:
        if out != STDOUT:
            part.unlink(missing_ok=True)
