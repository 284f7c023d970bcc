"""What layout and page furniture cost: the reports coded apart, as they are and under changes that leave the meaning.

    python eval/layouts.py

Prints slots and events F1 per change. The changes are those of pages and wires: broken lines, the headline in the text,
no-break spaces, Persian letters, and links, comments, captions and lists of headlines round the report.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from coding import report_of
from gold import gold_sets, read_rows
from scorer import score

from marsad.model.rows import coded_row
from marsad.pipeline.code import code_report

SETS = ("apart_read", "apart_unread")
#: letters of a broken line
WIDTH = 80
Gold = dict[str, Any]
Change = Callable[[str, str], tuple[str, str]]


def _broken(title: str, text: str) -> tuple[str, str]:
    lines = (textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return title, "\n".join(lines)


def _persian(words: str) -> str:
    return words.replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")


CHANGES: dict[str, Change] = {
    "none": lambda title, text: (title, text),
    "lines broken": _broken,
    "headline in text": lambda title, text: ("", f"{title}\n{text}"),
    "title told again": lambda title, text: (title, f"{title}\n{text}"),
    "no-break spaces": lambda title, text: (title.replace(" ", "\u00a0"), text.replace(" ", "\u00a0")),
    "Persian letters": lambda title, text: (_persian(title), _persian(text)),
    "one paragraph": lambda title, text: (title, " ".join(text.split())),
    "related links": lambda title, text: (
        title,
        f"{text}\nاقرأ أيضاً: مقتل عشرة جنود في هجوم على حاجز شرق المدينة\nمواضيع ذات صلة\n"
        "غارات جوية على ريف حلب توقع قتلى وجرحى\nانفجار سيارة مفخخة في بغداد",
    ),
    "comments": lambda title, text: (
        title,
        f"{text}\nالتعليقات (2)\nمحمد: الله يرحم الشهداء، قتلوا عشرين من أهلنا أمس\n"
        "أبو علي: الجيش قصف بيتنا في حمص وقتل أخي",
    ),
    "caption": lambda title, text: (title, f"صورة أرشيفية لآثار قصف سابق على مدينة حلب (رويترز)\n{text}"),
    "most read": lambda title, text: (
        title,
        f"{text}\nالأكثر قراءة\n1 مقتل قائد عسكري بارز في غارة بصنعاء\n2 الدولار يسجل سعرا جديدا\n"
        "3 جرحى في انفجار عبوة ناسفة بكركوك",
    ),
}


def coded_so(gold: Gold, name: str) -> Gold:
    """The coded row of a report under a change."""
    title, text = CHANGES[name](gold.get("title") or "", gold["text"])
    return coded_row(code_report(report_of({**gold, "title": title, "text": text})))


def main() -> int:
    """Code every report under every change and print the figures."""
    sets = gold_sets()
    golds = [gold for name in SETS for gold in read_rows(sets[name])]
    print(f"{'':20}{'slots':>8}{'events':>8}")
    with ProcessPoolExecutor() as workers:
        for name in CHANGES:
            coded = {row["id"]: row for row in workers.map(coded_so, golds, [name] * len(golds), chunksize=4)}
            figures = score(golds, coded)
            print(f"{name:20}{figures.f1('slots'):8.3f}{figures.f1('events'):8.3f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
