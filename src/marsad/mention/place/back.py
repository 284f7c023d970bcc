"""Which of the places told before «المدينة», «البلدة» or «المطار» points back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from marsad.lexicon.gazetteer import GazetteerPlace
from marsad.mention.place.words import ClassWord
from marsad.model import Doc, PlaceMention

#: what speaks for a place and against it: of 1,088 such words of the development gold whose act tells the place, the
#: last place of the kind is right in 84 of 100, the one with most points in 95 (points by softmax on the other folds)
POINTS = {
    "paragraph": 4.0,
    "near_paragraph": 0.8,
    "sentence": 2.3,
    "headline": 1.6,
    "same_noun": 1.5,
    "first": 0.6,
    "most": 0.6,
    "way": -1.2,
    "held": -1.0,
    "abroad": -1.0,
    "city_as_town": -3.0,
    "city_as_village": -4.0,
    "town_as_village": -2.2,
    "capital_as_town": -1.0,
    "village_as_city": -4.0,
}
#: paragraphs back to a place that is still near
_NEAR = 2
_CAPITAL = 5
_SETTLEMENTS = ("town", "village", "city")


@dataclass(slots=True)
class Named:
    """A place told before: its row, its mentions with the nouns that they were told by, how often it held another."""

    place: GazetteerPlace | None
    mentions: list[PlaceMention] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    #: the tokens of the places that it held
    held: list[int] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is, by its row if it has one."""
        return self.place.kind if self.place else self.mentions[-1].kind

    @property
    def times(self) -> int:
        """How often it was told, by itself or to hold another."""
        return len(self.mentions) + len(self.held)


def kinds_of(word: ClassWord) -> frozenset[str]:
    """The kinds of place that a noun may point back to: «المدينة» may be a town, «المطار» is an airport."""
    return frozenset({word.kind, *(_SETTLEMENTS if word.role == "settle" else ())})


def named_before(
    word: ClassWord,
    found: Sequence[tuple[PlaceMention, str]],
    held: Sequence[tuple[GazetteerPlace, int]],
    row_of: Callable[[str], GazetteerPlace | None],
) -> list[Named]:
    """The places of a fitting kind told before, from the mentions with their nouns and from the places that held them.
    """
    wanted = kinds_of(word)
    named: dict[str, Named] = {}
    for mention, noun in found:
        row = row_of(mention.place)
        if mention.lat is not None and (mention.kind in wanted or row is not None and row.kind in wanted):
            place = named.setdefault(mention.place or mention.name, Named(row))
            place.mentions.append(mention)
            place.nouns.add(noun)
    for row, at in held:
        if row.kind in wanted:
            named.setdefault(row.id, Named(row)).held.append(at)
    return list(named.values())


def meant(
    word: ClassWord,
    at: int,
    doc: Doc,
    named: Sequence[Named],
    is_way: Callable[[PlaceMention], bool],
    is_home: Callable[[GazetteerPlace], bool],
) -> Named | None:
    """The place that a noun at a token points back to: the one with most points, of equals the one told last."""
    bodies = [[m for m in each.mentions if not _is_title(doc, m.first)] for each in named]
    starts = [body[0].first for body in bodies if body]
    most = max((each.times for each in named), default=0)

    def points(number: int) -> tuple[float, int]:
        each, body = named[number], bodies[number]
        told = sorted([m.first for m in body] + [n for n in each.held if not _is_title(doc, n)])
        signs = _misfits(word, each)
        if told:
            signs += _nearness(doc, at, told[-1])
        if body:
            signs += ["first"] * (body[0].first == min(starts)) + ["way"] * is_way(body[-1])
        signs += ["held"] * (not each.mentions) + ["headline"] * (len(body) < len(each.mentions))
        signs += ["same_noun"] * (word.id in each.nouns) + ["most"] * (each.times == most)
        signs += ["abroad"] * (each.place is None or not is_home(each.place))
        return sum(map(POINTS.__getitem__, signs)), max(told, default=-1)

    best = max(range(len(named)), key=points, default=None)
    return None if best is None else named[best]


def _is_title(doc: Doc, index: int) -> bool:
    return doc.sentences[doc.sentence_of[index]].is_title


def _misfits(word: ClassWord, named: Named) -> list[str]:
    """A city is no «القرية» and hardly «البلدة», a town no «القرية», and what was called a village no «المدينة»."""
    if word.kind == "city":
        return ["village_as_city"] * ("village" in named.nouns)
    if word.kind not in ("town", "village"):
        return []
    found = []
    if named.kind == "city" or word.kind == "village" and named.kind == "town":
        found.append(f"{named.kind}_as_{word.kind}")
    if word.role == "settle" and named.place is not None and named.place.prominence >= _CAPITAL:
        found.append("capital_as_town")
    return found


def _nearness(doc: Doc, at: int, last: int) -> list[str]:
    """How near a place was told last."""
    here, there = doc.sentence_of[at], doc.sentence_of[last]
    steps = doc.sentences[here].paragraph - doc.sentences[there].paragraph
    found = ["sentence"] * (here == there)
    return found + (["near_paragraph"] if 0 < steps <= _NEAR else ["paragraph"] * (steps == 0))
