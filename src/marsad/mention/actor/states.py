"""States told by the name of their land where they act: «نشرت مصر …», «اتفاق بين السودان وتشاد», «تشاد تسحب …»."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import state_arm

#: how far before «بين» the words may stand for what two states make with each other
_MOST_BEFORE = 5
_BETWEEN, _WAW, _ALEF, _ARTICLE = "\u0628\u064a\u0646", "\u0648", "\u0627", "\u0627\u0644"


def read_states(reading: Reading) -> Iterator[Candidate]:
    """Lands that are no place there but the state, which does what the words beside it tell."""
    for first, hits in sorted(reading.starts.get("state", {}).items()):
        land = next((hit for hit in hits if hit.term.text("country")), None)
        if land is None or land.joined not in ("", _WAW):
            continue
        if _does(reading, land) or _is_side(reading, land):
            actor = state_arm(land.term.text("country"), "gov", reading.day) or "x:" + _bare(reading, land)
            yield Candidate(first, land.last, actor, "state_that_acts", hit=land)


def _bare(reading: Reading, land: Hit) -> str:
    name = reading.doc.words(reading.doc.span_of(land.first, land.last))
    return name[1:] if land.joined else name


def _does(reading: Reading, land: Hit) -> bool:
    """The deed right before the land, or right behind it at the head of a sentence."""
    if land.joined:
        return False
    before = land.first - 1
    starts = reading.doc.sentences[reading.doc.sentence_of[land.first]].first
    if before >= starts and any(hit.last == land.first for hit in _of(reading, before, "act")):
        return not reading.at("nation", land.last)
    return land.first == starts and land.last < reading.stop(starts) and bool(_of(reading, land.last, "acts"))


def _is_side(reading: Reading, land: Hit) -> bool:
    """«بين السودان وتشاد» behind an agreement or a fight: the land behind «بين», and one that «و» joins to it."""
    other = land.first - 1
    if land.joined:
        while other > land.first - 3 and other > 0 and not _land_at(reading, other):
            other -= 1
        other = next((hit.first for hit in reading.at("state", other) if hit.term.text("country")), 0) - 1
    if other <= 0 or reading.doc.tokens[other].folded != _BETWEEN:
        return False
    if not land.joined and not any(_land_at(reading, at) and reading.is_joined_new(at) for at in _near(reading, land)):
        return False
    return any(_of(reading, at, "between") for at in range(max(0, other - _MOST_BEFORE), other))


def _near(reading: Reading, land: Hit) -> range:
    return range(land.last, min(land.last + 2, reading.stop(land.first)))


def _land_at(reading: Reading, at: int) -> bool:
    return any(hit.term.text("country") for hit in reading.at("state", at))


def _of(reading: Reading, at: int, what: str) -> list[Hit]:
    return [hit for hit in reading.at("state", at) if hit.id == f"state.{what}"]


def is_page(reading: Reading, head: Hit, index: int) -> bool:
    """«موقع السودان نيوز»: right before the name of a land a site is a page of news; «موقعا سوريا» is a post."""
    is_site = head.term.attrs.get("site") and index == head.last and not head.form.endswith(_ALEF)
    lands = reading.at("country", index) if is_site else []
    return any(not land.joined for land in lands)


def is_of_nation(reading: Reading, head: Hit, owner: Candidate) -> bool:
    """«جنديا إثيوبيا», «الجيش البوروندي»: an adjective that is spelled like the land."""
    if owner.hit is None or owner.hit.term.text("gate") != "metonym" or not reading.at("nation", owner.first):
        return False
    return _ARTICLE in owner.hit.joined or head.form.endswith(_ALEF)


def is_movement(reading: Reading, head: Hit) -> bool:
    """«جيش تحرير دارفور»: words behind «an army of» that make a movement of it."""
    return any(hit.id == "link.of_movement" for hit in reading.at("link", head.last))
