"""What every page works with: the store, the ledger, the words, the outlines, and who sits here."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import BoundedSemaphore
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
from marsad.model import EventKey
from marsad.model.account import Permission
from marsad.pipeline.explain import doc_of
from marsad.pipeline.review import standing_verdicts
from marsad.reconcile import Linker
from marsad.store import Store, View
from marsad.web.access import page_above
from marsad.web.disclosed import PublicKeeper
from marsad.web.guard import TONGUE, Door, Site
from marsad.web.ledger import LedgerKeeper
from marsad.web.limiter import Limiter
from marsad.web.visitor import Visitor

READING = ("GET", "HEAD")
OTHER = {"ar": "en", "en": "ar"}
#: passwords that are held against their digests at one time: each takes 64 MB
AT_ONCE = 2


@dataclass(frozen=True)
class Desk:
    """Everything that a page needs; made once when the workplace starts."""

    store: Store
    keeper: LedgerKeeper
    public: PublicKeeper
    labels: Labels
    basemap: Basemap
    door: Door
    #: who acts by the one-time link
    owner: str
    pages: Mapping[str, Environment]
    linker: Linker
    site: Site
    #: what was wrong with the logs when the workplace started
    faults: tuple[str, ...] = ()
    limiter: Limiter = field(default_factory=Limiter)
    hashing: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def show(self, request: Request, lang: str, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page in a language."""
        if lang not in LANGS:
            return self.show(request, "en", "lost.html.j2", 404, words="")
        path = page_of(request)
        rest = path[3:] if path[1:3] in LANGS and path[3:4] in ("", "/") else "/"
        is_form = request.method not in READING
        query = f"?{request.url.query}" if request.url.query and not is_form else ""
        visitor = self.visitor(request)
        shown: dict[str, Any] = {
            "desk": self,
            "visitor": visitor,
            "ledger": self.keeper.now() if visitor and visitor.may(Permission.READ) else None,
            "path": rest or "/",
            "here": rest + query,
            "other": f"/{OTHER[lang]}{rest or '/'}{query}",
            "form_page": f"/{lang}{rest or '/'}" if is_form else "",
            "seal": visitor.seal if visitor else "",
        }
        body = self.pages[lang].get_template(template).render(shown | values)
        return HTMLResponse(body, status, headers={"Content-Language": lang})

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None for a stranger."""
        found = getattr(request.state, "visitor", None)
        assert found is None or isinstance(found, Visitor)
        return found

    def known(self, request: Request) -> Visitor:
        """Who asks, where the gate lets nobody unknown through."""
        found = self.visitor(request)
        if found is None:
            raise UsageError("sign in first")
        return found

    def signer(self, request: Request) -> str:
        """Who signs what this request decides."""
        return self.known(request).name

    def check_undo(self, request: Request, view: View, key: EventKey, verb: str) -> None:
        """UsageError where a coder would take back what somebody else said of an event: that is for reviewers."""
        visitor = self.known(request)
        if verb != "undo" or visitor.may(Permission.REVIEW):
            return
        verdict = standing_verdicts(view.decisions()).get(key)
        if verdict is not None and verdict.who != visitor.name:
            raise UsageError(f"this is the verdict of {verdict.who}; a reviewer can take it back")

    def tongue(self, request: Request) -> str:
        """The language that somebody sees first: their own, the browser's last one, or the one it asks for."""
        visitor = self.visitor(request)
        for wish in (visitor.lang if visitor else "", request.cookies.get(TONGUE, "")):
            if wish in LANGS:
                return wish
        return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "ar"

    def check_seal(self, request: Request, seal: str) -> None:
        """UsageError unless a form carries this session's secret; tokens come without a session and need none."""
        visitor = self.known(request)
        if visitor.by == "token":
            return
        if not seal or not hmac.compare_digest(seal.encode(), visitor.seal.encode()):
            raise UsageError("this form is not from this session; load the page again")


def page_of(request: Request) -> str:
    """The address of the page that is shown: what was asked for, or where the form stands that was sent."""
    if request.method in READING:
        return request.url.path
    return page_above(request.app.router.routes, request.scope)


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
