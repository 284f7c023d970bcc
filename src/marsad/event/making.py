"""An event in the making: the triggers that tell it, and what has been found for its slots so far."""

from __future__ import annotations

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

    def note(self, scene: Scene, slot: str, value: str, rule: str, mention: Mention | None, chance: float) -> None:
        """Remember which rule gave a value, from which words."""
        span = scene.doc.to_text(mention.span) if mention else None
        self.why.append(Why(slot, value, rule, span, round(chance, 3)))
