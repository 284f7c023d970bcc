"""The offset-preserving text layer: folding, joined particles, tokens, sentences, numerals."""

from marsad.text.fold import fold, name_in
from marsad.text.morphology import dual_of, inflect_past, inflect_present, singular_forms
from marsad.text.parse import parse_text

__all__ = ["dual_of", "fold", "inflect_past", "inflect_present", "name_in", "parse_text", "singular_forms"]
