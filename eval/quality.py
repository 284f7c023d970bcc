"""Write the tables of docs/quality.md: what is measured, on what, and where values are lost.

    python eval/quality.py [--jobs N] [--calibrate] [--networks DIR]

Development sets are coded by five-fold cross-validation (near-copies in one fold), the blind set with the weights of
the package; of the blind set only sums are read. `--calibrate` learns the confidences of the package anew first.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ablation
import calibrate
import errors
import scorer as judge
from ablation import DECISIONS, DRAWING, FEATURES, NETWORK, OWN_GOLD, WHOLE, Coded, Pairs, coded_folds
from apart import read_apart
from calibrate import Told
from coding import code_golds, report_of
from gold import BLIND, CODEBOOK, HERE, SETS, read_golds, read_rows
from train import WEIGHTS

from marsad.encoder import load_encoder
from marsad.event.draw import draw_events
from marsad.event.models import load_models
from marsad.lexicon.registry import kind_of, load_sources
from marsad.lexicon.strangers import UNLISTED
from marsad.model.rows import coded_row
from marsad.pipeline.code import read_scene

Row = dict[str, Any]
PAGE = HERE.parent / "docs" / "quality.md"
SLOTS = ("slots", "events", "main events", *judge.SLOTS, "tallies", "salience", "evidence valid")
#: what the ablation and the learning curve are measured on: gold of others, not our training gold
TOLD = ("seeds", "press", "own", "own2")
#: what rules and linear weights do not reach, by cause
REACH = {
    "who is meant": ("initiators: not chosen", "targets: not chosen"),
    "whose loss, in which event": ("casualties: not chosen", "casualties: made up or half right"),
    "where one story ends": (
        "missed: merged into another", "spurious: split off a gold event", "spurious: no gold event there"
    ),
    "acts without a word for them": ("missed: no trigger",),
    "counts that must be worked out": ("casualties: no mention",),
    "days that must be worked out": ("date: no mention",),
    "parties no list has": ("initiators: no mention", "targets: no mention"),
    "speakers by what they are": ("sources: no mention",),
    "places no list has": ("places: no mention",),
}  # fmt: skip
FOLDS, CURVE = 5, (2, 3)
FEW = 5


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column is words, the others are figures."""
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(map(spell, row))} |" for row in rows)])


def spell(cell: object) -> str:
    """A cell: shares with three digits."""
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def of_sets(golds: Sequence[Row], sets: Sequence[str] = TOLD) -> list[Row]:
    """The gold rows of some sets."""
    return [gold for gold in golds if gold["set"] in sets]


def scores(golds: Sequence[Row], whole: Coded, blind: Sequence[Row], blind_coded: Coded) -> str:
    """F1 per slot: cross-validated, and blind with its precision and recall."""
    known = [judge.score(of_sets(golds, (name,)), whole) for name in SETS]
    press, far = known[SETS.index("press")], judge.score(blind, blind_coded)
    rows = [
        (slot, *(k.f1(slot) for k in (*known, far)), change(press, far, slot), far.precision(slot), far.recall(slot))
        for slot in SLOTS
    ]
    counts = [("reports", *(len(of_sets(golds, (name,))) for name in SETS), len(blind), "", "", "")]
    counts += [("events", *(int(k.gold["events"]) for k in known), int(far.gold["events"]), "", "", "")]
    heads = ["F1", *SETS, "press2 (blind)", "blind − press", "P (blind)", "R (blind)"]
    return f"{table(heads[:7], [row[:7] for row in counts]).replace('| F1 |', '| gold |')}\n\n{table(heads, rows)}"


def change(one: judge.Figures, other: judge.Figures, slot: str) -> str:
    """The difference of F1, with its sign."""
    return f"{other.f1(slot) - one.f1(slot):+.3f}"


