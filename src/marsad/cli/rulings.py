"""`marsad decide`, `merge`, `split`, `move`, `undo`: what people say about incidents, each with name and reason."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from marsad.pipeline.rulings import Ruled, Voice

F = TypeVar("F", bound=Callable[..., Any])
STORE = click.argument("store", metavar="STORE")


def voice_options(function: F) -> F:
    """Who decides and why."""
    function = click.option("--as", "who", default="", metavar="NAME", help="Who decides.  [default: your user name]")(
        function
    )
    return click.option("--why", required=True, metavar="REASON", help="Why; it stands in the log.")(function)


def _voice(who: str, why: str) -> Voice:
    from marsad.pipeline.rulings import Voice

    return Voice(who or getpass.getuser(), why)


def _tell(ruled: Ruled) -> None:
    click.echo(f"decision {ruled.decision.number}: {ruled.decision.action}")
    for incident in ruled.incidents:
        members = ", ".join("/".join(key) for key in incident.members)
        click.echo(f"{incident.id}  {members}")


@click.command("decide")
@STORE
@click.argument("left", metavar="REPORT/EVENT")
@click.argument("right", metavar="REPORT/EVENT")
@click.argument("judgement", type=click.Choice(("same", "different", "unsure")))
@voice_options
def decide(store: str, left: str, right: str, judgement: str, who: str, why: str) -> None:
    """Say that two events are the same incident, different ones, or that you are unsure."""
    from marsad.model import Judgement
    from marsad.pipeline.rulings import judge_pair, read_key
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(judge_pair(held, read_key(left), read_key(right), Judgement(judgement), _voice(who, why)))


@click.command("merge")
@STORE
@click.argument("incident_ids", metavar="ID ID...", nargs=-1, required=True)
@voice_options
def merge(store: str, incident_ids: tuple[str, ...], who: str, why: str) -> None:
    """Make several incidents one; the other ids lead to it for ever."""
    from marsad.pipeline.rulings import merge_incidents
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(merge_incidents(held, incident_ids, _voice(who, why)))


@click.command("split")
@STORE
@click.argument("events", metavar="REPORT/EVENT...", nargs=-1, required=True)
@voice_options
def split(store: str, events: tuple[str, ...], who: str, why: str) -> None:
    """Take events out of their incident; together they become one of their own."""
    from marsad.pipeline.rulings import read_key, split_events
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(split_events(held, [read_key(event) for event in events], _voice(who, why)))


@click.command("move")
@STORE
@click.argument("event", metavar="REPORT/EVENT")
@click.argument("incident_id", metavar="ID")
@voice_options
def move(store: str, event: str, incident_id: str, who: str, why: str) -> None:
    """Take an event out of its incident and put it into incident ID."""
    from marsad.pipeline.rulings import move_event, read_key
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(move_event(held, read_key(event), incident_id, _voice(who, why)))


@click.command("undo")
@STORE
@click.argument("number", type=click.IntRange(1), metavar="NUMBER")
@voice_options
def undo(store: str, number: int, who: str, why: str) -> None:
    """Take back decision NUMBER; the log keeps both."""
    from marsad.pipeline.rulings import undo_decision
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(undo_decision(held, number, _voice(who, why)))
