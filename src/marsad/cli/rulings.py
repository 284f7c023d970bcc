"""`marsad decide`, `merge`, `split`, `move`, `override`, `undo`: what people say of incidents, with name and reason."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from marsad.model import Decision
    from marsad.store import Store

#: harms for which figures can be given
HARMS = ("killed", "wounded", "captured", "missing", "displaced", "killed_or_wounded")
F = TypeVar("F", bound=Callable[..., Any])
STORE = click.argument("store", metavar="STORE")


def voice_options(function: F) -> F:
    """Who decides and why."""
    named = click.option("--as", "who", default="", metavar="NAME", help="Who decides.  [default: your user name]")
    return click.option("--why", required=True, metavar="REASON", help="Why; it stands in the log.")(named(function))


def _tell(store: Store, decisions: Sequence[Decision]) -> None:
    """Each decision, then the incidents it touched as they are now."""
    from marsad.pipeline.join import incidents_touched

    with store.view() as view:
        for decision in decisions:
            click.echo(f"decision {decision.number}: {decision.action}")
        for incident in incidents_touched(view, decisions[-1]):
            click.echo(f"{incident.id}  {', '.join('/'.join(key) for key in incident.members)}")


@click.command("decide")
@STORE
@click.argument("left", metavar="REPORT/EVENT")
@click.argument("right", metavar="REPORT/EVENT")
@click.argument("judgement", type=click.Choice(("same", "different", "unsure")))
@voice_options
def decide(store: str, left: str, right: str, judgement: str, who: str, why: str) -> None:
    """Say that two events are the same incident, different ones, or that you are unsure."""
    from marsad.model import Judgement
    from marsad.pipeline.join import judge, read_key
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        pair = read_key(left), read_key(right)
        _tell(held, [judge(held, *pair, Judgement(judgement), who or getpass.getuser(), why)])


@click.command("merge")
@STORE
@click.argument("incident_id", metavar="ID")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@voice_options
def merge(store: str, incident_id: str, others: tuple[str, ...], who: str, why: str) -> None:
    """Make incident ID and OTHER ones a single incident; the ids that go lead to it for ever."""
    from marsad.pipeline import join
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(held, [join.merge(held, incident_id, other, who or getpass.getuser(), why) for other in others])


@click.command("split")
@STORE
@click.argument("incident_id", metavar="ID")
@click.argument("events", metavar="REPORT/EVENT...", nargs=-1, required=True)
@voice_options
def split(store: str, incident_id: str, events: tuple[str, ...], who: str, why: str) -> None:
    """Take events out of incident ID; together they become one of their own."""
    from marsad.pipeline import join
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        keys = [join.read_key(event) for event in events]
        _tell(held, [join.split(held, incident_id, keys, who or getpass.getuser(), why)])


@click.command("move")
@STORE
@click.argument("incident_id", metavar="ID")
@click.argument("events", metavar="REPORT/EVENT...", nargs=-1, required=True)
@click.option("--to", required=True, metavar="ID", help="The incident that the events join.")
@voice_options
def move(store: str, incident_id: str, events: tuple[str, ...], to: str, who: str, why: str) -> None:
    """Take events out of incident ID and put them into another."""
    from marsad.pipeline import join
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        keys = [join.read_key(event) for event in events]
        _tell(held, [join.move(held, incident_id, keys, to, who or getpass.getuser(), why)])


@click.command("override")
@STORE
@click.argument("incident_id", metavar="ID")
@click.argument("of", metavar="SIDE")
@click.argument("harm", type=click.Choice(HARMS))
@click.option("--low", type=click.IntRange(0), required=True, help="At least so many.")
@click.option("--best", type=click.IntRange(0), help="The likeliest number.  [default: the low one]")
@click.option("--high", type=click.IntRange(0), help="At most so many.  [default: the best one]")
@voice_options
def override(
    store: str, incident_id: str, of: str, harm: str, low: int, best: int | None, high: int | None, who: str, why: str
) -> None:
    """Set the figures of SIDE and HARM in incident ID; those that the rule chose are kept beside them."""
    from marsad.model import Given
    from marsad.pipeline.figures import give_figures
    from marsad.store import open_store

    best = low if best is None else best
    given = Given(of, harm, low, best, best if high is None else high)
    with open_store(store, create=False) as held:
        _tell(held, [give_figures(held, incident_id, given, who or getpass.getuser(), why)])


@click.command("undo")
@STORE
@click.argument("number", type=click.IntRange(1), metavar="NUMBER")
@voice_options
def undo(store: str, number: int, who: str, why: str) -> None:
    """Take back decision NUMBER; the log keeps both."""
    from marsad.pipeline.join import take_back
    from marsad.store import open_store

    with open_store(store, create=False) as held:
        _tell(held, [take_back(held, number, who or getpass.getuser(), why)])
