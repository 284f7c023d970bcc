"""What learning leaves behind: the weights, the common words, and the tables of the page that describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from marsad.model import Report
from marsad.reconcile.features import FEATURES
from marsad.reconcile.judge import Weights
from marsad.reconcile.profile import report_stems

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "src" / "marsad" / "data" / "link" / "weights.toml"
COMMON = WEIGHTS.with_name("common_words.toml")
PAGE = ROOT / "docs" / "reconcile.md"
#: a word that so many reports use says nothing about which incident is told
COMMON_FROM = 0.1


def write_weights(path: Path, weights: Weights, samples: int, digest: str, figures: Iterable[str]) -> None:
    """Keep the weights with where they come from."""
    lines = [
        "# Weights of the pair scorer, in log-odds. Written by eval/link.py --write; do not edit by hand.",
        f'learned = "{date.today()}"',
        f'gold = "sha256:{digest}"',
        f"samples = {samples}",
        "# cross-validated, learned without the set or fold that is measured:",
        *(f"# {figure}" for figure in figures),
        "",
        f"bias = {weights.bias}",
        f"same_from = {weights.same_from}",
        f"unsure_from = {weights.unsure_from}",
        "",
        "[weights]",
        *(f"{name} = {weight}" for name, weight in weights.of.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_common_words(reports: Sequence[Report]) -> None:
    """Keep the words that a tenth of the reports use, each in its shortest reading."""
    counts = Counter(stem for report in reports for stem in report_stems(report))
    words = sorted(stem for stem, count in counts.items() if count >= COMMON_FROM * len(reports))
    head = [
        "# Words that a tenth of newspaper reports use: sharing them says nothing about which incident is told.",
        "# Shortest readings, without article and particles. Written by eval/link.py --words; do not edit by hand.",
        "words = [",
    ]
    COMMON.write_text("\n".join([*head, *(f'  "{word}",' for word in words), "]"]) + "\n", encoding="utf-8")


def fill_page(page: Path, weights: Weights, figures: Iterable[str]) -> None:
    """Write the weights and figures into the page that describes them."""
    table = ["| feature | weight | what it looks at |", "| --- | ---: | --- |"]
    table += [f"| *start* | {weights.bias:+.2f} | What any two events of one block start from. |"]
    table += [f"| `{feature.name}` | {weights.of.get(feature.name, 0):+.2f} | {feature.doc} |" for feature in FEATURES]
    text = page.read_text(encoding="utf-8")
    for name, lines in (("weights", table), ("figures", [f"- {figure}" for figure in figures])):
        head = f"<!-- {name}: written by eval/link.py --write -->\n"
        before, after = text.split(head)
        text = before + head + "\n" + "\n".join(lines) + "\n\n<!-- end -->" + after.split("<!-- end -->", 1)[1]
    page.write_text(text, encoding="utf-8")
