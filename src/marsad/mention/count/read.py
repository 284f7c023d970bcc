"""Groups of people with their number, before any harm is seen: «ما لا يقل عن 20 عنصراً», «جنديان», «عشرات الجرحى»."""

from __future__ import annotations

from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.count.namesake import is_no_person
from marsad.mention.count.nouns import (
    all_of_them,
    end_of_names,
    is_definite,
    is_object,
    may_follow,
    named,
    others,
    uncounted,
    with_adjectives,
)
from marsad.mention.count.numbering import (
    is_and_one,
    is_by_fraction,
    is_one_of_a_thing,
    is_tens_of_an_ordinal,
    is_unit_number,
)
from marsad.mention.count.quantity import Quantity, bounded, late_hedged, upper_end
from marsad.mention.count.roster import people_one_by_one, with_names
from marsad.mention.count.scan import ARTICLE, QUOTES, Scan, is_defined, listed_names
from marsad.text.clitics import BA, LAM, WAW
from marsad.text.numerals import Numeral

_PLURAL_ENDINGS = ("\u064a\u0646", "\u0648\u0646")  # -in, -un
_DUAL_NOMINATIVE = "\u0627\u0646"
_PLURAL_VERB = "\u0648\u0627"
_MANY = 2
_TEN = 10
_BOTH_REACH = 9
#: words from a verb of rising to the figure it rises from
_RISEN = 12
_YEARS = (1900, 2100)
#: tokens of names, ages and commas between two people named one after the other
_NEXT_NAME = 10
_NOT = "\u0644\u0645"
_TA_MARBUTA = "\u0629"
_HIM, _HER = "\u0647", "\u0647\u0627"
_ALEF, _HAMZA_BELOW, _HAMZA_ABOVE = "\u0627", "\u0625", "\u0623"
#: «واحد» and «وأحد», «واحدى» and «وإحدى», folded alike
_AND_ONE = ("\u0648\u0627\u062d\u062f", "\u0648\u0627\u062d\u062f\u064a")
#: verbs whose object may well be a thing
_NO_PERSON = frozenset(
    f"harm.verb.{name}"
    for name in ("seize", "stop", "miss", "lose", "inflict", "carry", "treat", "mourn", "reap", "drive_along")
)


def read_quantities(scan: Scan, first: int, stop: int) -> list[Quantity]:
    """The quantities of a sentence, left to right, none inside another."""
    found: list[Quantity] = []
    index = first
    while index < stop:
        if index not in scan.starts:
            if found and _is_next_name(scan, found[-1], index):
                end = end_of_names(scan, index + 1, stop)
                found.append(Quantity(index, end, 1, 1, "name", is_joined=True, is_definite=True))
                index = end - 1
            index += 1
            continue
        quantity = people_one_by_one(scan, index, stop) or _at(scan, index, stop, found[-1].last if found else first)
        quantity = all_of_them(scan, with_names(scan, quantity, stop)) if quantity is not None else None
        if quantity is None:
            index += 1
            continue
        place = _told_both_ways(scan, found, quantity)
        if place is not None:
            found[place] = replace(found[place], both_ways=True)
        else:
            found.append(quantity)
        index = max(quantity.last, index + 1)
    return found


def _is_next_name(scan: Scan, before: Quantity, index: int) -> bool:
    """«استشهاد أحمد سعيد، ومحمد علي»: a given name joined to a person known to the text right before it."""
    if before.kind not in ("one", "name") or not before.is_definite or index - before.last > _NEXT_NAME:
        return False
    folded = scan.doc.tokens[index].folded
    return folded.startswith(WAW) and folded[1:] in listed_names(scan.doc.report.lang)


def _told_both_ways(scan: Scan, found: list[Quantity], both: Quantity) -> int | None:
    """Which quantity «بين قتيل وجريح» tells of where it stands apart: «أربعة من المهاجمين … بين قتيل وجريح»."""
    if not both.both_ways or both.kind != "many":
        return None
    for place in range(len(found) - 1, -1, -1):
        before = found[place]
        if before.kind == "many" and before.harm is None:
            continue
        if (
            before.kind not in ("number", "two", "bare")
            or before.harm is not None
            or both.first - before.last > _BOTH_REACH
        ):
            return None
        between = scan.doc.tokens[before.last : both.first]
        return None if any(token.folded in ".:\u060c," for token in between) else place
    return None


