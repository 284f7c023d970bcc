"""Whom «المسلحون», «التنظيم» and «المتمردون» mean: a learned choice among the parties of the report.

What the rules make of the words is one vote; where each party was named last, in the headline and beside whom, whether
its own name has the noun, and of what kind it is, are others. `eval/backs.py` learns what each weighs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of, standing
from marsad.mention.actor.choice import step, weights_of
from marsad.mention.actor.frames import is_definite
from marsad.mention.actor.generic import party_in
from marsad.mention.actor.land import land_of
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import country_of
from marsad.text.clitics import ARTICLE

_NAMED_BACK, _BY_COUNTRY = "name_refers_back", "name_by_country"
#: rules that only guess whom general words mean: alone, and behind their men and posts
_ALONE = frozenset({_NAMED_BACK, _BY_COUNTRY, "gunmen_told_before", "gunmen", "force_of_setting"})
_OWNERS = frozenset({"fighters_of_owner", "force_of_owner"})
_BANDS = frozenset({"rebel", "militia", "criminal", "unidentified", ""})
_ARMED = _BANDS | {"state", "coalition"}
_UNKNOWN = "unknown-gunmen"
#: edges of sentences, of words and of times
_SENTENCES, _TIMES = (0, 1, 2, 3, 5, 9), (1, 2, 3, 5)
#: how many parties told between a party and the noun are told apart
_MOST_BETWEEN = 3
_PLURALS = ("\u0648\u0646", "\u064a\u0646", "\u0627\u0646")
#: letters of a word that has an ending to take off
_SHORTEST = 5


@dataclass(slots=True)
class Named:
    """A party that a noun may mean, with its names before the noun and after it."""

    actor: str
    before: list[Candidate] = field(default_factory=list)
    after: list[Candidate] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its kind in the registry."""
        return kind_of(self.actor) or "unlisted"


@dataclass(slots=True)
class Asked:
    """A general noun, what the rules made of it, and the parties that it may mean."""

    reading: Reading
    noun: Hit
    guess: Candidate
    #: whom the words mean in the country that the text is about
    meaning: str
    #: the armed parties named in the sentence
    beside: frozenset[str]
    #: `definite` or `open`
    form: str
    #: the noun without its article and ending; the last one of «مقاتلو التنظيم»
    stem: str
    parties: list[Named] = field(default_factory=list)


