"""Learn the weights of the pair scorer from development gold, and measure them on incidents they were not learned from.

    python eval/link.py --gold DIR [--coded CODED.jsonl] [--write]

`DIR` holds `<set>.gold.jsonl` and `<set>.incidents.jsonl`. Learning is logistic regression by Newton's method with a
ridge, over the candidate pairs of blocking, on the gold events and on copies of them in which a coder's errors are
played (slots lost, parties told more generally, figures wrong). Figures: pairs and B-cubed as in the codebook's
scorer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from math import cos, exp, sin
from pathlib import Path

from scorer import align

from marsad.model import DateSpan, Event, EventKey, Report
from marsad.model.rows import Row, read_coded
from marsad.reconcile.block import candidate_pairs
from marsad.reconcile.cluster import Links, PairKey, cluster_events, pair_key
from marsad.reconcile.compare import pair_of
from marsad.reconcile.features import FAMILIES, FEATURES
from marsad.reconcile.judge import LIMITS, Weights, score_pair
from marsad.reconcile.lineage import Lineage, load_lineage
from marsad.reconcile.profile import Profile, profile_event
from marsad.reconcile.repeats import find_repeats

#: each set of incidents and the gold files it covers
SETS = {"press": ("seeds", "press"), "own": ("own",), "own2": ("own2",)}
#: copies of each set with errors played, and how often a slot is wrong in them
PLAYS, RATE = 3, 0.12
#: what a pair of a gold event and a played neighbour counts
BESIDE = 0.03
#: what a pair of coded events counts
CODED = 1.0
#: added to the learned bias: the ridge and the many unlike pairs draw scores down; of 0 to 2.8 this gives the best
#: F1 on held-out sets, with and without errors played
LIFT = 1.8
WEIGHTS = Path(__file__).parent.parent / "src" / "marsad" / "data" / "link" / "weights.toml"
PAGE = Path(__file__).parent.parent / "docs" / "reconcile.md"
NAMES = [feature.name for feature in FEATURES]
#: features that must not speak against (or for) a join, whatever a small gold says
NOT_NEGATIVE = {
    "same_point", "inside_wide_place", "same_place_name", "several_places_shared", "same_day", "same_wide_span",
    "same_type", "related_type", "same_weapon", "same_initiator", "same_target", "named_unit", "same_figure",
    "figures_agree", "shared_source", "same_wording", "same_words",
}  # fmt: skip
NOT_POSITIVE = {
    "places_apart", "report_day_for_day", "days_apart", "day_before_or_after", "published_apart", "status_differs",
    "other_weapon", "other_initiator", "other_target", "figures_clash", "told_barely",
}  # fmt: skip


@dataclass(frozen=True)
class Gold:
    """One development set: reports, events, and the incident of each event."""

    name: str
    reports: Mapping[str, Report]
    events: Mapping[EventKey, Event]
    incident_of: Mapping[EventKey, str]

    def pairs(self) -> set[PairKey]:
        """The pairs of events that tell of one incident."""
        members: dict[str, list[EventKey]] = {}
        for key in sorted(self.incident_of):
            members.setdefault(self.incident_of[key], []).append(key)
        return {pair_key(*pair) for group in members.values() for pair in combinations(group, 2)}


@dataclass(frozen=True)
class Sample:
    """One candidate pair as numbers; `fold` keeps an incident's pairs together."""

    values: tuple[float, ...]
    is_same: bool
    weight: float
    set_name: str
    fold: int


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_gold(folder: Path, name: str) -> Gold:
    """A development set."""
    reports: dict[str, Report] = {}
    events: dict[EventKey, Event] = {}
    for part in SETS[name]:
        for row in read_rows(folder / f"{part}.gold.jsonl"):
            published = date.fromisoformat(str(row["published"]))
            report = Report(str(row["id"]), str(row["publisher"]), published, str(row["title"]), str(row["text"]))
            reports[report.id] = report
            events |= {(report.id, event.id): event for event in read_coded(row).events}
    incident_of: dict[EventKey, str] = {}
    for row in read_rows(folder / f"{name}.incidents.jsonl"):
        incident_of |= {(report, event): str(row["incident"]) for report, event in row["members"]}
    return Gold(name, reports, events, incident_of)


