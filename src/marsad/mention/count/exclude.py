"""Quantities that tell no loss."""

from __future__ import annotations

from marsad.mention.count.named import THOSE_ON_THE_RUN
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE, is_defined
from marsad.mention.count.view import COMMAS, View, follows, voice_of
from marsad.text.clitics import BA, LAM

#: what stands between a label and its figure: «قتلى: 5», «قتلى (5)»
_LABELS = frozenset(":(=")
#: words before and behind a count within which a mishap is its cause
_ACCIDENT = (6, 12)
_FAR = 6
#: harms that a plural noun tells as a state that people are in
_STATES = ("wounded", "captured", "missing")
#: verbs of harm behind which one wounded person is newly told
_BRINGS = ("fall", "inflict", "killed", "wounded")
#: words between such a verb and the wounded person
_NEWLY = 6
#: words between a word for those who take people in and them
_HOST = 3
#: verbs of what is done with those harmed before
_NO_HARM = ("harm.verb.carry", "harm.verb.mourn")
#: words between a word of harm and those it befell; between a word of denying and the harm denied
_AT_ONCE, _DENIER = 2, 7
_PLURAL_VERB = ("\u0648\u0627", "\u0648\u0646", "\u0627", "\u0627\u0646")


def is_no_loss(view: View, n: int) -> bool:
    """Quantities that tell no loss: people set free, losses denied, nouns that complete a verb, generic plurals."""
    quantity, scan = view.quantities[n], view.scan
    harm = quantity.harm
    if (
        harm is not None
        and harm.term.text("harm") in ("captured", "displaced")
        and follows(view, quantity, 7, "release")
        and not _are_killed(view, quantity)
    ):
        return True
    if (quantity.kind in ("many", "one", "two") or quantity.high == 1) and _is_denied(view, quantity):
        return True
    if _is_another(view, n) or _is_by_accident(view, quantity) or _is_number_denied(view, quantity):
        return True
    if harm is None:
        return False
    if _is_one_hurt(view, n) or (quantity.kind == "many" and not quantity.is_joined and _is_only_named(view, n)):
        return True
    if quantity.kind in ("many", "one") and quantity.is_definite:
        return not (_shares_number(view, n) or _is_prisoner_killed(view, quantity))
    if quantity.kind == "many" and not quantity.is_joined and _is_generic(view, quantity):
        return True
    if quantity.kind == "many" and not quantity.is_joined and scan.mark(quantity.first - 1, "clause"):
        return True  # «كانوا معتقلين»
    if quantity.kind == "many" and harm.term.id in ("harm.noun.body", "harm.noun.remains"):
        return True
    if quantity.kind == "one" and harm.term.text("harm") == "captured":
        trigger = view.trigger_before(quantity.first)
        return trigger is None or view.gap(trigger.last, quantity.first) > 3
    if _heads_other(view, n):
        return True
    if not quantity.is_joined and quantity.kind in ("many", "one") and n and _completes(view, n):
        return True
    if not quantity.is_joined and quantity.kind in ("many", "one"):
        at = scan.harms.get(quantity.first - 1)
        return (
            at is not None and voice_of(at) == "victim" and scan.doc.tokens[at.first].folded.endswith(_PLURAL_VERB[0])
        )
    return False


def _are_killed(view: View, quantity: Quantity) -> bool:
    """«عملية تحرير انتهت بمقتل 22 رهينة»: captives of whom the word of killing stands right before."""
    trigger = view.trigger_before(quantity.first)
    if trigger is None or view.gap(trigger.last, quantity.first) > _AT_ONCE or trigger.term.text("harm") != "killed":
        return False
    return not any(view.scan.mark(at, "release") for at in range(trigger.last, quantity.first))


def _are_survivors(view: View, quantity: Quantity) -> bool:
    """«ستة جثامين وعشرة ناجين»: who lived, unless the word of their harm stands right before."""
    if quantity.people is None or quantity.people.term.id != "counted.survivor":
        return False
    trigger = view.trigger_before(quantity.first)
    return trigger is None or quantity.is_joined or view.gap(trigger.last, quantity.first) > _AT_ONCE


