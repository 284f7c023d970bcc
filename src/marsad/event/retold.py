"""Signs that a speaker whose quotation does not cover an act still tells of it: he names its place or its toll again,
goes on beside somebody who tells it, or opens a report in which nobody else is heard of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event.keep import bucket
from marsad.event.linear import Together
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.model import SourceMention, TriggerMention


def retold(plot: Plot, place: int, mention: SourceMention, covered: str, sort: str) -> Iterator[Together]:
    """Features of a mention of a speaker of some sort for an act: `covered` says whether his quotation covers it."""
    scene = plot.scene
    told = plot.once(("retold: act", place), lambda: told_of(scene, plot.groups[place]))
    said = plot.once(("retold: quotation", *mention.scope), lambda: told_in(scene, mention.scope))
    places, counts = (bucket(len(one & other), 0, 1) for one, other in zip(told, said, strict=True))
    yield _shared(covered, places, counts, bool(said[0]), bool(said[1]))
    heard: dict[int, frozenset[str]] = plot.once(("retold: heard",), lambda: _heard(plot))
    beside: dict[tuple[int, int, str], frozenset[str]] = plot.once(("retold: beside",), lambda: _beside(scene))
    here = heard[place]
    company = beside[(*mention.scope, mention.saying)] - {mention.source}
    yield _company(covered, sort, bool(company), bool(company & here))
    opening = first_speaker(scene)
    is_opening = opening is not None and mention.source == opening.source
    others = bucket(len(here - {mention.source}), 0, 1)
    yield _voice(covered, sort, is_opening, mention.source in here, others)


def first_speaker(scene: Scene) -> SourceMention | None:
    """The first speaker of the text."""
    sources = scene.mentions.sources
    return scene.once(("first speaker",), lambda: next((s for s in sources if not scene.is_title(s)), None))


@lru_cache(maxsize=16_384)
def _shared(covered: str, places: str, counts: str, has_places: bool, has_counts: bool) -> Together:
    """Whether a quotation names a place of an act and a toll of it."""
    return Together(
        (
            f"places_shared:{covered}+{places}+{has_places}",
            f"counts_shared:{covered}+{counts}+{has_counts}",
            f"shared:{covered}+{places}+{counts}",
        )
    )


@lru_cache(maxsize=16_384)
def _company(covered: str, sort: str, has_company: bool, is_heard: bool) -> Together:
    """Whether who speaks in the same breath is heard of an act, here or elsewhere."""
    return Together(
        (f"company:{covered}+{has_company}+{is_heard}", f"company+sort:{covered}+{has_company}+{is_heard}+{sort}")
    )


@lru_cache(maxsize=16_384)
def _voice(covered: str, sort: str, is_opening: bool, is_heard: bool, others: str) -> Together:
    """Whether a speaker opens the report, is heard of an act in any of his quotations, and how many others are."""
    return Together(
        (
            f"voice:{covered}+{is_opening}+{is_heard}+{others}",
            f"voice+sort:{covered}+{is_opening}+{is_heard}+{others}+{sort}",
        )
    )


def told_of(scene: Scene, group: Sequence[TriggerMention]) -> tuple[frozenset[object], frozenset[object]]:
    """The places and tolls in the sentences of an act."""
    sentences = sentences_of(scene, group)
    places = frozenset(p.place or p.name for p in scene.mentions.places if scene.sentence(p) in sentences)
    counts = frozenset((c.harm, c.low) for c in scene.mentions.counts if scene.sentence(c) in sentences)
    return places, counts


def told_in(scene: Scene, scope: tuple[int, int]) -> tuple[frozenset[object], frozenset[object]]:
    """The places and tolls in a quotation."""
    places = frozenset(p.place or p.name for p in scene.starting(scene.mentions.places, *scope))
    return places, frozenset((c.harm, c.low) for c in scene.starting(scene.mentions.counts, *scope))


def _heard(plot: Plot) -> dict[int, frozenset[str]]:
    """By act, the speakers whose quotations cover a word that tells it."""
    scene = plot.scene
    found: dict[int, set[str]] = {place: set() for place in range(len(plot.groups))}
    for mention in scene.mentions.sources:
        first, last = mention.scope
        for place, group in enumerate(plot.groups):
            if any(first <= t.first < last and scene.is_title(t) == scene.is_title(mention) for t in group):
                found[place].add(mention.source)
    return {place: frozenset(sources) for place, sources in found.items()}


def _beside(scene: Scene) -> dict[tuple[int, int, str], frozenset[str]]:
    """By quotation and its verb, who speaks in it."""
    found: dict[tuple[int, int, str], set[str]] = {}
    for mention in scene.mentions.sources:
        found.setdefault((*mention.scope, mention.saying), set()).add(mention.source)
    return {key: frozenset(sources) for key, sources in found.items()}
