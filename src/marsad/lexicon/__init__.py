"""Word lists: schema, loader, matcher and linter of the TOML files under `data/lexicon`."""

from marsad.lexicon.load import load_lexicon
from marsad.lexicon.match import Hit, Matcher, longest
from marsad.lexicon.term import Lexicon, Term

__all__ = ["Hit", "Lexicon", "Matcher", "Term", "load_lexicon", "longest"]
