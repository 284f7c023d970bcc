"""Who is quoted by a report, and which stretch of it the quotation covers."""

from marsad.mention.source.ar import find_sources

__all__ = ["find_sources"]
