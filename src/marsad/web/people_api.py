"""Who asks and what they may do, and the accounts, for programs."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from marsad.model.account import ALLOWED, Account, Permission, Role
from marsad.pipeline.accounts import account_named
from marsad.web.access import explain
from marsad.web.accounts import carry_out
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


class Change(BaseModel):
    """What is to be done to an account, by the verbs of the command line. `role` is for `add` and `role`."""

    model_config = ConfigDict(extra="forbid")

    verb: Literal["add", "role", "disable", "enable", "reset"]
    name: str = Field(max_length=200)
    role: Role | None = None


class Changed(BaseModel):
    """The account as it is now; `password` is there after `add` and `reset`, this one time."""

    account: Person
    password: str | None = None


def people_interface(desk: Desk) -> APIRouter:
    """The addresses about people."""
    router = APIRouter(prefix="/api/v1", tags=["people"], responses=FAULTS)
    add_me(router, desk)
    add_people(router, desk)
    return router


def person_of(one: Account) -> Person:
    """An account as programs see it."""
    return Person(name=one.name, role=one.role, second_factor=bool(one.totp), disabled=one.is_disabled)


def add_me(router: APIRouter, desk: Desk) -> None:
    """Who asks."""

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


def add_people(router: APIRouter, desk: Desk) -> None:
    """The accounts, and what is done to them."""

    @router.get("/accounts", response_model=People)
    def accounts(request: Request) -> Response:
        """All accounts with their roles."""
        with desk.store.view() as view:
            found = [person_of(one) for one in view.accounts()]
        return tagged(request, People(accounts=found).model_dump())

    @router.post("/accounts", response_model=Changed)
    def change(request: Request, wish: Change, x_marsad_seal: Annotated[str, Header()] = "") -> Changed:
        """Add an account, give it a role, shut it or open it, or give it a new password."""
        desk.check_seal(request, x_marsad_seal)
        with desk.hashing, desk.store.writer() as writer:
            given = carry_out(writer, desk.known(request).hand, wish.verb, wish.name, wish.role or "")
            held = account_named(writer, wish.name)
        return Changed(account=person_of(held), password=given or None)
