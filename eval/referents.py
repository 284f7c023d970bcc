"""The finder's choice on the places of the seed reports: right point and province, and places found that are none.

The list of place expressions (`seed_places.csv`) is no part of Marsad; each row has an id, the seed, the words, and
where they lie.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marsad.lexicon.gazetteer import distance_km, name_words
from marsad.lexicon.places import own_gazetteer
from marsad.mention.place import find_places
from marsad.model import Doc, PlaceMention, Report
from marsad.text.fold import fold
from marsad.text.parse import parse_text

#: one row for each of the 49 places named, and which of its heads is meant
REFERENTS = {
    "governorate": ("SP016", "SP067.0", "SP051", "SP075.1", "SP027", "SP095.0", "SP095.1"),
    "settlement": (
        *("SP007", "SP008", "SP019.0", "SP023", "SP024", "SP044", "SP045", "SP047", "SP054", "SP064", "SP068", "SP069"),
        *("SP073", "SP074", "SP080", "SP108", "SP120", "SP121", "SP122", "SP123", "SP124", "SP125", "SP100"),
    ),
    "field": ("SP013", "SP014", "SP063"),
    "airport": ("SP065",),
    "base": ("SP030", "SP031", "SP032"),
    "mountain": ("SP025", "SP106"),
    "quarter": ("SP090", "SP091", "SP092"),
    "camp": ("SP093",),
    "region": ("SP001", "SP006", "SP094", "SP097", "SP098"),
    "river": ("SP085",),
}
#: kinds of expression that are no place of an event: in the name of a force or operation, a capital for its government
TRAPS = frozenset({"inside_actor", "inside_name", "metonym"})
_CLOSE_KM = 5.0
_PARENT_LETTERS = 60
_OVER_SEVERAL = frozenset({"area_over_places", "between_places"})
_SEVERAL = "("
_SETTLED = frozenset({"town", "village", "city"})
Row = Mapping[str, str]


@dataclass(slots=True)
class Outcome:
    """What was right, what was chosen wrongly, and what is no place."""

    right: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str, PlaceMention | None]] = field(default_factory=list)
    false: list[tuple[str, PlaceMention]] = field(default_factory=list)


def read_expressions(path: Path) -> list[dict[str, str]]:
    """The rows of the list."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def measure_choice(rows: Sequence[Row], reports: Sequence[Mapping[str, Any]]) -> Outcome:
    """The outcome over all seed reports."""
    outcome = Outcome()
    for report in reports:
        doc = parse_text(Report(report["id"], report["publisher"], None, report.get("title") or "", report["text"]))
        found = find_places(doc)
        here = [row for row in rows if row["seed_file"][:3] == report["id"][-3:]]
        _judge_referents(doc, found, here, outcome)
        outcome.false += [(report["id"], mention) for mention in _false(doc, found, rows)]
    return outcome


def _judge_referents(doc: Doc, found: Sequence[PlaceMention], rows: Sequence[Row], outcome: Outcome) -> None:
    by_id = {row["id"]: row for row in rows}
    by_id = {row["id"]: row for row in rows}
    for wanted in (each for ids in REFERENTS.values() for each in ids):
        id_, _, number = wanted.partition(".")
        if id_ not in by_id:
            continue
        row = by_id[id_]
        head = row["head_toponym"].split(";")[int(number or 0)]
        others = {each["expression"] for each in rows if each is not row}
        told = [each for each in _choices(doc, found, row["expression"], head) if said(doc, each) not in others]
        choices = [each for each in told if not _is_land_round(each, row)] or told
        wrong = next((each for each in choices if not is_right(each, row, head if number else "")), None)
        if choices and wrong is None:
            outcome.right.append(wanted)
        else:
            outcome.wrong.append((wanted, row["expression"], wrong))


def said(doc: Doc, mention: PlaceMention) -> str:
    """The words of a mention."""
    return doc.source[mention.span.start : mention.span.end]


def _is_land_round(mention: PlaceMention, row: Row) -> bool:
    """A countryside or desert named after the town that the row is about: no choice of the town itself."""
    return row["feature_type"] in _SETTLED and mention.kind in ("desert", "region")


def is_right(mention: PlaceMention, row: Row, head: str = "") -> bool:
    """The point within the radius that the row tells, at least 5 km; the province one of the row's.

    One head of a pair has no point of its own in the row: its province must be right.
    """
    known = own_gazetteer()
    names = [head] if head else row["admin1"].split("/")
    provinces = {place.admin1 for name in names for place in known.named(name) if place.kind == "governorate"}
    if mention.lat is None or mention.lon is None:
        return False
    if head and row["feature_type"] != "road":
        return mention.admin1 in provinces
    away = distance_km(mention.lat, mention.lon, float(row["lat"]), float(row["lon"]))
    if away > max(_CLOSE_KM, float(row["precision_km"])):
        return False
    several = row["admin1"].startswith(_SEVERAL) or row["feature_type"] == "road"
    return several or mention.admin1 in provinces


def _spans(doc: Doc, words: str) -> Iterator[tuple[int, int]]:
    """Each time that the words stand in the report."""
    start = doc.source.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = doc.source.find(words, start + 1)


def _choices(doc: Doc, found: Sequence[PlaceMention], expression: str, head: str) -> Iterator[PlaceMention]:
    """What the head was taken for, each time that the expression stands.

    A point over several names is no choice of one; a name that only says where another place lies is the parent chosen.
    """
    for start, end in _spans(doc, expression):
        at = start + max(fold(doc.source[start:end]).find(fold(head)), 0)
        over = [mention for mention in found if mention.span.start < at + len(head) and at < mention.span.end]
        yield from (mention for mention in over[:1] if mention.rule not in _OVER_SEVERAL)
        before = [mention for mention in found if 0 <= at - mention.span.end <= _PARENT_LETTERS]
        if not over and before:
            yield from _parent(before[-1], head)


def _parent(mention: PlaceMention, head: str) -> Iterator[PlaceMention]:
    words = name_words(head)
    for place in (own_gazetteer().by_id[id_] for id_ in mention.parents):
        if any(name_words(name)[-len(words) :] == words for name in place.names):
            yield replace(mention, lat=place.lat, lon=place.lon, admin1=place.admin1, place=place.id)


def _false(doc: Doc, found: Sequence[PlaceMention], rows: Sequence[Row]) -> Iterator[PlaceMention]:
    """Mentions over no listed expression, or over one that is part of another name; countries are not counted."""
    listed = {row["expression"] for row in rows if row["expression_kind"] not in TRAPS}
    good = [span for words in listed for span in _spans(doc, words)]
    traps = [span for row in rows if row["expression_kind"] in TRAPS for span in _spans(doc, row["expression"])]
    for mention in found:
        if mention.kind == "country":
            continue
        touches = [start < mention.span.end and mention.span.start < end for start, end in good]
        trapped = any(start <= mention.span.start and mention.span.end <= end for start, end in traps)
        if not any(touches) or trapped and not _is_own(mention, good):
            yield mention


def _is_own(mention: PlaceMention, good: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.span.start and mention.span.end <= end for start, end in good)
