"""Who may ask for what: every route and method of the application against every role, and what strangers get."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Route
from tests.web.conftest import cookie_for

from marsad.export.disclosure import Disclosed, Policy
from marsad.export.selection import Selection
from marsad.lexicon.places import own_gazetteer
from marsad.model.account import ALLOWED, SCOPED, Deed, Permission, Role, Scope
from marsad.model.rows import read_coded
from marsad.pipeline.accounts import Hand
from marsad.pipeline.review import reject, undo
from marsad.pipeline.select import read_filters, select
from marsad.pipeline.sign_in import make_token
from marsad.store import SqlStore
from marsad.text import fold
from marsad.web import disclosed
from marsad.web.access import ROUTES, explain
from marsad.web.app import make_app
from marsad.web.ledger import LedgerKeeper

READERS = {"viewer", "coder", "reviewer", "manager", "owner"}
CODERS, REVIEWERS, MANAGERS = READERS - {"viewer"}, READERS - {"viewer", "coder"}, {"manager", "owner"}
EVERYBODY = READERS | {"data-viewer"}
OWN = [
    "GET /{lang}/settings", "GET /{lang}/why", "POST /{lang}/sign-out", "POST /{lang}/settings/language",
    "POST /{lang}/settings/password", "POST /{lang}/settings/second-factor", "POST /{lang}/settings/sessions",
    "POST /{lang}/settings/tokens", "POST /{lang}/settings/tokens/revoke", "GET /api/v1/openapi.json", "GET /api/v1/me",
]  # fmt: skip
PUBLIC = [
    "GET /{lang}/public", "GET /{lang}/public/{incident_id}", "GET /api/v1/public/incidents",
    "GET /api/v1/public/incidents.csv", "GET /api/v1/public/incidents.geojson",
]  # fmt: skip
READ = [
    "GET /{lang}/", "GET /{lang}/incidents", "GET /{lang}/incidents/{incident_id}", "GET /{lang}/review",
    "GET /{lang}/review/{report_id:path}", "GET /{lang}/search", "GET /{lang}/sources",
    "GET /{lang}/sources/{source:path}", "GET /{lang}/names", "GET /{lang}/history", "GET /{lang}/help",
    "GET /api/v1/incidents", "GET /api/v1/incidents.csv", "GET /api/v1/incidents.geojson",
    "GET /api/v1/incidents/{incident_id}", "GET /api/v1/reports", "GET /api/v1/reports/{report_id:path}",
    "GET /api/v1/decisions", "GET /{lang}/names/places/{place_id}", "GET /{lang}/names/parties/{actor:path}",
]  # fmt: skip
CODE = [
    "POST /{lang}/review/{report_id:path}/{event_id}", "POST /{lang}/review/{report_id:path}/{event_id}/edit",
    "POST /{lang}/review/{report_id:path}/{event_id}/split", "POST /{lang}/review/{report_id:path}/missed",
    "POST /api/v1/events/{report_id:path}/{event_id}/verdict",
]  # fmt: skip
REVIEW = [
    "POST /{lang}/review", "POST /{lang}/incidents/{incident_id}", "POST /{lang}/incidents/{incident_id}/figures",
    "POST /{lang}/review/{report_id:path}/{event_id}/same", "POST /{lang}/names/places",
    "POST /{lang}/names/places/{place_id}", "POST /{lang}/names/parties/{actor:path}",
]  # fmt: skip
ACCOUNTS = [
    "GET /{lang}/settings/accounts", "POST /{lang}/settings/accounts", "GET /{lang}/settings/access",
    "GET /api/v1/accounts", "POST /api/v1/accounts",
]  # fmt: skip
OPEN = ["GET /", "GET /static/{name}", "GET /{lang}/sign-in", "POST /{lang}/sign-in"]
#: who may ask for what, written down here apart from the code
MATRIX = {
    **dict.fromkeys(OPEN, EVERYBODY | {"stranger"}),
    **dict.fromkeys(OWN + PUBLIC, EVERYBODY),
    **dict.fromkeys(READ, READERS),
    **dict.fromkeys(CODE, CODERS),
    **dict.fromkeys(REVIEW, REVIEWERS),
    **dict.fromkeys(ACCOUNTS, MANAGERS),
    "GET /{lang}/settings/sessions": {"owner"},
}
EXAMPLES = {
    "lang": "en",
    "incident_id": "INC-1",
    "report_id:path": "r1",
    "event_id": "e1",
    "source:path": "sohr",
    "place_id": own_gazetteer().places[0].id,
    "actor:path": "syr-gov",
    "name": "workplace.css",
}
BODIES = {
    "/api/v1/accounts": {"verb": "disable", "name": "coder"},
    "/api/v1/events/{report_id:path}/{event_id}/verdict": {"verb": "accept"},
}
FORM = {"verb": "accept", "seal": "forged", "tongue": "en", "scope": "read", "days": "1", "label": "x"}


def routes_of(app: FastAPI) -> set[str]:
    """The application's own table of routes, as `METHOD /path`."""
    found = set()
    for route in app.router.routes:
        assert isinstance(route, Route), f"{route} cannot be held against the table of permissions"
        found |= {f"{method} {route.path}" for method in route.methods or () if method != "HEAD"}
    return found


