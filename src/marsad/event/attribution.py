"""Who is quoted for an episode, who claims an act and who denies it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.choose import source_features
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.event.speakers import Hearings, hearings, speaker_features
from marsad.model import SourceMention, TriggerMention

#: a speaker less likely than this at first look is not looked at again
LEAST = 0.01


def speakers(plot: Plot, place: int, models: Models) -> list[tuple[SourceMention, float]]:
    """The sources of an episode, each with the mention that speaks most for it and its chance, in text order."""
    table = _heard(plot, models)
    found = []
    for source, look in table[place].items():
        if look.chance < LEAST:
            continue
        chance = models.speaker.chances(speaker_features(plot, table, place, source))["True"]
        if chance >= models.threshold("source"):
            found.append((look.mention, chance))
    return sorted(found, key=lambda item: item[0].first)


def _heard(plot: Plot, models: Models) -> list[Hearings]:
    """The first look at each speaker for each episode, worked out once for all of them."""
    mentions = plot.scene.mentions.sources

    def look(place: int) -> Hearings:
        return hearings(plot, place, [models.source.chance(source_features(plot, place, m)) for m in mentions])

    return plot.once(("first hearings",), lambda: list(map(look, range(len(plot.groups)))))


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
