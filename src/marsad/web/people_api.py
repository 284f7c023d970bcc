"""Who asks and what they may do, and the accounts, for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from marsad.model.account import ALLOWED, Permission
from marsad.web.access import explain
from marsad.web.api import FAULTS, tagged
from marsad.web.desk import Desk


class Reason(BaseModel):
    """One permission: whether it is had, and what brings it."""

    permission: str
    allowed: bool
    roles: list[str]
    scopes: list[str]
    given_by: list[str]


class Me(BaseModel):
    """Who asks."""

    name: str
    role: str
    by: str
    scopes: list[str]
    permissions: list[Reason]


class Person(BaseModel):
    """An account."""

    name: str
    role: str
    second_factor: bool
    disabled: bool


class People(BaseModel):
    """All accounts."""

    accounts: list[Person]


def people_interface(desk: Desk) -> APIRouter:
    """The addresses about people."""
    router = APIRouter(prefix="/api/v1", tags=["people"], responses=FAULTS)

    @router.get("/me", response_model=Me)
    def me(request: Request) -> Response:
        """Who asks, and why each thing is allowed or not."""
        visitor = desk.known(request)
        reasons = [
            Reason(
                permission=one,
                allowed=visitor.may(one),
                roles=list(explain(one).roles),
                scopes=list(explain(one).scopes),
                given_by=list(explain(one).givers),
            )
            for one in Permission
            if one in frozenset[Permission]().union(*ALLOWED.values())
        ]
        shown = Me(
            name=visitor.name, role=visitor.role, by=visitor.by, scopes=list(visitor.scopes), permissions=reasons
        )
        return tagged(request, shown.model_dump())

    @router.get("/accounts", response_model=People)
    def accounts(request: Request) -> Response:
        """All accounts with their roles."""
        with desk.store.view() as view:
            found = [
                Person(name=one.name, role=one.role, second_factor=bool(one.totp), disabled=one.is_disabled)
                for one in view.accounts()
            ]
        return tagged(request, People(accounts=found).model_dump())

    return router
