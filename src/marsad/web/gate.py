"""The gate that every request passes: known or not, allowed or not. What no table allows is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.export.labels import LANGS
from marsad.model.account import Deed, Permission
from marsad.pipeline.accounts import Hand, note
from marsad.web.access import ROUTES, explain, route_key
from marsad.web.desk import Desk
from marsad.web.guard import COOKIE, SEEN, STATIC, Next, deny, harden, is_own_host, is_own_origin, set_cookie
from marsad.web.visitor import Visitor, address_of, find_visitor

#: the same refusal is written down once in so long
AGAIN = timedelta(minutes=10)
#: addresses that stay open to a person who must change a password first
FIRST = ("/settings", "/settings/password", "/sign-out", "/settings/language")


class Gate:
    """Lets requests through to the pages, or answers them here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._noted: dict[tuple[str, str], datetime] = {}

    async def pass_through(self, request: Request, call_next: Next) -> Response:
        """Let a request through, or answer it here; the policy goes on every answer."""
        answer = await run_in_threadpool(self.refuse, request)
        response = answer if answer is not None else await call_next(request)
        return harden(request, response, self._desk.site)

    def refuse(self, request: Request) -> Response | None:
        """The answer to a request that may not pass, or None for one that may."""
        desk = self._desk
        if not is_own_host(request.headers.get("host", ""), desk.site):
            return PlainTextResponse("Marsad answers on its own name only.", 421)
        if desk.site.is_secure and request.url.scheme != "https":
            return deny(request, 403, "By TLS only: a proxy must pass X-Forwarded-Proto: https on.")
        if request.url.path.startswith(STATIC):
            return None
        token = request.query_params.get("token")
        if token is not None and request.method == "GET" and desk.site.is_local:
            return self.open_door(request, token)
        key = route_key(request.app.router.routes, request.scope)
        visitor = find_visitor(request, desk.store, desk.door, desk.owner)
        request.state.visitor = visitor
        is_cookie = visitor is None or visitor.by != "token"
        if is_cookie and request.method not in ("GET", "HEAD") and not is_own_origin(request):
            return self.turn_away(request, 403, "This form was sent from another site.")
        needed = ROUTES.get(key) if key else None
        if needed is Permission.OPEN:
            return None
        if visitor is None:
            return self.ask_in(request)
        return self.hold_against(request, visitor, key, needed)

    def hold_against(
        self, request: Request, visitor: Visitor, key: str | None, needed: Permission | None
    ) -> Response | None:
        """The answer to somebody who is known: None where the tables allow it, or where nothing stands there."""
        if key is None:
            return None
        if needed is None:
            return deny(request, 403, f"{key} is in no table of permissions, so nobody may ask for it.")
        path = request.url.path
        if visitor.must_change and path[3:] not in FIRST:
            return RedirectResponse(f"/{self._lang(request)}/settings", 303)
        if visitor.may(needed):
            return None
        if key == "GET /{lang}/" and visitor.may(Permission.DISCLOSED):
            return RedirectResponse(f"/{self._lang(request)}/public", 303)
        self._note(request, visitor, key, needed)
        answer = explain(needed)
        if path.startswith("/api/"):
            mine = f"role {visitor.role}" + (f", scopes {', '.join(visitor.scopes)}" if visitor.scopes else "")
            return JSONResponse({"error": f"{answer.words}; yours: {mine}"}, 403)
        return self._desk.show(request, self._lang(request), "refused.html.j2", 403, answer=answer)

    def turn_away(self, request: Request, status: int, words: str, *, has_way_in: bool = False) -> Response:
        """A refusal before anything is looked at: a page in the language of the address, or an object for programs;
        where signing in helps, with the way there and back to the page of the form.
        """
        if request.url.path.startswith("/api/"):
            return deny(request, status, words)
        return self._desk.show(request, self._lang(request), "lost.html.j2", status, words=words, has_way_in=has_way_in)

    def ask_in(self, request: Request) -> Response:
        """The answer to a stranger: where to sign in, or which link to open."""
        desk = self._desk
        if request.url.path.startswith("/api/"):
            return deny(request, 401, "no session and no token that holds: sign in, or send a token as Bearer")
        with desk.store.view() as view:
            can_sign_in = bool(view.accounts())
        if not can_sign_in:
            return self.turn_away(
                request, 401, "Open the link that `marsad serve` printed: it works once, in one browser."
            )
        if request.method != "GET":
            return self.turn_away(
                request, 401, "This session has ended. Sign in again; nothing of the form was kept.", has_way_in=True
            )
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/{self._lang(request)}/sign-in?next={quote(wanted)}", 303)

    def open_door(self, request: Request, token: str) -> Response:
        """The one-time link: a session, and the same address without the token."""
        desk = self._desk
        session = desk.door.enter(token)
        if session is None:
            if desk.door.seal_of(request.cookies.get(COOKIE, "")) is not None:
                return RedirectResponse(request.url.path, 303)
            return self.turn_away(request, 401, "This link was used already. Start `marsad serve` again for a new one.")
        with desk.store.writer() as writer:
            note(writer, Deed.LINK_OPENED, Hand(desk.owner, address=address_of(request)))
        desk.door.remember(session, request.cookies.get(SEEN, ""))
        response = RedirectResponse(request.url.path, 303)
        set_cookie(response, desk.site, COOKIE, session)
        return response

    def _lang(self, request: Request) -> str:
        tongue = request.url.path[1:3]
        return tongue if tongue in LANGS else self._desk.tongue(request)

    def _note(self, request: Request, visitor: Visitor, key: str, needed: Permission) -> None:
        """Write the refusal down, once in a while."""
        now = datetime.now(UTC)
        if now - self._noted.get((visitor.name, key), now - AGAIN) < AGAIN:
            return
        self._noted[visitor.name, key] = now
        with self._desk.store.writer() as writer:
            note(writer, Deed.REFUSED, visitor.hand, words=f"{key} needs {needed}")
