"""`marsad search`: words in the reports of a store, in every spelling and form."""

from __future__ import annotations

import json

import click

from marsad.cli.terminal import isolate
from marsad.errors import UsageError

#: code points shown on either side of the first hit
AROUND = 60


@click.command("search")
@click.argument("store", metavar="STORE")
@click.argument("words", nargs=-1)
@click.option("--exact", multiple=True, help="A phrase to find as it is spelled; several may be given.")
@click.option("--publisher", multiple=True, help="Only reports of this publisher.")
@click.option("--since", help="First day of publication, YYYY-MM-DD.")
@click.option("--until", help="Last day of publication, YYYY-MM-DD.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 100_000), help="So many reports at most."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per report, with the spans of all hits.")
def command(
    store: str,
    words: tuple[str, ...],
    exact: tuple[str, ...],
    publisher: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find reports in STORE that hold all WORDS, in every spelling, form, and with joined particles and article."""
    from marsad.pipeline.select import check_query, read_day
    from marsad.store import ReportFilter, open_store
    from marsad.store.words import find_hits

    asked = " ".join(words)
    if not asked.strip() and not exact:
        raise UsageError("name words to look for, or a phrase with --exact")
    check_query(*([asked] if asked.strip() else ()), *exact)
    wanted = ReportFilter(
        words=asked,
        exact=exact,
        publishers=publisher,
        since=read_day("since", since) if since else None,
        until=read_day("until", until) if until else None,
    )
    with open_store(store, create=False) as held, held.view() as view:
        for report in view.reports(wanted, limit=limit):
            hits = find_hits(report.text, asked, exact)
            if as_json:
                spans = [[hit.start, hit.end] for hit in hits]
                row = {"id": report.id, "publisher": report.publisher, "published": str(report.published or "")}
                click.echo(json.dumps(row | {"title": report.title, "hits": spans}, ensure_ascii=False))
                continue
            shown = report.text[max(0, hits[0].start - AROUND) : hits[0].end + AROUND] if hits else report.title
            parts = (report.id, str(report.published or ""), report.publisher, " ".join(shown.split()))
            click.echo("  ".join(isolate(part) for part in parts))
