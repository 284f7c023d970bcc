"""Rules that say which harm a quantity of people suffered; the docstring of each is shown beside the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.count.account import figure_of_another_account
from marsad.mention.count.befall import people_counted_before_their_harm
from marsad.mention.count.bypass import acts_itself, told_trigger
from marsad.mention.count.exclude import is_no_loss
from marsad.mention.count.govern import after_bodies, governs, is_name_of_thing, is_subject, paired
from marsad.mention.count.joined import coordinated_people, opens_its_own_clause
from marsad.mention.count.named import THOSE_ON_THE_RUN
from marsad.mention.count.needs import NEEDS, is_own
from marsad.mention.count.parts import is_part, is_split
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.surrender import people_who_gave_themselves_up
from marsad.mention.count.toll import figure_of_the_harmed, rising_toll
from marsad.mention.count.view import Harm, View, follows, is_idle, voice_of

_PRONOUNS = ("\u0647\u0645", "\u0647\u0645\u0627", "\u0647\u0646")
#: endings of verbs in the dual and the plural
_SEVERAL = ("\u0627", "\u0648\u0627", "\u0646")
#: the ending of a verb of «they» with him as its object
_THEY_HIM = "\u0648\u0647"
#: harms of words that tell none of a person who is their object
_NO_ACT_ALONE = ("on", "meet", "fall", "inflict", "leave")
#: so many people on the run no one kills at once
_THOUSAND = 1000
#: what may befall people who are harmed already
_BEFALLEN = frozenset(
    [
        *(("killed", harm) for harm in ("wounded", "captured", "missing")),
        *(("captured", "wounded"), ("wounded", "captured")),
    ]
)
#: words before prisoners in which it is said that they were held before
_CUSTODY = 6
#: words between people and «تم تحييدهم»
_DONE = 14
Rule = Callable[[View, int], Harm | None]


def number_of_harm_noun(view: View, n: int) -> Harm | None:
    """A noun that names the harmed, with or without a number: «27 قتيلا», «عشرات الجرحى», «قتيلان»."""
    quantity = view.quantities[n]
    if quantity.harm is None:
        return None
    harm = quantity.harm.term.text("harm")
    trigger = view.trigger_before(quantity.first)
    is_near = trigger is not None and view.gap(trigger.last, quantity.first) <= 1
    if trigger is not None and is_near and harm in ("captured", "missing") and trigger.term.text("harm") == "killed":
        return Harm(("killed",), trigger, "masdar")
    if trigger is not None and (befell := _befell_harmed(view, trigger, quantity, harm)):
        return Harm((befell,), trigger, voice_of(trigger))
    if harm in ("captured", "missing") and trigger is not None and _is_death_of_captives(view, trigger, quantity):
        return Harm(("killed",), trigger, "victim")
    if harm in ("captured", "missing") and quantity.kind in ("number", "two"):
        befallen = people_counted_before_their_harm(view, n)
        is_death = befallen is not None and befallen.at is not None and befallen.at.term.text("harm") != "fall"
        if befallen is not None and is_death and befallen.kinds == ("killed",):
            return befallen  # «30 رهينة قتلوا»
    if harm == "captured" and quantity.kind in ("number", "two") and _are_held_before(view, quantity):
        return None
    part = is_part(view, n)
    if quantity.harm.term.id == "harm.noun.victim" and quantity.kind == "many" and not _are_wounded_told(view, n):
        harm = "killed_or_wounded"
    return Harm((harm,), quantity.harm, "noun", part=part, split=is_split(view, n))


def _befell_harmed(view: View, trigger: Hit, quantity: Quantity, harm: str) -> str:
    """What befell people told as harmed before, "" if nothing: «مقتل 5 جرحى», «اختطاف 4 جرحى», «إصابة 3 أسرى»."""
    told = trigger.term.text("harm")
    is_told = (told, harm) in _BEFALLEN and voice_of(trigger) in ("masdar", "victim", "both", "doer")
    is_counted = quantity.kind in ("number", "two") and not quantity.is_joined
    return told if is_told and is_counted and governs(view, trigger, quantity, told, None) else ""


def _are_held_before(view: View, quantity: Quantity) -> bool:
    """«نقلت 352 من الأسرى», «إضراب 680 معتقلا»: prisoners of old, none newly taken."""
    places = range(max(view.first, quantity.first - _CUSTODY), quantity.first)
    return any(view.scan.mark(at, "custody") is not None for at in places)


def _is_death_of_captives(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«سقوط 34 رهينة», «لقي 23 رهينة حتفهم»."""
    harm = trigger.term.text("harm")
    if harm not in ("fall", "meet") or quantity.kind not in ("number", "two"):
        return False
    return view.gap(trigger.last, quantity.first) <= 2 and governs(view, trigger, quantity, harm, None)


def _are_wounded_told(view: View, n: int) -> bool:
    """«ضحايا وجرحى»: the wounded are told apart, so that the victims are the dead."""
    following = view.quantities[n + 1] if n + 1 < len(view.quantities) else None
    return following is not None and following.harm is not None and following.first - view.quantities[n].last <= 2


