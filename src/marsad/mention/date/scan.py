"""What the date rules read: time words by role and numbers by token."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.mention.date.calendar import FIRST_YEAR, LAST_HIJRI, LAST_YEAR, NEW_HIJRI, OLD_HIJRI, OLDEST_YEAR
from marsad.mention.number import find_numerals
from marsad.model import Doc
from marsad.text.numerals import Numeral

_SKIPPED = frozenset("\"'\u00ab\u00bb\u201c\u201d()[]/-\u2013,\u060c")
#: an act so many days before publication is still the news of a report
_FRESH_DAYS = 2
_TENS = (20, 30)
#: words of people that no figure counts
_NO_NOUNS = ("counted.given_name", "counted.title")
WAW = "\u0648"


@dataclass(frozen=True, slots=True)
class Found:
    """A time at tokens `[first, last)`: days `start` to `end`; `rule` is the name of the rule that read it."""

    first: int
    last: int
    start: date
    end: date
    granularity: str = "day"
    kind: str = "point"
    rule: str = ""
    #: False where the year of a day is left to be understood
    year_told: bool = True


@lru_cache(maxsize=4)
def date_matcher(lang: str = "ar") -> Matcher:
    """The matcher of all time words of a language, built once per process."""
    return Matcher(load_lexicon(lang, "date").terms)


@lru_cache(maxsize=4)
def counted_nouns(lang: str = "ar") -> frozenset[str]:
    """Forms of the nouns of people that figures count."""
    terms = load_lexicon(lang, "counted", "harm").terms
    nouns = (t for t in terms if t.id not in _NO_NOUNS and ("victims" in t.attrs or t.text("voice") == "noun"))
    return frozenset(form for term in nouns for form in term.forms)


@dataclass(slots=True)
class Scan:
    """Time words and numbers of one Doc. `anchor` is the publication day, None where unknown."""

    doc: Doc
    anchor: date | None
    numerals: dict[int, Numeral] = field(default_factory=dict)
    words: dict[int, dict[str, Hit]] = field(default_factory=dict)
    #: where the sentence in hand starts and ends
    start: int = 0
    stop: int = 0
    #: the month last read, for «12 من الشهر نفسه»
    month: tuple[int, int] | None = None
    #: the single day last read, for «في اليوم نفسه» and «قبل ذلك بيومين»
    day: date | None = None
    #: the token at which it was read
    day_at: int = -1
    #: the last day read that is still the news
    fresh: date | None = None
    #: the time last read, and the year it is in, for «منذ ذلك الحين» and «من العام نفسه»
    told: Found | None = None
    told_year: int | None = None

    @classmethod
    def of(cls, doc: Doc, numerals: list[Numeral] | None = None) -> Scan:
        """Scan a Doc once."""
        found = find_numerals(doc) if numerals is None else numerals
        scan = cls(doc, doc.report.published, {numeral.first: numeral for numeral in found})
        for hit in date_matcher(doc.report.lang).find(doc):
            roles = scan.words.setdefault(hit.first, {})
            role = hit.term.text("role")
            if role not in roles or hit.last > roles[role].last:
                roles[role] = hit
        return scan

    def hit(self, index: int, *roles: str) -> Hit | None:
        """The longest word of one of these roles that starts at a token of the sentence."""
        here = self.words.get(index)
        if here is None or index >= self.stop:
            return None
        best: Hit | None = None
        for role in roles:
            hit = here.get(role)
            if hit is not None and hit.last <= self.stop and (best is None or hit.last > best.last):
                best = hit
        return best

    def day_here(self) -> date | None:
        """The single day last read, if the sentence in hand told it; the day of publication otherwise."""
        return self.day if self.day is not None and self.day_at >= self.start else self.anchor

    def day_of_news(self) -> date | None:
        """The day told in the sentence in hand; else the last fresh day told; else that of publication."""
        here = self.day_here()
        if self.fresh is None or self.anchor is None or here != self.anchor:
            return here
        return self.fresh

    def remember(self, found: Found) -> None:
        """Keep a time just read for those told from it."""
        if found.start == found.end:
            self.day, self.day_at = found.start, found.first
            if self.anchor is not None and 0 <= (self.anchor - found.start).days <= _FRESH_DAYS:
                self.fresh = found.start
        if found.kind == "point":
            self.told = found
        if found.start.year == found.end.year:
            self.told_year = found.start.year

    def says_yesterday(self) -> bool:
        """Whether the text calls the day before publication «yesterday», so that «last Friday» is another."""
        told = (hits["relative"] for hits in self.words.values() if "relative" in hits)
        return any(self.value(hit) == -1 for hit in told)

    def value(self, hit: Hit) -> int:
        """The number of a weekday, month, ordinal or relative day."""
        value = hit.term.attrs["value"]
        assert isinstance(value, int)
        return value

    def past(self, index: int) -> int:
        """The first token from `index` on that is no quote mark, bracket, slash, dash or comma."""
        while index < self.stop and self.doc.tokens[index].folded in _SKIPPED:
            index += 1
        return index

    def day_number(self, index: int) -> tuple[int, int] | None:
        """A day of the month in digits, words or as an ordinal («الحادي والعشرين»), and the token after it."""
        if index >= self.stop:
            return None
        numeral = self.numerals.get(index)
        if numeral is not None and numeral.kind in ("digits", "words") and 1 <= numeral.low <= 31:
            return numeral.low, numeral.last
        ordinal = self.hit(index, "ordinal")
        if ordinal is None:
            return None
        value, last = self.value(ordinal), ordinal.last
        after = self.numerals.get(last)
        if after is not None and after.low == 10 and not after.joined:
            return 10 + value, after.last
        if after is not None and after.low in _TENS and after.kind == "words":
            return after.low + value, after.last
        return value, last

    def year(self, index: int) -> tuple[int, int] | None:
        """A year in digits («2017», «عام 2017», «من العام 2017»), and the token after it."""
        found = self._year(index)
        if found is None:
            return None
        year, last, is_named = found
        return (year, last) if year >= FIRST_YEAR or OLD_HIJRI <= year <= LAST_HIJRI or is_named else None

    def gregorian_year(self, index: int) -> tuple[int, int] | None:
        """The same where it is none of the Hijri calendar. A year before 1900 needs a word for years: «منذ 8 تموز 1766»
        may well count people.
        """
        found = self._year(index)
        if found is None or (found[0] < FIRST_YEAR and (not found[2] or self.is_hijri(found))):
            return None
        return found[:2]

    def is_hijri(self, year: tuple[int, ...]) -> bool:
        """Whether a year has the mark of the Hijri calendar or is one of this century of it."""
        is_marked = self.hit(year[1], "hijri_mark") is not None
        return NEW_HIJRI[0] <= year[0] <= NEW_HIJRI[1] or (is_marked and year[0] <= LAST_HIJRI)

    def _year(self, index: int) -> tuple[int, int, bool] | None:
        """A number that may be a year, the token after it, and whether a word for years stands before it."""
        at, is_named = self.past(index), False
        for _ in range(3):
            word = self.hit(at, "of", "year_word", "in")
            if word is None or at >= self.stop:
                break
            is_named = is_named or word.term.text("role") == "year_word"
            at = self.past(word.last)
        numeral = self.numerals.get(at) if at < self.stop else None
        if numeral is None or numeral.kind != "digits" or numeral.last != at + 1:
            return None
        if not OLDEST_YEAR <= numeral.low <= LAST_YEAR or (numeral.low < FIRST_YEAR and self._is_counting(numeral)):
            return None
        return numeral.low, numeral.last, is_named

    def _is_counting(self, numeral: Numeral) -> bool:
        """«قتل خلال عام 1840 شخصا»: so many people, not a year."""
        words = self.doc.tokens[numeral.last : min(numeral.last + 1, self.stop)]
        return any(word.folded in counted_nouns(self.doc.report.lang) for word in words)
