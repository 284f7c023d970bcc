"""The source lexicons as one matcher, and the hits of a Doc by kind and first token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, Term, load_lexicon
from marsad.lexicon.match import QUOTES
from marsad.lexicon.registry import load_sources
from marsad.mention.actor.vocabulary import country_of
from marsad.model import ActorMention, Doc
from marsad.text import fold
from marsad.text.clitics import ARTICLE, KAF, PREPOSITIONS, WAW
from marsad.text.morphology import accusative

_MAQSURA = "\u0649"
_PREPOSITIONS = tuple(PREPOSITIONS)
#: letters from which on a name may have a preposition joined; shorter ones make up too many words
_SAFE_LENGTH = 5
#: how far from a name the words of an office may stand
_MOST_OF_OFFICE = 6
#: words, with quote marks, from the first of a party's name to one inside it
_LONGEST_PARTY = 7
#: heads of a subject whose indefinite forms may stand in the accusative
_HEADS = ("head.source", "head.official", "head.role", "head.rank", "head.officer", "head.spokesman")
WORD = re.compile(r"\w+")
FILES = (
    "actor_countries", "actor_nations", "given_names", "given_names_world", "source_according", "source_heads",
    "source_office", "source_outlets", "source_people", "source_quality", "source_speech", "source_sums", "sources",
)  # fmt: skip


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """All terms that speak of sources in one index."""
    return Matcher(map(_with_accusative, load_lexicon("ar", *FILES).terms))


def _with_accusative(term: Term) -> Term:
    """An unnamed source, an office or a quality with its forms behind «لكن» and «غير أن»: «مصدرا أمنيا», «سكانا»."""
    entry = load_sources().get(term.text("source") or term.id)
    is_unnamed = term.kind == "source" and entry is not None and entry.kind == "unnamed"
    if not is_unnamed and term.kind != "quality" and term.id not in _HEADS:
        return term
    further = {accusative(form): number for form, number in term.forms.items()}
    return replace(term, forms={**further, **term.forms})


@lru_cache(maxsize=256)
def names_of_outlet(publisher: str) -> tuple[str, ...]:
    """The folded Arabic names of an unlisted outlet whose name in Latin letters a publisher's has."""
    own = f" {' '.join(WORD.findall(fold(publisher)))} "
    terms = (term for term in load_lexicon("ar", "source_outlets").terms if term.text("latin"))
    told = (t for t in terms if f" {' '.join(WORD.findall(fold(t.text('latin'))))} " in own)
    return tuple(form for term in told for form in term.forms)


