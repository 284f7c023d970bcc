"""`marsad account`: who may work with a store in the browser."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from marsad.pipeline.accounts import Hand

STORE = click.argument("store", metavar="STORE")
NAME = click.argument("name", metavar="NAME")
ROLES = ("owner", "manager", "reviewer", "coder", "viewer", "data-viewer")
FROM_STDIN = click.option("--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input.")


@click.group("account")
def command() -> None:
    """Look after the accounts of a STORE: who signs in, and what each may do.

    The first account is an owner's. There is no default password, and none is ever taken from the command line.
    """


@command.command("add")
@STORE
@NAME
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person may do.")
@click.option("--lang", type=click.Choice(("ar", "en")), default=None, help="The language of the first page.")
@FROM_STDIN
def add(store: str, name: str, role: str, lang: str | None, from_stdin: bool) -> None:
    """Make an account; the password is asked for, twice."""
    from marsad.model.account import Role
    from marsad.pipeline.accounts import add_account
    from marsad.store import open_store

    password = read_password(from_stdin)
    with open_store(store, create=False) as held, held.writer() as writer:
        made = add_account(writer, hand(), name, Role(role), password, lang=lang or "")
    click.echo(f"{made.name}: {made.role}")


@command.command("list")
@STORE
def show(store: str) -> None:
    """Tell the accounts of STORE with their roles."""
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.view() as view:
        accounts = view.accounts()
    for one in accounts:
        marks = ["second factor"] * bool(one.totp) + ["disabled"] * one.is_disabled
        click.echo("  ".join([f"{one.role:12}", one.name, *marks]))
    if not accounts:
        click.echo("no account yet: marsad account add STORE NAME --role owner", err=True)


@command.command("role")
@STORE
@NAME
@click.argument("role", type=click.Choice(ROLES))
def give_role(store: str, name: str, role: str) -> None:
    """Give an account another role."""
    from marsad.model.account import Role
    from marsad.pipeline.accounts import set_role
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.writer() as writer:
        set_role(writer, hand(), name, Role(role))
    click.echo(f"{name}: {role}")


@command.command("disable")
@STORE
@NAME
def disable(store: str, name: str) -> None:
    """Shut an account: its sessions end and its tokens are revoked. Nothing it did is lost."""
    _shut(store, name, True)


@command.command("enable")
@STORE
@NAME
def enable(store: str, name: str) -> None:
    """Open an account again that was shut."""
    _shut(store, name, False)


def _shut(store: str, name: str, is_disabled: bool) -> None:
    from marsad.pipeline.accounts import set_disabled
    from marsad.store import open_store

    with open_store(store, create=False) as held, held.writer() as writer:
        set_disabled(writer, hand(), name, is_disabled)
    click.echo(f"{name}: {'disabled' if is_disabled else 'enabled'}")


@command.command("reset")
@STORE
@NAME
@FROM_STDIN
def reset_password(store: str, name: str, from_stdin: bool) -> None:
    """Give an account a new password, to be changed at the next sign-in.

    Its second factor is turned off, its sessions end, and its tokens are revoked.
    """
    from marsad.pipeline.accounts import account_named, reset
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        with held.view() as view:
            account_named(view, name)
        password = read_password(from_stdin)
        with held.writer() as writer:
            reset(writer, hand(), name, password)
    click.echo(f"{name}: new password; second factor off, sessions ended, tokens revoked")


@command.command("log")
@STORE
def show_log(store: str) -> None:
    """Tell the log of access: sign-ins, refusals and changes to accounts. 1 if a row was altered or dropped."""
    from marsad.errors import StoreError
    from marsad.store import open_store
    from marsad.store.people import access_faults

    with open_store(store, create=False) as held, held.view() as view:
        log, head = view.access_log(), view.head("access_log")
    for row in log:
        told = [f"{row.number:5}", f"{row.when:%Y-%m-%d %H:%M:%S}", f"{row.deed:22}", row.who or "-"]
        click.echo("  ".join([*told, *(part for part in (row.whose, row.words, row.address) if part)]))
    faults = access_faults(log, head)
    for fault in faults:
        click.echo(f"marsad: row {fault.number} {fault.what}", err=True)
    if faults:
        raise StoreError(f"{store}: the log of access does not hold together; restore it from a backup")


def hand() -> Hand:
    """Whoever has the store in hand may do everything, and is named in the log."""
    from marsad.pipeline.accounts import Hand

    return Hand(getpass.getuser(), address="command line")


def read_password(from_stdin: bool) -> str:
    """A password from a prompt that shows nothing, or the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
