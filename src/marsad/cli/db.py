"""`marsad db`: make, fill, check, upgrade, back up and restore a store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from marsad.cli.terminal import QUICK, Problems, show_progress
from marsad.errors import StoreError

STORE = click.argument("store", metavar="STORE")


@click.group("db")
def command() -> None:
    """Look after a STORE: the path of a SQLite file, or a postgresql:// URL."""


@command.command("add")
@STORE
@click.argument("reports", nargs=-1, required=True)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to share the work.")
@QUICK
def add(store: str, reports: tuple[str, ...], jobs: int, quick: bool) -> None:
    """Add REPORTS (files, folders or -) to STORE, code them and link their events into incidents."""
    from marsad.ingest import read_reports
    from marsad.pipeline.keep import keep_reports
    from marsad.store import open_store

    problems = Problems()
    with open_store(store) as held:
        found = show_progress(read_reports(reports), "reports read")
        kept = keep_reports(held, found, ", ".join(reports), jobs, quick, partial(show_progress, what="reports coded"))
    for fault in kept.faults:
        problems.tell(fault)
    for report_id, why in kept.refused:
        problems.tell(StoreError(f"report {report_id}: {why}"))
    for fault in kept.earlier:
        click.echo(f"marsad: kept by an earlier run: {fault}", err=True)
    click.echo(str(kept))
    problems.end(len(kept.added) + len(kept.known), "report added")


@command.command("recode")
@STORE
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to share the work.")
@QUICK
def recode_reports(store: str, jobs: int, quick: bool) -> None:
    """Code held reports anew and reconcile all; earlier codings and incident versions are kept.

    Reports that people have judged keep their coding.
    """
    from marsad.pipeline.keep import recode
    from marsad.store import open_store

    problems = Problems()
    with open_store(store, create=False) as held:
        done = recode(held, jobs, quick, partial(show_progress, what="reports coded"))
    for fault in done.faults:
        problems.tell(fault)
    click.echo(f"{done.changed} codings changed, {len(done.judged)} reports left as people judged them")
    problems.end(done.changed + 1, "report coded")


@command.command("info")
@STORE
def show_counts(store: str) -> None:
    """Tell what STORE holds."""
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        for name, count in view.counts().items():
            click.echo(f"{name:10} {count:,}")
        click.echo(f"{'as of':10} {view.as_of() or 'empty'}")
        click.echo(f"{'schema':10} {held.schema()}")


@command.command("upgrade")
@STORE
def upgrade(store: str) -> None:
    """Bring an older STORE up to date; make one where none is."""
    from marsad.store.sql import SqlStore, engine_for
    from marsad.store.versions import current_versions

    with SqlStore(engine_for(store), current_versions()) as held:
        before, after = held.upgrade()
        told = "is up to date" if before == after else f"upgraded from {before}" if before else "made"
        click.echo(f"{held.name}: {told} (schema {after})")


@command.command("check")
@STORE
@click.option("--last", metavar="N:HASH", help="A decision as it was noted down outside the store.")
def check(store: str, last: str | None) -> None:
    """Hold every text, coding, incident and decision in STORE against its digest and the hash chain."""
    from marsad.store import open_store
    from marsad.store.upkeep import head_of, missing_head

    with open_store(store, create=False) as held:
        damages = held.check()
        with held.view() as view:
            if last:
                damages += missing_head(view.decisions(), last)
            counts, head = view.counts(), head_of(view.decisions())
    for damage in damages:
        click.echo(f"marsad: {damage.where}: {damage.what}", err=True)
    if damages:
        raise StoreError(f"{store}: {len(damages)} faults; keep the file, and restore a backup into another")
    click.echo(f"sound: {counts['reports']} reports, {counts['incidents']} incidents, {counts['decisions']} decisions")
    click.echo(f"last decision {head}")


@command.command("backup")
@STORE
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write; it must be new.")
def back_up(store: str, out: Path) -> None:
    """Copy STORE, as it is now, into one new SQLite file."""
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        held.backup(out)
    click.echo(f"{out}: written and checked")


@command.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("store", metavar="STORE")
def restore_backup(backup: Path, store: str) -> None:
    """Fill a new STORE, on either engine, from BACKUP."""
    from marsad.store.upkeep import restore

    held = restore(backup, store)
    click.echo(f"{store}: restored {held['reports']} reports, {held['incidents']} incidents")
