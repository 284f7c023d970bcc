"""What each address asks for: the one table of routes and permissions. A route that is not in it is refused to all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope as Asked

from marsad.model.account import ALLOWED, GRANTS, SCOPED, Permission, Role, Scope

P = Permission

#: method and path, as the route was written, with what it asks for
ROUTES: Mapping[str, Permission] = {
    "GET /": P.OPEN,
    "GET /static/{name}": P.OPEN,
    "GET /{lang}/sign-in": P.OPEN,
    "POST /{lang}/sign-in": P.OPEN,
    "POST /{lang}/sign-out": P.OWN,
    "GET /{lang}/settings": P.OWN,
    "POST /{lang}/settings/language": P.OWN,
    "POST /{lang}/settings/password": P.OWN,
    "POST /{lang}/settings/second-factor": P.OWN,
    "POST /{lang}/settings/sessions": P.OWN,
    "POST /{lang}/settings/tokens": P.OWN,
    "POST /{lang}/settings/tokens/revoke": P.OWN,
    "GET /{lang}/settings/accounts": P.ACCOUNTS,
    "POST /{lang}/settings/accounts": P.ACCOUNTS,
    "GET /{lang}/settings/access": P.ACCOUNTS,
    "GET /{lang}/settings/sessions": P.OWNER,
    "GET /{lang}/why": P.OWN,
    "GET /{lang}/public": P.DISCLOSED,
    "GET /{lang}/public/{incident_id}": P.DISCLOSED,
    "GET /{lang}/": P.READ,
    "GET /{lang}/incidents": P.READ,
    "GET /{lang}/incidents/{incident_id}": P.READ,
    "POST /{lang}/incidents/{incident_id}": P.REVIEW,
    "POST /{lang}/incidents/{incident_id}/figures": P.REVIEW,
    "GET /{lang}/review": P.READ,
    "POST /{lang}/review": P.REVIEW,
    "GET /{lang}/review/{report_id:path}": P.READ,
    "POST /{lang}/review/{report_id:path}/missed": P.CODE,
    "POST /{lang}/review/{report_id:path}/{event_id}": P.CODE,
    "POST /{lang}/review/{report_id:path}/{event_id}/edit": P.CODE,
    "POST /{lang}/review/{report_id:path}/{event_id}/split": P.CODE,
    "POST /{lang}/review/{report_id:path}/{event_id}/same": P.REVIEW,
    "GET /{lang}/search": P.READ,
    "GET /{lang}/sources": P.READ,
    "GET /{lang}/sources/{source:path}": P.READ,
    "GET /{lang}/names": P.READ,
    "GET /{lang}/names/places/{place_id}": P.READ,
    "GET /{lang}/names/parties/{actor:path}": P.READ,
    "POST /{lang}/names/places": P.REVIEW,
    "POST /{lang}/names/places/{place_id}": P.REVIEW,
    "POST /{lang}/names/parties/{actor:path}": P.REVIEW,
    "GET /{lang}/history": P.READ,
    "GET /{lang}/help": P.READ,
    "GET /api/v1/openapi.json": P.KNOWN,
    "GET /api/v1/me": P.KNOWN,
    "GET /api/v1/accounts": P.ACCOUNTS,
    "POST /api/v1/accounts": P.ACCOUNTS,
    "GET /api/v1/public/incidents": P.DISCLOSED,
    "GET /api/v1/public/incidents.csv": P.DISCLOSED,
    "GET /api/v1/public/incidents.geojson": P.DISCLOSED,
    "GET /api/v1/incidents": P.READ,
    "GET /api/v1/incidents.csv": P.EXPORT,
    "GET /api/v1/incidents.geojson": P.EXPORT,
    "GET /api/v1/incidents/{incident_id}": P.READ,
    "GET /api/v1/reports": P.READ,
    "GET /api/v1/reports/{report_id:path}": P.READ,
    "GET /api/v1/decisions": P.READ,
    "POST /api/v1/events/{report_id:path}/{event_id}/verdict": P.CODE,
}


def route_key(routes: Iterable[BaseRoute], asked: Asked) -> str | None:
    """Method and path of the route that will answer, as in the table; None where none will."""
    for route in routes:
        match, _ = route.matches(asked)
        if match is Match.FULL:
            method = "GET" if asked["method"] == "HEAD" else asked["method"]
            return f"{method} {route.path if isinstance(route, Route) else ''}"
    return None


def page_above(routes: Iterable[BaseRoute], asked: Asked) -> str:
    """The address of the page on which the form of an address stands: the nearest one above it that can be read."""
    found = [(route, *route.matches(asked)) for route in routes if isinstance(route, Route)]
    fitting = [one for one in found if one[1] is Match.FULL] or [one for one in found if one[1] is Match.PARTIAL]
    if not fitting:
        return ""
    route, _, child = fitting[0]
    path = route.path
    while path and f"GET {path}" not in ROUTES:
        path = path.rpartition("/")[0]
    for name, value in child["path_params"].items():
        for written in (f"{{{name}}}", f"{{{name}:path}}"):
            path = path.replace(written, quote(str(value)))
    return path


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a permission is had or not: the roles and scopes that bring it, and the roles that may give such a role."""

    permission: Permission
    roles: tuple[Role, ...]
    scopes: tuple[Scope, ...]
    givers: tuple[Role, ...]

    @property
    def words(self) -> str:
        """The same in a sentence, for programs."""
        told = f"this needs the permission {self.permission!r}, which the roles {', '.join(self.roles)} have"
        scopes = f"; of the scopes of a token: {', '.join(self.scopes) or 'none'}"
        return told + scopes + f"; such a role is given by: {', '.join(self.givers)}"


def explain(permission: Permission) -> Answer:
    """Who has a permission, by the tables that are held against each request."""
    roles = tuple(role for role in Role if permission in ALLOWED[role])
    scopes = tuple(scope for scope in Scope if permission in SCOPED[scope])
    givers = tuple(role for role in Role if GRANTS.get(role, frozenset()) & set(roles))
    return Answer(permission, roles, scopes, givers)
