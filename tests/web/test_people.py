"""Signing in and out, settings, accounts and sessions, as a browser without scripts does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
import pyotp
from fastapi.testclient import TestClient
from tests.web.conftest import PASSWORD, cookie_for

from marsad.model.account import AccessRow, Deed
from marsad.pipeline.credentials import digest_of
from marsad.store import SqlStore
from marsad.web.app import make_app
from marsad.web.guard import Site
from marsad.web.limiter import Limiter

NEW = "another good word"


@pytest.fixture
def client(staffed: SqlStore) -> Iterator[TestClient]:
    with TestClient(make_app(staffed, "", "desk")) as made:
        yield made


def enter(client: TestClient, name: str, password: str = PASSWORD, **fields: str) -> Any:
    return client.post("/en/sign-in", data={"name": name, "password": password, **fields}, follow_redirects=False)


def as_account(client: TestClient, store: SqlStore, name: str) -> None:
    client.cookies.set("marsad_session", cookie_for(store, name))


def seal_in(page: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: TestClient, path: str, page: str = "/en/settings", **fields: Any) -> Any:
    """A form of a page, sent with its seal."""
    return client.post(path, data={"seal": seal_in(client.get(page).text), **fields})


def deeds(store: SqlStore) -> list[tuple[Deed, str]]:
    with store.view() as view:
        return [(row.deed, row.who) for row in view.access_log()]


def test_signing_in_leads_to_the_page_that_was_asked_for(client: TestClient, staffed: SqlStore) -> None:
    asked = client.get("/en/incidents?killed=3", follow_redirects=False).headers["location"]
    to = re.search(r'name="next" value="([^"]+)"', client.get(asked).text)
    assert to
    answer = enter(client, "REVIEWER", next=to[1])
    assert answer.headers["location"] == "/en/incidents?killed=3"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/en/incidents").status_code == 200
    assert deeds(staffed) == [(Deed.SIGN_IN, "reviewer")]


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/en\\evil", "javascript:1"]
)
def test_no_foreign_page_is_led_to(client: TestClient, to: str) -> None:
    assert enter(client, "viewer", next=to).headers["location"] == "/en/"


def test_a_stranger_who_mistypes_the_address_is_told_so(client: TestClient) -> None:
    """In a frame without the record: nothing of it is shown to strangers."""
    answer = client.get("/xx/sign-in")
    assert answer.status_code == 404
    assert "<nav" not in answer.text
    assert client.get("/static/workplace.css").status_code == 200


def test_wrong_names_and_passwords_look_the_same(client: TestClient) -> None:
    pages = [enter(client, name, "wrong").text.replace(name, "") for name in ("viewer", "zzzzzz")]
    assert pages[0] == pages[1]
    assert "The name or the password is not right." in pages[0]


def test_tries_are_limited_and_the_wait_is_told(client: TestClient, staffed: SqlStore) -> None:
    """Also for the right password, and for that account from anywhere; other accounts go on."""
    for _ in range(5):
        assert enter(client, "viewer", "wrong").status_code == 401
    answer = enter(client, "VIEWER")
    assert answer.status_code == 429
    assert "Try again in" in answer.text
    assert 0 < int(answer.headers["retry-after"]) <= 30
    assert enter(client, "coder").status_code == 303
    assert deeds(staffed).count((Deed.SIGN_IN_REFUSED, "viewer")) == 5


def test_waits_grow_and_are_forgotten() -> None:
    now = [0.0]
    limiter = Limiter(clock=lambda: now[0])
    waits = []
    for _ in range(12):
        waits.append(limiter.wait("a", "x"))
        limiter.fail("a", "x")
    assert waits == [0] * 5 + [30, 60, 120, 240, 480, 900, 900]
    assert limiter.wait("b", "x") == 0
    now[0] += 901
    assert limiter.wait("a", "x") == 0
    now[0] += 3600
    limiter.fail("b", "y")
    assert set(limiter.held) == {("account", "b"), ("address", "y")}


def test_an_address_is_limited_over_all_accounts() -> None:
    limiter = Limiter(clock=lambda: 0.0)
    for number in range(20):
        limiter.fail(f"name {number}", "x")
    assert limiter.wait("fresh", "x") == 30
    limiter.clear("fresh")
    assert limiter.wait("fresh", "x") == 30
    assert limiter.wait("fresh", "y") == 0


def test_signing_out_ends_the_session_on_the_server(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "viewer")
    cookie = client.cookies["marsad_session"]
    send(client, "/en/sign-out")
    client.cookies.set("marsad_session", cookie)
    assert client.get("/en/", follow_redirects=False).status_code == 303
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(
    ("form", "page"), [("review/r1/e1/edit", "review/r1"), ("names/parties/x:a&b", "names/parties/x%3Aa%26b")]
)
def test_a_form_sent_too_late_leads_back_to_its_page(client: TestClient, lang: str, form: str, page: str) -> None:
    """By way of the sign-in, as a link in the page's body."""
    told = client.post(f"/{lang}/{form}", data={"seal": "of a session that ended"})
    assert told.status_code == 401
    (way,) = re.findall(r'<a class="button main" href="([^"]+)"', told.text)
    assert way.startswith(f"/{lang}/sign-in?next=")
    asked = re.search(r'name="next" value="([^"]+)"', client.get(way).text)
    assert asked
    assert enter(client, "coder", next=asked[1]).headers["location"] == f"/{lang}/{page}"


