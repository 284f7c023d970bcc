"""Learn the weights of event drawing from the development gold.

    python eval/train.py             learn from all development sets, write src/marsad/data/weights
    python eval/train.py --folds 5   cross-validate: code each report with weights that never saw it or its like
    python eval/train.py --sets      code each set with weights that never saw a report of that set or its like

    --networks DIR   where the networks of eval/encode.py --folds are (out/networks)
    --mean           the mean of what is learned and of the weights that stand, which rest on other networks
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
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scorer as judge
from apart import read_apart
from examples import Examples, align_triggers, collect, collect_sides, is_place, loss_of, source_of
from fitting import Row, fit, fitted, fitted_apart
from gold import BLIND, SETS, likeness, read_golds

from marsad.errors import UsageError
from marsad.event.borne import Suffering
from marsad.event.draw import draw_events, event_of, fill_roles, group_scene, likely_episodes
from marsad.event.heard import answers_again
from marsad.event.linear import LinearModel
from marsad.event.making import Episode
from marsad.event.means import arms, means_features, means_of
from marsad.event.models import NAMES, Models, load_models
from marsad.event.opinion import answer_shares
from marsad.event.parties import first_looks, nobody_features, party_features
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.sites import Look, place_looks
from marsad.event.speakers import hearings, speaker_features
from marsad.event.spot import nowhere_features, spot_features
from marsad.event.where import LEAST, grounds_of, place_again
from marsad.event.worth import worth_features
from marsad.model import CountMention
from marsad.model.rows import coded_row, event_row

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "weights"
#: how often a report of the development sets is shown beside one of ours, of which there are sixteen times as many;
#: four times was worse for which words tell events and for parts of parties, and no better for four other first looks
GIVEN = 2
#: a report, its acts, their events, and the first looks at their places
PlaceTable = tuple[str, Plot, list[dict[str, Any]], list[list[Look]]]
#: second and later looks, and what rests on the choices before
LATER = ("worth", "type", "held", "party", "doer", "sufferer", "side", "site", "spot", "speaker", "means", "stand")
THRESHOLDS = {
    "keep": 0.36,
    "worth": 0.48,
    "worth_least": 0.3,
    "stand": 0.45,
    "episode": 0.55,
    "role": 0.45,
    "role_alone": 0.35,
    "place": 0.2,
    "place_listed": 0.3,
    "place_beside": 0.6,
    "spot": 0.2,
    "date": 0.4,
    "weapon": 0.42,
    "source": 0.3,
    "loss": 0.35,
    "loss_told": 0.2,
    "status": 0.36,
    "sum": 0.4,
    "sum_told": 0.02,
}


def train(scenes: list[tuple[Scene, dict[str, Any]]]) -> Models:
    """All models, from scenes with their gold; reports that others wrote or coded count `GIVEN` times."""
    scenes = [pair for pair in scenes for _ in range(GIVEN if pair[1]["set"] != "train" else 1)]
    examples: dict[str, Examples] = {name: Examples() for name in NAMES}
    for scene, gold in scenes:
        collect(scene, gold, examples)
    rows = {name: examples[name].rows for name in NAMES if name not in LATER}
    models = {name: fitted(name, found) for name, found in rows.items()}
    rows["type"] = heard_rows(scenes, "kind", "type", examples["kind"])
    rows["held"] = heard_rows(scenes, "status", "status", examples["status"])
    tables = place_tables(scenes, examples["place"])
    rows["site"] = site_rows(tables)
    rows["spot"] = spot_rows(scenes, tables, rows["site"])
    rows["speaker"] = speaker_rows(scenes, examples["source"])
    rows["means"] = means_rows(scenes, examples["weapon"])
    role = fitted_apart("role", examples["role"].rows, scenes)
    rows |= party_rows(role, examples["role"])
    first = {"role": role} | {name: fitted_apart(name, rows[name], scenes) for name in ("party", "doer", "sufferer")}
    rows["side"] = side_rows(first, examples["side"])
    first |= {name: fitted_apart(name, rows[name], scenes) for name in ("keep", "episode")}
    rows["worth"] = worth_rows(scenes, {name: first[name] for name in ("keep", "episode")}, models)
    models |= {name: fitted(name, rows[name]) for name in rows if name not in models}
    rest = (name for name in rows if name not in first)
    first |= {name: fitted_apart(name, rows[name], scenes, folds=3) for name in rest}
    models["stand"] = fit("stand", stand_rows(scenes, first))
    return Models(**models, thresholds=THRESHOLDS, steps={})


def party_rows(first: dict[str, LinearModel], found: Examples) -> dict[str, list[Row]]:
    """Examples of the part of each party, alone (`party`) and beside the others and nobody (`doer`, `sufferer`), from
    first looks with weights (by report) that never saw the report.
    """
    second = {name: Examples() for name in ("party", "doer", "sufferer")}
    for report, kind, choices, told, parts in found.acts:
        chances = [first[report].chances(features) for _, _, features in choices]
        looks = first_looks(choices, chances, told)
        rows = {actor: party_features(looks, actor, kind) for actor in looks}
        for actor, features in rows.items():
            second["party"].add(features, parts[actor], report)
        for name, part in (("doer", "initiator"), ("sufferer", "target")):
            bag = f"{report} {len(second[name].rows)}"
            for actor, features in rows.items():
                second[name].add(features, parts[actor] == part, report, bag)
            nobody = nobody_features(looks, name, kind)
            second[name].add(nobody, all(parts[actor] != part for actor in rows), report, bag)
    return {name: examples.rows for name, examples in second.items()}


def side_rows(first: dict[str, dict[str, LinearModel]], found: Examples) -> list[Row]:
    """Examples of whose loss a count tells, of events with the parties that weights choose which (by report) never saw
    the report: the gold's own parties would be trusted more than the chosen ones deserve.
    """
    second = Examples(list(found.rows))
    for report, plot, events, _ in found.plots:
        known = {name: first[name][report] if name in first else None for name in NAMES}
        models = Models(**known, thresholds=THRESHOLDS)  # type: ignore[arg-type]
        for place, counts in plot.losses.items():
            event, episode = events[place], Episode(list(plot.groups[place]), events[place]["type"])
            fill_roles(plot, place, episode, models)
            before: tuple[str, CountMention] | tuple[()] = ()
            for count in counts:
                sides = [loss["of"] for loss in loss_of(event, count)]
                case = Suffering(plot.scene, count, episode.type, episode.initiators, episode.targets, *before)
                collect_sides(case, episode.group, sides, report, second)
                before = sides[0], count
    return second.rows


def heard_rows(
    scenes: list[tuple[Scene, dict[str, Any]]], question: str, slot: str, found: Examples
) -> list[Row]:
    """Examples of the type or the status of an act, from first looks with weights that never saw the report."""
    first = fitted_apart(question, found.rows, scenes)
    second = Examples()
    for report, plot, events, start in found.plots:
        for n, event in enumerate(events):
            words = first[report].chances(found.rows[start + n][0])
            network = answer_shares(plot.scene, question, plot.groups[n])
            bag = f"{report} {len(second.rows)}"
            for answer, features in answers_again(words, network).items():
                second.add(features, answer == event[slot], report, bag)
    return second.rows


def place_tables(scenes: list[tuple[Scene, dict[str, Any]]], found: Examples) -> list[PlaceTable]:
    """First looks at the places of each report's acts, with weights that never saw the report."""
    first = fitted_apart("place", found.rows, scenes)
    tables = []
    for report, plot, events, start in found.plots:
        size = len(plot.scene.mentions.places)
        rows = found.rows[start : start + size * len(events)]
        chances = [first[report].chance(features) for features, *_ in rows]
        looks = [place_looks(plot.scene, chances[n * size : (n + 1) * size]) for n in range(len(events))]
        tables.append((report, plot, events, looks))
    return tables


