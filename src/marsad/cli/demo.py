"""`marsad demo`: the bundled reports, from text to incidents."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import click

from marsad.cli.terminal import table
from marsad.model import Incident


@click.command("demo")
@click.option("--out", default="marsad-demo", metavar="DIR", show_default=True, help="Where to write store and page.")
@click.option("--serve", "is_served", is_flag=True, help="Then open the workplace on the store, in the browser.")
def command(out: str, is_served: bool) -> None:
    """Code, reconcile and store the bundled reports; show the incidents here and on one self-contained page."""
    from marsad.cli.serve import Wishes, serve_store
    from marsad.export.cells import HEADS, incident_cells
    from marsad.export.labels import read_labels
    from marsad.pipeline.demo import run_demo

    shown = run_demo(Path(out))
    events = sum(len(coded.events) for coded in shown.coded)
    click.echo(f"{len(shown.reports)} reports, {events} events, {len(shown.incidents)} incidents\n")
    columns = shutil.get_terminal_size((150, 40)).columns
    labels = read_labels()
    rows = [incident_cells(incident, labels) for incident in sorted(shown.incidents, key=by_date)]
    for line in table(HEADS, rows, columns):
        click.echo(line)
    click.echo(f"\nstore: {shown.store}")
    click.echo(f"page:  {shown.page.resolve()}")
    if is_served:
        serve_store(str(shown.store), Wishes(is_opened=True))


def by_date(incident: Incident) -> tuple[date, str]:
    """Oldest first; those of no known date last."""
    return (incident.date.start if incident.date else date.max, incident.id)
