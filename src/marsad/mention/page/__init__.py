"""What of a text is the report, and what the page shows around it."""

from marsad.mention.page.ar import read_page

__all__ = ["read_page"]