def site_rows(tables: list[PlaceTable]) -> list[Row]:
    """Examples of where an act took place, from first looks with weights that never saw the report."""
    second = Examples()
    for report, plot, events, table in tables:
        for n, event in enumerate(events):
            collect_sites(plot, table, n, event, report, second)
    return second.rows


def spot_rows(scenes: list[tuple[Scene, dict[str, Any]]], tables: list[PlaceTable], site: list[Row]) -> list[Row]:
    """Examples of the one place where an act surely took place, «none told» among the answers, from second looks with
    weights that never saw the report; an act whose places were not found teaches nothing.
    """
    second = fitted_apart("site", site, scenes)
    found, rows = Examples(), iter(site)
    for report, plot, events, table in tables:
        model = second[report]
        chances = [
            [
                model.chances(row[0])["True"] if look.chance >= LEAST else 0.0
                for look, row in zip(looks, rows, strict=False)
            ]
            for looks in table
        ]
        grounds = grounds_of(plot.scene, table, chances, THRESHOLDS)
        for n, event in enumerate(events):
            bag = f"{report} {event['id']} {len(found.rows)}"
            for at, look in enumerate(table[n]):
                if look.chance >= LEAST:
                    told = any(is_place(place, look.mention) for place in event["places"])
                    found.add(spot_features(plot, grounds, n, at, event["type"]), told, report, bag)
            found.add(nowhere_features(plot, grounds, n, event["type"]), not event["places"], report, bag)
    return found.rows


