"""Speed, start-up time and memory of coding, on reports of about 1,000 characters from `eval/gold`.

    python eval/bench.py [ROUNDS]

Each round codes every report once, with the settings of the command `marsad`; the quickest round counts, since others
may be at work on the machine.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from coding import report_of
from gold import HERE, SAMPLE, read_rows

from marsad.cli import SELDOM
from marsad.model import Report
from marsad.pipeline.batch import code_item

#: what counts as about 1,000 characters
SHORT, LONG = 600, 1500
#: with the network, one report in so many is measured
FEWER = 10
#: characters of the long text, which is short ones put together
WHOLE_PAGE = 10_000


def start_up(*command: str) -> float:
    """Seconds that a command takes, the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "marsad", *command], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def gold_reports() -> list[Report]:
    """The reports of the repository's own gold that have about 1,000 characters."""
    rows = [row for path in sorted((HERE / "gold").glob("*.gold.jsonl")) for row in read_rows(path)]
    return [report_of(row) for row in rows if SHORT <= len(row["text"]) <= LONG]


def code_all(reports: Sequence[Report], quick: bool) -> float:
    """Seconds of the processor that coding some reports takes."""
    start = time.process_time()
    for report in reports:
        code_item(report, quick)
    return time.process_time() - start


def long_report(reports: Sequence[Report]) -> Report:
    """One long text made of many."""
    text = "\n".join(report.text for report in reports)[:WHOLE_PAGE]
    return replace(reports[0], text=text)


def measure(reports: Sequence[Report], option: str, rounds: int) -> None:
    """Measure coding in one of its two ways."""
    quick = bool(option)
    start = time.perf_counter()
    code_item(reports[0], quick)
    first = time.perf_counter() - start
    each = sum(len(report.text) for report in reports) // len(reports)
    seconds = min(code_all(reports, quick) for _ in range(rounds))
    long = long_report(reports)
    slow = min(code_all([long], quick) for _ in range(rounds))
    print(f"coding {option:8}{len(reports) / seconds:10.1f} reports/s of {each} characters on one core")
    print(f"a long report  {slow:10.2f} s for {len(long.text)} characters")
    print(f"first report   {first:10.2f} s (loads the word lists{'' if quick else ' and the network'})")


def main(rounds: int = 3) -> None:
    """Measure and print."""
    # a child counts what its parent held when it was born: the commands are measured before anything is read here
    print(f"marsad --version{start_up('--version'):10.2f} s")
    for options in (["--quick"], []):
        whole = start_up("code", *options, str(SAMPLE / "reports.jsonl"))
        print(f"marsad code {' '.join(options):8}{whole:10.2f} s for the bundled reports, start-up and all")
    print(f"its peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:10.0f} MB")
    gc.set_threshold(*SELDOM)
    reports = gold_reports()
    for quick in (True, False):
        measure(reports if quick else reports[::FEWER], "--quick" if quick else "", rounds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
