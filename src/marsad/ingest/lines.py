"""Files, folders and standard input as lines of strict UTF-8, each with its place."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from marsad.errors import InputError, ReportError

#: standard input among the paths
STDIN = "-"
#: what a folder is searched for, in small letters or capitals
SUFFIXES = (".jsonl", ".txt")
#: no line of a sane file is longer; a longer one is not read into memory whole
MAX_LINE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the file and the line number where it stands."""

    file: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: its name as people know it, and its path (None: standard input)."""

    name: str
    path: Path | None

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The file's bytes."""
        return nullcontext(sys.stdin.buffer) if self.path is None else self.path.open("rb")


def find_files(paths: Sequence[str], suffixes: Sequence[str] = SUFFIXES) -> Iterator[InputFile | InputError]:
    """The files that the paths name: themselves, those in a folder (in order of name), or `-` for standard input.

    Hidden files and what lies in hidden folders are passed over: systems and editors keep their own copies there.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield InputFile("<stdin>", None)
        elif not path.is_dir():
            yield InputFile(name, path)
        elif found := sorted(p for p in path.rglob("*") if _is_wanted(p.relative_to(path), suffixes) and p.is_file()):
            yield from (InputFile(str(p), p) for p in found)
        else:
            kinds = " or ".join(suffixes)
            yield ReportError(name, None, f"the folder holds no {kinds} file", "name a folder that holds some")


def _is_wanted(path: Path, suffixes: Sequence[str]) -> bool:
    return path.suffix.lower() in suffixes and not any(part.startswith(".") for part in path.parts)


def files_read(paths: Sequence[str]) -> list[str]:
    """The names of the files that the paths mean, `-` for standard input; what cannot be found is left out."""
    found = (file for file in find_files(paths) if isinstance(file, InputFile))
    return [STDIN if file.path is None else str(file.path) for file in found]


def raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines as bytes; pieces of MAX_LINE bytes where a line is longer."""
    return iter(lambda: stream.readline(MAX_LINE), b"")


def decode_lines(raws: Iterable[bytes], name: str) -> Iterator[Line | InputError]:
    """The lines that are not blank; an InputError in the place of each one that is too long or not UTF-8."""
    number, is_whole = 0, True
    for raw in raws:
        begins, is_whole = is_whole, raw.endswith(b"\n") or len(raw) < MAX_LINE
        number += begins
        if begins and not is_whole:
            what = f"the line is longer than {MAX_LINE:,} bytes"
            yield ReportError(name, number, what, "write one JSON object per line")
        elif begins:
            yield from _decode_line(raw, name, number)


def _decode_line(raw: bytes, name: str, number: int) -> Iterator[Line | InputError]:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        yield not_utf8(name, number, error)
        return
    if text.strip():
        yield Line(name, number, text)


def unreadable(name: str, error: OSError) -> ReportError:
    """What to tell about a file that the system does not let us read."""
    remedy = "check the path" if isinstance(error, FileNotFoundError) else "check its permissions and the disk"
    return ReportError(name, None, f"cannot be read ({error.strerror or error})", remedy)


def not_utf8(name: str, number: int | None, error: UnicodeDecodeError) -> ReportError:
    """What to tell about bytes that are no UTF-8."""
    where = f"byte {error.start + 1} of the line" if number else f"byte {error.start + 1}"
    return ReportError(name, number, f"not UTF-8 ({where})", "save the file as UTF-8")
