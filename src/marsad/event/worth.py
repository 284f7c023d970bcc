"""Whether a group of triggers is an event of its own, or an echo of another, a habit, a comment."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from marsad.event.episode import Links, kinship
from marsad.event.ground import is_in_total, standing
from marsad.event.keep import bucket, done_to, is_definite
from marsad.event.linear import Feature
from marsad.event.relate import sentences_of
from marsad.event.rivals import rival_features
from marsad.event.scene import Scene
from marsad.model import TriggerMention

#: sentences of the longest brief, and how much less its only harm needs to be believed: of the development reports
#: without events none is coded as an event for it
_BRIEF, _LESS = 3, 0.65


def only_harm(
    scene: Scene, groups: Sequence[list[TriggerMention]], worths: Sequence[float], limit: float
) -> list[list[TriggerMention]]:
    """«قتل شرطيان في الأنبار», «القبض على أربعة مطلوبين», «العثور على جثتين»: a brief that tells of no other act is
    the news of those whose harm it tells.
    """
    if sum(1 for s in scene.doc.sentences if not s.is_title) > _BRIEF:
        return []
    told = [(worth, place) for place, worth in enumerate(worths) if _tells_of_harmed(scene, groups[place])]
    worth, place = max(told, default=(0.0, 0))
    return [groups[place]] if worth >= limit * _LESS else []


def _tells_of_harmed(scene: Scene, group: Sequence[TriggerMention]) -> bool:
    """True for words of killing, wounding, taking people and finding bodies with a count of those whom they befell in
    their sentence.
    """
    told = [t for t in group if t.type != "displacement"]
    counts = scene.mentions.counts
    return any(c.harm in done_to(t) and scene.sentence(c) == scene.sentence(t) for t in told for c in counts)


def tenths(chance: float) -> str:
    """A chance as one of five ranges."""
    return bucket(int(chance * 10), 2, 4, 6, 8)


def worth_features(
    scene: Scene, groups: Sequence[Sequence[TriggerMention]], place: int, chances: dict[int, float], links: Links
) -> Iterator[Feature]:
    """Features of the group at `place`; `chances` are the keep chances by `id` of trigger, `links` the chances of
    pairs.
    """
    group = groups[place]
    best = max(chances[id(t)] for t in group)
    types = {t.type for t in group if not t.type.startswith("_")}
    act = "act" if types else "result"
    yield "bias"
    yield f"best:{tenths(best)}"
    yield f"act+best:{act}+{tenths(best)}"
    yield f"triggers:{bucket(len(group), 2, 3, 5)}"
    for kind in types:
        yield f"type:{kind}"
    yield f"all:{tenths(1.0 - math.prod(1.0 - chances[id(t)] for t in group))}"
    top = max(group, key=lambda t: chances[id(t)])
    yield f"word:{top.id}"
    yield f"form:{act}+{top.form}"
    sentence = scene.doc.sentences[scene.sentence(top)]
    for clue in scene.clues_within(sentence.first, min(sentence.first + 4, sentence.last)):
        yield f"opens:{clue}"
    for clue in scene.clues_within(max(sentence.first, top.first - 5), top.first):
        yield f"near:{clue}"
    yield f"groups:{bucket(len(groups), 2, 4, 7)}"
    members = set(map(id, group))
    earlier = [t for t in scene.mentions.triggers if t.first < top.first and id(t) not in members]
    words = scene.topic(top)
    in_text = max((len(words & scene.topic(t)) for t in earlier if not scene.is_title(t)), default=0)
    in_title = max((len(words & scene.topic(t)) for t in earlier if scene.is_title(t)), default=0)
    yield f"seen_words:{bucket(in_text, 1, 2, 3, 5)}"
    yield f"title_words:{bucket(in_title, 1, 2, 3)}"
    yield from _company(scene, groups, group)
    yield f"definite:{all(is_definite(scene, t) for t in group)}"
    yield from _twins(scene, groups, place, act, links)
    yield from standing(scene, top)
    yield f"all_in_totals:{all(is_in_total(scene, t) for t in group)}"
    yield from rival_features(scene, groups, place, chances, links)


def _company(
    scene: Scene, groups: Sequence[Sequence[TriggerMention]], group: Sequence[TriggerMention]
) -> Iterator[str]:
    """What is told in the sentences of the group, and what of it no other group shares."""
    inside = sentences_of(scene, group)
    yield f"sentences:{bucket(len(inside), 2, 3)}"
    others = {scene.sentence(t) for other in groups if other is not group for t in other}
    mentions = scene.mentions
    for name, found in (
        ("count", mentions.counts),
        ("date", mentions.dates),
        ("place", mentions.places),
        ("actor", mentions.actors),
    ):
        here = {scene.doc.sentence_of[m.first] for m in found} & inside
        yield f"{name}:{bool(here)}"
        yield f"{name}_alone:{bool(here - others)}"


def _twins(
    scene: Scene, groups: Sequence[Sequence[TriggerMention]], place: int, act: str, links: Links
) -> Iterator[str]:
    """What the other groups of the report say: an earlier one of the same kind makes an echo likely."""
    group = groups[place]
    earlier = groups[:place]
    chance = 0.0
    for other in earlier:
        for one in other[-3:]:
            chance = max(chance, *(links.chance(one, t) for t in group[:2]))
    yield f"link:{tenths(chance)}"
    yield f"link+act:{tenths(chance)}+{act}"
    relations = {kinship(one.type, t.type) for other in earlier for one in other for t in group}
    for relation in ("same", "family"):
        yield f"earlier_{relation}:{relation in relations}"
    same_sentence = any(
        sentences_of(scene, group) & sentences_of(scene, other) for other in groups if other is not group
    )
    yield f"shares_sentence:{same_sentence}"
    yield f"shares_sentence+act:{same_sentence}+{act}"
    yield f"place:{bucket(place, 1, 2, 4, 7)}"
