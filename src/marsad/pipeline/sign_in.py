"""Signing in: password and second factor, sessions of browsers, and tokens of programs."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from marsad.errors import AccountError
from marsad.model.account import Account, Deed, Scope, Session, Token
from marsad.pipeline.accounts import Hand, account_named, check_password, note
from marsad.pipeline.credentials import (
    digest_of,
    fits,
    hash_password,
    is_outdated,
    new_recovery_codes,
    new_secret,
    new_totp,
    recovery_digest,
    totp_step,
)
from marsad.store import Store, Writer

#: how long a session lasts
SESSION = timedelta(hours=12)
MOST_DAYS = 366
MARK = "msd"


def sign_in(store: Store, name: str, password: str, code: str, address: str, browser: str) -> tuple[Account, str]:
    """The account, and the secret of its new session; AccountError, with a row in the log, for whoever is refused."""
    with store.view() as view:
        held = view.account(name)
    is_right = fits(password, held.password if held and not held.is_disabled else "")
    hand = Hand(held.name if held else "", address=address)
    if held is None or not is_right:
        words = "no such account" if held is None else "disabled" if held.is_disabled else "password"
        raise _refused(store, hand, words, AccountError("sign_in_refused", "the name or the password is not right"))
    with store.writer() as writer:
        account, faults = _second_factor(writer, hand, account_named(writer, held.name), code)
        if not faults:
            if is_outdated(account.password):
                account = replace(account, password=hash_password(password))
            writer.keep_account(account)
            secret = open_session(writer, account, address, browser)
            note(writer, Deed.SIGN_IN, hand, account.name)
            return account, secret
    if faults == "code_needed":
        raise AccountError(faults, "this account also needs the code of six digits")
    raise _refused(store, hand, "code", AccountError(faults, "this code is not right, or was used already"))


def _refused(store: Store, hand: Hand, words: str, error: AccountError) -> AccountError:
    """The error, noted in the log. A name that no account has may be a mistyped password: it is not written down."""
    with store.writer() as writer:
        note(writer, Deed.SIGN_IN_REFUSED, hand, hand.name, words)
    return error


def _second_factor(writer: Writer, hand: Hand, account: Account, code: str) -> tuple[Account, str]:
    """The account after its code was used, or the reason why not."""
    if not account.totp:
        return account, ""
    if not code.strip():
        return account, "code_needed"
    step = totp_step(account.totp, code, datetime.now(UTC), account.totp_step)
    if step is not None:
        return replace(account, totp_step=step), ""
    used = recovery_digest(code)
    if used not in account.recovery:
        return account, "code_wrong"
    left = tuple(one for one in account.recovery if one != used)
    note(writer, Deed.RECOVERY_USED, hand, account.name, f"{len(left)} left")
    return replace(account, recovery=left), ""


def open_session(writer: Writer, account: Account, address: str, browser: str) -> str:
    """The secret of a new session."""
    secret, now = new_secret(), datetime.now(UTC)
    writer.keep_session(Session(digest_of(secret), account.name, now, now + SESSION, address, browser[:120]))
    return secret


def end_session(writer: Writer, hand: Hand, key: str, *, of_others: bool) -> None:
    """End a session; those of others only where that is allowed."""
    held = writer.session(key)
    if held is None or (held.account != hand.name and not of_others):
        raise AccountError("no_session", "there is no such session of yours")
    if held.ended_at is None:
        writer.keep_session(replace(held, ended_at=datetime.now(UTC)))
        note(writer, Deed.SESSION_ENDED, hand, held.account)


def offer_second_factor(writer: Writer, hand: Hand) -> str:
    """A secret to be put into an authenticator; it counts once a code of it was given."""
    held = account_named(writer, hand.name)
    secret = new_totp()
    writer.keep_account(replace(held, totp_offered=secret))
    note(writer, Deed.SECOND_FACTOR_OFFERED, hand, held.name)
    return secret


def confirm_second_factor(writer: Writer, hand: Hand, password: str, code: str) -> tuple[str, ...]:
    """Turn the offered second factor on; gives the recovery codes, which are never shown again."""
    held = account_named(writer, hand.name)
    check_password(held, password)
    step = totp_step(held.totp_offered, code, datetime.now(UTC), 0)
    if step is None:
        raise AccountError("code_wrong", "this code is not right, or was used already")
    codes = new_recovery_codes()
    kept = tuple(recovery_digest(one) for one in codes)
    writer.keep_account(replace(held, totp=held.totp_offered, totp_offered="", totp_step=step, recovery=kept))
    note(writer, Deed.SECOND_FACTOR_ON, hand, held.name)
    return codes


def drop_second_factor(writer: Writer, hand: Hand, password: str) -> None:
    """Turn a person's own second factor off."""
    held = account_named(writer, hand.name)
    check_password(held, password)
    writer.keep_account(replace(held, totp="", totp_offered="", recovery=()))
    note(writer, Deed.SECOND_FACTOR_OFF, hand, held.name)


def make_token(writer: Writer, hand: Hand, label: str, scopes: Collection[Scope], days: int) -> str:
    """A new token; it is shown once and kept as a digest."""
    held = account_named(writer, hand.name)
    label = " ".join(label.split())
    if not 1 <= len(label) <= 60 or not label.isprintable():
        raise AccountError("token_label", "say in up to 60 letters what the token is for")
    if not scopes:
        raise AccountError("token_scopes", "a token needs at least one scope")
    if not 1 <= days <= MOST_DAYS:
        raise AccountError("token_days", f"a token lasts 1 to {MOST_DAYS} days")
    name, now = secrets.token_hex(4), datetime.now(UTC)
    written = f"{MARK}_{name}_{new_secret()}"
    ordered = tuple(one for one in Scope if one in scopes)
    until = now + timedelta(days=days)
    writer.keep_token(Token(name, digest_of(written), held.name, label, ordered, now, until))
    note(writer, Deed.TOKEN_MADE, hand, held.name, f"{name}: {', '.join(ordered)}, {days} days")
    return written


def revoke_token(writer: Writer, hand: Hand, name: str, *, of_others: bool) -> None:
    """Revoke a token; those of others only where that is allowed."""
    held = next((one for one in writer.tokens() if one.id == name), None)
    if held is None or (held.account != hand.name and not of_others):
        raise AccountError("no_token", "there is no such token of yours")
    if held.ended_at is None:
        writer.keep_token(replace(held, ended_at=datetime.now(UTC)))
        note(writer, Deed.TOKEN_REVOKED, hand, held.account, name)
