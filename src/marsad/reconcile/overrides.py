"""Figures that people give instead of the chosen ones. What the rule had chosen stays beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from marsad.model import Decision, EventKey, Given, Override, Toll
from marsad.reconcile.lineage import Lineage


def figures_given(given: Iterable[Decision], groups: Sequence[Sequence[EventKey]]) -> Mapping[int, list[Decision]]:
    """The decisions on figures by the group they belong to: the one that holds most of the events they were made on.

    Of groups with equally many it is the one with the first of these events.
    """
    decisions = list(given)
    if not decisions:
        return {}
    wanted = {key for decision in decisions for key in decision.subject}
    group_of = {key: number for number, group in enumerate(groups) for key in group if key in wanted}
    found: dict[int, list[Decision]] = {}
    for decision in decisions:
        counts = Counter(group_of[key] for key in sorted(decision.subject) if key in group_of)
        if counts:
            found.setdefault(counts.most_common(1)[0][0], []).append(decision)
    return found


def override_tolls(
    tolls: Iterable[Toll], given: Iterable[Decision], members: Iterable[EventKey], lineage: Lineage
) -> tuple[Toll, ...]:
    """The rows with the figures that people gave; of two decisions on one row the later holds.

    Figures for a side that no row names go to the one row of its whole or part; where there is none they are a row of
    their own.
    """
    rows, here = list(tolls), frozenset(members)
    for decision in given:
        figures = decision.given
        if figures is None:
            continue
        at = _row_of(rows, figures, lineage)
        if at is None:
            rows.append(_set(Toll(figures.of, figures.harm, 0, 0, 0, "", ()), decision, figures, here, is_new=True))
        else:
            rows[at] = _set(rows[at], decision, figures, here)
    return tuple(rows)


def _row_of(rows: Sequence[Toll], figures: Given, lineage: Lineage) -> int | None:
    of_harm = [number for number, row in enumerate(rows) if row.harm == figures.harm]
    same = [number for number in of_harm if rows[number].of == figures.of]
    if same:
        return same[0]
    kin = [
        number
        for number in of_harm
        if lineage.is_part_of(rows[number].of, figures.of) or lineage.is_part_of(figures.of, rows[number].of)
    ]
    return kin[0] if len(kin) == 1 else None


def _set(row: Toll, decision: Decision, figures: Given, here: frozenset[EventKey], is_new: bool = False) -> Toll:
    """The row with the figures given; what the rule had chosen, also before an earlier decision, stays in it."""
    override = Override(
        decision.number, decision.who, decision.when, decision.why, is_dated=frozenset(decision.subject) != here
    )
    if row.override is not None:
        before = row.override
        override = replace(
            override, low=before.low, best=before.best, high=before.high, is_open=before.is_open, rule=before.rule
        )
    elif not is_new:
        override = replace(override, low=row.low, best=row.best, high=row.high, is_open=row.is_open, rule=row.rule)
    rule = f"set by {decision.who} in decision {decision.number}: {decision.why}"
    return replace(
        row, low=figures.low, best=figures.best, high=figures.high, is_open=False, rule=rule, override=override
    )
