"""Numbers that count no people: «12/15», «في الثامنة والخمسين», «في يوم واحد», «اللواء 135»."""

from __future__ import annotations

from marsad.mention.count.scan import Scan, is_defined
from marsad.text.clitics import BA
from marsad.text.numerals import Numeral

_WAW, _ALEF, _HAMZA_ABOVE = "\u0648", "\u0627", "\u0623"
_TWO, _MONTHS = 2, 12
#: one, told behind its noun
_ONE = ("\u0648\u0627\u062d\u062f", "\u0648\u0627\u062d\u062f\u0647", "\u0648\u0627\u062d\u062f\u0627")


def is_by_fraction(scan: Scan, index: int) -> bool:
    """«قتل 12/15 جنديا»: the form that numbers from eleven on ask for is not one person; behind a date it is."""
    numeral, tokens = scan.numeral_ends.get(index), scan.doc.tokens
    if numeral is None or numeral.kind != "fraction" or not tokens[index].folded.endswith(_ALEF):
        return False
    over = [token.folded for token in tokens[numeral.first + 1 : numeral.last]]
    is_no_date = len(over) == 2 and over[0] == "/" and over[1].isdigit() and int(over[1]) > _MONTHS
    return is_no_date or numeral.first in scan.harm_ends


def is_tens_of_an_ordinal(scan: Scan, index: int) -> bool:
    """«في الثامنة والخمسين من عمره», «في العاشر والعشرين»: no number of people, but an age or a day."""
    if index < _TWO or not is_defined(scan.doc.tokens[index - 1].folded):
        return False
    return scan.mark(index - 1, "ordinal") is not None or scan.mark(index - _TWO, "preposition") is not None


def is_one_of_a_thing(scan: Scan, first: int, numeral: Numeral) -> bool:
    """«في يوم واحد», «برصاصة واحدة»: one, behind a noun that is none of people."""
    if numeral.low != 1 or numeral.high != 1 or numeral.joined or not first or first in scan.harm_ends:
        return False
    if is_and_one(scan, numeral):
        return False
    before = first - 1
    is_word = scan.doc.tokens[before].kind == "word" and scan.doc.tokens[numeral.first].folded in _ONE
    return is_word and not (before in scan.harms or before in scan.people or scan.marks.get(before))


def is_unit_number(scan: Scan, first: int, numeral: Numeral) -> bool:
    """«اللواء 135», «عيار 23», «الساعة 8»: the number names a thing."""
    if numeral.kind != "digits" and not numeral.is_definite:
        return False
    if numeral.last in scan.people and scan.doc.tokens[numeral.last].folded.endswith(_ALEF):
        return False  # «منذ مطلع الشهر 44 فلسطينيا»
    return (
        first > 0
        and scan.mark(first - 1, "unit_name") is not None
        and scan.doc.tokens[first].folded != BA  # «حدد الرقم بـ94»
        and not scan.doc.tokens[first].folded.startswith(_WAW)
    )


def is_and_one(scan: Scan, numeral: Numeral) -> bool:
    """«وأحد» against «واحد», which are folded alike: the hamza tells."""
    return _HAMZA_ABOVE in scan.doc.words(scan.doc.tokens[numeral.first].span)
