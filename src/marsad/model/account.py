"""People who work with a record: roles, what each role and scope allows, sessions, tokens, and the log of access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Permission(StrEnum):
    """What a page or an address of the HTTP interface asks for."""

    #: nothing: also for those who have not signed in
    OPEN = "open"
    #: to be known: by a session or by a token
    KNOWN = "known"
    #: one's own settings, sessions and tokens
    OWN = "own"
    #: the public form of the record: cells for places, no texts, no names of people
    DISCLOSED = "disclosed"
    #: the whole record with its reports
    READ = "read"
    #: downloads of the whole record
    EXPORT = "export"
    #: verdicts on single events, changes to them, and events that the program missed
    CODE = "code"
    #: many verdicts at once; incidents merged, split and set right
    REVIEW = "review"
    #: other people's accounts, and the log of access
    ACCOUNTS = "accounts"
    #: accounts of managers and owners, everybody's sessions
    OWNER = "owner"


class Role(StrEnum):
    """What a person is here."""

    OWNER = "owner"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    CODER = "coder"
    VIEWER = "viewer"
    DATA_VIEWER = "data-viewer"


class Scope(StrEnum):
    """What a token may be used for, within what its owner's role allows."""

    READ = "read"
    EXPORT = "export"
    REVIEW = "review"
    ADMIN = "admin"


_PUBLIC = frozenset({Permission.OPEN, Permission.KNOWN, Permission.OWN, Permission.DISCLOSED})
_READING = _PUBLIC | {Permission.READ, Permission.EXPORT}
_CODING = _READING | {Permission.CODE}
_REVIEWING = _CODING | {Permission.REVIEW}

#: the one table of what each role may do
ALLOWED: Mapping[Role, frozenset[Permission]] = {
    Role.DATA_VIEWER: _PUBLIC,
    Role.VIEWER: _READING,
    Role.CODER: _CODING,
    Role.REVIEWER: _REVIEWING,
    Role.MANAGER: _REVIEWING | {Permission.ACCOUNTS},
    Role.OWNER: _REVIEWING | {Permission.ACCOUNTS, Permission.OWNER},
}

#: what each scope of a token lets through of that; own settings never pass by token
SCOPED: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ: frozenset({Permission.OPEN, Permission.KNOWN, Permission.DISCLOSED, Permission.READ}),
    Scope.EXPORT: frozenset({Permission.OPEN, Permission.KNOWN, Permission.EXPORT}),
    Scope.REVIEW: frozenset({Permission.OPEN, Permission.KNOWN, Permission.CODE, Permission.REVIEW}),
    Scope.ADMIN: frozenset({Permission.OPEN, Permission.KNOWN, Permission.ACCOUNTS, Permission.OWNER}),
}

#: the roles that each role may give, and whose accounts it may change
GRANTS: Mapping[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role),
    Role.MANAGER: frozenset({Role.REVIEWER, Role.CODER, Role.VIEWER, Role.DATA_VIEWER}),
}


def may_grant(role: Role, other: Role) -> bool:
    """True if a person of one role may give the other, and change accounts that have it."""
    return other in GRANTS.get(role, frozenset())


@dataclass(frozen=True, slots=True)
class Account:
    """A person who signs in. It is never deleted, so that its name in the logs stays its own."""

    name: str
    role: Role
    made_at: datetime
    #: argon2id, with its parameters and salt
    password: str
    lang: str = ""
    #: the secret of the second factor; empty without one
    totp: str = ""
    #: a secret that was shown and not yet confirmed
    totp_offered: str = ""
    #: the last time step whose code was used: no code works twice
    totp_step: int = 0
    #: digests of the recovery codes that are left
    recovery: tuple[str, ...] = ()
    is_disabled: bool = False
    #: the password was given by somebody else and is to be changed first of all
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that signed in; `key` is the digest of its cookie."""

    key: str
    account: str
    made_at: datetime
    ends_at: datetime
    address: str = ""
    browser: str = ""
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """True if it still lets in."""
        return self.ended_at is None and now < self.ends_at


@dataclass(frozen=True, slots=True)
class Token:
    """A key for programs; `key` is its digest. `id` is the part that may be shown."""

    id: str
    key: str
    account: str
    label: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """True if it still lets in."""
        return self.ended_at is None and now < self.ends_at


class Deed(StrEnum):
    """What a row of the log of access tells."""

    SIGN_IN = "sign-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGN_OUT = "sign-out"
    LINK_OPENED = "link-opened"
    REFUSED = "refused"
    ACCOUNT_ADDED = "account-added"
    ROLE_CHANGED = "role-changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PASSWORD_CHANGED = "password-changed"
    PASSWORD_RESET = "password-reset"
    SECOND_FACTOR_OFFERED = "second-factor-offered"
    SECOND_FACTOR_ON = "second-factor-on"
    SECOND_FACTOR_OFF = "second-factor-off"
    RECOVERY_USED = "recovery-used"
    SESSION_ENDED = "session-ended"
    TOKEN_MADE = "token-made"
    TOKEN_REVOKED = "token-revoked"
    LANGUAGE_CHANGED = "language-changed"


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One row of the append-only log of access: who did what, when, from where, to whose account.

    `hash` covers all other fields and the `previous` row's hash, so that an altered, dropped or moved row shows.
    """

    number: int
    deed: Deed
    who: str
    when: datetime
    #: the account it was done to
    whose: str = ""
    words: str = ""
    address: str = ""
    previous: str = ""
    hash: str = ""
