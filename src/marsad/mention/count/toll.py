"""Tolls with their figure at a distance: «ارتفعت حصيلة القتلى … إلى 11», «قدر قتلى المتمردين بأكثر من مئة»."""

from __future__ import annotations

from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.count.befall import people_counted_before_their_harm
from marsad.mention.count.named import subject_with_figure
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE, is_defined
from marsad.mention.count.view import COMMAS, Harm, View, harm_near, voice_of
from marsad.text.clitics import BA, WAW

#: words that name a speaker between two commas
_SAID = 14
_TO = "\u0627\u0644\u064a"
_BOTH, _DEAD_AND_HURT = "killed_or_wounded", {"killed", "wounded"}
#: words from a toll to what it counts
_ARRESTS = (1, 2)
#: words from a word for losses to their figure
_LOSSES = 8


def rising_toll(view: View, n: int) -> Harm | None:
    """A toll with its figure at a distance: «ارتفعت حصيلة القتلى … إلى 11», «عدد الجرحى 30», «إلى 428 تعداد القتلى»,
    «إلى 29 على الأقل عدد القتلى».
    """
    quantity, scan = view.quantities[n], view.scan
    if quantity.kind not in ("number", "bare") or quantity.harm is not None:
        return None
    hedge = scan.hedges.get(quantity.last)
    start = _past_speaker(view, hedge.last if hedge is not None else quantity.last)
    reach = 9 if _has_part(view, quantity) else 2 if hedge is None else 1
    for at in range(start, min(start + reach, view.stop)):
        toll = scan.mark(at, "toll")
        if toll is not None and not toll.joined.startswith(WAW) and not view.has_comma(start, at):
            found = harm_near(view, at + 1, 20)
            return None if found is None else _harm_of(view, found)
    if (found := _toll_by_pronoun(view, quantity)) is not None:
        return Harm((found.term.text("harm"),), found, "noun")
    if (found := _risen_too(view, quantity) or _label(view, quantity)) is not None:
        return Harm((found.term.text("harm"),), found, "noun")
    return _toll_before(view, n) or _losses_of_people(view, quantity)


def _losses_of_people(view: View, quantity: Quantity) -> Harm | None:
    """«بلغت خسائر العدو نحو 60 من العسكريين»: losses that are people, dead or wounded."""
    if quantity.kind != "number" or quantity.people is None or quantity.is_joined:
        return None
    low = max(view.first, quantity.first - _LOSSES)
    at = next((at for at in range(quantity.first - 1, low - 1, -1) if view.scan.mark(at, "losses")), None)
    if at is None or any(_parts_losses(view, place) for place in range(at, quantity.first)):
        return None
    places = (*range(at + 1, quantity.first + 1), *range(max(view.first, at - 2), at))
    return Harm((_BOTH,), None, "noun") if any(view.scan.mark(place, "rise") for place in places) else None


def _parts_losses(view: View, at: int) -> bool:
    """A stop, a figure or another toll between losses and the figure of people."""
    is_figure = at in view.scan.numerals or view.scan.mark(at, "toll") is not None
    return is_figure or view.scan.doc.tokens[at].kind == "punct"


def _harm_of(view: View, found: Hit) -> Harm:
    """What the figure of a toll tells: the harm of its noun, of both nouns in «عدد القتلى والجرحى إلى 66»."""
    told = _BOTH if _are_both(view, found) else found.term.text("harm")
    return Harm((told,), found, "noun")


def _are_both(view: View, found: Hit) -> bool:
    """«القتلى والجرحى»: nouns for the dead and the wounded with nothing between them."""
    following = view.scan.harms.get(found.last)
    if following is None or voice_of(found) != "noun" or voice_of(following) != "noun":
        return False
    return following.joined.startswith(WAW) and {h.term.text("harm") for h in (found, following)} == _DEAD_AND_HURT


