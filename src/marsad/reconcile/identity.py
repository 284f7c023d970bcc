"""Ids of incidents: made from the founding event, kept for ever, never given twice; ids merged away lead to the
survivor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.model import EventKey

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Named:
    """Groups with their ids, and the ids that now lead elsewhere."""

    id_of: Mapping[int, str]
    redirects: Mapping[str, str] = field(default_factory=dict)


def make_id(founder: EventKey, turn: int = 0) -> str:
    """The id that an event founds: ten letters drawn from its key, and a number where it founds another incident."""
    number = int.from_bytes(hashlib.sha256("\n".join(founder).encode()).digest()[:8])
    letters = "".join(_LETTERS[number >> (5 * at) & 31] for at in range(10))
    return f"i{letters}" if turn == 0 else f"i{letters}-{turn + 1}"


def _founder(incident_id: str, held: Sequence[EventKey]) -> EventKey:
    """The event whose key the id was drawn from; where it is gone, the first of the others."""
    stem = incident_id.partition("-")[0]
    return next((key for key in held if make_id(key) == stem), min(held))


def name_groups(
    groups: Sequence[Sequence[EventKey]],
    before: Mapping[str, Sequence[EventKey]],
    is_taken: Callable[[str], bool],
) -> Named:
    """Ids for groups of events. `before` holds the incidents that lose or keep members, `is_taken` knows all ids ever
    given.

    An id stays with the event that founded it. Where several founders meet in one group, the id of the largest incident
    stays, then the smallest id; the others lead to it. A group without a founder gets a new id.
    """
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    heirs: dict[int, list[str]] = {}
    for old, members in before.items():
        held = [key for key in members if key in group_of]
        if held:
            heirs.setdefault(group_of[_founder(old, held)], []).append(old)
    id_of: dict[int, str] = {}
    redirects: dict[str, str] = {}
    given: set[str] = set(before)
    for number, group in enumerate(groups):
        old_ids = sorted(heirs.get(number, ()), key=lambda old: (-len(before[old]), old))
        if old_ids:
            id_of[number] = old_ids[0]
            redirects |= dict.fromkeys(old_ids[1:], old_ids[0])
            continue
        turn = 0
        while (new := make_id(min(group), turn)) in given or is_taken(new):
            turn += 1
        given.add(new)
        id_of[number] = new
    return Named(id_of, redirects)
