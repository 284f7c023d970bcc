"""A small pattern engine: named parts in text order, found over lexicon hits. It knows no language and no domain."""

from marsad.rules.engine import Match, Rule, RuleSet, rule
from marsad.rules.lattice import Item, Lattice
from marsad.rules.parts import Part, any_of, gap, maybe, term, token, word

__all__ = [
    "Item", "Lattice", "Match", "Part", "Rule", "RuleSet", "any_of", "gap", "maybe", "rule", "term", "token", "word",
]  # fmt: skip
