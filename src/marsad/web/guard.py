"""What every answer carries (a strict policy), which names and origins may ask, and the link that opens once."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

COOKIE = "marsad_session"
#: when this browser last saw the first page; outlives the session
SEEN = "marsad_seen"
#: the language that this browser sees first, where nobody signs in
TONGUE = "marsad_lang"
YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")
STATIC = "/static/"

Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where the workplace stands: on this machine alone, or behind TLS under names of its own."""

    #: this machine only: the one-time link works, and foreign host names are refused
    is_local: bool = True
    #: browsers come by TLS: cookies are for TLS alone
    is_secure: bool = False
    #: the host names that people use; empty for any
    names: tuple[str, ...] = ()


@dataclass
class Door:
    """The one-time token and the sessions that it opened."""

    token: str
    sessions: dict[str, str] = field(default_factory=dict)
    #: by session, when its browser was last here before the session began
    last_here: dict[str, datetime] = field(default_factory=dict)

    def enter(self, token: str) -> str | None:
        """A new session for the token, once; None for any other."""
        if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self.token = ""
        session = secrets.token_urlsafe(32)
        self.sessions[session] = secrets.token_urlsafe(24)
        return session

    def seal_of(self, session: str) -> str | None:
        """The secret that forms of this session must carry."""
        return self.sessions.get(session)

    def remember(self, session: str, seen: str) -> None:
        """Note when the browser of a new session was here before; a spoilt memory is none."""
        try:
            when = datetime.fromisoformat(seen)
        except ValueError:
            return
        self.last_here[session] = when if when.tzinfo else when.replace(tzinfo=UTC)


def is_own_host(host: str, site: Site) -> bool:
    """True for the names under which the workplace stands, so that a foreign name that resolves to it finds nothing."""
    name = urlsplit(f"//{host}").hostname or ""
    if site.is_local:
        return name in {one.strip("[]") for one in LOOPBACK}
    return bool(name) and (not site.names or name in site.names)


def is_own_origin(request: Request) -> bool:
    """True unless the browser says that another site sent the request."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def harden(request: Request, response: Response, site: Site) -> Response:
    """The answer with the policy on it."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if site.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if not request.url.path.startswith(STATIC):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def set_cookie(response: Response, site: Site, name: str, value: str, max_age: int | None = None) -> None:
    """A cookie that no script reads and no other site sends; for TLS alone where there is TLS."""
    response.set_cookie(name, value, max_age=max_age, httponly=True, samesite="strict", secure=site.is_secure, path="/")


def note_visit(response: Response, site: Site) -> None:
    """Let the browser remember that it saw the first page now."""
    set_cookie(response, site, SEEN, datetime.now(UTC).isoformat(timespec="seconds"), YEAR)


def deny(request: Request, status: int, words: str) -> Response:
    """A refusal in the form that was asked for."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status)
    return PlainTextResponse(words, status)
