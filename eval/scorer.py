"""Scores coded reports against gold ones with the codebook's credits.

The events of a report are aligned one to one so that the summed credit of their slots is greatest. Each filler of a
coded slot counts against precision, each filler of a gold slot against recall; a spurious or a missed event costs all
its slots.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Row = dict[str, Any]
Credit = Callable[[Any, Any], float]

SLOTS = ("type", "status", "date", "places", "initiators", "targets", "weapons", "casualties", "sources")
LISTS = SLOTS[3:]
KIN = (
    {"attack", "armed_clash", "targeted_killing", "execution", "suicide_bombing"},
    {"airstrike", "drone_strike", "shelling"},
    {"bombing", "suicide_bombing"},
    {"abduction", "arrest"},
    {"sweep", "deployment", "attack"},
    {"territory_gained", "withdrawal"},
)
EARTH_DIAMETER_KM = 12742
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
SPELLINGS = str.maketrans({0x0625: 0x0627, 0x0623: 0x0627, 0x0622: 0x0627, 0x0671: 0x0627, 0x0649: 0x064A} | {
    0x0629: 0x0647, 0x0624: 0x0648, 0x0626: 0x064A})  # fmt: skip
ARTICLE = "\u0627\u0644"


@dataclass
class Figures:
    """Sums per slot from which precision, recall and F1 are taken."""

    credit: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    coded: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    gold: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, slot: str, credit: float = 0, coded: float = 0, gold: float = 0) -> None:
        """Add to the sums of a slot."""
        self.credit[slot] += credit
        self.coded[slot] += coded
        self.gold[slot] += gold

    def precision(self, slot: str) -> float:
        """Credit over what was coded."""
        return self.credit[slot] / self.coded[slot] if self.coded[slot] else 0.0

    def recall(self, slot: str) -> float:
        """Credit over what the gold has."""
        return self.credit[slot] / self.gold[slot] if self.gold[slot] else 0.0

    def f1(self, slot: str) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision(slot), self.recall(slot)
        return 2 * p * r / (p + r) if p + r else 0.0


def score(golds: Iterable[Row], coded: dict[str, Row]) -> Figures:
    """The figures over all gold reports; one that was not coded counts as empty."""
    figures = Figures()
    for gold in golds:
        _score_report(gold, coded.get(gold["id"], {}), figures)
    return figures


def _score_report(gold: Row, coded: Row, figures: Figures) -> None:
    for event, other, earned in align(gold.get("events") or [], coded.get("events") or []):
        for slot in SLOTS:
            figures.add(slot, earned[slot])
            figures.add("slots", earned[slot])
        is_hit = is_found(event, earned)
        figures.add("events", is_hit)
        figures.add("main events", is_hit and event.get("salience", "main") == "main")
        figures.add("salience", event.get("salience", "main") == other.get("salience", "main"), 1, 1)
    for event in gold.get("events") or []:
        _count_event(event, lambda slot, n: figures.add(slot, gold=n))
    for event in coded.get("events") or []:
        _count_event(event, lambda slot, n: figures.add(slot, coded=n))
        figures.add("evidence valid", _has_evidence(event, len(gold.get("text") or "")), 1, 1)
    told, got = _tally_casualties(gold), _tally_casualties(coded)
    figures.add("tallies", best_sum(told, got, casualty_credit), len(got), len(told))


def _count_event(event: Row, add: Callable[[str, int], None]) -> None:
    counts = {"type": 1, "date": int(bool(event.get("date"))), "status": int(_status(event) != "occurred")}
    counts |= {slot: len(event.get(slot) or []) for slot in LISTS}
    for slot, n in counts.items():
        add(slot, n)
        add("slots", n)
    add("events", 1)
    add("main events", int(event.get("salience", "main") == "main"))


def _tally_casualties(row: Row) -> list[Row]:
    return [casualty for tally in row.get("tallies") or [] for casualty in tally.get("casualties") or []]


def _has_evidence(event: Row, length: int) -> bool:
    spans = event.get("evidence") or []
    return bool(spans) and all(0 <= start < end <= (length or end) for start, end in spans)


def _status(event: Row) -> str:
    return str(event.get("status") or "occurred")


def align(gold: Sequence[Row], coded: Sequence[Row]) -> list[tuple[Row, Row, dict[str, float]]]:
    """Pairs of gold and coded events with each slot's credit, of greatest total; pairs of no kinship are left out."""
    earned = [[slot_credits(told, got) for got in coded] for told in gold]
    worth = [[sum(one.values()) if one["type"] or one["casualties"] else 0.0 for one in row] for row in earned]
    return [(gold[i], coded[j], earned[i][j]) for i, j in best_pairs(worth) if worth[i][j] > 0]


def is_found(gold: Row, earned: dict[str, float]) -> bool:
    """The type is right, and day and place agree at least in part where the gold has them."""
    is_when = earned["date"] >= 0.5 or not gold.get("date")
    is_where = earned["places"] >= 0.5 or not gold.get("places")
    return earned["type"] == 1.0 and is_when and is_where


