"""What stands between a harm word and people without parting or joining them: «اقتادوا قبل رحيلهم 20 شابا»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import is_defined
from marsad.mention.count.view import View, voice_of

#: words between a verb and the preposition of time behind its doer
_NEAR = 4
_THEIRS = ("\u0647\u0645", "\u0647\u0627", "\u0647", "\u0647\u0645\u0627")


def told_trigger(view: View, quantity: Quantity) -> Hit | None:
    """The harm word before people, past the noun of another act that only says when: «قتلوا قبل فرارهم 20 شابا»."""
    trigger = view.trigger_before(quantity.first)
    if trigger is None or not _says_when(view, trigger, quantity):
        return trigger
    earlier = view.trigger_before(trigger.first)
    is_near = earlier is not None and earlier.term.text("form") == "verb" and trigger.first - earlier.last <= _NEAR
    return earlier if is_near else trigger


def _says_when(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«قبل رحيلهم», «بعد الوصول إليه»: the noun of an act behind a preposition, with its owner or the article."""
    if voice_of(trigger) != "masdar" or trigger.first == view.first:
        return False
    if not view.scan.mark(trigger.first - 1, "preposition"):
        return False
    folded = view.scan.doc.tokens[trigger.last - 1].folded
    is_owned = not folded.endswith(trigger.form) and folded.endswith(_THEIRS)
    return is_owned or is_defined(folded)


def acts_itself(view: View, quantity: Quantity) -> bool:
    """«هاجم مسلحون», «ثم شن عشرات المقاتلين»: people right behind a verb of another act, who did it."""
    if quantity.harm is not None or quantity.is_joined or quantity.first == view.first:
        return False
    if quantity.kind not in ("many", "one", "name", "number", "two"):
        return False
    verb = view.scan.mark(quantity.first - 1, "acts")
    return verb is not None and quantity.first - 1 not in view.scan.harms
