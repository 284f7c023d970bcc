"""In what words a report tells an act, and what it tells with it: the words that open its sentence and its clause, who
speaks, and whether the clause has figures, a day, a place, parties; and whether two clauses tell the like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from marsad.event.ground import form_of
from marsad.event.keep import bucket
from marsad.event.linear import Feature, Together, together
from marsad.event.nearby import sort_of
from marsad.event.scene import Scene
from marsad.model import CountMention, TriggerMention

#: a word told in no more sentences than this is rare in its report
_RARE = 2


def course_features(scene: Scene, trigger: TriggerMention) -> Iterator[Feature]:
    """Features of one trigger for the question whether it states an event."""
    form, mentions = form_of(scene, trigger), scene.mentions
    act = "result" if trigger.type.startswith("_") else "act"
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    clause = scene.clause(trigger.first)
    for name, first in (("head", sentence.first), ("clause_head", clause[0])):
        word = next((stem for stem in scene.stems[first : trigger.first] if stem), "none")
        yield together((f"{name}:{word}", f"{name}+form:{word}+{form}"))
    yield f"said:{scene.stems[trigger.first]}"
    speakers = scene.starting(scene.mentions.sources, sentence.first, trigger.first)
    yield f"speaker_kind:{sort_of(speakers[-1]) if speakers else 'none'}+{form}"
    for name, (first, last) in (("clause", clause), ("sentence", (sentence.first, sentence.last))):
        kinds = (mentions.counts, mentions.dates, mentions.places, mentions.actors)
        told = "".join(str(int(scene.has_any(found, first, last))) for found in kinds)
        yield together((f"told_{name}:{told}+{form}", f"told_{name}+act:{told}+{act}"))


def pair_course(scene: Scene, one: TriggerMention, other: TriggerMention, kinship: str) -> Iterator[Together]:
    """Features of two triggers, `one` before `other`: whether figures, people, means and words of their clauses agree.
    """
    apart = scene.sentence(other) - scene.sentence(one)
    far = "same" if not apart else "next" if apart == 1 else "far"
    here, there = _clause_of(scene, one), _clause_of(scene, other)
    yield _agreeing("losses", _losses_agree(here.losses, there.losses), far, kinship)
    yield _agreeing("people", _agree(here.people, there.people), far, kinship)
    yield _agreeing("means", _agree(here.means, there.means), far, kinship)
    shared = (here.words & there.words) - {scene.stems[one.first], scene.stems[other.first]}
    often = _often(scene)
    rare = sum(often[word] <= _RARE for word in shared)
    yield _agreeing("words", bucket(len(shared), 1, 2, 3, 5), far, kinship)
    yield _agreeing("rare_words", bucket(rare, 1, 2, 3, 5), far, kinship)


@dataclass(frozen=True, slots=True)
class _Clause:
    """The clause of a trigger: its figures of people harmed, what people those are, the means named there or by the
    trigger's own word, and the longer words. Asked of every pair that the trigger is in.
    """

    losses: list[CountMention]
    people: frozenset[str]
    means: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=4096)
def _agreeing(name: str, agree: str, far: str, kinship: str) -> Together:
    return Together([f"{name}_agree:{agree}+{far}", f"{name}_agree+kinship:{agree}+{kinship}+{far}"])


def _agree(some: frozenset[str], others: frozenset[str]) -> str:
    if not some or not others:
        return "none" if not some and not others else "one"
    return "differ" if some.isdisjoint(others) else "same"


def _losses_agree(some: Collection[CountMention], others: Collection[CountMention]) -> str:
    """Whether the second figures repeat the first, or tell more or less of the same harm, or another harm."""
    if not some or not others:
        return "none" if not some and not others else "one"
    if any(count is other for count in some for other in others):
        return "itself"
    pairs = [(count.low, other.low) for count in some for other in others if count.harm == other.harm]
    if not pairs:
        return "other"
    if any(low == after for low, after in pairs):
        return "same"
    return "less" if all(after < low for low, after in pairs) else "more"


def _clause_of(scene: Scene, trigger: TriggerMention) -> _Clause:
    """The clause of a trigger, worked out once."""

    def work_out() -> _Clause:
        first, last = scene.clause(trigger.first)
        losses = [count for count in scene.starting(scene.mentions.counts, first, last) if count.harm]
        weapons = scene.starting(scene.mentions.weapons, first, last)
        return _Clause(
            losses,
            frozenset(count.people for count in losses if count.people),
            frozenset(weapon.weapon for weapon in weapons).union(trigger.weapons),
            frozenset(stem for stem in scene.stems[first:last] if len(stem) > 2),
        )

    return scene.once(("clause of", trigger.first), work_out)


def _often(scene: Scene) -> Counter[str]:
    """In how many sentences each word of the report stands."""

    def work_out() -> Counter[str]:
        return Counter(word for s in scene.doc.sentences for word in set(scene.stems[s.first : s.last]))

    return scene.once(("often",), work_out)
