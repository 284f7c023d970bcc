"""The error table: by slot and cause, on the development sets, from cross-validated coding.

    python eval/train.py --folds 5 --out CODED.jsonl && python eval/errors.py CODED.jsonl [--show CAUSE N]

A cause says where in the chain a value was lost: no mention found for it, found and not chosen, chosen for the wrong
event, or made up. The blind set is never read here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import scorer as judge
from coding import report_of
from examples import is_place
from gold import SETS, read_golds, read_rows

from marsad.event.draw import body_triggers
from marsad.event.scene import Scene
from marsad.pipeline.code import read_scene

Row = dict[str, Any]


def words(gold: Row, event: Row) -> str:
    """The evidence of an event, shortened."""
    return " | ".join(gold["text"][a:b][:60] for a, b in event["evidence"])[:160]


def event_causes(scene: Scene, gold: Row, coded: Row) -> list[tuple[str, str]]:
    """(cause, example) of each missed and spurious event."""
    found: list[tuple[str, str]] = []
    pairs = judge.align(gold.get("events") or [], coded.get("events") or [])
    for event in gold["events"]:
        pair = next(((c, got) for g, c, got in pairs if g is event), None)
        label = f"{gold['id']} {event['type']} {words(gold, event)}"
        if pair is None:
            touched = [t for t in body_triggers(scene) if _touches(scene, t, event["evidence"])]
            kept = [c for c in coded["events"] if _overlap(c["evidence"], event["evidence"])]
            cause = "no trigger" if not touched else "trigger not kept" if not kept else "merged into another"
            found.append((f"missed: {cause}", label))
            continue
        c, got = pair
        if judge.is_found(event, got):
            continue
        if got["type"] < 1:
            found.append((f"type: {event['type']} coded {c['type']}", label))
        elif event.get("date") and got["date"] < 0.5:
            found.append(("found but for its date", f"{label} {event['date']} coded {c['date']}"))
        else:
            found.append(
                (
                    "found but for its place",
                    f"{label} {[p['name'] for p in event['places']]} coded {[p['name'] for p in c['places']]}",
                )
            )
    for event in coded["events"]:
        if any(c is event for _, c, _ in pairs):
            continue
        inside = any(_overlap(event["evidence"], g["evidence"]) for g in gold["events"])
        found.append(
            (
                f"spurious: {'split off a gold event' if inside else 'no gold event there'}",
                f"{gold['id']} {event['type']} {words(gold, event)}",
            )
        )
    return found


def _touches(scene: Scene, trigger: Any, spans: list[list[int]]) -> bool:
    start, end = trigger.span.start - scene.doc.body, trigger.span.end - scene.doc.body
    return any(a < end and start < b for a, b in spans)


def _overlap(one: list[list[int]], other: list[list[int]]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def slot_causes(scene: Scene, gold: Row, coded: Row) -> list[tuple[str, str]]:
    """(cause, example) of each lost or made-up slot value of aligned events."""
    found: list[tuple[str, str]] = []
    mentions = scene.mentions
    known: dict[str, Callable[[Any], bool]] = {
        "places": lambda v: any(is_place(v, m) for m in mentions.places),
        "initiators": lambda v: any(v in (m.actor, *m.also) for m in mentions.actors),
        "targets": lambda v: any(v in (m.actor, *m.also) for m in mentions.actors),
        "weapons": lambda v: any(v == m.weapon for m in mentions.weapons),
        "sources": lambda v: any(judge.source_credit(v, m.source) for m in mentions.sources),
        "casualties": lambda v: any(
            (m.harm, m.low, m.high) == (v["harm"], v["low"], v["high"]) for m in mentions.counts
        ),
    }
    credit: dict[str, judge.Credit] = {
        "places": judge.place_credit,
        "sources": judge.source_credit,
        "weapons": judge.word_credit,
        "casualties": judge.casualty_credit,
        "initiators": judge.actor_credit,
        "targets": judge.actor_credit,
    }
    for g, c, _ in judge.align(gold.get("events") or [], coded.get("events") or []):
        head, said = f"{gold['id']} {g['type']}", words(gold, g)
        for slot, is_known in known.items():
            golds, codeds = g.get(slot) or [], c.get(slot) or []
            table = [[credit[slot](a, b) for b in codeds] for a in golds]
            pairs = {i: j for i, j in judge.best_pairs(table) if table[i][j] >= 1}
            for value in (value for n, value in enumerate(golds) if n not in pairs):
                cause = "not chosen" if is_known(value) else "no mention"
                found.append((f"{slot}: {cause}", f"{head} {_plain(value)} coded {_plain(codeds)} | {said}"))
            for value in (value for n, value in enumerate(codeds) if n not in pairs.values()):
                found.append(
                    (f"{slot}: made up or half right", f"{head} {_plain(value)} gold {_plain(golds)} | {said}")
                )
        if g.get("date") and judge.date_credit(g["date"], c.get("date")) < 1:
            told = any(
                judge.date_credit(g["date"], {"start": str(m.start), "end": str(m.end)}) == 1 for m in mentions.dates
            )
            found.append(
                (
                    f"date: {'not chosen' if told else 'no mention'}",
                    f"{gold['id']} pub {gold['published']} gold {g['date']} coded {c['date']} | {words(gold, g)}",
                )
            )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded")
    parser.add_argument(
        "--show", nargs=2, metavar=("CAUSE", "N"), help="print N examples of causes that start with CAUSE"
    )
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    args = parser.parse_args()
    coded = {row["id"]: row for row in read_rows(Path(args.coded))}
    table: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for gold in read_golds():
        name = gold["set"]
        if name in args.sets:
            row = coded.get(gold["id"], {"events": []})
            scene = read_scene(report_of(gold))
            for cause, example in (*event_causes(scene, gold, row), *slot_causes(scene, gold, row)):
                table[cause][name] += 1
                examples[cause].append(example)
    for cause, counts in sorted(table.items(), key=lambda item: -sum(item[1].values())):
        print(f"{cause:48}" + "".join(f"{counts[name]:8}" for name in args.sets))
    if args.show:
        for cause, found in examples.items():
            if cause.startswith(args.show[0]):
                for example in found[: int(args.show[1])]:
                    print(f"[{cause}] {example}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