def test_a_form_from_another_site_is_shown_no_way_in(client: TestClient) -> None:
    told = client.post("/en/review/r1/e1", headers={"origin": "https://evil.example"})
    assert told.status_code == 403
    assert "sign-in?next=" not in told.text.partition("<main")[2]


def test_a_form_from_another_site_is_refused_before_the_sign_in(client: TestClient, staffed: SqlStore) -> None:
    answer = client.post(
        "/en/sign-in", data={"name": "viewer", "password": PASSWORD}, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert deeds(staffed) == []


def test_decisions_are_signed_with_the_account(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "coder")
    send(client, "/en/review/r1/e1", page="/en/review/r1", verb="accept")
    with staffed.view() as view:
        assert [row.who for row in view.decisions()] == ["coder"]


def test_a_coder_takes_back_own_verdicts_alone(client: TestClient, staffed: SqlStore) -> None:
    for name, verb, seen, status in (
        ("reviewer", "accept", 0, 200),
        ("coder", "undo", 1, 409),
        ("reviewer", "undo", 1, 200),
        ("coder", "accept", 0, 200),
        ("coder", "undo", 3, 200),
    ):
        as_account(client, staffed, name)
        answer = send(client, "/en/review/r1/e1", page="/en/review/r1", verb=verb, seen=str(seen))
        assert answer.status_code == status, (name, verb)


def test_a_password_is_changed_and_other_sessions_end(client: TestClient, staffed: SqlStore) -> None:
    other = cookie_for(staffed, "viewer")
    as_account(client, staffed, "viewer")
    wrong = send(client, "/ar/settings/password", old=PASSWORD, new=NEW, again="something else")
    assert wrong.status_code == 409
    assert 'role="alert"' in wrong.text
    done = send(client, "/en/settings/password", old=PASSWORD, new=NEW, again=NEW)
    assert done.status_code == 200
    with staffed.view() as view:
        session = view.session(digest_of(other))
    assert session and session.ended_at
    assert enter(TestClient(client.app), "viewer").status_code == 401
    assert enter(TestClient(client.app), "viewer", NEW).status_code == 303


def test_guessing_the_present_password_is_limited_too(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "viewer")
    codes = [send(client, "/en/settings/password", old="x", new=NEW, again=NEW).status_code for _ in range(6)]
    assert codes == [409] * 5 + [429]


def test_the_second_factor_from_offer_to_sign_in(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "viewer")
    page = send(client, "/en/settings/second-factor", verb="offer").text
    assert "<svg" in page
    with staffed.view() as view:
        account = view.account("viewer")
    assert account
    secret = account.totp_offered
    assert secret in re.sub(r"\s", "", page)
    code = pyotp.TOTP(secret).now()
    assert send(client, "/en/settings/second-factor", verb="confirm", password="x", code=code).status_code == 409
    page = send(client, "/en/settings/second-factor", verb="confirm", password=PASSWORD, code=code).text
    codes = re.findall(r"<li><code>([a-z0-9-]+)</code>", page)
    assert len(codes) == 10
    stranger = TestClient(client.app)
    assert "also needs the code" in enter(stranger, "viewer").text
    assert enter(stranger, "viewer", code=codes[0]).status_code == 303
    assert codes[0] not in client.get("/en/settings").text
    send(client, "/en/settings/second-factor", verb="drop", password=PASSWORD)
    assert enter(TestClient(client.app), "viewer").status_code == 303


def test_a_token_is_shown_once_and_works_until_revoked(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "viewer")
    page = send(client, "/en/settings/tokens", label="map", scope="read", days="7").text
    written = re.search(r"msd_[0-9a-f]{8}_[\w-]+", page)
    assert written
    assert written[0] not in client.get("/en/settings").text
    program, header = TestClient(client.app), {"authorization": f"Bearer {written[0]}"}
    assert program.get("/api/v1/incidents", headers=header).json()["total"] == 2
    assert program.get("/en/", headers=header, follow_redirects=False).status_code == 303
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    send(client, "/en/settings/tokens/revoke", token=token[1])
    assert program.get("/api/v1/incidents", headers=header).status_code == 401


def test_own_sessions_are_listed_and_ended_and_those_of_others_are_not(client: TestClient, staffed: SqlStore) -> None:
    mine, others = cookie_for(staffed, "viewer"), cookie_for(staffed, "coder")
    as_account(client, staffed, "viewer")
    page = client.get("/en/settings").text
    assert digest_of(mine) in page and digest_of(others) not in page
    assert send(client, "/en/settings/sessions", key=digest_of(others)).status_code == 409
    send(client, "/en/settings/sessions", verb="others")
    with staffed.view() as view:
        ended = {one.key for one in view.sessions() if one.ended_at}
    assert ended == {digest_of(mine)}


def test_an_owner_ends_any_session(client: TestClient, staffed: SqlStore) -> None:
    others = cookie_for(staffed, "coder")
    as_account(client, staffed, "owner")
    page = "/en/settings/sessions"
    assert digest_of(others) in client.get(page).text
    assert send(client, page, page=page, key=digest_of(others), verb="any").status_code == 200
    assert digest_of(others) not in client.get(page).text
    assert (Deed.SESSION_ENDED, "owner") in deeds(staffed)


def test_a_manager_adds_an_account_and_its_person_changes_the_password(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "manager")
    where = "/en/settings/accounts"
    page = send(client, where, page=where, verb="add", name="Salma", role="coder").text
    given = re.search(r"<code dir=\"ltr\">([a-z0-9-]{19})</code>", page)
    assert given
    salma = TestClient(client.app)
    assert enter(salma, "Salma", given[1]).status_code == 303
    for path in ("/en/", "/en/review/r1", "/api/v1/reports"):
        answer = salma.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"][-9:]) == (303, "/settings")
    send(salma, "/en/settings/password", old=given[1], new=NEW, again=NEW)
    assert salma.get("/en/review/r1").status_code == 200
    refused = send(client, where, page=where, verb="role", name="owner", role="viewer")
    assert refused.status_code == 409
    assert "Your role may not change this account." in refused.text


def test_a_new_role_and_an_end_hold_at_once(client: TestClient, staffed: SqlStore) -> None:
    omar = TestClient(client.app)
    as_account(omar, staffed, "coder")
    as_account(client, staffed, "owner")
    where = "/en/settings/accounts"
    send(client, where, page=where, verb="role", name="coder", role="viewer")
    assert omar.post("/en/review/r1/e1", data={"verb": "accept"}).status_code == 403
    send(client, where, page=where, verb="disable", name="coder")
    assert omar.get("/api/v1/me").status_code == 401
    expected = [(Deed.ROLE_CHANGED, "owner"), (Deed.REFUSED, "coder"), (Deed.DISABLED, "owner")]
    assert deeds(staffed) == expected


def test_who_comes_by_the_link_acts_as_owner_and_has_no_account(staffed: SqlStore) -> None:
    with TestClient(make_app(staffed, "once", "Amal")) as client:
        client.get("/?token=once", headers={"accept-language": "en"})
        assert "You came by the one-time link" in client.get("/en/settings").text
        assert client.get("/en/settings/accounts").status_code == 200
        assert send(client, "/en/settings/tokens", label="x", scope="read", days="7").status_code == 409
    assert deeds(staffed) == [(Deed.LINK_OPENED, "Amal")]


def test_under_tls_there_is_no_link_and_cookies_are_for_tls(staffed: SqlStore) -> None:
    site = Site(is_local=False, is_secure=True, names=("desk.example",))
    with TestClient(make_app(staffed, "once", "Amal", site), base_url="https://desk.example") as client:
        assert client.get("/en/?token=once", follow_redirects=False).headers["location"].startswith("/en/sign-in")
        answer = enter(client, "viewer")
        assert "; Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"]
        assert client.get("/en/", headers={"host": "other.example"}).status_code == 421
    with TestClient(make_app(staffed, "", "Amal", site), base_url="http://desk.example") as plain:
        assert plain.get("/en/sign-in").status_code == 403