def many_driven_from_home(view: View, n: int) -> Harm | None:
    """«300 ألف نازح», «75 ألف لاجئ»: so many people on the run are the displaced themselves, no dead among them."""
    quantity = view.quantities[n]
    people = quantity.people.term.id if quantity.people is not None else ""
    is_many = quantity.kind == "number" and quantity.low >= _THOUSAND
    is_told = people in THOSE_ON_THE_RUN or (is_many and view.scan.mark(quantity.last, "on_the_run") is not None)
    return Harm(("displaced",), None, "noun") if is_many and is_told else None


def killed_and_wounded_together(view: View, n: int) -> Harm | None:
    """One number for dead and wounded: «سبعة عناصر بين قتيل وجريح», «33 قتيلا وجريحا»."""
    return Harm(("killed_or_wounded",), None, "noun") if view.quantities[n].both_ways else None


def part_of_whole(view: View, n: int) -> Harm | None:
    """A part of the whole told before, never added to it: «بينهم أربعة أطفال», «منهم ضابط»."""
    if not is_part(view, n) or _befell_some_of_them(view, n):
        return None
    whole = next((h for h in reversed(view.decided) if h is not None), view.before)
    if whole is None:
        return None
    return replace(whole, part=True, split=is_split(view, n))


def _befell_some_of_them(view: View, n: int) -> bool:
    """«أعدم منهم أربعة», «قضى منهم 28»: another harm than that of the whole, or a verb of its own in a new sentence."""
    quantity = view.quantities[n]
    trigger = view.trigger_before(quantity.first)
    if trigger is None or trigger.term.text("form") != "verb":
        return False
    if trigger.last != quantity.first - 1 or not view.scan.mark(trigger.last, "among"):
        return False
    told = next((h for h in reversed(view.decided) if h is not None), None)
    return told is None or trigger.term.text("harm") not in told.kinds


def one_person_by_pronoun(view: View, n: int) -> Harm | None:
    """A person told only by a pronoun: «فأردته على الفور», «واقتادوه إلى جهة مجهولة»."""
    quantity = view.quantities[n]
    if quantity.kind != "pronoun":
        return None
    hit = view.scan.harms[quantity.first]
    harm = hit.term.text("harm")
    if harm in _NO_ACT_ALONE or hit.term.id in NEEDS:
        return None  # «في قبضته», «أخلته», «طاله القصف»
    told = zip(view.decided, view.quantities, strict=False)
    if any(h is not None and harm in h.kinds and q.low == 1 for h, q in told):
        return None
    following = view.quantities[n + 1] if n + 1 < len(view.quantities) else None
    is_near = following is not None and not following.is_joined and view.gap(quantity.last, following.first) <= 2
    is_they = view.scan.doc.tokens[quantity.last - 1].folded.endswith(_THEY_HIM)
    is_led = following is not None and view.scan.mark(following.first - 1, "preposition") is not None
    is_together = following is not None and view.scan.mark(following.first - 1, "with") is not None
    is_object = not ((is_they and is_led) or is_together)
    if is_near and is_object and following is not None and view.trigger_before(following.first) is hit:
        return None  # but «وذبحوه أمام أولاده», «قتلته مع ثلاثة آخرين»
    return Harm((harm,), hit, "doer")


def people_counted_after_their_harm(view: View, n: int) -> Harm | None:
    """A harm word, then the people: «مقتل ما لا يقل عن 20 عنصراً», «قُتل في الهجوم 9», «أردت خمسة من أفرادها»."""
    quantity = view.quantities[n]
    trigger = told_trigger(view, quantity)
    if opens_its_own_clause(view, quantity) or acts_itself(view, quantity):
        return None
    if trigger is None:
        return after_bodies(view, n)
    back = n - 1
    while back >= 0 and _is_passed_over(view, back):
        back -= 1
    between = view.quantities[back] if back >= 0 and view.quantities[back].first >= trigger.last else None
    if between is not None and not is_subject(view, back):
        return after_bodies(view, n)
    harm = trigger.term.text("harm")
    if not governs(view, trigger, quantity, harm, between):
        return after_bodies(view, n)
    kinds = paired(view, trigger, quantity, harm)
    return Harm(kinds, trigger, voice_of(trigger))


def _is_passed_over(view: View, n: int) -> bool:
    """Quantities that do not part a harm word from its people: told aside, a name of a thing, who did it."""
    quantity = view.quantities[n]
    is_doer = view.decided[n] is None and acts_itself(view, quantity)
    return quantity.first in view.asides or is_doer or _is_name_of_thing(view, n)


def _is_name_of_thing(view: View, n: int) -> bool:
    """«في سجن أبو غريب»: a name behind a noun that a preposition leads is a word of that noun."""
    quantity = view.quantities[n]
    return quantity.kind == "name" and view.decided[n] is None and is_name_of_thing(view, quantity)


