"""Who may ask for what: every route and method of the application against every role, and what strangers get."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import Route


def routes_of(app: FastAPI) -> set[str]:
    """The application's own table of routes, as `METHOD /path`."""
    found = set()
    for route in app.router.routes:
        assert isinstance(route, Route), f"{route} cannot be held against the table of permissions"
        found |= {f"{method} {route.path}" for method in route.methods or () if method != "HEAD"}
    return found


def test_every_route_asks_for_a_permission(sample_app: FastAPI) -> None:
    """A new page or address needs an entry in `marsad.web.access.ROUTES`; without one it is refused to all."""
    from marsad.web.access import ROUTES

    assert routes_of(sample_app) - set(ROUTES) == set()