# --- playing a coder's errors


def play_errors(event: Event, lineage: Lineage, rng: random.Random, rate: float) -> Event:
    """The event as an imperfect coder might give it."""

    def happens(times: float = 1.0) -> bool:
        return rng.random() < rate * times

    changed = event
    if happens():
        kin = sorted({name for family in FAMILIES if event.type in family for name in family} - {event.type})
        changed = replace(changed, type=rng.choice(kin or [event.type]))
    if happens():
        changed = replace(changed, places=())
    elif changed.places and happens():
        moved = tuple(
            replace(place, lat=place.lat + rng.uniform(-0.3, 0.3), lon=place.lon + rng.uniform(-0.3, 0.3))
            if place.lat is not None and place.lon is not None and happens(2)
            else place
            for place in changed.places
        )
        changed = replace(changed, places=moved)
    if happens(0.7):
        changed = replace(changed, date=None)
    elif changed.date and happens(0.7):
        shift = timedelta(days=rng.choice((-1, 1, 1, 2)))
        changed = replace(changed, date=DateSpan(changed.date.start + shift, changed.date.end + shift))
    if happens():
        changed = replace(changed, initiators=())
    elif happens():
        changed = replace(changed, initiators=tuple(lineage.chain(actor)[-1] for actor in changed.initiators))
    if happens():
        changed = replace(changed, targets=())
    if happens():
        changed = replace(changed, sources=())
    if happens():
        changed = replace(changed, weapons=())
    kept = tuple(casualty for casualty in changed.casualties if not happens())
    return replace(changed, casualties=kept)


def play_again(profile: Profile, rng: random.Random) -> Profile | None:
    """The like act on the same place some days later, with its own toll, told in the same phrases: another incident."""
    if profile.start is None or profile.end is None or not profile.is_narrow:
        return None
    days = rng.choice((2, 3, 4, 5, 7))
    published = profile.published + days if profile.published is not None else None
    again = replace(profile, key=(f"{profile.key[0]}~again", profile.key[1]), published=published)
    return _own_toll(replace(again, start=profile.start + days, end=profile.end + days), rng)


def play_elsewhere(profile: Profile, others: Sequence[Profile], rng: random.Random) -> Profile | None:
    """The like act by the same party on the same day, in another place, with its own toll: another incident."""
    if not profile.sites or not profile.sites[0].is_point:
        return None
    names = [other.sites[0] for other in others if other.sites and other.sites[0].words != profile.sites[0].words]
    angle, km = rng.uniform(0, 6.28), rng.uniform(12, 60) + profile.sites[0].radius
    here = profile.sites[0]
    assert here.lat is not None and here.lon is not None
    name = rng.choice(names)
    lat, lon = here.lat + km / 111 * sin(angle), here.lon + km / 92 * cos(angle)
    there = replace(here, name=name.name, words=name.words, lat=lat, lon=lon)
    return _own_toll(replace(profile, key=(f"{profile.key[0]}~elsewhere", profile.key[1]), sites=(there,)), rng)


def _bare(profile: Profile | None) -> Profile | None:
    """The neighbour with its place left out."""
    return replace(profile, key=(f"{profile.key[0]}~bare", profile.key[1]), sites=()) if profile else None


def _undated(profile: Profile | None) -> Profile | None:
    """The neighbour with its day left out."""
    key = (f"{profile.key[0]}~undated", profile.key[1]) if profile else None
    return replace(profile, key=key, start=None, end=None) if profile and key else None