def parts(golds: Sequence[Row], without: dict[str, Coded]) -> str:
    """What is lost where a part is left out."""
    rows = of_sets(golds)
    whole = judge.score(rows, without[WHOLE])
    keys = ("slots", "events", "casualties", "initiators", "targets")
    found = []
    for part, coded in without.items():
        figures = judge.score(rows, coded)
        name = part if part == WHOLE else f"without {part}"
        found.append((name, *(figures.f1(key) for key in keys), change(whole, figures, "slots")))
    first, *rest = found
    return table(["F1", *keys, "change of slots"], [first, *sorted(rest, key=lambda row: float(str(row[-1])))])


def curve(golds: Sequence[Row], by_folds: dict[int, Coded]) -> str:
    """How the figures grow with the share of the gold that is learned from."""
    rows = of_sets(golds)
    keys = ("slots", "events", "casualties", "tallies")
    found = []
    for folds, coded in sorted(by_folds.items()):
        figures = judge.score(rows, coded)
        found.append((f"{folds} folds: {100 * (folds - 1) // folds}%", *(figures.f1(key) for key in keys)))
    return table(["learned from", *keys], found)


def reliability(seen: Sequence[Told], raw: Sequence[Told], blind: Sequence[Told]) -> str:
    """What share of the values is right, by what was stated: chances and, blind, confidences."""
    told = {"cross-validated chance": seen, "blind chance": raw, "blind confidence": blind}
    bins = zip(*map(calibrate.binned, told.values()), strict=True)
    cells = [[cell for one in row for cell in _bin(one)] for row in bins]
    rows = [(f"{n / 10:.1f}–{(n + 1) / 10:.1f}", *row) for n, row in enumerate(cells)]
    heads = [head for name in told for head in (f"{name}: values", "mean", "right")]
    by_slot = []
    for slot in [*sorted({value.slot for value in blind}), "all"]:
        row: list[object] = [slot]
        for values in told.values():
            chosen = [value for value in values if slot in (value.slot, "all")]
            row += [*_bin(chosen), calibrate.gap(chosen)]
        by_slot.append(row)
    errors_of = [head for name in told for head in (f"{name}: values", "mean", "right", "error")]
    return f"{table(['stated', *heads], rows)}\n\n{table(['slot', *errors_of], by_slot)}"


def _bin(told: Sequence[Told]) -> tuple[object, object, object]:
    return (len(told), sum(v.confidence for v in told) / len(told), calibrate.share(told)) if told else (0, "", "")


def parties(golds: Sequence[Row], coded: Coded) -> str:
    """Per kind of party and part: how much gold is found or given the other part, how much coded is right."""
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    other = {"initiators": "targets", "targets": "initiators", "losses of": "losses of"}
    for event, got in _partners(golds, coded):
        for part, turned in other.items():
            told, found = (_people(one, part) for one in (event, got))
            for actor in told:
                row = sums[kind_of(actor) or UNLISTED, part]
                row["gold"] += 1
                row["found"] += _has(actor, found)
                row["turned"] += not _has(actor, found) and _has(actor, _people(got, turned))
            for actor in found:
                row = sums[kind_of(actor) or UNLISTED, part]
                row["coded"] += 1
                row["right"] += _has(actor, told)
    rows = [
        (kind, part, n["gold"], of(n, "found"), of(n, "turned") if part in SLOTS else "", n["coded"], of(n, "right"))
        for (kind, part), n in sorted(sums.items(), key=lambda item: (item[0][1], -item[1]["gold"]))
        if n["gold"] >= FEW
    ]
    return table(["kind of party", "part", "gold", "found", "given the other part", "coded", "right"], rows)


def of(counts: Counter[str], key: str) -> float:
    """A count as a share: of the coded for `right`, else of the gold."""
    return counts[key] / max(1, counts["coded" if key == "right" else "gold"])


def _people(row: Row, part: str) -> list[str]:
    if part == "losses of":
        return sorted({casualty["of"] for casualty in row.get("casualties") or []})
    return list(row.get(part) or [])


def _has(actor: str, others: Iterable[str]) -> bool:
    return any(judge.actor_credit(actor, other) >= 0.5 for other in others)


