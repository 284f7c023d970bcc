"""Finds the parties that an Arabic report names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.registry import is_founded, kind_of, publisher_countries, spelled_id
from marsad.mention.actor.abroad import read_abroad
from marsad.mention.actor.apposition import read_appositions
from marsad.mention.actor.attackers import read_attackers
from marsad.mention.actor.back import as_meant
from marsad.mention.actor.bands import read_bands
from marsad.mention.actor.context import ABROAD, Cue, Setting
from marsad.mention.actor.enemy import told_enemy
from marsad.mention.actor.followers import read_followers
from marsad.mention.actor.foreign import as_contingents, as_one_force, as_own_units
from marsad.mention.actor.frames import (
    is_attribute,
    read_client,
    read_fighters,
    read_force,
    read_possessed,
)
from marsad.mention.actor.gates import is_open
from marsad.mention.actor.generic import UNLISTED, on_day, read_generic
from marsad.mention.actor.gunmen import as_identified
from marsad.mention.actor.joined import read_joined_names, read_pairs, read_quoted
from marsad.mention.actor.kin import as_tribes
from marsad.mention.actor.lone import read_lone
from marsad.mention.actor.naming import own_name
from marsad.mention.actor.nations import as_single, read_other_nations
from marsad.mention.actor.ours import ours
from marsad.mention.actor.people import is_of_people, who
from marsad.mention.actor.possessed import as_owned
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.self_named import read_self_named
from marsad.mention.actor.sides import read_sides
from marsad.mention.actor.states import read_states
from marsad.mention.actor.struck import is_owner_of_belongings, read_struck
from marsad.mention.actor.towns import read_townsmen
from marsad.mention.actor.unclaimed import NOBODY, read_unclaimed
from marsad.mention.actor.unlisted import read_unlisted
from marsad.mention.actor.vessels import read_vessels
from marsad.mention.actor.vocabulary import country_of, hits_by_kind
from marsad.mention.number import find_numerals
from marsad.model import ActorMention, Doc, PlaceMention
from marsad.text.clitics import ARTICLE
from marsad.text.numerals import Numeral

_TANWEEN = "\u064b"
_FEMININE = ("\u0629", "\u064a\u0647")


def find_actors(
    doc: Doc, places: Iterable[PlaceMention] = (), numerals: Sequence[Numeral] | None = None
) -> list[ActorMention]:
    """Every party that the report names, in text order, each linked to the most specific registry id; `places` help to
    tell of which country the forces are that bare nouns tell. The `numerals` are read anew where they are not given.
    """
    reading = _read(doc, places, find_numerals(doc) if numerals is None else numerals)
    named = _names(reading)
    _add_generics(reading, named, late=False)
    _add_frames(reading, named)
    _add_generics(reading, named, late=True)
    _add_possessed(reading, named)
    named |= {c.first: c for c in ours(reading, named)}
    men = [c for c in (*read_townsmen(reading), *read_followers(reading)) if _is_new(named, c)]
    others = [other for candidate in named.values() for other in read_other_nations(reading, candidate)]
    struck = read_struck(reading, named)
    people = [*read_attackers(reading), *read_lone(reading), *read_unclaimed(reading)]
    people += [*_people(reading), *_nationals(reading), *read_states(reading)]
    candidates = [*named.values(), *men, *others, *people, *struck, *read_vessels(reading)]
    kept = _longest(c for c in candidates if c.actor and not is_attribute(reading, c))
    kept = [as_single(c) for c in kept]
    kept = as_own_units(reading, as_contingents(reading, as_one_force(reading, kept)))
    kept = as_identified(reading, as_tribes(reading, read_appositions(reading, kept)))
    kept = as_owned(reading, as_meant(reading, kept))
    sides = read_sides(reading, [c for c in kept if c.rule != NOBODY])
    told = {at for side in sides for at in range(side.first, side.last)}
    kept = [c for c in kept if told.isdisjoint(range(c.first, c.last))]
    return [_mention(doc, candidate) for candidate in sorted([*kept, *sides], key=lambda c: c.first)]


def _is_new(named: dict[int, Candidate], candidate: Candidate) -> bool:
    """False for men of a place or a person where a listed name is among their words."""
    inside = (named[at] for at in range(candidate.first, candidate.last) if at in named)
    return not any(known.first > candidate.first or known.rule in _LISTED for known in inside)


#: rules that know a party by its own name
_LISTED = frozenset({"listed_name", "unlisted_name", "brigade_by_name", "group_with_quoted_name"})


def _read(doc: Doc, places: Iterable[PlaceMention], numerals: Sequence[Numeral] = ()) -> Reading:
    kinds = hits_by_kind(doc)
    starts: dict[str, dict[int, list[Hit]]] = {}
    for kind, hits in kinds.items():
        by_start = starts.setdefault(kind, {})
        for hit in hits:
            by_start.setdefault(hit.first, []).append(hit)
    day = doc.report.published or date.max
    told = [hit for hit in kinds.get("voice", ()) if hit.term.attrs.get("tells")]
    beside = {(doc.sentence_of[hit.first], hit.term.text("country")): hit.term.text("voice") for hit in told}
    cues, publisher = list(_cues(kinds)), publisher_countries(doc.report.publisher)
    setting = Setting(doc, cues, publisher, _voices(kinds), beside)
    lands = [(place.first, place.admin1[:2]) for place in places if place.admin1]
    cues.sort(key=lambda cue: cue.index)
    return Reading(doc, setting, day, starts, cues, lands, publisher, numerals)


#: how many words of one side tell that the report speaks for it; fewer may be quoted
_VOICE_WORDS = 2


def _voices(kinds: dict[str, list[Hit]]) -> dict[str, str]:
    """The side of each country's war that the report speaks for, where it does."""
    told: dict[tuple[str, str], set[int]] = {}
    for hit in kinds.get("voice", ()):
        told.setdefault((hit.term.text("country"), hit.term.text("voice")), set()).add(hit.first)
    return {country: voice for (country, voice), places in told.items() if len(places) >= _VOICE_WORDS}


