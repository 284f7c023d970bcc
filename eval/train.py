"""Learn the weights of event drawing from the development gold.

    python eval/train.py             learn from all development sets, write src/marsad/data/weights
    python eval/train.py --folds 5   cross-validate: code each report with weights that never saw it or its like
    python eval/train.py --sets      code each set with weights that never saw a report of that set or its like

    --networks DIR   where the networks of eval/encode.py --folds are (out/networks)
    --quick          without the network: the weights go to src/marsad/data/weights/quick

Each decision of event drawing is a linear model over the features of `marsad.event`; this script collects one example
per decision where the gold settles it. Features seen in few reports are left out, so that no weight rests on one text.
The blind set is never read here.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import scorer as judge
from apart import read_apart
from fitting import BAGGED, Row, fit, fitted_apart, one_of_each_bag
from gold import BLIND, SETS, likeness, read_golds

from marsad.event import choose, losses, status
from marsad.event.draw import body_triggers, draw_events, group_scene, role_choices, stating_features
from marsad.event.episode import pair_features
from marsad.event.kind import type_features
from marsad.event.linear import Feature, LinearModel, spelled
from marsad.event.models import NAMES, Models
from marsad.event.parties import Choice, first_looks, party_features
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.sites import Look, place_looks, site_features
from marsad.event.speakers import hearings, speaker_features
from marsad.event.toll import side_choices
from marsad.event.when import date_choices
from marsad.event.worth import worth_features
from marsad.model import DateSpan, TriggerMention
from marsad.model.rows import coded_row

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "weights"
#: how often a report of the development sets is shown beside one of ours, of which there are sixteen times as many
GIVEN = 4
#: how many triggers before one it is held against
BACK = 12
THRESHOLDS = {
    "keep": 0.46,
    "worth": 0.45,
    "episode": 0.53,
    "role": 0.45,
    "role_alone": 0.28,
    "place": 0.2,
    "place_listed": 0.15,
    "place_beside": 0.6,
    "date": 0.1,
    "weapon": 0.42,
    "source": 0.25,
    "loss": 0.3,
}


@dataclass
class Examples:
    """Examples of one model: features, label and the report they came from."""

    rows: list[Row] = field(default_factory=list)
    #: of the parties: report, type of the act, the choices, the part that the gold gives to each party
    acts: list[tuple[str, str, list[Choice], dict[str, str]]] = field(default_factory=list)
    #: of the places: report, scene, events, and where the rows of the report begin
    scenes: list[tuple[str, Scene, list[dict[str, Any]], int]] = field(default_factory=list)
    #: of the speakers: report, the acts, their events, and where the rows of the report begin
    plots: list[tuple[str, Plot, list[dict[str, Any]], int]] = field(default_factory=list)

    def add(self, features: Any, label: str | bool, report: str, bag: str = "") -> None:
        """`bag` names the mentions of which only one need bear a label out."""
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
    examples["place"].scenes.append((report, scene, events, len(examples["place"].rows)))
    examples["source"].plots.append((report, plot, events, len(examples["source"].rows)))
    collect_losses(plot, events, report, examples)
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
    collect_roles(choices, event, report, examples["role"])
    key = f"{report} {event['id']}"
    for where in scene.mentions.places:
        owned = next((n for n, p in enumerate(event["places"]) if is_place(p, where)), None)
        features = choose.place_features(scene, group, kind, where)
        examples["place"].add(features, owned is not None, report, f"{key} {owned}")
    for mention, features in date_choices(plot, place):
        told = {"start": mention.start.isoformat(), "end": mention.end.isoformat()}
        examples["date"].add(features, judge.date_credit(event["date"], told) == 1.0, report, key)
    for weapon in scene.mentions.weapons:
        features = choose.weapon_features(plot, place, kind, weapon)
        means = choose.means_of(weapon, kind, event["initiators"])
        examples["weapon"].add(features, means in event["weapons"], report, f"{key} {means}")
    for source in scene.mentions.sources:
        hit = source_of(event, source.source)
        features = choose.source_features(plot, place, source)
        examples["source"].add(features, hit is not None, report, f"{key} {hit}")


def source_of(event: dict[str, Any], source: str) -> str | None:
    """The source of a gold event that a coded one is, at least in part."""
    return next((s for s in event["sources"] if judge.source_credit(s, source) >= 0.5), None)


def collect_roles(choices: list[Choice], event: dict[str, Any], report: str, found: Examples) -> None:
    """Examples of the parties of one gold event."""
    named = {actor for actor, *_ in choices}
    parts = {actor: role_of(actor, event, named) for actor in named}
    found.acts.append((report, event["type"], choices, parts))
    for actor, _, features in choices:
        found.add(features, parts[actor], report, f"{report} {event['id']} {actor}")


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


def collect_losses(plot: Plot, events: list[dict[str, Any]], report: str, examples: dict[str, Examples]) -> None:
    """Examples of which event a count belongs to and whose loss it is."""
    scene = plot.scene
    for count in losses.figures(scene) if events else ():
        ranks = plot.ranked(count)
        owner = next((place for place in ranks if loss_of(events[place], count)), None)
        for rank, place in enumerate(ranks):
            features = losses.loss_features(scene, plot.groups[place], events[place]["type"], count, rank, len(events))
            examples["loss"].add(features, place == owner, report)
        if owner is not None:
            plot.losses.setdefault(owner, []).append(count)
            event = events[owner]
            sides = {c["of"] for c in loss_of(event, count)}
            slots = {slot: event[slot] for slot in ("initiators", "targets")}
            for actor, told in side_choices(scene, event["type"], slots, count, plot.groups[owner]):
                examples["side"].add(told, actor in sides, report)


def collect_sums(scene: Scene, gold: dict[str, Any], report: str, found: Examples) -> None:
    """Examples of whose losses a total tells, of figures that are no event's."""
    for count in losses.figures(scene) if gold["tallies"] else ():
        sides = {c["of"] for tally in gold["tallies"] for c in loss_of(tally, count)}
        if sides and not any(loss_of(event, count) for event in gold["events"]):
            for actor, told in side_choices(scene, "", {}, count):
                found.add(told, actor in sides, report)


