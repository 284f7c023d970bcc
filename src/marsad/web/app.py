"""The workplace as one application: pages in two languages, and the HTTP interface under /api/v1."""

from __future__ import annotations

import getpass
import os
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from marsad import __version__
from marsad.errors import MarsadError, UsageError
from marsad.export.labels import LANGS, read_labels
from marsad.export.outline import read_basemap
from marsad.export.page import digest, read_asset
from marsad.lexicon.gazetteer import own_gazetteer
from marsad.reconcile import load_linker
from marsad.store import Store, open_store
from marsad.web.api import api_routes
from marsad.web.desk import Desk, page_environment
from marsad.web.guard import Door, Next, guard
from marsad.web.incidents import incident_routes
from marsad.web.joining import joining_routes
from marsad.web.ledger import LedgerKeeper
from marsad.web.lookup import lookup_routes
from marsad.web.overview import overview_routes
from marsad.web.review import review_routes

STYLES = {"workplace.css": ("text/css", ("parts.css",), ("workplace.css",))}
SCRIPTS = {"workplace.js": ("text/javascript", ("shared.js",), ("workplace.js",))}
PICTURES = {"mark.svg": ("image/svg+xml", (), ("mark.svg",))}


def serve_app() -> FastAPI:
    """The application as `marsad serve` starts it: told by MARSAD_STORE, MARSAD_TOKEN and MARSAD_WHO."""
    where = os.environ.get("MARSAD_STORE", "")
    if not where:
        raise UsageError("MARSAD_STORE names no store; start the workplace with `marsad serve STORE`")
    store = open_store(where, create=False)
    return make_app(store, os.environ.pop("MARSAD_TOKEN", ""), os.environ.get("MARSAD_WHO", ""))


def make_app(store: Store, token: str, who: str = "") -> FastAPI:
    """The application on an open store; `token` opens it once, `who` signs the decisions."""
    app = FastAPI(
        title="Marsad", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    labels = read_labels()
    pages = {lang: page_environment(labels, lang) for lang in LANGS}
    desk = Desk(
        store,
        LedgerKeeper(store),
        labels,
        read_basemap(),
        Door(token),
        who or getpass.getuser(),
        pages,
        load_linker(),
        own_gazetteer(),
    )

    @app.middleware("http")
    async def watch(request: Request, call_next: Next) -> Response:
        return await guard(request, call_next, desk.door)

    add_static(app)
    add_faults(app, desk)
    app.include_router(api_routes(desk))
    for routes in (overview_routes, incident_routes, joining_routes, review_routes, lookup_routes):
        app.include_router(routes(desk), include_in_schema=False)
    return app


def add_static(app: FastAPI) -> None:
    """The style sheet and the script, put together once from the package's files."""
    texts = {}
    for name, (kind, shared, own) in (STYLES | SCRIPTS | PICTURES).items():
        folder = files("marsad.web") / "assets"
        text = "".join(map(read_asset, shared)) + "".join((folder / one).read_text(encoding="utf-8") for one in own)
        texts[name] = (kind, text, f'"{digest(text)[7:23]}"')

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str, request: Request) -> Response:
        if name not in texts:
            return PlainTextResponse("not here", 404)
        kind, text, tag = texts[name]
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(text, media_type=kind, headers=headers)


def add_faults(app: FastAPI, desk: Desk) -> None:
    """Errors as people can read them: a page in their language, or a JSON object for the HTTP interface."""

    def fault(request: Request, status: int, words: str) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": words}, status)
        lang = request.url.path[1:3] if request.url.path[1:3] in LANGS else "en"
        return desk.show(request, lang, "lost.html.j2", status, words="" if status == 404 else words)

    @app.exception_handler(HTTPException)
    def http_fault(request: Request, error: HTTPException) -> Response:
        response = fault(request, error.status_code, str(error.detail))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def query_fault(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors())
        return fault(request, 422, told)

    @app.exception_handler(MarsadError)
    def own_fault(request: Request, error: MarsadError) -> Response:
        return fault(request, 409 if isinstance(error, UsageError) else 500, str(error))

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> Response:
        wants = request.headers.get("accept-language", "")
        return RedirectResponse("/en/" if wants.lower().startswith("en") else "/ar/", 303)
