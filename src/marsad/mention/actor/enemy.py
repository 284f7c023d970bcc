"""Whom a report means by «العدو» and «الاحتلال» alone: whom it calls so by a nationality elsewhere."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.actor.foreign import adjective_of_nation
from marsad.mention.actor.reading import Reading
from marsad.mention.actor.vocabulary import state_arm


def told_enemy(reading: Reading, hit: Hit) -> str:
    """The party of «جنود العدو» in a report that tells of «جيش الاحتلال التركي»: the last so told before it, else the
    first after it; "" where none is.
    """
    if not hit.term.attrs.get("foe"):
        return ""
    told = _told(reading)
    before = [actor for at, actor in told if at < hit.last]
    return before[-1] if before else next((actor for _, actor in told), "")


def _told(reading: Reading) -> list[tuple[int, str]]:
    """Every enemy or occupier told with its nationality, and where."""
    found: list[tuple[int, str]] = []
    for index, links in sorted(reading.starts.get("link", {}).items()):
        foe = next((link for link in links if link.id == "link.foe"), None)
        nation = adjective_of_nation(reading, foe.last) if foe and foe.last < len(reading.doc.tokens) else None
        if nation is not None:
            found.append((index, _state(reading, index, nation)))
    return found


def _state(reading: Reading, index: int, nation: Hit) -> str:
    """The state of the nation; one outside the registry by its words, with the force before them."""
    before = index - 1 if index and any(h.last == nation.last for h in reading.at("unlisted", index - 1)) else index
    words = reading.doc.words(reading.doc.span_of(before, nation.last))
    return state_arm(nation.term.text("country"), "gov", reading.day) or "x:" + words
