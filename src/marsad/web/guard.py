"""Who may ask: one person on this machine, by a link that works once. Every answer carries a strict policy."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

COOKIE = "marsad_session"
#: when this browser last saw the first page; outlives the session
SEEN = "marsad_seen"
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
#: paths that need no session: style, scripts
OPEN = ("/static/",)

Next = Callable[[Request], Awaitable[Response]]


@dataclass
class Door:
    """The one-time token and the sessions that it opened."""

    token: str
    sessions: dict[str, str] = field(default_factory=dict)
    #: by session, when its browser was last here before the session began
    last_here: dict[str, datetime] = field(default_factory=dict)

    def enter(self, token: str) -> str | None:
        """A new session for the token, once; None for any other."""
        if not self.token or not hmac.compare_digest(token, self.token):
            return None
        self.token = ""
        session = secrets.token_urlsafe(32)
        self.sessions[session] = secrets.token_urlsafe(24)
        return session

    def seal_of(self, session: str) -> str | None:
        """The secret that forms of this session must carry."""
        return self.sessions.get(session)


def is_own_host(host: str) -> bool:
    """True for names of this machine, so that a foreign name that resolves to it finds nothing."""
    return (urlsplit(f"//{host}").hostname or "") in {name.strip("[]") for name in LOOPBACK}


def is_own_origin(request: Request) -> bool:
    """True unless the browser says that another site sent the request."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def guard(request: Request, call_next: Next, door: Door) -> Response:
    """Let a request through, or answer it here; the policy goes on every answer."""
    answer = refuse(request, door)
    response = answer if answer is not None else await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith(OPEN):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def refuse(request: Request, door: Door) -> Response | None:
    """The answer to a request that may not pass, or None for one that may."""
    if not is_own_host(request.headers.get("host", "")):
        return PlainTextResponse("Marsad answers on this machine's own name only.", 421)
    token = request.query_params.get("token")
    if token is not None and request.method == "GET":
        return open_door(request, door, token)
    if request.url.path.startswith(OPEN):
        return None
    if door.seal_of(request.cookies.get(COOKIE, "")) is None:
        return deny(request, 401, "Open the link that `marsad serve` printed: it works once, in one browser.")
    if request.method not in ("GET", "HEAD") and not is_own_origin(request):
        return deny(request, 403, "This form was sent from another site.")
    return None


def open_door(request: Request, door: Door, token: str) -> Response:
    """The one-time link: a session, and the same address without the token."""
    session = door.enter(token)
    if session is None:
        if door.seal_of(request.cookies.get(COOKIE, "")) is not None:
            return RedirectResponse(request.url.path, 303)
        return deny(request, 401, "This link was used already. Start `marsad serve` again for a new one.")
    with suppress(ValueError):
        seen = datetime.fromisoformat(request.cookies.get(SEEN, ""))
        door.last_here[session] = seen if seen.tzinfo else seen.replace(tzinfo=UTC)
    response = RedirectResponse(request.url.path, 303)
    response.set_cookie(COOKIE, session, httponly=True, samesite="strict", path="/")
    return response


def note_visit(response: Response) -> None:
    """Let the browser remember that it saw the first page now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    response.set_cookie(SEEN, now, max_age=YEAR, httponly=True, samesite="strict", path="/")


def deny(request: Request, status: int, words: str) -> Response:
    """A refusal in the form that was asked for."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status)
    return PlainTextResponse(words, status)
