"""Passwords, second factors, recovery codes and secrets: made, digested, and held against what somebody shows.

Passwords are kept as argon2id; secrets that we make ourselves are long and random, so their SHA-256 is enough.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from marsad.errors import AccountError, MissingExtraError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 500
#: a password needs so many different signs
VARIED = 5
RECOVERY_CODES = 10
#: signs of recovery codes and made passwords: none that is taken for another
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
#: codes of so many steps of 30 seconds before and after are taken, for clocks that are off
CLOCK_STEPS = 1
STEP = 30


def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise MissingExtraError("web", "an account") from error
    return PasswordHasher()


def _pyotp() -> Any:
    try:
        import pyotp
    except ImportError as error:
        raise MissingExtraError("web", "a second factor") from error
    return pyotp


def check_rules(name: str, password: str) -> None:
    """AccountError unless the password may be used."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError("password_short", f"a password needs at least {SHORTEST} characters")
    if len(set(password)) < VARIED or name.casefold() in password.casefold():
        raise AccountError("password_plain", "this password is too easy to guess: too few signs, or the name in it")


def hash_password(password: str) -> str:
    """The password as it is kept."""
    return _hasher().hash(password)


def fits(password: str, kept: str) -> bool:
    """True if it is the password that was kept; an empty `kept` takes as long and fits nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = _hasher()
    try:
        return hasher.verify(kept or NOBODY, password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


#: the digest of a password that nobody has, in the form of the hasher's own
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2E$ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY"


def is_outdated(kept: str) -> bool:
    """True if the password should be kept anew, with today's parameters."""
    return _hasher().check_needs_rehash(kept)


def new_secret() -> str:
    """A secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret that we made."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_password() -> str:
    """A password to hand over, for the first sign-in.

    >>> len(new_password())
    19
    """
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


def new_totp() -> str:
    """A secret for a second factor."""
    return str(_pyotp().random_base32())


def totp_address(name: str, secret: str) -> str:
    """What the picture says to an authenticator."""
    return str(_pyotp().TOTP(secret).provisioning_uri(name=name, issuer_name="Marsad"))


def totp_step(secret: str, code: str, now: datetime, last: int) -> int | None:
    """The time step that a code of six digits belongs to, if it is one of now and later than the last that was used."""
    shown = code.replace(" ", "")
    if not (secret and shown.isascii() and shown.isdigit()):
        return None
    clock, at = _pyotp().TOTP(secret), int(now.timestamp()) // STEP
    for step in range(at - CLOCK_STEPS, at + CLOCK_STEPS + 1):
        if step > last and hmac.compare_digest(str(clock.generate_otp(step)), shown):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Codes that stand in for the second factor, each once."""
    return tuple(new_password() for _ in range(RECOVERY_CODES))


def recovery_digest(code: str) -> str:
    """What is kept of a recovery code, however it was typed.

    >>> recovery_digest(" ABCD efgh ") == recovery_digest("abcd-efgh")
    True
    """
    return digest_of("".join(sign for sign in code.lower() if sign.isalnum()))
