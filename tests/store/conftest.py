"""One suite for every engine: SQLite always, PostgreSQL where MARSAD_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from marsad.model import CodedReport, DateSpan, Event, Place, Report, Span, Tally, Why
from marsad.model.event import Casualty
from marsad.model.incident import Claim, Grade, Incident, Toll
from marsad.store import SqlStore, open_store

SERVER = os.environ.get("MARSAD_TEST_POSTGRES", "")
POSTGRES = pytest.param(
    "postgres",
    marks=[
        pytest.mark.postgres,
        pytest.mark.skipif(not SERVER, reason="MARSAD_TEST_POSTGRES names no PostgreSQL server"),
    ],
)


@pytest.fixture
def fresh_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL database that is dropped after the test."""
    name = f"marsad_test_{uuid.uuid4().hex[:12]}"
    server = sa.make_url(SERVER).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture(params=["sqlite", POSTGRES])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be made, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "held.marsad")
    return str(request.getfixturevalue("fresh_url"))


@pytest.fixture
def store(where: str) -> Iterator[SqlStore]:
    with open_store(where) as made:
        yield made


def make_report(number: int, text: str = "قصف على البلدة أسفر عن مقتل ثلاثة مدنيين", title: str = "قصف") -> Report:
    return Report(f"r{number}", "وكالة", date(2024, 1, number), title, text, url=f"https://example.org/{number}")


TOWN = Place("السخنة", 34.88, 38.87, 5, "SY-HI")


def make_coded(number: int, killed: int = 3) -> CodedReport:
    event = Event(
        id="e1",
        type="shelling",
        date=DateSpan(date(2024, 1, number), date(2024, 1, number)),
        places=(TOWN,),
        initiators=("syr-gov",),
        casualties=(Casualty("civilians", "killed", killed, killed),),
        sources=("sohr",),
        evidence=(Span(0, 3),),
        why=(Why("type", "shelling", "act_word", Span(0, 3), 0.9), Why("date", "", "no_day_named")),
    )
    tally = Tally(event.date, (TOWN,), (Casualty("unknown", "killed", 40, None),), ("sohr",), (Span(4, 6),))
    return CodedReport(f"r{number}", (event,), (tally,))


def make_incident(identifier: str, *numbers: int, killed: int = 3, place: Place = TOWN) -> Incident:
    claims = tuple(
        Claim(f"r{n}", "e1", "وكالة", "sohr", (), date(2024, 1, n), "asserts", "civilians", "killed", killed, killed)
        for n in numbers
    )
    return Incident(
        id=identifier,
        members=tuple((f"r{n}", "e1") for n in numbers),
        type="shelling",
        status="occurred",
        date=DateSpan(date(2024, 1, min(numbers)), date(2024, 1, max(numbers))),
        places=(place,),
        initiators=("syr-gov",),
        targets=("civilians",),
        weapons=("artillery",),
        tolls=(Toll("civilians", "killed", killed, killed, killed + 1, "the only figure", claims),),
        claims=claims,
        sources=("sohr",),
        claimed_by=(),
        denied_by=(),
        grade=Grade.WEAK,
        grade_rule="one witness",
        witnesses=("sohr",),
    )


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """A store with three reports, their codings, and two incidents."""
    with store.writer() as writer:
        writer.add_reports([make_report(1), make_report(2), make_report(3)], "test")
        writer.add_coded([make_coded(1), make_coded(2), make_coded(3, killed=7)])
        writer.add_incidents([make_incident("INC-1", 1, 2), make_incident("INC-2", 3, killed=7)])
    return store