def address(path: str) -> str:
    for name, value in EXAMPLES.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def ask(client: TestClient, key: str) -> Any:
    method, path = key.split(" ")
    if method == "GET":
        return client.get(address(path), follow_redirects=False)
    if path.startswith("/api/"):
        return client.post(address(path), json=BODIES[path], headers={"x-marsad-seal": "forged"})
    return client.post(address(path), data=FORM, follow_redirects=False)


@pytest.fixture
def app(staffed: SqlStore) -> FastAPI:
    return make_app(staffed, "", "desk")


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as made:
        yield made


def as_role(client: TestClient, store: SqlStore, role: str) -> TestClient:
    client.cookies.set("marsad_session", cookie_for(store, role))
    return client


def test_every_route_asks_for_a_permission(app: FastAPI) -> None:
    """A new page or address needs an entry in `marsad.web.access.ROUTES` and in the table of this test."""
    assert routes_of(app) == set(ROUTES) == set(MATRIX)


@pytest.mark.parametrize("role", list(Role))
def test_the_matrix(client: TestClient, staffed: SqlStore, role: Role) -> None:
    """Each role passes exactly where the table says; a form without the session's seal changes nothing anywhere."""
    as_role(client, staffed, role)
    wrong = []
    for key in sorted(MATRIX):
        answer = ask(client, key)
        is_home = role is Role.DATA_VIEWER and key == "GET /{lang}/"
        if is_home:
            expected = answer.status_code == 303 and answer.headers["location"] == "/en/public"
        elif role not in MATRIX[key]:
            expected = answer.status_code == 403
        elif key.startswith("POST") and key not in OPEN:
            expected = answer.status_code == 409
        else:
            expected = answer.status_code in (200, 303) or key == "POST /{lang}/sign-in"
        if not expected:
            wrong.append((key, answer.status_code, answer.text[:200]))
    assert wrong == []
    with staffed.view() as view:
        assert list(view.decisions()) == []
        assert {row.deed for row in view.access_log()} <= {Deed.REFUSED, Deed.SIGN_IN_REFUSED}
        assert len(view.sessions()) == 1


def test_strangers_get_the_door(client: TestClient) -> None:
    for key in sorted(set(MATRIX) - set(OPEN)):
        answer = ask(client, key)
        if key.startswith("GET") and "/api/" not in key:
            assert answer.status_code == 303, key
            assert answer.headers["location"].startswith("/en/sign-in?next=/en/"), key
        else:
            assert answer.status_code == 401, key


def test_a_route_without_an_entry_is_refused_to_the_owner(app: FastAPI, client: TestClient, staffed: SqlStore) -> None:
    @app.get("/en/forgotten")
    def forgotten() -> str:
        return "open"

    answer = as_role(client, staffed, "owner").get("/en/forgotten")
    assert answer.status_code == 403
    assert "no table of permissions" in answer.text


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_passes_where_scope_and_role_both_allow(client: TestClient, staffed: SqlStore, scope: Scope) -> None:
    with staffed.writer() as writer:
        written = make_token(writer, Hand("reviewer", Role.REVIEWER), "test", [scope], 1)
    client.headers["authorization"] = f"Bearer {written}"
    allowed = ALLOWED[Role.REVIEWER] & SCOPED[scope]
    for key in sorted(set(MATRIX) - set(OPEN)):
        answer = ask(client, key)
        if "/api/" not in key:
            assert answer.status_code in (303, 401), key
        elif ROUTES[key] in allowed:
            assert answer.status_code in (200, 201), (key, answer.text)
        else:
            assert answer.status_code == 403, key
            assert "yours: role reviewer, scopes" in answer.json()["error"]
    if scope is Scope.REVIEW:
        with staffed.view() as view:
            assert [row.who for row in view.decisions()] == ["reviewer"]