def _is_number_denied(view: View, quantity: Quantity) -> bool:
    """«نافيا سقوط 5 قتلى», «نفى مقتل تسعة من جنوده»: the word of harm stands between the denial and the number."""
    trigger = view.trigger_before(quantity.first)
    if quantity.kind not in ("number", "two", "bare") or trigger is None:
        return False
    if voice_of(trigger) not in ("masdar", "victim"):
        return False
    if view.gap(trigger.last, quantity.first) > _AT_ONCE:
        return False
    for at in range(trigger.first - 1, max(view.first, trigger.first - _DENIER) - 1, -1):
        if view.scan.mark(at, "guilt", "clause") or view.scan.doc.tokens[at].folded in COMMAS:
            return False
        if view.scan.mark(at, "denying"):
            return True
    return False


def _is_denied(view: View, quantity: Quantity) -> bool:
    """«نافيا سقوط قتلى», «دون إصابات»; not «سوى قتيل», nor «نفى مسؤوليته عن مقتل …», a part in it."""
    is_lifted = follows(view, quantity, 3, "except") or follows(view, quantity, 8, "still")
    return follows(view, quantity, 8, "negation") and not is_lifted and not follows(view, quantity, 6, "guilt")


def _is_another(view: View, n: int) -> bool:
    """Who shot, whose fate is told, who owns the counted or who tells of them."""
    quantity = view.quantities[n]
    if _tells_fate(view, quantity) or _is_shooter(view, quantity):
        return True
    if _are_hosted(view, quantity) or _are_survivors(view, quantity):
        return True
    return _is_owner(view, n) or _is_speaker(view, quantity)


def _are_hosted(view: View, quantity: Quantity) -> bool:
    """«مدينة تؤوي 50 ألف نازح», «عودة آلاف النازحين»: they fled long ago."""
    if quantity.people is None or quantity.people.term.id not in THOSE_ON_THE_RUN:
        return False
    places = range(max(view.first, quantity.first - _HOST), quantity.first)
    return any(view.scan.mark(at, "hosts") is not None for at in places)


def _is_one_hurt(view: View, n: int) -> bool:
    """«وهو مصاب», «اعتقل جريحا», «أحد الجرحى»: a person told before, or one of those told before, and how he was."""
    quantity = view.quantities[n]
    if quantity.harm is None or quantity.harm.term.text("harm") != "wounded" or quantity.high != 1:
        return False
    if quantity.kind == "number" and quantity.harm.number != "one":
        return True
    if quantity.kind != "one" or quantity.is_joined or quantity.first == view.first:
        return False
    trigger = view.trigger_before(quantity.first)
    if trigger is None or trigger.term.text("harm") not in _BRINGS:
        return True
    return view.gap(trigger.last, quantity.first) > _NEWLY


def _is_shooter(view: View, quantity: Quantity) -> bool:
    """«أصيب برصاص قناص», «بنيران ثلاثة مسلحين»: whose fire it was, no one who was hit by it."""
    fire = view.scan.mark(quantity.first - 1, "fire")
    if fire is None or quantity.people is None or quantity.harm is not None or quantity.is_joined:
        return False
    is_by = fire.joined.endswith(BA)
    return is_by if quantity.kind in ("number", "name") else not fire.joined.endswith(ARTICLE)


def _tells_fate(view: View, quantity: Quantity) -> bool:
    """«ما زال مصير الفتيات … مجهولا»: what is unknown is no gunman."""
    if quantity.kind != "one" or not view.scan.mark(quantity.first, "unknown_fate"):
        return False
    return any(t.term.id == "harm.masdar.fate" and t.first < quantity.first for t in view.triggers)


def _is_speaker(view: View, quantity: Quantity) -> bool:
    """«بحسب طبيب …», «وفقا لسكان»: who tells of the harm."""
    if quantity.kind not in ("one", "many", "name", "two"):
        return False
    return any(view.scan.mark(quantity.first - back, "according") for back in (1, 2) if quantity.first - back >= 0)


def _is_by_accident(view: View, quantity: Quantity) -> bool:
    """«توفي خمسة في حادث سير»: a mishap is no act of the conflict."""
    first, last = max(view.first, quantity.first - _ACCIDENT[0]), min(view.stop, quantity.last + _ACCIDENT[1])
    return any(view.scan.mark(at, "accident") for at in range(first, last))


