"""The workplace as one application: pages in two languages, and the HTTP interface under /api/v1."""

from __future__ import annotations

import getpass
import os
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from marsad import __version__
from marsad.errors import MarsadError, UsageError
from marsad.export.labels import LANGS, read_labels
from marsad.export.outline import read_basemap
from marsad.export.page import digest, read_asset
from marsad.reconcile import load_linker
from marsad.reconcile.decisions import verify_log
from marsad.store import Store, open_store
from marsad.store.people import access_faults
from marsad.web.access import page_above
from marsad.web.accounts import account_routes
from marsad.web.api import api_routes
from marsad.web.desk import READING, Desk, page_environment
from marsad.web.disclosed import PublicKeeper
from marsad.web.entrance import entrance_routes
from marsad.web.gate import Gate
from marsad.web.guard import Door, Next, Site, harden
from marsad.web.incidents import incident_routes
from marsad.web.joining import joining_routes
from marsad.web.ledger import LedgerKeeper
from marsad.web.lookup import lookup_routes
from marsad.web.overview import overview_routes
from marsad.web.people_api import people_interface
from marsad.web.public import public_interface, public_routes
from marsad.web.review import review_routes
from marsad.web.settings import settings_routes

STYLES = {"workplace.css": ("text/css", ("parts.css",), ("workplace.css", "people.css"))}
SCRIPTS = {"workplace.js": ("text/javascript", ("shared.js",), ("workplace.js",))}
PICTURES = {"mark.svg": ("image/svg+xml", (), ("mark.svg",))}

#: what is told of an error that nobody foresaw
BROKEN = "an error in Marsad itself stopped this; whoever runs this workplace finds it in the log"
#: on this machine alone
HERE = Site()
#: what makes the HTTP interface
INTERFACES = (people_interface, public_interface, api_routes)
#: what makes the pages
PAGES = (
    entrance_routes,
    settings_routes,
    account_routes,
    public_routes,
    overview_routes,
    incident_routes,
    joining_routes,
    review_routes,
    lookup_routes,
)


def serve_app() -> FastAPI:
    """The application as `marsad serve` starts it: told by MARSAD_STORE, MARSAD_TOKEN, MARSAD_WHO and MARSAD_SITE."""
    where = os.environ.get("MARSAD_STORE", "")
    if not where:
        raise UsageError("MARSAD_STORE names no store; start the workplace with `marsad serve STORE`")
    store = open_store(where, create=False)
    return make_app(store, os.environ.pop("MARSAD_TOKEN", ""), os.environ.get("MARSAD_WHO", ""), read_site())


def read_site() -> Site:
    """Where the workplace stands, as MARSAD_SITE says: `local`, `local-tls`, or `served` and the host names."""
    kind, *names = os.environ.get("MARSAD_SITE", "local").split()
    if kind == "served":
        return Site(is_local=False, is_secure=True, names=tuple(names))
    return Site(is_secure=kind == "local-tls")


def make_app(store: Store, token: str, who: str = "", site: Site = HERE) -> FastAPI:
    """The application on an open store; `token` opens it once, as `who`; others sign in with accounts."""
    app = FastAPI(title="Marsad", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    labels = read_labels()
    keeper = LedgerKeeper(store)
    desk = Desk(
        store,
        keeper,
        PublicKeeper(keeper, store.versions),
        labels,
        read_basemap(),
        Door(token),
        who or getpass.getuser(),
        {lang: page_environment(labels, lang) for lang in LANGS},
        load_linker(),
        site,
        log_faults(store),
    )
    gate = Gate(desk)

    @app.middleware("http")
    async def watch(request: Request, call_next: Next) -> Response:
        return await gate.pass_through(request, call_next)

    add_static(app)
    add_faults(app, desk)
    for interface in INTERFACES:
        app.router.routes.extend(interface(desk).routes)
    for routes in PAGES:
        app.router.routes.extend(hidden(routes(desk)))
    return app


def hidden(router: APIRouter) -> list[BaseRoute]:
    """The routes of pages: they stand in no description of the HTTP interface."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            route.include_in_schema = False
    return router.routes


def log_faults(store: Store) -> tuple[str, ...]:
    """What is wrong with the two logs of a store; a sound store has nothing."""
    with store.view() as view:
        try:
            decisions = verify_log(view.decisions(), view.head("decisions"))
            access = access_faults(view.access_log(), view.head("access_log"))
        except (ValueError, TypeError) as error:
            return (f"a row of a log cannot be read: {error}",)
    told = [f"decision {fault.number}: {fault.what}" for fault in decisions]
    return (*told, *(f"log of access, row {fault.number}: {fault.what}" for fault in access))


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


def tell_fault(desk: Desk, request: Request, status: int, words: str) -> Response:
    """An error as people can read it: a page in their language, or a JSON object for the HTTP interface."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status)
    lang = request.url.path[1:3] if request.url.path[1:3] in LANGS else "en"
    return desk.show(request, lang, "lost.html.j2", status, words="" if status == 404 else words)


def add_faults(app: FastAPI, desk: Desk) -> None:
    """What is answered where something is wrong with a request, or with the program."""

    def fault(request: Request, status: int, words: str) -> Response:
        return tell_fault(desk, request, status, words)

    @app.exception_handler(HTTPException)
    def http_fault(request: Request, error: HTTPException) -> Response:
        above = page_above(app.router.routes, request.scope) if error.status_code == 405 else ""
        if above and request.method in READING and not above.startswith("/api/"):
            return RedirectResponse(above, 303)
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

    # the server raises the error again once this is answered, so that it stands in the log
    @app.exception_handler(Exception)
    def break_down(request: Request, _: Exception) -> Response:
        try:
            response = fault(request, 500, BROKEN)
        except Exception:  # a page for those who are known needs the store, which may be what is broken
            request.state.visitor = None
            response = fault(request, 500, BROKEN)
        return harden(request, response, desk.site)

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> Response:
        return RedirectResponse(f"/{desk.tongue(request)}/", 303)

    @app.get("/api/v1/openapi.json", include_in_schema=False)
    def description() -> Response:
        return JSONResponse(app.openapi())
