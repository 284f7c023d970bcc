"""Nouns of people without a number, by name or as «others», and what may describe a noun: «جنديان», «عامل سوري»."""

from __future__ import annotations

from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.count.quantity import Quantity, late_hedged
from marsad.mention.count.scan import ARTICLE, Scan, is_defined
from marsad.text.clitics import WAW
from marsad.text.numerals import Numeral

_PLURAL_ENDINGS = ("\u064a\u0646", "\u0648\u0646")  # -in, -un
_DUAL_NOMINATIVE = "\u0627\u0646"
_MANY = 2
_ALEF = "\u0627"
#: tokens behind a group within which its number may stand
_AFTER = 3
#: words from a verb of harm over its doer to the one person it was done to
_DOER = 5
_THE_TWO = ("\u0627\u0644\u0627\u062b\u0646\u064a\u0646", "\u0627\u0644\u0627\u062b\u0646\u0627\u0646")
_BODIES = ("harm.noun.body", "harm.noun.remains")
#: classes of civilians with an id of their own
_TRADES = ("oil-workers", "truffle-pickers", "shepherds", "journalists", "medics")
#: words that a person's name and title may have behind the first
_MOST_NAMES = 5
#: marks of words behind a number without its noun: «قتل اثنان أحدهما …», «القتلى 16 فقط», «لقي العشرات حتفهم»
_BEHIND_NUMBERS = (
    *("follower", "versus", "preposition", "on", "clause", "of", "split", "toll", "among", "other", "rise"),
    *("one_of_them", "only", "death_word"),
)


def uncounted(scan: Scan, noun: Hit, stop: int) -> Quantity | None:
    """A noun of people or harm without a number: a dual is 2, a plural at least 2, a singular 1."""
    if noun.term.id == "counted.victim_family" and noun.number == "one" and _is_counted_by_members(scan, noun.last):
        return None
    if noun.term.id == "counted.fighter_f" and noun.number != "one" and not scan.mark(noun.last, "of"):
        return None  # «مقاتلات إسرائيلية»: jets
    may_describe = noun.term.id == "counted.gunman" or noun.term.attrs.get("adjective")
    if may_describe and noun.number == "one" and _is_adjective(scan, noun):
        return None  # «الكفاح المسلح», «الدفاع المدني»
    is_owned = not scan.doc.tokens[noun.last - 1].folded.endswith(noun.form.rsplit(" ", 1)[-1])
    is_known = is_definite(noun) or is_owned
    kind, low, high = {"two": ("two", 2, 2), "many": ("many", 2, None), "one": ("one", 1, 1)}.get(
        noun.number, ("many", 2, None)
    )
    if noun.term.id == "counted.victim_family" and kind == "one" and scan.mark(noun.first - 1, "name_head"):
        return None  # «أصابت منزل عائلته»
    if kind == "two" and _is_two_or_many(noun) and not _is_written_dual(scan, noun):
        kind, low, high = "many", 2, None
    if noun.term.attrs.get("pair") and not is_owned:
        return None
    is_pair = noun.term.attrs.get("pair") or (kind == "one" and noun.form.endswith(_DUAL_NOMINATIVE[0]))
    if is_owned and is_pair:
        kind, low, high = "two", 2, 2  # «والداه»
    joined = noun.joined.startswith(WAW) or (is_owned and scan.doc.tokens[noun.first].folded.startswith(WAW))
    base = Quantity(
        noun.first, noun.last, low, high, kind, is_joined=joined, is_definite=is_known, is_owned=is_owned
    )
    found = with_adjectives(scan, base, noun, stop)
    apart = found.last + 1 if found.last < stop and scan.doc.tokens[found.last].folded == ARTICLE else found.last
    numeral = scan.numerals.get(apart)
    if numeral is not None and _is_echo(found, numeral):
        found = replace(found, last=numeral.last, low=numeral.low, high=numeral.high, kind="number")
    return late_hedged(scan, found, found.last, stop) if kind != "one" else found


def is_object(scan: Scan, people: Hit) -> bool:
    """«قتلت القوات الإسرائيلية فلسطينيا»: one person in the form of an object, behind a verb of harm and who did it."""
    at = people.first
    is_one = people.number == "one" and scan.doc.tokens[people.last - 1].folded.endswith(_ALEF)
    if not is_one or people.joined or not at or scan.mark(at, "land"):
        return False
    verb = next((hit for back in range(at - 2, max(-1, at - _DOER) - 1, -1) if (hit := scan.harms.get(back))), None)
    if verb is None or verb.term.text("form") != "verb" or verb.term.text("voice") not in ("both", "doer"):
        return False
    between = range(verb.last, at)
    is_plain = all(scan.doc.tokens[n].kind == "word" and n not in scan.numerals for n in between)
    is_led = any(scan.mark(n, "preposition", "of", "on") for n in between)
    return is_plain and not is_led and any(is_defined(scan.doc.tokens[n].folded) for n in between)


