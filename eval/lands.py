"""Learn of which country the forces are that bare nouns tell («الجيش», «الشرطة»), from the development gold.

    python eval/lands.py             learn from all development sets, write src/marsad/data/weights/land.csv
    python eval/lands.py --folds 3   tell how often the choice is right in reports that the weights never saw

A noun teaches where the gold events of its sentence have the party that it means in some of the countries told, and
not that of others. To be run before `eval/encode.py` and `eval/train.py`, which read the reports with these weights.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import scorer as judge
from coding import report_of
from fitting import Row, fit
from gold import likeness, read_golds

from marsad.event.linear import LinearModel
from marsad.lexicon import Hit
from marsad.mention import read_page
from marsad.mention.actor import find_actors, frames, generic
from marsad.mention.actor.land import land_features, land_of, lands_told
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.place import find_places
from marsad.model import Doc
from marsad.text import parse_text

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "weights" / "land.csv"
#: how often a report of the development sets is shown beside one of ours; these few nouns were not weighed otherwise
GIVEN = 4
#: a noun asked about: its country is one of so many, and who tells of it
Asked = tuple[Reading, Hit, str, Collection[str], str]
Party = Callable[[str], str]
#: the rules of mentions that hang on the country
_RULES = ("force_of_setting", "name_by_country")


def asked_of(doc: Doc) -> list[tuple[Asked, Party]]:
    """The bare nouns of a report that the finder of parties asked about, each once, and whom each means by country."""
    found: dict[int, Asked] = {}
    parties: dict[int, Party] = {}
    bare_force, party_in = frames.bare_force, generic.party_in

    def choose(reading: Reading, head: Hit, arm: str, among: Collection[str], speaks: str = "") -> str:
        found[head.first] = reading, head, arm, among, speaks
        return land_of(reading, head, arm, among, speaks)

    def resolve(reading: Reading, head: Hit, arm: str, named: dict[int, Candidate], land: str) -> str:
        parties[head.first] = partial(bare_force, reading, head, arm, named)
        return bare_force(reading, head, arm, named, land)

    def name(reading: Reading, hit: Hit, land: str) -> str:
        parties[hit.first] = partial(party_in, reading, hit)
        return party_in(reading, hit, land)

    with (
        patch.object(frames, "land_of", choose),
        patch.object(generic, "land_of", choose),
        patch.object(frames, "bare_force", resolve),
        patch.object(generic, "party_in", name),
    ):
        mentions = find_actors(doc, tuple(find_places(doc)))
    own = {mention.first for mention in mentions if mention.rule in _RULES}
    return [(asked, parties[at]) for at, asked in found.items() if at in own]


def examples_of(gold: dict[str, Any]) -> Iterator[list[Row]]:
    """The countries held side by side for each noun of a report of which the gold tells the right one."""
    doc = read_page(parse_text(report_of(gold)))
    for (reading, head, arm, among, speaks), party_of in asked_of(doc):
        parties = parties_told(doc, gold, doc.sentence_of[head.first])
        bag = f"{gold['id']} {head.first}"
        rows: list[Row] = []
        for land in sorted(lands_told(reading, head, among, speaks)):
            actor = party_of(land)
            is_right = any(judge.actor_credit(party, actor) >= 0.5 for party in parties if actor)
            rows.append((land_features(reading, head, arm, land, speaks), str(is_right), gold["id"], bag))
        if {"True", "False"} <= {label for _, label, *_ in rows}:
            yield rows


def parties_told(doc: Doc, gold: dict[str, Any], sentence: int) -> set[str]:
    """Who did or suffered the gold events that a sentence tells."""
    span = doc.sentences[sentence]
    start, end = doc.tokens[span.first].start - doc.body, doc.tokens[span.last - 1].end - doc.body
    told = (e for e in gold["events"] if any(a < end and start < b for a, b in e["evidence"]))
    return {party for event in told for party in (*event["initiators"], *event["targets"])}


def learn(golds: list[dict[str, Any]], examples: dict[str, list[list[Row]]]) -> LinearModel:
    """The weights, from the examples of each report; reports that others wrote or coded count `GIVEN` times."""
    rows: list[Row] = []
    for gold in golds:
        for time in range(1 if gold["set"] == "train" else GIVEN):
            for noun in examples[gold["id"]]:
                rows += [(features, label, report, f"{bag} {time}") for features, label, report, bag in noun]
    return fit("land", rows)


def report_folds(golds: list[dict[str, Any]], examples: dict[str, list[list[Row]]], folds: int) -> None:
    """Print per set how many nouns there are and how often the choice is right."""
    group = likeness(golds)
    right: dict[str, list[bool]] = {}
    for fold in range(folds):
        model = learn([g for g in golds if group[g["id"]] % folds != fold], examples)
        for gold in (g for g in golds if group[g["id"]] % folds == fold):
            for rows in examples[gold["id"]]:
                shares = model.shares([features for features, *_ in rows])
                is_right = rows[shares.index(max(shares))][1] == "True"
                for name in ("all", gold["set"]):
                    right.setdefault(name, []).append(is_right)
    for name, answers in sorted(right.items()):
        print(f"{name:8}{len(answers):6}{sum(answers) / len(answers):8.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    golds = read_golds()
    examples = {gold["id"]: list(examples_of(gold)) for gold in golds}
    if args.folds:
        report_folds(golds, examples, args.folds)
        return 0
    with WEIGHTS.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["feature", "True"])
        weights = learn(golds, examples).weights
        rows.writerows([name, f"{w[0]:.3f}"] for name, w in sorted(weights.items()) if abs(w[0]) >= 0.02)
    return 0


if __name__ == "__main__":
    sys.exit(main())
