"""What the network is asked about a report of the gold, with the right answers: the decisions of event drawing, but put
as questions about words of the report, and words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import scorer as judge
from examples import align_triggers, gold_plot, is_place, loss_of, near_pairs, role_of, source_of

from marsad.encoder.reading import Words
from marsad.event.draw import body_triggers, role_choices
from marsad.event.ground import counted
from marsad.event.means import means_of
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.when import date_choices
from marsad.model import CountMention, Mention


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about the words `one`, beside `other`: the right answer, and the bag of mentions of which one need
    bear it out ("" for none).
    """

    question: str
    one: tuple[Words, ...]
    other: Words | None
    answer: str
    bag: str = ""


def asked_of(scene: Scene, gold: dict[str, Any]) -> list[Asked]:
    """All questions about one report."""
    aligned = align_triggers(scene, gold)
    triggers = body_triggers(scene)
    kept = [t for t in triggers if aligned[id(t)] >= 0]
    plot, events = gold_plot(scene, gold, kept, aligned)
    found = [Asked("keep", (_words(t),), None, str(aligned[id(t)] >= 0)) for t in triggers]
    for one, other in near_pairs(kept):
        same = aligned[id(one)] == aligned[id(other)]
        found.append(Asked("episode", (_words(one),), _words(other), str(same)))
    found += _sums(scene, gold)
    if events:
        found += _losses(plot, events)
    for place, event in enumerate(events):
        found += _slots(plot, place, event)
    return found


def _words(mention: Mention) -> Words:
    return mention.first, mention.last


def _sums(scene: Scene, gold: dict[str, Any]) -> Iterator[Asked]:
    """Of each figure whether it is an event's, a tally's or nobody's."""
    tallies = [{"casualties": tally["casualties"]} for tally in gold["tallies"]]
    for count in counted(scene)[0]:
        is_event = any(loss_of(event, count) for event in gold["events"])
        is_sum = any(loss_of(tally, count) for tally in tallies)
        if not (is_event and is_sum):
            yield Asked("sum", (_words(count),), None, "event" if is_event else "tally" if is_sum else "none")


def _losses(plot: Plot, events: list[dict[str, Any]]) -> Iterator[Asked]:
    """Of each figure which event it belongs to, and whose losses it tells."""
    for count in counted(plot.scene)[0]:
        ranks = plot.ranked(count)
        owner = next((place for place in ranks if loss_of(events[place], count)), None)
        for place in ranks:
            yield Asked("loss", tuple(map(_words, plot.groups[place])), _words(count), str(place == owner))
        if owner is not None:
            yield from _sufferers(plot, owner, events[owner], count)


def _sufferers(plot: Plot, place: int, event: dict[str, Any], count: CountMention) -> Iterator[Asked]:
    sides = {loss["of"] for loss in loss_of(event, count)}
    if len(sides) != 1:
        return
    side = sides.pop()
    is_doer, is_target = side in event["initiators"], side in event["targets"]
    if side in ("civilians", "unknown") or not (is_doer and is_target):
        other = "doer" if is_doer else "target" if is_target else "other"
        part = side if side in ("civilians", "unknown") else other
        yield Asked("of", tuple(map(_words, plot.groups[place])), _words(count), part)
    for mention in plot.scene.mentions.actors:
        hit = side == mention.actor or side in mention.also
        yield Asked("victim", (_words(count),), _words(mention), str(hit), f"{count.first} {side}" if hit else "")


def _slots(plot: Plot, place: int, event: dict[str, Any]) -> Iterator[Asked]:
    scene = plot.scene
    group = tuple(map(_words, plot.groups[place]))
    yield Asked("kind", group, None, event["type"])
    yield Asked("salience", group, None, str(event["salience"] == "background"))
    yield Asked("status", group, None, event["status"])
    choices = role_choices(plot, place, event["type"])
    named = {actor for actor, *_ in choices}
    for actor, mention, _ in choices:
        part = role_of(actor, event, named)
        yield Asked("role", group, _words(mention), part, f"{place} {actor}" if part != "none" else "")
    for where in scene.mentions.places:
        owned = next((n for n, p in enumerate(event["places"]) if is_place(p, where)), None)
        yield _one_of("place", group, where, place, owned)
    days = (day for day, _ in date_choices(plot, place) if day is not None)
    for day in days:
        told = {"start": day.start.isoformat(), "end": day.end.isoformat()}
        yield _one_of("date", group, day, place, True if judge.date_credit(event["date"], told) == 1.0 else None)
    for weapon in scene.mentions.weapons:
        means = means_of(weapon, event["type"], event["initiators"])
        yield _one_of("weapon", group, weapon, place, means if means in event["weapons"] else None)
    for source in scene.mentions.sources:
        yield _one_of("source", group, source, place, source_of(event, source.source))


def _one_of(question: str, group: tuple[Words, ...], mention: Mention, place: int, owned: object) -> Asked:
    """A question about a mention that bears out `owned`, a value of the event at `place`, or nothing (None)."""
    bag = "" if owned is None else f"{place} {owned}"
    return Asked(question, group, _words(mention), str(owned is not None), bag)