def people_of_the_other_side(view: View, n: int) -> Harm | None:
    """The other side's count after «مقابل»: «مقتل 25 عنصرا … مقابل 13 من التنظيم»."""
    if not n or not view.scan.mark(view.quantities[n].first - 1, "versus"):
        return None
    harm = next((h for h in reversed(view.decided) if h is not None and not h.part), None)
    return harm if view.gap(view.quantities[n - 1].last, view.quantities[n].first) <= 20 else None


def people_killed_beside_another(view: View, n: int) -> Harm | None:
    """Those who died with someone just told: «قتل … مع ثمانية آخرين», «مقتل القائد مع اثنين من مرافقيه»."""
    quantity = view.quantities[n]
    if not view.scan.mark(quantity.first - 1, "with") or quantity.is_loose or quantity.kind in ("name", "family"):
        return None
    if not (quantity.others or quantity.is_owned or _is_companion(view, quantity)):
        return None
    trigger = view.trigger_before(quantity.first)
    if trigger is None or view.gap(trigger.last, quantity.first) > 9 or is_idle(trigger) or trigger.term.id in NEEDS:
        return None
    harm = trigger.term.text("harm")
    return Harm((harm,), trigger, voice_of(trigger)) if harm in ("killed", "wounded", "captured") else None


def _is_companion(view: View, quantity: Quantity) -> bool:
    """«اثنين من مرافقيه», «شقيقه»: people who belong to the one just told."""
    people = quantity.people
    named = people.term.id if people is not None else ""
    return named in ("counted.companion", "counted.companion_own") or is_own(view, quantity)


def people_taken_by_pronoun(view: View, n: int) -> Harm | None:
    """The people, then a verb whose object they are: «8 جنود أسرهم التنظيم», «مدنيين خطفوهم»."""
    quantity = view.quantities[n]
    if quantity.kind not in ("number", "two", "family"):
        return None
    for hit in view.triggers:
        if hit.first < quantity.last:
            continue
        folded = view.scan.doc.tokens[hit.last - 1].folded
        is_owned = (
            (hit.term.text("form") == "verb" or voice_of(hit) == "masdar")
            and folded.endswith(_PRONOUNS)
            and not hit.form.endswith(_PRONOUNS)
        )
        if (
            is_owned
            and not is_idle(hit)
            and voice_of(hit) in ("both", "doer", "masdar")
            and hit.first - quantity.last <= (_DONE if view.scan.mark(hit.first - 1, "done") else 4)
            and not hit.joined
        ):
            return Harm((hit.term.text("harm"),), hit, "doer")
        return None
    return None


def people_in_a_state(view: View, n: int) -> Harm | None:
    """The people, then what they are: «لا يزال 64 مواطناً … محتجزين», «18 مدنيا ما زالوا مفقودين»."""
    quantity = view.quantities[n]
    if quantity.kind not in ("number", "two") or quantity.harm is not None:
        return None
    for following in view.quantities[n + 1 :]:
        if view.gap(quantity.last, following.first) > 14:
            return None
        harm = following.harm
        if harm is None:
            continue
        if following.kind == "many" and not following.is_joined and not following.is_definite:
            kind = harm.term.text("harm")
            is_freed = follows(view, quantity, 7, "release")
            is_state = kind in ("captured", "missing") or (kind == "wounded" and following.first == quantity.last)
            return Harm((kind,), harm, "noun") if is_state and not is_freed else None
        return None
    return None


def shared_verb_after(view: View, n: int) -> Harm | None:
    """Two groups and one verb after them: «اثنان من الحرس وواحد من الشرطة لقوا مصرعهم»."""
    quantity, following, harm = view.quantities[n], view.quantities[n + 1], view.decided[n + 1]
    if harm is None or harm.at is None or harm.part or not following.is_joined or quantity.is_loose:
        return None
    if harm.at.first < following.last or voice_of(harm.at) == "noun" or is_no_loss(view, n):
        return None
    if quantity.kind == "one" and following.kind == "one" and not _is_of_several(view, harm.at):
        return None  # «المسؤول في … والقيادي في … قتل»: one person by two nouns
    if quantity.kind in ("many",) or (quantity.kind == "one" and not quantity.is_definite and quantity.people is None):
        return None
    return harm if view.gap(quantity.last, following.first) <= 8 else None


def _is_of_several(view: View, hit: Hit) -> bool:
    """True for a verb in the dual or plural, or with no number of its own («فقدا حياتهما», «في عداد القتلى»)."""
    return hit.term.text("form") != "verb" or view.scan.doc.tokens[hit.first].folded.endswith(_SEVERAL)


RULES: tuple[Rule, ...] = (
    one_person_by_pronoun,
    killed_and_wounded_together,
    number_of_harm_noun,
    many_driven_from_home,
    part_of_whole,
    rising_toll,
    figure_of_the_harmed,
    people_of_the_other_side,
    people_killed_beside_another,
    people_who_gave_themselves_up,
    people_counted_after_their_harm,
    coordinated_people,
    people_counted_before_their_harm,
    people_taken_by_pronoun,
    people_in_a_state,
    figure_of_another_account,
)
