"""`marsad incidents`, `incident`, `check-tally`, `verify`: look at what the reports of a store add up to."""

from __future__ import annotations

import json
import shutil
from typing import Any

import click

from marsad.cli.filters import filter_options
from marsad.errors import MarsadError

STORE = click.argument("store", metavar="STORE")
AS_JSON = click.option("--json", "is_json", is_flag=True, help="JSON lines in the place of a table.")


@click.command("incidents")
@STORE
@filter_options
@AS_JSON
def incidents(store: str, is_json: bool, **filters: Any) -> None:
    """List the incidents of STORE, oldest first: what, where, who, low / best / high, who says so.

    Those that people rejected in review are left out.
    """
    from marsad.cli.terminal import table
    from marsad.export.cells import HEADS, incident_cells
    from marsad.export.labels import read_labels
    from marsad.model.rows import incident_row
    from marsad.pipeline.review import State
    from marsad.pipeline.select import read_filters, reviewed_incidents
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        states = reviewed_incidents(view, read_filters(filters, view).wanted)
    found = [incident for incident, state in states if state is not State.REJECTED]
    rejected = len(states) - len(found)
    told = f"{rejected} left out, rejected in review" if rejected else ""
    if is_json:
        for incident in found:
            click.echo(json.dumps(incident_row(incident), ensure_ascii=False))
        if told:
            click.echo(told, err=True)
        return
    labels, columns = read_labels(), shutil.get_terminal_size((150, 40)).columns
    for line in table(HEADS, (incident_cells(incident, labels) for incident in found), columns):
        click.echo(line)
    click.echo(f"\n{len(found)} incidents" + (f"; {told}" if told else ""))


@click.command("incident")
@STORE
@click.argument("incident_id", metavar="ID")
@click.option("--near", default=5, show_default=True, type=click.IntRange(0, 50), help="How many near misses to show.")
@AS_JSON
def incident(store: str, incident_id: str, near: int, is_json: bool) -> None:
    """Show incident ID of STORE: claims by source, evidence, why its reports were joined, near misses.

    An id that was merged into another leads to it.
    """
    from marsad.cli.incident_text import case_lines
    from marsad.export.labels import read_labels
    from marsad.pipeline.casefile import case_row, incident_beside, open_case
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        case = open_case(view, incident_id, near)
        beside = {miss.right: incident_beside(miss, view) for miss in case.near_misses}
    if is_json:
        click.echo(json.dumps(case_row(case), ensure_ascii=False))
        return
    columns = shutil.get_terminal_size((150, 40)).columns
    for line in case_lines(case, beside, read_labels(), columns):
        click.echo(line)


@click.command("check-tally")
@STORE
@click.option("--report", "reports", multiple=True, metavar="ID", help="Only the tallies of this report.")
@AS_JSON
def check_tally(store: str, reports: tuple[str, ...], is_json: bool) -> None:
    """Hold the tallies that reports of STORE tell against its incidents: what is counted, and what is held one by
    one.

    Incidents that people rejected in review do not count.
    """
    from marsad.cli.incident_text import tally_lines
    from marsad.pipeline.casefile import check_tallies, tally_check_row
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        checked = check_tallies(view, reports)
    for one in checked:
        if is_json:
            click.echo(json.dumps(tally_check_row(one), ensure_ascii=False))
            continue
        for line in tally_lines(one):
            click.echo(line)
    if not checked and not is_json:
        click.echo("no tally is held" + (f" of {', '.join(reports)}" if reports else ""))


@click.command("verify")
@STORE
@click.option("--last", metavar="N:HASH", help="A decision as noted down outside the store.")
def verify(store: str, last: str | None) -> None:
    """Find any decision of STORE that was altered, dropped, reordered, or cut off at the end; 1 if there is one.

    With --last, also a store whose log was exchanged as a whole.
    """
    from marsad.reconcile.decisions import missing_row, read_seal, seal_of, verify_log
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        log = view.decisions()
        faults = verify_log(log, view.head("decisions"))
        faults += missing_row(log, read_seal(last)) if last else []
    for fault in faults:
        click.echo(f"decision {fault.number} {fault.what}")
    if faults:
        raise MarsadError(f"{store}: the log of decisions does not hold together; restore it from a backup")
    click.echo(f"{len(log)} decisions, none altered, dropped, reordered or cut off")
    click.echo(f"last decision {seal_of(log)}; note it down: with --last it shows a log that was exchanged as a whole")
