"""From mentions to the events and tallies of one report."""