def _label(view: View, quantity: Quantity) -> Hit | None:
    """«القتلى: 3، والجرحى: 7»: a noun of harm with nothing but a colon before its figure."""
    if quantity.first - 2 < view.first or view.scan.doc.tokens[quantity.first - 1].folded != ":":
        return None
    hit = view.scan.harms.get(quantity.first - 2)
    return hit if hit is not None and voice_of(hit) == "noun" and hit.number != "one" else None


def _past_speaker(view: View, index: int) -> int:
    """Where a text goes on after «، وفق …،» between a number and its toll: «يصل إلى 29، وفق المرصد، عدد القتلى»."""
    tokens, scan = view.scan.doc.tokens, view.scan
    if index + 1 >= view.stop or tokens[index].folded not in COMMAS or not scan.mark(index + 1, "according"):
        return index
    ends = (at for at in range(index + 2, min(index + _SAID, view.stop)) if tokens[at].folded in COMMAS)
    return next(ends, index - 1) + 1


def _risen_too(view: View, quantity: Quantity) -> Hit | None:
    """The second figure of a toll: «حصيلة الشهداء إلى 342، والجرحى إلى 2400»."""
    if quantity.first - 2 < view.first or not view.scan.mark(quantity.first - 1, "rise"):
        return None
    hit = view.scan.harms.get(quantity.first - 2)
    is_noun = hit is not None and voice_of(hit) == "noun" and hit.joined.startswith(WAW)
    if quantity.first - 3 >= view.first and (before := view.scan.harms.get(quantity.first - 3)) is not None:
        is_noun = is_noun and not _are_both(view, before)
    return hit if is_noun and any(view.scan.mark(at, "toll") for at in range(view.first, quantity.first - 2)) else None


def _toll_before(view: View, n: int) -> Harm | None:
    quantity, scan = view.quantities[n], view.scan
    if quantity.first == view.first:
        return None
    is_led = scan.mark(quantity.first - 1, "rise") is not None or _is_led_by_preposition(view, quantity)
    is_led = is_led or scan.mark(quantity.first, "rise") is not None
    is_led = is_led or scan.doc.tokens[quantity.first - 1].folded == ":" or _is_told_at(view, quantity.first - 1)
    for at in range(quantity.first - 1, max(view.first, quantity.first - 40) - 1, -1):
        if any(q.first <= at < q.last and q.kind in ("number", "bare") for q in view.quantities[:n]):
            return None
        if scan.mark(at, "toll"):
            found = harm_near(view, at + 1, 4)
            if found is not None and view.scan.mark(found.first - 1, "attempt"):
                return None
            is_told = is_led or (at > view.first and scan.mark(at - 1, "rise", "become") is not None)
            is_told = is_told or _has_risen(view, at, quantity.first)
            is_led = is_led or _is_the_figure(view, at, quantity.first)
            if found is not None and (is_told or found.last >= quantity.first - 1):
                return _harm_of(view, found)
            if found is None and is_told and (fallen := _fallen(view, at + 1)) is not None:
                return Harm(("killed",), fallen, "noun")
            if found is None and is_told and _names_displaced(view, at + 1):
                return Harm(("displaced",), None, "noun")
            if found is None and is_told and any(view.scan.mark(at + step, "arrests") for step in _ARRESTS):
                return Harm(("captured",), None, "noun")
            is_apart = scan.doc.tokens[quantity.first - 1].folded == BA  # «عدد من غادروا ديارهم … بـ 360 ألفا»
            if found is None and is_led and not is_apart and not _is_of_things(view, at):
                return people_counted_before_their_harm(view, n) or same_harm(view)
    return None


def _is_told_at(view: View, at: int) -> bool:
    """«بلغوا 28», «الرقم عند 85»: a word at which a figure stands."""
    return view.scan.mark(at, "stands_at") is not None


