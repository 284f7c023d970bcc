"""What each act word of a report does, in the order of the text: it opens an episode, goes on with one that is already
being told, or names an act only in passing.

The choices of one word are weighed against each other, with all that was chosen before it in view; the chances of
`keep` (the word states an act) and `episode` (two words tell one episode) speak as values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from marsad.event.episode import Links, actors_in, counts_in, is_same_place, kinship, nearest, share_days
from marsad.event.keep import bucket, is_definite
from marsad.event.linear import LinearModel
from marsad.event.scene import Scene
from marsad.model import DateMention, Mention, PlaceMention, TriggerMention

M = TypeVar("M", bound=Mention)

#: the two choices that are no episode told before
OPENS, PASSES = "opens", "passes"
#: an episode's place in the order of telling, or one of the two above
Choice = int | str
Option = tuple[Choice, dict[str, float]]
Chooser = Callable[["Moment"], Choice]
#: how many of an episode's last words a new one is held against
_LAST = 6
#: odds are divided by this, so that they weigh about as much as a feature that is there or not
_SCALE = 4.0
_NO_LINK = -6.0


def odds(chance: float) -> float:
    """A chance as logarithm of its odds, kept within ±6.2."""
    return math.log((chance + 0.002) / (1.002 - chance))


@dataclass(slots=True)
class Told:
    """An episode as far as it is told: its words, and what stands in their sentences."""

    scene: Scene
    words: list[TriggerMention] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    days: list[DateMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    counts: set[tuple[str, int]] = field(default_factory=set)
    topic: set[str] = field(default_factory=set)

    def add(self, word: TriggerMention) -> None:
        """Take a word in."""
        scene = self.scene
        sentence = scene.sentence(word)
        self.words.append(word)
        self.sentences.add(sentence)
        self.days += [day for day in [nearest(scene, word, scene.mentions.dates)] if day]
        self.places += [place for place in [nearest(scene, word, scene.mentions.places)] if place]
        self.actors |= actors_in(scene, sentence)
        self.counts |= counts_in(scene, sentence)
        self.topic |= scene.topic(word)


@dataclass(frozen=True, slots=True)
class Moment:
    """A word at its turn: the episodes told so far, how well each fits it (odds with their last words), and the odds
    that it states an act.
    """

    scene: Scene
    word: TriggerMention
    told: Sequence[Told]
    fits: Sequence[Sequence[float]]
    stated: float
    day: DateMention | None
    place: PlaceMention | None
    is_definite: bool
    opening: frozenset[str]

    @classmethod
    def of(cls, scene: Scene, word: TriggerMention, told: Sequence[Told], chance: float, links: Links) -> Moment:
        """The moment of a word with its chance to state an act."""
        start = scene.doc.sentences[scene.sentence(word)].first
        return cls(
            scene,
            word,
            told,
            [[odds(links.chance(one, word)) for one in episode.words[-_LAST:]] for episode in told],
            odds(chance),
            nearest(scene, word, scene.mentions.dates),
            nearest(scene, word, scene.mentions.places),
            is_definite(scene, word),
            frozenset(scene.clues_within(start, start + 4)),
        )

    @property
    def role(self) -> str:
        """`act`, or `result` for a word that tells a result or refers back."""
        return "result" if self.word.type.startswith("_") else "act"

    def options(self) -> list[Option]:
        """Every choice with its features and their values."""
        best = sorted((max(fit) for fit in self.fits), reverse=True) + [_NO_LINK, _NO_LINK]
        alone: list[Option] = [(choice, dict(self._alone(choice, best[0], best[1]))) for choice in (OPENS, PASSES)]
        return alone + [(place, dict(self._joins(place, best[0]))) for place in range(len(self.told))]

    def _alone(self, choice: str, best: float, second: float) -> Iterator[tuple[str, float]]:
        """Features of opening an episode or naming an act in passing."""
        scene, word, role = self.scene, self.word, self.role
        for name, value in (("stated", self.stated), ("best", best)):
            yield f"{choice}|{name}", value / _SCALE
            yield f"{choice}|{role}|{name}", value / _SCALE
        yield f"{choice}|second", second / _SCALE
        kin = _nearest_kin([one for episode in self.told for one in episode.words], word)
        place = _seen(self.place, [p for e in self.told for p in e.places], is_same_place)
        day = _seen(self.day, [d for e in self.told for d in e.days], share_days)
        sentence = scene.sentence(word)
        for feature in (
            "",
            role,
            f"type:{word.type}",
            f"definite:{self.is_definite}+{kin}",
            f"kin:{kin}+{role}",
            f"told:{bucket(len(self.told), 1, 2, 3, 5, 8)}",
            f"place:{place}+{role}",
            f"day:{day}+{role}",
            f"place+day:{place}+{day}",
            f"count:{bool(counts_in(scene, sentence))}+{role}",
            f"party:{bool(actors_in(scene, sentence))}",
            f"in_sentence:{any(sentence in e.sentences for e in self.told)}+{role}",
            *(f"opening:{clue}" for clue in self.opening),
        ):
            yield f"{choice}|{feature}", 1.0

    def _joins(self, at: int, best: float) -> Iterator[tuple[str, float]]:
        """Features of going on with the episode told at a place."""
        scene, word, told, fit = self.scene, self.word, self.told[at], self.fits[at]
        top, mean = max(fit), sum(fit) / len(fit)
        values = {"top": top, "mean": mean, "last": fit[-1], "first": fit[0], "behind": top - best}
        values |= {"stated": self.stated, f"{self.role}|top": top, f"{self.role}|mean": mean}
        yield from ((f"joins|{name}", value / _SCALE) for name, value in values.items())
        kin = _nearest_kin(told.words, word)
        far = scene.sentence(word) - max(told.sentences)
        steps = bucket(far, 1, 2, 3, 5)
        later = sum(other.words[-1].first > told.words[-1].first for other in self.told)
        found = [
            "",
            self.role,
            f"kin:{kin}",
            f"kin+definite:{kin}+{self.is_definite}",
            f"kin+sentences:{kin}+{steps}",
            f"later:{bucket(later, 1, 2, 3, 5)}",
            f"later+sentences:{bucket(later, 1, 2)}+{steps}",
            f"words:{bucket(len(told.words), 2, 3, 5, 8)}",
            f"no_act:{all(one.type.startswith('_') for one in told.words)}+{self.role}",
            f"same_word:{any(one.id == word.id for one in told.words)}+{self.is_definite}",
            f"best:{top == best}",
            f"first:{at == 0}",
            f"only:{len(self.told) == 1}",
            *(self._agreements(told, kin) if far else ()),
        ]
        yield from ((f"joins|{feature}", 1.0) for feature in found)

    def _agreements(self, told: Told, kin: str) -> Iterator[str]:
        """What an earlier sentence that tells the episode has in common with the word's own."""
        scene, sentence = self.scene, self.scene.sentence(self.word)
        day = _seen(self.day, told.days, share_days) if told.days else "none"
        place = _seen(self.place, told.places, is_same_place) if told.places else "none"
        actors, counts = actors_in(scene, sentence), counts_in(scene, sentence)
        shared = len(told.topic & scene.topic(self.word))
        yield f"day:{day}"
        yield f"place:{place}"
        yield f"place+kin:{place}+{kin}"
        yield f"place+day+kin:{place}+{day}+{kin}"
        yield f"parties:{bucket(len(actors & told.actors), 1, 2) if actors and told.actors else 'none'}"
        yield f"counts:{('same' if counts & told.counts else 'differ') if counts and told.counts else 'none'}"
        yield f"topic:{bucket(shared, 1, 2, 3, 5)}"
        yield f"topic+kin:{bucket(shared, 1, 2, 4)}+{kin}"
        yield from (f"opening:{clue}" for clue in self.opening)


