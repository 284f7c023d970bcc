"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import AccountError
from marsad.export.labels import LANGS
from marsad.model.account import Deed
from marsad.pipeline.accounts import note
from marsad.pipeline.sign_in import SESSION, end_session, sign_in
from marsad.store.people import name_key
from marsad.web.desk import Desk
from marsad.web.guard import COOKIE, SEEN, set_cookie
from marsad.web.visitor import address_of

Words = Annotated[str, Form(max_length=500)]


def entrance_routes(desk: Desk) -> APIRouter:
    """The way in and the way out."""
    router = APIRouter()
    add_way_in(router, desk)
    add_way_out(router, desk)
    return router


def add_way_in(router: APIRouter, desk: Desk) -> None:
    """The form, and what it sends."""

    @router.get("/{lang}/sign-in")
    def form(request: Request, lang: str, next: str = "") -> Response:
        if desk.visitor(request):
            return RedirectResponse(local(next, lang), 303)
        return show(desk, request, lang, next)

    @router.post("/{lang}/sign-in")
    def enter(
        request: Request, lang: str, name: Words = "", password: Words = "", code: Words = "", next: Words = ""
    ) -> Response:
        address = address_of(request)
        key = name_key(name)
        wait = desk.limiter.wait(key, address)
        if wait:
            answer = show(desk, request, lang, next, 429, name=name, wait=wait)
            answer.headers["Retry-After"] = str(wait)
            return answer
        try:
            with desk.hashing:
                browser = request.headers.get("user-agent", "")
                account, secret = sign_in(desk.store, name, password, code, address, browser)
        except AccountError as error:
            if error.reason != "code_needed":
                desk.limiter.fail(key, address)
            return show(desk, request, lang, next, 401, name=name, fault=error.reason)
        desk.limiter.clear(key)
        desk.door.remember(secret, request.cookies.get(SEEN, ""))
        response = RedirectResponse(local(next, account.lang or lang), 303)
        set_cookie(response, desk.site, COOKIE, secret, int(SESSION.total_seconds()))
        return response


def add_way_out(router: APIRouter, desk: Desk) -> None:
    """The end of this browser's session."""

    @router.post("/{lang}/sign-out")
    def leave(request: Request, lang: str, seal: Words = "") -> Response:
        desk.check_seal(request, seal)
        visitor = desk.known(request)
        with desk.store.writer() as writer:
            if visitor.by == "session":
                end_session(writer, visitor.hand, visitor.key, of_others=False)
            else:
                note(writer, Deed.SIGN_OUT, visitor.hand)
        desk.door.sessions.pop(visitor.key, None)
        response = RedirectResponse(f"/{lang}/sign-in", 303)
        response.delete_cookie(COOKIE, path="/", secure=desk.site.is_secure, httponly=True, samesite="strict")
        return response


def show(
    desk: Desk,
    request: Request,
    lang: str,
    to: str,
    status: int = 200,
    *,
    name: str = "",
    fault: str = "",
    wait: int = 0,
) -> Response:
    """The form, with what was wrong."""
    minutes, seconds = divmod(wait, 60)
    return desk.show(
        request, lang, "sign_in.html.j2", status, next=local(to, "") if to else "", name=name, fault=fault,
        wait=wait, minutes=minutes, seconds=seconds,
    )  # fmt: skip


def local(address: str, lang: str) -> str:
    """An address of this workplace, and of no other: where it is none, the first page.

    >>> local("/en/review?x=1", "ar"), local("//evil.example", "ar"), local("https://evil.example", "en")
    ('/en/review?x=1', '/ar/', '/en/')
    """
    is_ours = address[:1] == "/" and address[1:3] in LANGS and address[3:4] in ("/", "") and "\\" not in address
    return address if is_ours and address.isprintable() else f"/{lang}/" if lang else ""
