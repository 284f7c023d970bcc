"""Writes what the documentation takes from the code: docs/cli.md from --help, and the example in README.md from a
report.

    python docs/pages.py [--check]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli import group
from marsad.export.cells import figure_of, toll_line
from marsad.export.labels import read_labels
from marsad.model import CodedReport, Report
from marsad.model.rows import report_row
from marsad.pipeline.code import code_report
from marsad.pipeline.demo import sample_reports
from marsad.pipeline.explain import explain
from marsad.pipeline.incidents import reconcile_coded

CLI = Path(__file__).with_name("cli.md")
README = Path(__file__).parent.with_name("README.md")
EXAMPLE, SISTERS = "taym-1", "taym-"
HEAD = """# Command line

Written by `make docs` from `--help`; `make check` fails where the two differ.

All commands take files, folders or `-` for standard input, write whole files or none, never over a store or over what
they read, show progress on standard error only on a terminal, and end with **0** done, **1** failed, **2** wrong use,
**3** done in part (what was left out is named on standard error with file, line and remedy).
"""


def sections(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """The help of a command and of those below it."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context).strip()}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found and not found.hidden:
                yield from sections(found, below, context)


def blocks() -> dict[str, str]:
    """What stands in README.md between `<!-- name -->` and `<!-- end -->`."""
    reports = {report.id: report for report in sample_reports() if report.id.startswith(SISTERS)}
    coded = {report.id: code_report(report) for report in reports.values()}
    return {
        "report": f"```json\n{json.dumps(report_row(reports[EXAMPLE]), ensure_ascii=False, indent=1)}\n```",
        "coded": coded_table(reports[EXAMPLE], coded[EXAMPLE]),
        "incident": incident_table(reports, coded),
    }


def coded_table(report: Report, coded: CodedReport) -> str:
    """Each value with the words and the rule it comes from, each once."""
    lines = ["| event | slot | value | words | rule |", "| --- | --- | --- | --- | --- |"]
    for told in explain(report, coded):
        words = f"«{' '.join(told.words.split())}»" if told.words else ""
        rule = told.why.rule.replace("|", "\\|")
        lines.append(f"| {told.event} | {told.why.slot} | {told.why.value} | {words} | `{rule}` |")
    return "\n".join(dict.fromkeys(lines))


def incident_table(reports: dict[str, Report], coded: dict[str, CodedReport]) -> str:
    """The example's incident: each source's figures, and low, best, high."""
    labels = read_labels()
    found = next(i for i in reconcile_coded(coded.values(), reports) if (EXAMPLE, "e1") in i.members)
    lines = ["| source | in | says |", "| --- | --- | --- |"]
    lines += [
        f"| {labels.name(claim.source)['en']} | {claim.publisher} | {figure_of(claim, labels, 'en')} |"
        for claim in found.claims
        if claim.harm
    ]
    return "\n".join([*lines, "", *(f"- low / best / high: {toll_line(toll, labels, 'en')}" for toll in found.tolls)])


def pages() -> dict[Path, str]:
    """The pages as they should be."""
    readme = README.read_text(encoding="utf-8")
    for name, block in blocks().items():
        fill = f"<!-- {name} -->\n\n{block}\n\n<!-- end -->"
        readme = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _, fill=fill: fill, readme, flags=re.DOTALL)
    return {CLI: "\n".join([HEAD, *sections(group, "marsad")]), README: readme}


def main(args: list[str]) -> int:
    """Write the pages, or with --check tell which are not as they would be written.

    A command page that tells another story than --help is a fault. The example in the README moves with every change of
    results: it is written anew with them, and a stale one is only told.
    """
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in args:
        for path in stale:
            print(f"{path.name} is not what the code says: run `make docs`", file=sys.stderr)
        return 1 if CLI in stale else 0
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
