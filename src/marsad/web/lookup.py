"""Search, sources, and the places and parties of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from fastapi import APIRouter, HTTPException, Request, Response

from marsad.export.marks import Mark, Stretch, cut
from marsad.model import BriefClaim, Report, Span
from marsad.store import ReportFilter, View
from marsad.store.words import find_hits
from marsad.web.corrections import add_corrections
from marsad.web.desk import Desk
from marsad.web.ledger import Ledger
from marsad.web.line import Line
from marsad.web.names import show_names
from marsad.web.wanted import Wanted, find_lines, found_by_words

FOUND_REPORTS = 40
FOUND_INCIDENTS = 40
#: code points shown on each side of a hit
AROUND = 110


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that fits a search, with the words round its first hits."""

    report: Report
    pieces: Sequence[Sequence[Stretch]]


@dataclass
class Voice:
    """What one source said in the whole record."""

    source: str
    claims: list[tuple[Line, BriefClaim]] = field(default_factory=list)

    @property
    def incidents(self) -> int:
        """In how many incidents it is heard."""
        return len({line.incident.id for line, _ in self.claims})

    @property
    def denials(self) -> int:
        """How often it denies."""
        return sum(claim.stance == "denies" for _, claim in self.claims)

    @property
    def against_best(self) -> Counter[str]:
        """How often its figures are below, at or above the best figure of the incident."""
        return Counter(where for line, claim in self.claims if (where := compare(line, claim)))


def compare(line: Line, claim: BriefClaim) -> str:
    """Where a claim's figure stands beside the best one: `below`, `same` or `above`; empty where there is none."""
    for toll in line.incident.tolls:
        if (toll.of, toll.harm) == (claim.of, claim.harm) and claim.best is not None:
            return "same" if claim.best == toll.best else "below" if claim.best < toll.best else "above"
    return ""


def lookup_routes(desk: Desk) -> APIRouter:
    """Pages on which things are looked up."""
    router = APIRouter()
    add_search(router, desk)
    add_names(router, desk)
    add_corrections(router, desk)
    return router


def add_search(router: APIRouter, desk: Desk) -> None:
    """Search, and what each source said."""

    @router.get("/{lang}/search")
    def search(request: Request, lang: str, q: str = "", page: int = 1) -> Response:
        ledger = desk.keeper.now()
        wanted = Wanted.model_validate({"q": q.strip()[:400]})
        with desk.store.view() as view:
            ids = found_by_words(view, wanted)
            found = find_lines(ledger, wanted, ids) if wanted.q else None
            total = view.count_reports(ReportFilter(words=wanted.q))
            pages = max(1, -(-total // FOUND_REPORTS))
            page = max(1, min(page, pages))
            hits = find_reports(view, wanted.q, (page - 1) * FOUND_REPORTS)
        return desk.show(
            request,
            lang,
            "search.html.j2",
            wanted=wanted,
            hits=hits,
            total=total,
            page=page,
            pages=pages,
            lines=found.lines("newest", most=FOUND_INCIDENTS) if found else [],
            found=len(found) if found else 0,
        )

    @router.get("/{lang}/sources")
    def sources(request: Request, lang: str) -> Response:
        voices = sorted(hear(desk.keeper.now()).values(), key=lambda voice: (-voice.incidents, voice.source))
        return desk.show(request, lang, "sources.html.j2", voices=voices)

    @router.get("/{lang}/sources/{source:path}")
    def source_page(request: Request, lang: str, source: str) -> Response:
        ledger = desk.keeper.now()
        voice = hear(ledger).get(source)
        if voice is None:
            raise HTTPException(404)
        is_listed = source in ledger.index.rows["source"]
        return desk.show(request, lang, "source.html.j2", voice=voice, compare=compare, is_listed=is_listed)


def add_names(router: APIRouter, desk: Desk) -> None:
    """The places and parties of the record, and the gazetteer."""

    @router.get("/{lang}/names")
    def names(request: Request, lang: str, q: str = "") -> Response:
        return show_names(desk, request, lang, q)


def hear(ledger: Ledger) -> dict[str, Voice]:
    """Every source with what it said."""
    voices: dict[str, Voice] = {}
    for line in ledger.lines:
        for claim in line.incident.claims:
            source = claim.source or claim.publisher
            voices.setdefault(source, Voice(source)).claims.append((line, claim))
    return voices


def find_reports(view: View, words: str, first: int) -> list[Hit]:
    """A page of the reports that fit a search, or of all, each with its first hits."""
    found = view.reports(ReportFilter(words=words), limit=FOUND_REPORTS, offset=first)
    return [
        Hit(report, [piece_of(report.text, span) for span in islice(find_hits(report.text, words), 3)])
        for report in found
    ]


def piece_of(text: str, span: Span) -> tuple[Stretch, ...]:
    """The words round a hit, with the hit marked."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    start = text.find(" ", start, span.start) + 1 if start else 0
    stop = text.rfind(" ", span.end, end)
    end = stop if end < len(text) and stop > 0 else end
    mark = Mark(Span(span.start - start, span.end - start), "act")
    return cut(text[start:end], [mark])
