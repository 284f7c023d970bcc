"""HXL: one row per incident, with the row of tags under the heads."""

from __future__ import annotations

from typing import Any

from marsad.export import crosswalk as cw
from marsad.export.csvs import csv_text
from marsad.export.flat import incident_rows, main_place
from marsad.export.gazette import Known, district_name, known_place, province_name
from marsad.export.selection import Selection

#: head and tag of each column; a column that HXL has no tag for stays blank
COLUMNS = (
    ("incident", "#event+code"),
    ("type", "#event+type"),
    ("status", "#status"),
    ("date_start", "#date+start+occurred"),
    ("date_end", "#date+end+occurred"),
    ("country", "#country+name"),
    ("iso3", "#country+code"),
    ("admin1", "#adm1+name"),
    ("admin1_pcode", "#adm1+code+v_pcode"),
    ("admin2", "#adm2+name"),
    ("admin2_pcode", "#adm2+code+v_pcode"),
    ("admin3", "#adm3+name"),
    ("admin3_pcode", "#adm3+code+v_pcode"),
    ("place_en", "#loc+name+i_en"),
    ("place_ar", "#loc+name+i_ar"),
    ("latitude", "#geo+lat"),
    ("longitude", "#geo+lon"),
    ("initiators", "#group+name+first"),
    ("targets", "#group+name+second"),
    ("killed_low", "#affected+killed+min"),
    ("killed_best", "#affected+killed+num"),
    ("killed_high", "#affected+killed+max"),
    ("wounded_low", "#affected+injured+min"),
    ("wounded_best", "#affected+injured+num"),
    ("wounded_high", "#affected+injured+max"),
    ("sources", "#meta+source"),
    ("witnesses", "#meta+sources+num"),
    ("grade", "#status+verified"),
)


def hxl_text(selection: Selection) -> str:
    """The table as CSV text."""
    rows = []
    for incident, row in zip(selection.incidents, incident_rows(selection), strict=True):
        values: dict[str, Any] = row.model_dump()
        place = main_place(incident)
        known = known_place(place) if place else Known("")
        country, province = cw.country_of(row.admin1), cw.by_key("admin1", "admin1").get(row.admin1)
        values |= {
            "incident": selection.label(incident),
            "country": country["name"] if country else "",
            "iso3": country["iso3"] if country else "",
            "admin1": province_name(row.admin1),
            "admin1_pcode": province["pcode"] if province else "",
            "admin2": district_name(known.admin2),
            "admin2_pcode": known.admin2,
            "admin3": district_name(known.admin3),
            "admin3_pcode": known.admin3,
            "place_en": known.name if place and known.name != place.name else "",
            "place_ar": row.place,
            "initiators": "; ".join(cw.party(actor).name for actor in incident.initiators),
            "targets": "; ".join(cw.party(actor).name for actor in incident.targets),
            "sources": "; ".join(cw.source_name(source) for source in incident.sources),
        }
        rows.append([values[head] for head, _ in COLUMNS])
    return csv_text([head for head, _ in COLUMNS], rows, tags=[tag for _, tag in COLUMNS])
