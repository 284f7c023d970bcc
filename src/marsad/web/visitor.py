"""Who asks: by the one-time link, by a session of an account, or by a token; and what that lets through."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from fastapi import Request

from marsad.model.account import ALLOWED, SCOPED, Permission, Role, Scope
from marsad.pipeline.accounts import Hand
from marsad.pipeline.credentials import digest_of
from marsad.store import Store
from marsad.web.guard import COOKIE, Door

BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and what they may do. `seal` is what forms of a browser's session must carry."""

    name: str
    role: Role
    permissions: frozenset[Permission]
    by: Literal["link", "session", "token"]
    key: str = ""
    seal: str = ""
    lang: str = ""
    must_change: bool = False
    scopes: tuple[Scope, ...] = ()
    address: str = ""

    def may(self, permission: Permission | str) -> bool:
        """True if the visitor has a permission."""
        return permission in self.permissions

    @property
    def hand(self) -> Hand:
        """The visitor as the log of access names it."""
        return Hand(self.name, self.role, self.address)


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def find_visitor(request: Request, store: Store, door: Door, who: str) -> Visitor | None:
    """Who asks; None for a stranger. A header that names a token counts alone: a cookie beside it is not looked at."""
    header = request.headers.get("authorization", "")
    if header:
        is_token = header.lower().startswith(BEARER) and request.url.path.startswith("/api/")
        return by_token(request, store, header[len(BEARER) :].strip()) if is_token else None
    cookie = request.cookies.get(COOKIE, "")
    if not cookie:
        return None
    seal = door.seal_of(cookie)
    if seal is not None:
        return Visitor(who, Role.OWNER, ALLOWED[Role.OWNER], "link", cookie, seal, address=address_of(request))
    return by_session(request, store, cookie)


def by_session(request: Request, store: Store, cookie: str) -> Visitor | None:
    """The person of an open session whose account is not shut."""
    with store.view() as view:
        session = view.session(digest_of(cookie))
        if session is None or not session.is_open(datetime.now(UTC)):
            return None
        held = view.account(session.account)
    if held is None or held.is_disabled:
        return None
    return Visitor(
        held.name, held.role, ALLOWED[held.role], "session", session.key, seal_of(cookie), held.lang,
        held.must_change, address=address_of(request),
    )  # fmt: skip


def by_token(request: Request, store: Store, written: str) -> Visitor | None:
    """The program of a token that has not ended: it may do what its scopes and its owner's role both allow."""
    with store.view() as view:
        token = view.token(digest_of(written))
        if token is None or not token.is_open(datetime.now(UTC)):
            return None
        held = view.account(token.account)
    if held is None or held.is_disabled or held.must_change:
        return None
    scoped = frozenset[Permission]().union(*(SCOPED[scope] for scope in token.scopes))
    return Visitor(
        held.name, held.role, ALLOWED[held.role] & scoped, "token", token.id,
        scopes=token.scopes, address=address_of(request),
    )  # fmt: skip


def seal_of(cookie: str) -> str:
    """The secret that forms of a session must carry: it follows from the cookie, and the cookie not from it."""
    return hashlib.sha256(f"seal of {cookie}".encode()).hexdigest()[:40]
