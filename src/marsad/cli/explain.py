"""`marsad explain`: a report with its values marked, and the rule behind each."""

from __future__ import annotations

import click

from marsad.cli.terminal import Problems, isolate
from marsad.errors import UsageError
from marsad.model import CodedReport, Report


@click.command("explain")
@click.argument("report")
@click.option("--id", "report_id", default="", metavar="ID", help="Which report, if REPORT holds several.")
@click.option("--event", default="", metavar="e2", help="Explain this event only.")
def command(report: str, report_id: str, event: str) -> None:
    """Code REPORT (a file, folder or -) and show its words marked, for each value its rule and why, and what was
    left out as page furniture."""
    from marsad.ingest.text import read_reports
    from marsad.pipeline.batch import code_item

    problems = Problems()
    found = [one for one in problems.leave_out(read_reports([report])) if report_id in ("", one.id)]
    if report_id and not found:
        raise UsageError(f"{report}: holds no report with the id {report_id!r}")
    done = 0
    for one in found:
        for coded in problems.leave_out([code_item(one)]):
            _show(one, coded, event)
            done += 1
    problems.end(done, "report explained")


def _show(report: Report, coded: CodedReport, event: str) -> None:
    from marsad.pipeline.explain import explain, mark_text, read_aside

    if event and event not in [one.id for one in coded.events]:
        known = ", ".join(one.id for one in coded.events) or "none"
        raise UsageError(f"report {report.id} has no event {event!r}; it has: {known}")
    told = explain(report, coded, event)
    click.echo(f"{report.id}  {isolate(report.publisher)}  {report.published}")
    if report.title:
        click.echo(isolate(report.title))
    for line in mark_text(report.text, told).splitlines():
        click.echo(isolate(line))
    for span in read_aside(report):
        for line in filter(str.strip, report.text[span.start : span.end].splitlines()):
            click.echo(f"  left out as page furniture: {isolate(line.strip())}")
    types = {one.id: f"{one.type}, {one.status}, {one.salience}" for one in coded.events}
    heading = ""
    for one in told:
        if one.event != heading:
            heading = one.event
            click.echo(f"\n{heading}: {types.get(heading, 'a sum over a period')}")
        mark = f"[{one.number}]" if one.number else "[-]"
        click.echo(f"  {mark:>5} {one.why.slot}: {isolate(one.why.value)}  ({one.why.confidence:.0%})")
        if one.words:
            click.echo(f"        words: {isolate(' '.join(one.words.split()))}")
        click.echo(f"        rule: {isolate(one.doc)} [{isolate(one.why.rule)}]")
    if not told:
        click.echo("\nno event and no tally")
