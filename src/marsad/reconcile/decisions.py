"""The log of decisions: append-only, chained by hashes, replayed into what must and must not be one incident."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, product
from typing import Protocol, TypeVar

from marsad.errors import UsageError
from marsad.model import Action, Decision, EventKey, Judgement
from marsad.model.codec import canonical, to_plain
from marsad.reconcile.cluster import PairKey, pair_key


@dataclass(frozen=True, slots=True)
class Seal:
    """The number and hash of the last row of a log, kept apart from it, so that an end that was cut off shows."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def read_seal(words: str) -> Seal:
    """A seal as it was noted down, `N:HASH`; UsageError where it is none."""
    number, colon, digest = words.partition(":")
    if not colon or not number.isdigit():
        raise UsageError(f"{words!r} is no seal; give the last decision as `marsad verify` printed it, N:HASH")
    return Seal(int(number), digest)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a log does not hold together."""

    number: int
    what: str


#: decisions that say which events are one incident; the others say nothing of pairs
OF_PAIRS = (Action.JUDGE, Action.MERGE, Action.SPLIT, Action.MOVE, Action.DIVIDE)


def hash_decision(decision: Decision) -> str:
    """The SHA-256 of all fields but its own hash; the hash of the row before is among them.

    Figures are left out where none are given, so that rows written before there were any keep their hashes.
    """
    plain = to_plain(replace(decision, hash=""))
    if decision.given is None:
        del plain["given"]
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def seal_decision(decision: Decision, log: Sequence[Decision]) -> Decision:
    """The decision as the next row of the log: numbered and chained."""
    last = log[-1] if log else None
    placed = replace(decision, number=(last.number + 1) if last else 1, previous=last.hash if last else "", hash="")
    return replace(placed, hash=hash_decision(placed))


def seal_of(log: Sequence[Decision]) -> Seal:
    """The seal of a log."""
    return Seal(log[-1].number, log[-1].hash) if log else Seal(0, "")


class Chained(Protocol):
    """A row of a log: numbered, with its own hash and that of the row before it."""

    @property
    def number(self) -> int: ...
    @property
    def previous(self) -> str: ...
    @property
    def hash(self) -> str: ...


Row = TypeVar("Row", bound=Chained)


def chain_faults(log: Iterable[Row], hash_of: Callable[[Row], str], seal: Seal | None = None) -> list[Fault]:
    """Every place where a row was altered, dropped or moved; with the seal of the whole log, also rows cut off at the
    end.
    """
    faults: list[Fault] = []
    number, previous = 0, ""
    for row in log:
        number += 1
        if row.number != number:
            faults.append(Fault(row.number, f"stands in place {number}: a row was dropped, added or moved"))
            number = row.number
        if row.previous != previous:
            faults.append(Fault(row.number, "does not follow from the row before it"))
        if row.hash != hash_of(row):
            faults.append(Fault(row.number, "was altered after it was written"))
        previous = row.hash
    if seal is not None and (number, previous) != (seal.number, seal.hash):
        faults.append(Fault(seal.number, f"was noted as the last row; now the log ends at {number}"))
    return faults


def verify_log(log: Iterable[Decision], seal: Seal | None = None) -> list[Fault]:
    """What is wrong with a log of decisions."""
    return chain_faults(log, hash_decision, seal)


def missing_row(log: Iterable[Decision], noted: Seal) -> list[Fault]:
    """What is wrong if the log does not hold a row that was noted down: its end was cut off or exchanged. The log may
    have grown since.
    """
    if noted.number == 0 or any((row.number, row.hash) == (noted.number, noted.hash) for row in log):
        return []
    return [Fault(noted.number, "is not there as it was noted down: the log was cut off or exchanged")]


def standing(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold: those not undone, undoing undone in turn."""
    rows = list(log)
    undone: set[int] = set()
    for decision in reversed(rows):
        if decision.action is Action.UNDO and decision.undoes is not None and decision.number not in undone:
            undone.add(decision.undoes)
    return [decision for decision in rows if decision.number not in undone and decision.action is not Action.UNDO]


@dataclass(frozen=True)
class Ruling:
    """What people decided: pairs that are one incident and pairs that are not, each with the decision's number; and
    the figures they gave.
    """

    must: dict[PairKey, int]
    must_not: dict[PairKey, int]
    given: tuple[Decision, ...] = ()


def rule_pairs(log: Iterable[Decision]) -> Ruling:
    """The pairs that standing decisions join and part; of two decisions on one pair the later holds. And the figures
    that they give.
    """
    must: dict[PairKey, int] = {}
    must_not: dict[PairKey, int] = {}
    rows = standing(log)
    for decision in rows:
        if decision.judgement is Judgement.UNSURE or decision.action not in OF_PAIRS:
            continue
        for pair in _joined(decision):
            must[pair] = decision.number
            must_not.pop(pair, None)
        for pair in _parted(decision):
            must_not[pair] = decision.number
            must.pop(pair, None)
    return Ruling(must, must_not, tuple(row for row in rows if row.action is Action.OVERRIDE))


def _joined(decision: Decision) -> Iterable[PairKey]:
    if decision.judgement is Judgement.DIFFERENT:
        return ()
    return (pair_key(left, right) for left, right in combinations(decision.subject, 2))


def _parted(decision: Decision) -> Iterable[PairKey]:
    if decision.judgement is Judgement.DIFFERENT and not decision.against:
        return (pair_key(left, right) for left, right in combinations(decision.subject, 2))
    return (pair_key(left, right) for left, right in product(decision.subject, decision.against))


def decide(
    action: Action,
    subject: Sequence[EventKey],
    who: str,
    when: datetime,
    why: str,
    *,
    against: Sequence[EventKey] = (),
    judgement: Judgement | None = None,
    score: float | None = None,
    undoes: int | None = None,
) -> Decision:
    """A decision ready to be sealed into a log; ValueError if it says nothing or lacks a reason."""
    if not who.strip() or not why.strip():
        raise ValueError("a decision needs a name and a reason")
    if action is Action.UNDO and undoes is None:
        raise ValueError("undo needs the number of a decision")
    if action is not Action.UNDO and len(set(subject) | set(against)) < 2:
        raise ValueError("a decision needs at least two different events")
    if set(subject) & set(against):
        raise ValueError("an event cannot stand on both sides of a decision")
    return Decision(0, action, tuple(subject), who, when, why, tuple(against), judgement, score, undoes)