def _at(scan: Scan, index: int, stop: int, floor: int) -> Quantity | None:
    numeral = scan.numerals.get(index)
    if numeral is not None:
        return _counted(scan, numeral, stop, floor)
    harm = scan.harms.get(index)
    people = scan.people.get(index)
    both = scan.mark(index, "both_ways")
    if both is not None and not _is_written_by_noun(scan, both):
        return Quantity(both.first, both.last, 2, None, "many", both_ways=True)
    if people is not None and _is_weak(people) and not (
        _after_trigger(scan, index) or is_object(scan, people) or _is_of_another_nation(scan, people)
    ):
        return None
    if people is not None and people.term.attrs.get("with_kin") and not _is_with_kin(scan, people):
        return None
    if is_no_person(scan, index) or is_by_fraction(scan, index):
        return None
    if harm is not None and harm.term.text("voice") == "noun":
        return uncounted(scan, harm, stop)
    if people is not None and people.last <= stop and (harm is None or people.last > harm.last):
        if people.term.id in ("counted.given_name", "counted.title"):
            return named(scan, people, stop)
        return uncounted(scan, people, stop)
    if harm is not None and (_has_object(scan, harm) or _is_end_of_one(scan, harm)):
        return Quantity(harm.first, harm.last, 1, 1, "pronoun")
    one = scan.mark(index, "one_of_them")
    if one is not None and _after_trigger(scan, index):
        return Quantity(index, one.last, 1, 1, "one", others=True)
    inside = scan.mark(index, "inside")
    if inside is not None and scan.doc.source[scan.doc.tokens[inside.last - 1].end - 1] != _TA_MARBUTA:
        return Quantity(index, inside.last, 2, None, "many", others=True)
    other = scan.mark(index, "other", "ordinal")
    if other is not None and other.term.id == "count.ordinal" and other.joined == ARTICLE:
        return others(scan, other, stop) if _after_trigger(scan, index) else None  # «تشرين الثاني»
    return others(scan, other, stop) if other else None


def _is_end_of_one(scan: Scan, harm: Hit) -> bool:
    """«ما أدى إلى مقتله», «أسفر عن إصابتها»: the harm of one person told as a result."""
    folded = scan.doc.tokens[harm.last - 1].folded
    if harm.term.text("voice") != "masdar" or harm.term.text("harm") not in ("killed", "wounded") or harm.first == 0:
        return False
    if folded.endswith(harm.form) or not folded.endswith((_HIM, _HER)) or harm.last - harm.first > 1:
        return False
    return harm.joined.endswith(LAM) or scan.mark(harm.first - 1, "rise") is not None


def _is_told_as_verb(scan: Scan, harm: Hit) -> bool:
    """«فأصابته» against «إصابته»: after «and» or «so», and not spelled with the hamza of the noun."""
    return bool(harm.joined) and _HAMZA_BELOW not in scan.doc.words(scan.doc.tokens[harm.first].span)


def _has_object(scan: Scan, harm: Hit) -> bool:
    """«أردته», «اقتادوه»: a verb of harm with one person as its object."""
    folded = scan.doc.tokens[harm.last - 1].folded
    if harm.term.text("form") != "verb" or harm.term.text("voice") not in ("both", "doer"):
        return False
    if harm.term.id == "harm.verb.hit" and not _is_told_as_verb(scan, harm):
        return False
    if harm.term.id in _NO_PERSON or not folded.endswith(_HIM) or folded.endswith(harm.form):
        return False
    is_led = folded.startswith((BA, LAM)) and not harm.form.startswith((BA, LAM))
    if is_led or (harm.first and scan.mark(harm.first - 1, "of", "on", "preposition")):
        return False  # «بقتله», «ليقتلوه», «ساعات من خطفه»: a threat, a purpose, an act told before
    return folded.removesuffix(_HIM).endswith(harm.form.removesuffix(_ALEF))


