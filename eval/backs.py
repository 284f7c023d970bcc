"""Learn whom general nouns mean («المسلحون», «التنظيم», «المتمردون»), from the development gold.

    python eval/backs.py             learn from all development sets, write src/marsad/data/weights/back.csv
    python eval/backs.py --folds 3   tell how often the choice is right in reports that the weights never saw, and
                                     how often the rules alone are

A noun teaches where just one of the parties that the gold events of its sentence have may be meant by it. To be run
behind `eval/lands.py`, and before `eval/encode.py` and `eval/train.py`, which read the reports with these weights.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import scorer as judge
from coding import report_of
from fitting import Row, fit
from gold import likeness, read_golds

from marsad.event.linear import LinearModel
from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of
from marsad.mention import read_page
from marsad.mention.actor import ar, find_actors
from marsad.mention.actor.back import Asked, asked_of, party_features
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.place import find_places
from marsad.model import Doc
from marsad.text import parse_text

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "weights" / "back.csv"
#: how often a report of the development sets is shown beside one of ours, as for lands
GIVEN = 4
#: nouns that states' forces are told by, and whom the others mean
_FORCES = frozenset({"generic.force", "generic.occupation"})
_STATES = frozenset({"state", "coalition"})
_BANDS = frozenset({"rebel", "militia", "criminal", "unidentified", ""})


@dataclass(frozen=True)
class Example:
    """The parties held side by side for a noun: features and credit of each, and which one the rules tell."""

    bag: str
    features: list[list[str]]
    credits: list[float]
    guess: int

    def rows(self, report: str, times: int) -> list[Row]:
        """The rows to learn from, none where no party is right or all are."""
        best = max(self.credits)
        if best < 0.5 or min(self.credits) >= 0.5:
            return []
        pairs = list(zip(self.features, self.credits, strict=True))
        return [(told, str(c == best), report, f"{self.bag} {n}") for n in range(times) for told, c in pairs]


def nouns_of(doc: Doc) -> list[Asked]:
    """The nouns of a report that the finder of parties asked about."""
    found: list[Asked] = []

    def choose(reading: Reading, candidates: Sequence[Candidate]) -> list[Candidate]:
        found.extend(asked for _, asked in asked_of(reading, candidates))
        return list(candidates)

    with patch.object(ar, "as_meant", choose):
        find_actors(doc, tuple(find_places(doc)))
    return found


def examples_of(gold: dict[str, Any]) -> Iterator[Example]:
    """The nouns of a report of which the gold tells whom they mean."""
    doc = read_page(parse_text(report_of(gold)))
    for asked in nouns_of(doc):
        party = party_told(doc, gold, asked.noun)
        if party:
            told = [party_features(asked, each) for each in asked.parties]
            earned = [judge.actor_credit(party, each.actor) for each in asked.parties]
            guess = next(n for n, each in enumerate(asked.parties) if each.actor == asked.guess.actor)
            yield Example(f"{gold['id']} {asked.noun.first}", told, earned, guess)


def party_told(doc: Doc, gold: dict[str, Any], noun: Hit) -> str:
    """The one party of the gold events told in a noun's sentence that it may mean, else of those told at the noun; ""
    where there is none, or more than one.
    """
    span, at = doc.sentences[doc.sentence_of[noun.first]], doc.tokens[noun.first].start
    bounds = ((doc.tokens[span.first].start, doc.tokens[span.last - 1].end), (at, at + 1))
    for start, end in bounds:
        told = (e for e in gold["events"] if any(a + doc.body < end and start < b + doc.body for a, b in e["evidence"]))
        parties = {p for event in told for p in (*event["initiators"], *event["targets"]) if may_mean(noun, p)}
        if len(parties) <= 1:
            return next(iter(parties), "")
    return ""


def may_mean(noun: Hit, party: str) -> bool:
    """True for a party of a kind that the noun tells, or that the lexicon lists for it."""
    attrs, kind = noun.term.attrs, kind_of(party)
    wanted = {one for key in ("back", "back_last") if key in attrs for one in noun.term.texts(key)}
    return kind in (_STATES if noun.id in _FORCES else _BANDS) or not wanted.isdisjoint((party, kind))


def learn(golds: list[dict[str, Any]], examples: dict[str, list[Example]]) -> LinearModel:
    """The weights, from the examples of each report; reports that others wrote or coded count `GIVEN` times."""
    rows: list[Row] = []
    for gold in golds:
        times = 1 if gold["set"] == "train" else GIVEN
        rows += [row for example in examples[gold["id"]] for row in example.rows(gold["id"], times)]
    return fit("back", rows)


def report_folds(golds: list[dict[str, Any]], examples: dict[str, list[Example]], folds: int) -> None:
    """Print per set how many nouns there are, how often the rules are right and how often the choice is."""
    group = likeness(golds)
    right: dict[str, list[tuple[bool, bool]]] = {}
    for fold in range(folds):
        model = learn([g for g in golds if group[g["id"]] % folds != fold], examples)
        for gold in (g for g in golds if group[g["id"]] % folds == fold):
            for example in examples[gold["id"]]:
                shares = model.shares(example.features)
                answers = example.guess, shares.index(max(shares))
                guess, chosen = (example.credits[n] >= 0.5 for n in answers)
                given = "ours" if gold["set"] == "train" else "given"
                for name in ("all", f"fold {fold}", gold["set"], given):
                    right.setdefault(name, []).append((guess, chosen))
    for name, pairs in sorted(right.items()):
        rules, choice = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{name:8}{len(pairs):6}{rules:8.3f}{choice:8.3f}")


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
