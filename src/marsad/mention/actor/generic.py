"""Names that mean another party in each country, and names that refer back («التنظيم», «الطرفان»)."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of
from marsad.mention.actor.frames import Candidate, Reading
from marsad.mention.actor.vocabulary import state_arm
from marsad.model.report import Span

_UNLISTED = "x"
_ARMED = frozenset({"state", "rebel", "militia", "coalition", "unidentified", ""})


def read_generic(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """«التنظيم» is the organisation named before; «التحالف» is the coalition of the country that the text is about."""
    if hit.term.text("gate") == "regime":
        nation = next(iter(reading.at("nation", hit.last)), None)
        if nation is not None:
            actor = state_arm(nation.term.text("country"), "gov", reading.day)
            return Candidate(hit.first, nation.last, actor, "regime_of_nation", hit=hit) if actor else None
    before = _referred(hit, named)
    if before is not None:
        return Candidate(
            hit.first, hit.last, before.actor, "name_refers_back", before.also, hit, is_back_reference=True
        )
    countries = [key for key in hit.term.attrs if key.isupper()]
    country = reading.setting.country_at(hit.first, among=countries)
    actor = hit.term.text(country) if country else hit.term.text("else")
    if actor == _UNLISTED:
        actor = "x:" + reading.doc.words(_span(reading, hit))
    return Candidate(hit.first, hit.last, actor, "name_by_country", hit=hit) if actor else None


def _span(reading: Reading, hit: Hit) -> Span:
    whole = reading.doc.span_of(hit.first, hit.last)
    return Span(whole.start + len(hit.joined), whole.end)


def _referred(hit: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """The last party named before that the words can refer back to; where none is, the first named after."""
    if not hit.term.texts("back"):
        return None
    fitting = _fitting(hit, named, "back")
    for some in (fitting, _fitting(hit, named, "back_last")):
        before = [c for c in some if c.first < hit.first]
        if before:
            return max(before, key=lambda c: c.first)
    return min(fitting, key=lambda c: c.first, default=None)


def _fitting(hit: Hit, named: dict[int, Candidate], key: str) -> list[Candidate]:
    """The parties named whose id or kind the lexicon lists for the words («back», or «back_last» where none of those
    fits).
    """
    wanted = hit.term.texts(key) if key in hit.term.attrs else ()
    return [
        c
        for c in named.values()
        if (c.actor in wanted or kind_of(c.actor) in wanted) and c.rule != "name_by_country" and c.first != hit.first
    ]


def read_sides(reading: Reading, kept: Sequence[Candidate]) -> list[Candidate]:
    """«الطرفان»: the last two armed parties named before."""
    found: list[Candidate] = []
    for hits in reading.starts.get("both", {}).values():
        hit = hits[0]
        sides: list[str] = []
        for candidate in reversed(kept):
            if candidate.first < hit.first and candidate.actor not in sides and kind_of(candidate.actor) in _ARMED:
                sides.append(candidate.actor)
            if len(sides) == 2:
                break
        if len(sides) == 2:
            found.append(
                Candidate(hit.first, hit.last, sides[1], "both_sides", (sides[0],), hit=hit, is_back_reference=True)
            )
    return found
