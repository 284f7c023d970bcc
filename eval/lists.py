"""Look-up with long imported place lists: time, memory, and whether more words are taken for places than without.

    python eval/lists.py FOLDER GOLD.jsonl…

FOLDER holds `ocha/syr_communities_adm4.csv` and `geonames_wof/wof_*.csv`; they are no part of Marsad.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

from gold import read_rows
from places import credit, gold_places

from marsad.errors import GazetteerError
from marsad.ingest.gazetteer import Origin, Read, merge, read_csv, read_ocha
from marsad.lexicon.gazetteer import Gazetteer, GazetteerPlace
from marsad.lexicon.places import joined_gazetteer, own_places, with_added
from marsad.mention.place import find_places
from marsad.model import Doc, Report
from marsad.text.parse import parse_text

_WOF = {"id": "wof_id", "name_ar": "ar", "name_en": "name", "class": "kind"}
_TIMES = 20


def read_lists(folder: Path) -> Gazetteer:
    """Our own places with all lists of the folder merged into them, as `marsad gazetteer import` would."""
    own = own_places()
    added: list[GazetteerPlace] = []
    lists: list[tuple[str, Read]] = [("OCHA", read_ocha(folder / "ocha" / "syr_communities_adm4.csv", "SY"))]
    for path in sorted((folder / "geonames_wof").glob("wof_*.csv")):
        lists.append((path.stem, read_csv(path, _WOF, path.stem.rpartition("_")[2].upper(), path.stem)))
    for name, rows in lists:
        good = [row.place for row in rows if not isinstance(row, GazetteerError)]
        added = with_added((), [*added, *merge(good, with_added(own, added), Origin(name, "", "")).rows])
        print(f"{name}: {len(good)} rows")
    gazetteer = joined_gazetteer(own, added)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(gazetteer.places)} places; peak memory {peak:.0f} MB")
    return gazetteer


def _doc(row: dict[str, Any]) -> Doc:
    return parse_text(Report(row["id"], row["publisher"], None, row.get("title") or "", row["text"]))


def milliseconds(docs: list[Doc], gazetteer: Gazetteer) -> float:
    """Mean time of one report's places; of each report the best of several runs."""
    spent = 0.0
    for doc in docs:
        best = float("inf")
        for _ in range(_TIMES):
            start = time.process_time()
            find_places(doc, gazetteer)
            best = min(best, time.process_time() - start)
        spent += best
    return 1000 * spent / len(docs)


def away(rows: list[dict[str, Any]], docs: list[Doc], gazetteer: Gazetteer) -> tuple[int, int]:
    """(mentions, those of them that are near no gold place)."""
    total = far = 0
    for row, doc in zip(rows, docs, strict=True):
        golds = list(gold_places(row))
        found = [mention for mention in find_places(doc, gazetteer) if mention.kind != "country"]
        total += len(found)
        far += sum(all(credit(gold, mention) < 1 for gold in golds) for mention in found)
    return total, far


def main(folder: str, *gold: str) -> None:
    """Print the figures with and without the lists."""
    own, full = joined_gazetteer(own_places(), []), read_lists(Path(folder))
    for path in gold:
        rows = read_rows(Path(path))
        docs = [_doc(row) for row in rows]
        for name, gazetteer in (("own table", own), ("with lists", full)):
            total, far = away(rows, docs, gazetteer)
            spent = milliseconds(docs, gazetteer)
            print(f"{Path(path).name} {name}: {total} mentions, {far} away from gold, {spent:.2f} ms a report")


if __name__ == "__main__":
    main(*sys.argv[1:])
