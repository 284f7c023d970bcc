"""Feeds of incidents: Atom (RFC 4287) and RSS 2.0. They carry what is coded, never the words of a report."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, time
from email.utils import format_datetime

from marsad.export import crosswalk as cw
from marsad.export.flat import main_place
from marsad.export.ftm import entity_id
from marsad.export.selection import Selection
from marsad.export.tolls import harmed
from marsad.model.incident import Incident

ATOM = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"
TITLE = "Marsad incidents"


def atom_text(selection: Selection) -> str:
    """An Atom feed, the newest incident first."""
    ET.register_namespace("", ATOM)
    ET.register_namespace("georss", GEORSS)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", TITLE)
    _add(feed, "id", "urn:marsad:incidents")
    _add(feed, "updated", _stamp(selection.as_of))
    _add(feed, "generator", "Marsad", version=selection.versions.software)
    for incident in _newest_first(selection):
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", f"urn:marsad:{entity_id('incident', incident.id)}")
        _add(entry, "title", title_of(incident))
        _add(entry, "updated", _stamp(selection.changed_at(incident)))
        if incident.date:
            _add(entry, "published", _stamp(_midnight(incident)))
        author = ET.SubElement(entry, f"{{{ATOM}}}author")
        _add(author, "name", ", ".join(_tellers(selection, incident)) or "not told")
        _add(entry, "category", "", term=incident.type)
        summary = summary_of(selection, incident)
        _add(entry, "summary", summary)
        _add(entry, "content", summary, type="text")  # required where an entry links to no page
        _point(entry, incident)
    return _text(feed)


def rss_text(selection: Selection) -> str:
    """An RSS feed, the newest incident first."""
    ET.register_namespace("georss", GEORSS)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    for name, value in (
        ("title", TITLE),
        ("link", "urn:marsad:incidents"),
        ("description", "Incidents by date, with figures and sources"),
        ("lastBuildDate", format_datetime(selection.as_of.astimezone(UTC), usegmt=True)),
        ("generator", f"Marsad {selection.versions.software}"),
    ):
        ET.SubElement(channel, name).text = value
    for incident in _newest_first(selection):
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = title_of(incident)
        ET.SubElement(item, "description").text = summary_of(selection, incident)
        ET.SubElement(item, "category").text = incident.type
        guid = ET.SubElement(item, "guid", isPermaLink="false")
        guid.text = f"urn:marsad:{entity_id('incident', incident.id)}"
        if incident.date:
            ET.SubElement(item, "pubDate").text = format_datetime(_midnight(incident), usegmt=True)
        _point(item, incident)
    return _text(rss)


def title_of(incident: Incident) -> str:
    """What, where, how many dead: one line."""
    place = main_place(incident)
    killed = harmed(incident, "killed")
    dead = f", {killed.low}-{killed.high} killed" if killed and killed.low != killed.high else ""
    dead = f", {killed.best} killed" if killed and not dead else dead
    what = incident.type.replace("_", " ").capitalize()
    mark = "" if str(incident.status) == "occurred" else f" ({incident.status})"
    return f"{what}{mark}, {place.name if place else 'place unknown'}{dead}"


def summary_of(selection: Selection, incident: Incident) -> str:
    """Who against whom, the days, the figures by side, the grade and the version."""
    days = f"{incident.date.start} to {incident.date.end}" if incident.date else "date unknown"
    doers = ", ".join(cw.party(actor).name for actor in incident.initiators) or "not told"
    against = ", ".join(cw.party(actor).name for actor in incident.targets) or "not told"
    tolls = [
        f"{cw.party(toll.of).name}: {toll.harm} {toll.low}/{toll.best}/{'open' if toll.is_open else toll.high}"
        + (" (set by an analyst)" if toll.override else "")
        for toll in incident.tolls
    ]
    told = [f"{days}.", f"By: {doers}. Against: {against}.", *(f"{toll}." for toll in tolls)]
    return " ".join([*told, f"Grade: {incident.grade}. Record: {selection.label(incident)}."])


def _newest_first(selection: Selection) -> list[Incident]:
    held = sorted(selection.incidents, key=lambda incident: incident.id)
    return sorted(held, key=lambda incident: str(incident.date.start) if incident.date else "", reverse=True)


def _tellers(selection: Selection, incident: Incident) -> list[str]:
    names = [cw.source_name(source) for source in incident.sources]
    return list(dict.fromkeys(names or [report.publisher for report in selection.member_reports(incident)]))


def _midnight(incident: Incident) -> datetime:
    assert incident.date is not None
    return datetime.combine(incident.date.start, time(), UTC)


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text


def _point(parent: ET.Element, incident: Incident) -> None:
    place = main_place(incident)
    if place and place.lat is not None and place.lon is not None:
        ET.SubElement(parent, f"{{{GEORSS}}}point").text = f"{place.lat:.4f} {place.lon:.4f}"


def _legal(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))


def _text(root: ET.Element) -> str:
    for element in root.iter():
        element.text = element.text and _legal(element.text)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
