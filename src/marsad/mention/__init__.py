"""Mentions: the things that a report names, found by rules over lexicons."""
