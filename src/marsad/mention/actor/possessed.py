"""Whose «عناصره», «جنودها» and «مواقعهم» are: a learned choice among the parties named before.

The party that the rules take, which is the last one, has one vote; whether the words of a party agree with the ending
in gender and number, how near it is told, whether it opens its sentence or speaks, are others. `eval/backs.py` learns
what each weighs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.lexicon.registry import kind_of
from marsad.mention.actor.back import Named
from marsad.mention.actor.choice import step, weights_of
from marsad.mention.actor.foreign import is_man
from marsad.mention.actor.ours import speaks
from marsad.mention.actor.reading import Candidate, Reading

#: the rule of men told by a possessive ending
RULE = "men_of_party_before"
_ARMED = frozenset({"state", "coalition", "rebel", "militia", "criminal", "unidentified", ""})
_NOBODY = "unknown"
#: sentences over which an ending reaches back
_REACH = 5
#: edges of sentences and of words
_SENTENCES, _NEAR, _WORDS = (0, 1, 2, 3), (0, 1, 2), (2, 4, 8, 16)
_MOST_BETWEEN, _MOST_TIMES, _MOST_OTHERS = 3, 3, 2
_HIS, _HER, _THEIR, _BOTH = "\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627"
_ENDINGS = (_BOTH, _THEIR, _HER, _HIS)
#: how words end to which «ها» and «هم» point; «ه» points to all others
_FEMININE, _PLURAL = ("\u0627\u062a", "\u0647", "\u064a\u0627"), ("\u0648\u0646", "\u064a\u0646")


@dataclass(frozen=True, slots=True)
class Possessed:
    """Men or things with a possessive ending, and the parties whose they may be."""

    reading: Reading
    guess: Candidate
    ending: str
    parties: list[Named]
    #: the first party told in each sentence
    openers: frozenset[int]


def as_owned(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """The parties found, men and things with a possessive ending told of the party whose they likeliest are."""
    kept = list(found)
    for n, possessed in possessed_in(reading, found):
        actor = owner_meant(possessed).actor
        if actor != possessed.guess.actor:
            kept[n] = replace(possessed.guess, actor=actor)
    return kept


def possessed_in(reading: Reading, found: Sequence[Candidate]) -> Iterator[tuple[int, Possessed]]:
    """Men and things with a possessive ending that may be of several parties, by their places among those found."""
    sentence_of, openers = reading.doc.sentence_of, None
    for n, guess in enumerate(found):
        if guess.rule != RULE:
            continue
        if openers is None:
            openers = frozenset({sentence_of[c.first]: c.first for c in reversed(found)}.values())
        last = reading.doc.tokens[guess.last - 1].folded
        ending = next((each for each in _ENDINGS if last.endswith(each)), "")
        parties = _parties(reading, found, guess)
        if len(parties) > 1 and ending:
            yield n, Possessed(reading, guess, ending, parties, openers)


def _parties(reading: Reading, found: Sequence[Candidate], guess: Candidate) -> list[Named]:
    """The party of the rules, and the armed ones named a few sentences before."""
    sentence_of = reading.doc.sentence_of
    parties = {guess.actor: Named(guess.actor)}
    for name in found:
        is_near = name.first < guess.first and sentence_of[guess.first] - sentence_of[name.first] <= _REACH
        if is_near and _may_own(name):
            parties.setdefault(name.actor, Named(name.actor)).before.append(name)
    return list(parties.values())


def _may_own(name: Candidate) -> bool:
    """False for «جندي», who has no fighters, for who is of no party under arms, and for another possessive."""
    is_one_man = is_man(name) and name.hit is not None and name.hit.number == "one"
    return name.rule != RULE and name.actor != _NOBODY and kind_of(name.actor) in _ARMED and not is_one_man


def owner_meant(possessed: Possessed) -> Named:
    """The likeliest of the parties."""
    weights = weights_of("possessed")

    def sum_of(party: Named) -> float:
        return math.fsum(weights[name] for name in owner_features(possessed, party) if name in weights)

    return max(possessed.parties, key=sum_of)


def owner_features(possessed: Possessed, party: Named) -> list[str]:
    """Features of a party for being the one whose the men or things are."""
    guess, ending = possessed.guess, possessed.ending
    told = [f"actor:{party.actor}+{ending}", f"kind:{party.kind}+{ending}"]
    if guess.hit is not None:
        told += [f"kind:{party.kind}+{guess.hit.term.kind}", f"kind:{party.kind}+{guess.hit.form.rpartition(' ')[2]}"]
    if party.actor == guess.actor:
        told += ["guess", f"guess+{ending}", f"guess+{guess.hit.id if guess.hit else ''}"]
    if not party.before:
        return [*told, "never"]
    return [*told, *_told_before(possessed, party), *_agreement(possessed, party)]


def _told_before(possessed: Possessed, party: Named) -> Iterator[str]:
    """Where and how often a party is named before."""
    doc, guess, last = possessed.reading.doc, possessed.guess, party.before[-1]
    steps = doc.sentence_of[guess.first] - doc.sentence_of[last.first]
    yield f"sentences:{step(steps, _SENTENCES)}"
    if not steps:
        yield f"words:{step(guess.first - last.last, _WORDS)}"
    others = [other for other in possessed.parties if other.before]
    yield f"between:{min(sum(o.before[-1].first > last.first for o in others), _MOST_BETWEEN)}"
    yield f"opens:{last.first in possessed.openers}+{step(steps, _NEAR)}"
    if speaks(possessed.reading, last):
        yield from ("speaks", f"speaks+{not steps}")
    yield f"times:{min(len(party.before), _MOST_TIMES)}"
    if len(party.before) == max(len(other.before) for other in others):
        yield "most"
    if any(doc.sentences[doc.sentence_of[name.first]].is_title for name in party.before):
        yield "in_title"


def _agreement(possessed: Possessed, party: Named) -> Iterator[str]:
    """Whether the words that a party is told by agree with the ending."""
    ending = possessed.ending
    is_fit, is_ever = _agrees(possessed, party.before[-1]), any(_agrees(possessed, name) for name in party.before)
    others = sum(any(_agrees(possessed, name) for name in other.before) for other in possessed.parties)
    yield from (f"agrees:{is_fit}", f"agrees:{is_fit}+{is_ever}", f"agrees:{is_fit}+{ending}")
    yield f"agrees:{is_fit}+{min(others, _MOST_OTHERS)} agree"
    yield f"agrees:{is_fit}+{party.before[-1].rule}"


def _agrees(possessed: Possessed, name: Candidate) -> bool:
    word = possessed.reading.doc.tokens[name.first].folded
    return possessed.ending == (_HER if word.endswith(_FEMININE) else _THEIR if word.endswith(_PLURAL) else _HIS)