def as_meant(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """The parties found, general words told of the party that is likeliest meant."""
    kept = list(found)
    for n, asked in asked_of(reading, found):
        party = party_meant(asked)
        if party.actor != asked.guess.actor:
            is_named = bool(party.before or party.after)
            rule = asked.guess.rule if asked.guess.rule in _OWNERS else _NAMED_BACK if is_named else _BY_COUNTRY
            kept[n] = replace(asked.guess, actor=party.actor, also=(), rule=rule, is_back_reference=is_named)
    return kept


def asked_of(reading: Reading, found: Sequence[Candidate]) -> Iterator[tuple[int, Asked]]:
    """The general nouns that may mean one of several parties, by their places among the parties found."""
    nouns = {n: noun for n, guess in enumerate(found) if (noun := _noun_of(reading, guess)) is not None}
    names = [c for n, c in enumerate(found) if n not in nouns and not c.is_back_reference]
    sentence_of = reading.doc.sentence_of
    for n, noun in nouns.items():
        here = sentence_of[noun.first]
        beside = {c.actor for c in names if sentence_of[c.first] == here and kind_of(c.actor) in _ARMED}
        form, stem = "definite" if is_definite(reading, noun) else "open", _stem(noun.form.rpartition(" ")[2])
        asked = Asked(reading, noun, found[n], _meaning(reading, noun), frozenset(beside), form, stem)
        asked.parties = _parties(asked, names)
        if len(asked.parties) > 1:
            yield n, asked


def party_meant(asked: Asked) -> Named:
    """The likeliest of the parties that a noun may mean."""
    weights = weights_of("back")

    def sum_of(party: Named) -> float:
        return math.fsum(weights[name] for name in party_features(asked, party) if name in weights)

    return max(asked.parties, key=sum_of)


def _noun_of(reading: Reading, guess: Candidate) -> Hit | None:
    """The general noun of which a party was guessed, if it may refer back: definite, or of those that need no article.
    """
    if not guess.actor or guess.rule not in _ALONE | _OWNERS:
        return None
    hits = (hit for at in range(guess.first, guess.last) for hit in reading.at("generic", at))
    noun = next((hit for hit in hits if hit.last == guess.last and hit.term.texts("back")), None)
    return noun if noun and (noun.term.attrs.get("loose") or is_definite(reading, noun)) else None


def _meaning(reading: Reading, noun: Hit) -> str:
    lands = [key for key in noun.term.attrs if key.isupper() and key.isalpha()]
    land = land_of(reading, noun, "name", lands)
    return party_in(reading, noun, land if reading.setting.speaks_of(noun.first, land) else "")


def _parties(asked: Asked, names: Sequence[Candidate]) -> list[Named]:
    """What the rules made of a noun, whom it means in its country, unknown gunmen, and the parties named that fit."""
    attrs = asked.noun.term.attrs
    wanted = {one for key in ("back", "back_last") if key in attrs for one in asked.noun.term.texts(key)}
    guesses = (asked.guess.actor, asked.meaning, _UNKNOWN if _UNKNOWN in attrs.values() else "")
    parties = {actor: Named(actor) for actor in guesses if actor}
    for name in names:
        if name.actor in parties or kind_of(name.actor) in _BANDS or wanted & {name.actor, kind_of(name.actor)}:
            party = parties.setdefault(name.actor, Named(name.actor))
            (party.before if name.first < asked.noun.first else party.after).append(name)
    return list(parties.values())


def party_features(asked: Asked, party: Named) -> list[str]:
    """Features of a party for being the one that a noun means."""
    noun, form = asked.noun.id, asked.form
    told = [f"kind:{party.kind}+{one}" for one in (noun, asked.stem, form)]
    told += [f"actor:{party.actor}", f"actor:{party.actor}+{noun}"]
    if party.actor == asked.guess.actor:
        told += ["guess", f"guess+{noun}"]
    if party.actor == asked.meaning:
        told += ["meaning", f"meaning+{form}", f"meaning+{noun}"]
    land, home = country_of(party.actor)[:2], asked.reading.setting.home_at(asked.noun.first)[:2]
    told.append(f"land:{land == home if land and home else 'none'}")
    stands = sorted({standing(party.actor, other) for other in asked.beside - {party.actor}})
    told += [f"beside:{stand}{more}" for stand in stands for more in ("", f"+{noun}")]
    told += ["beside:itself"] * (party.actor in asked.beside)
    if party.before:
        return [*told, *_named_before(asked, party)]
    where = "after" if party.after else "never"
    return [*told, f"named:{where}", *(f"named:{where}+{one}" for one in (form, party.kind, noun))]


def _named_before(asked: Asked, party: Named) -> Iterator[str]:
    """Where and how often a party is named before the noun."""
    doc, noun = asked.reading.doc, asked.noun
    here, last = doc.sentence_of[noun.first], party.before[-1]
    steps = f"sentences:{step(here - doc.sentence_of[last.first], _SENTENCES)}"
    others = [other for other in asked.parties if other.before]
    between = f"between:{min(sum(o.before[-1].first > last.first for o in others), _MOST_BETWEEN)}"
    yield from (f"named:before+{asked.form}", f"named:before+{noun.id}", steps)
    yield from (between, f"{between}+{noun.id}", f"told:{last.rule}", f"told:{last.rule}+{noun.id}")
    yield f"times:{step(len(party.before), _TIMES)}"
    if len(party.before) == max(len(other.before) for other in others):
        yield "most"
    if party.before[0].first == min(other.before[0].first for other in others):
        yield "first"
    if any(doc.sentences[doc.sentence_of[name.first]].is_title for name in party.before):
        yield "in_title"
    if any(_has(asked, name) for name in party.before):
        yield from ("own_noun", f"own_noun+{noun.id}")


def _has(asked: Asked, name: Candidate) -> bool:
    """True where a name, or the word before it, has the noun: «جماعة بوكو حرام»."""
    tokens = asked.reading.doc.tokens[max(0, name.first - 1) : name.last]
    return any(_stem(key) == asked.stem for token in tokens for key in token.keys)


def _stem(word: str) -> str:
    """A word without its article and the ending of its plural or dual."""
    bare = word.removeprefix(ARTICLE)
    return bare[:-2] if len(bare) >= _SHORTEST and bare.endswith(_PLURALS) else bare