def _own_toll(profile: Profile, rng: random.Random) -> Profile:
    """Other figures, and other words for half of them."""
    casualties = []
    for casualty in profile.casualties:
        low = max(1, round(casualty.low * rng.choice((0.4, 0.6, 1.0, 1.6, 2.5))))
        casualties.append(replace(casualty, low=low, high=None if casualty.high is None else low))
    told = replace(profile, casualties=tuple(casualties))
    return told if rng.random() < 0.5 else replace(told, words=frozenset(), shingles=frozenset())


def neighbours_of(profiles: Sequence[Profile], rng: random.Random) -> list[Profile]:
    """Later and distant neighbours of each event that allows it, with place or day told and left out."""
    found = [play_again(profile, rng) for profile in profiles]
    found += [play_elsewhere(profile, profiles, rng) for profile in profiles]
    found += [_bare(play_elsewhere(profile, profiles, rng)) for profile in profiles]
    found += [_undated(play_again(profile, rng)) for profile in profiles]
    return [profile for profile in found if profile is not None]


# --- a coder's own errors


def coded_gold(gold: Gold, rows: Mapping[str, Row], golds: Mapping[str, Row]) -> Gold:
    """The set as a coder sees it: its events, each with the incident of the gold event it stands for, if any."""
    events: dict[EventKey, Event] = {}
    incident_of: dict[EventKey, str] = {}
    for report in gold.reports:
        row = rows.get(report, {"id": report, "events": []})
        events |= {(report, event.id): event for event in read_coded(row).events}
        for told, got, _ in align(golds[report]["events"], row["events"]):
            incident_of[report, got["id"]] = gold.incident_of[report, told["id"]]
    alone = {key: f"coded {key[0]} {key[1]}" for key in events if key not in incident_of}
    return Gold(gold.name, gold.reports, events, incident_of | alone)


