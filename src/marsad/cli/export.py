"""`marsad export`: incidents of a store in the formats of the field."""

from __future__ import annotations

from typing import Any

import click

from marsad.cli.filters import filter_options

NAMES = ("acled", "atom", "csv", "ftm", "ged", "geojson", "geoparquet", "hxl", "parquet", "plover", "rss")


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(NAMES))
@click.argument("store", metavar="STORE")
@click.option("--out", required=True, metavar="FILE", help="Where to write; - is standard output, without a manifest.")
@click.option(
    "--policy",
    type=click.Choice(("internal", "partner", "public")),
    default="internal",
    show_default=True,
    help="Who may read it: public gives cells instead of places, masks people, holds back plans and the last week.",
)
@click.option("--table", type=click.Choice(("incidents", "claims", "events", "tallies")), help="csv, parquet: which.")
@click.option(
    "--unknown-fatalities", type=click.IntRange(0, 100), help="acled: deaths told without a number (0, 3, 10)."
)
@click.option("--tallies", is_flag=True, default=None, help="ged: what running totals count beyond our own incidents.")
@filter_options
def command(
    form: str,
    store: str,
    out: str,
    policy: str,
    table: str | None,
    unknown_fatalities: int | None,
    tallies: bool | None,
    **filters: Any,
) -> None:
    """Write incidents of STORE as FORMAT: acled, ged, plover, hxl, geojson, geoparquet, csv, parquet, ftm, atom or rss.

    Each file is held against its schema before it is written, appears whole or not at all, and has a manifest beside
    it that says what was left out and why.
    """
    from marsad.export.disclosure import policy_named
    from marsad.export.formats import write_export
    from marsad.pipeline.select import read_filters, select
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        selection = select(view, held.versions, read_filters(filters, view))
    options = {"table": table, "unknown_fatalities": unknown_fatalities, "tallies": tallies}
    written = write_export(form, selection, out, policy_named(policy), options)
    told = f"{written.out}: {written.rows} rows, policy {policy}"
    if written.withheld:
        told += f", {len(written.withheld)} left out: see {written.manifest or 'the manifest of a file'}"
    click.echo(told, err=True)