def _has_risen(view: View, first: int, last: int) -> bool:
    """«عدد القتلى بلغ حتى ساعة متأخرة 278»: a verb of rising between a toll and its figure."""
    hits = (view.scan.mark(at, "rise") for at in range(first + 1, last) if at not in view.asides)
    return any(hit is not None and view.scan.doc.tokens[hit.last - 1].folded != _TO for hit in hits)


def _is_the_figure(view: View, toll: int, first: int) -> bool:
    """«أن العدد 36», «الحصيلة النهائية 52»: the toll itself, known to the text, right before its figure."""
    hit = view.scan.mark(toll, "toll")
    if hit is None or not hit.joined.endswith(ARTICLE) or toll == view.first:
        return False
    between = [at for at in range(hit.last, first) if at not in view.asides]
    return not between or (len(between) == 1 and is_defined(view.scan.doc.tokens[between[0]].folded))


def _is_of_things(view: View, toll: int) -> bool:
    """«مجموع الضربات»: a toll of what is told by a noun that is none of harm."""
    hit = view.scan.mark(toll, "toll")
    if hit is None or hit.joined.endswith(ARTICLE) or hit.last >= view.stop:
        return False
    is_owned = not view.scan.doc.tokens[hit.last - 1].folded.endswith(hit.form)
    return not is_owned and is_defined(view.scan.doc.tokens[hit.last].folded)


def same_harm(view: View) -> Harm | None:
    """«العدد بلغ 82»: the harm told last, the dead where it is the wounded beside them."""
    told = [h for h in view.decided if h is not None]
    dead = next((h for h in reversed(told) if "killed" in h.kinds), None) if told else view.dead_before
    last = told[-1] if told else view.before
    if last is not None and "wounded" in last.kinds and dead is not None:
        last = dead
    return None if last is None else replace(last, part=False, split=False)


def _is_led_by_preposition(view: View, quantity: Quantity) -> bool:
    """«قدرت عدد القتلى بأكثر من 50», «عدد الجرحى بـ30», «بـ 30»."""
    tokens = view.scan.doc.tokens
    return tokens[quantity.first].folded.startswith(BA) or tokens[quantity.first - 1].folded == BA


def _fallen(view: View, index: int) -> Hit | None:
    """«عدد من سقطوا في الضفة … 100»: who fell is dead."""
    hits = (view.scan.harms.get(at) for at in range(index, min(index + 3, view.stop)))
    return next((hit for hit in hits if hit is not None and hit.term.text("harm") in ("fall", "meet")), None)


def _names_displaced(view: View, index: int) -> bool:
    return any(
        hit.term.id in ("counted.displaced_person", "counted.fleeing")
        for at in range(index, min(index + 3, view.stop))
        if (hit := view.scan.people.get(at)) is not None
    )


def _has_part(view: View, quantity: Quantity) -> bool:
    """«إلى 7 بينهم طفل عدد الشهداء»: a part stands between the number and its toll."""
    return view.scan.mark(quantity.last, "among") is not None


def _toll_by_pronoun(view: View, quantity: Quantity) -> Hit | None:
    """«شهدائها الذين بلغ عددهم 200»: the number of those just named as dead or wounded."""
    for at in range(quantity.first - 1, max(view.first, quantity.first - 3) - 1, -1):
        if view.scan.mark(at, "composed"):
            for back in range(at - 1, max(view.first, at - 6) - 1, -1):
                hit = view.scan.harms.get(back)
                if hit is not None and voice_of(hit) == "noun":
                    return hit
            return None
    return None


def figure_of_the_harmed(view: View, n: int) -> Harm | None:
    """Those harmed, then their figure: «المصابين بلغوا 28», «قدر قتلى المتمردين بأكثر من مئة», «من قضوا نحو 50»."""
    quantity = view.quantities[n]
    if quantity.kind not in ("number", "bare") or quantity.harm is not None or quantity.others:
        return None
    return subject_with_figure(view, quantity)
