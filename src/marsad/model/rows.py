"""The codebook's JSON rows: what a report, a coded report, an event and a tally look like outside Marsad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from marsad.model.event import Casualty, CodedReport, DateSpan, Event, Place, Tally, Why
from marsad.model.incident import Claim, Incident, Override, PairJudgement, Signal, Toll, TollStep
from marsad.model.report import Report, Span

Row = dict[str, Any]

STATUSES = ("occurred", "planned", "denied")
SALIENCES = ("main", "background")


def report_row(report: Report) -> Row:
    """A report as the codebook's input row."""
    row: Row = {
        "id": report.id,
        "publisher": report.publisher,
        "published": str(report.published) if report.published else None,
        "title": report.title,
        "text": report.text,
    }
    return row | ({"url": report.url} if report.url else {}) | ({"lang": report.lang} if report.lang != "ar" else {})


def coded_row(coded: CodedReport) -> Row:
    """A coded report as the codebook's output row, with the rule behind each value under `why`."""
    return {
        "id": coded.id,
        "events": [event_row(event) for event in coded.events],
        "tallies": [tally_row(tally) for tally in coded.tallies],
    }


def event_row(event: Event) -> Row:
    """An event as the codebook's row."""
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "salience": event.salience,
        "date": date_row(event.date),
        "places": [place_row(place) for place in event.places],
        "initiators": list(event.initiators),
        "targets": list(event.targets),
        "weapons": list(event.weapons),
        "casualties": [casualty_row(casualty) for casualty in event.casualties],
        "sources": list(event.sources),
        "claimed_by": list(event.claimed_by),
        "denied_by": list(event.denied_by),
        "evidence": [[span.start, span.end] for span in event.evidence],
        "why": [why_row(why) for why in event.why],
    }


def tally_row(tally: Tally) -> Row:
    """A tally as the codebook's row."""
    return {
        "date": date_row(tally.date),
        "places": [place_row(place) for place in tally.places],
        "casualties": [casualty_row(casualty) for casualty in tally.casualties],
        "sources": list(tally.sources),
        "evidence": [[span.start, span.end] for span in tally.evidence],
        "why": [why_row(why) for why in tally.why],
    }


def incident_row(incident: Incident) -> Row:
    """An incident as the row that `marsad reconcile` writes."""
    return {
        "incident": incident.id,
        "members": [list(key) for key in incident.members],
        "type": incident.type,
        "status": incident.status,
        "date": date_row(incident.date),
        "places": [place_row(place) for place in incident.places],
        "initiators": list(incident.initiators),
        "targets": list(incident.targets),
        "weapons": list(incident.weapons),
        "casualties": [toll_row(toll) for toll in incident.tolls],
        "sources": list(incident.sources),
        "claimed_by": list(incident.claimed_by),
        "denied_by": list(incident.denied_by),
        "grade": str(incident.grade),
        "grade_rule": incident.grade_rule,
        "independent_sources": incident.independent,
        "witnesses": list(incident.witnesses),
        "claims": [claim_row(claim) for claim in incident.claims],
        "development": [toll_step_row(step) for step in incident.development],
        "copies": [list(group) for group in incident.copies],
        "links": [link_row(link) for link in incident.links],
        "formerly": list(incident.formerly),
    }


def toll_row(toll: Toll) -> Row:
    """Low, best and high of one side and harm, the rule that chose them, and each source's figure.

    `is_open`: the highest is an "at least". `is_whole`: the same people as in other rows, undivided, not to be added.
    `override`: a person set the figures; it holds who, when, why and what the rule had chosen.
    """
    row: Row = {
        "of": toll.of,
        "harm": toll.harm,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "is_open": toll.is_open,
        "is_whole": toll.is_whole,
        "rule": toll.rule,
        "by_source": [claim_row(claim) for claim in toll.claims],
    }
    return row | ({"override": override_row(toll.override)} if toll.override else {})


def override_row(override: Override) -> Row:
    """Who set figures by which decision, when and why, and what the rule had chosen (null where no source tells)."""
    row: Row = {"decision": override.decision, "who": override.who, "when": override.when.isoformat()}
    row |= {"why": override.why, "other_events_since": override.is_dated}
    chosen = {"low": override.low, "best": override.best, "high": override.high, "is_open": override.is_open}
    return row | {"chosen": chosen | {"rule": override.rule} if override.low is not None else None}


def toll_step_row(step: TollStep) -> Row:
    """The figures of one side and harm as they stood after a day's reports."""
    figures = {"low": step.low, "best": step.best, "high": step.high}
    return {"day": str(step.day), "of": step.of, "harm": step.harm} | figures


def claim_row(claim: Claim) -> Row:
    """What one source says, figure or none, with the report and event that tell it."""
    row: Row = {
        "source": claim.source,
        "via": list(claim.via),
        "publisher": claim.publisher,
        "report": claim.report,
        "event": claim.event,
        "as_of": str(claim.as_of) if claim.as_of else None,
        "stance": claim.stance,
        "witness": claim.witness,
        "has_stake": claim.has_stake,
    }
    if not claim.harm:
        return row
    figure: Row = {"of": claim.of, "harm": claim.harm, "low": claim.low, "best": claim.best, "high": claim.high}
    return row | figure | {"is_vague": claim.is_vague}


