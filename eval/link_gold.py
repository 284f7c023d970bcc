"""The development sets as reconciliation sees them: reports, events, and the incident of each event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from gold import read_rows
from scorer import align

from marsad.event.models import load_models
from marsad.model import Event, EventKey, Report
from marsad.model.rows import Row, read_coded
from marsad.reconcile.cluster import PairKey, pair_key

#: each set of incidents and the gold files it covers
SETS = {"press": ("seeds", "press"), "own": ("own",), "own2": ("own2",)}
#: the incident of a coded event that stands for no gold event starts so
ALONE = "coded "


@dataclass(frozen=True)
class Gold:
    """One development set: reports, events, and the incident of each event."""

    name: str
    reports: Mapping[str, Report]
    events: Mapping[EventKey, Event]
    incident_of: Mapping[EventKey, str]

    def pairs(self) -> set[PairKey]:
        """The pairs of events that tell of one incident."""
        return pairs_within(groups_by(self.incident_of))

    def is_alone(self, key: EventKey) -> bool:
        """True for a coded event that stands for no gold event."""
        return self.incident_of[key].startswith(ALONE)


def groups_by(label_of: Mapping[EventKey, str] | Mapping[EventKey, int]) -> list[list[EventKey]]:
    """The events that share a label."""
    members: dict[str | int, list[EventKey]] = {}
    for key in sorted(label_of):
        members.setdefault(label_of[key], []).append(key)
    return list(members.values())


def pairs_within(groups: Iterable[Sequence[EventKey]]) -> set[PairKey]:
    """Every pair of events of one group."""
    return {pair_key(*pair) for group in groups for pair in combinations(group, 2)}


def gold_rows(folder: Path, name: str) -> dict[str, Row]:
    """The gold rows of a set, by report."""
    return {str(row["id"]): row for part in SETS[name] for row in read_rows(folder / f"{part}.gold.jsonl")}


def read_gold(folder: Path, name: str) -> Gold:
    """A development set."""
    reports: dict[str, Report] = {}
    events: dict[EventKey, Event] = {}
    for key, row in gold_rows(folder, name).items():
        published = date.fromisoformat(str(row["published"]))
        reports[key] = Report(key, str(row["publisher"]), published, str(row["title"]), str(row["text"]))
        events |= {(key, event.id): event for event in read_coded(row).events}
    incident_of: dict[EventKey, str] = {}
    for row in read_rows(folder / f"{name}.incidents.jsonl"):
        incident_of |= {(report, event): str(row["incident"]) for report, event in row["members"]}
    return Gold(name, reports, events, incident_of)


def coded_gold(gold: Gold, rows: Mapping[str, Row], golds: Mapping[str, Row]) -> Gold:
    """The set as a coder sees it: its events, each with the incident of the gold event it stands for, if any."""
    events: dict[EventKey, Event] = {}
    incident_of: dict[EventKey, str] = {}
    for report in gold.reports:
        row = rows.get(report, {"id": report, "events": []})
        events |= {(report, event.id): event for event in read_coded(row).events}
        for told, got, _ in align(golds[report]["events"], row["events"]):
            incident_of[report, got["id"]] = gold.incident_of[report, told["id"]]
    alone = {key: f"{ALONE}{key[0]} {key[1]}" for key in events if key not in incident_of}
    return Gold(gold.name, gold.reports, events, incident_of | alone)


def read_coded_sets(path: Path, folder: Path, golds: Sequence[Gold], *, is_raw: bool) -> list[Gold]:
    """Each set as the coder sees it; raw confidences, as `train.py --folds` gives them, are mended first."""
    rows = {str(row["id"]): row for row in read_rows(path)}
    if is_raw:
        _mend_confidences(rows.values())
    return [coded_gold(gold, rows, gold_rows(folder, gold.name)) for gold in golds]


def _mend_confidences(rows: Iterable[Row]) -> None:
    models = load_models()
    for why in (why for row in rows for event in row["events"] for why in event.get("why", ())):
        why["confidence"] = models.confidence(why["slot"], why["confidence"])


def digest_of(folder: Path) -> str:
    """The digest of the gold that weights are learned from."""
    names = sorted({f"{part}.gold.jsonl" for parts in SETS.values() for part in parts})
    names += [f"{name}.incidents.jsonl" for name in SETS]
    digest = hashlib.sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
