"""The hash chain of the decision log: every row's hash covers its content and the hash of the row before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from marsad.model.codec import canonical, to_plain
from marsad.model.incident import Decision

#: what the first row of a log names as the hash before it
START = ""


def seal(decision: Decision, previous: str) -> Decision:
    """The decision with its place in the chain."""
    linked = replace(decision, previous=previous, hash="")
    return replace(linked, hash=hash_of(linked))


def hash_of(decision: Decision) -> str:
    """The SHA-256 of all fields of a decision but its own hash."""
    return hashlib.sha256(canonical(to_plain(replace(decision, hash=""))).encode()).hexdigest()


def breaks(decisions: Iterable[Decision]) -> Iterator[tuple[int, str]]:
    """Where the chain does not hold: the number of the row, and what is wrong with it."""
    previous, expected = START, 1
    for decision in decisions:
        if decision.number != expected:
            yield decision.number, f"decision {expected} is missing or out of order"
        if decision.previous != previous:
            yield decision.number, "does not follow on the row before: a row was dropped, added or reordered"
        if decision.hash != hash_of(decision):
            yield decision.number, "was altered after it was written"
        previous, expected = decision.hash, decision.number + 1