@pytest.mark.parametrize("spoilt", ["ended", "expired", "disabled", "made up"])
def test_a_spoilt_token_opens_nothing(client: TestClient, staffed: SqlStore, spoilt: str) -> None:
    from dataclasses import replace

    with staffed.writer() as writer:
        written = make_token(writer, Hand("viewer", Role.VIEWER), "test", [Scope.READ], 1)
        (token,) = writer.tokens("viewer")
        now = datetime.now(UTC)
        if spoilt == "ended":
            writer.keep_token(replace(token, ended_at=now))
        elif spoilt == "expired":
            writer.keep_token(replace(token, ends_at=now - timedelta(seconds=1)))
        elif spoilt == "disabled":
            account = writer.account("viewer")
            assert account
            writer.keep_account(replace(account, is_disabled=True))
        else:
            written = written[:-1] + ("a" if written[-1] != "a" else "b")
    as_role(client, staffed, "owner")  # a good cookie beside a spoilt token does not help
    assert client.get("/api/v1/me", headers={"authorization": f"Bearer {written}"}).status_code == 401


def test_a_program_looks_after_accounts(client: TestClient, staffed: SqlStore) -> None:
    """What its owner's role may not do, it may not do either; a password is given this one time."""
    with staffed.writer() as writer:
        written = make_token(writer, Hand("manager", Role.MANAGER), "test", [Scope.ADMIN], 1)
    client.headers["authorization"] = f"Bearer {written}"
    made = client.post("/api/v1/accounts", json={"verb": "add", "name": "Salma", "role": "coder"}).json()
    assert made["account"] == {"name": "Salma", "role": "coder", "second_factor": False, "disabled": False}
    assert len(made["password"]) == 19
    shut = client.post("/api/v1/accounts", json={"verb": "disable", "name": "salma"}).json()
    assert (shut["account"]["disabled"], shut["password"]) == (True, None)
    assert client.post("/api/v1/accounts", json={"verb": "disable", "name": "owner"}).status_code == 409
    assert client.post("/api/v1/accounts", json={"verb": "add", "name": "Omar", "role": "owner"}).status_code == 409
    assert client.get("/api/v1/reports").status_code == 403


def test_a_token_of_a_data_only_viewer_reads_the_public_form(client: TestClient, staffed: SqlStore) -> None:
    with staffed.writer() as writer:
        written = make_token(writer, Hand("data-viewer", Role.DATA_VIEWER), "test", list(Scope), 1)
    client.headers["authorization"] = f"Bearer {written}"
    assert client.get("/api/v1/public/incidents").json()["total"] == 1
    for path in ("incidents", "incidents.csv", "reports", "reports/r1", "decisions", "accounts"):
        assert client.get(f"/api/v1/{path}").status_code == 403, path


def test_refusals_say_why_and_are_noted_once_in_a_while(client: TestClient, staffed: SqlStore) -> None:
    as_role(client, staffed, "coder")
    for _ in range(3):
        answer = client.get("/en/settings/accounts")
    assert answer.status_code == 403
    assert "Owner, Manager" in answer.text
    assert 'href="/en/why#accounts"' in answer.text
    with staffed.view() as view:
        rows = [(row.deed, row.who, row.words) for row in view.access_log()]
    assert rows == [(Deed.REFUSED, "coder", "GET /{lang}/settings/accounts needs accounts")]


def test_the_page_of_reasons_names_roles_scopes_and_givers(client: TestClient, staffed: SqlStore) -> None:
    page = as_role(client, staffed, "coder").get("/en/why").text
    assert page.count(">no<") == 3  # review, accounts, owner
    assert "manager</bdi>" in page
    hidden = TestClient(client.app)
    assert "<bdi>manager" not in as_role(hidden, staffed, "data-viewer").get("/en/why").text
    answer = explain(Permission.REVIEW)
    assert (answer.roles, answer.scopes) == ((Role.OWNER, Role.MANAGER, Role.REVIEWER), (Scope.REVIEW,))
    assert answer.givers == (Role.OWNER, Role.MANAGER)


def test_who_asks_is_told_to_programs(client: TestClient, staffed: SqlStore) -> None:
    told = as_role(client, staffed, "viewer").get("/api/v1/me").json()
    assert (told["name"], told["role"], told["by"]) == ("viewer", "viewer", "session")
    may = {one["permission"] for one in told["permissions"] if one["allowed"]}
    assert may == {"open", "known", "own", "disclosed", "read", "export"}


