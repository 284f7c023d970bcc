"""People joined by «and» to those just counted: «مقتل 3 جنود و5 مدنيين»."""

from __future__ import annotations

from dataclasses import replace

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import is_defined
from marsad.mention.count.view import Harm, View, is_idle, voice_of

_TWO, _TEN, _ALEF = 2, 10, "\u0627"
#: words between a number and the second word of the group that it is taken from
_GROUP = 4
#: words between a number and the second of two sorts of those counted
_SORTS, _BETWEEN = 3, "\u0628\u064a\u0646"
_PLURAL_VERB = ("\u0648\u0627", "\u0627")
#: words of names and ages between two people named one after the other
_NAMED = 9


def coordinated_people(view: View, n: int) -> Harm | None:
    """More people under the harm word before: «مقتل 3 جنود و5 مدنيين», «25 عنصرا مقابل 13»."""
    if not n:
        return None
    quantity = view.quantities[n]
    back = n - 1
    while back > 0 and view.decided[back] is None and view.quantities[back].kind in ("one", "many", "name"):
        back -= 1
    previous, harm = view.quantities[back], view.decided[back]
    if harm is None or shares_the_number(view, previous, quantity):
        return None
    trigger = view.trigger_before(quantity.first)
    gap = view.gap(previous.last, quantity.first)
    is_added = _is_added(view, quantity)
    is_own = is_added and trigger is harm.at  # «20 منهم قتلوا إلى جانب ثلاثة من الشرطة»
    if trigger is not None and trigger.first >= previous.last and not is_idle(trigger) and not is_own:
        return None
    if opens_its_own_clause(view, quantity) or not (quantity.is_joined or is_added):
        return None
    if _are_named(previous, quantity):
        return harm if gap <= _NAMED else None
    is_told_of = _is_second_side(view, previous, quantity) or _is_in_brackets(view, previous, quantity)
    if quantity.kind == "name" or is_told_of:
        return None  # «الشابان أحمد سعيد ومحمد علي»: the names of those counted
    is_sum = quantity.kind == "bare" and view.scan.mark(quantity.last, "since") is not None
    if gap > (12 if quantity.kind in ("number", "two") or is_sum else 5):
        return None
    if quantity.kind in ("one", "many") and quantity.is_definite and not (quantity.is_owned and quantity.kind == "one"):
        return None
    if is_added and harm.part and quantity.kind == "number" and quantity.low > previous.low:
        return replace(harm, part=False, split=False)  # «1500 قتيل، من بينهم 3 من الروس، بالإضافة إلى 150 من …»
    return harm


def _is_second_side(view: View, previous: Quantity, quantity: Quantity) -> bool:
    """«مقتل عشرة في اشتباكات بين الشرطة ومتظاهرين»: people without a number who only fought or met the others."""
    if quantity.kind not in ("many", "one", "two") or quantity.harm is not None:
        return False
    return any(view.scan.doc.tokens[at].folded == _BETWEEN for at in range(previous.last, quantity.first))


def _is_in_brackets(view: View, previous: Quantity, quantity: Quantity) -> bool:
    """«إصابة مدنيين اثنين (امرأة وطفل)»: who those counted were."""
    between = [token.folded for token in view.scan.doc.tokens[previous.last : quantity.last]]
    return "(" in between and ")" not in between


def opens_its_own_clause(view: View, quantity: Quantity) -> bool:
    """«سقوط ثمانية قتلى وسبعة أصيبوا»: a joined number with a verb of its own right behind it."""
    if not quantity.is_joined or quantity.kind not in ("bare", "number", "two") or quantity.harm is not None:
        return False
    hit = view.scan.harms.get(quantity.last)
    if hit is None or hit.joined or voice_of(hit) != "victim" or not hit.form.endswith(_PLURAL_VERB):
        return False
    told = next((h for h in reversed(view.decided) if h is not None), None)
    return told is None or hit.term.text("harm") not in told.kinds


def _is_added(view: View, quantity: Quantity) -> bool:
    """«إضافة إلى 159 مدنيا», «فضلا عن خمسة جرحى»."""
    return any(view.scan.mark(at, "plus") for at in range(max(view.first, quantity.first - 3), quantity.first))


def _are_named(previous: Quantity, quantity: Quantity) -> bool:
    """«الرقيب أحمد سالم، والخفير محمد علي»: two people known to the text, each by name or by the article."""
    is_one = quantity.kind in ("one", "name") and quantity.is_definite and quantity.low == 1
    return is_one and previous.kind in ("one", "name", "two") and previous.is_definite and previous.low <= _TWO


def shares_the_number(view: View, previous: Quantity, quantity: Quantity) -> bool:
    """«40 جنديا وشرطيا», «47 من المرضى ومرافقيهم», «42 بين مرضى وعاملين»: counted by the number before, too."""
    if previous.kind != "number":
        return False
    if _is_one_of_two_sorts(view, previous, quantity):
        return True
    if quantity.kind == "many" or (quantity.kind == "two" and quantity.is_owned):
        return _is_second_of_a_group(view, previous, quantity)
    if previous.low <= _TEN or quantity.kind != "one" or quantity.first != previous.last:
        return False
    is_counted = previous.people is not None and previous.people.number == "one"
    return is_counted and quantity.people is not None and quantity.people.form.endswith(_ALEF)


def _is_one_of_two_sorts(view: View, previous: Quantity, quantity: Quantity) -> bool:
    """«25 عسكريا بين ضابط وجندي»: the sorts that those counted were of."""
    if quantity.kind != "one" or not quantity.is_joined or quantity.first - previous.last > _SORTS:
        return False
    return any(view.scan.doc.tokens[at].folded == _BETWEEN for at in range(previous.last, quantity.first))


def _is_second_of_a_group(view: View, previous: Quantity, quantity: Quantity) -> bool:
    """A plural joined to the group that a number is taken from, or that it is told to be made of."""
    if previous.low <= _TWO or view.has_comma(previous.last, quantity.first):
        return False
    if view.gap(previous.last, quantity.first) > _GROUP:
        return False
    is_made_of = any(view.scan.mark(at, "made_of") for at in range(previous.last, quantity.first))
    is_taken_from = any(view.scan.mark(at, "of") for at in range(previous.first, previous.last + 1))
    is_known = quantity.is_definite or quantity.is_owned or _is_of_known(view, quantity)
    return is_made_of or (is_taken_from and is_known and quantity.bound != "vague")


def _is_of_known(view: View, quantity: Quantity) -> bool:
    """«ورجال الشرطة»: a plural before a noun with the article."""
    places = range(quantity.first + 1, min(quantity.last + 1, view.stop))
    return any(is_defined(view.scan.doc.tokens[at].folded) for at in places)
