"""Other people's accounts, all sessions and tokens, the log of access, and why somebody may do a thing or not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import AccountError, UsageError
from marsad.export.labels import Labels
from marsad.model.account import GRANTS, Permission, Role
from marsad.pipeline.accounts import Hand, add_account, reset, set_disabled, set_role
from marsad.pipeline.credentials import new_password
from marsad.store import Writer
from marsad.store.people import access_faults
from marsad.web.access import explain
from marsad.web.desk import Desk

Words = Annotated[str, Form(max_length=500)]
#: rows on one page of the log of access
LOG_PAGE = 100
#: what the page of reasons leaves out: what everybody may do
PLAIN = (Permission.OPEN, Permission.KNOWN)
#: a word of the log of access that pages may say in their language
TERM = re.compile(r"command line|[a-z]+(?:-[a-z]+)*")


def account_routes(desk: Desk) -> APIRouter:
    """The pages about people."""
    router = APIRouter()
    add_accounts(router, desk)
    add_watching(router, desk)
    add_reasons(router, desk)
    return router


def add_accounts(router: APIRouter, desk: Desk) -> None:
    """The accounts, and what is done to them."""

    @router.get("/{lang}/settings/accounts")
    def page(request: Request, lang: str) -> Response:
        return show_accounts(desk, request, lang)

    @router.post("/{lang}/settings/accounts")
    def change(
        request: Request, lang: str, verb: Words = "", name: Words = "", role: Words = "", seal: Words = ""
    ) -> Response:
        desk.check_seal(request, seal)
        try:
            with desk.hashing, desk.store.writer() as writer:
                given = carry_out(writer, desk.known(request).hand, verb, name, role)
        except AccountError as error:
            return show_accounts(desk, request, lang, 409, fault=error.reason, name=name)
        if given:
            return show_accounts(desk, request, lang, given=given, name=name)
        return RedirectResponse(f"/{lang}/settings/accounts", 303)


def carry_out(writer: Writer, hand: Hand, verb: str, name: str, role: str) -> str:
    """Do what the form says; gives a made password, which is shown this one time only."""
    given = new_password()
    if verb == "add":
        add_account(writer, hand, name, read_role(role), given, must_change=True)
        return given
    if verb == "reset":
        reset(writer, hand, name, given)
        return given
    if verb == "role":
        set_role(writer, hand, name, read_role(role))
    elif verb in ("disable", "enable"):
        set_disabled(writer, hand, name, verb == "disable")
    else:
        raise UsageError(f"nothing is called {verb!r} here")
    return ""


def read_role(written: str) -> Role:
    """The role of a form."""
    if written not in set(Role):
        raise UsageError(f"there is no role {written!r}: {', '.join(Role)}")
    return Role(written)


def show_accounts(desk: Desk, request: Request, lang: str, status: int = 200, **values: str) -> Response:
    """The list of accounts, with what was just made or wrong."""
    now, visitor = datetime.now(UTC), desk.known(request)
    with desk.store.view() as view:
        accounts, sessions = view.accounts(), view.sessions()
    last = {one.account: one.made_at for one in reversed(sessions)}
    open_ = [one.account for one in sessions if one.is_open(now)]
    shown = {"fault": "", "given": "", "name": ""} | values
    return desk.show(
        request, lang, "accounts.html.j2", status, accounts=accounts, last=last, open_sessions=open_,
        roles=[role for role in Role if role in GRANTS.get(visitor.role, ())], **shown,
    )  # fmt: skip


def add_watching(router: APIRouter, desk: Desk) -> None:
    """All sessions and tokens, and the log of access."""

    @router.get("/{lang}/settings/sessions")
    def sessions(request: Request, lang: str) -> Response:
        now = datetime.now(UTC)
        with desk.store.view() as view:
            open_ = [one for one in view.sessions() if one.is_open(now)]
            tokens = [one for one in view.tokens() if one.is_open(now)]
        return desk.show(request, lang, "sessions.html.j2", sessions=open_, tokens=tokens)

    @router.get("/{lang}/settings/access")
    def access(request: Request, lang: str, page: int = 1) -> Response:
        with desk.store.view() as view:
            log = view.access_log()
            faults = access_faults(log, view.head("access_log"))
        pages = max(1, -(-len(log) // LOG_PAGE))
        page = max(1, min(page, pages))
        shown = list(reversed(log))[(page - 1) * LOG_PAGE : page * LOG_PAGE]
        return desk.show(
            request, lang, "access.html.j2", log=shown, faults=faults, page=page, pages=pages,
            log_words=lambda words, lang: log_words(desk.labels, words, lang),
        )  # fmt: skip


def log_words(labels: Labels, words: str, lang: str) -> str:
    """What the log of access keeps of a deed, with the roles, scopes and other terms of ours in a language."""

    def said(found: re.Match[str]) -> str:
        keys = (f"{kind}.{found[0].replace(' ', '_')}" for kind in ("role", "scope_short", "log"))
        return next((labels.words[key][lang] for key in keys if key in labels.words), found[0])

    return TERM.sub(said, words).replace(", ", labels.word("ui.comma")[lang])


def add_reasons(router: APIRouter, desk: Desk) -> None:
    """Why somebody may do a thing or not."""

    @router.get("/{lang}/why")
    def why(request: Request, lang: str) -> Response:
        visitor = desk.known(request)
        with desk.store.view() as view:
            accounts = [one for one in view.accounts() if not one.is_disabled]
        named = visitor.may(Permission.READ)
        people = {role: [one.name for one in accounts if one.role is role] if named else [] for role in GRANTS}
        answers = [explain(one) for one in Permission if one not in PLAIN]
        return desk.show(request, lang, "why.html.j2", answers=answers, people_of=people, roles=tuple(Role))
