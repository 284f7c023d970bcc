"""The HTTP interface against its own description: requests that fit and do not fit it, made by Schemathesis."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
pytest.importorskip("schemathesis", reason="Schemathesis is not installed")
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from marsad.store import open_store
from marsad.web.app import make_app

TOKEN = "once-only"


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory, sample_store: Path) -> Any:
    """The description, asked as a browser that opened the link."""
    where = tmp_path_factory.mktemp("fuzz") / "sample.marsad"
    shutil.copyfile(sample_store, where)
    app = make_app(open_store(where), TOKEN)
    client = TestClient(app)
    client.get(f"/?token={TOKEN}")
    cookie = {"Cookie": f"marsad_session={client.cookies['marsad_session']}"}
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=cookie)


def test_interface_keeps_to_its_description(described: Any) -> None:
    for result in described.get_all_operations():

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=result.ok().as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate()

        ask()
