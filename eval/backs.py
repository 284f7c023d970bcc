"""Learn whom «المسلحون», «التنظيم» and «الطرفان» mean, and whose «عناصره» and «مواقعها» are, from the development gold.

    python eval/backs.py             learn from all development sets, write back.csv, possessed.csv and sides.csv in
                                     src/marsad/data/weights; the latter two read nouns with the weights that stand
    python eval/backs.py --folds 3   tell how often each choice is right in reports that the weights never saw, and
                                     how often the rules alone are

A noun teaches where just one of the parties that the gold events of its sentence have may be meant by it; men and
things of somebody's where the gold tells who lost as many as are told of them, or has one armed party; two sides where
it has one pair. To be run behind `eval/lands.py`, and before `eval/encode.py` and `eval/train.py`, which read the
reports with these weights.
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
from marsad.mention.actor.back import Asked, as_meant, asked_of, party_features
from marsad.mention.actor.possessed import Possessed, as_owned, owner_features, possessed_in
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.sides import Pair, Sides, pair_features, sides_in
from marsad.mention.number import find_numerals
from marsad.mention.place import find_places
from marsad.model import Doc
from marsad.text import parse_text

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "weights"
#: the choices, each with weights of its own
CHOICES = ("back", "possessed", "sides")
#: how often a report of the development sets is shown beside one of ours, as for lands
GIVEN = 4
#: nouns that states' forces are told by, and whom the others mean
_FORCES = frozenset({"generic.force", "generic.occupation"})
_STATES = frozenset({"state", "coalition"})
_BANDS = frozenset({"rebel", "militia", "criminal", "unidentified", ""})
#: words between a figure and whom it counts
_NEAR = 3


@dataclass(frozen=True)
class Example:
    """The parties held side by side in a choice: features and credit of each, and which one the rules tell."""

    choice: str
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


def asked_in(doc: Doc) -> tuple[list[Asked], list[Possessed], list[Sides]]:
    """The general nouns, the men and things with a possessive ending, and the words for two sides of which the finder
    of parties asked whom they mean.
    """
    nouns: list[Asked] = []
    men: list[Possessed] = []
    pairs: list[Sides] = []

    def mean(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        nouns.extend(asked for _, asked in asked_of(reading, found))
        return as_meant(reading, found)

    def own(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        men.extend(possessed for _, possessed in possessed_in(reading, found))
        return as_owned(reading, found)

    def part(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        pairs.extend(sides_in(reading, found))
        return []

    with patch.object(ar, "as_meant", mean), patch.object(ar, "as_owned", own), patch.object(ar, "read_sides", part):
        find_actors(doc, tuple(find_places(doc)))
    return nouns, men, pairs


def examples_of(gold: dict[str, Any]) -> Iterator[Example]:
    """The choices of a report of which the gold tells the right party."""
    doc = read_page(parse_text(report_of(gold)))
    nouns, men, pairs = asked_in(doc)
    for asked in nouns:
        features = [party_features(asked, each) for each in asked.parties]
        yield from _example("back", gold, party_told(doc, gold, asked.noun), asked, features)
    for possessed in men:
        features = [owner_features(possessed, each) for each in possessed.parties]
        yield from _example("possessed", gold, owner_told(doc, gold, possessed.guess), possessed, features)
    for sides in pairs:
        right = pair_told(doc, gold, sides.hit)
        if right:
            features = [pair_features(sides, pair) for pair in sides.pairs]
            earned = [pair_credit(right, pair) for pair in sides.pairs]
            yield Example("sides", f"{gold['id']} {sides.hit.first}", features, earned, 0)


def _example(
    choice: str, gold: dict[str, Any], right: str, asked: Asked | Possessed, features: list[list[str]]
) -> Iterator[Example]:
    if right:
        earned = [judge.actor_credit(right, each.actor) for each in asked.parties]
        guess = next(n for n, each in enumerate(asked.parties) if each.actor == asked.guess.actor)
        yield Example(choice, f"{gold['id']} {asked.guess.first}", features, earned, guess)


def party_told(doc: Doc, gold: dict[str, Any], noun: Hit) -> str:
    """The one party of the gold events told in a noun's sentence that it may mean, else of those told at the noun; ""
    where there is none, or more than one.
    """
    span, at = doc.sentences[doc.sentence_of[noun.first]], doc.tokens[noun.first].start
    for start, end in ((doc.tokens[span.first].start, doc.tokens[span.last - 1].end), (at, at + 1)):
        told = events_told(doc, gold, start, end)
        parties = {p for event in told for p in (*event["initiators"], *event["targets"]) if may_mean(noun, p)}
        if len(parties) <= 1:
            return next(iter(parties), "")
    return ""


def owner_told(doc: Doc, gold: dict[str, Any], men: Candidate) -> str:
    """Who lost as many in the gold events of a sentence as stand before «من عناصره»; else the one armed party of these
    events, "" where there is none or more than one.
    """
    span = doc.sentences[doc.sentence_of[men.first]]
    events = events_told(doc, gold, doc.tokens[span.first].start, doc.tokens[span.last - 1].end)
    lost = [loss for event in events for loss in event["casualties"]]
    near = [n for n in find_numerals(doc) if max(span.first, men.first - _NEAR) <= n.last <= men.first]
    counted = {loss["of"] for loss in lost if near and near[-1].value in (loss["low"], loss["high"])}
    if len(counted) == 1:
        return str(next(iter(counted)))
    sides = {p for event in events for p in (*event["initiators"], *event["targets"])} | {loss["of"] for loss in lost}
    armed = {p for p in sides if kind_of(p) in _BANDS | _STATES and p != "unknown"}
    return next(iter(armed)) if len(armed) == 1 else ""


def pair_told(doc: Doc, gold: dict[str, Any], hit: Hit) -> Pair | None:
    """The only two parties of gold events told in a sentence, else of those told at the words; None where there are
    more pairs, or none.
    """
    span, at = doc.sentences[doc.sentence_of[hit.first]], doc.tokens[hit.first].start
    for start, end in ((doc.tokens[span.first].start, doc.tokens[span.last - 1].end), (at, at + 1)):
        told = ({*event["initiators"], *event["targets"]} for event in events_told(doc, gold, start, end))
        pairs = {(min(parties), max(parties)) for parties in told if len(parties) == 2}
        if len(pairs) == 1:
            return next(iter(pairs))
    return None


def pair_credit(gold: Pair, pair: Pair) -> float:
    """The mean credit of two parties in the better order, nothing where one of them is wrong."""
    orders = (zip(gold, each, strict=True) for each in (pair, pair[::-1]))
    earned = [[judge.actor_credit(one, other) for one, other in order] for order in orders]
    return max(sum(each) / 2 if min(each) > 0 else 0.0 for each in earned)


def events_told(doc: Doc, gold: dict[str, Any], start: int, end: int) -> list[dict[str, Any]]:
    """The gold events of which some evidence lies in a span of the source."""
    first, last = start - doc.body, end - doc.body
    return [event for event in gold["events"] if any(a < last and first < b for a, b in event["evidence"])]


def may_mean(noun: Hit, party: str) -> bool:
    """True for a party of a kind that the noun tells, or that the lexicon lists for it."""
    attrs, kind = noun.term.attrs, kind_of(party)
    wanted = {one for key in ("back", "back_last") if key in attrs for one in noun.term.texts(key)}
    return kind in (_STATES if noun.id in _FORCES else _BANDS) or not wanted.isdisjoint((party, kind))


def learn(choice: str, golds: list[dict[str, Any]], examples: dict[str, list[Example]]) -> LinearModel:
    """The weights, from the examples of each report; reports that others wrote or coded count `GIVEN` times."""
    rows: list[Row] = []
    for gold in golds:
        times = 1 if gold["set"] == "train" else GIVEN
        rows += [row for each in examples[gold["id"]] if each.choice == choice for row in each.rows(gold["id"], times)]
    return fit(choice, rows)


def report_folds(choice: str, golds: list[dict[str, Any]], examples: dict[str, list[Example]], folds: int) -> None:
    """Print per set how many cases there are, how often the rules are right and how often the choice is."""
    group = likeness(golds)
    right: dict[str, list[tuple[bool, bool]]] = {}
    for fold in range(folds):
        model = learn(choice, [g for g in golds if group[g["id"]] % folds != fold], examples)
        for gold in (g for g in golds if group[g["id"]] % folds == fold):
            given = "ours" if gold["set"] == "train" else "given"
            for example in (each for each in examples[gold["id"]] if each.choice == choice):
                shares = model.shares(example.features)
                answers = example.guess, shares.index(max(shares))
                guess, chosen = (example.credits[n] >= 0.5 for n in answers)
                for name in ("all", f"fold {fold}", gold["set"], given):
                    right.setdefault(name, []).append((guess, chosen))
    for name, pairs in sorted(right.items()):
        rules, picks = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{choice:12}{name:8}{len(pairs):6}{rules:8.3f}{picks:8.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    golds = read_golds()
    examples = {gold["id"]: list(examples_of(gold)) for gold in golds}
    for choice in CHOICES:
        if args.folds:
            report_folds(choice, golds, examples, args.folds)
            continue
        with (WEIGHTS / f"{choice}.csv").open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(["feature", "True"])
            weights = learn(choice, golds, examples).weights
            rows.writerows([name, f"{w[0]:.3f}"] for name, w in sorted(weights.items()) if abs(w[0]) >= 0.02)
    return 0


if __name__ == "__main__":
    sys.exit(main())