@dataclass(frozen=True, slots=True)
class Reading:
    """A Doc with its source hits by kind and first token, and the parties named in it."""

    doc: Doc
    starts: dict[str, dict[int, list[Hit]]]
    actors: dict[int, ActorMention]
    #: countries of the parties named, most named first
    countries: tuple[str, ...] = ()

    @classmethod
    def of(cls, doc: Doc, actors: Sequence[ActorMention]) -> Reading:
        """Look the words of a Doc up."""
        starts: dict[str, dict[int, list[Hit]]] = {}
        for hit in matcher().find(doc):
            if (hit.tense and hit.joined.endswith(ARTICLE)) or (hit.term.kind == "according" and hit.joined == KAF):
                continue
            starts.setdefault(hit.term.kind, {}).setdefault(hit.first, []).append(hit)
        named = Counter(country for mention in actors if (country := country_of(mention.actor)))
        countries = tuple(country for country, _ in named.most_common())
        return cls(doc, starts, {mention.first: mention for mention in actors}, countries)

    def speaking(self, first: int, last: int) -> list[int]:
        """Tokens `[first, last)` at which a verb of saying or a word such as «بحسب» starts."""
        starts = {*self.starts.get("say", {}), *self.starts.get("according", {})}
        return sorted(index for index in starts if first <= index < last)

    def at(self, kind: str, index: int, *ids: str) -> Hit | None:
        """The longest hit of a kind (and of some ids) that starts at a token."""
        hits = self.starts[kind].get(index) if kind in self.starts else None
        if hits is None:
            return None
        return next((hit for hit in hits if hit.id in ids), None) if ids else hits[0]

    def is_given_name(self, index: int) -> bool:
        """True at a given name; the preposition that folds like a name is told apart by its last letter as printed."""
        name = self.at("given_name", index)
        if name is None or name.joined.endswith(ARTICLE):
            return False
        if name.joined[-1:] in _PREPOSITIONS and len(self.doc.tokens[index].folded) - len(name.joined) < _SAFE_LENGTH:
            return False
        may_be_word = self.at("according", index) is not None
        return not may_be_word or self.doc.source[self.doc.tokens[index].end - 1] != _MAQSURA

    def is_surname(self, hit: Hit) -> bool:
        """True for an outlet's name that is a surname behind a given name: «وزير الأمن محمدو سانا»."""
        is_bare = bool(hit.term.attrs.get("surname")) and not hit.joined
        return is_bare and hit.first > 0 and self.is_given_name(hit.first - 1)

    def in_party(self, index: int) -> bool:
        """True inside the name of a party, behind its first word: «حزب الله»."""
        before = (self.actors.get(start) for start in range(max(0, index - _LONGEST_PARTY), index))
        return any(mention is not None and mention.last > index for mention in before)

    def country_after(self, index: int) -> str:
        """The country that a nationality or «في» with a country tells right after a word, "" if none."""
        last = len(self.doc.tokens)
        while index < last and self.is_quote(index):
            index += 1
        nation = self.at("nation", index) if index < last else None
        if nation is None and index + 1 < last and self.at("source_head", index, "head.name_of"):
            nation = self.at("country", index + 1)
        elif nation is None and index < last:
            nation = self.at("country", index)
            nation = nation if self.joined_letter(index) != WAW else None
        return nation.term.text("country") if nation is not None else ""

    def office(self, first: int, last: int, since: int) -> str:
        """The trade or office told with a speaker: the first word of one between the verb and the end of his name, or
        else right behind a comma.
        """
        start = max(first - _MOST_OF_OFFICE, since)
        start = next((i + 1 for i in range(first - 1, start - 1, -1) if self.is_stop(i)), start)
        told = self._first_office(start, last)
        end = min(last + _MOST_OF_OFFICE, len(self.doc.tokens))
        return told or (self._first_office(last, end) if last < end and self.is_stop(last) else "")

    def _first_office(self, first: int, last: int) -> str:
        hits = (hit for i in range(first, last) if (hit := self.at("office", i)) is not None)
        return next((hit.id for hit in hits if hit.id != "office.seat"), "")

    def names(self, words: str) -> bool:
        """True if any of some folded words stands anywhere in the Doc."""
        wanted = set(words.split())
        return any(not wanted.isdisjoint(token.keys) for token in self.doc.tokens)

    def is_quote(self, index: int) -> bool:
        """True at a quote mark or bracket."""
        return self.doc.tokens[index].folded in QUOTES

    def is_stop(self, index: int) -> bool:
        """True at punctuation that ends a clause."""
        token = self.doc.tokens[index]
        return token.kind == "punct" and token.folded not in QUOTES and token.folded not in "-\u2013\u0640/."

    def ends_sentence(self, index: int) -> bool:
        """True at the full stop that closes a sentence."""
        is_last = index + 1 >= len(self.doc.tokens) or self.doc.sentence_of[index + 1] != self.doc.sentence_of[index]
        return is_last and self.doc.tokens[index].folded == "."

    def is_the_statement(self, index: int) -> bool:
        """True at «البيان»: the statement that was named before, whose author goes on."""
        return self.at("according", index, "according.statement") is not None

    def joined_letter(self, index: int) -> str:
        """The conjunction or preposition joined to a word, "" if none."""
        token = self.doc.tokens[index]
        if token.kind != "word" or len(token.keys) < 2 or self._is_whole(index):
            return ""
        return token.folded[0] if any(key == token.folded[1:] for key in token.keys[1:]) else ""

    def _is_whole(self, index: int) -> bool:
        """True where a word of office or of a body is known with all its letters: «لجنة», «بعثة», «وزارة»."""
        head = self.at("source_head", index)
        return head is not None and not head.joined and head.id != "head.name_of"

    def words(self, first: int, last: int) -> str:
        """The verbatim words of tokens `[first, last)`."""
        return self.doc.words(self.doc.span_of(first, last))