def link_row(link: PairJudgement) -> Row:
    """Two events compared: the judgement, its score in log-odds, and what each signal added to it."""
    return {
        "left": list(link.left),
        "right": list(link.right),
        "judgement": str(link.judgement),
        "score": round(link.score, 2),
        "probability": round(link.probability, 3),
        "by": link.by,
        "signals": [signal_row(signal) for signal in link.signals],
    }


def signal_row(signal: Signal) -> Row:
    """One bar of the waterfall, with what was compared and what the feature looks at."""
    return {
        "name": signal.name,
        "value": signal.value,
        "points": signal.points,
        "words": signal.words,
        "doc": signal.doc,
    }


def date_row(span: DateSpan | None) -> Row | None:
    """Days as ISO text, or None where they are unknown."""
    return {"start": str(span.start), "end": str(span.end)} if span else None


def place_row(place: Place) -> Row:
    """A place as the codebook's row."""
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "admin1": place.admin1,
    }


def casualty_row(casualty: Casualty) -> Row:
    """A casualty as the codebook's row; `source` only where the text names one."""
    row: Row = {"of": casualty.of, "harm": casualty.harm, "low": casualty.low, "high": casualty.high}
    return row | ({"source": casualty.source} if casualty.source else {})


def why_row(why: Why) -> Row:
    """Which rule gave a value, from which words, and how sure it is."""
    return {
        "slot": why.slot,
        "value": why.value,
        "rule": why.rule,
        "span": [why.span.start, why.span.end] if why.span else None,
        "confidence": round(why.confidence, 3),
    }


def read_coded(row: Row) -> CodedReport:
    """The coded report that a row holds; KeyError, TypeError or ValueError where it is none."""
    return CodedReport(
        id=_word(row["id"]),
        events=tuple(read_event(event) for event in _rows(row["events"])),
        tallies=tuple(read_tally(tally) for tally in _rows(row.get("tallies", ()))),
    )


def read_event(row: Row) -> Event:
    """The event that a row holds; lists that are left out are empty."""
    return Event(
        id=_word(row["id"]),
        type=_word(row["type"]),
        status=_one_of(row.get("status", "occurred"), STATUSES),
        salience=_one_of(row.get("salience", "main"), SALIENCES),
        date=_read_date(row.get("date")),
        places=tuple(_read_place(place) for place in row.get("places", ())),
        initiators=_words(row.get("initiators", ())),
        targets=_words(row.get("targets", ())),
        weapons=_words(row.get("weapons", ())),
        casualties=tuple(_read_casualty(casualty) for casualty in row.get("casualties", ())),
        sources=_words(row.get("sources", ())),
        claimed_by=_words(row.get("claimed_by", ())),
        denied_by=_words(row.get("denied_by", ())),
        evidence=tuple(_read_span(span) for span in row.get("evidence", ())),
        why=tuple(_read_why(why) for why in row.get("why", ())),
    )


def read_tally(row: Row) -> Tally:
    """The tally that a row holds."""
    return Tally(
        date=_read_date(row.get("date")),
        places=tuple(_read_place(place) for place in row.get("places", ())),
        casualties=tuple(_read_casualty(casualty) for casualty in row.get("casualties", ())),
        sources=_words(row.get("sources", ())),
        evidence=tuple(_read_span(span) for span in row.get("evidence", ())),
        why=tuple(_read_why(why) for why in row.get("why", ())),
    )


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is not a word")
    return value


def _rows(values: object) -> Sequence[Row]:
    if not isinstance(values, (list, tuple)):
        raise ValueError(f"{values!r} is not a list of rows")
    return values


def _words(values: object) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)):
        raise ValueError(f"{values!r} is not a list of words")
    return tuple(_word(value) for value in values)


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")
    return str(value)


def _number(value: object) -> float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise ValueError(f"{value!r} is not a number")
    return value


def _read_date(row: Row | None) -> DateSpan | None:
    if row is None:
        return None
    span = DateSpan(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
    if span.start > span.end:
        raise ValueError(f"the date ends before it starts: {span.start} to {span.end}")
    return span


def _read_place(row: Row) -> Place:
    return Place(
        name=_word(row["name"]),
        lat=_number(row.get("lat")),
        lon=_number(row.get("lon")),
        radius_km=_number(row.get("radius_km")),
        admin1=row.get("admin1") or "",
    )


def _read_casualty(row: Row) -> Casualty:
    low, high = row["low"], row.get("high")
    if not isinstance(low, int) or (high is not None and (not isinstance(high, int) or high < low)):
        raise ValueError(f"bad count: low {low!r}, high {high!r}")
    return Casualty(of=_word(row["of"]), harm=_word(row["harm"]), low=low, high=high, source=row.get("source") or "")


def _read_span(pair: object) -> Span:
    match pair:
        case [int(start), int(end)] if 0 <= start < end:
            return Span(start, end)
    raise ValueError(f"{pair!r} is not a span [start, end)")


def _read_why(row: Row) -> Why:
    span = row.get("span")
    return Why(
        slot=_word(row["slot"]),
        value=str(row["value"]),
        rule=_word(row["rule"]),
        span=_read_span(span) if span is not None else None,
        confidence=float(row.get("confidence", 1.0)),
    )
