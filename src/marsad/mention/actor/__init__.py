"""Parties named by a report, linked to the registry."""

from marsad.mention.actor.ar import find_actors
from marsad.mention.actor.struck import STRUCK

__all__ = ["STRUCK", "find_actors"]
