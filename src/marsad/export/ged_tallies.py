"""Running totals as GED rows of clarity 2: what a total counts beyond the incidents that we hold for its period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from marsad.export import crosswalk as cw
from marsad.export.ged_case import Case, Deaths
from marsad.export.ged_places import sites_of
from marsad.export.ged_sides import Dyad, SideOf, find_dyad, sides_in
from marsad.export.selection import Selection, Withheld
from marsad.model.event import Casualty, DateSpan, Event
from marsad.model.record import ReportTally


def tally_cases(selection: Selection, own: Sequence[Case]) -> tuple[list[Case], list[Withheld]]:
    """One case per tally and side, of the dead that our own incidents do not account for; and what has none and why."""
    cases: list[Case] = []
    withheld: list[Withheld] = []
    for told in selection.tallies:
        for casualty in told.tally.casualties:
            name = f"tally {told.position} of {told.report_id}, {casualty.of} {casualty.harm}"
            found = _case(selection, told, casualty, own)
            if isinstance(found, str):
                withheld.append(Withheld(name, found))
            else:
                cases.append(found)
    return cases, withheld


def _case(selection: Selection, told: ReportTally, casualty: Casualty, own: Sequence[Case]) -> Case | str:
    tally = told.tally
    if casualty.harm != "killed" or tally.date is None:
        return "GED counts the dead of a stated period"
    sites = sites_of(tally.places)
    if not sites:
        return "no place is located"
    country = sites[0].country["iso2"]
    side = sides_in([casualty.of], country, tally.date.start)[:1]
    dyad = _dyad(selection, told, side[0], tally.date, country) if side else "the side is none of UCDP's"
    if isinstance(dyad, str):
        return f"no dyad: {dyad}"
    held = sum(_of_side(case, dyad, side[0]) for case in own if _is_inside(case, tally.date, dyad, sites))
    rest = casualty.low - held
    if rest < 1:
        return f"our own incidents hold {held} of its {casualty.low} dead"
    is_a = side[0].id == dyad.a.id
    high = max(rest, (casualty.high if casualty.high is not None else casualty.low) - held)
    deaths = Deaths(a=rest if is_a else 0, b=0 if is_a else rest, low=rest, high=high)
    report = selection.reports.get(told.report_id)
    return Case(
        key=f"{told.report_id}-T{told.position}",
        span=tally.date,
        sites=sites,
        dyad=dyad,
        deaths=deaths,
        reports=[report] if report else [],
        originals=[cw.source_name(source) for source in tally.sources],
        clarity=2,
        doubts=("deaths",) if casualty.high is None else (),
    )


def _dyad(selection: Selection, told: ReportTally, side: SideOf, span: DateSpan, country: str) -> Dyad | str:
    """Against whom the dead fought: the opponent that the same report's events of the period name most."""
    met: Counter[str] = Counter()
    dyads: dict[str, Dyad] = {}
    for (report_id, _), event in sorted(selection.events.items()):
        if report_id != told.report_id or event.date is None or not _overlap(event.date, span):
            continue
        for dyad in _dyads_of(event, side, span, country):
            met[dyad.dyad_id] += 1
            dyads[dyad.dyad_id] = dyad
    return dyads[met.most_common(1)[0][0]] if met else "the report names no opponent in that period"


def _dyads_of(event: Event, side: SideOf, span: DateSpan, country: str) -> Iterator[Dyad]:
    """The known dyads of the side with those on the other side of an event."""
    left = sides_in(event.initiators, country, span.start)
    right = sides_in(event.targets, country, span.start)
    for ours, others in ((left, right), (right, left)):
        if side not in ours:
            continue
        found = (find_dyad(side, other) for other in others)
        yield from (dyad for dyad in found if isinstance(dyad, Dyad) and dyad.type != 3)


def _overlap(left: DateSpan, right: DateSpan) -> bool:
    return left.start <= right.end and right.start <= left.end


def _is_inside(case: Case, span: DateSpan, dyad: Dyad, sites: Sequence[object]) -> bool:
    provinces = {getattr(site, "admin1", "") for site in sites}
    here = any(site.admin1 in provinces for site in case.sites)
    return here and case.dyad.dyad_id == dyad.dyad_id and span.start <= case.span.start and case.span.end <= span.end


def _of_side(case: Case, dyad: Dyad, side: SideOf) -> int:
    return case.deaths.a if side.id == dyad.a.id else case.deaths.b
