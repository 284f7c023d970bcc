"""The command line: one module per command group, loaded only when its command is called; no logic."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from marsad import __version__
from marsad.errors import MarsadError, UsageError

#: the module of each command, and its name there where it is not `command`
COMMANDS = {
    "account": "marsad.cli.account",
    "basemap": "marsad.cli.basemap",
    "check-tally": "marsad.cli.incidents:check_tally",
    "copies": "marsad.cli.copies",
    "decide": "marsad.cli.rulings:decide",
    "incident": "marsad.cli.incidents:incident",
    "incidents": "marsad.cli.incidents:incidents",
    "merge": "marsad.cli.rulings:merge",
    "move": "marsad.cli.rulings:move",
    "override": "marsad.cli.rulings:override",
    "split": "marsad.cli.rulings:split",
    "undo": "marsad.cli.rulings:undo",
    "verify": "marsad.cli.incidents:verify",
    "code": "marsad.cli.code",
    "db": "marsad.cli.db",
    "demo": "marsad.cli.demo",
    "doctor": "marsad.cli.doctor",
    "explain": "marsad.cli.explain",
    "export": "marsad.cli.export",
    "gazetteer": "marsad.cli.gazetteer",
    "lexicon": "marsad.cli.lexicon",
    "reconcile": "marsad.cli.reconcile",
    "search": "marsad.cli.search",
    "serve": "marsad.cli.serve",
}

#: how often unused rings of values are looked for: word lists make none, and there are many of them
SELDOM = (200_000, 20, 50)
FAILED, WRONG_USE, IN_PART = 1, 2, 3


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for; Marsad's errors end it with one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name or "command")
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MarsadError as error:
            click.echo(f"marsad: {error}", err=True)
            ctx.exit(WRONG_USE if isinstance(error, UsageError) else FAILED)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="marsad", message="%(prog)s %(version)s")
def group() -> None:
    """Conflict news, Arabic first, as a sourced, reconciled and mapped record of events.

    Commands take files, folders, or - for standard input, and end with 0 done, 1 failed, 2 wrong use, 3 done in part
    (each part left out is named on standard error).
    """


def main() -> None:
    """Run the command line, with UTF-8 on every platform."""
    gc.set_threshold(*SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")
    group(prog_name="marsad")