def all_of_them(scan: Scan, quantity: Quantity) -> Quantity:
    """«وقتل جميع المهاجمين», «كل أفراد الطاقم العشرة», «كل من على متنها وعددهم تسعة»: a group known to the text."""
    people = quantity.people
    is_inside = quantity.kind == "many" and people is None and quantity.others
    if is_inside and scan.mark(quantity.last, "composed") and (numeral := scan.numerals.get(quantity.last + 1)):
        return replace(quantity, last=numeral.last, low=numeral.low, high=numeral.high, kind="number")
    behind = scan.doc.tokens[quantity.last].folded if quantity.last < len(scan.doc.tokens) else ""
    is_known = quantity.is_definite or is_defined(behind)
    is_group = quantity.kind == "many" and is_known and people is not None and quantity.harm is None
    whole = scan.mark(quantity.first - 1, "all") if quantity.first else None
    if not is_group or whole is None or whole.joined:
        return quantity
    found = replace(quantity, first=quantity.first - 1, is_definite=False)
    for at in range(quantity.last, min(quantity.last + _AFTER, len(scan.doc.tokens))):
        told = scan.numerals.get(at)
        if told is not None and told.is_definite and not told.joined.startswith(WAW):
            return replace(found, last=told.last, low=told.low, high=told.high, kind="number")
        if scan.doc.tokens[at].kind != "word" or not is_defined(scan.doc.tokens[at].folded):
            break
    return found


def named(scan: Scan, name: Hit, stop: int) -> Quantity | None:
    """One person told by name or by title and name."""
    last = end_of_names(scan, name.last, stop)
    if name.term.id == "counted.title" and last == name.last and (last >= stop or may_follow(scan, last)):
        return None  # «اللواء في …»: a title or a unit, and no name behind it
    is_joined = name.joined.startswith(WAW)
    return Quantity(name.first, last, 1, 1, "name", people=name, is_joined=is_joined, is_definite=True)


def end_of_names(scan: Scan, index: int, stop: int) -> int:
    """The first token from `index` on that is no name or title, a handful of words at most."""
    last = index
    while last < stop and last - index < _MOST_NAMES:
        hit = scan.people.get(last)
        if hit is None or hit.term.id not in ("counted.given_name", "counted.title") or hit.joined:
            break
        last = hit.last
    return last


def others(scan: Scan, other: Hit, stop: int) -> Quantity | None:
    """«وإصابة آخر», «وأسر ثالث», «وجرح آخرين»: people told only as more of those before."""
    form = scan.doc.tokens[other.last - 1].folded
    if other.term.id == "count.ordinal" or not form.endswith((*_PLURAL_ENDINGS, _DUAL_NOMINATIVE)):
        if other.last < stop and not may_follow(scan, other.last):
            return None  # «آخر خلاياه»
        low, high, kind = 1, 1, "one"
    elif form.endswith(_DUAL_NOMINATIVE):
        low, high, kind = 2, 2, "two"
    else:
        low, high, kind = _MANY, None, "many"
    first = other.first
    if kind == "many" and first and scan.doc.tokens[first - 1].folded in _THE_TWO:
        first, high, kind = first - 1, _MANY, "two"  # «إصابة الاثنين الآخرين»
    return Quantity(first, other.last, low, high, kind, others=True, is_joined=other.joined.startswith(WAW))


