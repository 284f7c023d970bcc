"""What is told where a form or an address cannot be taken: in the page's language, with a way back."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from fastapi.testclient import TestClient

from marsad.export.labels import read_labels
from marsad.export.phrases import read_rule_words
from marsad.pipeline import corrections, figures, join, parting, review
from marsad.store import Store
from marsad.web import corrections as correction_forms
from marsad.web import desk, forms, gate, joining, mending, settings, typed
from marsad.web import parting as parting_forms
from marsad.web import review as review_forms
from marsad.web.app import make_app

RULES = read_rule_words(read_labels())
MODULES = (review, corrections, figures, join, parting)
FORMS = (desk, forms, joining, mending, settings, typed, correction_forms, parting_forms, review_forms, gate)
#: what may stand in a fault in Latin letters: a value that was written, or a command
LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = {"REPORT", "EVENT", "SY", "DY", "marsad", "serve", "km"}


def faults_in(module: ModuleType) -> Iterator[str]:
    """The words of each UsageError that a module raises, and of each refusal, with 7 for what is filled in."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in ("UsageError", "turn_away"):
            continue
        words = node.args[-1]
        if isinstance(words, ast.Constant):
            yield str(words.value)
        elif isinstance(words, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in words.values]
            yield "".join(parts)


def named(words: str) -> list[str]:
    """A fault whose words begin with a field's name, once for each field."""
    if words == "7 is 7: give a whole number":
        return [f"{name} is 7: give a whole number" for name in ("low", "best", "high", "the number of a decision")]
    if words == "7 is 7: give a number with a decimal point":
        return [f"{name} is 7: give a number with a decimal point" for name in ("lat", "lon", "radius_km")]
    if words.startswith("say for each 7"):
        return [words.replace("7", part) for part in ("evidence", "casualty", "place")]
    return [words]


@pytest.mark.parametrize(
    "words", sorted({one for module in (*MODULES, *FORMS) for told in faults_in(module) for one in named(told)})
)
def test_every_fault_is_told_in_arabic(words: str) -> None:
    said = RULES.say(words)["ar"]
    assert set(LATIN.findall(said)) <= ALLOWED, said


def enter(store: Store) -> TestClient:
    """A browser that opened the link."""
    client = TestClient(make_app(store, "open"))
    client.get("/?token=open")
    return client


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("incidents/INC-1/figures", "incidents/INC-1"),
        ("incidents/INC-1", "incidents/INC-1"),
        ("review", "review"),
        ("review/a/b/e1/edit", "review/a/b"),
        ("review/a/b/e1", "review/a/b"),
        ("names/places", "names"),
        ("names/parties/x:some/body", "names/parties/x%3Asome/body"),
        ("settings/tokens/revoke", "settings"),
    ],
)
def test_after_a_fault_the_other_language_shows_the_page_of_the_form(store: Store, form: str, page: str) -> None:
    answer = enter(store).post(f"/ar/{form}", data={"seal": "none of ours"})
    assert answer.status_code >= 400
    assert f'class="tongue" href="/en/{page}"' in answer.text


def test_an_address_of_forms_leads_to_their_page(store: Store) -> None:
    answer = enter(store).get("/ar/settings/tokens/revoke", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ar/settings")


def test_a_stranger_is_told_in_the_language_of_the_address(store: Store) -> None:
    client = TestClient(make_app(store, "open"))
    said = client.get("/ar/")
    assert said.status_code == 401
    assert 'lang="ar" dir="rtl"' in said.text
    assert "it works once" not in said.text
    assert "it works once" in client.get("/en/").text


@pytest.fixture
def broken(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a workplace where reports cannot be judged."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a defect of ours")

    monkeypatch.setattr("marsad.web.review.check_unchanged", fail)
    with TestClient(make_app(store, "open", "Amal"), raise_server_exceptions=False) as made:
        made.get("/?token=open")
        yield made


@pytest.mark.parametrize(("lang", "words"), [("en", "An error in Marsad itself"), ("ar", "خطأ في مرصد نفسه")])
def test_an_error_that_nobody_foresaw_has_a_page(broken: TestClient, lang: str, words: str) -> None:
    seal = re.search(r'name="seal" value="([^"]+)"', broken.get("/en/names").text)
    assert seal
    page = broken.post(f"/{lang}/review/r1/e1", data={"seal": seal[1], "verb": "accept", "seen": "0"})
    assert (page.status_code, page.headers["content-language"]) == (500, lang)
    assert words in page.text
    assert "ZeroDivisionError" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_such_an_error_still_reaches_the_log(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server, which writes it down, gets the error itself; programs get an object."""
    monkeypatch.setattr("marsad.web.ledger.LedgerKeeper.now", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get("/en/names")
    quiet = TestClient(client.app, raise_server_exceptions=False, cookies=client.cookies)
    page = quiet.get("/ar/names")
    assert (page.status_code, "خطأ في مرصد نفسه" in page.text) == (500, True)
    assert "error in Marsad" in quiet.get("/api/v1/incidents").json()["error"]
