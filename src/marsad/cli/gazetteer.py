"""`marsad gazetteer`: look up places, take in the place lists of others, write them all out."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from marsad.cli.terminal import Problems, isolate
from marsad.errors import MarsadError, UsageError

if TYPE_CHECKING:
    from marsad.ingest.gazetteer import Read

F = TypeVar("F", bound=Callable[..., object])
UNSTATED = "licence not stated"
_MOST_TOLD = 100
_FILE = click.Path(path_type=Path)


@click.group("gazetteer")
def command() -> None:
    """Look up places, take in place lists, write all places out."""


@command.command("find")
@click.argument("name")
@click.option("--near", help="a place: the nearest come first")
@click.option("--admin1", help="an ISO 3166-2 code: only places of that province")
def find(name: str, near: str | None, admin1: str | None) -> None:
    """Show the places called NAME, in Arabic or Latin letters; those spelled just so come first."""
    from marsad.lexicon.gazetteer import distance_km
    from marsad.lexicon.places import own_gazetteer

    gazetteer = own_gazetteer()
    named = gazetteer.named(name) or gazetteer.romanised(name)
    found = [place for place in named if not admin1 or place.admin1 == admin1.strip().upper()]
    if not found:
        raise MarsadError(f"no place is called {name!r}; import a longer list with `marsad gazetteer import`")
    anchor = max(gazetteer.named(near), key=lambda place: place.prominence, default=None) if near else None
    if near and anchor is None:
        raise UsageError(f"no place is called {near!r}")
    away = {p.id: distance_km(p.lat, p.lon, anchor.lat, anchor.lon) if anchor else -p.prominence for p in found}
    for place in sorted(found, key=lambda each: (not anchor and not each.is_called(name), away[each.id])):
        where = f"{place.lat:.2f} {place.lon:.2f}, {place.radius_km:g} km"
        far = f", {away[place.id]:.0f} km away" if anchor else ""
        click.echo(f"{place.id}  {isolate(place.name)}  {place.name_en}, {place.kind}, {place.admin1}, {where}{far}")


@command.command("export")
@click.argument("out", default="-")
def export(out: str) -> None:
    """Write all places as CSV to OUT, or to standard output."""
    from marsad.export.lines import open_whole
    from marsad.export.target import check_target
    from marsad.ingest.gazetteer import table_rows
    from marsad.lexicon.added import added_table, corrected_table
    from marsad.lexicon.places import own_places, read_added, read_corrected, with_added

    places = with_added(own_places(), [*read_added(), *read_corrected()])
    check_target(out, (added_table(), corrected_table()))
    with open_whole(out) as stream:
        csv.writer(stream, lineterminator="\n").writerows(table_rows(places))


@command.group("import")
def import_() -> None:
    """Take in a place list. What is wrong is told by line; then nothing is taken in, except with --partial."""


def _shared(function: F) -> F:
    function = click.option("--partial", is_flag=True, help="take in the good lines, leave out the others")(function)
    return click.option("--licence", default=UNSTATED, help="kept with each row")(function)


@import_.command("ocha")
@click.argument("file", type=_FILE)
@click.option("--country", default="SY", help="ISO 3166-1 code")
@_shared
def ocha(file: Path, country: str, partial: bool, licence: str) -> None:
    """Populated places of OCHA: CSV, Excel workbook or GeoJSON."""
    from marsad.ingest.gazetteer import read_ocha

    _take_in(read_ocha(file, country), f"OCHA {file.name}", licence, partial)


@import_.command("geonames")
@click.argument("file", type=_FILE)
@click.argument("alternate", type=_FILE, required=False)
@_shared
def geonames(file: Path, alternate: Path | None, partial: bool, licence: str) -> None:
    """A country file of GeoNames, and its alternate names."""
    from marsad.ingest.gazetteer import read_geonames

    licence = "CC BY 4.0" if licence == UNSTATED else licence
    _take_in(read_geonames(file, alternate), f"GeoNames {file.name}", licence, partial)


@import_.command("wof")
@click.argument("folder", type=_FILE)
@_shared
def wof(folder: Path, partial: bool, licence: str) -> None:
    """A folder of Who's On First records."""
    from marsad.ingest.gazetteer import read_wof

    _take_in(read_wof(folder), f"Who's On First {folder.name}", licence, partial)


@import_.command("csv")
@click.argument("file", type=_FILE)
@click.option("--map", "pairs", multiple=True, metavar="NAME=COLUMN", help="which column is name_ar, lat, lon, …")
@click.option("--country", default="", help="ISO 3166-1 code, where the file has no such column")
@_shared
def csv_(file: Path, pairs: tuple[str, ...], country: str, partial: bool, licence: str) -> None:
    """Any CSV file with names and points."""
    from marsad.ingest.gazetteer import read_csv

    if odd := [pair for pair in pairs if "=" not in pair]:
        raise UsageError(f"--map {odd[0]}: write NAME=COLUMN")
    columns = dict(pair.split("=", 1) for pair in pairs)
    _take_in(read_csv(file, columns, country, file.stem), f"CSV {file.name}", licence, partial)


def _take_in(found: Read, source: str, licence: str, partial: bool) -> None:
    """Merge what was read with the places known, and write the user's table."""
    from marsad.export.lines import open_whole
    from marsad.ingest.gazetteer import Origin, keep_near, merge, table_rows
    from marsad.lexicon.added import added_table
    from marsad.lexicon.places import own_places, read_added, with_added

    problems = Problems(most=_MOST_TOLD)
    own = own_places()
    good = list(problems.leave_out(keep_near(found, own)))
    if problems.count and not (partial and good):
        raise MarsadError(f"nothing taken in: {problems.count} fault(s), {len(good)} good rows; --partial takes those")
    if not good:
        raise MarsadError(f"nothing taken in: {source} holds no place")
    before = read_added()
    done = merge(good, with_added(own, before), Origin(source, licence, datetime.now(UTC).date().isoformat()))
    rows = with_added(with_added((), before), done.rows)
    table = added_table()
    table.parent.mkdir(parents=True, exist_ok=True)
    with open_whole(str(table)) as stream:
        csv.writer(stream, lineterminator="\n").writerows(table_rows(rows))
    told = (
        f"{done.new} new, {done.joined} joined to places known, {problems.count} rejected; {len(rows)} rows in {table}"
    )
    click.echo(told, err=True)
    problems.end(len(good), "places")
