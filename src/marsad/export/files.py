"""Files that appear only when they are whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from marsad.errors import OutputError
from marsad.export.target import STDOUT, check_target


def write_whole(out: str, content: bytes) -> None:
    """Write the bytes to a file (or `-`, standard output); the old file stays if that fails. UsageError for a store."""
    check_target(out)
    if out == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        _replace(Path(out), content)


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written straight
            with path.open("wb") as stream:
                stream.write(content)
            return
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({reason}); name another file with --out") from error
    finally:
        part.unlink(missing_ok=True)
