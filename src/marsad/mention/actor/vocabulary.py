"""The actor lexicons as one matcher, and the tables that resolve names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, Term, load_lexicon
from marsad.lexicon.added import Stamp, alias_table, alias_terms, stamp_of
from marsad.lexicon.registry import lineage, load_actors, load_state_arms
from marsad.model import Doc
from marsad.text.clitics import ARTICLE

FILES = (
    "actor_attackers", "actor_bands", "actor_bare", "actor_both", "actor_countries", "actor_followers",
    "actor_forces", "actor_generic", "actor_groups", "actor_links", "actor_lone",
    "actor_nations", "actor_pairs", "actor_people", "actor_states", "actor_struck", "actor_towns", "actor_unclaimed",
    "actor_unlisted", "actor_unlisted_before_2004", "actor_unlisted_wars", "actor_vessels", "actor_voices",
    "actors_africa", "actors_iraq_iran", "actors_levant", "actors_syria", "actors_world", "actors_yemen_gulf",
    "given_names", "given_names_world",
)  # fmt: skip


#: how nouns end that take an adjective in the feminine
TA_MARBUTA, PLURAL = "\u0629", "\u0627\u062a"


def matcher() -> Matcher:
    """All actor terms in one index, with the names that analysts gave to parties; anew when these have changed."""
    return _matcher(stamp_of(alias_table()))


@lru_cache(maxsize=1)
def _matcher(_: Stamp) -> Matcher:
    return Matcher([*load_lexicon("ar", *FILES).terms, *alias_terms()])


def names_of() -> dict[str, str]:
    """The party of each listed name, in its folded form; anew when the names that analysts gave have changed."""
    return _names_of(stamp_of(alias_table()))


@lru_cache(maxsize=1)
def _names_of(_: Stamp) -> dict[str, str]:
    terms = [*load_lexicon("ar", *FILES).of("actor"), *alias_terms()]
    return {form: term.text("actor") or term.id for term in terms for form in term.forms}


def hits_by_kind(doc: Doc) -> dict[str, list[Hit]]:
    """Lexicon hits of a Doc, by kind of term."""
    kinds: dict[str, list[Hit]] = {}
    for hit in matcher().find(doc):
        kinds.setdefault(hit.term.kind, []).append(hit)
    return kinds


@lru_cache(maxsize=1)
def _nations() -> dict[str, Term]:
    """The nationality of each country."""
    return {term.text("country"): term for term in reversed(load_lexicon("ar", "actor_nations").of("nation"))}


def name_by_nation(words: str, country: str) -> str:
    """«الجيش» and «القوات» with the adjective of their nation, as «الجيش الإثيوبي», or with the name of their land; as
    they are where the lexicon has neither, or where they are more than one word.
    """
    nation = _nations().get(country)
    if nation is not None and nation.text("land") and " " not in words:
        return f"{words.removeprefix(ARTICLE)} {nation.text('land')}"
    feminine = nation.text("feminine") if nation is not None else ""
    if not feminine or " " in words:
        return words
    is_feminine = words.endswith((TA_MARBUTA, PLURAL))
    return f"{words} {feminine if is_feminine else feminine.removesuffix(TA_MARBUTA)}"


@lru_cache(maxsize=4096)
def state_arm(country: str, arm: str, day: date) -> str:
    """Registry id of an arm of a country's state on a day, "" for none. Unlisted arms fall to the state."""
    fallback = ""
    for entry in load_state_arms():
        if entry.country == country and entry.start <= day <= entry.end:
            if entry.arm == arm:
                return entry.actor
            if entry.arm == "gov":
                fallback = entry.actor
    return fallback


@lru_cache(maxsize=4096)
def arm_of(actor: str, arm: str, day: date) -> str:
    """The arm of a party that is itself a state («طيران النظام»); other parties have no arms of their own."""
    states = {entry.actor: entry.country for entry in load_state_arms()}
    country = states.get(actor)
    if country is None or arm in ("gov", "government"):
        return actor
    if actor in ("syr-gov", "syr-army") and arm == "soldier":
        return actor
    found = state_arm(country, arm, day)
    if lineage(actor)[-1] != lineage(found)[-1]:
        return actor
    is_general = actor == state_arm(country, "gov", day)
    if is_general or (arm == "airforce" and found != state_arm(country, "gov", day)):
        return found or actor
    return actor


def country_of(actor: str) -> str:
    """Country of a registry id, "" if it has none."""
    entry = load_actors().get(actor)
    return entry.country if entry else ""