def _cues(kinds: dict[str, list[Hit]]) -> Iterator[Cue]:
    forces = {hit.last for kind in ("force", "people") for hit in kinds.get(kind, ())}
    for hit in kinds.get("country", ()):
        country = hit.term.text("country")
        yield Cue(hit.first, country, float(hit.term.text("weight") or (0.6 if country in ABROAD else 1.5)))
    for hit in kinds.get("nation", ()):
        country = hit.term.text("country")
        weight = float(hit.term.text("weight") or (0.3 if country in ABROAD else 1.0))
        yield Cue(hit.first, country, weight, "force" if hit.first in forces else "nation")
    for hit in kinds.get("actor", ()):
        actor = hit.term.text("actor") or hit.id
        country, sort = country_of(actor), "state" if kind_of(actor) == "state" else "band"
        is_cue = hit.term.attrs.get("cue", "country" not in hit.term.attrs)
        if country and is_cue and "gate" not in hit.term.attrs:
            weight = 0.2 if country in ABROAD else 1.0
            yield Cue(hit.first, country, 0.1 if "home" in hit.term.attrs else weight, sort)
    for hit in kinds.get("voice", ()):
        if hit.term.attrs.get("tells"):
            yield Cue(hit.first, hit.term.text("country"), 1.0, "voice")


def _names(reading: Reading) -> dict[int, Candidate]:
    """The longest listed name at each token."""
    named: dict[int, Candidate] = {}
    for hits in reading.starts.get("actor", {}).values():
        for hit in hits:
            abroad = read_abroad(reading, hit) if hit.term.text("home") else None
            if abroad is None and not is_open(reading, hit):
                continue
            actor = told_enemy(reading, hit) or _local(reading, hit) or _dated(hit, reading.day)
            actor = "x:" + own_name(reading, hit) if actor == UNLISTED else actor
            listed = Candidate(hit.first, hit.last, actor, "listed_name", hit.term.texts("also"), hit)
            named[hit.first] = abroad or listed
            break
    unlisted = list(read_unlisted(reading, named))
    for read in (read_pairs, read_bands, read_joined_names, read_self_named, read_quoted):
        unlisted += read(reading, {**named, **{c.first: c for c in unlisted}})
    for candidate in unlisted:
        known = named.get(candidate.first)
        if known is None or candidate.last > known.last or _is_as_printed(candidate, known):
            named[candidate.first] = candidate
    return named


def _is_as_printed(name: Candidate, known: Candidate) -> bool:
    """True where a name stands as printed that is a general noun only once its article is taken off."""
    if name.hit is None or known.hit is None or name.last != known.last:
        return False
    return len(name.hit.joined) < len(known.hit.joined)


def _local(reading: Reading, hit: Hit) -> str:
    """A branch of its own in the country that the text is about («تنظيم القاعدة» in Yemen), "" where there is none."""
    branches = {key.removeprefix("in_"): value for key, value in hit.term.attrs.items() if key.startswith("in_")}
    country = reading.setting.country_at(hit.first) if branches else ""
    branch = on_day(branches, country, reading.day) or on_day(branches, country[:2], reading.day)
    return branch if is_founded(branch, reading.day) else ""


def _dated(hit: Hit, day: date) -> str:
    start = hit.term.text("from")
    if start and day >= date.fromisoformat(start):
        return hit.term.text("later")
    if day < date.fromisoformat(hit.term.text("since") or "0001-01-01"):
        return hit.term.text("earlier")
    actor = hit.term.text("actor") or hit.id
    return actor if is_founded(actor, day) else UNLISTED