def _is_only_named(view: View, n: int) -> bool:
    """«زار مصابين», «ودعت ضحايا الهجوم»: wounded or victims with no number and no word that they came to be so."""
    harm = view.quantities[n].harm
    if harm is None or (harm.term.text("harm") not in _STATES and harm.term.id != "harm.noun.victim"):
        return False
    quantity = view.quantities[n]
    trigger = view.trigger_before(quantity.first)
    is_told = trigger is not None and trigger.term.id not in _NO_HARM and trigger.term.text("harm") != "leave"
    if is_told and trigger is not None and view.gap(trigger.last, quantity.first) <= _FAR:
        return False
    return not any(view.scan.mark(at, "rise") for at in range(max(view.first, quantity.first - 2), quantity.first))


def _is_prisoner_killed(view: View, quantity: Quantity) -> bool:
    """«استشهاد الأسير …»: a prisoner known by name."""
    trigger = view.trigger_before(quantity.first)
    if quantity.kind != "one" or quantity.harm is None or quantity.harm.term.text("harm") != "captured":
        return False
    return trigger is not None and trigger.last == quantity.first and trigger.term.text("harm") == "killed"


def _shares_number(view: View, n: int) -> bool:
    """«عدد من القتلى والجرحى»: the vague number holds for both nouns."""
    if not n or not view.quantities[n].is_joined:
        return False
    previous = view.quantities[n - 1]
    return (
        previous.last == view.quantities[n].first
        and previous.bound in ("several", "vague")
        and previous.harm is not None
    )


def _is_generic(view: View, quantity: Quantity) -> bool:
    """«قافلة شهداء الثورة», «من ضحايا الحرب»: the dead or wounded as a class."""
    if quantity.first > view.first and view.scan.mark(quantity.first - 1, "of"):
        return True
    trigger = view.trigger_before(quantity.first)
    is_mourned = trigger is not None and trigger.term.id == "harm.verb.mourn"
    if trigger is not None and not is_mourned and view.gap(trigger.last, quantity.first) <= 3:
        return False
    tokens = view.scan.doc.tokens
    return quantity.last < view.stop and is_defined(tokens[quantity.last].folded) and quantity.first - 1 > view.first


def _is_owner(view: View, n: int) -> bool:
    """«20 قتيلا من عناصر …»: the plural only names whose the counted were."""
    quantity = view.quantities[n]
    if n and _is_whose_body(view.quantities[n - 1], quantity):
        return True
    if (
        not n
        or not (quantity.kind in ("many", "one") or quantity.high == 1 or _may_be_many(quantity))
        or view.quantities[n - 1].last != quantity.first - 1
    ):
        return False
    return view.scan.mark(quantity.first - 1, "of") is not None


def _is_whose_body(bodies: Quantity, quantity: Quantity) -> bool:
    """«عشرون جثة لشبان»: whose bodies were counted."""
    if bodies.harm is None or bodies.last != quantity.first or quantity.people is None:
        return False
    return quantity.kind in ("many", "one") and quantity.people.joined == LAM


def _may_be_many(quantity: Quantity) -> bool:
    """«من المقيمين»: written like a dual."""
    return quantity.kind == "two" and quantity.is_definite and quantity.people is not None


def _heads_other(view: View, n: int) -> bool:
    """«جثث 5 أشخاص», «عدد القتلى إلى 15», «قتلى: 5»: the noun names the harm of a number that follows."""
    quantity = view.quantities[n]
    if quantity.kind != "many":
        return False
    for at in range(quantity.first - 1, max(view.first, quantity.first - 3) - 1, -1):
        if view.scan.mark(at, "toll"):
            return True
    if n + 1 < len(view.quantities):
        following = view.quantities[n + 1]
        is_label = quantity.last < view.stop and view.scan.doc.tokens[quantity.last].folded in _LABELS
        return (
            (following.kind == "number" or (following.kind == "bare" and is_label))
            and following.harm is None
            and not following.is_joined
            and following.first - quantity.last <= 1
        )
    return False


def _completes(view: View, n: int) -> bool:
    """«أردت إرهابيين قتلى», «ارتقى ستة … شهداء»: the noun repeats the harm of the people before it."""
    quantity = view.quantities[n]
    for back in range(n - 1, -1, -1):
        harm, previous = view.decided[back], view.quantities[back]
        if harm is None and previous.kind != "number":
            continue
        if harm is None or quantity.harm is None or previous.harm is not None:
            return False
        return quantity.harm.term.text("harm") in harm.kinds and view.gap(previous.last, quantity.first) <= 14
    return False
