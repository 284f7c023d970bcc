"""What every page works with: the store, the ledger, the words, the outlines, and who sits here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from marsad.errors import UsageError
from marsad.export.labels import LANGS, Labels, Said, family_of
from marsad.export.outline import Basemap
from marsad.export.page import make_environment, tick_text
from marsad.export.phrases import read_rule_words
from marsad.lexicon.gazetteer import Gazetteer
from marsad.pipeline.explain import doc_of
from marsad.reconcile import Linker
from marsad.store import Store
from marsad.web.guard import COOKIE, Door
from marsad.web.ledger import LedgerKeeper

OTHER = {"ar": "en", "en": "ar"}


@dataclass(frozen=True)
class Desk:
    """Everything that a page needs; made once when the workplace starts."""

    store: Store
    keeper: LedgerKeeper
    labels: Labels
    basemap: Basemap
    door: Door
    who: str
    pages: Mapping[str, Environment]
    linker: Linker
    gazetteer: Gazetteer

    def show(self, request: Request, lang: str, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page in a language."""
        if lang not in LANGS:
            return self.show(request, "en", "lost.html.j2", 404)
        path = request.url.path
        rest = path[3:] if path[1:3] in LANGS and path[3:4] in ("", "/") else "/"
        query = f"?{request.url.query}" if request.url.query else ""
        body = (
            self.pages[lang]
            .get_template(template)
            .render(
                desk=self,
                ledger=self.keeper.now(),
                path=rest or "/",
                here=rest + query,
                other=f"/{OTHER[lang]}{rest}{query}",
                seal=self.door.seal_of(request.cookies.get(COOKIE, "")) or "",
                **values,
            )
        )
        return HTMLResponse(body, status, headers={"Content-Language": lang})

    def signer(self, request: Request) -> str:
        """Who signs what this request decides."""
        return self.who

    def check_seal(self, request: Request, seal: str) -> None:
        """UsageError unless a form carries this session's secret."""
        if not seal or seal != self.door.seal_of(request.cookies.get(COOKIE, "")):
            raise UsageError("this form is not from this session; load the page again")


def page_environment(labels: Labels, lang: str) -> Environment:
    """Templates that say every word in one language."""
    environment = make_environment(PackageLoader("marsad.web"))

    def say(said: Said) -> Markup:
        return escape(said[lang])

    def t(key: str, **values: object) -> str:
        return labels.word(f"ui.{key}")[lang].format(**values) if values else labels.word(f"ui.{key}")[lang]

    def facet_label(facet: str, value: str) -> str:
        if facet in ("actor", "source"):
            return labels.name(value)[lang]
        return labels.word(f"{facet}.{value}")[lang]

    def tick(day: date, unit: str) -> str:
        return tick_text(labels, day, unit, lang)

    environment.globals.update(
        family=family_of,
        types=tuple(key[5:] for key in labels.words if key.startswith("type.")),
        labels=labels,
        rule_doc=lambda rule: doc_of(rule, lang),
        rules=read_rule_words(labels),
        lang=lang,
        say=say,
        in_svg=say,
        t=t,
        tick=tick,
        facet_label=facet_label,
        plain=lambda key: labels.word(key)[lang],
    )
    return environment
