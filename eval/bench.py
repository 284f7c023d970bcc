"""Speed, start-up time and memory of coding, on the bundled reports repeated.

    python eval/bench.py [REPEATS]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from coding import report_of
from gold import SAMPLE, read_rows

from marsad.pipeline.batch import code_item


def start_up(*command: str) -> float:
    """Seconds that a command takes, the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "marsad", *command], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main(repeats: int = 20) -> None:
    """Measure and print."""
    reports = [report_of(row) for row in read_rows(SAMPLE / "reports.jsonl")]
    start = time.perf_counter()
    code_item(reports[0])
    first = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(repeats):
        for report in reports:
            code_item(report)
    seconds = time.perf_counter() - start
    count, characters = repeats * len(reports), repeats * sum(len(report.text) for report in reports)
    print(f"coding          {count / seconds:10.0f} reports/s on one core ({characters / count:.0f} characters each)")
    print(f"                {characters / seconds:10.0f} characters/s")
    print(f"first report    {first:10.2f} s (loads the word lists)")
    print(f"marsad --version{start_up('--version'):10.2f} s")
    whole = start_up("code", str(SAMPLE / "reports.jsonl"))
    print(f"marsad code     {whole:10.2f} s for the {len(reports)} bundled reports")
    print(f"peak memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
