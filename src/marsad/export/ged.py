"""UCDP GED: one row per incident (or per place, where one toll spans several), 49 columns.

Only lethal incidents between known sides have a row. Candidates whose dyad is unknown go to a list of their own, so
that nothing is dropped without a word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marsad.export import crosswalk as cw
from marsad.export.gazette import district_name, province_name
from marsad.export.ged_case import Case, Deaths
from marsad.export.ged_places import Site, priogrid, sites_of
from marsad.export.ged_sides import Dyad, dyad_of, sides_in, stand_in
from marsad.export.ged_tallies import tally_cases
from marsad.export.schema import GedCandidateRow, GedRow, checked
from marsad.export.selection import Selection, Withheld
from marsad.export.tolls import is_numbered, parts, split_evenly
from marsad.model.event import DateSpan
from marsad.model.incident import Incident, Toll

LETHAL = frozenset(
    {
        "attack",
        "armed_clash",
        "airstrike",
        "drone_strike",
        "shelling",
        "bombing",
        "suicide_bombing",
        "targeted_killing",
        "execution",
        "abduction",
        "territory_gained",
    }
)


def ged_rows(selection: Selection, *, tallies: bool = False) -> tuple[list[GedRow], list[Withheld]]:
    """The rows, and what has none and why.

    With `tallies`, what a running total counts beyond our own incidents is a row of clarity 2.
    """
    cases: list[Case] = []
    withheld: list[Withheld] = []
    for incident in selection.incidents:
        found = _case(selection, incident)
        if isinstance(found, str):
            withheld.append(Withheld(incident.id, found))
        else:
            cases.append(found)
    if tallies:
        made, left = tally_cases(selection, cases)
        cases += made
        withheld += left
    rows = [row for case in sorted(cases, key=lambda case: (case.span.start, case.key)) for row in _rows(case)]
    return checked(GedRow, rows, "relid"), withheld


def candidate_rows(selection: Selection) -> list[GedCandidateRow]:
    """Rows of lethal incidents of which UCDP's table has no dyad: for a coder to settle."""
    rows = []
    for incident in selection.incidents:
        frame = _frame(incident)
        if isinstance(frame, str):
            continue
        country, day = frame.sites[0].country["iso2"], frame.span.start
        if isinstance(dyad_of(incident, country, day), str):
            dyad = stand_in(incident, country, day)
            rows += _rows(_filled(selection, incident, frame, dyad, country))
    return checked(GedCandidateRow, rows, "relid")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every row needs: the dead, the days, the places."""

    killed: tuple[Toll, ...]
    span: DateSpan
    sites: tuple[Site, ...]


def _frame(incident: Incident) -> _Frame | str:
    """The frame of a lethal incident, or why there is none."""
    if incident.type not in LETHAL or incident.status in ("planned", "denied"):
        return "GED holds lethal acts that occurred"
    killed = tuple(toll for toll in parts(incident, "killed") if is_numbered(toll) and toll.high >= 1)
    if not killed:
        return "no death with a number is told"
    if incident.date is None:
        return "the date is unknown"
    sites = sites_of(incident.places)
    return _Frame(killed, incident.date, sites) if sites else "no place is located"


def _case(selection: Selection, incident: Incident) -> Case | str:
    frame = _frame(incident)
    if isinstance(frame, str):
        return frame
    country = frame.sites[0].country["iso2"]
    dyad = dyad_of(incident, country, frame.span.start)
    if isinstance(dyad, str):
        return f"no dyad: {dyad}"
    return _filled(selection, incident, frame, dyad, country)


def _filled(selection: Selection, incident: Incident, frame: _Frame, dyad: Dyad, country: str) -> Case:
    doubts = ["actor"] if not dyad.dyad_id else []
    if str(incident.status) == "disputed" or any(toll.is_open for toll in frame.killed):
        doubts.append("deaths")
    return Case(
        key=incident.id,
        span=frame.span,
        sites=frame.sites,
        dyad=dyad,
        deaths=count_deaths(frame.killed, dyad, country, frame.span),
        reports=selection.member_reports(incident),
        originals=[cw.source_name(source) for source in incident.sources],
        clarity=1,
        doubts=tuple(doubts),
        version=selection.label(incident).removeprefix(incident.id),
    )


def count_deaths(tolls: Sequence[Toll], dyad: Dyad, country: str, span: DateSpan) -> Deaths:
    """The tolls by GED's columns: allies count with the side they are folded into."""
    sums = {"a": 0, "b": 0, "civilians": 0, "unknown": 0}
    for toll in tolls:
        sums[_column(toll.of, dyad, country, span)] += toll.best
    low, high = sum(toll.low for toll in tolls), sum(max(toll.high, toll.best) for toll in tolls)
    return Deaths(sums["a"], sums["b"], sums["civilians"], sums["unknown"], low, high)


