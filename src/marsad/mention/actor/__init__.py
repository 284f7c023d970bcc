"""Parties named by a report, linked to the registry."""

from marsad.mention.actor.ar import find_actors

__all__ = ["find_actors"]
