"""A person's own settings: language, password, second factor, sessions, tokens; and facts about the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import segno
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from marsad.errors import AccountError, UsageError
from marsad.export.labels import LANGS
from marsad.model.account import ALLOWED, SCOPED, Account, Permission, Scope, Session, Token
from marsad.pipeline.accounts import Hand, change_password, set_language
from marsad.pipeline.credentials import SHORTEST, totp_address
from marsad.pipeline.sign_in import (
    confirm_second_factor,
    drop_second_factor,
    end_session,
    make_token,
    offer_second_factor,
    revoke_token,
)
from marsad.store import Versions, Writer
from marsad.web.desk import Desk
from marsad.web.guard import TONGUE, YEAR, set_cookie

Words = Annotated[str, Form(max_length=500)]
#: how long a token may last, in days, as the form offers it
DAYS = (7, 30, 90, 366)
NO_SCOPES: list[Scope] = []
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Own:
    """What the settings page shows of a person's account; None for who came by the link."""

    account: Account
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]
    scopes: tuple[Scope, ...]
    picture: Markup | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Facts about the store."""

    name: str
    counts: dict[str, int]
    versions: Versions
    schema: str
    at: datetime | None
    faults: tuple[str, ...]
    accounts: int = field(default=0)


def settings_routes(desk: Desk) -> APIRouter:
    """The page and what its forms send."""
    router = APIRouter()
    add_page(router, desk)
    add_language(router, desk)
    add_password(router, desk)
    add_second_factor(router, desk)
    add_sessions(router, desk)
    add_tokens(router, desk)
    return router


def add_page(router: APIRouter, desk: Desk) -> None:
    """The page itself."""

    @router.get("/{lang}/settings")
    def page(request: Request, lang: str, done: str = "") -> Response:
        return show_settings(desk, request, lang, done=done if done.isidentifier() else "")


def show_settings(desk: Desk, request: Request, lang: str, status: int = 200, **values: Any) -> Response:
    """The settings page, with what was just done, made or wrong."""
    shown: Shown = {"done": "", "part": "", "fault": "", "codes": (), "token": ""}
    own, held = own_of(desk, request), store_facts(desk, request)
    return desk.show(
        request, lang, "settings.html.j2", status, own=own, held=held, days=DAYS, shortest=SHORTEST,
        now=datetime.now(UTC), **shown | values,
    )  # fmt: skip


def own_of(desk: Desk, request: Request) -> Own | None:
    """The account of who asks, with its open sessions and tokens."""
    visitor, now = desk.known(request), datetime.now(UTC)
    if visitor.by != "session":
        return None
    with desk.store.view() as view:
        account = view.account(visitor.name)
        sessions = tuple(one for one in view.sessions(visitor.name) if one.is_open(now))
        tokens = tuple(one for one in view.tokens(visitor.name) if one.is_open(now))
    if account is None:
        return None
    scopes = tuple(scope for scope in Scope if SCOPED[scope] & ALLOWED[account.role] - SCOPED_BASE)
    picture = draw_qr(totp_address(account.name, account.totp_offered)) if account.totp_offered else None
    return Own(account, sessions, tokens, scopes, picture)


#: what every scope lets through
SCOPED_BASE = frozenset({Permission.OPEN, Permission.KNOWN})


def draw_qr(words: str) -> Markup:
    """A picture for a telephone's camera, dark on white in both colour schemes."""
    return Markup(segno.make(words, error="m").svg_inline(scale=4, border=3, dark="#000", light="#fff"))


def store_facts(desk: Desk, request: Request) -> Held | None:
    """What is known of the store, for those who read all of it; its place only for those who look after accounts."""
    visitor = desk.known(request)
    if not visitor.may(Permission.READ):
        return None
    with desk.store.view() as view:
        counts, at, accounts = view.counts(), view.as_of(), len(view.accounts())
    name = desk.store.name if visitor.may(Permission.ACCOUNTS) else ""
    return Held(name, counts, desk.store.versions, desk.store.schema(), at, desk.faults, accounts)


def own_hand(desk: Desk, request: Request) -> Hand:
    """Who changes an own account; AccountError for who came by the link and has none."""
    visitor = desk.known(request)
    if visitor.by != "session":
        raise AccountError("no_own_account", "you came by the link and have no account of your own here")
    return visitor.hand


def carry_out(
    desk: Desk, request: Request, lang: str, part: str, act: Callable[[Writer, Hand], Shown | None]
) -> Response:
    """Do what a form asks; then the page anew, or at once where something is shown this one time only."""
    try:
        hand = own_hand(desk, request)
        with desk.hashing, desk.store.writer() as writer:
            shown = act(writer, hand)
    except AccountError as error:
        return show_settings(desk, request, lang, 409, part=part, fault=error.reason)
    if shown:
        return show_settings(desk, request, lang, part=part, **shown)
    return RedirectResponse(f"/{lang}/settings?done={part}#{part}", 303)


