"""Files in, reports and coded events out."""

from marsad.ingest.coded import read_coded_rows
from marsad.ingest.text import read_reports

__all__ = ["read_coded_rows", "read_reports"]
