"""Written schemas: what a row of each format must be. Every export is held against its own before it is written.

The same schemas stand as JSON Schema in `marsad/data/schema/export/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from marsad.errors import OutputError

Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]
Count = Annotated[int, Field(ge=0)]
Status = Literal["occurred", "planned", "denied", "disputed"]
Blank = Literal[""]


class Row(BaseModel):
    """A row of an export; nothing beside the named columns is allowed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class IncidentRow(Row):
    """One incident in one row: the table that csv, parquet, geojson and geoparquet share.

    Lists are joined by `; `. Figures are empty where no source tells of the harm; a high one is empty where it is open.
    """

    incident: str = Field(min_length=1, description="stable id, never reused")
    version: int = Field(ge=1, description="revision of the incident")
    type: str = Field(min_length=1, description="event type of the codebook")
    status: Status
    date_start: date | None
    date_end: date | None
    place: str = Field(description="names of the places, as the reports give them")
    latitude: Lat | None = Field(description="of the first located place")
    longitude: Lon | None
    radius_km: float | None = Field(ge=0, description="how far off the point may be")
    admin1: str = Field(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$", description="ISO 3166-2")
    initiators: str
    targets: str
    weapons: str
    killed_low: Count | None
    killed_best: Count | None
    killed_high: Count | None
    wounded_low: Count | None
    wounded_best: Count | None
    wounded_high: Count | None
    captured_low: Count | None
    captured_best: Count | None
    captured_high: Count | None
    figures: Literal["rule", "analyst"] = Field("rule", description="analyst: a person set one of the figures")
    sources: str
    witnesses: Count = Field(description="number of independent sources")
    claimed_by: str
    denied_by: str
    grade: str
    review: Literal["draft", "reviewed"] = Field(description="draft: as the machine coded it, judged by nobody yet")
    reports: str = Field(description="ids of the reports")


ACLED_EVENTS = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
Inter = Literal[
    "",
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
]


class AcledRow(Row):
    """ACLED's 31 columns in their order (codebook of October 2024)."""

    event_id_cnty: str = Field(pattern=r"^MRS-[A-Z]{3}-[A-Za-z0-9.-]+$")
    event_date: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    year: int
    time_precision: Literal[1, 2, 3]
    disorder_type: Literal[
        "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments"
    ]
    event_type: str
    sub_event_type: str
    actor1: str = Field(min_length=1)
    assoc_actor_1: str
    inter1: Inter
    actor2: str
    assoc_actor_2: str
    inter2: Inter
    interaction: str = Field(min_length=1)
    civilian_targeting: Literal["", "Civilians targeted"]
    iso: int = Field(ge=1, le=999)
    region: str = Field(min_length=1)
    country: str = Field(min_length=1)
    admin1: str
    admin2: str
    admin3: str
    location: str = Field(min_length=1)
    latitude: Lat
    longitude: Lon
    geo_precision: Literal[1, 2, 3]
    source: str
    source_scale: str
    notes: str = Field(min_length=1)
    fatalities: Count
    tags: str
    timestamp: int = Field(ge=0)

    @model_validator(mode="after")
    def _agree(self) -> AcledRow:
        if self.sub_event_type not in ACLED_EVENTS.get(self.event_type, ()):
            raise ValueError(f"{self.sub_event_type!r} is no sub-event of {self.event_type!r}")
        if bool(self.actor2) != bool(self.inter2):
            raise ValueError("actor2 and inter2 stand together")
        if self.event_date[:4] != str(self.year):
            raise ValueError("year is not that of event_date")
        return self


class GedRow(Row):
    """UCDP GED's 49 columns in their order (20.1 to 26.1)."""

    id: int = Field(ge=1)
    relid: str
    year: int
    active_year: Literal["", "true", "false"]
    code_status: str = Field(pattern=r"^(Clear|Check (actor|geography|deaths)(, (actor|geography|deaths))*)$")
    type_of_violence: Literal[1, 2, 3]
    conflict_dset_id: str
    conflict_new_id: str
    conflict_name: str
    dyad_dset_id: str
    dyad_new_id: str = Field(pattern=r"^\d+$")
    dyad_name: str = Field(min_length=1)
    side_a_dset_id: str
    side_a_new_id: str = Field(pattern=r"^\d+$")
    side_a: str = Field(min_length=1)
    side_b_dset_id: str
    side_b_new_id: str = Field(pattern=r"^\d+$")
    side_b: str = Field(min_length=1)
    number_of_sources: int = Field(ge=-1)
    source_article: str
    source_office: str
    source_date: str
    source_headline: str
    source_original: str
    where_prec: int = Field(ge=1, le=7)
    where_coordinates: str = Field(min_length=1)
    where_description: str
    adm_1: str
    adm_2: str
    latitude: Lat
    longitude: Lon
    geom_wkt: str = Field(pattern=r"^POINT \(-?[0-9.]+ -?[0-9.]+\)$")
    priogrid_gid: int = Field(ge=1, le=259200)
    country: str
    country_id: int
    region: str
    event_clarity: Literal[1, 2]
    date_prec: int = Field(ge=1, le=5)
    date_start: str = Field(pattern=r"^\d{4}-\d\d-\d\d 00:00:00\.000$")
    date_end: str = Field(pattern=r"^\d{4}-\d\d-\d\d 00:00:00\.000$")
    deaths_a: Count
    deaths_b: Count
    deaths_civilians: Count
    deaths_unknown: Count
    best: Count
    high: Count
    low: Count
    gwnoa: str
    gwnob: str

    @model_validator(mode="after")
    def _agree(self) -> GedRow:
        if self.best != self.deaths_a + self.deaths_b + self.deaths_civilians + self.deaths_unknown:
            raise ValueError("best is not the sum of the four columns of deaths")
        if not self.low <= self.best <= self.high or self.high < 1:
            raise ValueError("low, best and high do not rise, or nobody died")
        if self.type_of_violence == 3 and (self.deaths_a or self.deaths_b):
            raise ValueError("one-sided violence has no dead of side a or b")
        if self.date_start > self.date_end:
            raise ValueError("the event ends before it starts")
        return self


class GedCandidateRow(GedRow):
    """A lethal incident without a dyad in UCDP's table: GED's columns, without numbers of sides, dyad and conflict."""

    dyad_new_id: Blank
    dyad_name: str
    conflict_new_id: Blank
    side_a_new_id: Blank
    side_a: str
    side_b_new_id: Blank
    side_b: str
    type_of_violence: Literal[1, 2, 3]
    where_description: str


Checked = TypeVar("Checked", bound=Row)


def columns(schema: type[Row]) -> list[str]:
    """The names of the columns in order."""
    return list(schema.model_fields)


def kinds_of(schema: type[Row], name: str) -> set[type]:
    """The plain types that a column may hold."""
    return _kinds(schema.model_fields[name].annotation)


def _kinds(annotation: Any) -> set[type]:
    if isinstance(annotation, type):
        return {annotation}
    if get_origin(annotation) is Literal:
        return {type(value) for value in get_args(annotation)}
    parts = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return set().union(*(_kinds(part) for part in parts))


def checked(schema: type[Checked], rows: Iterable[dict[str, Any]], key: str) -> list[Checked]:
    """The rows as the schema wants them; OutputError for the first that is not, named by its key."""
    found = []
    for row in rows:
        try:
            found.append(schema.model_validate(row))
        except ValidationError as error:
            raise OutputError(f"row {row.get(key)!r} breaks the schema of the format: {_first(error)}") from error
    return found


def _first(error: ValidationError) -> str:
    """The first fault in words."""
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where or 'row'}: {fault['msg']}"


def plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as dictionaries, columns in order."""
    return [row.model_dump() for row in rows]


def json_schema(schema: type[Row]) -> str:
    """A schema as it stands in `marsad/data/schema/export/`."""
    return json.dumps(schema.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
