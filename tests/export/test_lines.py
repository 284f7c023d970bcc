"""Files are written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.errors import OutputError
from marsad.export.lines import write_json_lines


def test_rows_are_written_one_per_line(tmp_path: Path) -> None:
    """Arabic stays Arabic."""
    out = tmp_path / "out.jsonl"
    assert write_json_lines([{"a": "قصف"}, {"a": 2}], str(out)) == 2
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [{"a": "قصف"}, {"a": 2}]
    assert "قصف" in out.read_text(encoding="utf-8")


def test_a_stop_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    """Nothing half-written, nothing left lying about."""
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")

    def rows() -> Iterator[dict[str, object]]:
        yield {"a": 1}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_json_lines(rows(), str(out))
    assert out.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told() -> None:
    """The system's reason and a remedy; the device is still there."""
    with pytest.raises(OutputError, match=r"/dev/full: cannot be written \(No space left on device\); "):
        write_json_lines([{"a": "x" * 100_000}], "/dev/full")
    assert not Path("/dev/full").is_file()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(OutputError, match="nowhere"):
        write_json_lines([], str(tmp_path / "nowhere" / "out.jsonl"))
