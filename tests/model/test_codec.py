"""Values of the model survive JSON, and what does not fit is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from tests.store.conftest import make_incident

from marsad.model import DateSpan, Place
from marsad.model.codec import canonical, from_plain, to_plain
from marsad.model.incident import Action, Claim, Decision, Incident, Judgement


@pytest.mark.parametrize(
    "value",
    [
        make_incident("INC-1", 1, 2),
        Place("السخنة", None, 38.87, 5, "SY-HI"),
        DateSpan(date(2024, 1, 1), date(2024, 1, 2)),
        Claim("r", "e", "p", "s", ("afp",), None, "denies"),
        Decision(
            1, Action.JUDGE, (("r", "e"),), "me", datetime(2024, 1, 1, tzinfo=UTC), "why", judgement=Judgement.SAME
        ),
    ],
)
def test_values_survive_json(value: object) -> None:
    assert from_plain(type(value), json.loads(canonical(to_plain(value)))) == value


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Place, {"name": "x", "lat": "1", "lon": 1.0, "radius_km": 5, "admin1": ""}),
        (Place, {"name": "x"}),
        (Place, {"name": "x", "lat": 1.0, "lon": 1.0, "radius_km": True, "admin1": ""}),
        (Place, ["x"]),
        (DateSpan, {"start": "soon", "end": "2024-01-01"}),
        (DateSpan, {"start": "2024-01-01", "end": "2024-01-01", "middle": "2024-01-01"}),
        (Incident, {"id": 1}),
    ],
)
def test_what_does_not_fit_is_refused(kind: type, plain: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_plain(kind, plain)


def test_one_text_per_value() -> None:
    assert canonical({"b": 1, "a": "س"}) == '{"a":"س","b":1}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
