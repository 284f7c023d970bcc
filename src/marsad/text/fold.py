"""Folding: one spelling for what readers take as one letter.

Alef with hamza or madda becomes bare alef, alef maqsura becomes ya, ta marbuta becomes ha, hamza on waw or ya loses its
hamza; short vowels, tanwin, tatweel and direction marks disappear; presentation forms become plain letters; both
other digit sets become ASCII digits. Every lexicon and every token is folded by this one function.
"""

from __future__ import annotations

import unicodedata

_MARKS = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x0640]
_INVISIBLE = [
    0x00AD,
    0x034F,
    0x061C,
    0x180E,
    0x200B,
    0x200C,
    0x200D,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    0xFEFF,
]
_LETTERS = {
    0x0622: 0x0627,
    0x0623: 0x0627,
    0x0625: 0x0627,
    0x0671: 0x0627,
    0x0649: 0x064A,
    0x06CC: 0x064A,
    0x0629: 0x0647,
    0x06C0: 0x0647,
    0x06C1: 0x0647,
    0x06D5: 0x0647,
    0x06A9: 0x0643,
    0x0624: 0x0648,
    0x0626: 0x064A,
}


def _table() -> dict[int, int | str | None]:
    table: dict[int, int | str | None] = dict.fromkeys([*_MARKS, *_INVISIBLE])
    table.update(_LETTERS)
    for digit in range(10):
        table[0x0660 + digit] = table[0x06F0 + digit] = 0x30 + digit
    for code in [*range(0xFB50, 0xFDF2), *range(0xFE70, 0xFEFD)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = plain.translate(table).strip()
    return table


TABLE = _table()
#: letters that Persian, Urdu and Kurdish keyboards write for the Arabic ya, kaf and ha
_OF_KEYBOARDS = {0x06CC: "\u064a", 0x06A9: "\u0643", 0x06C1: "\u0647", 0x06D5: "\u0647"}
#: what is no letter of a name: tatweel, what shows nothing, and the signs of hashtags and of stress
_NO_NAME: dict[int, str | None] = {
    **dict.fromkeys([0x0640, *_INVISIBLE, ord("#"), ord("*")]),
    **_OF_KEYBOARDS,
    ord("_"): " ",
}
_VOWELS = "".join(map(chr, _MARKS))


def fold(words: str) -> str:
    """The folded form of verbatim words; inner spacing is kept."""
    return words.translate(TABLE).lower()


def fold_long(words: str) -> str:
    """The folded form of a long text, letter by letter of the alphabet: quicker than word by word from a page on."""
    for letter in TABLE.keys() & set(map(ord, set(words))):
        folded = TABLE[letter]
        words = words.replace(chr(letter), chr(folded) if isinstance(folded, int) else folded or "")
    return words.lower()


def name_in(words: str) -> str:
    """Verbatim words as a name: with single spaces and Arabic letters, without tatweel, marks that show nothing and
    signs of hashtags.

    >>> name_in("#حزب_البعـــث")
    'حزب البعث'
    >>> name_in("کتائب الفاروق") == "كتائب الفاروق"
    True
    """
    return " ".join(words.translate(_NO_NAME).split()).lstrip(_VOWELS)
