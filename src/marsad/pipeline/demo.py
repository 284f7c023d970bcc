"""The whole path on the bundled reports: coded, reconciled, stored, and shown on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from marsad.errors import MarsadError, OutputError
from marsad.model import CodedReport, Incident, Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration made, and where it wrote it."""

    reports: Sequence[Report]
    coded: Sequence[CodedReport]
    incidents: Sequence[Incident]
    store: Path
    page: Path


def sample_reports() -> list[Report]:
    """The reports that come with Marsad: written for it, in the voices of invented outlets."""
    from marsad.ingest.text import read_reports

    return list(_sound(read_reports([str(files("marsad") / "data" / "sample" / "reports.jsonl")])))


def run_demo(folder: Path) -> Shown:
    """Code, reconcile and store the bundled reports, and write the store and the page into the folder."""
    from marsad.pipeline.batch import code_reports
    from marsad.pipeline.incidents import reconcile_coded

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror}); name another folder with --out") from error
    reports = sample_reports()
    coded = list(_sound(code_reports(reports)))
    incidents = reconcile_coded(coded, {report.id: report for report in reports})
    shown = Shown(reports, coded, incidents, folder / "demo.sqlite", folder / "incidents.html")
    _keep(shown)
    return shown


def _keep(shown: Shown) -> None:
    """Put everything into a new store, and write the page."""
    from marsad.export.page import write_page
    from marsad.pipeline.incidents import stored_events
    from marsad.reconcile import load_linker
    from marsad.store import open_store

    linker = load_linker()
    by_id = {report.id: report for report in shown.reports}

    for old in shown.store.parent.glob(f"{shown.store.name}*"):
        old.unlink()
    with open_store(shown.store) as store, store.writer() as writer:
        writer.add_reports(shown.reports, "bundled reports")
        writer.add_coded(shown.coded)
        writer.post_blocks({one.key: linker.block_keys(one) for one in stored_events(shown.coded, by_id)})
        writer.add_incidents(shown.incidents)
    write_page(shown.incidents, shown.reports, shown.coded, shown.page)


def _sound(items: Iterable[T | MarsadError]) -> Iterator[T]:
    for item in items:
        if isinstance(item, MarsadError):
            raise item
        yield item