def _column(of: str, dyad: Dyad, country: str, span: DateSpan) -> str:
    """In which column of deaths a side counts."""
    if cw.is_civilian(of):
        return "civilians"
    if dyad.type == 3:
        return "unknown"
    found = sides_in([of], country, span.start)
    root = cw.lineage(of)[-1]
    side = found[0].id if found else root
    if side == dyad.a.id or root in dyad.roots_a:
        return "a"
    return "b" if side == dyad.b.id or side in dyad.with_b or root in dyad.roots_b else "unknown"


def date_prec(span: DateSpan) -> int:
    """1 for a day, 2 for up to six, 3 for a week, 4 for up to a month, 5 beyond."""
    days = (span.end - span.start).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def _spread(case: Case) -> list[tuple[Site, Deaths]]:
    """One row per place, the deaths split evenly; too few deaths for all places stay at the first."""
    sites = case.sites if case.deaths.best >= len(case.sites) else case.sites[:1]
    deaths = case.deaths
    columns = [deaths.a, deaths.b, deaths.civilians, deaths.unknown, deaths.low, deaths.high]
    shares = [split_evenly(total, len(sites)) for total in columns]
    found = [Deaths(*(share[n] for share in shares)) for n in range(len(sites))]
    # a remainder must not lift low above best, or best above high
    fair = [Deaths(d.a, d.b, d.civilians, d.unknown, min(d.low, d.best), max(d.high, d.best)) for d in found]
    return [(site, share) for site, share in zip(sites, fair, strict=True) if share.high >= 1]


def _rows(case: Case) -> list[dict[str, Any]]:
    spread = _spread(case)
    return [_row(case, site, deaths, number) for number, (site, deaths) in enumerate(spread, 1)]


def _row(case: Case, site: Site, deaths: Deaths, number: int) -> dict[str, Any]:
    dyad, country = case.dyad, site.country
    stem = f"{country['iso3']}-{case.span.start.year}-{dyad.type}-{dyad.dyad_id or 'x'}-{case.key}"
    return {
        "id": _number(f"{case.key}-{number}"),
        "relid": f"{stem}{case.version}-{number}",
        "year": case.span.start.year,
        "active_year": "",
        "code_status": f"Check {', '.join(case.doubts)}" if case.doubts else "Clear",
        "type_of_violence": dyad.type,
        "conflict_dset_id": "",
        "conflict_new_id": dyad.conflict_id,
        "conflict_name": dyad.conflict_name,
        "dyad_dset_id": "",
        "dyad_new_id": dyad.dyad_id,
        "dyad_name": dyad.name,
        "side_a_dset_id": "",
        "side_a_new_id": dyad.a.id,
        "side_a": dyad.a.name,
        "side_b_dset_id": "",
        "side_b_new_id": dyad.b.id,
        "side_b": dyad.b.name,
        **_sources(case),
        **_where(site),
        "event_clarity": case.clarity,
        "date_prec": date_prec(case.span),
        "date_start": f"{case.span.start} 00:00:00.000",
        "date_end": f"{case.span.end} 00:00:00.000",
        "deaths_a": deaths.a,
        "deaths_b": deaths.b,
        "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown,
        "best": deaths.best,
        "high": deaths.high,
        "low": deaths.low,
        "gwnoa": dyad.a.gwno,
        "gwnob": dyad.b.gwno,
    }


def _number(name: str) -> int:
    """A lasting number for a row, made from the incident and the place in it: later versions keep it."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:12], 16) + 1


def _sources(case: Case) -> dict[str, Any]:
    """UCDP's parallel lists, joined by semicolons; one inside a name becomes a comma."""
    lists = [
        [_item(report.publisher), str(report.published or ""), _item(report.title or report.text.split("\n")[0][:120])]
        for report in case.reports
    ]
    articles = ['"' + ",".join(item.replace('"', "'") for item in row) + '"' for row in lists]
    return {
        "number_of_sources": len(lists),
        "source_article": ";".join(articles),
        "source_office": ";".join(row[0] for row in lists),
        "source_date": ";".join(row[1] for row in lists),
        "source_headline": ";".join(row[2] for row in lists),
        "source_original": ";".join(_item(name) for name in case.originals),
    }


def _item(words: str) -> str:
    return " ".join(words.replace(";", ",").split())


def _where(site: Site) -> dict[str, Any]:
    province = cw.by_key("admin1", "admin1").get(site.admin1)
    lat, lon = round(site.lat, 6), round(site.lon, 6)
    return {
        "where_prec": site.precision,
        "where_coordinates": site.name,
        "where_description": site.description,
        "adm_1": "" if site.precision == 6 else province["ucdp_name"] if province else province_name(site.admin1),
        "adm_2": f"{district_name(site.admin2)} district" if district_name(site.admin2) else "",
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})",
        "priogrid_gid": priogrid(lat, lon),
        "country": site.country["ucdp_name"],
        "country_id": int(site.country["gwno"]),
        "region": site.country["ucdp_region"],
    }
