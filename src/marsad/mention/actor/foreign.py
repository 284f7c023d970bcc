"""Forces of states that the registry does not list: their soldiers, aircraft and army are one party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import country_of, name_by_nation
from marsad.text import fold
from marsad.text.clitics import ARTICLE

#: nouns of a state's forces as a whole
WHOLE_FORCES = frozenset({"force.troops", "force.army", "force.armed_forces", "force.government"})
_TROOPS_NOUN = "force.troops"
#: «القوات», before the nation they are of
_FROM = "\u0645\u0646"
_TROOPS = "\u0627\u0644\u0642\u0648\u0627\u062a"
#: how an adjective of a nation ends once folded
_ADJECTIVE = ("\u064a", "\u064a\u0647")
#: arms that are no part of the army
CIVIL_ARMS = frozenset({"police", "security"})
#: countries whose police and security services are parties of their own, besides those of `FOREIGN`
POLICED = frozenset(
    (
        "DE", "BE", "NL", "ES", "IT", "AT", "CH", "SE", "DK", "NO", "FI", "PT", "GR", "PL", "HU", "RS", "BA", "XK",
        "MK", "AL", "BG", "RO", "CZ", "CA", "AU", "NZ", "IE", "CY", "BY", "KZ", "ID", "MY", "SN", "CI", "GA", "GN",
        "GB", "US",
    )
)  # fmt: skip
#: countries of wars whose forces the registry does not list
FOREIGN = frozenset(
    (
        "UA", "AM", "AZ", "ET", "ER", "SS", "CF", "CD", "RW", "MZ", "IN", "BD", "PH", "TH", "MM", "LK", "CO", "KG",
        "TJ", "UZ", "GE", "BH", "KW", "QA", "OM", "MA", "MR", "KE", "UG", "TZ", "BI",
        "MX", "HT", "ZA", "KH", "VE", "NP",
    )
)  # fmt: skip


def is_foreign_force(candidate: Candidate) -> bool:
    """True for the forces of a state outside the registry."""
    return candidate.rule == "force_of_nation" and candidate.actor.startswith("x:")


def is_man(candidate: Candidate) -> bool:
    """True for soldiers: they have no fighters of their own, their army has."""
    attrs = candidate.hit.term.attrs if candidate.hit is not None else {}
    return bool(attrs.get("people")) and candidate.rule.startswith("force_of")


def country_of_words(reading: Reading, candidate: Candidate) -> str:
    """The country of the nationality that a party's words end in, "" for none."""
    nations = reading.at("nation", candidate.last - 1)
    return nations[0].term.text("country") if nations else ""


def adjective_of_nation(reading: Reading, index: int) -> Hit | None:
    """«الروسي» at a token, one word with the article that may describe a force; not the men of «فلسطينيا»,
    «الفلسطينيين».
    """
    for nation in reading.at("nation", index):
        if nation.joined == ARTICLE and nation.form.endswith(_ADJECTIVE):
            return nation
    return None


def foreign_force(reading: Reading, head: Hit, named: Mapping[int, Candidate], country: str) -> str:
    """The forces of a state outside the registry: as the report names them elsewhere, else by these words; its police
    and its security services by what they are.
    """
    is_civil = head.term.text("arm") in CIVIL_ARMS
    service = head.term.text("service")
    own = [c for c in named.values() if is_foreign_force(c) and country_of_words(reading, c) == country]
    own = sorted((c for c in own if _service(c) in ("", service)), key=lambda c: _service(c) != service)
    known = next((_by_nation(reading, c) for c in own if is_civil == _is_civil(c)), "")
    if known:
        return known
    if is_civil and service:
        return ""
    if is_civil:
        whole = head.term.text("whole")
        is_of_it = head.term.text("arm") == "police" or fold(whole).split()[-1].removeprefix(ARTICLE) in head.form
        return "x:" + army_of(whole, country) if is_of_it else ""
    is_whole = (head.id in WHOLE_FORCES or bool(service)) and not is_possessed(reading, head)
    words = without_joined(reading, head, head.last)
    is_one = head.id == _TROOPS_NOUN and head.number != "many"  # «القوة» is one of several
    return "x:" + (words if is_one else army_of(words, country)) if is_whole else ""


def army_of(words: str, country: str) -> str:
    """The army of a state outside the registry where the report never says its nation: «الجيش» in Ethiopia is «الجيش
    الإثيوبي».
    """
    return name_by_nation(words, country) if country in FOREIGN else words


def is_possessed(reading: Reading, head: Hit) -> bool:
    """«جيشها»: no name of an army."""
    return not reading.doc.tokens[head.last - 1].folded.endswith(head.form.split()[-1])