def _nearest_kin(words: Sequence[TriggerMention], word: TriggerMention) -> str:
    """The closest kinship of a word to those before it; `none` if there are none."""
    relations = {kinship(one.type, word.type) for one in words}
    return next((kin for kin in ("same", "family", "strange", "result") if kin in relations), "none")


def _seen(one: M | None, others: Sequence[M], is_same: Callable[[M | None, M | None], bool]) -> str:
    """`none` if there is no mention to look for, `same` if it is among the others, else `differ`."""
    if one is None:
        return "none"
    return "same" if any(is_same(other, one) for other in others) else "differ"


def told_episodes(
    scene: Scene, words: Sequence[TriggerMention], chances: Mapping[int, float], links: Links, choose: Chooser
) -> list[list[TriggerMention]]:
    """The episodes of a report, each as the words that tell it; `chances` of a word, by its `id`, to state an act."""
    told: list[Told] = []
    for word in words:
        choice = choose(Moment.of(scene, word, told, chances[id(word)], links))
        if choice == PASSES:
            continue
        if choice == OPENS:
            told.append(Told(scene))
        told[-1 if choice == OPENS else int(choice)].add(word)
    return [episode.words for episode in told]


def likeliest(model: LinearModel, passing: float) -> Chooser:
    """Chooses what the model weighs most; passing a word over needs `passing` more than the rest."""

    def choose(moment: Moment) -> Choice:
        scores = {choice: model.score(features) for choice, features in moment.options()}
        scores[PASSES] -= passing
        return max(scores, key=lambda choice: scores[choice])

    return choose