SECRETS = ("السخنة", "ناشط", "قُتِلَ", "عنوان", "r1", "34.88", "38.87", "Amal", "وكالة r2/e1")


def told_by(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


def test_a_data_only_viewer_sees_the_public_form_alone(client: TestClient, staffed: SqlStore) -> None:
    """No text, no exact place, no person's name; the other incident is planned and stays."""
    as_role(client, staffed, "data-viewer")
    shown = client.get("/en/public").text
    assert 'data-incident="INC-1"' in shown
    assert "INC-2" not in shown
    for page in ("/en/public", "/ar/public", "/en/public/INC-1", "/api/v1/public/incidents",
                 "/api/v1/public/incidents.csv", "/api/v1/public/incidents.geojson"):  # fmt: skip
        answer = client.get(page)
        assert answer.status_code == 200
        told = answer.text if "/en/" in page or "/ar/" in page or "csv" in page else told_by(answer.json())
        body = re.sub("<path [^>]*>|وكالة r[12]", "", told)  # outlines of the land; publishers are named
        assert [word for word in SECRETS if word in body] == [], page
    assert client.get("/en/public/INC-2").status_code == 404


def test_no_public_page_of_an_incident_names_a_masked_person(staffed: SqlStore) -> None:
    """Nor a fine place, a newsroom at a place, or why the incident has its grade: not on any page, in any language."""
    from tests.export.cases import CODED, make_selection

    selection = make_selection()
    with staffed.writer() as writer:
        writer.add_reports(selection.reports.values(), "test")
        writer.add_coded([read_coded(row) for row in CODED])
        writer.add_incidents(selection.incidents)
    with staffed.view() as view:
        whole = select(view, staffed.versions, read_filters({}, view))
    rules = {toll.rule for one in whole.incidents for toll in one.tolls}
    assert "the only witness, x:أبو سالم الشامي" in rules  # the page would tell him
    masked = disclosed.disclose(whole, disclosed.POLICY).masked
    assert {"أبو سالم الشامي", "ناشط"} <= set(masked)
    secrets = {*masked, *map(fold, masked), "السخنة", "الميادين", " @ ", "وكالة r2/e1"}
    with TestClient(make_app(staffed, "", "desk")) as client:
        as_role(client, staffed, "data-viewer")
        ids = set(re.findall('data-incident="([^"]+)"', client.get("/en/public").text))
        assert len(ids) == len(disclosed.disclose(whole, disclosed.POLICY).selection.incidents)
        for page in [f"/{lang}/public/{one}" for lang in ("en", "ar") for one in ids]:
            shown = client.get(page)
            assert shown.status_code == 200
            assert [word for word in secrets if word in shown.text] == [], page


def test_the_public_form_cannot_be_searched_for_words(client: TestClient, staffed: SqlStore) -> None:
    """Else a name could be guessed by whether anything is found."""
    as_role(client, staffed, "data-viewer")
    assert client.get("/en/public?q=x").status_code == 422
    assert client.get("/api/v1/public/incidents?q=x").status_code == 422
    narrow = client.get("/api/v1/public/incidents?box=38.86,34.87,38.88,34.89").json()
    assert narrow["total"] == 0  # the exact place is not known here


def test_what_people_reject_leaves_the_public_form(staffed: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """And comes back when that is undone; of a record that grew by verdicts alone nothing is disclosed twice."""
    asked: list[list[str]] = []
    plain = disclosed.disclose

    def noting(selection: Selection, policy: Policy) -> Disclosed:
        asked.append([one.id for one in selection.incidents])
        return plain(selection, policy)

    monkeypatch.setattr(disclosed, "disclose", noting)
    keeper = disclosed.PublicKeeper(LedgerKeeper(staffed), staffed.versions)
    assert [line.incident.id for line in keeper.now().lines] == ["INC-1"]
    with staffed.writer() as writer:
        reject(writer, ("r1", "e1"), "Amal", "no event")
        reject(writer, ("r2", "e1"), "Amal", "no event")
    assert keeper.now().lines == ()
    with staffed.writer() as writer:
        undo(writer, ("r2", "e1"), "Amal", "")
    (line,) = keeper.now().lines
    assert (line.state, line.facets["state"]) == ("draft", ("draft",))
    assert asked == [["INC-1", "INC-2"], ["INC-2"], ["INC-2"]]
