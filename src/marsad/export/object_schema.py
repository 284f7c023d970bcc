"""Written schemas of the formats whose rows are JSON objects: PLOVER and FollowTheMoney."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from marsad.export.schema import Count, Lat, Lon, Row

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
EVENTS = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
#: the quad code of each event: verbal and material cooperation, verbal and material conflict
QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
MODES = Literal[
    "abduct",
    "targeted",
    "destroy",
    "primitive",
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
    "unconventional",
    "troops",
    "withdraw",
    "arrest",
    "future",
    "negation",
]


class PloverActor(Row):
    """A party: country or group code, sector (several joined by `;`), name, and our id."""

    code: str = Field(pattern=r"^([A-Z]{3})?$")
    sector: str = Field(pattern=r"^[A-Z]{3}(;[A-Z]{3})*$")
    entity_text: str = Field(min_length=1)
    identifier_text: str = Field(min_length=1)


class PloverPlace(Row):
    """Where; `resolution` from 1 (exact) to 5 (country)."""

    extracted_place: str
    resolved_place: str
    lat: Lat | None
    lon: Lon | None
    district: str
    province: str
    country: str
    country_code: str = Field(pattern=r"^([A-Z]{3})?$")
    resolution: int = Field(ge=1, le=5)


class PloverText(Row):
    """Where a report says so: offsets in Unicode code points, end exclusive."""

    sequence: int = Field(ge=1)
    report: str
    start: Count
    end: Count


class PloverCitation(Row):
    """A report."""

    citation: str = Field(min_length=1)
    url: str
    title: str
    language: str
    publication: str
    date: str


class PloverRow(Row):
    """One PLOVER event."""

    id: str = Field(min_length=1)
    date: Day
    enddate: Day
    event: Annotated[list[EVENTS], Field(min_length=1)]
    mode: list[MODES]
    context: list[Literal["military"]]
    actor: list[PloverActor]
    recipient: list[PloverActor]
    event_loc: PloverPlace | None
    quad_code: Literal[1, 2, 3, 4]
    size: dict[Literal["dead", "injured", "arrested"], Count]
    text_info: list[PloverText]
    cite_info: list[PloverCitation]
    coder: str
    coded_date: Day

    @model_validator(mode="after")
    def _agree(self) -> PloverRow:
        if any(event not in QUADS[self.quad_code] for event in self.event):
            raise ValueError("quad_code is not that of the event")
        if self.enddate < self.date:
            raise ValueError("the event ends before it starts")
        return self


#: properties that we fill, by schema of FollowTheMoney
PROPERTIES = {
    "Event": [
        "name",
        "startDate",
        "endDate",
        "location",
        "country",
        "organizer",
        "involved",
        "proof",
        "summary",
        "recordId",
        "modifiedAt",
    ],
    "Article": ["title", "publisher", "publishedAt", "sourceUrl", "language"],
    "Organization": ["name", "country"],
    "PublicBody": ["name", "country"],
    "LegalEntity": ["name", "country"],
}


class FtmRow(Row):
    """One FollowTheMoney entity."""

    id: str = Field(pattern=r"^marsad-(actor|report|incident)-[0-9a-f]{16}$")
    schema_: Literal["Event", "Article", "Organization", "PublicBody", "LegalEntity"] = Field(alias="schema")
    properties: dict[str, Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]]

    @model_validator(mode="after")
    def _agree(self) -> FtmRow:
        unknown = set(self.properties) - set(PROPERTIES[self.schema_])
        if unknown:
            raise ValueError(f"{self.schema_} has no {', '.join(sorted(unknown))} here")
        return self
