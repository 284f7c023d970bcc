"""Triggers: the words that state an act."""

from marsad.mention.trigger.ar import find_triggers

__all__ = ["find_triggers"]
