"""What forms send, and what they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from marsad.errors import UsageError
from marsad.web.desk import Desk

#: no number of a form has more digits
LONGEST = 9


@dataclass(frozen=True, slots=True)
class Slip:
    """What was wrong in which form of a page, and what had been written there."""

    part: str = ""
    fault: UsageError | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
    #: events that had been chosen, as forms name them
    events: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        return 409 if self.fault else 200


NO_SLIP = Slip()


def answer(request: Request, lang: str, report_id: str, event_id: str) -> Response:
    """After a verdict: the page again, at the event; scripts get a short word."""
    target = f"/{lang}/review/{quote(report_id)}#{quote(event_id)}"
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"page": target})
    return RedirectResponse(target, 303)


async def sealed_fields(desk: Desk, request: Request) -> dict[str, str]:
    """The fields of a form of this session."""
    form = await request.form()
    fields = {name: str(value) for name, value in form.items()}
    desk.check_seal(request, fields.get("seal", ""))
    return fields


def read_number(written: str) -> int:
    """The number of a decision in a form; 0 for none."""
    return read_whole(written or "0", "the number of a decision")


def is_whole(written: str) -> bool:
    """True for a whole number that is no longer than a form's may be, in digits of any script.

    >>> is_whole("12"), is_whole("\u0663"), is_whole("\u00b2"), is_whole("1" * 26)
    (True, True, False, False)
    """
    return written.isdecimal() and len(written) <= LONGEST


def read_whole(written: str, name: str) -> int:
    """A whole number of a form.

    >>> read_whole("12", "low")
    12
    """
    if not is_whole(written):
        raise UsageError(f"{name} is {written!r}: give a whole number")
    return int(written)
