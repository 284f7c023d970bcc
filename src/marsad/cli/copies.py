"""`marsad copies`: which reports repeat one text, and whose text it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.terminal import Problems
from marsad.errors import UsageError
from marsad.export.target import is_sqlite

if TYPE_CHECKING:
    from marsad.model import Report
    from marsad.pipeline.copies import CopyGroup

HEADS = ("whose text", "report", "published", "publisher", "title", "copied")


@click.command("copies")
@click.argument("inputs", nargs=-1, required=True, metavar="STORE|REPORTS...")
@click.option(
    "--overlap",
    default=0.4,
    show_default=True,
    type=click.FloatRange(0.05, 1.0),
    help="From which share of its runs of four words on a text counts as copied.",
)
@click.option("--json", "is_json", is_flag=True, help="JSON lines, one group each, in the place of a table.")
def command(inputs: tuple[str, ...], overlap: float, is_json: bool) -> None:
    """List groups of reports that repeat one text, and whose text it is.

    Takes a STORE, or REPORTS (files, folders or -). A text is of the outlet of the group that others name; else of the
    agency, monitor or outlet that all name; else of who published first. Copies are one witness.
    """
    from marsad.pipeline.copies import copy_row, group_copies

    problems = Problems()
    reports = list(_reports(inputs, problems))
    groups = group_copies(reports, overlap)
    if is_json:
        for group in groups:
            click.echo(json.dumps(copy_row(group), ensure_ascii=False))
    else:
        _show(groups, len(reports))
    problems.end(len(reports), "report compared")


def _reports(inputs: tuple[str, ...], problems: Problems) -> Iterator[Report]:
    from marsad.ingest import read_reports
    from marsad.store import open_store

    stores = [name for name in inputs if _is_store(name)]
    if not stores:
        yield from problems.leave_out(read_reports(inputs))
        return
    if len(inputs) > 1:
        raise UsageError(f"{stores[0]} is a store; name it alone, without other stores or files")
    with open_store(stores[0], create=False) as held, held.view() as view:
        yield from view.reports()


def _is_store(name: str) -> bool:
    """True for a database URL, and for a SQLite file, also where its ending is left out."""
    if "://" in name:
        return True
    path = Path(name)
    return is_sqlite(path if path.is_file() else Path(f"{name}.marsad"))


def _show(groups: list[CopyGroup], count: int) -> None:
    from marsad.cli.terminal import table

    columns = shutil.get_terminal_size((150, 40)).columns
    if groups:
        for line in table(HEADS, map(_cells, groups), columns):
            click.echo(line)
        click.echo()
    copied = sum(len(group.reports) for group in groups)
    click.echo(f"{len(groups)} groups of copied texts; {copied} of {count} reports are in them")


def _cells(group: CopyGroup) -> tuple[list[str], ...]:
    from marsad.pipeline.copies import source_name

    return (
        [source_name(group.source) or "-", f"({group.rule})"],
        [report.id for report in group.reports],
        [str(report.published or "-") for report in group.reports],
        [report.publisher for report in group.reports],
        [_short(report.title) for report in group.reports],
        [f"{overlap:.0%}" for overlap in group.overlaps],
    )


def _short(title: str, at_most: int = 40) -> str:
    return title if len(title) <= at_most else title[: at_most - 1] + "…"
