"""What the finder of parties knows of a report while it reads, and what it takes for a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.context import Cue, Setting
from marsad.model import Doc
from marsad.text.clitics import has_conjunction
from marsad.text.numerals import Numeral

_COMMA, _HEDGE = "\u060c", "link.hedge"
_WAW, _FA = "\u0648", "\u0641"
#: kinds of words that may begin with a letter that elsewhere joins
_NOUNS = ("nation", "country", "force", "people", "group", "unlisted")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of tokens `[first, last)` as a party; an empty `actor` waits for the text round it."""

    first: int
    last: int
    actor: str
    rule: str
    also: tuple[str, ...] = ()
    hit: Hit | None = None
    is_back_reference: bool = False


@dataclass(slots=True)
class Reading:
    """What the finder knows of a Doc while it reads: hits by kind and start, setting, and the report's day."""

    doc: Doc
    setting: Setting
    day: date
    starts: dict[str, dict[int, list[Hit]]] = field(default_factory=dict)
    #: the words that speak of a country, in text order
    cues: Sequence[Cue] = ()
    #: the token and the country of each place named, in text order
    places: Sequence[tuple[int, str]] = ()
    #: countries that the publisher mostly writes about
    publisher: Sequence[str] = ()
    numerals: Sequence[Numeral] = ()
    #: the country of each bare noun of forces that was read: by its place, lexicon id and arm, and who speaks of it
    lands: dict[tuple[int, str, str, str], str] = field(default_factory=dict)

    def at(self, kind: str, index: int) -> list[Hit]:
        """Hits of a kind that start at a token, longest first."""
        return self.starts.get(kind, {}).get(index, [])

    def is_joined_new(self, index: int) -> bool:
        """True if the token opens with a conjunction, so that it starts another member; «فرنسية» and «وحدات» only begin
        with such a letter.
        """
        folded = self.doc.tokens[index].folded
        if any(not has_conjunction(hit.joined) for kind in _NOUNS for hit in self.at(kind, index)):
            return False
        return folded[0] in (_WAW, _FA) and any(key == folded[1:] for key in self.doc.tokens[index].keys)

    def past_quotes(self, index: int) -> int:
        """The next token that is no quote mark or bracket."""
        tokens = self.doc.tokens
        while index < len(tokens) and tokens[index].folded in QUOTES:
            index += 1
        return index

    def past_hedge_mark(self, index: int) -> int:
        """The token behind a comma that only sets off how sure the words are: «طائرة، يرجح أنها أمريكية»."""
        is_set_off = index < len(self.doc.tokens) and self.doc.tokens[index].folded == _COMMA
        return index + 1 if is_set_off and any(hit.id == _HEDGE for hit in self.at("link", index + 1)) else index

    def stop(self, index: int) -> int:
        """End of the sentence of a token."""
        return self.doc.sentences[self.doc.sentence_of[index]].last