def _is_weak(people: Hit) -> bool:
    """«سورية», «طالبان»: people without a number only right behind a harm word."""
    if people.term.attrs.get("nation"):
        return people.number == "one"
    return bool(people.term.attrs.get("adjacent")) and people.form.endswith(_DUAL_NOMINATIVE)


def _is_of_another_nation(scan: Scan, people: Hit) -> bool:
    """«ثلاثة إسرائيليين وإيراني»: one person of a nation joined to people counted by theirs."""
    if people.joined != WAW or people.number != "one" or people.first not in scan.people_ends:
        return False
    before = next((hit for at in range(people.first - 1, -1, -1) if (hit := scan.people.get(at)) is not None), None)
    return before is not None and before.last == people.first and bool(before.term.attrs.get("nation"))


def _is_with_kin(scan: Scan, people: Hit) -> bool:
    """«مقتل أم وأطفالها»: a word that is another one too tells of people right behind a harm word and before kin."""
    if people.last >= len(scan.doc.tokens) or not scan.doc.tokens[people.last].folded.startswith(WAW):
        return False
    is_kin = people.last in scan.people or people.last in scan.numerals
    return is_kin and (_after_trigger(scan, people.first) or people.joined.startswith(ARTICLE))


def _is_written_by_noun(scan: Scan, both: Hit) -> bool:
    """True where the words for both open with a noun of harm («قتلى وجرحى»): without a number these are two counts."""
    return both.first in scan.harms


def _after_trigger(scan: Scan, index: int) -> bool:
    harm = scan.harms.get(index - 1)
    return harm is not None and harm.term.text("voice") != "noun"


def _counted(scan: Scan, numeral: Numeral, stop: int, floor: int) -> Quantity | None:
    """A number with the noun that it counts, or without one."""
    if numeral.kind == "fraction" or (numeral.low == _TEN and scan.mark(numeral.first - 1, "ordinal")):
        return None  # «الثاني عشر من أيار»
    if numeral.is_definite and numeral.joined.startswith(WAW) and is_tens_of_an_ordinal(scan, numeral.first):
        return None
    first, hedge = _before(scan, numeral.first, floor)
    if is_one_of_a_thing(scan, first, numeral):
        return None
    if is_unit_number(scan, first, numeral) and not _is_harm_noun(scan, scan.past_quotes(numeral.last)):
        return None
    if _tells_of_a_thing(scan, numeral):
        return None
    low, high, last = numeral.low, numeral.high, numeral.last
    bound = ("exact" if high is not None else "at_least") if numeral.kind in ("digits", "words") else numeral.kind
    if numeral.is_definite and numeral.kind == "digits" and first in scan.people_ends:
        return None  # «العناصر ال54»
    upper = upper_end(scan, numeral, hedge, stop)
    if upper is not None:
        low, high, last, bound = numeral.low, upper.high, upper.last, "range"
        if _has_risen_from(scan, first):
            low, bound = upper.low, "exact"
    base = Quantity(first, last, low, high, "number", bound, is_joined=_is_joined(scan, first, numeral))
    found = _with_noun(scan, base, stop)
    if found is None:
        return None
    if hedge is not None and upper is None:
        found = bounded(found, hedge.term.text("bound"))
    return late_hedged(scan, found, found.last, stop)


def _tells_of_a_thing(scan: Scan, numeral: Numeral) -> bool:
    """«في القرى الثلاث», «خلال الأيام الأربعة»: a number with the article behind a thing told with a preposition."""
    at = numeral.first - 1
    if not numeral.is_definite or numeral.joined.startswith(WAW) or at < 1 or at + 1 in scan.people_ends:
        return False
    is_thing = scan.doc.tokens[at].kind == "word" and is_defined(scan.doc.tokens[at].folded) and at not in scan.harms
    return is_thing and numeral.kind == "words" and scan.mark(at - 1, "preposition") is not None


