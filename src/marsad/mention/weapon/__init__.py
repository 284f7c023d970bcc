"""Means named by a report, as words of the codebook's list."""

from marsad.mention.weapon.ar import find_weapons

__all__ = ["find_weapons"]