def as_one_force(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """Soldiers and aircraft of a state outside the registry are its army or forces, as the report first names these."""
    names: dict[tuple[str, bool], str] = {}
    for candidate in found:
        if is_foreign_force(candidate) and _is_whole(candidate):
            names.setdefault((country_of_words(reading, candidate), _is_civil(candidate)), candidate.actor)
    return [_as_whole(reading, names, c) for c in found]


def _as_whole(reading: Reading, names: Mapping[tuple[str, bool], str], candidate: Candidate) -> Candidate:
    """A part of a force, or an act of its state, under the name of the force as a whole."""
    is_act = candidate.rule == "act_of_nation" and candidate.actor.startswith("x:")
    if not is_act and (not is_foreign_force(candidate) or _is_whole(candidate) or _service(candidate)):
        return candidate
    known = names.get((country_of_words(reading, candidate), _is_civil(candidate)), "")
    return replace(candidate, actor=known or (candidate.actor if is_act else _by_nation(reading, candidate)))


def _by_nation(reading: Reading, candidate: Candidate) -> str:
    """Their force by the name of their nation: «جنود كنديون» are «القوات الكندية», else by their words."""
    if _is_whole(candidate):
        return candidate.actor
    nations = reading.at("nation", candidate.last - 1)
    whole = candidate.hit.term.text("whole") if candidate.hit is not None else ""
    feminine = nations[0].term.text("feminine") if nations else ""
    return f"x:{whole} {feminine}" if whole and feminine else candidate.actor


def force_by_act(nation: Hit) -> str:
    """«قصف أوكراني» is that of «القوات الأوكرانية», for states at war outside the registry; "" for others."""
    feminine = nation.term.text("feminine")
    return f"x:{_TROOPS} {feminine}" if nation.term.text("country") in FOREIGN and feminine else ""


def _is_civil(candidate: Candidate) -> bool:
    return candidate.hit is not None and candidate.hit.term.text("arm") in CIVIL_ARMS


def _service(candidate: Candidate) -> str:
    """The air force or the navy, which have names of their own: «سلاح الجو الأوكراني»."""
    return candidate.hit.term.text("service") if candidate.hit is not None else ""


def _is_whole(candidate: Candidate) -> bool:
    return candidate.hit is not None and candidate.hit.id in WHOLE_FORCES


#: countries whose troops the African Union leads in Somalia
_CONTINGENTS = frozenset(("UG", "BI", "DJ"))
_UNION, _BURUNDI = "african-union", "BI"


def as_contingents(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """Ugandan or Burundian troops are the African Union's in a report that names its force, else their own states';
    in Somalia Burundi has no others.
    """
    actors = (hit for hits in reading.starts.get("actor", {}).values() for hit in hits)
    is_told = any((hit.term.text("actor") or hit.id) == _UNION for hit in actors)
    troops = (c for c in found if c.rule.startswith("force_of") and c.actor.startswith("x:") and not _is_civil(c))
    abroad = ((c, country_of_words(reading, c)) for c in troops)
    led = {
        c.actor
        for c, country in abroad
        if country in _CONTINGENTS and (is_told or (country == _BURUNDI and reading.setting.speaks_of(c.first, "SO")))
    }
    return [replace(c, actor=_UNION) if c.actor in led else c for c in found]


def as_own_units(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """«جنديان أميركيان من الفرقة 101»: the division only tells of which unit the soldiers of that nation are."""
    kept: list[Candidate] = []
    for candidate in found:
        before = kept[-1] if kept else None
        is_unit = any(hit.term.attrs.get("numbered") for hit in reading.at("group", candidate.first))
        is_unit &= candidate.rule in _UNIT_RULES
        if before is not None and is_unit and before.rule == "force_of_nation" and _is_from(reading, before, candidate):
            kept[-1] = replace(before, last=candidate.last)
        else:
            kept.append(candidate)
    return kept


#: rules that read a unit by its number or name
_UNIT_RULES = frozenset({"numbered_unit", "unlisted_name"})


def _is_from(reading: Reading, before: Candidate, after: Candidate) -> bool:
    """True where only «من» stands between two parties."""
    between = range(before.last, after.first)
    return len(between) == 1 and reading.doc.tokens[between[0]].folded == _FROM


def client_of(reading: Reading, head: Hit, client: str, last: int) -> str:
    """The listed client of a patron where the text is about its country; elsewhere a party by its name."""
    country = country_of(client)
    if not country or reading.setting.speaks_of(head.first, country):
        return client
    return "x:" + without_joined(reading, head, last)
