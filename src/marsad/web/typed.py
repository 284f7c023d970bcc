"""Parties and provinces as people type them into forms: ids, or names in either language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from marsad.errors import UsageError
from marsad.export.labels import Labels, read_labels
from marsad.lexicon.added import Stamp, alias_table, stamp_of
from marsad.lexicon.gazetteer import name_words
from marsad.lexicon.places import own_gazetteer
from marsad.lexicon.registry import load_actors
from marsad.mention.actor.vocabulary import names_of
from marsad.text.fold import fold

Key = TypeVar("Key", str, tuple[str, ...])

#: how a party outside the registry begins
UNLISTED = "x:"
#: between names in a field, as an Arabic keyboard has it and as others have it
COMMAS = "\u060c,"
_QUOTES = "«»\"'“”"
#: endings of a plural that name the same people
_PLURAL, _OBLIQUE = "\u0648\u0646", "\u064a\u0646"


def split_names(written: str) -> list[str]:
    """Names with a comma between, Latin or Arabic."""
    return [one.strip() for one in written.replace(COMMAS[0], COMMAS[1]).split(COMMAS[1]) if one.strip()]


def read_parties(written: str) -> tuple[str, ...]:
    """The parties of a field with a comma between.

    >>> read_parties("isis, Hezbollah, x:group , ISIS")
    ('isis', 'hezbollah', 'x:group')
    """
    return tuple(dict.fromkeys(filter(None, map(read_party, split_names(written)))))


def read_party(written: str) -> str:
    """The party that somebody typed: one of the registry by id or name, else `x:` and the words; empty for none.

    >>> read_party("Hezbollah"), read_party("The Neighbours"), read_party("x:group"), read_party(" ")
    ('hezbollah', 'x:The Neighbours', 'x:group', '')
    """
    words = " ".join(written.split()).strip(_QUOTES).strip()
    if words.startswith(UNLISTED) or not words:
        return words if words != UNLISTED else ""
    key = _plain(words)
    listed = key if key in load_actors() else _shown().get(key) or names_of().get(key)
    if listed is None:
        listed = _loose_names(stamp_of(alias_table())).get(_loose(words))
    return listed if listed in load_actors() else UNLISTED + words


def _plain(name: str) -> str:
    """A name as the lexicon compares it."""
    return " ".join(fold(name).split())


def _loose(name: str) -> tuple[str, ...]:
    """A name whatever its articles and the case of a plural."""
    words = name_words(name)
    return tuple(word.removesuffix(_OBLIQUE) + _PLURAL if word.endswith(_OBLIQUE) else word for word in words)


@lru_cache(maxsize=1)
def _shown() -> Mapping[str, str]:
    """The parties by the names that pages show."""
    return _single((_plain(said), who) for who, said in _sayings())


@lru_cache(maxsize=1)
def _loose_names(_: Stamp) -> Mapping[tuple[str, ...], str]:
    """The same and the names of the lexicon, whatever their articles."""
    listed = ((_loose(name), who) for name, who in names_of().items())
    return _single([*((_loose(said), who) for who, said in _sayings()), *listed])


def _sayings() -> list[tuple[str, str]]:
    """Each party with each of its names in the tables."""
    names = read_labels().names
    return [(who, said) for who, entry in load_actors().items() for said in (*names[who].values(), entry.name_en)]


def _single(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """What stands for one thing only, by key."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: next(iter(values)) for key, values in found.items() if key and len(values) == 1}


def read_province(written: str, labels: Labels) -> str:
    """The code of a province that somebody typed: the code itself or its name; what is neither stays as it is.

    >>> labels = read_labels()
    >>> read_province("sy-hi", labels), read_province("Homs", labels), read_province("nowhere", labels)
    ('SY-HI', 'SY-HI', 'nowhere')
    """
    words = " ".join(written.split())
    places = own_gazetteer()
    if (held := places.by_id.get(words.lower())) is not None and held.admin1 == words.upper():
        return held.admin1
    named = {place.admin1 for place in places.named(words) if place.kind == "governorate"}
    said = {
        key.removeprefix("admin1.")
        for key, names in labels.words.items()
        if key.startswith("admin1.") and _plain(words) in map(_plain, names.values())
    }
    codes = sorted(named | said)
    if len(codes) > 1:
        raise UsageError(f"{', '.join(codes)} are all called {words}: give the code of one")
    return codes[0] if codes else words