def with_adjectives(scan: Scan, base: Quantity, noun: Hit, stop: int) -> Quantity:
    """Take in the noun and the nouns of people that describe it: «3 قتلى مدنيين», «عاملا سوريا»."""
    is_harm = noun.term.id.startswith("harm.")
    found = replace(base, last=noun.last, harm=noun if is_harm else None, people=None if is_harm else noun)
    for _ in range(2):
        at = found.last
        both = scan.mark(at, "both_ways")
        if both is not None:
            return replace(found, last=both.last, both_ways=True)
        harm = scan.harms.get(at)
        people = scan.people.get(at)
        if harm is not None and harm.term.id in _BODIES:
            break  # «شيع الآلاف جثمانها»
        if harm is not None and harm.term.text("voice") == "noun" and not harm.joined and found.harm is None:
            if base.kind == "one" and harm.number == "many":
                break  # «قدر ضابط قتلى المتمردين»
            if harm.term.text("harm") == "killed_or_wounded" and base.kind != "number":
                break  # «تكبد المسلحون خسائر بشرية»: what they suffered, not what they are
            found = replace(found, last=harm.last, harm=harm)
        elif people is not None and not people.joined and people.last <= stop and _describes(people, noun):
            found = replace(found, last=people.last, people=_closer(found.people, people))
        else:
            break
    other = scan.mark(found.last, "other")
    if other is not None and not other.joined:
        found = replace(found, last=other.last, others=True)
    return found


def _closer(noun: Hit | None, adjective: Hit) -> Hit:
    """Of a noun of people and one that describes it, which says more of who they are: «أشخاص مدنيين»."""
    if noun is None:
        return adjective
    is_open = noun.term.text("victims") in ("", "unknown") or (
        noun.term.text("victims") == "civilians" and adjective.term.text("victims") in _TRADES
    )
    is_plain = adjective.term.attrs.get("nation") or adjective.term.text("victims") in ("", "unknown")
    return adjective if is_open and not is_plain else noun


def _describes(people: Hit, noun: Hit) -> bool:
    """True for a noun of people that can stand as an adjective behind another: «جندي تركي», «قتلى مدنيين»."""
    if not (people.term.attrs.get("nation") or people.term.attrs.get("adjective")):
        return False
    return noun.number != "one" or people.number == "one"


def may_follow(scan: Scan, index: int) -> bool:
    """True if what stands after a number cannot be the thing that it counts."""
    token = scan.doc.tokens[index]
    if token.kind == "punct":
        return token.folded not in ("%", "\u066a", "$")
    if token.kind != "word":
        return False
    if scan.mark(index, *_BEHIND_NUMBERS) or scan.hedges.get(index):
        return True
    harm = scan.harms.get(index)
    if harm is not None and harm.term.text("form") == "verb":
        return True
    if scan.mark(index, "thing", "home", "not_people"):
        return False
    return len(token.folded) >= 4 and token.folded.startswith((WAW, "\u0628", "\u0644\u0644"))


def is_definite(noun: Hit) -> bool:
    """True for a noun with the article, «ل» before it or not."""
    return noun.joined.endswith((ARTICLE, "\u0644\u0644"))


def _is_adjective(scan: Scan, noun: Hit) -> bool:
    """True if a word with the article stands right behind another that has it."""
    before = scan.doc.tokens[noun.first - 1].folded if noun.first else ""
    return is_definite(noun) and is_defined(before) and noun.first - 1 not in scan.people


def _is_counted_by_members(scan: Scan, index: int) -> bool:
    """«عائلة كاملة مؤلفة من ستة أشخاص», «أسرة من خمسة أفراد»: the number behind the family tells its people."""
    for at in range(index, min(index + 4, len(scan.doc.tokens) - 1)):
        if scan.mark(at, "of", "composed"):
            return at + 1 in scan.numerals or at + 2 in scan.numerals
        if scan.doc.tokens[at].kind == "punct" or at in scan.harms:
            return False
    return False


def _is_two_or_many(noun: Hit) -> bool:
    """True for «مدنيين», a dual and a plural in one spelling."""
    if not noun.form.endswith(_PLURAL_ENDINGS[0]):
        return False
    return noun.form[:-2] + _PLURAL_ENDINGS[1] in noun.term.forms


def _is_written_dual(scan: Scan, noun: Hit) -> bool:
    """«مدنيَّين»: the vowel sign before the ending tells the dual."""
    words = scan.doc.words(scan.doc.tokens[noun.last - 1].span)
    return "\u064e\u064a" in words or "\u064e\u0651\u064a" in words or "\u0651\u064e\u064a" in words


def _is_echo(quantity: Quantity, numeral: Numeral) -> bool:
    """«جنديين اثنين», «عامل واحد», «العناصر التسعة»: the number after its noun."""
    if numeral.kind not in ("words", "digits") or numeral.joined.startswith(WAW):
        return False
    if numeral.kind == "digits" and not numeral.is_definite:
        return False
    if quantity.low == numeral.low and quantity.kind in ("two", "one", "many"):
        return True
    return quantity.kind == "many" and numeral.is_definite and quantity.is_definite