def add_language(router: APIRouter, desk: Desk) -> None:
    """The language seen first; it works for who came by the link, too."""

    @router.post("/{lang}/settings/language")
    def language(request: Request, lang: str, tongue: Words = "", seal: Words = "") -> Response:
        desk.check_seal(request, seal)
        if tongue not in LANGS:
            raise UsageError(f"there is no language {tongue!r} here")
        if desk.known(request).by == "session":
            with desk.store.writer() as writer:
                set_language(writer, own_hand(desk, request), tongue)
        response = RedirectResponse(f"/{tongue}/settings?done=language#language", 303)
        set_cookie(response, desk.site, TONGUE, tongue, YEAR)
        return response


def add_password(router: APIRouter, desk: Desk) -> None:
    """A new password."""

    @router.post("/{lang}/settings/password")
    def password(
        request: Request, lang: str, old: Words = "", new: Words = "", again: Words = "", seal: Words = ""
    ) -> Response:
        desk.check_seal(request, seal)

        def act(writer: Writer, hand: Hand) -> None:
            if new != again:
                raise AccountError("password_twice", "the new password was not typed the same twice")
            change_password(writer, hand, old, new, keep_session=desk.known(request).key)

        return guarded(desk, request, lang, "password", act)


def add_second_factor(router: APIRouter, desk: Desk) -> None:
    """The second factor: offered, turned on with a code, turned off."""

    @router.post("/{lang}/settings/second-factor")
    def second_factor(
        request: Request, lang: str, verb: Words = "", password: Words = "", code: Words = "", seal: Words = ""
    ) -> Response:
        desk.check_seal(request, seal)

        def act(writer: Writer, hand: Hand) -> Shown | None:
            if verb == "offer":
                offer_second_factor(writer, hand)
            elif verb == "confirm":
                return {"codes": confirm_second_factor(writer, hand, password, code)}
            elif verb == "drop":
                drop_second_factor(writer, hand, password)
            else:
                raise UsageError(f"nothing is called {verb!r} here")
            return None

        return guarded(desk, request, lang, "second_factor", act)


def guarded(
    desk: Desk, request: Request, lang: str, part: str, act: Callable[[Writer, Hand], Shown | None]
) -> Response:
    """Like `carry_out`, where a password may be guessed at: wrong ones are counted like those at the sign-in."""
    visitor = desk.known(request)
    if desk.limiter.wait(visitor.name, visitor.address):
        return show_settings(desk, request, lang, 429, part=part, fault="too_many")
    response = carry_out(desk, request, lang, part, act)
    if response.status_code == 409:
        desk.limiter.fail(visitor.name, visitor.address)
    return response


def add_sessions(router: APIRouter, desk: Desk) -> None:
    """One's sessions ended; an owner ends those of anybody."""

    @router.post("/{lang}/settings/sessions")
    def sessions(request: Request, lang: str, key: Words = "", verb: Words = "", seal: Words = "") -> Response:
        desk.check_seal(request, seal)
        visitor = desk.known(request)
        if verb == "others":
            return carry_out(
                desk, request, lang, "sessions", lambda writer, hand: end_others(writer, hand, visitor.key)
            )
        is_owner = visitor.may(Permission.OWNER)
        with desk.store.writer() as writer:
            end_session(writer, visitor.hand, key, of_others=is_owner)
        to = "settings/sessions" if verb == "any" and is_owner else "settings?done=sessions#sessions"
        return RedirectResponse(f"/{lang}/{to}", 303)


def end_others(writer: Writer, hand: Hand, key: str) -> None:
    """End all sessions of an account but this one, each with its row in the log."""
    now = datetime.now(UTC)
    for one in writer.sessions(hand.name):
        if one.is_open(now) and one.key != key:
            end_session(writer, hand, one.key, of_others=False)


def add_tokens(router: APIRouter, desk: Desk) -> None:
    """Tokens made, shown once, and revoked."""

    @router.post("/{lang}/settings/tokens")
    def make(
        request: Request,
        lang: str,
        scope: Annotated[list[Scope], Form()] = NO_SCOPES,
        label: Words = "",
        days: Annotated[int, Form()] = 0,
        seal: Words = "",
    ) -> Response:
        desk.check_seal(request, seal)

        def act(writer: Writer, hand: Hand) -> Shown:
            return {"token": make_token(writer, hand, label, scope, days)}

        return carry_out(desk, request, lang, "tokens", act)

    @router.post("/{lang}/settings/tokens/revoke")
    def revoke(request: Request, lang: str, token: Words = "", to: Words = "", seal: Words = "") -> Response:
        desk.check_seal(request, seal)
        visitor = desk.known(request)
        is_owner = visitor.may(Permission.OWNER)
        with desk.store.writer() as writer:
            revoke_token(writer, visitor.hand, token, of_others=is_owner)
        page = "settings/sessions" if to == "any" and is_owner else "settings?done=tokens#tokens"
        return RedirectResponse(f"/{lang}/{page}", 303)
