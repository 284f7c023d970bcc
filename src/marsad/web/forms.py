"""What forms send, and what they are answered."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from marsad.errors import UsageError
from marsad.web.desk import Desk

#: no number of a form has more digits
LONGEST = 9


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


def read_whole(written: str, name: str) -> int:
    """A whole number of a form.

    >>> read_whole("12", "low")
    12
    """
    if not (written.isascii() and written.isdecimal()) or len(written) > LONGEST:
        raise UsageError(f"{name} is {written!r}: give a whole number")
    return int(written)
