"""A Doc with all its mentions, and what rules and features ask about them: sentences, distances, what stands between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from marsad.lexicon import Hit, Matcher, load_lexicon, longest
from marsad.model import Doc, Mention, Mentions, TriggerMention

if TYPE_CHECKING:
    from marsad.encoder import Reading

M = TypeVar("M", bound=Mention)
T = TypeVar("T")
_ABSENT: Any = object()
COMMAS = frozenset("\u060c,\u061b;:")
QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e()[]")


class Remembering:
    """Something that keeps what was worked out about it."""

    @cached_property
    def _known(self) -> dict[tuple[object, ...], Any]:
        return {}

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was worked out under a key before, or now. The key must name all that the answer hangs on."""
        known = self._known
        found: T = known.get(key, _ABSENT)
        if found is _ABSENT:
            found = known[key] = make()
        return found


@lru_cache(maxsize=1)
def _clues() -> Matcher:
    return Matcher(load_lexicon("ar", "claim", "clue", "companion", "govern", "outlook", "whose", "period").terms)


def _denials_of_losses(hits: Sequence[Hit]) -> set[int]:
    """Where «نافيا سقوط قتلى» or the like starts: who says so has just told of the act itself."""
    news = {hit.first: hit.last for hit in hits if hit.id == "denied_news"}
    losses = {hit.first for hit in hits if hit.id == "loss"}
    return {hit.first for hit in hits if hit.id == "denying" and news.get(hit.last, hit.last) in losses}