def loss_of(event: dict[str, Any], count: Any) -> list[dict[str, Any]]:
    """The casualties of an event, or a tally, that a count states."""
    return [c for c in event["casualties"] if (c["harm"], c["low"], c["high"]) == (count.harm, count.low, count.high)]


def train(scenes: list[tuple[Scene, dict[str, Any]]]) -> Models:
    """All models, from scenes with their gold; reports that others wrote or coded count `GIVEN` times."""
    scenes = [pair for pair in scenes for _ in range(GIVEN if pair[1]["set"] != "train" else 1)]
    examples: dict[str, Examples] = {name: Examples() for name in NAMES}
    for scene, gold in scenes:
        collect(scene, gold, examples)
    later = ("worth", "party", "site", "speaker")
    models = {name: fit(name, examples[name].rows) for name in NAMES if name not in later}
    for name in BAGGED:
        models[name] = fit(name, one_of_each_bag(models[name], examples[name].rows))
    site = site_rows(scenes, examples["place"])
    models["site"] = fit("site", one_of_each_bag(fit("site", site), site))
    speaker = speaker_rows(scenes, examples["source"])
    models["speaker"] = fit("speaker", one_of_each_bag(fit("speaker", speaker), speaker))
    models["party"] = fit("party", party_rows(scenes, examples["role"]))
    apart = {name: fitted_apart(name, examples[name].rows, scenes) for name in ("keep", "episode")}
    models["worth"] = fit("worth", worth_rows(scenes, apart, models))
    return Models(**models, thresholds=THRESHOLDS, steps={})


def party_rows(scenes: list[tuple[Scene, dict[str, Any]]], found: Examples) -> list[Row]:
    """Examples of the part of each party, from first looks with weights that never saw the report."""
    first = fitted_apart("role", found.rows, scenes)
    second = Examples()
    for report, kind, choices, parts in found.acts:
        looks = first_looks(choices, [first[report].chances(features) for _, _, features in choices])
        for actor in looks:
            second.add(party_features(looks, actor, kind), parts[actor], report)
    return second.rows


def site_rows(scenes: list[tuple[Scene, dict[str, Any]]], found: Examples) -> list[Row]:
    """Examples of where an act took place, from first looks with weights that never saw the report."""
    first = fitted_apart("place", found.rows, scenes)
    second = Examples()
    for report, scene, events, start in found.scenes:
        size = len(scene.mentions.places)
        rows = found.rows[start : start + size * len(events)]
        chances = [first[report].chance(features) for features, *_ in rows]
        table = [place_looks(scene, chances[n * size : (n + 1) * size]) for n in range(len(events))]
        for n, event in enumerate(events):
            collect_sites(scene, table, n, event, report, second)
    return second.rows


def collect_sites(
    scene: Scene, table: list[list[Look]], number: int, event: dict[str, Any], report: str, second: Examples
) -> None:
    """Examples of one gold event's places, each with what is known of the others."""
    for at, look in enumerate(table[number]):
        owned = next((n for n, p in enumerate(event["places"]) if is_place(p, look.mention)), None)
        features = site_features(scene, table, number, at, event["type"])
        second.add(features, owned is not None, report, f"{report} {event['id']} {owned}")


