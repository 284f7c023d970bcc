"""Which country a stretch of a report is about: what names such as «الجيش» or «التحالف» depend on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from marsad.model import Doc

#: states that fight abroad: their adjective says less about where a report is set
ABROAD = frozenset(
    {"US", "RU", "FR", "GB", "SA", "AE", "IR", "TR", "IL", "DE", "CA", "AU", "IT", "ES", "KURD", "QA", "OM", "KW"}
)
_FADE = 0.7
#: how much of what was said before is left where a sentence names other countries
_TURN = 0.3
_WHOLE = 1.2
_TITLE = 1.5
_PUBLISHER = 0.8


@dataclass(frozen=True, slots=True)
class Cue:
    """A word at a token that speaks of a country, and how strongly."""

    index: int
    country: str
    weight: float
    #: `land`, `nation`, `force` (of that nation), `state` or `band` (a listed party of that country), `voice`
    sort: str = "land"


class Setting:
    """How strongly each sentence of a Doc speaks of each country."""

    def __init__(
        self,
        doc: Doc,
        cues: Iterable[Cue],
        publisher: Iterable[str] = (),
        voices: Mapping[str, str] | None = None,
        beside: Mapping[tuple[int, str], str] | None = None,
    ) -> None:
        self._doc = doc
        #: the side of a country's war that the report speaks for, by country: its own «army» is that side's
        self._voices = dict(voices or {})
        #: the same of single sentences: «يحيى سريع» is no government's spokesman, whoever reports what he said
        self._beside = dict(beside or {})
        own: list[dict[str, float]] = [{} for _ in doc.sentences]
        whole: dict[str, float] = dict.fromkeys(publisher, _PUBLISHER)
        for cue in cues:
            sentence = doc.sentence_of[cue.index]
            weight = cue.weight * (_TITLE if doc.sentences[sentence].is_title else 1.0)
            own[sentence][cue.country] = own[sentence].get(cue.country, 0.0) + weight
            whole[cue.country] = whole.get(cue.country, 0.0) + weight
        self._scores = _faded(own, whole)

    def country_at(self, index: int, among: Collection[str] | None = None) -> str:
        """The likeliest country at a token, of those given; "" where nothing speaks for one."""
        scores = self.scores_at(index)
        best, value = "", 0.0
        for country, score in scores.items():
            if score > value and (among is None or country in among):
                best, value = country, score
        voice = self.side_at(index, best)
        return voice if among is None or voice in among else best

    def scores_at(self, index: int) -> Mapping[str, float]:
        """How strongly the report speaks of each country at a token."""
        return self._scores[self._doc.sentence_of[index]]

    def side_at(self, index: int, country: str) -> str:
        """The side of the country's war that the report speaks for at a token, the country itself where there is none.
        """
        return self._beside.get((self._doc.sentence_of[index], country)) or self._voices.get(country, country)

    def home_at(self, index: int) -> str:
        """The likeliest country at a token, those that fight abroad only where they outweigh the others by far."""
        scores = self._scores[self._doc.sentence_of[index]]
        told = {country: score for country, score in scores.items() if score > 0 and country not in ABROAD}
        best = max(told, key=lambda country: told[country], default="")
        most = max(scores, key=lambda country: scores[country], default="")
        return best if told.get(best, 0.0) * 3 >= scores.get(most, 0.0) else most

    def speaks_of(self, index: int, country: str) -> bool:
        """True if the country plays a part at the token: at least a third of the likeliest one's strength."""
        scores = self._scores[self._doc.sentence_of[index]]
        own = max((score for told, score in scores.items() if country in (told, told[:2])), default=0.0)
        return own * 3 >= max(scores.values(), default=0.0) > 0


def _faded(own: list[dict[str, float]], whole: dict[str, float]) -> list[dict[str, float]]:
    """Strength per sentence: what it says itself, what earlier ones said, fading, and a share of the whole report."""
    scores: list[dict[str, float]] = []
    past: dict[str, float] = {}
    share = _WHOLE / max(1.0, sum(whole.values()))
    for here in own:
        past = {country: value * (_FADE if country in here or not here else _TURN) for country, value in past.items()}
        for country, value in here.items():
            past[country] = past.get(country, 0.0) + value
        scores.append({country: past.get(country, 0.0) + value * share for country, value in whole.items()})
    return scores
