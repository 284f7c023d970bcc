"""The quick reader of lexicon files reads them as the full one does."""

import tomllib
from importlib.resources import files

import pytest

from marsad.lexicon.plain import read_plain

FOLDER = files("marsad") / "data" / "lexicon" / "ar"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".toml"))


@pytest.mark.parametrize("name", FILES)
def test_bundled_files_are_read_alike(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert read_plain(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'kind = "a" # why\n[[term]]\nid = "b"\nforms = [\n  "c", # so\n  "d"\n]',
        'kind = "a"\n[[term]]\nid = "b\\n"\n[term.attrs]\nx = 1',
        'kind = """\na\n"""\n[[noun]]\nid="b"',
        'a.b = "c"\n"d e" = 2',
        'kind = "a"\r\n[[term]]\r\nforms = [\r\n  "b",\r\n]\r\nattrs = { c = "d", e = true }\r\n',
    ],
)
def test_odd_lines_are_read_by_the_full_reader(text: str) -> None:
    assert read_plain(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ['kind = "a', 'forms = [\n"a",\n', "kind = x", 'kind = "a"\nkind = "b"'])
def test_broken_files_are_told(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_plain(text)
