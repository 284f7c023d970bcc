"""What the count rules read: numbers and lexicon hits of one Doc by the token they start at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.mention.number import find_numerals
from marsad.model import Doc, Token
from marsad.text.numerals import Numeral

QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e()[]")
ARTICLE = "\u0627\u0644"
_MORE = frozenset(
    {"count.one_of_them", "count.inside", "count.other", "count.ordinal", "count.both_ways", "count.each"}
)
_NO_NAMES = ("name.particle",)
_COMMON = ("count.common_name", "count.list_end")
_VICTIM_PHRASES = "harm.masdar.lives"
_TO = "\u0627\u0644\u064a"
_CAPTURE = "harm.verb.capture"
_TA, _HIS, _HAMZA_ABOVE = "\u062a", "\u0647", "\u0623"
_TA_MARBUTA = "\u0629"


def is_defined(folded: str) -> bool:
    """True for a folded word with the article, which «إلى» has not."""
    return folded.startswith(ARTICLE) and folded != _TO


@lru_cache(maxsize=4)
def count_matcher(lang: str = "ar") -> Matcher:
    """The matcher of all count words of a language, built once per process."""
    return Matcher(load_lexicon(lang, "counted", "harm", "hedge").terms)


@lru_cache(maxsize=4)
def listed_names(lang: str = "ar") -> frozenset[str]:
    """The given names of people who are told one after the other, folded, without those that are common words too."""
    counted, given = load_lexicon(lang, "counted").terms, load_lexicon(lang, "given_names").terms
    names = {form for term in given if term.id not in _NO_NAMES for form in term.forms}
    names |= {form for term in counted if term.id in ("counted.given_name", "count.listed_name") for form in term.forms}
    return frozenset(names - {form for term in counted if term.id in _COMMON for form in term.forms})


@dataclass(slots=True)
class Scan:
    """Numbers and hits of a Doc, the longest hit of a group at each token."""

    doc: Doc
    numerals: dict[int, Numeral] = field(default_factory=dict)
    #: index of the last token of a number, to find the number before a token
    numeral_ends: dict[int, Numeral] = field(default_factory=dict)
    people: dict[int, Hit] = field(default_factory=dict)
    people_ends: set[int] = field(default_factory=set)
    harms: dict[int, Hit] = field(default_factory=dict)
    harm_ends: set[int] = field(default_factory=set)
    hedges: dict[int, Hit] = field(default_factory=dict)
    hedge_ends: dict[int, Hit] = field(default_factory=dict)
    marks: dict[int, list[Hit]] = field(default_factory=dict)
    #: tokens at which a number, a noun of people or harm, or a word for more people stands
    starts: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, doc: Doc, numerals: list[Numeral] | None = None) -> Scan:
        """Scan a Doc once."""
        scan = cls(doc)
        for numeral in find_numerals(doc) if numerals is None else numerals:
            scan.numerals[numeral.first] = numeral
            scan.numeral_ends[numeral.last] = numeral
            scan.starts.add(numeral.first)
        for hit in count_matcher(doc.report.lang).find(doc):
            if not _is_misread(doc, hit):
                scan._put(hit)
        scan._drop_inner()
        return scan

    def _drop_inner(self) -> None:
        """Take out a noun of harm that is only a word of a longer harm phrase: «راح ضحية الهجوم …»."""
        for hit in [h for h in self.harms.values() if h.term.id == _VICTIM_PHRASES]:
            for at in range(hit.first + 1, hit.last):
                if at in self.harms:
                    del self.harms[at]

    def _put(self, hit: Hit) -> None:
        name = hit.term.id
        if name.startswith("counted."):
            _keep_longest(self.people, hit)
            self.people_ends.add(hit.last)
            self.starts.add(hit.first)
        elif name.startswith("harm."):
            _keep_longest(self.harms, hit)
            self.harm_ends.add(hit.last)
            self.starts.add(hit.first)
        elif name.startswith("hedge."):
            _keep_longest(self.hedges, hit)
            self.hedge_ends.setdefault(hit.last, hit)
        else:
            self.marks.setdefault(hit.first, []).append(hit)
            if name in _MORE:
                self.starts.add(hit.first)

    def mark(self, index: int, *names: str) -> Hit | None:
        """The mark (`among`, `other`, `toll`, …) that starts at a token."""
        for hit in self.marks.get(index, ()):
            if hit.term.id.removeprefix("count.") in names:
                return hit
        return None

    def past_quotes(self, index: int) -> int:
        """The first token from `index` on that is no quote mark or bracket."""
        tokens = self.doc.tokens
        while index < len(tokens) and tokens[index].folded in QUOTES:
            index += 1
        return index


def _is_misread(doc: Doc, hit: Hit) -> bool:
    """True if a feminine ending was taken for a possessive one: «محافظة» is not «his governor»; or a
    family or a name for a verb of capture."""
    token = doc.tokens[hit.last - 1]
    if hit.term.id == _CAPTURE and _is_no_capture(doc, hit, token):
        return True
    return doc.source[token.end - 1] == _TA_MARBUTA and not token.folded.endswith(hit.form.rsplit(" ", 1)[-1])


def _is_no_capture(doc: Doc, hit: Hit, token: Token) -> bool:
    """«أسرته» is his family, «ياسر» without its hamza a name."""
    if hit.tense == "present":
        return _HAMZA_ABOVE not in doc.words(token.span)
    return hit.form.endswith(_TA) and token.folded.removesuffix(hit.form + _HIS) != token.folded


def _keep_longest(table: dict[int, Hit], hit: Hit) -> None:
    if hit.first not in table or hit.last > table[hit.first].last:
        table[hit.first] = hit
