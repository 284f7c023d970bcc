"""`marsad lexicon`: look after the word lists."""

from __future__ import annotations

import click

from marsad.cli.terminal import Problems
from marsad.errors import MarsadError


@click.group("lexicon")
def command() -> None:
    """Look after the word lists."""


@command.command("check")
@click.argument("files", nargs=-1)
def check(files: tuple[str, ...]) -> None:
    """Check lexicon FILES, or those that come with Marsad: one line for each fault."""
    from marsad.lexicon.lint import check_files, own_files

    paths = list(files) or own_files()
    problems = Problems()
    for fault in check_files(paths):
        problems.tell(fault)
    if problems.count:
        raise MarsadError(f"{problems.count} fault(s) in {len(paths)} lexicon files")
    click.echo(f"{len(paths)} lexicon files without a fault")
