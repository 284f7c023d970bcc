"""The last look at what leaves: no masked name may stand in it, except inside a name that the policy gives.

Villages, brigades and newspapers are called after people, so a word that had to be masked in one incident may be part
of a name that was given on purpose in another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape

from marsad.export import crosswalk as cw
from marsad.export.gazette import as_acled, district_name, known_place, province_name
from marsad.export.selection import Selection
from marsad.lexicon.registry import load_actors, load_sources
from marsad.model.event import Event, Place
from marsad.model.incident import Incident
from marsad.text import fold
from marsad.text.clitics import ARTICLE, CONJUNCTIONS, LAM, PREPOSITIONS

UNLISTED = "x:"
#: small words that Arabic writes together with the name behind them
_JOINED = f"[{CONJUNCTIONS}]?[{PREPOSITIONS}]?"


def is_told(text: str, name: str) -> bool:
    """True if the name stands in the text as whole words.

    >>> is_told("مقتل سالم", "سالم"), is_told("لسالم", "سالم")
    (True, False)
    """
    return any(
        form in text and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None for form in _spelled(name)
    )


def is_meant(words: str, folded: Iterable[str]) -> bool:
    """True if one of the folded names stands in the words however it is spelled, also written on to a small word.

    >>> is_meant("بيان لأبي سالم", ["سالم"]), is_meant("ولسالم", ["سالم"]), is_meant("للحاج", ["الحاج"])
    (True, True, True)
    """
    plain = fold(words)
    for name in folded:
        bare = name.removeprefix(ARTICLE)
        if bare not in plain:
            continue
        forms = rf"{_JOINED}{re.escape(name)}|[{CONJUNCTIONS}]?{LAM}{LAM}{re.escape(bare)}"
        if re.search(rf"(?<!\w)(?:{forms if bare != name else _JOINED + re.escape(name)})(?!\w)", plain):
            return True
    return False


def find_leak(text: str, masked: Iterable[str], given: Iterable[str]) -> str | None:
    """The first masked name that stands in the text on its own, not as a part of a name that is given.

    >>> find_leak("بلدة سالم", ["سالم"], ["بلدة سالم"]), find_leak("قال سالم", ["سالم"], ["بلدة سالم"])
    (None, 'سالم')
    """
    around = [form for name in given for form in _spelled(name)]
    for name in masked:
        for form in _spelled(name):
            if form in text and _stands_alone(text, form, [value for value in around if form in value]):
                return name
    return None


def names_given(selection: Selection, says_group: Callable[[str], bool]) -> frozenset[str]:
    """Every name that a selection gives on purpose: places, groups, publishers, what was asked for, our own tables."""
    found = {report.publisher for report in selection.reports.values()} | set(selection.reports)
    found |= {claim.publisher for incident in selection.incidents for claim in incident.claims}
    found |= {value for key, value in selection.filters.items() if key in ("place", "id")}
    for place in set(_places(selection)):
        found |= _names_of(place)
    for name in set(_parties(selection)):
        bare = name.removeprefix(UNLISTED)
        if name.startswith(UNLISTED) and says_group(bare):
            found |= {name, bare}
    return frozenset(found | _own_names()) - {""}


def _spelled(name: str) -> set[str]:
    """The name, also folded as witnesses are, and each as tables, JSON and XML write it."""
    found = set()
    for form in (name, fold(name)):
        in_json = json.dumps(form, ensure_ascii=False)[1:-1]
        found |= {form, form.replace("; ", ", "), form.replace('"', '""'), in_json, escape(form), escape(in_json)}
    return found


def _stands_alone(text: str, name: str, given: list[str]) -> bool:
    """True if the name stands somewhere in the text outside the given names; `x:` before it is a part of it."""
    whole = re.compile(rf"(?<!\w)(?:{UNLISTED})?{re.escape(name)}(?!\w)")
    return any(not _is_inside(text, found, given) for found in whole.finditer(text))


def _is_inside(text: str, found: re.Match[str], given: list[str]) -> bool:
    for value in given:
        for inner in re.finditer(re.escape(found.group()), value):
            start = found.start() - inner.start()
            end = start + len(value)
            if start >= 0 and text.startswith(value, start) and not _is_word(text, start - 1, end):
                return True
    return False


def _is_word(text: str, before: int, after: int) -> bool:
    """True if a letter stands on one of both sides, so that what lies between is only a part of a word."""
    sides = [text[at] for at in (before, after) if 0 <= at < len(text)]
    return any(re.match(r"\w", side) for side in sides)


def _places(selection: Selection) -> Iterator[Place]:
    holders: list[Incident | Event] = [*selection.incidents, *selection.events.values()]
    for holder in holders:
        yield from holder.places
    for told in selection.tallies:
        yield from told.tally.places


def _names_of(place: Place) -> set[str]:
    """The place as each format calls it, and what it lies in."""
    found = {place.name, province_name(place.admin1)}
    for as_town in (False, True):
        known = known_place(place, as_town=as_town)
        found |= {known.name, district_name(known.admin2), district_name(known.admin3)}
    return found | {as_acled(name) for name in found}


def _parties(selection: Selection) -> Iterator[str]:
    holders: list[Incident | Event] = [*selection.incidents, *selection.events.values()]
    for holder in holders:
        for names in (holder.initiators, holder.targets, holder.sources, holder.claimed_by, holder.denied_by):
            yield from names
    for incident in selection.incidents:
        yield from (toll.of for toll in incident.tolls)
        for claim in incident.claims:
            yield from (claim.of, claim.source, *claim.via)
    for event in selection.events.values():
        yield from (name for one in event.casualties for name in (one.of, one.source))
    for told in selection.tallies:
        yield from told.tally.sources
        yield from (name for one in told.tally.casualties for name in (one.of, one.source))


def _own_names() -> set[str]:
    """The names in our own tables: registries, and what other standards call parties, provinces and countries."""
    found = {name for actor in load_actors().values() for name in (actor.id, actor.name_en)}
    found |= {name for source in load_sources().values() for name in (source.id, source.name_en)}
    for table in ("acled_actors", "admin1", "countries", "ucdp_dyads", "ucdp_joint", "ucdp_sides"):
        found |= {value for row in cw.table(table) for value in row.values() if not value.isdigit()}
    return found