def _add_generics(reading: Reading, named: dict[int, Candidate], late: bool) -> None:
    """General words; the `late` ones refer to parties that only head nouns tell («الجيش السوري وحلفاؤه»)."""
    for hits in sorted(reading.starts.get("generic", {}).items()):
        for hit in hits[1]:
            if bool(hit.term.attrs.get("late")) != late:
                continue
            known = named.get(hit.first)
            is_guess = late and known is not None and known.rule == "force_of_setting" and known.last == hit.last
            if known is not None and known.last >= hit.last and not is_guess:
                break
            candidate = read_generic(reading, hit, named)
            if candidate is not None:
                named[hit.first] = candidate
                break


def _add_frames(reading: Reading, named: dict[int, Candidate]) -> None:
    """Head nouns from right to left, so that an owner is read before what it owns; twice, for «الموالية لها»."""
    heads = [(hit, read_force) for hits in reading.starts.get("force", {}).values() for hit in hits]
    heads += [
        (hit, read_fighters)
        for hits in reading.starts.get("people", {}).values()
        for hit in hits
        if hit.term.attrs.get("fighter") or hit.term.attrs.get("men")
    ]
    heads += [
        (hit, read_client)
        for hits in reading.starts.get("generic", {}).values()
        for hit in hits
        if hit.term.attrs.get("head")
    ]
    heads.sort(key=lambda pair: -pair[0].first)
    for _ in range(2):
        for head, read in heads:
            candidate = read(reading, head, named)
            known = named.get(candidate.first if candidate else head.first)
            if candidate is not None and (known is None or _is_better(candidate, known)):
                named[candidate.first] = candidate


#: attrs of nouns that name men whom a party may call its own
_MEN = frozenset({"fighter", "people", "men"})


def _add_possessed(reading: Reading, named: dict[int, Candidate]) -> None:
    """Men told by a possessive ending, once all parties are known that it may point to."""
    for kind in ("people", "force"):
        for first, hits in sorted(reading.starts.get(kind, {}).items()):
            men = next((h for h in hits if not _MEN.isdisjoint(h.term.attrs)), None)
            known = named.get(first)
            if men is None or (known is not None and known.rule != "force_of_setting"):
                continue
            candidate = read_possessed(reading, men, named)
            if candidate is not None:
                named[first] = candidate


def _is_better(new: Candidate, known: Candidate) -> bool:
    """Longer wins; of equals a name listed as such wins over a frame."""
    return new.last > known.last


def _people(reading: Reading) -> list[Candidate]:
    found: list[Candidate] = []
    for hits in reading.starts.get("people", {}).values():
        for hit in hits:
            actor = who(reading, hit)
            if actor and is_of_people(reading, hit):
                rule = "people_told_by_context" if hit.term.attrs.get("vague") else "people_noun"
                found.append(
                    Candidate(hit.first, hit.last, actor, "gunmen" if hit.term.attrs.get("fighter") else rule, hit=hit)
                )
    return found


def _nationals(reading: Reading) -> list[Candidate]:
    """«فلسطينيان», «خمسة عراقيين», «70 فلسطينيا»: people named by their nationality alone."""
    counted = {numeral.last for numeral in reading.numerals}
    found: list[Candidate] = []
    for hits in reading.starts.get("nation", {}).values():
        hit = hits[0]
        is_harmed = hit.first > 0 and any(h.id == "link.harmed" for h in reading.at("link", hit.first - 1))
        if reading.at("country", hit.first) and _TANWEEN not in reading.doc.words(reading.doc.tokens[hit.first].span):
            continue  # «سوريا» is a country, «سوريًا» a man
        is_counted = hit.first in counted and (hit.joined == "" or (hit.joined == ARTICLE and not _is_of_one(hit)))
        if is_harmed or is_counted or is_owner_of_belongings(reading, hit):
            found.append(Candidate(hit.first, hit.last, "civilians", "nationals", hit=hit))
    return found


def _is_of_one(hit: Hit) -> bool:
    """True for «الإسرائيلية» in «القناة 12 الإسرائيلية»: it tells of one thing, not of as many people."""
    return hit.form.endswith(_FEMININE)


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that overlap no longer one."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (c.first - c.last, c.first)):
        if taken.isdisjoint(range(candidate.first, candidate.last)):
            taken.update(range(candidate.first, candidate.last))
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.first)


def _mention(doc: Doc, candidate: Candidate) -> ActorMention:
    return ActorMention(
        doc.span_of(candidate.first, candidate.last),
        candidate.first,
        candidate.last,
        candidate.rule,
        candidate.hit.joined if candidate.hit and candidate.hit.first == candidate.first else "",
        actor=spelled_id(candidate.actor),
        also=candidate.also,
        is_back_reference=candidate.is_back_reference,
        kind=kind_of(candidate.actor),
    )
