"""Codes many reports, in this process or in several, in the order in which they came."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from marsad.errors import CodingError, MarsadError
from marsad.model import CodedReport, Report
from marsad.pipeline.tables import check_tables

#: reports that one process codes before it answers
BATCH = 32

Item = Report | MarsadError
Outcome = CodedReport | MarsadError


def code_reports(items: Iterable[Item], jobs: int = 1, quick: bool = False) -> Iterator[Outcome]:
    """Code each report; errors among the items pass through in their place.

    A report on which our own code fails becomes a CodingError, so that the rest of the batch is coded. `jobs` processes
    share the work; the result and its order do not depend on their number. `quick` leaves the network out. Raises
    InputError before the first report if a table of the user's own is damaged.
    """
    check_tables()
    if jobs <= 1:
        for item in items:
            yield code_item(item, quick)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    source = iter(items)
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        while batch := list(islice(source, BATCH)):
            waiting.append(pool.submit(_code_batch, batch, quick))
            if len(waiting) >= 3 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def code_item(item: Item, quick: bool = False) -> Outcome:
    """Code one report, or pass an error on."""
    from marsad.pipeline.code import code_report

    if isinstance(item, MarsadError):
        return item
    try:
        return code_report(item, quick=quick)
    except MarsadError as error:  # no fault of ours: it says itself what is wrong and what to do
        return error
    except Exception as error:  # one report must not stop the batch; the fault is told by name and place
        return CodingError(item.id, f"{type(error).__name__} in {_place_of(error)} ({error})")


def _place_of(error: Exception) -> str:
    """The innermost place in our own code that the error went through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "marsad" in Path(frame.filename).parts]
    at = frames[-1]
    parts = Path(at.filename).parts
    return f"{'/'.join(parts[len(parts) - parts[::-1].index('marsad') :])}:{at.lineno}"


def _code_batch(items: list[Item], quick: bool) -> list[Outcome]:
    return [code_item(item, quick) for item in items]
