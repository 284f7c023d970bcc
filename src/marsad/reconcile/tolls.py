"""Low, best and high of each side and harm, with the rule that chose them in words. Part and whole are never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from marsad.model import Claim, Toll, TollStep
from marsad.reconcile.claims import figures_among
from marsad.reconcile.cluster import connected
from marsad.reconcile.lineage import UNNAMED, Lineage
from marsad.reconcile.witnesses import spell

#: figures published within so many days of the newest count as the state of knowledge
FRESH_DAYS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """What one witness last said of a side and harm: the sum of the disjoint parts that one report of it gives."""

    witness: str
    day: date
    low: int
    best: int | None
    high: int | None
    is_vague: bool
    has_stake: bool
    is_recalled: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures chosen, and the rule in words."""

    low: int
    best: int
    high: int
    is_open: bool
    rule: str


def _sides(claims: Sequence[Claim], lineage: Lineage) -> list[list[str]]:
    """Names of sufferers that mean one side: part and whole, unless some report gives figures for both."""
    told: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim in claims:
        told[claim.report, claim.event, claim.witness].add(claim.of)
    apart = {pair for names in told.values() for pair in combinations(sorted(names), 2)}
    names = sorted({claim.of for claim in claims})
    kin = [
        ((left, ""), (right, ""))
        for left, right in combinations(names, 2)
        if (left, right) not in apart and (lineage.is_part_of(left, right) or lineage.is_part_of(right, left))
    ]
    return [[name for name, _ in group] for group in connected([(name, "") for name in names], kin)]


def _name_of(side: Sequence[str], claims: Sequence[Claim], lineage: Lineage) -> str:
    """The name of a side: the part that all claims name, else the whole that holds the others."""
    if len(side) == 1:
        return side[0]
    wholes = [name for name in side if all(other == name or lineage.is_part_of(other, name) for other in side)]
    if wholes:
        return wholes[0]
    counts = {name: sum(claim.of == name for claim in claims) for name in side}
    return max(sorted(side), key=lambda name: (-len(lineage.chain(name)), counts[name]))


def figures_of(claims: Iterable[Claim], spelled: Mapping[str, str]) -> list[Figure]:
    """The last figure of each witness, named as it writes itself; the disjoint parts of one report are added up, parts
    and wholes never.
    """
    by_witness: defaultdict[str, dict[tuple[date, str, str], list[Claim]]] = defaultdict(dict)
    for claim in claims:
        moment = (claim.as_of or date.min, claim.report, claim.event)
        by_witness[claim.witness].setdefault(moment, []).append(claim)
    found = []
    for witness, moments in sorted(by_witness.items()):
        news = [moment for moment, rows in moments.items() if not all(row.stance == "recalls" for row in rows)]
        moment = max(news or moments)
        found.append(_sum_parts(spell(witness, spelled), moment[0], moments[moment]))
    return found


def _sum_parts(witness: str, day: date, rows: Sequence[Claim]) -> Figure:
    parts: dict[str, Claim] = {}
    for row in rows:  # of two figures for one side in one report the larger is its later or fuller one
        held = parts.get(row.of)
        if held is None or (row.is_vague, -row.low) < (held.is_vague, -held.low):
            parts[row.of] = row
    chosen = list(parts.values())
    bests = [row.best for row in chosen if row.best is not None]
    highs = [row.high for row in chosen]
    return Figure(
        witness,
        day,
        sum(row.low for row in chosen),
        sum(bests) if bests else None,
        None if None in highs else sum(high for high in highs if high is not None),
        all(row.is_vague for row in chosen),
        any(row.has_stake for row in chosen),
        all(row.stance == "recalls" for row in chosen),
    )


def choose_figures(figures: Sequence[Figure]) -> Choice:
    """Low is the least and high the greatest that a witness last said; best is what the freshest unconcerned ones
    say.
    """
    numbered = [figure for figure in figures if not figure.is_vague]
    if not numbered:
        low = max(figure.low for figure in figures)
        return Choice(low, low, low, True, f'no number is given: "{low} or more" is the least that the words mean')
    low = min(figure.low for figure in numbered)
    high = max(figure.high if figure.high is not None else figure.low for figure in numbered)
    is_open = any(figure.high is None and figure.low == high for figure in numbered)
    best, rule = _choose_best(numbered)
    return Choice(min(low, best), best, max(high, best), is_open, rule)