def collect_sites(
    plot: Plot, table: list[list[Look]], number: int, event: dict[str, Any], report: str, second: Examples
) -> None:
    """Examples of one gold event's places, each with what is known of the others."""
    bag = f"{report} {event['id']} {len(second.rows)}"
    for at, look in enumerate(table[number]):
        owned = next((n for n, p in enumerate(event["places"]) if is_place(p, look.mention)), None)
        features = place_again(plot, table, number, at, event["type"])
        second.add(features, owned is not None, report, f"{bag} {owned}")


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
            parties = event["initiators"], event["targets"]
            bag = f"{report} {event['id']} {len(second.rows)}"
            for source in table[n]:
                hit = source_of(event, source)
                features = speaker_features(plot, table, n, source, parties)
                second.add(features, hit is not None, report, f"{bag} {hit}")
    return second.rows


def means_rows(scenes: list[tuple[Scene, dict[str, Any]]], found: Examples) -> list[Row]:
    """Examples of the means of an act, from first looks with weights that never saw the report."""
    first = fitted_apart("weapon", found.rows, scenes)
    second = Examples()
    for report, plot, events, start in found.plots:
        weapons = plot.scene.mentions.weapons
        rows = found.rows[start : start + len(weapons) * len(events)]
        chances = [first[report].chance(features) for features, *_ in rows]
        table = [arms(weapons, chances[n * len(weapons) : (n + 1) * len(weapons)]) for n in range(len(events))]
        for n, event in enumerate(events):
            for means, look in table[n].items():
                told = means_of(look.mention, event["type"], event["initiators"]) in event["weapons"]
                second.add(means_features(table, n, means, event["type"]), told, report)
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


def stand_rows(scenes: list[tuple[Scene, dict[str, Any]]], apart: dict[str, dict[str, LinearModel]]) -> list[Row]:
    """Examples of which filled episodes stand, drawn with weights (by name and report) that never saw the report; of
    ours every second report: all would bring 0.001 of slots at most, at twice the time.
    """
    found, ours = Examples(), 0
    shown = Counter(gold["id"] for _, gold in scenes)
    for scene, gold in {gold["id"]: (scene, gold) for scene, gold in scenes}.values():
        ours += gold["set"] == "train"
        if gold["set"] == "train" and ours % 2:
            continue
        known = {name: apart[name][gold["id"]] if name in apart else None for name in NAMES}
        models = Models(**known, thresholds=THRESHOLDS)  # type: ignore[arg-type]
        rows = stand_examples(scene, gold, models)
        found.rows += rows * shown[gold["id"]]
    return found.rows


def stand_examples(scene: Scene, gold: dict[str, Any], models: Models) -> list[Row]:
    """Examples of one report, two of each episode: whether it is one of those that score best beside the gold events,
    and whether it finds its own with the right type, day and place. What meets only the first earns little and costs
    all its slots: events of three folds .661 to .664, slots as before, beside the first alone.
    """
    likely = likely_episodes(scene, models)
    events = [event_row(event_of(scene, episode, models)) for episode in likely.episodes]
    beside = {id(event): judge.is_found(its, earned) for its, event, earned in judge.align(gold["events"], events)}
    found = Examples()
    for place, event in enumerate(events):
        features = likely.features(place)
        for label in (id(event) in beside, beside.get(id(event), False)):
            found.add(features, label, gold["id"])
    return found.rows


def mean_of(models: Models, others: Models) -> Models:
    """The mean of two learnings: what either does not know weighs nothing there."""
    found: dict[str, LinearModel] = {}
    for name in NAMES:
        one: LinearModel = getattr(models, name)
        other: LinearModel = getattr(others, name)
        if one.labels != other.labels:
            raise UsageError(f"{name}: the weights that stand have other answers: {other.labels}, not {one.labels}")
        nothing = (0.0,) * len(one.labels)
        weights = {}
        for feature in one.weights.keys() | other.weights.keys():
            both = zip(one.weights.get(feature, nothing), other.weights.get(feature, nothing), strict=True)
            weights[feature] = tuple((a + b) / 2 for a, b in both)
        found[name] = LinearModel(name, one.labels, weights)
    return Models(**found, thresholds=models.thresholds, steps=models.steps)


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
    parser.add_argument("--mean", action="store_true", help="the mean with the weights that stand")
    args = parser.parse_args()
    golds = read_golds()
    assert not any(gold["set"] in BLIND for gold in golds)
    scenes = read_apart(golds, None if args.quick else args.networks)
    if not args.folds and not args.sets:
        models = train(scenes)
        models = mean_of(models, load_models(args.quick)) if args.mean else models
        write(models, WEIGHTS / "quick" if args.quick else WEIGHTS)
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