@dataclass(frozen=True)
class Scene(Remembering):
    """Everything known about one report before events are drawn."""

    doc: Doc
    mentions: Mentions
    clues: tuple[Hit, ...] = field(repr=False, default=())
    #: verbs that say what part their subject has in the act named behind them
    governing: tuple[Hit, ...] = field(repr=False, default=())
    #: words that say of an act that it is to come or never happened
    outlook: tuple[Hit, ...] = field(repr=False, default=())
    #: words that say of people counted who they were
    whose: tuple[Hit, ...] = field(repr=False, default=())
    #: words that say of a figure that it sums a time up
    periods: tuple[Hit, ...] = field(repr=False, default=())
    #: words between two parties that act as one
    companions: tuple[Hit, ...] = field(repr=False, default=())
    #: words by which somebody owns up to an act
    claims: tuple[Hit, ...] = field(repr=False, default=())
    #: what the network thinks of the report, None if it did not read it
    reading: Reading | None = field(repr=False, compare=False, default=None)

    @classmethod
    def of(cls, doc: Doc, mentions: Mentions, reading: Reading | None = None) -> Scene:
        """The scene of a Doc and its mentions, and what the network thinks of it."""
        hits = _clues().find(doc)
        governing = longest(hit for hit in hits if hit.term.kind == "govern")
        kinds = ("clue", "outlook", "whose", "period", "companion", "claim")
        denials = _denials_of_losses(hits)
        hits = [hit for hit in hits if hit.id != "deny" or hit.first not in denials]
        sorts = (tuple(hit for hit in hits if hit.term.kind == kind) for kind in kinds)
        clues, outlook, whose, periods, companions, claims = sorts
        return cls(doc, mentions, clues, tuple(governing), outlook, whose, periods, companions, claims, reading)

    @cached_property
    def _clues_from(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for hit in self.clues:
            found.setdefault(hit.first, []).append(hit.id)
        return found

    @cached_property
    def _clues_to(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for hit in self.clues:
            found.setdefault(hit.last, []).append(hit.id)
        return found

    @cached_property
    def _commas(self) -> list[int]:
        return [n for n, token in enumerate(self.doc.tokens) if token.folded in COMMAS]

    @cached_property
    def _quotes(self) -> list[int]:
        return [n for n, token in enumerate(self.doc.tokens) if token.folded in QUOTES]

    @cached_property
    def _trigger_starts(self) -> list[int]:
        return [trigger.first for trigger in self.mentions.triggers]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Each word with all that may be joined to it taken off, "" for short words, numbers, marks and small words."""
        small = {at for hit in self.clues for at in range(hit.first, hit.last)}
        return tuple(
            min(token.keys, key=len) if token.kind == "word" and len(token.folded) > 3 and n not in small else ""
            for n, token in enumerate(self.doc.tokens)
        )

    def topic(self, mention: Mention, reach: int = 10) -> frozenset[str]:
        """The longer words round a mention, within its sentence."""
        key = "topic", mention.first, mention.last, reach
        return self.once(key, lambda: self._topic(mention, reach))

    def _topic(self, mention: Mention, reach: int) -> frozenset[str]:
        sentence = self.doc.sentences[self.doc.sentence_of[mention.first]]
        first, last = max(sentence.first, mention.first - reach), min(sentence.last, mention.last + reach)
        return frozenset(stem for stem in self.stems[first:last] if len(stem) > 2)

    @cached_property
    def _trigger_at(self) -> tuple[dict[int, TriggerMention], dict[int, TriggerMention]]:
        triggers = self.mentions.triggers
        return {t.first: t for t in triggers}, {t.last: t for t in triggers}

    def trigger_starting(self, index: int) -> TriggerMention | None:
        """The trigger that starts at a token, if any."""
        return self._trigger_at[0].get(index)

    def trigger_ending(self, index: int) -> TriggerMention | None:
        """The trigger that ends right before a token, quote marks passed over, if any."""
        return self._trigger_at[1].get(self.back(index))

    def sentence(self, mention: Mention) -> int:
        """Index of the sentence a mention starts in."""
        return self.doc.sentence_of[mention.first]

    def in_sentence(self, mentions: Sequence[M], sentence: int) -> list[M]:
        """The mentions that start in a sentence."""
        span = self.doc.sentences[sentence]
        return self.starting(mentions, span.first, span.last)

    def starting(self, mentions: Sequence[M], first: int, last: int) -> list[M]:
        """The mentions that start at tokens `[first, last)`, `first` not beyond `last`."""
        known = self._starts.get(id(mentions))
        starts = self._starts_of(mentions) if known is None else known[1]
        if starts is None:
            return [m for m in mentions if first <= m.first < last]
        low = bisect_left(starts, first)
        return list(mentions[low : bisect_left(starts, last, low)])

    def has_any(self, mentions: tuple[Mention, ...], first: int, last: int) -> bool:
        """True if any mention starts at tokens `[first, last)`."""
        known = self._starts.get(id(mentions))
        starts = self._starts_of(mentions) if known is None else known[1]
        if starts is None:
            return any(first <= m.first < last for m in mentions)
        at = bisect_left(starts, first)
        return at < len(starts) and starts[at] < last

    def is_inside(self, mentions: Sequence[Mention], index: int) -> bool:
        """True if a token stands inside one of the mentions."""
        inside: set[int] = self.once(
            ("inside", id(mentions)), lambda: ({at for m in mentions for at in range(m.first, m.last)}, mentions)
        )[0]
        return index in inside

    @cached_property
    def _starts(self) -> dict[int, tuple[Sequence[Mention], list[int] | None]]:
        """What `_starts_of` says, by `id`; the mentions are kept, so that no other tuple can take their id."""
        return {}

    def _starts_of(self, mentions: Sequence[Mention]) -> list[int] | None:
        """Where mentions of the report start, if they never change and stand in text order."""
        if not isinstance(mentions, tuple):
            return None
        starts = [m.first for m in mentions]
        self._starts[id(mentions)] = mentions, starts if starts == sorted(starts) else None
        return self._starts[id(mentions)][1]

    def is_title(self, mention: Mention) -> bool:
        """True for a mention in the headline."""
        return self.doc.sentences[self.doc.sentence_of[mention.first]].is_title

    def back(self, index: int) -> int:
        """The token index after the last non-quote token before `index`."""
        while index > 0 and self.doc.tokens[index - 1].folded in QUOTES:
            index -= 1
        return index

    def clues_before(self, index: int) -> Sequence[str]:
        """Ids of clues that end right before a token, quote marks passed over."""
        return self._clues_to.get(self.back(index), ())

    def clues_after(self, index: int) -> Sequence[str]:
        """Ids of clues that start at a token."""
        return self._clues_from.get(index, ())

    def clues_within(self, first: int, last: int) -> set[str]:
        """Ids of clues that start at tokens `[first, last)`."""
        starts, ids = self._clue_starts
        return set(ids[bisect_left(starts, first) : bisect_left(starts, last)])

    @cached_property
    def _clue_starts(self) -> tuple[list[int], list[str]]:
        """Where the clues start, and their ids in that order."""
        ordered = sorted(self.clues, key=lambda hit: hit.first)
        return [hit.first for hit in ordered], [hit.id for hit in ordered]

    def commas_between(self, first: int, last: int) -> int:
        """How many commas stand at tokens `[first, last)`."""
        return bisect_left(self._commas, last) - bisect_left(self._commas, first)

    def quotes_between(self, first: int, last: int) -> int:
        """How many quote marks and brackets stand at tokens `[first, last)`."""
        return bisect_left(self._quotes, last) - bisect_left(self._quotes, first)

    def triggers_between(self, first: int, last: int) -> int:
        """How many triggers start at tokens `[first, last)`."""
        return bisect_left(self._trigger_starts, last) - bisect_left(self._trigger_starts, first)

    def clause(self, index: int) -> tuple[int, int]:
        """Tokens between the commas (or sentence ends) round a token; a comma belongs to the clause behind it."""
        return self._clauses[index]

    @cached_property
    def _clauses(self) -> list[tuple[int, int]]:
        """The clause of each token."""
        found: list[tuple[int, int]] = []
        commas = self._commas
        for sentence in self.doc.sentences:
            first = sentence.first
            for end in (*commas[bisect_left(commas, first) : bisect_left(commas, sentence.last)], sentence.last):
                found += [(first, end)] * (end - len(found))
                first = end + 1
        return found