def _partners(golds: Sequence[Row], coded: Coded) -> list[tuple[Row, Row]]:
    """Aligned events; missed and spurious ones have an empty partner."""
    found: list[tuple[Row, Row]] = []
    for gold in golds:
        told, got = gold.get("events") or [], coded[gold["id"]]["events"]
        pairs = [(event, other) for event, other, _ in judge.align(told, got)]
        met = {id(event) for pair in pairs for event in pair}
        found += [*pairs, *((e, {}) for e in told if id(e) not in met), *(({}, e) for e in got if id(e) not in met)]
    return found


def source_kind(source: str) -> str:
    """The registry's kind of a source; a party that speaks for itself, or a name that is not listed."""
    entry = load_sources().get(source)
    return entry.kind if entry else "unlisted name" if source.startswith("x:") else "party to the conflict"


def sources(golds: Sequence[Row], coded: Coded) -> str:
    """Per kind of source: how much of the gold is found, how much of the coded is right."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for event, got in _partners(golds, coded):
        told, found = event.get("sources") or [], got.get("sources") or []
        for source in told:
            hit = any(judge.source_credit(source, s) >= 0.5 for s in found)
            sums[source_kind(source)].update(gold=1, found=int(hit))
        for source in found:
            hit = any(judge.source_credit(s, source) >= 0.5 for s in told)
            sums[source_kind(source)].update(coded=1, right=int(hit))
    rows = [
        (kind, n["gold"], of(n, "found"), n["coded"], of(n, "right"))
        for kind, n in sorted(sums.items(), key=lambda item: -item[1]["gold"])
        if n["gold"] >= FEW
    ]
    return table(["kind of source", "gold", "found", "coded", "right"], rows)


def theatres(golds: Sequence[Row], coded: Coded) -> str:
    """Figures per theatre, all development sets together; theatres of few reports are one row."""
    by_theatre: dict[str, list[Row]] = defaultdict(list)
    for gold in golds:
        by_theatre[gold.get("theatre") or "not stated"].append(gold)
    small = [name for name, rows in by_theatre.items() if len(rows) < FEW]
    by_theatre["others"] = [gold for name in small for gold in by_theatre.pop(name)]
    keys = ("slots", "events", "places", "initiators", "targets", "casualties")
    rows = []
    for name, told in sorted(by_theatre.items(), key=lambda item: -len(item[1])):
        figures = judge.score(told, coded)
        rows.append((name, len(told), int(figures.gold["events"]), *(figures.f1(key) for key in keys)))
    return table(["theatre", "reports", "events", *keys], rows)


def count_causes(pairs: Pairs, coded: Coded) -> dict[str, Counter[str]]:
    """Lost and made-up values by slot and cause, per set; all pairs of mistaken types in two rows."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for scene, gold in pairs:
        row = coded[gold["id"]]
        for cause, _ in (*errors.event_causes(scene, gold, row), *errors.slot_causes(scene, gold, row)):
            counts[plain_cause(cause)][gold["set"]] += 1
    return counts


def causes(counts: dict[str, Counter[str]]) -> str:
    """The causes, largest first."""
    ordered = sorted(counts.items(), key=lambda item: -item[1].total())
    rows = [(cause, *(n[name] for name in SETS), n.total()) for cause, n in ordered]
    return table(["slot: cause", *SETS, "all"], rows)


def reach(counts: dict[str, Counter[str]]) -> str:
    """How much is lost to each of the limits that the page describes."""
    whole = sum(n.total() for n in counts.values())
    lost = {name: sum(counts[cause].total() for cause in of_it) for name, of_it in REACH.items()}
    rows = [(name, "; ".join(REACH[name]), n, f"{n / whole:.0%}") for name, n in lost.items()]
    return table(["limit", "causes", "errors", "of all"], rows)


def plain_cause(cause: str) -> str:
    """A cause without the pair of types that were mistaken for each other."""
    found = re.match(r"type: (\w+) coded (\w+)$", cause)
    if not found:
        return cause
    return "type: a kindred one coded" if judge.type_credit(*found.groups()) else "type: another one coded"


