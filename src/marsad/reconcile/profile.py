"""The comparable form of an event: days as numbers, actors with their roots, the words that tell it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

from marsad.model import Casualty, Event, EventKey, Place, Report, Span, StoredEvent
from marsad.reconcile.lineage import CIVILIANS, UNNAMED, name_words
from marsad.text import fold
from marsad.text.clitics import readings, without_article

#: spans of at most so many days count as a stated day
NARROW_DAYS = 5
#: places of at most so many km radius count as points
POINT_KM = 25.0
#: sentences longer than this are cut to the words round the evidence
PASSAGE_MARGIN = 160

#: the rule that gives an event the day of its report, since the text tells none
REPORT_DAY = "publication_day"

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?\u061f\u2026\n]")


@dataclass(frozen=True, slots=True)
class Site:
    """One place of an event, ready to compare."""

    name: str
    words: frozenset[str]
    lat: float | None
    lon: float | None
    radius: float
    admin1: str
    #: the estimated chance that it is the right place
    sure: float = 1.0

    @property
    def is_point(self) -> bool:
        """True for a town, a base, a rural area; False for a province, a country or a name without a point."""
        return self.lat is not None and self.radius <= POINT_KM

    @property
    def country(self) -> str:
        """The country part of the province code."""
        return self.admin1[:2]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the coder is of an event: the estimated chance that a value is right, 1 where none is given."""

    date: float = 1.0
    initiators: float = 1.0
    targets: float = 1.0
    #: the text tells no day, and that of the report stands in
    is_report_day: bool = False


SURE = Sureness()


@dataclass(frozen=True, slots=True)
class Profile:
    """One event, ready to compare. `start` and `end` are ordinals of days; None where the text gives no time."""

    key: EventKey
    publisher: str
    published: int | None
    type: str
    status: str
    is_main: bool
    start: int | None
    end: int | None
    sites: tuple[Site, ...]
    initiators: frozenset[str]
    targets: frozenset[str]
    casualties: tuple[Casualty, ...]
    weapons: frozenset[str]
    sources: frozenset[str]
    #: the words that tell it, those apart that most reports use
    words: frozenset[int]
    shingles: frozenset[int]
    sure: Sureness = SURE

    @property
    def is_narrow(self) -> bool:
        """True if the text gives the time to within a few days."""
        return self.start is not None and self.end is not None and self.end - self.start < NARROW_DAYS

    @property
    def actors(self) -> frozenset[str]:
        """Every party named as doer or sufferer."""
        return self.initiators | self.targets

    @property
    def parties(self) -> frozenset[str]:
        """The parties named, civilians apart."""
        return self.actors - {CIVILIANS}

    @property
    def first_day(self) -> int:
        """The first day; only where the text gives a time."""
        assert self.start is not None
        return self.start

    @property
    def last_day(self) -> int:
        """The last day; only where the text gives a time."""
        assert self.end is not None
        return self.end

    def casualty_pairs(self) -> Iterable[tuple[str, str, int]]:
        """(of, harm, low) of each casualty."""
        return ((casualty.of, casualty.harm, casualty.low) for casualty in self.casualties)


@lru_cache(maxsize=1 << 16)
def _word_key(word: str) -> int:
    """A number for a word, whatever particles are joined to it."""
    return crc32(word_stem(word).encode())


@lru_cache(maxsize=1)
def common_words() -> frozenset[int]:
    """The words, as numbers, that a tenth of all reports use; `eval/link.py --write` counts them."""
    table = tomllib.loads((files("marsad") / "data" / "link" / "common_words.toml").read_text(encoding="utf-8"))
    return frozenset(crc32(word.encode()) for word in table["words"])


def word_stem(word: str) -> str:
    """The shortest reading of a word of three letters or more, whatever particles are joined to it."""
    folded = fold(word)
    keys = [key for key in readings(folded)[0] if len(key) >= 3]
    return min(keys, key=len, default=folded)


