"""Accounts: who may change whom, what ends with a password, second factors, tokens, and the log behind it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("argon2", reason="the extra `web` is not installed")
import pyotp

from marsad.errors import AccountError
from marsad.model.account import ALLOWED, GRANTS, SCOPED, Deed, Permission, Role, Scope
from marsad.pipeline import accounts, sign_in
from marsad.pipeline.accounts import Hand
from marsad.pipeline.credentials import digest_of, fits, hash_password, totp_step
from marsad.store import SqlStore, open_store

WORD = "correct horse battery"
ROOT = Hand("root")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(tmp_path / "x.marsad") as made:
        with made.writer() as writer:
            accounts.add_account(writer, ROOT, "Amal", Role.OWNER, WORD)
        yield made


def add(store: SqlStore, name: str, role: Role, hand: Hand = ROOT) -> None:
    with store.writer() as writer:
        accounts.add_account(writer, hand, name, role, WORD)


def enter(store: SqlStore, name: str = "Amal", password: str = WORD, code: str = "") -> str:
    return sign_in.sign_in(store, name, password, code, "10.0.0.1", "Firefox")[1]


def deeds(store: SqlStore) -> list[Deed]:
    with store.view() as view:
        return [row.deed for row in view.access_log()]


def test_each_role_may_do_all_that_the_next_one_may() -> None:
    rising = [Role.DATA_VIEWER, Role.VIEWER, Role.CODER, Role.REVIEWER, Role.MANAGER, Role.OWNER]
    assert all(ALLOWED[low] < ALLOWED[high] for low, high in zip(rising, rising[1:], strict=False))
    assert set(ALLOWED) == set(Role)
    assert Permission.OWN not in frozenset().union(*SCOPED.values())
    assert set(GRANTS) == {role for role in Role if Permission.ACCOUNTS in ALLOWED[role]}


def test_passwords_are_argon2id_and_salted() -> None:
    kept = hash_password(WORD)
    assert kept.startswith("$argon2id$")
    assert kept != hash_password(WORD)
    assert (fits(WORD, kept), fits("other", kept), fits(WORD, "")) == (True, False, False)


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("Omar", "short", "password_short"),
        ("Omar", "aaaaaaaaaaaaaa", "password_plain"),
        ("Omar", "the-word-of-OMAR-1", "password_plain"),
        ("o", WORD, "name_unfit"),
        ("a/b", WORD, "name_unfit"),
        ("line\nbreak\u0007", WORD, "name_unfit"),
        (" AMAL", WORD, "name_taken"),
    ],
)
def test_unfit_names_and_passwords_are_refused(store: SqlStore, name: str, password: str, reason: str) -> None:
    with pytest.raises(AccountError) as caught, store.writer() as writer:
        accounts.add_account(writer, ROOT, name, Role.VIEWER, password)
    assert caught.value.reason == reason
    with store.view() as view:
        assert len(view.accounts()) == 1


def test_the_first_account_is_an_owner(tmp_path: Path) -> None:
    with open_store(tmp_path / "y.marsad") as made, pytest.raises(AccountError) as caught, made.writer() as writer:
        accounts.add_account(writer, ROOT, "Omar", Role.CODER, WORD)
    assert caught.value.reason == "owner_first"


def test_a_manager_may_not_touch_managers_and_owners(store: SqlStore) -> None:
    add(store, "Mona", Role.MANAGER)
    add(store, "Omar", Role.CODER, Hand("Mona", Role.MANAGER))
    mona = Hand("Mona", Role.MANAGER)
    for act in (
        lambda writer: accounts.set_role(writer, mona, "Amal", Role.VIEWER),
        lambda writer: accounts.set_role(writer, mona, "Omar", Role.MANAGER),
        lambda writer: accounts.set_disabled(writer, mona, "Amal", True),
        lambda writer: accounts.reset(writer, mona, "Mona", "another good word"),
        lambda writer: accounts.add_account(writer, mona, "Sami", Role.OWNER, WORD),
        lambda writer: accounts.set_role(writer, Hand("Omar", Role.CODER), "Omar", Role.REVIEWER),
    ):
        with pytest.raises(AccountError, match="may not"), store.writer() as writer:
            act(writer)


def test_the_last_owner_stays(store: SqlStore) -> None:
    with pytest.raises(AccountError, match="last owner"), store.writer() as writer:
        accounts.set_role(writer, ROOT, "Amal", Role.VIEWER)
    with pytest.raises(AccountError, match="last owner"), store.writer() as writer:
        accounts.set_disabled(writer, ROOT, "Amal", True)
    add(store, "Omar", Role.OWNER)
    with store.writer() as writer:
        accounts.set_disabled(writer, ROOT, "Amal", True)


def test_disabling_ends_sessions_and_tokens(store: SqlStore) -> None:
    add(store, "Omar", Role.CODER)
    key = digest_of(enter(store, "Omar"))
    with store.writer() as writer:
        written = sign_in.make_token(writer, Hand("Omar", Role.CODER), "script", [Scope.READ], 30)
        accounts.set_disabled(writer, ROOT, "Omar", True)
    now = datetime.now(UTC)
    with store.view() as view:
        session, token = view.session(key), view.token(digest_of(written))
    assert session and token
    assert (session.is_open(now), token.is_open(now)) == (False, False)
    with pytest.raises(AccountError, match="not right"):
        enter(store, "Omar")


def test_refusals_do_not_tell_names_and_are_noted(store: SqlStore) -> None:
    """A name that nobody has may be a password in the wrong field: it is not written down."""
    said = []
    for name, password in (("Amal", "wrong"), ("my secret word", "wrong")):
        with pytest.raises(AccountError) as caught:
            enter(store, name, password)
        said.append(str(caught.value))
    assert said[0] == said[1]
    with store.view() as view:
        rows = [(row.deed, row.who, row.words) for row in view.access_log()[1:]]
    assert rows == [
        (Deed.SIGN_IN_REFUSED, "Amal", "password"),
        (Deed.SIGN_IN_REFUSED, "", "no such account"),
    ]


def test_the_second_factor_is_asked_and_no_code_works_twice(store: SqlStore) -> None:
    hand = Hand("Amal")
    with store.writer() as writer:
        secret = sign_in.offer_second_factor(writer, hand)
    enter(store)  # offered is not yet on
    code = pyotp.TOTP(secret).now()
    with store.writer() as writer:
        spare = sign_in.confirm_second_factor(writer, hand, WORD, code)
    assert len(set(spare)) == 10
    for shown, reason in (("", "code_needed"), ("000000x", "code_wrong"), (code, "code_wrong")):
        with pytest.raises(AccountError) as caught:
            enter(store, code=shown)
        assert caught.value.reason == reason
    enter(store, code=spare[0].upper())
    with pytest.raises(AccountError):
        enter(store, code=spare[0])
    with store.writer() as writer:
        sign_in.drop_second_factor(writer, hand, WORD)
    enter(store)
    assert Deed.RECOVERY_USED in deeds(store)


def test_codes_hold_for_a_clock_that_is_off_by_one_step() -> None:
    secret, now = pyotp.random_base32(), datetime(2024, 5, 1, tzinfo=UTC)
    clock = pyotp.TOTP(secret)
    steps = [totp_step(secret, clock.at(now + timedelta(seconds=off)), now, 0) for off in (-60, -30, 0, 30, 60)]
    assert [step is not None for step in steps] == [False, True, True, True, False]
    assert totp_step(secret, clock.at(now), now, steps[2] or 0) is None


def test_a_new_password_ends_the_other_sessions(store: SqlStore) -> None:
    here, there = digest_of(enter(store)), digest_of(enter(store))
    with store.writer() as writer:
        accounts.change_password(writer, Hand("Amal"), WORD, "another good word", keep_session=here)
    with store.view() as view:
        assert [one.key for one in view.sessions("Amal") if one.ended_at] == [there]
    with pytest.raises(AccountError, match="present password"), store.writer() as writer:
        accounts.change_password(writer, Hand("Amal"), WORD, "a third good word")


def test_sessions_and_tokens_of_others_stay_theirs(store: SqlStore) -> None:
    add(store, "Omar", Role.CODER)
    key = digest_of(enter(store))
    with store.writer() as writer:
        sign_in.make_token(writer, Hand("Amal"), "script", [Scope.READ], 30)
        (token,) = writer.tokens("Amal")
        for act in (sign_in.end_session, sign_in.revoke_token):
            thing = key if act is sign_in.end_session else token.id
            with pytest.raises(AccountError):
                act(writer, Hand("Omar", Role.CODER), thing, of_others=False)
            act(writer, ROOT, thing, of_others=True)
    assert deeds(store)[-2:] == [Deed.SESSION_ENDED, Deed.TOKEN_REVOKED]


@pytest.mark.parametrize(
    ("label", "scopes", "days"), [("", [Scope.READ], 1), ("x", [], 1), ("x", [Scope.READ], 0), ("x", [Scope.READ], 367)]
)
def test_a_token_needs_a_label_a_scope_and_an_end(store: SqlStore, label: str, scopes: list[Scope], days: int) -> None:
    with pytest.raises(AccountError), store.writer() as writer:
        sign_in.make_token(writer, Hand("Amal"), label, scopes, days)


def test_nothing_secret_is_kept_or_logged(store: SqlStore, tmp_path: Path) -> None:
    secret = enter(store)
    with store.writer() as writer:
        written = sign_in.make_token(writer, Hand("Amal"), "script", [Scope.READ], 30)
    store.close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for word in (WORD, secret, written):
        assert word.encode() not in held
