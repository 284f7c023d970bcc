"""Coded reports and incidents out, in the formats that people load."""
