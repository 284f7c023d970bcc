"""How well Marsad codes: F1 per slot on every gold set that is there, tuned and blind side by side.

    python eval/score.py [SET …]

Sets are scored with the codebook's own score.py where it is there, the bundled sample with our scorer. The weights were
learned on all but the blind sets, so that those flatter: docs/quality.md has cross-validated figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from coding import code_golds, report_of
from gold import BLIND, CODEBOOK, gold_sets, read_floors, read_rows
from scorer import SLOTS, score

from marsad.export.lines import write_json_lines
from marsad.model.rows import coded_row, incident_row
from marsad.pipeline.incidents import reconcile_coded

JUDGE = CODEBOOK / "score.py"
ROWS = ("slots", "events", "main events", *SLOTS, "tallies", "salience", "evidence valid")
Figures = dict[str, dict[str, float]]


def measure(name: str, gold: Path) -> Figures:
    """Precision, recall and F1 per slot of one set."""
    golds = read_rows(gold)
    coded = code_golds(golds)
    if name == "sample" or not JUDGE.exists():
        figures = score(golds, {key: coded_row(row) for key, row in coded.items()})
        return {key: {"p": figures.precision(key), "r": figures.recall(key), "f1": figures.f1(key)} for key in ROWS}
    with tempfile.TemporaryDirectory() as folder:
        told, joined = f"{folder}/coded.jsonl", f"{folder}/incidents.jsonl"
        write_json_lines(map(coded_row, coded.values()), told)
        command = [sys.executable, str(JUDGE), str(gold), told, "--json"]
        truth = gold.with_name(f"{name}.incidents.jsonl")
        if truth.exists():
            reports = {row["id"]: report_of(row) for row in golds}
            write_json_lines(map(incident_row, reconcile_coded(coded.values(), reports)), joined)
            command += ["--incidents", str(truth), joined]
        result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    linked = {} if "incidents" not in result else {"pairs joined": _linking(result["incidents"])}
    return {key: result[key] for key in ROWS} | linked


def _linking(figures: dict[str, float]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of events that are one incident, end to end from text."""
    return {"p": figures["pair precision"], "r": figures["pair recall"], "f1": figures["pair f1"]}


def below_floors(measured: dict[str, Figures]) -> list[str]:
    """What stands below its floor, in words."""
    return [
        f"{name}: F1 of {slot} is {measured[name][slot]['f1']:.3f}, below its floor {floor:.3f}"
        for name, floors in read_floors().items()
        if name in measured
        for slot, floor in floors.items()
        if measured[name][slot]["f1"] < floor
    ]


def show(measured: dict[str, Figures]) -> None:
    """Print F1 per slot, one column per set; precision and recall of all slots together below."""
    heads = [f"{name} (blind)" if name in BLIND else name for name in measured]
    print(f"{'F1':16}" + "".join(f"{head:>16}" for head in heads))
    for slot in (*ROWS, "pairs joined"):
        cells = (f"{figures[slot]['f1']:16.3f}" if slot in figures else f"{'':16}" for figures in measured.values())
        print(f"{slot:16}" + "".join(cells))
    for key, words in (("p", "slots precision"), ("r", "slots recall")):
        print(f"{words:16}" + "".join(f"{measured[name]['slots'][key]:16.3f}" for name in measured))


def main(args: list[str]) -> int:
    """Measure, show, and end with 1 where a figure is below its floor."""
    sets = {name: path for name, path in gold_sets().items() if path.exists() and (not args or name in args)}
    if not sets:
        print(f"no gold found: name the codebook folder in MARSAD_CODEBOOK (now {CODEBOOK})", file=sys.stderr)
        return 1
    measured = {name: measure(name, path) for name, path in sets.items()}
    show(measured)
    faults = below_floors(measured)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
