"""What is done to accounts: made, given a role, disabled, reset. Each deed is a row of the log of access."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from marsad.errors import AccountError
from marsad.model.account import AccessRow, Account, Deed, Role, may_grant
from marsad.pipeline.credentials import check_rules, fits, hash_password
from marsad.store import View, Writer
from marsad.store.people import name_key

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something: a name, what it may do, and from where."""

    name: str
    role: Role = Role.OWNER
    address: str = ""


def note(writer: Writer, deed: Deed, hand: Hand, whose: str = "", words: str = "") -> None:
    """A row of the log of access."""
    writer.note(AccessRow(0, deed, hand.name, datetime.now(UTC), whose, words, hand.address))


def account_named(view: View, name: str) -> Account:
    """The account of a name; AccountError if there is none."""
    found = view.account(name)
    if found is None:
        raise AccountError("no_account", f"there is no account {name!r}")
    return found


def has_owner(view: View) -> bool:
    """True if somebody can sign in and may do everything."""
    return bool(_owners(view))


def _owners(view: View) -> list[Account]:
    return [one for one in view.accounts() if one.role is Role.OWNER and not one.is_disabled]


def read_name(written: str) -> str:
    """A name as it may be used; AccountError otherwise."""
    name = " ".join(written.split())
    if not 2 <= len(name) <= LONGEST_NAME or not name.isprintable() or not name_key(name) or "/" in name:
        raise AccountError("name_unfit", f"a name has 2 to {LONGEST_NAME} letters and no stroke")
    return name


def add_account(
    writer: Writer, hand: Hand, name: str, role: Role, password: str, *, lang: str = "", must_change: bool = False
) -> Account:
    """Make an account; the first one is an owner."""
    name = read_name(name)
    if not may_grant(hand.role, role):
        raise AccountError("may_not_grant", f"a {hand.role} may not make a {role}")
    if writer.account(name):
        raise AccountError("name_taken", f"there is an account {name!r} already")
    if role is not Role.OWNER and not has_owner(writer):
        raise AccountError("owner_first", "the first account must be an owner's: --role owner")
    check_rules(name, password)
    made = Account(name, role, datetime.now(UTC), hash_password(password), lang, must_change=must_change)
    writer.keep_account(made)
    note(writer, Deed.ACCOUNT_ADDED, hand, name, role)
    return made


def set_role(writer: Writer, hand: Hand, name: str, role: Role) -> None:
    """Give an account another role."""
    held = _changeable(writer, hand, name)
    if not may_grant(hand.role, role):
        raise AccountError("may_not_grant", f"a {hand.role} may not make a {role}")
    if held.role is role:
        return
    if role is not Role.OWNER:
        _spare_last_owner(writer, held)
    writer.keep_account(replace(held, role=role))
    note(writer, Deed.ROLE_CHANGED, hand, held.name, f"{held.role} > {role}")


def set_disabled(writer: Writer, hand: Hand, name: str, is_disabled: bool) -> None:
    """Shut an account, with its sessions and tokens, or open it again."""
    held = _changeable(writer, hand, name)
    if held.is_disabled is is_disabled:
        return
    if is_disabled:
        _spare_last_owner(writer, held)
        end_everything(writer, held.name)
    writer.keep_account(replace(held, is_disabled=is_disabled))
    note(writer, Deed.DISABLED if is_disabled else Deed.ENABLED, hand, held.name)


def reset(writer: Writer, hand: Hand, name: str, password: str, *, must_change: bool = True) -> None:
    """Give an account a new password; its second factor, sessions and tokens end."""
    held = _changeable(writer, hand, name)
    check_rules(held.name, password)
    end_everything(writer, held.name)
    changes = {"totp": "", "totp_offered": "", "recovery": (), "must_change": must_change}
    writer.keep_account(replace(held, password=hash_password(password), **changes))  # type: ignore[arg-type]
    note(writer, Deed.PASSWORD_RESET, hand, held.name)


def change_password(writer: Writer, hand: Hand, old: str, new: str, keep_session: str = "") -> None:
    """A person's own new password; all other sessions of the account end."""
    held = account_named(writer, hand.name)
    check_password(held, old)
    check_rules(held.name, new)
    if fits(new, held.password):
        raise AccountError("password_same", "the new password is the old one")
    end_sessions(writer, held.name, but=keep_session)
    writer.keep_account(replace(held, password=hash_password(new), must_change=False))
    note(writer, Deed.PASSWORD_CHANGED, hand, held.name)


def set_language(writer: Writer, hand: Hand, lang: str) -> None:
    """The language that a person sees first."""
    held = account_named(writer, hand.name)
    if held.lang != lang:
        writer.keep_account(replace(held, lang=lang))
        note(writer, Deed.LANGUAGE_CHANGED, hand, held.name, lang)


def check_password(held: Account, password: str) -> None:
    """AccountError unless it is the account's password."""
    if not fits(password, held.password):
        raise AccountError("password_wrong", "this is not the present password")


def end_everything(writer: Writer, name: str) -> None:
    """End all sessions and revoke all tokens of an account."""
    end_sessions(writer, name)
    now = datetime.now(UTC)
    for token in writer.tokens(name):
        if token.is_open(now):
            writer.keep_token(replace(token, ended_at=now))


def end_sessions(writer: Writer, name: str, but: str = "") -> int:
    """End the sessions of an account but for the one with that key; gives how many."""
    now = datetime.now(UTC)
    ended = [one for one in writer.sessions(name) if one.is_open(now) and one.key != but]
    for session in ended:
        writer.keep_session(replace(session, ended_at=now))
    return len(ended)


def _changeable(writer: Writer, hand: Hand, name: str) -> Account:
    held = account_named(writer, name)
    if not may_grant(hand.role, held.role):
        raise AccountError("may_not_change", f"a {hand.role} may not change the account of a {held.role}")
    return held


def _spare_last_owner(writer: Writer, held: Account) -> None:
    if held.role is Role.OWNER and [one.name for one in _owners(writer)] == [held.name]:
        raise AccountError("last_owner", "this is the last owner: make another one first")