def speaker_rows(scenes: list[tuple[Scene, dict[str, Any]]], found: Examples) -> list[Row]:
    """Examples of who is quoted for an act, from first looks with weights that never saw the report."""
    first = fitted_apart("source", found.rows, scenes)
    second = Examples()
    for report, plot, events, start in found.plots:
        size = len(plot.scene.mentions.sources)
        rows = found.rows[start : start + size * len(events)]
        chances = [first[report].chance(features) for features, *_ in rows]
        table = [hearings(plot, n, chances[n * size : (n + 1) * size]) for n in range(len(events))]
        for n, event in enumerate(events):
            for source in table[n]:
                hit = source_of(event, source)
                features = speaker_features(plot, table, n, source)
                second.add(features, hit is not None, report, f"{report} {event['id']} {hit}")
    return second.rows


def worth_rows(
    scenes: list[tuple[Scene, dict[str, Any]]],
    apart: dict[str, dict[str, LinearModel]],
    models: dict[str, LinearModel],
) -> list[Row]:
    """Examples of whether a group is an event, from groups made with weights that never saw the report."""
    found = Examples()
    for scene, gold in scenes:
        first = {**{name: models.get(name) for name in NAMES}, **{n: by[gold["id"]] for n, by in apart.items()}}
        collect_worth(scene, gold, Models(**first, thresholds=THRESHOLDS), found)  # type: ignore[arg-type]
    return found.rows


def collect_worth(scene: Scene, gold: dict[str, Any], models: Models, found: Examples) -> None:
    """Examples of one report: of the groups that touch a gold event the best is an event, the others are echoes."""
    grouping = group_scene(scene, models)
    groups = grouping.groups
    aligned = align_triggers(scene, gold)
    owners: dict[int, int] = {}
    votes = [Counter(aligned[id(t)] for t in group if aligned[id(t)] >= 0) for group in groups]
    for place, vote in sorted(enumerate(votes), key=lambda item: -max(item[1].values(), default=0)):
        free = [event for event, _ in vote.most_common() if event not in owners]
        if free:
            owners[free[0]] = place
    for place in range(len(groups)):
        features = worth_features(scene, groups, place, grouping.chances, grouping.links)
        found.add(features, place in owners.values(), gold["id"])


def write(models: Models, folder: Path) -> None:
    """Write the weights, small ones left out, rows in order of name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        model: LinearModel = getattr(models, name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(["feature", *model.labels])
            for feature, weights in sorted(model.weights.items()):
                if max(map(abs, weights)) >= 0.02:
                    rows.writerow([feature, *(f"{w:.3f}" for w in weights)])
    lines = [f"{name} = {value}" for name, value in sorted(models.thresholds.items())]
    (folder / "thresholds.toml").write_text("[threshold]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def coded_folds(scenes: list[tuple[Scene, dict[str, Any]]], folds: int) -> Iterator[dict[str, Any]]:
    """Every report coded with weights that never saw it or its like."""
    group = likeness([gold for _, gold in scenes])
    for fold in range(folds):
        models = train([pair for pair in scenes if group[pair[1]["id"]] % folds != fold])
        for scene, gold in scenes:
            if group[gold["id"]] % folds == fold:
                yield coded_row(draw_events(scene, models))


def coded_sets(scenes: list[tuple[Scene, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Every report of a set but our own, coded with weights that never saw the set or its like."""
    group = likeness([gold for _, gold in scenes])
    for name in SETS[:-1]:
        alike = {group[gold["id"]] for _, gold in scenes if gold["set"] == name}
        models = train([pair for pair in scenes if group[pair[1]["id"]] not in alike])
        yield from (coded_row(draw_events(scene, models)) for scene, gold in scenes if gold["set"] == name)


def report_folds(golds: list[dict[str, Any]], coded: dict[str, Any]) -> None:
    """Print the cross-validated figures, per set and of all sets together."""
    keys = ("slots", "events", *judge.SLOTS, "tallies", "salience")
    print(f"{'':10}" + "".join(f"{key[:9]:>10}" for key in keys))
    golds = [gold for gold in golds if gold["id"] in coded]
    for name in (*SETS, "all"):
        figures = judge.score([gold for gold in golds if name in (gold["set"], "all")], coded)
        print(f"{name:10}" + "".join(f"{figures.f1(key):10.3f}" for key in keys))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--sets", action="store_true", help="leave out each set in turn")
    parser.add_argument("--out", help="where to write the cross-validated coding, JSON lines")
    parser.add_argument("--networks", default="out/networks", type=Path, help="the networks of eval/encode.py --folds")
    parser.add_argument("--quick", action="store_true", help="without the network")
    args = parser.parse_args()
    golds = read_golds()
    assert not any(gold["set"] in BLIND for gold in golds)
    scenes = read_apart(golds, None if args.quick else args.networks)
    if not args.folds and not args.sets:
        write(train(scenes), WEIGHTS / "quick" if args.quick else WEIGHTS)
        return 0
    rows = coded_sets(scenes) if args.sets else coded_folds(scenes, args.folds)
    coded = {row["id"]: row for row in rows}
    report_folds(golds, coded)
    if args.out:
        Path(args.out).write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in coded.values()), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