def _has_risen_from(scan: Scan, first: int) -> bool:
    """«ارتفع عدد القتلى من 9 إلى 21»: the first of two figures is the toll before."""
    if not first or scan.mark(first - 1, "of") is None:
        return False
    for at in range(first - 2, max(0, first - _RISEN) - 1, -1):
        if scan.mark(at, "grow") is not None:
            return True
        if scan.doc.tokens[at].kind == "punct" and scan.doc.tokens[at].folded not in QUOTES:
            return False
    return False


def _is_harm_noun(scan: Scan, index: int) -> bool:
    harm = scan.harms.get(index)
    return harm is not None and harm.term.text("voice") == "noun"


def _before(scan: Scan, first: int, floor: int) -> tuple[int, Hit | None]:
    """Where a number starts with the hedge and the glued letters before it, and the hedge."""
    tokens = scan.doc.tokens
    while first > floor and (
        tokens[first - 1].folded in QUOTES
        or (
            tokens[first - 1].kind == "word"
            and len(tokens[first - 1].folded) <= 3
            and tokens[first - 1].end == tokens[first].start
            and first not in scan.harm_ends  # «أودى بـ13»: the preposition is the verb's
        )
        or tokens[first - 1].folded == ARTICLE
    ):
        first -= 1
    hedge = scan.hedge_ends.get(first)
    numeral = scan.numerals.get(first)
    if hedge is not None and tokens[first].folded.startswith(WAW) and (numeral is None or numeral.joined):
        return first, None  # «28 قتيلا على الأقل و150 جريحا»: said of the number before
    if hedge is not None and hedge.first >= floor and hedge.term.text("place") in ("before", "range"):
        is_denied = hedge.last - hedge.first == 1 and scan.doc.tokens[hedge.first - 1].folded.removeprefix(WAW) == _NOT
        return (first, None) if is_denied else (hedge.first, hedge)  # «لم يتجاوز 46»: no more than that
    return first, None


def _is_joined(scan: Scan, first: int, numeral: Numeral) -> bool:
    folded = scan.doc.tokens[first].folded
    hit = scan.hedges.get(first)
    if hit is not None:
        return hit.joined.startswith(WAW)
    if folded in _AND_ONE and numeral.last - numeral.first == 1:
        return numeral.last in scan.people or is_and_one(scan, numeral)
    is_eleven = folded in _AND_ONE and numeral.low == _TEN + 1  # «وأحد عشر»
    return is_eleven or numeral.joined.startswith(WAW) or folded == WAW


def _with_noun(scan: Scan, base: Quantity, stop: int) -> Quantity | None:
    """The quantity with what follows its number: a noun of people or of harm, «others», or nothing that is a thing."""
    at = scan.past_quotes(base.last)
    if at >= stop:
        return replace(base, kind="bare")
    hit = scan.mark(at, "both_ways")
    if hit is not None and base.low > 1 and base.bound != "several":
        return replace(base, last=hit.last, both_ways=True)
    late = scan.hedges.get(at)
    if late is not None and late.last < stop and scan.mark(late.last, "of") and late.last - late.first > 1:
        base, at = bounded(base, late.term.text("bound")), late.last  # «15 على الأقل من مقاتلي …»
    only = scan.mark(at, "only")
    if only is not None and only.last < stop and scan.mark(only.last, "of"):
        at = only.last
    of = scan.mark(at, "of")
    is_of = of is not None and not of.joined and scan.doc.tokens[at].keys[0] == scan.doc.tokens[at].folded
    after_of = scan.past_quotes(at + 1) if is_of else at
    noun = _noun_at(scan, after_of, stop)
    if noun is not None and after_of == at and _stands_alone(scan, base) and not noun.joined:
        return replace(base, kind="bare")  # «شيع الآلاف جثامين …»
    if noun is not None and (after_of == at or _is_group(noun)):
        if base.bound == "several" and after_of == base.last and base.last - base.first == 1 and is_definite(noun):
            return None
        return with_adjectives(scan, replace(base, last=noun.last), noun, stop)
    family = scan.harms.get(at)
    if (
        family is not None
        and family.term.id == "harm.verb.capture"
        and (base.low > _MANY or family.joined.endswith(ARTICLE))
        and not family.form.endswith(_PLURAL_VERB)  # «150 أسروا»
    ):
        return replace(base, last=family.last, people=None, kind="family")
    other = scan.mark(at, "other")
    if other is not None:
        return replace(base, last=other.last, others=True)
    return _without_noun(scan, base, at, is_of=after_of != at)


