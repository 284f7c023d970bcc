"""Writes docs/cli.md from the commands' own --help, so that the page cannot tell another story.

    python docs/cli_page.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli import group

PAGE = Path(__file__).with_name("cli.md")
HEAD = """# Command line

Written by `make docs` from `--help`; `make check` fails where the two differ.

All commands take files, folders or `-` for standard input, write whole files or none, show progress on standard error only
on a terminal, and end with **0** done, **1** failed, **2** wrong use, **3** done in part (what was left out is named on
standard error with file, line and remedy).
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


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *sections(group, "marsad")])


def main(args: list[str]) -> int:
    """Write the page, or with --check tell whether it is as it would be written."""
    if "--check" not in args:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/cli.md is not what --help says: run `make docs`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
