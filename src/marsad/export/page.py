"""One self-contained HTML page of incidents: map, timeline, table, and evidence beside the source text."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from marsad.errors import OutputError
from marsad.export.drawing import draw_chart, draw_timeline
from marsad.export.labels import FAMILIES, LANGS, Labels, Said, read_labels
from marsad.export.marks import Mark
from marsad.export.outline import read_basemap
from marsad.export.phrases import read_rule_words
from marsad.export.portrait import Portrait, portray
from marsad.model import CodedReport, Incident, Report

#: quotations longer than this are shortened in tables; the source text beside them stays whole
LONGEST_QUOTE = 160


def write_page(
    incidents: Iterable[Incident], reports: Iterable[Report], coded: Iterable[CodedReport], out: Path, lang: str = "ar"
) -> None:
    """Write the page to `out`, whole or not at all. It opens in `lang` and switches to the other language."""
    page = render_page(list(incidents), list(reports), list(coded), lang)
    draft = out.with_name(out.name + ".part")
    try:
        draft.write_text(page, encoding="utf-8")
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise OutputError(f"{out}: {error.strerror or error}; free the place or name another file") from error


def render_page(
    incidents: Sequence[Incident], reports: Sequence[Report], coded: Sequence[CodedReport], lang: str = "ar"
) -> str:
    """The page as text."""
    labels = read_labels()
    portraits = portray(incidents, reports, coded)
    chart = draw_chart(incidents, read_basemap())
    mapped = {pin.incident for pin in chart.pins}
    days = sorted(day for i in incidents if i.date for day in (i.date.start, i.date.end))
    style, script = read_asset("parts.css") + read_asset("page.css"), read_asset("shared.js") + read_asset("page.js")
    page = page_environment(labels, lang).get_template("page.html.j2")
    return page.render(
        portraits=portraits,
        chart=chart,
        timeline=draw_timeline(incidents),
        families=count_families(portraits),
        unmapped=sum(incident.id not in mapped for incident in incidents),
        report_count=len(reports),
        source_count=len(
            {c.source or c.publisher for i in incidents for c in i.claims} | {s for i in incidents for s in i.sources}
        ),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        style=Markup(style),
        script=Markup(script),
        style_hash=digest(style),
        script_hash=digest(script),
    )


def page_environment(labels: Labels, lang: str) -> Environment:
    """Templates that say every word in both languages; the page's style shows the chosen one."""
    environment = make_environment()

    def say(said: Said) -> Markup:
        if said["ar"] == said["en"]:
            return escape(said["ar"])
        return Markup("").join(Markup('<span class="t" lang="{}">{}</span>').format(one, said[one]) for one in LANGS)

    def in_svg(said: Said) -> Markup:
        if said["ar"] == said["en"]:
            return escape(said["ar"])
        return Markup("").join(Markup('<tspan class="t" lang="{}">{}</tspan>').format(one, said[one]) for one in LANGS)

    def tick(day: date, unit: str) -> Markup:
        return in_svg({one: tick_text(labels, day, unit, one) for one in LANGS})

    environment.globals.update(
        rules=read_rule_words(labels),
        labels=labels,
        lang=lang,
        say=say,
        in_svg=in_svg,
        tick=tick,
        plain=lambda key: labels.word(key)[lang],
    )
    return environment


def make_environment(*more: BaseLoader) -> Environment:
    """The template environment that the page and the workplace share: everything escaped, nothing undefined passes."""
    environment = Environment(
        loader=ChoiceLoader([*more, PackageLoader("marsad.export")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(spans=spans_text, brief=brief)
    return environment


def tick_text(labels: Labels, day: date, unit: str, lang: str) -> str:
    """A day on the axis, as coarse as the bins are."""
    month = labels.word(f"month.{day.month}")[lang]
    if unit == "day":
        return f"{day.day} {month}"
    return str(day.year) if unit in ("month", "year") or day.month == 1 else f"{month} {day.year}"


def count_families(portraits: Sequence[Portrait]) -> list[tuple[str, int]]:
    """How many incidents each family of types has; families without any are left out."""
    counts = Counter(portrait.family for portrait in portraits)
    return [(family, counts[family]) for family in FAMILIES if counts[family]]


def spans_text(marks: Iterable[Mark]) -> str:
    """Marks as text for the page's script: start, end (code points) and kind."""
    return json.dumps([[mark.span.start, mark.span.end, mark.kind] for mark in marks], separators=(",", ":"))


def brief(words: str) -> str:
    """Words shortened in the middle if they are long.

    >>> len(brief("x" * 500)) <= LONGEST_QUOTE + 1
    True
    """
    words = " ".join(words.split())
    half = LONGEST_QUOTE // 2
    return words if len(words) <= LONGEST_QUOTE else f"{words[:half].rstrip()}…{words[-half:].lstrip()}"


def read_asset(name: str) -> str:
    """A style sheet or script of the package."""
    return (files("marsad.export") / "assets" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which the page's policy allows this one inline text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
