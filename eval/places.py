"""Measures the finding of places on coded reports: recall of gold places, and mentions that are no place of the gold.

    python eval/places.py GOLD.jsonl… [--misses N] [--extra N]
    python eval/places.py SEEDS.jsonl --referents seed_places.csv

With `--referents`: of the 49 places that the seed reports name, how often the finder chose the right one, and what it
took for a place that is none.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold import read_rows
from referents import measure_choice, read_expressions

from marsad.lexicon.gazetteer import distance_km
from marsad.lexicon.places import own_gazetteer
from marsad.mention.place import find_places
from marsad.model import PlaceMention, Report
from marsad.text.parse import parse_text


def credit(gold: dict[str, Any], mention: PlaceMention) -> float:
    """1 within ten kilometres or the gold radius, 0.5 in the same province."""
    if mention.lat is not None and mention.lon is not None and gold.get("lat") is not None:
        away = distance_km(gold["lat"], gold["lon"], mention.lat, mention.lon)
        if away <= max(10, gold.get("radius_km") or 0):
            return 1.0
    return 0.5 if gold.get("admin1") and gold["admin1"] == mention.admin1 else 0.0


def gold_places(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The places of events and tallies."""
    for event in [*row["events"], *(row.get("tallies") or [])]:
        yield from event.get("places") or []


def main() -> None:
    """Prints the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--by", default="", help="a key of the gold rows to break the result down by")
    parser.add_argument("--extra", type=int, default=0)
    parser.add_argument("--referents", type=Path, help="the list of place expressions of the seed reports")
    args = parser.parse_args()
    start = time.perf_counter()
    own_gazetteer()
    print(f"gazetteer read in {time.perf_counter() - start:.3f} s")
    if args.referents:
        print_choice(args.referents, [row for path in args.gold for row in read_rows(Path(path))])
        return
    for path in args.gold:
        measure(path, args.misses, args.extra, args.by)


def print_choice(expressions: Path, reports: list[dict[str, Any]]) -> None:
    """The finder's choice on the places of the seed reports."""
    outcome = measure_choice(read_expressions(expressions), reports)
    for id_, words, mention in outcome.wrong:
        print("WRONG", id_, words, mention and (mention.name, mention.place, mention.lat, mention.lon, mention.admin1))
    for report, mention in outcome.false:
        print("FALSE", report, mention.name, mention.rule, mention.place)
    right, total = len(outcome.right), len(outcome.right) + len(outcome.wrong)
    print(f"{right} of {total} referents right, {len(outcome.false)} false places in {len(reports)} reports")


def measure(path: str, misses: int, extra: int, by: str) -> None:
    """One file."""
    full = half = total = away = mentions = letters = 0
    spent = 0.0
    groups: dict[str, list[float]] = {}
    rows = read_rows(Path(path))
    for row in rows:
        doc = parse_text(Report(row["id"], row["publisher"], None, row.get("title") or "", row["text"]))
        start = time.process_time()
        found = find_places(doc)
        spent += time.process_time() - start
        letters += len(row["text"])
        golds = list(gold_places(row))
        for gold in golds:
            best = max((credit(gold, mention) for mention in found), default=0.0)
            groups.setdefault(str(row.get(by)), []).append(best)
            total, full, half = total + 1, full + (best == 1), half + (best >= 0.5)
            if best < 1 and misses > 0:
                misses -= 1
                print(
                    "MISS", row["id"], best, *(gold.get(key) for key in ("name", "lat", "lon", "radius_km", "admin1"))
                )
        for mention in found:
            mentions += 1
            if mention.kind == "country":
                continue
            near = any(credit(gold, mention) == 1 for gold in golds)
            away += not near
            if not near and extra > 0:
                extra -= 1
                around = doc.source[max(0, mention.span.start - 30) : mention.span.end + 15].replace("\n", " ")
                print("EXTRA", row["id"], mention.name, "|", mention.place, mention.rule, mention.kind, "|", around)
    for group, best_of in sorted(groups.items()) if by else []:
        print(f"  {by}={group}: {len(best_of)} places, mean credit {sum(best_of) / len(best_of):.3f}")
    rate = letters / 1000 / spent if spent else math.inf
    print(
        f"{Path(path).name}: {total} gold places, full credit {full / total:.3f}, half or more {half / total:.3f}; "
        f"{mentions} mentions, {away / len(rows):.2f} a report away from gold; {1000 / rate:.2f} ms per 1,000 letters"
    )


if __name__ == "__main__":
    main()
