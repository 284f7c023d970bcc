"""What kind of party a name outside the registry tells of, by its own words: «حركة …» is likelier to be a group of
rebels, «شرطة …» an arm of a state.
"""

from __future__ import annotations

from functools import lru_cache

from marsad.lexicon.load import load_lexicon
from marsad.lexicon.registry import load_actors
from marsad.text import fold
from marsad.text.clitics import ARTICLE

#: words that tell of a state's army only with the article or a country behind them («الجيش …», not «جيش محمد»)
_ARMY = "\u062c\u064a\u0634"
#: what a party is called of which no more is known
UNLISTED, COUNTRY = "unlisted", "country"


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    return {form: term.text("kind") for term in load_lexicon("ar", "party_kinds").terms for form in term.forms}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(form for term in load_lexicon("ar", "actor_states").terms for form in term.forms)


@lru_cache(maxsize=4096)
def actor_kind(actor: str) -> str:
    """The registry's kind of a party (`state`, `rebel`, …); of one outside it what its first words tell, `country` for
    a country by its name, else `unlisted`.

    >>> actor_kind("isis"), actor_kind("x:حركة النصر"), actor_kind("x:فلان")
    ('rebel', 'rebel', 'unlisted')
    """
    row = load_actors().get(actor)
    if row is not None:
        return row.kind
    name = fold(actor.removeprefix("x:"))
    if name in _countries():
        return COUNTRY
    words = name.split()
    found = _heads().get(words[0], UNLISTED) if words else UNLISTED
    if words and words[0] == _ARMY and not _is_of_country(words[1:]):
        return "rebel"
    return found


def _is_of_country(words: list[str]) -> bool:
    return " ".join(words) in _countries() or (bool(words) and words[0].startswith(ARTICLE) and len(words) == 1)
