"""Wires the hops: reports in, coded reports, incidents, a store and a page out."""
