"""What a notebook shows of incidents: small tables, Arabic from right to left, no script and no style from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from marsad.export import crosswalk as cw
from marsad.export.flat import incident_rows
from marsad.export.selection import Selection
from marsad.model.event import Event
from marsad.model.incident import EventKey, Incident
from marsad.model.report import Report

#: rows of a table that a notebook shows
SHOWN = 50
_HEADS = ("incident", "date", "what", "place", "killed", "wounded", "sources")


def incidents_html(selection: Selection) -> str:
    """A table of the first incidents, and how many there are."""
    rows = incident_rows(selection)
    body = [
        [
            row.incident,
            _days(row.date_start, row.date_end),
            row.type,
            row.place,
            _range(row.killed_low, row.killed_best, row.killed_high),
            _range(row.wounded_low, row.wounded_best, row.wounded_high),
            row.sources,
        ]
        for row in rows[:SHOWN]
    ]
    more = f"<p>{len(rows)} incidents, the first {SHOWN} shown</p>" if len(rows) > SHOWN else ""
    return _table(_HEADS, body) + more


def incident_html(incident: Incident, reports: Sequence[Report], events: Mapping[EventKey, Event]) -> str:
    """One incident: its claims by source, then the reports with the evidence marked."""
    claims = [
        [
            cw.source_name(claim.source),
            claim.publisher,
            cw.party(claim.of).name if claim.of else "",
            claim.harm or claim.stance,
            _range(claim.low, claim.best, claim.high) if claim.harm else "",
        ]
        for claim in incident.claims
    ]
    table = _table(("source", "publisher", "of", "what", "low / best / high"), claims)
    return f"<h4><bdi>{escape(incident.id)}</bdi></h4>{table}{''.join(_telling(report, events) for report in reports)}"


def _telling(report: Report, events: Mapping[EventKey, Event]) -> str:
    spans = {span for key, event in events.items() if key[0] == report.id for span in event.evidence}
    direction = "rtl" if report.lang == "ar" else "ltr"
    shown = marked(report.text, sorted((span.start, span.end) for span in spans))
    head = f"{escape(report.publisher)}, {report.published or ''}"
    return f'<div dir="{direction}" lang="{escape(report.lang)}"><p><bdi>{head}</bdi></p><p>{shown}</p></div>'


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text as HTML with the spans marked; spans that overlap become one."""
    parts, at = [], 0
    for start, end in _joined(spans):
        parts.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    return "".join([*parts, escape(text[at:])]).replace("\n", "<br>")


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        "<tr>" + "".join(f'<td dir="auto"><bdi>{escape(cell)}</bdi></td>' for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _days(start: object, end: object) -> str:
    return "" if start is None else str(start) if start == end else f"{start} – {end}"


def _range(low: int | None, best: int | None, high: int | None) -> str:
    if low is None:
        return ""
    if low == best == high:
        return str(low)
    return f"{low} / {'–' if best is None else best} / {'open' if high is None else high}"
