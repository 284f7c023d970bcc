"""Examples of each decision of event drawing, where the gold settles it: what the weights are learned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import scorer as judge
from fitting import Row

from marsad.event import choose, losses, status
from marsad.event.borne import Suffering
from marsad.event.draw import body_triggers, role_choices, stating_features
from marsad.event.episode import pair_features
from marsad.event.kind import type_features
from marsad.event.linear import Feature, spelled
from marsad.event.means import means_of, weapon_features
from marsad.event.parties import Choice
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.telling import NONE, SUM, answers, told_figures
from marsad.event.told import told_features
from marsad.event.when import date_choices
from marsad.event.whose import side_choices
from marsad.model import CountMention, DateMention, DateSpan, TriggerMention

#: how many triggers before one it is held against
BACK = 12


@dataclass
class Examples:
    """Examples of one model: features, label and the report they came from."""

    rows: list[Row] = field(default_factory=list)
    #: of the parties: report, type of the act, the choices, what is told of each party, its part by the gold
    acts: list[tuple[str, str, list[Choice], dict[str, frozenset[str]], dict[str, str]]] = field(default_factory=list)
    #: of types, statuses, places, speakers and means: report, the acts, their events, where its rows begin
    plots: list[tuple[str, Plot, list[dict[str, Any]], int]] = field(default_factory=list)

    def add(self, features: Any, label: str | bool, report: str, bag: str = "") -> None:
        """`bag` names the mentions of which only one need bear a label out, or the answers of which one is right."""
        kept = features if isinstance(features, dict) else list(dict.fromkeys(spelled(features)))
        self.rows.append((kept, str(label), report, bag))


def align_triggers(scene: Scene, gold: dict[str, Any]) -> dict[int, int]:
    """Index of the gold event each trigger tells of (by the smallest evidence span it overlaps); -1 for none."""
    spans = [(b - a, a, b, n) for n, event in enumerate(gold["events"]) for a, b in event["evidence"]]
    found = {}
    for trigger in body_triggers(scene):
        start, end = trigger.span.start - scene.doc.body, trigger.span.end - scene.doc.body
        inside = [(size, n) for size, a, b, n in spans if a < end and start < b]
        found[id(trigger)] = min(inside)[1] if inside else -1
    return found


def collect(scene: Scene, gold: dict[str, Any], examples: dict[str, Examples]) -> None:
    """Add the examples of one report."""
    report = gold["id"]
    aligned = align_triggers(scene, gold)
    order = {id(t): n for n, t in enumerate(scene.mentions.triggers)}
    triggers = body_triggers(scene)
    for trigger in triggers:
        examples["keep"].add(
            stating_features(scene, trigger, order[id(trigger)]), aligned[id(trigger)] >= 0, report
        )
    kept = [t for t in triggers if aligned[id(t)] >= 0]
    for one, other in near_pairs(kept):
        same = aligned[id(one)] == aligned[id(other)]
        examples["episode"].add(pair_features(scene, one, other), same, report)
    plot, events = gold_plot(scene, gold, kept, aligned)
    for name in ("kind", "status", "place", "source", "weapon"):
        examples[name].plots.append((report, plot, events, len(examples[name].rows)))
    collect_losses(plot, events, gold, examples)
    collect_sums(scene, gold, report, examples["side"])
    for place, event in enumerate(events):
        collect_slots(plot, place, event, report, examples)


def near_pairs(triggers: list[TriggerMention]) -> Iterator[tuple[TriggerMention, TriggerMention]]:
    """Each trigger after each of those shortly before it."""
    for n, other in enumerate(triggers):
        yield from ((one, other) for one in triggers[max(0, n - BACK) : n])


def gold_plot(
    scene: Scene, gold: dict[str, Any], kept: list[TriggerMention], aligned: dict[int, int]
) -> tuple[Plot, list[dict[str, Any]]]:
    """The gold events that triggers tell of, as episodes, and the events in that order."""
    groups: dict[int, list[TriggerMention]] = defaultdict(list)
    for trigger in kept:
        groups[aligned[id(trigger)]].append(trigger)
    events = [gold["events"][n] for n in groups]
    plot = Plot(scene, list(groups.values()))
    plot.kinds = [event["type"] for event in events]
    return plot, events


def collect_slots(plot: Plot, place: int, event: dict[str, Any], report: str, examples: dict[str, Examples]) -> None:
    """Examples of one gold event's slots."""
    scene, group = plot.scene, plot.groups[place]
    kind = event["type"]
    features: Iterable[Feature]
    examples["kind"].add(type_features(scene, group, plot.grammar), kind, report)
    examples["status"].add(status.status_features(scene, group, kind), event["status"], report)
    day = event["date"] and DateSpan(
        date.fromisoformat(event["date"]["start"]), date.fromisoformat(event["date"]["end"])
    )
    published = scene.doc.report.published
    recalled = status.salience_features(scene, group, kind, day, published)
    examples["salience"].add(recalled, event["salience"] == "background", report)
    choices = [(actor, m, list(dict.fromkeys(told))) for actor, m, told in role_choices(plot, place, kind)]
    told = told_features(plot, place, kind, ((actor, mention) for actor, mention, _ in choices))
    collect_roles(choices, told, event, report, examples["role"])
    key = f"{report} {event['id']} {len(examples['kind'].rows)}"  # a report that counts several times is seen as often
    for where in scene.mentions.places:
        owned = next((n for n, p in enumerate(event["places"]) if is_place(p, where)), None)
        features = choose.place_features(scene, group, kind, where)
        examples["place"].add(features, owned is not None, report, f"{key} {owned}")
    for day, features in date_choices(plot, place):
        examples["date"].add(features, is_day(event["date"], day), report, key)
    for weapon in scene.mentions.weapons:
        means = means_of(weapon, kind, event["initiators"])
        is_used = means in event["weapons"]
        examples["weapon"].add(weapon_features(plot, place, kind, weapon), is_used, report, f"{key} {means}")
    for source in scene.mentions.sources:
        hit = source_of(event, source.source)
        features = choose.source_features(plot, place, source)
        examples["source"].add(features, hit is not None, report, f"{key} {hit}")