def slot_credits(gold: Row, coded: Row) -> dict[str, float]:
    """The credit of each slot of two events; for lists the summed credit of their best pairs."""
    by_slot: dict[str, Credit] = {
        "places": place_credit,
        "initiators": actor_credit,
        "targets": actor_credit,
        "weapons": word_credit,
        "casualties": casualty_credit,
        "sources": source_credit,
    }
    earned = {slot: best_sum(gold.get(slot) or [], coded.get(slot) or [], credit) for slot, credit in by_slot.items()}
    earned["type"] = type_credit(gold["type"], coded.get("type", ""))
    earned["date"] = date_credit(gold.get("date"), coded.get("date"))
    is_told = (_status(gold), _status(coded)) != ("occurred", "occurred")
    earned["status"] = float(is_told and _status(gold) == _status(coded))
    return earned


def best_sum(gold: Sequence[Any], coded: Sequence[Any], credit: Credit) -> float:
    """The greatest summed credit of one-to-one pairs."""
    table = [[credit(told, got) for got in coded] for told in gold]
    return sum(table[i][j] for i, j in best_pairs(table))


def best_pairs(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Row and column pairs of greatest total worth, found by trying all ways (a report has few events)."""
    if not worth or not worth[0]:
        return []
    if len(worth) < len(worth[0]):
        turned = [list(column) for column in zip(*worth, strict=True)]
        return sorted((row, column) for column, row in best_pairs(turned))

    @cache
    def best(row: int, taken: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if row == len(worth):
            return 0.0, ()
        ways = [best(row + 1, taken)]
        for column, value in enumerate(worth[row]):
            if value > 0 and not taken >> column & 1:
                rest, pairs = best(row + 1, taken | 1 << column)
                ways.append((value + rest, ((row, column), *pairs)))
        return max(ways, key=lambda way: way[0])

    return list(best(0, 0)[1])


def type_credit(gold: str, coded: str) -> float:
    """Half for a kindred type."""
    return 1.0 if gold == coded else 0.5 if any({gold, coded} <= kin for kin in KIN) else 0.0


def date_credit(gold: Row | None, coded: Row | None) -> float:
    """Whole for the same span (with some slack for long ones), half for one that overlaps and is not much wider."""
    if not gold or not coded:
        return 0.0
    start, end, from_, to = (date.fromisoformat(d[k]).toordinal() for d in (gold, coded) for k in ("start", "end"))
    length = end - start
    slack = 0 if not length else 1 if length <= 7 else max(2, length // 10)
    if abs(start - from_) <= slack and abs(end - to) <= slack:
        return 1.0
    return 0.5 if from_ <= end + 1 and to >= start - 1 and to - from_ <= 3 * (length + 3) else 0.0


def place_credit(gold: Row, coded: Row) -> float:
    """Whole within the gold's radius (at least 10 km), half in the same province or for the same unlocated name."""
    if all(isinstance(place.get(key), (int, float)) for place in (gold, coded) for key in ("lat", "lon")):
        if _km(gold, coded) <= max(10, gold.get("radius_km") or 0):
            return 1.0
    elif gold.get("name") and plain(gold["name"]) == plain(coded.get("name") or ""):
        return 0.5
    return 0.5 if gold.get("admin1") and gold["admin1"] == coded.get("admin1") else 0.0


def _km(one: Row, other: Row) -> float:
    north, south = math.radians(one["lat"]), math.radians(other["lat"])
    east = math.radians(other["lon"] - one["lon"])
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(half)))


def actor_credit(gold: str, coded: str) -> float:
    """Half for a parent or a part of the actor, or for an unlisted name inside the other."""
    if gold == coded:
        return 1.0
    if coded in lineage(gold) or gold in lineage(coded):
        return 0.5
    return _name_credit(gold, coded) if gold.startswith("x:") or coded.startswith("x:") else 0.0


def word_credit(gold: str, coded: str) -> float:
    """All or nothing."""
    return float(gold == coded)


def source_credit(gold: str, coded: str) -> float:
    """Half for a name inside the other."""
    return _name_credit(gold, coded)


def _name_credit(gold: str, coded: str) -> float:
    told, got = plain(gold), plain(coded)
    if told == got:
        return 1.0
    return 0.5 if told and got and (told in got or got in told) else 0.0


def casualty_credit(gold: Row, coded: Row) -> float:
    """The side's credit times the count's: whole if low and high are right, half if low is."""
    if gold["harm"] != coded.get("harm"):
        return 0.0
    side = coded.get("of") or "unknown"
    who = actor_credit(gold["of"], side) or (0.25 if "unknown" in (gold["of"], side) else 0.0)
    if gold["low"] != coded.get("low"):
        return 0.0
    return who * (1.0 if gold["high"] == coded.get("high") else 0.5)


def plain(name: str) -> str:
    """A name without marks, article, letter variants and punctuation."""
    letters = MARKS.sub("", name.lower().removeprefix("x:")).translate(SPELLINGS)
    words = re.findall(r"\w+", letters)
    return " ".join(word.removeprefix(ARTICLE) if len(word) > 4 else word for word in words)


def lineage(actor: str) -> list[str]:
    """The actor and those it belongs to, from near to far."""
    chain, parents = [actor], parent_of()
    while parents.get(chain[-1]) and parents[chain[-1]] not in chain:
        chain.append(parents[chain[-1]])
    return chain


@cache
def parent_of() -> dict[str, str]:
    """The parent of each actor of the registry."""
    path = files("marsad") / "data" / "registry" / "actors.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["parent"] for row in rows}
