"""Recall of actor, source and weapon ids among the mentions of each report, and how many mentioned ids the gold lacks.

python eval/mentions.py GOLD.jsonl [GOLD.jsonl …] [--missed N] [--extra N]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from marsad.mention.actor import find_actors
from marsad.mention.source import find_sources
from marsad.mention.weapon import find_weapons
from marsad.model import Doc, Report
from marsad.text import fold, parse_text

KINDS = ("actors", "sources", "weapons")
#: said where the text names nobody
NOBODY = frozenset({"unknown"})


def read_gold(paths: list[Path]) -> Iterator[tuple[dict[str, Any], Doc]]:
    """Gold rows with their Docs."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            report = Report(
                row["id"], row["publisher"], date.fromisoformat(row["published"]), row["title"], row["text"]
            )
            yield row, parse_text(report)


def gold_ids(row: dict[str, Any]) -> dict[str, set[str]]:
    """Ids that the gold of one report uses, by kind."""
    actors: set[str] = set()
    sources: set[str] = set()
    weapons: set[str] = set()
    for event in row["events"]:
        actors.update(event.get("initiators") or (), event.get("targets") or ())
        actors.update(casualty["of"] for casualty in event.get("casualties") or ())
        sources.update(event.get("sources") or ())
        weapons.update(event.get("weapons") or ())
    for tally in row["tallies"]:
        actors.update(casualty["of"] for casualty in tally.get("casualties") or ())
        sources.update(tally.get("sources") or ())
    return {"actors": actors - NOBODY, "sources": sources, "weapons": weapons}


def found_ids(doc: Doc) -> dict[str, set[str]]:
    """Ids that the finders report for one report, by kind."""
    actors = find_actors(doc)
    return {
        "actors": {actor for mention in actors for actor in (mention.actor, *mention.also)},
        "sources": {mention.source for mention in find_sources(doc, actors)},
        "weapons": {mention.weapon for mention in find_weapons(doc)},
    }


def same(ids: set[str]) -> dict[str, str]:
    """Ids by folded form, so that spellings of a name count as one."""
    return {fold(i) if i.startswith("x:") else i: i for i in ids}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--missed", type=int, default=0, help="show the N ids most often missed, with reports")
    parser.add_argument("--extra", type=int, default=0, help="show the N ids most often found without gold")
    chosen = parser.parse_args()
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missed: dict[tuple[str, str], list[str]] = {}
    spare: dict[tuple[str, str], list[str]] = {}
    reports = 0
    for row, doc in read_gold(chosen.gold):
        reports += 1
        gold, found = gold_ids(row), found_ids(doc)
        for kind in KINDS:
            wanted, got = same(gold[kind]), same(found[kind])
            total[kind] += len(wanted)
            hit[kind] += len(wanted.keys() & got.keys())
            extra[kind] += len(got.keys() - wanted.keys())
            for key in wanted.keys() - got.keys():
                missed.setdefault((kind, key), []).append(row["id"])
            for key in got.keys() - wanted.keys():
                spare.setdefault((kind, key), []).append(row["id"])
    for kind in KINDS:
        share = hit[kind] / max(1, total[kind])
        print(
            f"{kind:8} recall {share:.3f} ({hit[kind]}/{total[kind]}), "
            f"{extra[kind] / max(1, reports):.2f} more per report"
        )
    for title, lists, most in (("missed", missed, chosen.missed), ("extra", spare, chosen.extra)):
        for (kind, key), ids in sorted(lists.items(), key=lambda item: -len(item[1]))[:most]:
            print(f"{title} {kind} {key}: {len(ids)} {' '.join(ids[:12])}")


if __name__ == "__main__":
    main()