def end_to_end(gold: Gold, coded: Gold, found: Mapping[EventKey, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs end to end: true pairs that the coder lost count as missed."""
    true, lost = coded.pairs(), len(gold.pairs()) - len(coded.pairs())
    members: dict[int, list[EventKey]] = {}
    for key, number in found.items():
        if not coded.incident_of[key].startswith("coded "):
            members.setdefault(number, []).append(key)
    joined = {pair_key(*pair) for group in members.values() for pair in combinations(group, 2)}
    hits = len(true & joined)
    precision, recall = hits / len(joined) if joined else 0.0, hits / (len(true) + lost)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# --- samples and learning


def profiles_of(gold: Gold, lineage: Lineage, rng: random.Random | None = None, rate: float = 0.0) -> list[Profile]:
    """The comparable form of every gold event, with errors played where a random source is given."""
    return [
        profile_event(key[0], play_errors(event, lineage, rng, rate) if rng else event, gold.reports[key[0]])
        for key, event in sorted(gold.events.items())
    ]


def fold_of(incident: str, folds: int) -> int:
    """The fold that an incident's pairs fall into."""
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % folds


def samples_of(
    gold: Gold,
    profiles: Sequence[Profile],
    lineage: Lineage,
    weight: float,
    folds: int,
    only_played: bool = False,
) -> list[Sample]:
    """The candidate pairs of a set as numbers; on demand only those of a gold event and a played neighbour."""
    true = gold.pairs()
    found = []
    for left, right in candidate_pairs(profiles, lineage):
        pair = pair_of(left, right, lineage)
        if only_played and (left.key in gold.events) == (right.key in gold.events):
            continue
        if any(limit(pair) for limit, _ in LIMITS):
            continue
        values = tuple(feature.value(pair) for feature in FEATURES)
        fold = fold_of(gold.incident_of.get(left.key, left.key[0]), folds)
        found.append(Sample(values, (left.key, right.key) in true, weight, gold.name, fold))
    return found


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small symmetric system by Gaussian elimination."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            if factor:
                rows[below] = [a - factor * b for a, b in zip(rows[below], rows[at], strict=True)]
    found = [0.0] * size
    for at in reversed(range(size)):
        found[at] = (rows[at][size] - sum(rows[at][k] * found[k] for k in range(at + 1, size))) / rows[at][at]
    return found


def learn(samples: Sequence[Sample], ridge: float = 1.0, rounds: int = 25) -> Weights:
    """Ridge logistic regression; a weight of a sign it must not have is dropped and the rest learned anew."""
    dropped: set[int] = set()
    for _ in range(len(NAMES)):
        weights = _newton(samples, ridge, rounds, dropped)
        wrong = {
            at
            for at, name in enumerate(NAMES)
            if (name in NOT_NEGATIVE and weights[at + 1] < 0) or (name in NOT_POSITIVE and weights[at + 1] > 0)
        }
        if not wrong:
            break
        dropped |= wrong
    of = {name: round(weights[at + 1], 3) for at, name in enumerate(NAMES) if at not in dropped}
    return Weights(round(weights[0] + LIFT, 3), of)


def _newton(samples: Sequence[Sample], ridge: float, rounds: int, dropped: set[int]) -> list[float]:
    kept = [at for at in range(len(NAMES)) if at not in dropped]
    size = len(kept) + 1
    rows = [[(0, 1.0), *((k + 1, s.values[at]) for k, at in enumerate(kept) if s.values[at])] for s in samples]
    beta = [0.0] * size
    for _ in range(rounds):
        gradient = [0.0] + [-ridge * value for value in beta[1:]]
        hessian = [[(ridge if i == j and i else 1e-6 if i == j else 0.0) for j in range(size)] for i in range(size)]
        for sample, row in zip(samples, rows, strict=True):
            score = sum(beta[at] * value for at, value in row)
            chance = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
            error = sample.weight * (sample.is_same - chance)
            curve = sample.weight * max(1e-6, chance * (1 - chance))
            for at, value in row:
                gradient[at] += error * value
                line = hessian[at]
                for other, further in row:
                    line[other] += curve * value * further
        step = solve(hessian, gradient)
        beta = [value + max(-2.0, min(2.0, change)) for value, change in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    full = [beta[0]] + [0.0] * len(NAMES)
    for k, at in enumerate(kept):
        full[at + 1] = beta[k + 1]
    return full


# --- measuring


def score_all(profiles: Sequence[Profile], lineage: Lineage, weights: Weights) -> dict[PairKey, float]:
    """The score of every candidate pair."""
    return {
        (left.key, right.key): score_pair(pair_of(left, right, lineage), weights)
        for left, right in candidate_pairs(profiles, lineage)
    }


def group_of(
    profiles: Sequence[Profile], scores: Mapping[PairKey, float], threshold: float, lineage: Lineage
) -> dict[EventKey, int]:
    """The number of the group that each event falls into."""
    held = {profile.key: profile for profile in profiles}
    groups = cluster_events(held, Links(scores, frozenset(find_repeats(held, lineage))), threshold)
    return {key: number for number, group in enumerate(groups) for key in group}


def pair_figures(gold: Gold, found: Mapping[EventKey, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs."""
    true = gold.pairs()
    members: dict[int, list[EventKey]] = {}
    for key, number in found.items():
        members.setdefault(number, []).append(key)
    joined = {pair_key(*pair) for group in members.values() for pair in combinations(group, 2)}
    hits = len(true & joined)
    precision, recall = hits / len(joined) if joined else 0.0, hits / len(true) if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def errors_of(gold: Gold, found: Mapping[EventKey, int]) -> Iterable[str]:
    """The pairs joined wrongly and those left apart."""
    true = gold.pairs()
    for left, right in combinations(sorted(found), 2):
        is_joined, is_true = found[left] == found[right], (left, right) in true
        if is_joined != is_true:
            yield f"{'wrong ' if is_joined else 'missed'} {left} {right}"


def digest_of(folder: Path) -> str:
    """The digest of the gold that weights are learned from."""
    names = sorted({f"{part}.gold.jsonl" for parts in SETS.values() for part in parts})
    names += [f"{name}.incidents.jsonl" for name in SETS]
    digest = hashlib.sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def write_weights(path: Path, weights: Weights, samples: int, digest: str, figures: Iterable[str]) -> None:
    """Keep the weights with where they come from."""
    lines = [
        "# Weights of the pair scorer, in log-odds. Written by eval/link.py --write; do not edit by hand.",
        f'learned = "{date.today()}"',
        f'gold = "sha256:{digest}"',
        f"samples = {samples}",
        "# cross-validated, learned without the set or fold that is measured:",
        *(f"# {figure}" for figure in figures),
        "",
        f"bias = {weights.bias}",
        f"same_from = {weights.same_from}",
        f"unsure_from = {weights.unsure_from}",
        "",
        "[weights]",
        *(f"{name} = {weight}" for name, weight in weights.of.items()),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fill_page(page: Path, weights: Weights, figures: Iterable[str]) -> None:
    """Write the weights and figures into the page that describes them."""
    table = ["| feature | weight | what it looks at |", "| --- | ---: | --- |"]
    table += [f"| *start* | {weights.bias:+.2f} | What any two events of one block start from. |"]
    table += [f"| `{feature.name}` | {weights.of.get(feature.name, 0):+.2f} | {feature.doc} |" for feature in FEATURES]
    text = page.read_text(encoding="utf-8")
    for name, lines in (("weights", table), ("figures", [f"- {figure}" for figure in figures])):
        head = f"<!-- {name}: written by eval/link.py --write -->\n"
        before, after = text.split(head)
        text = before + head + "\n" + "\n".join(lines) + "\n\n<!-- end -->" + after.split("<!-- end -->", 1)[1]
    page.write_text(text, encoding="utf-8")


def all_samples(golds: Sequence[Gold], lineage: Lineage, folds: int) -> list[Sample]:
    """The pairs of all sets, clean and with errors played."""
    found: list[Sample] = []
    for gold in golds:
        clean = profiles_of(gold, lineage)
        found += samples_of(gold, clean, lineage, 1.0, folds)
        beside = neighbours_of(clean, random.Random(f"{gold.name} beside"))
        for sample in samples_of(gold, [*clean, *beside], lineage, BESIDE, folds, only_played=True):
            found.append(sample)
        for copy in range(PLAYS):
            rng = random.Random(f"{gold.name} {copy}")
            found += samples_of(gold, profiles_of(gold, lineage, rng, RATE), lineage, 1.0 / PLAYS, folds)
    return found


def read_coded_sets(path: Path, folder: Path, golds: Sequence[Gold]) -> list[Gold]:
    """Each set as the coder sees it."""
    rows = {str(row["id"]): row for row in read_rows(path)}
    found = []
    for gold in golds:
        told = {str(row["id"]): row for part in SETS[gold.name] for row in read_rows(folder / f"{part}.gold.jsonl")}
        found.append(coded_gold(gold, rows, told))
    return found


def coded_samples(coded: Sequence[Gold], lineage: Lineage, folds: int) -> list[Sample]:
    """The pairs of all sets as the coder sees them; those of events that stand for no gold event are left out."""
    found: list[Sample] = []
    for gold in coded:
        known = [
            profile for profile in profiles_of(gold, lineage) if not gold.incident_of[profile.key].startswith("coded ")
        ]
        found += samples_of(gold, known, lineage, CODED, folds)
    return found


def measure(gold: Gold, profiles: Sequence[Profile], lineage: Lineage, weights: Weights) -> dict[EventKey, int]:
    """The groups that the weights make of a set."""
    return group_of(profiles, score_all(profiles, lineage, weights), weights.same_from, lineage)


def _measure_coded(gold: Gold, coded: Gold, lineage: Lineage, weights: Weights) -> tuple[float, float, float]:
    return end_to_end(gold, coded, measure(coded, profiles_of(coded, lineage), lineage, weights))


def cross_validate(
    golds: Sequence[Gold], samples: Sequence[Sample], lineage: Lineage, ridge: float, folds: int, rate: float
) -> list[str]:
    """Figures of each set under weights learned from the other sets, and from the other folds of all sets."""
    lines = []
    for gold in golds:
        rng = random.Random(f"held out {gold.name}") if rate else None
        profiles = profiles_of(gold, lineage, rng, rate)
        held_out = learn([sample for sample in samples if sample.set_name != gold.name], ridge)
        by_set = pair_figures(gold, measure(gold, profiles, lineage, held_out))
        by_fold = pair_figures(gold, _measure_by_fold(gold, profiles, samples, lineage, ridge, folds))
        lines.append(f"{gold.name}: by set {_prf(by_set)}; by fold {_prf(by_fold)}")
    return lines


def _measure_by_fold(
    gold: Gold, profiles: Sequence[Profile], samples: Sequence[Sample], lineage: Lineage, ridge: float, folds: int
) -> dict[EventKey, int]:
    """Each pair is scored by weights that saw no pair of its left event's incident."""
    learned = [learn([sample for sample in samples if sample.fold != fold], ridge) for fold in range(folds)]
    scores: dict[PairKey, float] = {}
    for left, right in candidate_pairs(profiles, lineage):
        weights = learned[fold_of(gold.incident_of[left.key], folds)]
        scores[left.key, right.key] = score_pair(pair_of(left, right, lineage), weights)
    return group_of(profiles, scores, 0.0, lineage)


def _prf(figures: tuple[float, float, float]) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*figures)


def print_blocking(gold: Gold, profiles: Sequence[Profile], lineage: Lineage) -> None:
    """How many true pairs blocking keeps, and how many pairs it compares."""
    pairs = {(left.key, right.key) for left, right in candidate_pairs(profiles, lineage)}
    true = gold.pairs()
    print(f"blocking {gold.name}: recall {len(true & pairs) / len(true):.3f} of {len(true)}, {len(pairs)} compared")
    for pair in sorted(true - pairs):
        print("   dropped", pair)


def main() -> None:
    """Learn, cross-validate, print, and with `--write` keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument(
        "--coded", type=Path, help="the gold reports as a coder codes them that did not learn from them"
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ridge", type=float, default=1.0)
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    lineage = load_lineage()
    golds = [read_gold(args.gold, name) for name in SETS]
    clean = {gold.name: profiles_of(gold, lineage) for gold in golds}
    for gold in golds:
        print_blocking(gold, clean[gold.name], lineage)
    coded = read_coded_sets(args.coded, args.gold, golds) if args.coded else []
    samples = all_samples(golds, lineage, args.folds) + coded_samples(coded, lineage, args.folds)
    print(len(samples), "samples,", sum(sample.is_same for sample in samples), "of them one incident")
    figures = cross_validate(golds, samples, lineage, args.ridge, args.folds, 0.0)
    print("held out, gold events", *figures, sep="\n   ")
    played = cross_validate(golds, samples, lineage, args.ridge, args.folds, RATE)
    print("held out, errors played", *played, sep="\n   ")
    weights = learn(samples, args.ridge)
    for gold, seen in zip(golds, coded, strict=False):
        held_out = learn([sample for sample in samples if sample.set_name != gold.name], args.ridge)
        figures += [f"{gold.name}, end to end: by set {_prf(_measure_coded(gold, seen, lineage, held_out))}"]
        print(f"{figures[-1]}; learned on all {_prf(_measure_coded(gold, seen, lineage, weights))}")
    for gold in golds:
        found = measure(gold, clean[gold.name], lineage, weights)
        print(f"learned on all, {gold.name}: {_prf(pair_figures(gold, found))}")
        if args.errors:
            print(*errors_of(gold, found), sep="\n")
    print(f"bias {weights.bias}", *(f"   {name:24}{weight:7.2f}" for name, weight in weights.of.items()), sep="\n")
    if args.write:
        fill_page(PAGE, weights, figures)
        write_weights(WEIGHTS, weights, len(samples), digest_of(args.gold), figures)


if __name__ == "__main__":
    main()
