"""How well counts and dates are found: gold casualties among found counts, gold event dates among found dates.

    python eval/finders.py GOLD.jsonl... [--errors N] [--dates]

A report's casualties (events and tallies together) and its found counts that are no part of a whole are compared as
sets of (harm, low, high); an event's date counts as found if a date mention, or the publication day, has the same span
within the scorer's slack.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from marsad.mention.count import find_counts
from marsad.model import CountMention, Doc, Report
from marsad.text import parse_text

Row = dict[str, object]
Figure = tuple[str, int, int | None]


def read_doc(row: Row) -> Doc:
    """The Doc of a gold row."""
    published = date.fromisoformat(str(row["published"])) if row.get("published") else None
    return parse_text(Report(str(row["id"]), str(row["publisher"]), published, str(row["title"]), str(row["text"])))


def gold_figures(row: Row) -> set[Figure]:
    """(harm, low, high) of all casualties of a gold row."""
    parts = [*row["events"], *row["tallies"]]  # type: ignore[misc]
    return {(c["harm"], c["low"], c["high"]) for part in parts for c in part["casualties"]}


def found_figures(doc: Doc, counts: list[CountMention]) -> set[Figure]:
    """(harm, low, high) of the counts that stand for themselves: no parts, no earlier tolls, no headline told again."""
    told = {c.harm for c in counts if c.span.start >= doc.body}
    kept: list[CountMention] = []
    for count in counts:
        if count.former or (count.part and not count.split) or (count.span.start < doc.body and count.harm in told):
            continue
        if count.split and not (kept and kept[-1].split) and kept and kept[-1].harm == count.harm:
            kept.pop()
        before = kept[-1] if kept else None
        if before is not None and count.rule == "coordinated_people" and _is_one_side(before, count):
            high = None if before.high is None or count.high is None else before.high + count.high
            kept[-1] = replace(before, low=before.low + count.low, high=high)
            continue
        kept.append(count)
    return {(c.harm, c.low, c.high) for c in kept}


def _is_one_side(a: CountMention, b: CountMention) -> bool:
    """Roughly: civilians with civilians, fighters with fighters, others with those before them."""
    armed = {"fighters", "soldiers", "police", "gunmen", "attackers"}
    is_small = min(a.low, b.low) <= 2 or not {a.victims, b.victims} & armed
    return (
        a.harm == b.harm
        and is_small
        and b.owner_last - b.owner_first < 3
        and (a.victims in armed) == (b.victims in armed)
    )


def score_counts(rows: list[Row], errors: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of the figures; prints the errors of the first reports."""
    right = coded = gold = 0
    missed: Counter[str] = Counter()
    for row in rows:
        doc = read_doc(row)
        counts = find_counts(doc)
        wanted, found = gold_figures(row), found_figures(doc, counts)
        right, coded, gold = right + len(wanted & found), coded + len(found), gold + len(wanted)
        if errors and wanted != found:
            errors -= 1
            print(row["id"], "missed", sorted(wanted - found, key=str), "spurious")
            for count in counts:
                if (count.harm, count.low, count.high) in found - wanted:
                    words = doc.source[max(0, count.span.start - 50) : count.span.end + 35].replace("\n", " / ")
                    print("     ", count.harm, count.low, count.high, count.rule, "|", words)
        missed.update(f"{h} {'open' if hi is None else 'exact'}" for h, _, hi in wanted - found)
    precision, recall = right / coded if coded else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _fits(gold: dict[str, str], start: date, end: date) -> bool:
    first, last = date.fromisoformat(gold["start"]), date.fromisoformat(gold["end"])
    if first == last:
        return (start, end) == (first, last)
    days = (last - first).days
    slack = timedelta(1 if days <= 7 else max(2, days // 10))
    return abs(start - first) <= slack and abs(end - last) <= slack


def score_dates(rows: list[Row], errors: int) -> tuple[int, int]:
    """(found, all) of the dates of gold events."""
    from marsad.mention.date import find_dates

    right = total = 0
    for row in rows:
        doc = read_doc(row)
        mentions = find_dates(doc)
        published = doc.report.published
        spans = [(m.start, m.end) for m in mentions]
        if published:
            spans += [(published, published), (published - timedelta(1), published)]
            spans += [(m.start, published) for m in mentions]
        for event in row["events"]:  # type: ignore[attr-defined]
            if not event["date"]:
                continue
            total += 1
            hit = any(_fits(event["date"], *span) for span in spans)
            right += hit
            if not hit and errors:
                errors -= 1
                print(row["id"], published, event["id"], event["type"], event["date"]["start"], event["date"]["end"])
                print("     ", [(doc.words(m.span), str(m.start), str(m.end)) for m in mentions])
    return right, total


def main() -> None:
    """Score the finders on gold files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--dates", action="store_true")
    args = parser.parse_args()
    for name in args.gold:
        with Path(name).open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        if args.dates:
            right, total = score_dates(rows, args.errors)
            print(f"{Path(name).name}: dates found {right} of {total} = {right / total:.3f}")
        else:
            precision, recall, f1 = score_counts(rows, args.errors)
            print(f"{Path(name).name}: counts P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
