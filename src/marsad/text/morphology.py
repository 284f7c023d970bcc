"""Inflection by system: what a lexicon entry given in one form can look like in print, folded.

Arabic print carries no short vowels, so the passive of most verbs is spelled as the active; the few that differ have
entries of their own.
"""

from __future__ import annotations

from marsad.text.fold import fold

_YA, _WAW, _ALEF, _TA, _NUN, _HA, _HAMZA = "\u064a", "\u0648", "\u0627", "\u062a", "\u0646", "\u0647", "\u0621"
_MAQSURA, _TA_MARBUTA, _LAM = "\u0649", "\u0629", "\u0644"
#: letters of a hollow verb that has no form of its own before the ending of women («قال»)
_HOLLOW = 3
#: endings, folded, that take no alef in the accusative
_NO_ALEF = (_HA, _ALEF, _HAMZA, _WAW + _NUN, _YA + _NUN, _ALEF + _TA, _WAW)


def inflect_past(verb: str) -> list[str]:
    """All third persons and the first plural of a past-tense verb given as «he did», folded; a final ى also as the ا
    that it is before an ending («أخلاها»).
    """
    folded = fold(verb)
    is_weak = verb.endswith((_MAQSURA, _ALEF)) and len(folded) > 2
    short = folded[:-1] if is_weak or verb.endswith(_YA) else folded
    feminine = short + _TA if is_weak else folded + _TA
    stem = short + _YA if is_weak else folded
    found = [folded, feminine, short + _WAW + _ALEF, stem + _ALEF, feminine + _ALEF, stem + _NUN, stem + _NUN + _ALEF]
    if len(folded) > _HOLLOW and folded[-2] in (_ALEF, _YA) and not is_weak:
        found.append(folded[:-2] + folded[-1] + _NUN)  # «اقتدن», «أصبن»: a hollow verb of women
    return [*found, short + _ALEF] if verb.endswith(_MAQSURA) else found


def inflect_present(verb: str) -> list[str]:
    """All third persons, the first plural and their subjunctives of a present-tense verb given as «he does», folded."""
    folded = fold(verb)
    stem = folded[1:]
    is_weak = verb.endswith((_MAQSURA, _YA, _WAW, _ALEF)) and len(folded) > 3
    short = stem[:-1] if is_weak else stem
    long = short + _YA if is_weak and not verb.endswith(_WAW) else stem
    found = [letter + stem for letter in (_YA, _TA, _NUN, _ALEF)]
    found += [_YA + short + _WAW + _NUN, _YA + short + _WAW + _ALEF]
    for letter in (_YA, _TA):
        found += [letter + long + _ALEF + _NUN, letter + long + _ALEF, letter + long + _NUN]
        if is_weak:
            found.append(letter + short)  # jussive, after «did not»
    return found


def singular_forms(noun: str) -> list[str]:
    """A singular noun as in print: itself, and with the alef that carries an accusative ending."""
    folded = fold(noun)
    if noun.endswith((_TA_MARBUTA, _HA, _MAQSURA, _ALEF + _HAMZA)):
        return [folded]
    return [folded, folded + _ALEF]


def dual_of(noun: str) -> list[str]:
    """Both cases of the dual of a singular noun."""
    folded = fold(noun)
    if noun.endswith(_TA_MARBUTA):
        folded = folded[:-1] + _TA
    return [folded + _ALEF + _NUN, folded + _YA + _NUN]


def sound_plural(noun: str) -> list[str]:
    """Sound plurals of a singular noun, masculine or (for ta marbuta) feminine."""
    folded = fold(noun)
    if noun.endswith(_TA_MARBUTA):
        return [folded[:-1] + _ALEF + _TA]
    return [folded + _WAW + _NUN, folded + _YA + _NUN]


def accusative(phrase: str) -> str:
    """A folded indefinite noun and its adjectives with the alef that «أن» and its sisters give them («مصدرا أمنيا»), as
    far as a word of two letters or with the article; the phrase itself where no word takes one.
    """
    words = phrase.split()
    for place, word in enumerate(words):
        if len(word) < 3 or word.startswith(_ALEF + _LAM):
            break
        if not word.endswith(_NO_ALEF):
            words[place] = word + _ALEF
    return " ".join(words)
