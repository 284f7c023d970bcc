"""`marsad reconcile`: events of many reports to incidents."""

from __future__ import annotations

import click

from marsad.cli.terminal import Problems
from marsad.errors import MarsadError


@click.command("reconcile")
@click.argument("coded", nargs=-1, required=True)
@click.option("--reports", multiple=True, metavar="REPORTS.jsonl", required=True, help="The reports that were coded.")
@click.option("--out", default="-", metavar="INCIDENTS.jsonl", help="Where to write the incidents (standard output).")
def command(coded: tuple[str, ...], reports: tuple[str, ...], out: str) -> None:
    """Join the events of CODED reports (files, folders or -) into incidents; every event is in exactly one."""
    from marsad.export.lines import write_json_lines
    from marsad.export.target import check_target
    from marsad.ingest.coded import read_coded_rows
    from marsad.ingest.lines import files_read
    from marsad.ingest.text import read_reports
    from marsad.model.rows import incident_row
    from marsad.pipeline.incidents import missing_reports, reconcile_coded

    check_target(out, files_read([*coded, *reports]))
    problems = Problems()
    rows = list(problems.leave_out(read_coded_rows(coded)))
    by_id = {report.id: report for report in problems.leave_out(read_reports(reports))}
    for problem in missing_reports(rows, by_id, ", ".join(reports)):
        problems.tell(problem)
    if problems.count and not rows:
        raise MarsadError("no incident made: all of the input was left out")
    write_json_lines(map(incident_row, reconcile_coded(rows, by_id)), out)
    problems.end(len(rows), "incident made")
