"""Who is quoted for an episode, who claims an act and who denies it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.choose import covers, source_features
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.model import SourceMention, TriggerMention


def speakers(plot: Plot, place: int, models: Models) -> list[tuple[SourceMention, float]]:
    """The first mention of each source whose quotation covers a word that tells the episode, or that the weights give
    it, with its chance.
    """
    found: dict[str, tuple[SourceMention, float]] = {}
    for mention in plot.scene.mentions.sources:
        chance = models.source.chance(source_features(plot, place, mention))
        least = "source" if covers(plot.scene, plot.groups[place], mention) else "source_after"
        if chance >= models.threshold(least):
            found.setdefault(mention.source, (mention, chance))
    return list(found.values())


def claimants(scene: Scene, group: Sequence[TriggerMention]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(claimed_by, denied_by): parties that stand next to a word of claiming or denying in the episode's sentences or
    the next.
    """
    inside = sentences_of(scene, group)
    inside |= {max(inside) + 1}
    found: dict[str, list[str]] = {"claim": [], "deny": []}
    for hit in scene.clues:
        sentence = scene.doc.sentence_of[hit.first]
        if hit.id not in found or sentence not in inside:
            continue
        start = scene.doc.sentences[sentence].first
        if "neg" in scene.clues_within(max(start, hit.first - 3), hit.first):
            continue
        speakers = [m.actor for m in scene.mentions.actors if -6 <= m.first - hit.last <= 3 and m.first >= start]
        if hit.id == "deny":
            speakers = [s.source for s in scene.mentions.sources if abs(s.first - hit.last) <= 6] or speakers
        found[hit.id] += [s for s in speakers[:1] if s not in found[hit.id]]
    return tuple(found["claim"]), tuple(found["deny"])