def is_day(gold: dict[str, str] | None, day: DateMention | None) -> bool:
    """True if a time is that of the gold, or if neither tells one."""
    if gold is None or day is None:
        return gold is None and day is None
    return bool(judge.date_credit(gold, {"start": day.start.isoformat(), "end": day.end.isoformat()}) == 1.0)


def source_of(event: dict[str, Any], source: str) -> str | None:
    """The source of a gold event that a coded one is, at least in part."""
    return next((s for s in event["sources"] if judge.source_credit(s, source) >= 0.5), None)


def collect_roles(
    choices: list[Choice], told: dict[str, frozenset[str]], event: dict[str, Any], report: str, found: Examples
) -> None:
    """Examples of the parties of one gold event."""
    named = {actor for actor, *_ in choices}
    parts = {actor: role_of(actor, event, named) for actor in named}
    found.acts.append((report, event["type"], choices, told, parts))
    for actor, _, features in choices:
        found.add(features, parts[actor], report, f"{report} {event['id']} {len(found.acts)} {actor}")


def role_of(actor: str, event: dict[str, Any], named: Collection[str]) -> str:
    """`initiator`, `target` or `none`, in that order of precedence. The kin of a gold party counts only where the gold
    one is not `named`, so that the models learn which of a party and its arm is meant.
    """
    for slot in ("initiators", "targets"):
        if actor in event[slot]:
            return slot[:-1]
    for slot in ("initiators", "targets"):
        if any(gold not in named and judge.actor_credit(gold, actor) >= 0.5 for gold in event[slot]):
            return slot[:-1]
    return "none"


def is_place(gold: dict[str, Any], place: Any) -> bool:
    """True if a mention is the gold place: near enough, or unlocated with the same name."""
    row = {"name": place.name, "lat": place.lat, "lon": place.lon, "admin1": place.admin1}
    if place.lat is None:
        return bool(judge.place_credit(gold, row) == 0.5 and judge.plain(gold["name"]) == judge.plain(place.name))
    return bool(judge.place_credit(gold, row) == 1.0)


def collect_losses(
    plot: Plot, events: list[dict[str, Any]], gold: dict[str, Any], examples: dict[str, Examples]
) -> None:
    """Examples of what a figure tells: a loss of one of the events, a sum over a time or nothing."""
    scene, report = plot.scene, gold["id"]
    for figure in told_figures(scene):
        count = figure.count
        owners = [place for place in plot.ranked(count) if loss_of(events[place], count)]
        right = owners[:1] + [SUM] * any(loss_of(tally, count) for tally in gold["tallies"])
        bag = f"{report} {len(examples['loss'].rows)}"
        for answer, features in answers(plot, figure):
            examples["loss"].add(features, answer in (right or [NONE]), report, bag)
        owner = owners[0] if owners else None
        if owner is not None:
            plot.losses.setdefault(owner, []).append(count)
    examples["side"].plots.append((report, plot, events, len(examples["side"].rows)))


def collect_sums(scene: Scene, gold: dict[str, Any], report: str, found: Examples) -> None:
    """Examples of whose losses a total tells, of figures that are no event's."""
    before: tuple[str, CountMention] | tuple[()] = ()
    for count in losses.figures(scene) if gold["tallies"] else ():
        sides = [c["of"] for tally in gold["tallies"] for c in loss_of(tally, count)]
        if sides and not any(loss_of(event, count) for event in gold["events"]):
            collect_sides(Suffering(scene, count, "", (), (), *before), (), sides, report, found)
            before = sides[0], count


def collect_sides(
    case: Suffering, group: Sequence[TriggerMention], sides: Collection[str], report: str, found: Examples
) -> None:
    """Examples of whose loss one count tells."""
    for actor, told in side_choices(case, group):
        found.add(told, actor in sides, report)


def loss_of(event: dict[str, Any], count: Any) -> list[dict[str, Any]]:
    """The casualties of an event, or a tally, that a count states."""
    return [c for c in event["casualties"] if (c["harm"], c["low"], c["high"]) == (count.harm, count.low, count.high)]