def _choose_best(figures: Sequence[Figure]) -> tuple[int, str]:
    if len(figures) == 1:
        return _single(figures[0]), f"the only witness, {figures[0].witness}"
    told = "of all witnesses"
    pool = [figure for figure in figures if not figure.has_stake]
    if pool and len(pool) < len(figures):
        told = "of witnesses that are no party"
    pool = pool or list(figures)
    news = [figure for figure in pool if not figure.is_recalled] or pool
    newest = max(figure.day for figure in news)
    fresh = [figure for figure in news if (newest - figure.day).days <= FRESH_DAYS]
    if len(fresh) < len(pool):
        told += f", those of the last days up to {newest}"
    rising = _newest_of_rising(fresh)
    if rising and len(rising) < len(fresh):
        fresh, told = rising, f"{told}, the toll having risen from day to day"
    values = sorted(_single(figure) for figure in fresh)
    common = max(sorted(set(values), reverse=True), key=values.count)
    if values.count(common) > 1:
        agreed = [figure.witness for figure in fresh if _single(figure) == common]
        return common, f"{told}, {values.count(common)} agree: {', '.join(agreed)}"
    if len(values) == 1:
        return values[0], f"{told}, the only one: {fresh[0].witness}"
    which = (
        "the lower of" if len(values) == 2 else "the middle one of" if len(values) % 2 else "the lower middle one of"
    )
    return values[(len(values) - 1) // 2], f"{told}, {which} {', '.join(map(str, values))}"


def _single(figure: Figure) -> int:
    return figure.best if figure.best is not None else figure.low


def _newest_of_rising(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the newest day, if every day's figures lie above all those before; otherwise none."""
    by_day = [[f for f in figures if f.day == day] for day in sorted({figure.day for figure in figures})]
    for earlier, later in pairwise(by_day):
        if max(map(_single, earlier)) >= min(map(_single, later)):
            return []
    return by_day[-1]


def _is_undivided(name: str, harm: str, claims: Sequence[Claim]) -> bool:
    """True if a row tells, undivided, the people whom other rows tell by side: nobody gives figures for both."""
    if name not in UNNAMED and harm != "killed_or_wounded":
        return False
    harms = {"killed", "wounded"} if harm == "killed_or_wounded" else {harm}
    mine = {(c.report, c.event) for c in claims if c.of == name and c.harm == harm}
    others = [c for c in claims if c.harm in harms and (c.of, c.harm) != (name, harm)]
    return bool(others) and not any((c.report, c.event) in mine for c in others)


def tolls_of(claims: Sequence[Claim], lineage: Lineage, spelled: Mapping[str, str]) -> tuple[Toll, ...]:
    """The rows of low, best and high, one per side and harm; their rules name witnesses as these write themselves."""
    rows: list[Toll] = []
    figures = [claim for claim in figures_among(claims) if claim.stance != "denies"]
    for harm in sorted({claim.harm for claim in figures}):
        of_harm = [claim for claim in figures if claim.harm == harm]
        for side in _sides(of_harm, lineage):
            mine = [claim for claim in of_harm if claim.of in side]
            name, choice = _name_of(side, mine, lineage), choose_figures(figures_of(mine, spelled))
            is_whole = _is_undivided(name, harm, figures)
            rule = choice.rule + ("; the same people as in other rows, undivided: not to be added" if is_whole else "")
            rows.append(
                Toll(name, harm, choice.low, choice.best, choice.high, rule, tuple(mine), choice.is_open, is_whole)
            )
    return tuple(sorted(rows, key=lambda row: (row.is_whole, row.harm != "killed", row.harm, -row.best, row.of)))


def development_of(claims: Sequence[Claim], lineage: Lineage) -> tuple[TollStep, ...]:
    """The figures as they stood after each day of reports; a day that changes nothing is left out."""
    days = sorted({claim.as_of for claim in figures_among(claims) if claim.as_of})
    steps: list[TollStep] = []
    last: dict[tuple[str, str], tuple[int, int, int]] = {}
    for day in days:
        known = [claim for claim in claims if claim.as_of is None or claim.as_of <= day]
        for toll in tolls_of(known, lineage, {}):
            state = (toll.low, toll.best, toll.high)
            if last.get((toll.of, toll.harm)) != state:
                last[toll.of, toll.harm] = state
                steps.append(TollStep(day, toll.of, toll.harm, *state))
    return tuple(steps)
