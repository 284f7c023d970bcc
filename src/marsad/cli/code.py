"""`marsad code`: reports to events and tallies."""

from __future__ import annotations

from collections.abc import Iterator

import click

from marsad.cli.terminal import QUICK, Problems, show_progress
from marsad.errors import MarsadError
from marsad.model.rows import Row, coded_row


@click.command("code")
@click.argument("reports", nargs=-1, required=True)
@click.option("--out", default="-", metavar="CODED.jsonl", help="Where to write the coded rows (standard output).")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to share the work.")
@QUICK
def command(reports: tuple[str, ...], out: str, jobs: int, quick: bool) -> None:
    """Code REPORTS: files, folders or - in; one JSON row of events and tallies per report out.

    A report is a JSON line {"id", "publisher", "published": "YYYY-MM-DD", "title", "text"}, or a .txt file: lines
    «published: YYYY-MM-DD», «publisher: …», «title: …», a blank line, and the text.
    """
    from marsad.export.lines import write_json_lines
    from marsad.export.target import check_target
    from marsad.ingest.lines import files_read
    from marsad.ingest.text import read_reports
    from marsad.pipeline.batch import code_reports

    check_target(out, files_read(reports))
    problems = Problems()

    def rows() -> Iterator[Row]:
        done = 0
        for coded in problems.leave_out(show_progress(code_reports(read_reports(reports), jobs, quick), "reports")):
            yield coded_row(coded)
            done += 1
        if problems.count and not done:
            raise MarsadError("no report coded: all of the input was left out")

    problems.end(write_json_lines(rows(), out), "report coded")