def sentence_bounds(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence round a span starts and ends, cut to some words round the span where it is long."""
    start, end = max(0, span.start - PASSAGE_MARGIN), min(len(text), span.end + PASSAGE_MARGIN)
    before = [match.end() for match in _STOP.finditer(text, start, span.start)]
    after = _STOP.search(text, span.end, end)
    return (before[-1] if before else start), (after.start() if after else end)


def passage_words(text: str, spans: Iterable[Span]) -> list[int]:
    """The words, as numbers, of the sentences that hold the evidence; numbers of two digits are words."""
    covered: list[tuple[int, int]] = []
    for start, end in sorted(sentence_bounds(text, span) for span in spans):
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(end, covered[-1][1]))
        else:
            covered.append((start, end))
    return [_word_key(word) for start, end in covered for word in _WORD.findall(text[start:end]) if is_telling(word)]


def report_stems(report: Report) -> set[str]:
    """The telling words of a report's text, each in its shortest reading."""
    return {word_stem(word) for word in _WORD.findall(report.text) if is_telling(word)}


def is_telling(word: str) -> bool:
    """True for words of three letters or more and numbers of two digits or more."""
    return len(word) >= 3 or (len(word) == 2 and word.isdigit())


def shingle(words: list[int], size: int = 3) -> frozenset[int]:
    """Runs of `size` words, each as one number."""
    return frozenset(hash(tuple(words[at : at + size])) & 0xFFFFFFFF for at in range(len(words) - size + 1))


def sureness_of(event: Event) -> Sureness:
    """How sure the coder is of an event's day and parties: of several values the least sure counts."""
    least: dict[str, float] = {}
    for why in event.why:
        least[why.slot] = min(why.confidence, least.get(why.slot, 1.0))
    by_report = any(why.rule == REPORT_DAY for why in event.why if why.slot == "date")
    return Sureness(least.get("date", 1.0), least.get("initiators", 1.0), least.get("targets", 1.0), by_report)


def sites_of(event: Event) -> tuple[Site, ...]:
    """The places of an event, ready to compare, each with how sure the coder is of it."""
    sure: dict[str, float] = {}
    for why in event.why:
        if why.slot == "places":
            sure[why.value] = max(why.confidence, sure.get(why.value, 0.0))
    return tuple(site_of(place, sure.get(place.name, 1.0)) for place in event.places)


def site_of(place: Place, sure: float = 1.0) -> Site:
    """A place, ready to compare; an unstated radius counts as that of a rural area."""
    folded = fold(place.name)
    radius = place.radius_km if place.radius_km is not None else 15.0
    located = place.lat is not None and place.lon is not None
    words = name_words(place.name)
    return Site(
        " ".join(without_article(word) for word in folded.split()),
        words,
        place.lat if located else None,
        place.lon if located else None,
        radius,
        place.admin1,
        sure,
    )


def profile_event(report_id: str, event: Event, report: Report | None) -> Profile:
    """The comparable form of one coded event."""
    words = passage_words(report.text, event.evidence) if report else []
    published = report.published.toordinal() if report and report.published else None
    return Profile(
        key=(report_id, event.id),
        publisher=report.publisher if report else "",
        published=published,
        type=event.type,
        status=event.status,
        is_main=event.salience == "main",
        start=event.date.start.toordinal() if event.date else None,
        end=event.date.end.toordinal() if event.date else None,
        sites=sites_of(event),
        initiators=frozenset(event.initiators) - UNNAMED,
        targets=frozenset(event.targets) - UNNAMED,
        casualties=event.casualties,
        weapons=frozenset(event.weapons),
        sources=frozenset(event.sources),
        words=frozenset(words) - common_words(),
        shingles=shingle(words),
        sure=sureness_of(event) if event.why else SURE,
    )


def profile_stored(stored: StoredEvent) -> Profile:
    """The comparable form of an event served by a store."""
    return profile_event(stored.report_id, stored.event, stored.report)
