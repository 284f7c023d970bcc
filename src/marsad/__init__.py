"""Marsad turns conflict news, Arabic first, into a sourced, reconciled record of events."""

__version__ = "0.1.0"
