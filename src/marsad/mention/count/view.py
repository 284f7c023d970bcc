"""A sentence as the count rules see it, and what they find in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.lexicon import Hit
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE, QUOTES, Scan

COMMAS = frozenset(",\u060c")


@dataclass(frozen=True, slots=True)
class Harm:
    """What a rule found: `kinds` (one harm, or killed and wounded at once), the harm word, and how it governs."""

    kinds: tuple[str, ...]
    at: Hit | None
    voice: str
    part: bool = False
    split: bool = False


@dataclass(slots=True)
class View:
    """One sentence: its quantities, its harm words, and what has been decided so far."""

    scan: Scan
    first: int
    stop: int
    quantities: list[Quantity]
    triggers: list[Hit]
    decided: list[Harm | None] = field(default_factory=list)
    #: harm of the sentence before, for a sentence that opens with its parts
    before: Harm | None = None
    #: the killing told in the sentence before, for a toll without a noun
    dead_before: Harm | None = None
    #: tokens between two commas or dashes that only say who tells: «، بحسب مصدر طبي،»
    asides: frozenset[int] = frozenset()

    def trigger_before(self, index: int) -> Hit | None:
        """The nearest harm word that ends at or before a token."""
        found = None
        for hit in self.triggers:
            if hit.last > index:
                break
            found = hit
        return found

    def gap(self, first: int, last: int) -> int:
        """Words between two places, quotes not counted; 99 where a stop or a colon stands between."""
        count = 0
        for place, token in enumerate(self.scan.doc.tokens[first:last], first):
            if place in self.asides:
                continue
            if token.kind == "punct":
                if token.folded not in QUOTES and token.folded not in COMMAS and token.folded not in "-\u2013/":
                    return 99
            else:
                count += 1
        return count

    def has_comma(self, first: int, last: int) -> bool:
        """True if a comma stands between two places."""
        return any(
            t.folded in COMMAS and at not in self.asides
            for at, t in enumerate(self.scan.doc.tokens[first:last], first)
        )

    def has_death_word(self, first: int, last: int) -> bool:
        """True if «حتفهم», «مصرعه», «الحياة» stands between two places."""
        return any(self.scan.mark(i, "death_word") for i in range(first, min(last, self.stop)))


def voice_of(hit: Hit) -> str:
    """How a harm word governs: `noun`, `masdar`, `victim`, `doer` or `both`."""
    return hit.term.text("voice")


def is_trigger(hit: Hit) -> bool:
    """True for a word that tells what befell people: no noun of the harmed, no verb with the article («الأسر»)."""
    is_family = hit.term.text("form") == "verb" and hit.joined.endswith(ARTICLE)
    return voice_of(hit) != "noun" and not is_family


def follows(view: View, quantity: Quantity, reach: int, mark: str) -> bool:
    for at in range(quantity.first - 1, max(view.first, quantity.first - reach) - 1, -1):
        if view.scan.mark(at, mark):
            return True
        if view.scan.doc.tokens[at].folded in COMMAS or at in view.scan.numerals:
            return False
    return False


def is_home(view: View, hit: Hit) -> bool:
    """«تركوا ديارهم», «غادرت قرى …»: leaving tells displacement only with a home to leave."""
    return any(view.scan.mark(at, "home") for at in range(hit.last, min(hit.last + 4, view.stop)))


def is_flight(view: View, quantity: Quantity) -> bool:
    """«توافد المئات هربا من القصف»: going away tells displacement with a word for flight, or of families that fled."""
    return any(view.scan.mark(at, "flight") for at in range(quantity.last, min(quantity.last + 10, view.stop)))


def is_held(view: View, index: int) -> bool:
    """True if «في الأسر» or the like starts at a token."""
    state = view.scan.harms.get(index)
    return state is not None and state.term.id == "harm.state.held"


def is_captive(view: View, quantity: Quantity) -> bool:
    """«وقع 19 آخرون في الأسر»."""
    places = range(quantity.last, min(quantity.last + 5, view.stop))
    return any(view.scan.mark(at, "captivity") or is_held(view, at) for at in places)


def is_spent(view: View, trigger: Hit) -> bool:
    """True if a harm word already has its people before it: «12 شخصا قتلوا … عندما هاجم»."""
    return any(
        harm is not None and harm.at is trigger and quantity.first < trigger.first
        for harm, quantity in zip(view.decided, view.quantities, strict=False)
    )


def crosses_clause(view: View, first: int, last: int) -> bool:
    """True if a clause opens between two places, but for one that only says who the doers may be: «يشتبه أنهم …»."""
    guess = {place for at in range(first, last) if view.scan.mark(at, "suspected") for place in (at, at + 1)}
    inside = (at for at in range(first, last) if at not in guess and at not in view.asides)
    return any(
        (hit := view.scan.mark(at, "clause")) is not None and not hit.joined.endswith(ARTICLE) for at in inside
    )  # «الآن» is no «أن»


def harm_near(view: View, index: int, reach: int) -> Hit | None:
    """The first harm noun, masdar or verb within a few tokens."""
    for at in range(index, min(index + reach, view.stop)):
        hit = view.scan.harms.get(at)
        if hit is not None and hit.term.text("form") == "verb" and hit.joined.endswith(ARTICLE):
            continue  # «عدد الأسر» are families
        if hit is not None and hit.term.text("harm") not in ("fall", "inflict", "meet", "leave", "on"):
            return hit
    return None


def is_idle(trigger: Hit) -> bool:
    """A harm word that needs another beside it to mean one."""
    return trigger.term.text("harm") in ("fall", "inflict", "meet", "leave", "on")
