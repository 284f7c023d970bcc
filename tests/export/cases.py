"""A small record to export: two episodes that UCDP coded too, and some that each format must treat in its own way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from marsad.export.selection import Selection
from marsad.model import Report
from marsad.model.record import ReportTally, Versions
from marsad.model.rows import read_coded
from marsad.pipeline.incidents import reconcile_coded

AS_OF = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)

MAYADIN = {"name": "الميادين", "lat": 35.0198, "lon": 40.4515, "radius_km": 5, "admin1": "SY-DY"}
SUKHNA = {"name": "السخنة", "lat": 34.88, "lon": 38.87, "radius_km": 5, "admin1": "SY-HI"}
SUKHNA_DESERT = SUKHNA | {"name": "بادية السخنة", "radius_km": 15}
TAIBA = {"name": "الطيبة", "lat": 35.09, "lon": 38.92, "radius_km": 5, "admin1": "SY-HI"}
EAST_BANK = {"name": "الضفة الشرقية", "lat": 35.3, "lon": 40.3, "radius_km": 50, "admin1": "SY-DY"}
EAST_DEIR = {"name": "الريف الشرقي", "lat": 34.95, "lon": 40.55, "radius_km": 50, "admin1": "SY-DY"}
EAST_HOMS = {"name": "ريف حمص الشرقي", "lat": 34.5, "lon": 38.0, "radius_km": 50, "admin1": "SY-HI"}


def event(identifier: str, kind: str, day: str, places: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    start, _, end = day.partition("/")
    span = {"start": start, "end": end or start} if day else None
    return {"id": identifier, "type": kind, "date": span, "places": places, "evidence": [[0, 4]], **more}


def killed(of: str, low: int, high: int | None = -1, **more: Any) -> dict[str, Any]:
    return {"of": of, "harm": "killed", "low": low, "high": low if high == -1 else high, **more}


REPORTS = {
    # facts of 18 April 2018: UCDP holds 25 and 13, 38 in all
    "mayadin": Report("mayadin", "شبكة الفرات", date(2018, 4, 19), "هجوم على المدينة", "هجوم مباغت ليلة الأربعاء"),
    # facts of 9 and 10 October 2017: UCDP holds 23 and 23, 46 in all
    "day": Report("day", "نشرة يومية", date(2017, 10, 10), "حصيلة يوم", "معارك وقصف خلال يوم واحد"),
    "desert": Report("desert", "Wire; East", date(2024, 1, 5), 'A "day"; in, the desert', "Report text", lang="en"),
    "late": Report("late", "وكالة", date(2024, 2, 28), "خبر جديد", "قصف على بلدة"),
}
CODED = (
    {
        "id": "mayadin",
        "events": [
            event(
                "e1",
                "attack",
                "2018-04-18",
                [MAYADIN],
                initiators=["isis"],
                targets=["syr-gov", "syr-militias"],
                casualties=[
                    killed("syr-gov", 25),
                    {"of": "syr-gov", "harm": "wounded", "low": 20, "high": None},
                    killed("isis", 13),
                ],
                sources=["sohr", "afp"],
                denied_by=["military-source"],
            )
        ],
    },
    {
        "id": "day",
        "events": [
            event(
                "e1",
                "armed_clash",
                "2017-10-09/2017-10-10",
                [EAST_BANK, EAST_HOMS, EAST_DEIR],
                initiators=["syr-gov", "syr-militias"],
                targets=["isis"],
                casualties=[killed("syr-gov", 2, None)],
                sources=["sohr"],
            )
        ],
        "tallies": [
            {
                "date": {"start": "2017-10-09", "end": "2017-10-10"},
                "places": [EAST_BANK, EAST_HOMS, EAST_DEIR],
                "casualties": [killed("isis", 46, None)],
                "sources": ["sohr"],
            }
        ],
    },
    {
        "id": "desert",
        "events": [
            event(
                "e1",
                "airstrike",
                "2024-01-04",
                [SUKHNA_DESERT],
                initiators=["russia"],
                targets=["isis"],
                weapons=["aircraft"],
                casualties=[killed("isis", 5)],
                sources=["sohr"],
            ),
            event(
                "e2",
                "shelling",
                "2024-01-02/2024-01-05",
                [SUKHNA, TAIBA],
                initiators=["syr-gov"],
                targets=["civilians"],
                casualties=[killed("civilians", 5)],
                sources=["x:أبو سالم الشامي"],
            ),
            event("e3", "sweep", "2024-02-01/2024-02-10", [SUKHNA], status="planned", initiators=["syr-army"]),
            event("e4", "displacement", "2024-01-03", [SUKHNA], targets=["civilians"]),
            event("e5", "attack", "", [SUKHNA], initiators=["unknown-gunmen"], targets=["civilians"]),
            event(
                "e6",
                "targeted_killing",
                "2024-01-03",
                [TAIBA],
                initiators=["x:أبو سالم الشامي"],
                targets=["x:لواء الصقور"],
                casualties=[killed("x:لواء الصقور", 1)],
            ),
            event("e7", "arrest", "2024-01-03", [], initiators=["asayish"], targets=["civilians"]),
        ],
    },
    {
        "id": "late",
        "events": [
            event(
                "e1",
                "shelling",
                "2024-02-28",
                [SUKHNA],
                initiators=["syr-gov"],
                targets=["hts"],
                casualties=[killed("hts", 3)],
            )
        ],
    },
)


def make_selection() -> Selection:
    coded = [read_coded(row) for row in CODED]
    incidents = reconcile_coded(coded, REPORTS)
    order = {key: number for number, key in enumerate((row.id, one.id) for row in coded for one in row.events)}
    return Selection(
        incidents=tuple(sorted(incidents, key=lambda incident: min(order[key] for key in incident.members))),
        as_of=AS_OF,
        versions=Versions("1.2.3", "lexicon", "gazetteer"),
        reports=REPORTS,
        events={(row.id, one.id): one for row in coded for one in row.events},
        tallies=tuple(
            ReportTally(row.id, number, tally) for row in coded for number, tally in enumerate(row.tallies, 1)
        ),
    )


def with_events(*events: dict[str, Any]) -> Selection:
    """The record of a single report that tells of these."""
    coded = read_coded({"id": "desert", "events": list(events)})
    held = {("desert", one.id): one for one in coded.events}
    incidents = tuple(reconcile_coded([coded], REPORTS))
    return replace(make_selection(), incidents=incidents, events=held, tallies=())


def incident_of(selection: Selection, report: str, identifier: str) -> str:
    """The id of the incident that an event is in."""
    return next(one.id for one in selection.incidents if (report, identifier) in one.members)
