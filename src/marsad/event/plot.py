"""The episodes of a scene side by side: which of them a mention stands nearest to, and what its clauses say."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.grammar import Grammar
from marsad.event.relate import gap, nearest_trigger
from marsad.event.scene import Remembering, Scene
from marsad.model import CountMention, Mention, TriggerMention


def overlap(trigger: TriggerMention, mention: Mention) -> bool:
    """True if one starts inside the other."""
    return trigger.first <= mention.first < trigger.last or mention.first <= trigger.first < mention.last


class Plot(Remembering):
    """The episodes of a scene, and which of them each mention stands nearest to."""

    def __init__(self, scene: Scene, groups: Sequence[Sequence[TriggerMention]]) -> None:
        self.scene = scene
        self.groups = groups
        #: the type of each episode, once it is known
        self.kinds: list[str] = []
        #: the counts that belong to each episode, by its place
        self.losses: dict[int, list[CountMention]] = {}
        #: the counts that sum up a time and belong to no episode
        self.sums: list[CountMention] = []
        #: the parts that the clauses give to parties
        self.grammar = Grammar(scene)
        self._ranked: dict[tuple[int, int], list[int]] = {}
        #: the episodes of each trigger, by its `id`
        self._owners: dict[int, list[int]] = {}
        for place, group in enumerate(groups):
            for trigger in group:
                self._owners.setdefault(id(trigger), []).append(place)

    def ranked(self, mention: Mention) -> list[int]:
        """Indexes of episodes by how near they stand to a mention, nearest first."""
        key = mention.first, mention.last
        if key not in self._ranked:
            self._ranked[key] = sorted(range(len(self.groups)), key=lambda place: self.distance(place, mention))
        return self._ranked[key]

    def whose(self, place: int, mention: Mention) -> str:
        """Of which episode the nearest trigger of a mention's sentence is, but for one that the mention itself is part
        of: `this`, `other`, `loose` (of none at all), `none`.
        """
        key = "nearest owners", mention.first, mention.last
        owners: Sequence[int] | None = self.once(key, lambda: self._nearest_owners(mention))
        if owners is None:
            return "none"
        return "this" if place in owners else "other" if owners else "loose"

    def _nearest_owners(self, mention: Mention) -> Sequence[int] | None:
        """The episodes of the nearest trigger, None if there is no trigger."""
        scene = self.scene
        beside = scene.in_sentence(scene.mentions.triggers, scene.sentence(mention))
        triggers = [t for t in beside if not t.first <= mention.first < t.last]
        nearest = min(triggers, key=lambda trigger: gap(scene, trigger, mention), default=None)
        return None if nearest is None else self._owners.get(id(nearest), ())

    def told_by(self, mention: Mention) -> frozenset[int]:
        """The episodes with a trigger that overlaps a mention."""

        def look() -> frozenset[int]:
            rows = enumerate(self.groups)
            return frozenset(n for n, group in rows if any(overlap(t, mention) for t in group))

        return self.once(("told by", mention.first, mention.last), look)

    def in_clause(self, place: int, mention: Mention) -> tuple[bool, bool]:
        """Whether the clause of a mention tells this episode, and whether it tells another."""
        told = self.told_in(*self.scene.clause(mention.first))
        return place in told, bool(told - {place})

    def told_in(self, first: int, last: int) -> frozenset[int]:
        """The episodes with a trigger that starts at tokens `[first, last)`."""
        key = "told in", first, last
        rows = enumerate(self.groups)
        return self.once(key, lambda: frozenset(n for n, group in rows if any(first <= t.first < last for t in group)))

    def distance(self, place: int, mention: Mention) -> tuple[int, int]:
        """How far an episode stands from a mention: sentences, and then words, commas and other acts between."""
        return self.once(("distance", place, mention.first, mention.last), lambda: self._distance(place, mention))

    def _distance(self, place: int, mention: Mention) -> tuple[int, int]:
        trigger = nearest_trigger(self.scene, self.groups[place], mention)
        return abs(self.scene.sentence(trigger) - self.scene.sentence(mention)), gap(self.scene, trigger, mention)
