"""`marsad copies`: groups of reports that repeat one text, from files and from a store, and whose text it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from marsad.ingest import read_reports
from marsad.model import Report
from marsad.store import open_store

Marsad = Callable[..., Result]
Write = Callable[..., Path]
STORY = (
    "قتل سبعة جنود وأصيب أربعة آخرون مساء الثلاثاء في كمين نصبه مسلحون لرتل عسكري على الطريق الواصل بين بلدتين "
    "شرقي المحافظة، وأغلقت السلطات المنطقة ونقلت الجرحى إلى المشفى الوطني."
)
OTHER = "أعلنت البلدية إنجاز ترميم السوق القديم وافتتاح جسر جديد للمشاة بعد عامين من العمل المتواصل وسط حضور رسمي واسع."


def row(name: str, publisher: str, published: str, text: str) -> dict[str, str]:
    return {"id": name, "publisher": publisher, "published": published, "title": name, "text": text}


def groups(told: Result) -> list[dict[str, Any]]:
    assert told.exit_code == 0, told.output
    return [json.loads(line) for line in told.stdout.splitlines()]


def members(group: dict[str, Any]) -> list[str]:
    return [report["id"] for report in group["reports"]]


def test_the_outlet_that_others_name_wrote_the_text(marsad: Marsad, write_rows: Write) -> None:
    """The agency's own report came in late; the paper that printed it names the agency."""
    path = write_rows(
        row("paper", "Okaz", "2021-05-04", f"{STORY} وأوردت وكالة رويترز الخبر."),
        row("agency", "Reuters", "2021-05-05", STORY),
        row("other", "Okaz", "2021-05-04", OTHER),
    )
    (group,) = groups(marsad("copies", str(path), "--json"))
    assert members(group) == ["paper", "agency"]
    assert (group["source"], group["name"]) == ("reuters", "Reuters")
    assert all(0.4 <= report["overlap"] <= 1 for report in group["reports"])


def test_the_source_that_all_name(marsad: Marsad, write_rows: Write) -> None:
    """Two papers print a monitor's words; neither is the monitor."""
    told = f"قال المرصد السوري لحقوق الإنسان إنه {STORY}"
    path = write_rows(row("a", "Okaz", "2021-05-04", told), row("b", "Al-Yaum", "2021-05-04", f"{told} انتهى."))
    (group,) = groups(marsad("copies", str(path), "--json"))
    assert (group["source"], group["rule"]) == ("sohr", "every text of the group names it")


def test_the_first_to_publish_or_nobody(marsad: Marsad, write_rows: Write) -> None:
    """Without a name the first wrote it; two on one day leave it open."""
    later = row("b", "Al-Yaum", "2021-05-05", STORY)
    (known,) = groups(marsad("copies", str(write_rows(row("a", "Okaz", "2021-05-04", STORY), later)), "--json"))
    assert (known["source"], known["rule"]) == ("okaz", "its report was published first")
    (unknown,) = groups(marsad("copies", str(write_rows(row("a", "Okaz", "2021-05-05", STORY), later)), "--json"))
    assert unknown["source"] is None
    assert unknown["rule"].startswith("unknown")


def test_how_much_must_be_copied(marsad: Marsad, write_rows: Write) -> None:
    """Half a text is a copy at a third, and none at nine tenths."""
    half = STORY[: len(STORY) // 2]
    path = str(write_rows(row("a", "Okaz", "2021-05-04", STORY), row("b", "Al-Yaum", "2021-05-05", f"{half} {OTHER}")))
    assert len(groups(marsad("copies", path, "--json", "--overlap", "0.3"))) == 1
    assert groups(marsad("copies", path, "--json", "--overlap", "0.9")) == []


def test_a_store_gives_what_its_reports_give(marsad: Marsad, write_rows: Write, tmp_path: Path) -> None:
    """From the store, also where its ending is left out; the table names both reports and counts them."""
    path = write_rows(row("a", "Okaz", "2021-05-04", STORY), row("b", "Al-Yaum", "2021-05-05", STORY))
    store = tmp_path / "held.marsad"
    with open_store(store) as held, held.writer() as writer:
        writer.add_reports([report for report in read_reports([str(path)]) if isinstance(report, Report)], "test")
    assert groups(marsad("copies", str(store), "--json")) == groups(marsad("copies", str(path), "--json"))
    shown = marsad("copies", str(tmp_path / "held")).stdout
    assert "1 groups of copied texts; 2 of 2 reports are in them" in shown
    assert "Al-Yaum" in shown


def test_a_bad_line_is_told_and_the_rest_compared(marsad: Marsad, write_rows: Write) -> None:
    """3 where a part was left out; 2 for a store beside files."""
    path = write_rows(row("a", "Okaz", "2021-05-04", STORY), "no json", row("b", "Al-Yaum", "2021-05-05", STORY))
    told = marsad("copies", str(path), "--json")
    assert told.exit_code == 3
    assert "reports.jsonl" in told.stderr
    assert len(told.stdout.splitlines()) == 1


@pytest.mark.parametrize("also", [["other.jsonl"], ["postgresql://nowhere/store"]])
def test_a_store_is_named_alone(marsad: Marsad, tmp_path: Path, also: list[str]) -> None:
    """2: a store and something else cannot be compared."""
    with open_store(tmp_path / "held.marsad"):
        pass
    assert marsad("copies", str(tmp_path / "held.marsad"), *also).exit_code == 2