def _without_noun(scan: Scan, base: Quantity, at: int, *, is_of: bool) -> Quantity | None:
    """A number whose noun is left out («مقتل خمسة»), or shown to be people by its ending («خمسة إيرانيين»)."""
    is_open = base.bound in ("vague", "several")
    if base.bound == "several" and _is_bare_verb(scan, at):
        return None  # «عدد من استشهدوا»
    is_people = _stands_alone(scan, base) or _after_trigger(scan, base.first) or _is_suffered(scan, at)
    if is_open and not scan.mark(at, "of") and not is_people:
        return None
    if scan.mark(at, "percent"):
        return None
    if may_follow(scan, at):
        if _is_year(base):
            return None
        return base if is_of and base.bound != "vague" else replace(base, kind="bare")
    token = scan.doc.tokens[at]
    is_plural = _MANY < base.low <= _TEN and token.folded.endswith(_PLURAL_ENDINGS) and len(token.folded) >= 6
    if is_plural and not scan.mark(at, "not_people") and not is_defined(token.folded):
        return replace(base, last=at + 1)
    if is_open or _is_year(base) or not scan.mark(base.first - 1, "rise"):
        return None
    return replace(base, kind="bare", is_loose=True)


def _is_bare_verb(scan: Scan, index: int) -> bool:
    """True for a verb of harm that no «and» joins to what stands before."""
    harm = scan.harms.get(index)
    return harm is not None and harm.term.text("form") == "verb" and not harm.joined


def _is_suffered(scan: Scan, index: int) -> bool:
    """«مئات لقوا حتفهم», «عشرات قتلوا»: a verb of several who suffered."""
    harm = scan.harms.get(index)
    is_verb = harm is not None and harm.term.text("form") == "verb" and not harm.joined
    return is_verb and harm is not None and harm.form.endswith(_PLURAL_VERB) and harm.term.text("voice") != "doer"


def _is_year(base: Quantity) -> bool:
    return base.bound == "exact" and base.last - base.first == 1 and _YEARS[0] <= base.low <= _YEARS[1]


def _stands_alone(scan: Scan, base: Quantity) -> bool:
    """«العشرات», «المئات»: a vague number with the article counts people by itself."""
    numeral = scan.numeral_ends.get(base.last)
    return numeral is not None and numeral.kind == "vague" and numeral.is_definite


def _noun_at(scan: Scan, index: int, stop: int) -> Hit | None:
    harm = scan.harms.get(index)
    if harm is not None and harm.term.text("voice") == "noun" and harm.last <= stop:
        return None if harm.joined.startswith(WAW) else harm
    people = scan.people.get(index)
    if harm is not None and people is None and _is_counted_case(scan, harm, stop):
        return harm
    if people is None or people.last > stop or people.term.id in ("counted.given_name", "counted.title"):
        return None
    return None if people.joined.startswith(WAW) else people


def _is_counted_case(scan: Scan, harm: Hit, stop: int) -> bool:
    """«44 إصابة بالرصاص», «355 وفاة»: behind a number a masdar counts cases, where no people stand behind it."""
    if harm.term.id not in ("harm.masdar.wound_masdar", "harm.masdar.kill_masdar") or harm.joined or harm.last > stop:
        return False
    return harm.last not in scan.people and harm.last not in scan.numerals and harm.last not in scan.harms


def _is_group(noun: Hit) -> bool:
    """After «of» only a plural is what is counted: «تسعة من عناصر …»."""
    return noun.number in ("many", "two") and not (noun.number == "two" and noun.term.attrs.get("adjacent"))