def fill(page: str, name: str, text: str) -> str:
    """The page with a generated part replaced; KeyError if it has no such part."""
    mark = f"<!-- {name} -->"
    if mark not in page:
        raise KeyError(f"docs/quality.md has no {mark}")
    return re.sub(f"{mark}.*?<!-- end -->", lambda _: f"{mark}\n\n{text}\n\n<!-- end -->", page, flags=re.DOTALL)


#: the scenes, read once before the workers are forked
_PAIRS: list[Any] = []


def _run(job: tuple[str, object]) -> tuple[tuple[str, object], dict[str, Coded]]:
    """One round of learning and coding."""
    kind, what = job
    if kind == "folds":
        return job, coded_folds(_PAIRS, int(str(what)))
    if kind == "features":
        return job, {str(what): ablation.without_features(_PAIRS, FOLDS, str(what))}
    if kind == "gold":
        return job, {OWN_GOLD: ablation.without_own_gold(_PAIRS, FOLDS)}
    return job, coded_folds(_PAIRS, FOLDS, (WHOLE, *DRAWING, *DECISIONS))


def run_all(jobs: int) -> tuple[dict[str, Coded], dict[int, Coded]]:
    """All rounds: coding by part left out, and by number of folds."""
    rounds: list[tuple[str, object]] = [("whole", ""), ("gold", ""), *(("folds", n) for n in reversed(CURVE))]
    rounds += [("features", part) for part in FEATURES]
    without: dict[str, Coded] = {}
    by_folds: dict[int, Coded] = {}
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for (kind, what), found in pool.imap(_run, rounds, chunksize=1):
            if kind == "folds":
                by_folds[int(str(what))] = found[WHOLE]
            else:
                without |= found
    return without, by_folds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--networks", default="out/networks", type=Path, help="the networks of eval/encode.py --folds")
    parser.add_argument("--calibrate", action="store_true", help="learn the confidences of the package anew")
    args = parser.parse_args()
    if not (CODEBOOK / "gold").is_dir():
        print(f"no gold found: name the codebook folder in MARSAD_CODEBOOK (now {CODEBOOK})", file=sys.stderr)
        return 1
    golds = read_golds()
    _PAIRS.extend(read_apart(golds, args.networks))
    without, by_folds = run_all(args.jobs)
    whole = without[WHOLE]
    if args.calibrate:
        for coded, folder in ((whole, WEIGHTS), (without[NETWORK], WEIGHTS / "quick")):
            calibrate.write(calibrate.told_values(of_sets(golds, calibrate.LEARNED_ON), coded), folder)
        load_models.cache_clear()
    blind = [gold for name in BLIND for gold in read_rows(CODEBOOK / "gold" / f"{name}.gold.jsonl")]
    far = {key: coded_row(row) for key, row in code_golds(blind).items()}
    bare = replace(load_models(), steps={})
    scenes = (read_scene(report_of(gold), load_encoder()) for gold in blind)
    raw = {scene.doc.report.id: coded_row(draw_events(scene, bare)) for scene in scenes}
    told = [calibrate.told_values(rows, coded) for rows, coded in ((golds, whole), (blind, raw), (blind, far))]
    lost = count_causes(_PAIRS, whole)
    made: dict[str, Callable[[], str]] = {
        "scores": lambda: scores(golds, whole, blind, far),
        "parts": lambda: parts(golds, without),
        "curve": lambda: curve(golds, {**by_folds, FOLDS: whole}),
        "reliability": lambda: reliability(*told),
        "parties": lambda: parties(golds, whole),
        "sources": lambda: sources(golds, whole),
        "theatres": lambda: theatres(golds, whole),
        "causes": lambda: causes(lost),
        "reach": lambda: reach(lost),
    }
    page = PAGE.read_text(encoding="utf-8")
    for name, make in made.items():
        page = fill(page, name, make())
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
