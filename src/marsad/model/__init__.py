"""The nouns of the field, as frozen dataclasses. They know no language and import nothing of Marsad."""

from marsad.model.event import Casualty, CodedReport, DateSpan, Event, Place, Tally, Why
from marsad.model.mention import (
    ActorMention,
    CountMention,
    DateMention,
    Mention,
    Mentions,
    PlaceMention,
    SourceMention,
    TriggerMention,
    WeaponMention,
)
from marsad.model.report import Doc, Report, Sentence, Span, Token

__all__ = [
    "ActorMention",
    "Casualty",
    "CodedReport",
    "CountMention",
    "DateMention",
    "DateSpan",
    "Doc",
    "Event",
    "Mention",
    "Mentions",
    "Place",
    "PlaceMention",
    "Report",
    "Sentence",
    "SourceMention",
    "Span",
    "Tally",
    "Token",
    "TriggerMention",
    "WeaponMention",
    "Why",
]
