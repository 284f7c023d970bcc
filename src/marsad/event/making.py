"""An event in the making: the triggers that tell it, and what has been found for its slots so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad.event.scene import Scene
from marsad.model import Casualty, CountMention, DateSpan, Mention, Place, TriggerMention, Why


@dataclass
class Episode:
    """An event in the making: the triggers that tell it and what has been found for its slots so far."""

    group: list[TriggerMention]
    type: str
    initiators: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    date: DateSpan | None = None
    places: list[Place] = field(default_factory=list)
    weapons: list[str] = field(default_factory=list)
    #: the counts that belong to it
    losses: list[CountMention] = field(default_factory=list)
    casualties: list[Casualty] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    evidence: list[Mention] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)
    #: by slot, what was found for it: the words that tell it (None: no word does) and the chance
    found: dict[str, list[tuple[Mention | None, float]]] = field(default_factory=dict)
    #: how likely its words alone are to state an event, and the chance of each type
    worth: float = 0.0
    kinds: Mapping[str, float] = field(default_factory=dict)

    def note(self, scene: Scene, slot: str, value: str, rule: str, mention: Mention | None, chance: float) -> None:
        """Remember which rule gave a value, from which words."""
        span = scene.doc.to_text(mention.span) if mention else None
        self.why.append(Why(slot, value, rule, span, round(chance, 3)))
        self.found.setdefault(slot, []).append((mention, chance))