def test_the_language_is_remembered(client: TestClient, staffed: SqlStore) -> None:
    as_account(client, staffed, "viewer")
    assert client.get("/", follow_redirects=False).headers["location"] == "/ar/"
    send(client, "/ar/settings/language", tongue="en")
    assert client.get("/", follow_redirects=False).headers["location"] == "/en/"
    assert enter(TestClient(client.app), "viewer").headers["location"] == "/en/"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_store_facts_are_for_readers(client: TestClient, staffed: SqlStore, lang: str) -> None:
    told = {}
    for role in ("data-viewer", "viewer", "manager"):
        as_account(client, staffed, role)
        page = client.get(f"/{lang}/settings").text
        told[role] = ('id="store"' in page, staffed.name in page)
    assert told == {"data-viewer": (False, False), "viewer": (True, False), "manager": (True, True)}


def test_a_broken_log_is_told_on_the_first_page(staffed: SqlStore) -> None:
    import sqlalchemy as sa

    with staffed.writer() as writer:
        writer.note(AccessRow(0, Deed.SIGN_IN_REFUSED, "viewer", datetime.now(UTC)))
    with staffed.engine.writing() as connection:
        connection.execute(sa.text("DROP TRIGGER access_log_stay"))
        connection.execute(sa.text("UPDATE access_log SET body = replace(body, 'viewer', 'coder')"))
    with TestClient(make_app(staffed, "", "desk")) as client:
        as_account(client, staffed, "viewer")
        page = client.get("/en/").text
    assert "The log was damaged" in page
    assert "log of access, row 1: was altered after it was written" in page


def test_a_log_that_lost_its_end_is_told(staffed: SqlStore) -> None:
    import sqlalchemy as sa

    with staffed.writer() as writer:
        writer.note(AccessRow(0, Deed.SIGN_IN_REFUSED, "viewer", datetime.now(UTC)))
    with staffed.engine.writing() as connection:
        connection.execute(sa.text("DROP TRIGGER access_log_last"))
        connection.execute(sa.text("DELETE FROM access_log"))
    with TestClient(make_app(staffed, "", "desk")) as client:
        as_account(client, staffed, "viewer")
        assert "now the log ends at 0" in client.get("/en/").text
