"""The written schemas are those that exports are held against, and they refuse what is wrong."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tests.export.cases import make_selection

from marsad.errors import OutputError
from marsad.export.acled import acled_rows
from marsad.export.flat import incident_rows
from marsad.export.ftm import ftm_rows
from marsad.export.ged import ged_rows
from marsad.export.object_schema import FtmRow, PloverRow
from marsad.export.plover import plover_rows
from marsad.export.schema import AcledRow, GedRow, IncidentRow, checked, json_schema
from marsad.export.tables import ClaimRow, EventRow, TallyRow

SCHEMAS = {"incidents": IncidentRow, "acled": AcledRow, "ged": GedRow, "plover": PloverRow, "ftm": FtmRow}
SCHEMAS |= {"claims": ClaimRow, "events": EventRow, "tallies": TallyRow}
FOLDER = Path(str(files("marsad") / "data" / "schema" / "export"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_written_schema_is_the_one_in_use(name: str) -> None:
    """Write them anew with MARSAD_WRITE_SCHEMAS=1."""
    path = FOLDER / f"{name}.json"
    if os.environ.get("MARSAD_WRITE_SCHEMAS"):
        path.write_text(json_schema(SCHEMAS[name]), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == json_schema(SCHEMAS[name])


ACLED, GED = acled_rows(make_selection())[0][0].model_dump(), ged_rows(make_selection())[0][0].model_dump()
PLOVER, FTM = plover_rows(make_selection())[0][0], ftm_rows(make_selection())[0]
INCIDENT = incident_rows(make_selection())[0].model_dump()


@pytest.mark.parametrize(
    ("schema", "row", "wrong"),
    [
        (AcledRow, ACLED, {"sub_event_type": "Suicide bomb"}),
        (AcledRow, ACLED, {"latitude": 91.0}),
        (AcledRow, ACLED, {"fatalities": -1}),
        (AcledRow, ACLED, {"inter1": "Rebels"}),
        (AcledRow, ACLED, {"year": 1999}),
        (AcledRow, ACLED, {"actor2": ""}),
        (AcledRow, ACLED, {"event_id_cnty": "SYR12"}),
        (AcledRow, ACLED, {"surplus": 1}),
        (GedRow, GED, {"best": 1000}),
        (GedRow, GED, {"high": 0}),
        (GedRow, GED, {"where_prec": 8}),
        (GedRow, GED, {"date_start": "2024-01-01"}),
        (GedRow, GED, {"geom_wkt": "POINT(1 2)"}),
        (PloverRow, PLOVER, {"quad_code": 1}),
        (PloverRow, PLOVER, {"event": ["FIGHT"]}),
        (PloverRow, PLOVER, {"enddate": "1999-01-01"}),
        (FtmRow, FTM, {"schema": "Person"}),
        (FtmRow, FTM, {"properties": {"weight": ["1"]}}),
        (FtmRow, FTM, {"properties": {"name": []}}),
        (IncidentRow, INCIDENT, {"incident": ""}),
        (IncidentRow, INCIDENT, {"status": "maybe"}),
        (IncidentRow, INCIDENT, {"admin1": "Homs"}),
        (IncidentRow, INCIDENT, {"killed_low": "3"}),
    ],
)
def test_a_wrong_row_is_refused(schema: Any, row: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert checked(schema, [row], "incident")
    with pytest.raises(OutputError, match="breaks the schema"):
        checked(schema, [row | wrong], "incident")
