"""The formats by name, and the one way to write any of them: disclose, make, check, write, and leave a manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from marsad.errors import OutputError, UsageError
from marsad.export.disclosure import Policy, disclose
from marsad.export.files import write_whole
from marsad.export.manifest import manifest_text
from marsad.export.selection import Selection, Withheld
from marsad.export.target import STDOUT, check_target

Options = Mapping[str, Any]
#: what the name of a manifest ends in
MANIFEST = ".manifest.json"


@dataclass(frozen=True, slots=True)
class Made:
    """An export before it is written."""

    content: bytes
    rows: int
    withheld: tuple[Withheld, ...] = ()
    #: further files by what their names end in
    beside: Mapping[str, bytes] = field(default_factory=dict)
    #: the same as text, where the content is packed so that no name can be looked for in it
    unpacked: bytes = b""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is made, what its files end in, and which options it knows."""

    name: str
    what: str
    ending: str
    make: Callable[[Selection, Options], Made]
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote, and what it left out."""

    out: str
    manifest: str
    rows: int
    withheld: tuple[Withheld, ...]


def write_export(name: str, selection: Selection, out: str, policy: Policy, options: Options | None = None) -> Written:
    """Write the selection in a format, whole or not at all, with its manifest beside it."""
    form = format_named(name)
    chosen = {key: value for key, value in (options or {}).items() if value is not None}
    unknown = sorted(set(chosen) - set(form.options))
    if unknown:
        raise UsageError(f"{name} has no option {', '.join(unknown)}")
    if out != STDOUT and not Path(out).absolute().parent.is_dir():
        raise OutputError(f"{Path(out).parent}: there is no such folder; make it first")
    disclosed = disclose(selection, policy)
    made = form.make(disclosed.selection, chosen)
    for ending in ("", *made.beside, MANIFEST) if is_kept(out) else ():
        check_target(f"{out}{ending}")
    file = Path(out).name if out != STDOUT else STDOUT
    digest = sha256(made.content).hexdigest()
    text = manifest_text(
        disclosed, form=name, file=file, digest=digest, rows=made.rows, options=dict(chosen), left=made.withheld
    )
    disclosed.refuse_leaks(made.unpacked or made.content, *made.beside.values(), text.encode())
    write_whole(out, made.content)
    manifest = ""
    if is_kept(out):
        for ending, content in made.beside.items():
            write_whole(f"{out}{ending}", content)
        manifest = f"{out}{MANIFEST}"
        write_whole(manifest, text.encode())
    return Written(out, manifest, made.rows, (*disclosed.withheld, *made.withheld))


def is_kept(out: str) -> bool:
    """True for a file that stays: standard output, devices and pipes have no files beside them."""
    return out != STDOUT and (not Path(out).exists() or Path(out).is_file())


def format_named(name: str) -> Format:
    """The format of a name."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}: {', '.join(FORMATS)}")
    return FORMATS[name]


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n" for row in rows
    ).encode()


def _csv(selection: Selection, options: Options) -> Made:
    from marsad.export.csvs import BYTE_ORDER_MARK, rows_text
    from marsad.export.tables import table_rows

    schema, rows = table_rows(selection, str(options.get("table", "incidents")))
    return Made((BYTE_ORDER_MARK + rows_text(schema, rows)).encode(), len(rows))


def _acled(selection: Selection, options: Options) -> Made:
    from marsad.export.acled import acled_rows
    from marsad.export.csvs import rows_text
    from marsad.export.schema import AcledRow

    rows, withheld = acled_rows(selection, unknown_fatalities=options.get("unknown_fatalities", 0))
    return Made(rows_text(AcledRow, rows).encode(), len(rows), tuple(withheld))


def _ged(selection: Selection, options: Options) -> Made:
    from marsad.export.csvs import rows_text
    from marsad.export.ged import candidate_rows, ged_rows
    from marsad.export.schema import GedCandidateRow, GedRow

    rows, withheld = ged_rows(selection, tallies=bool(options.get("tallies", False)))
    candidates = candidate_rows(selection)
    beside = {".no_dyad.csv": rows_text(GedCandidateRow, candidates).encode()} if candidates else {}
    return Made(rows_text(GedRow, rows).encode(), len(rows), tuple(withheld), beside)


def _plover(selection: Selection, options: Options) -> Made:
    from marsad.export.object_schema import PloverRow
    from marsad.export.plover import plover_rows
    from marsad.export.schema import checked

    rows, withheld = plover_rows(selection)
    checked(PloverRow, rows, "id")
    return Made(_lines(rows), len(rows), tuple(withheld))


def _hxl(selection: Selection, options: Options) -> Made:
    from marsad.export.hxl import hxl_text

    return Made(hxl_text(selection).encode(), len(selection.incidents))


def _geojson(selection: Selection, options: Options) -> Made:
    from marsad.export.geojson import geojson_text

    return Made(geojson_text(selection).encode(), len(selection.incidents))


def _parquet(selection: Selection, options: Options) -> Made:
    from marsad.export.csvs import rows_text
    from marsad.export.parquet import parquet_bytes
    from marsad.export.tables import table_rows

    schema, rows = table_rows(selection, str(options.get("table", "incidents")))
    return Made(parquet_bytes(schema, rows), len(rows), unpacked=rows_text(schema, rows).encode())


def _geoparquet(selection: Selection, options: Options) -> Made:
    from marsad.export.csvs import rows_text
    from marsad.export.flat import incident_rows
    from marsad.export.parquet import geoparquet_bytes
    from marsad.export.schema import IncidentRow

    rows = incident_rows(selection)
    return Made(geoparquet_bytes(rows), len(rows), unpacked=rows_text(IncidentRow, rows).encode())


def _ftm(selection: Selection, options: Options) -> Made:
    from marsad.export.ftm import ftm_rows
    from marsad.export.object_schema import FtmRow
    from marsad.export.schema import checked

    rows = ftm_rows(selection)
    checked(FtmRow, rows, "id")
    return Made(_lines(rows), len(rows))


def _atom(selection: Selection, options: Options) -> Made:
    from marsad.export.feed import atom_text

    return Made(atom_text(selection).encode(), len(selection.incidents))


def _rss(selection: Selection, options: Options) -> Made:
    from marsad.export.feed import rss_text

    return Made(rss_text(selection).encode(), len(selection.incidents))


FORMATS = {
    form.name: form
    for form in (
        Format("acled", "ACLED: 31 columns, a row per active day and place", ".csv", _acled, ("unknown_fatalities",)),
        Format("atom", "a feed of incidents (Atom)", ".xml", _atom),
        Format("csv", "one row per incident, claim, event or tally", ".csv", _csv, ("table",)),
        Format("ftm", "FollowTheMoney entities, one JSON object per line", ".ftm.json", _ftm),
        Format("ged", "UCDP GED: 49 columns, lethal incidents of known dyads", ".csv", _ged, ("tallies",)),
        Format("geojson", "GeoJSON, one Feature per incident", ".geojson", _geojson),
        Format("geoparquet", "GeoParquet 1.1", ".parquet", _geoparquet),
        Format("hxl", "CSV with HXL tags", ".csv", _hxl),
        Format("parquet", "Parquet, tables as csv", ".parquet", _parquet, ("table",)),
        Format("plover", "PLOVER, one JSON object per line", ".jsonl", _plover),
        Format("rss", "a feed of incidents (RSS 2.0)", ".xml", _rss),
    )
}
