"""Whether a verb behind the people tells what befell them."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.count.bypass import acts_itself
from marsad.mention.count.flight import are_driven_away
from marsad.mention.count.parts import among_before
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import QUOTES, is_defined
from marsad.mention.count.view import COMMAS, Harm, View, crosses_clause, is_flight, is_held, is_home, voice_of
from marsad.text.clitics import LAM, WAW

_PLURAL_VERB = ("\u0648\u0627", "\u0646", "\u0627")
_FEMININE = "\u062a"
_HA = "\u0647"
#: how a harm word right behind a number without its noun may govern
_BEFALLS = ("victim", "both", "state")
#: verbs of what is done with the wounded, and words behind them within which it is said where
_TO_HOSPITAL, _CARE = ("harm.verb.carry", "harm.verb.treat", "harm.verb.undergo"), 7
#: letters of a word that may well be no joined verb
_SHORT = 3
#: words behind a verb that tell by whom people were harmed, not whom they harmed
_BY = ("on",)
_BETWEEN = "\u0628\u064a\u0646"
#: words between a verb of one doer and the number of those it was done to
_FAR_OBJECT = 8


def people_counted_before_their_harm(view: View, n: int) -> Harm | None:
    """The people, then a verb of what befell them: «12 شخصا على الأقل قتلوا», «ثلاثة جنود لقوا حتفهم»."""
    quantity = view.quantities[n]
    is_bare = quantity.kind in ("bare", "family") and not quantity.others and quantity.bound != "vague"
    if is_bare and not (quantity.kind == "bare" and _is_followed_by_harm(view, quantity)):
        return None
    if quantity.kind == "many" and (quantity.is_definite or acts_itself(view, quantity)) or quantity.is_loose:
        return None
    single = quantity.kind in ("one", "name") or quantity.high == 1
    reach = 6 if single else 12
    for hit in view.triggers:
        if hit.first < quantity.last:
            continue
        if _is_exposed(view, hit, quantity):
            return Harm((plain(hit, view),), hit, "masdar")
        if is_driven_out(view, hit, quantity):
            return Harm(("displaced",), hit, "masdar")
        if view.gap(quantity.last, hit.first) > reach or hit.first - quantity.last > reach + 4:
            return None
        if single and not quantity.is_joined and any(h is not None and h.at is hit for h in view.decided[:n]):
            return None  # «إن شخصا آخر كان مرافقا للقيادي قتل»: one person, told by more than one noun
        if not befell(view, hit, quantity, n, single):
            if voice_of(hit) == "masdar" or hit.joined.startswith(WAW):
                return None
            continue
        return Harm((plain(hit, view),), hit, "victim")
    return None


def _is_exposed(view: View, hit: Hit, quantity: Quantity) -> bool:
    """«تعرض خمسة من المتطوعين للتصفية»."""
    is_noun = voice_of(hit) == "masdar" or hit.joined.endswith(LAM + LAM)  # «للخطف»: spelled like the verb
    if not is_noun or not hit.joined.startswith(LAM) or view.gap(quantity.last, hit.first) > 8:
        return False
    return any(view.scan.mark(at, "exposed") for at in range(max(view.first, quantity.first - 4), quantity.first))


def _is_followed_by_harm(view: View, quantity: Quantity) -> bool:
    """«مئة منهم قتلوا», «83 على الأقل قضوا», «90 ألفا على النزوح»: what befell a number without its noun."""
    at = quantity.last
    for _ in range(2):
        hit = view.scan.mark(at, "among") or view.scan.hedges.get(at)
        at = hit.last if hit is not None else at
    if voice_at(view, at) in _BEFALLS:
        return True
    following = view.scan.harms.get(at + 1)
    return following is not None and is_driven_out(view, following, quantity)


def voice_at(view: View, index: int) -> str:
    """How the harm word at a token governs, "" if none stands there."""
    hit = view.scan.harms.get(index)
    return voice_of(hit) if hit is not None else ""


def plain(hit: Hit, view: View) -> str:
    """The harm that a word tells once what completes it has been seen."""
    harm = hit.term.text("harm")
    if harm == "fall" and any(
        view.scan.mark(at, "captivity") or is_held(view, at) for at in range(hit.last, min(hit.last + 3, view.stop))
    ):
        return "captured"
    if harm in ("meet", "fall"):
        return "killed"
    if harm == "leave":
        return "displaced"
    if voice_of(hit) == "lose" and view.has_death_word(hit.last, hit.last + 3):
        return "killed"
    return harm


def is_driven_out(view: View, hit: Hit, quantity: Quantity) -> bool:
    """«أجبرت عشرات الأسر على مغادرة بيوتها», «اضطر 300 شخص إلى النزوح»."""
    is_leaving = voice_of(hit) == "masdar" and hit.term.text("harm") in ("leave", "displaced")
    if not is_leaving or quantity.kind not in ("number", "family", "bare"):
        return False
    return view.gap(quantity.last, hit.first) <= 6 and view.scan.mark(hit.first - 1, "on", "rise") is not None


def befell(view: View, hit: Hit, quantity: Quantity, n: int, single: bool) -> bool:
    """True if a harm word after a quantity is the verb of which it is the subject."""
    voice, harm = voice_of(hit), hit.term.text("harm")
    if hit.term.id == "harm.masdar.fell_captive":
        return not single and hit.form.split()[0].endswith(_PLURAL_VERB) and not _is_other_subject(view, hit, n)
    if voice == "state":
        return not _is_other_subject(view, hit, n)
    if voice not in ("victim", "both", "meet", "lose") or harm == "inflict" or hit.term.text("form") != "verb":
        return False
    if view.scan.mark(hit.first - 1, "negation") or (voice == "lose" and hit.tense == "present"):
        return False  # «قد يفقدون كل شيء»
    if _is_other_subject(view, hit, n) or (
        harm in ("leave", "displaced")
        and (quantity.kind not in ("number", "family") or quantity.high == 1)
        and not are_driven_away(view, hit, quantity)
    ):
        return False
    if not (_agrees_with_one(view, hit, quantity, n) if single else _agrees(view, hit, quantity)):
        return False
    if voice == "both" and (_has_joined_object(view, hit) or _is_taker(quantity, harm)):
        return False
    if harm == "meet":
        return view.has_death_word(hit.last, hit.last + 6)
    if hit.term.id in _TO_HOSPITAL:
        is_alone = single and hit.term.id == "harm.verb.undergo"
        is_there = any(view.scan.mark(at, "hospital") for at in range(hit.last, min(hit.last + _CARE, view.stop)))
        return is_there and not is_alone
    if harm == "leave":
        is_flight_told = hit.last - quantity.last <= 1 and is_flight(view, quantity)
        return is_home(view, hit) or are_driven_away(view, hit, quantity) or is_flight_told
    if harm == "fall" and any(view.scan.mark(at, "trap") for at in range(hit.last, min(hit.last + 2, view.stop))):
        return False  # «وقعوا في كمين»
    if harm == "fall":
        noun = view.scan.harms.get(hit.last)
        if noun is not None and voice_of(noun) == "noun":
            return noun.term.text("harm") == "killed"
        return quantity.kind in ("number", "two", "bare") and not single
    return voice != "both" or not (_has_object(view, hit, n) or _has_definite_object(view, hit))


def _has_joined_object(view: View, hit: Hit) -> bool:
    """«أعدمهم», «فقتلوها»: the object is joined to the verb, so that its subject did it."""
    return not view.scan.doc.tokens[hit.last - 1].folded.endswith(hit.form)


def _is_taker(quantity: Quantity, harm: str) -> bool:
    """«مسلحو الحركة أوقفوا شاحنات»: armed people without a number take others."""
    if harm != "captured" or quantity.kind != "many" or quantity.people is None:
        return False
    return quantity.people.term.text("victims") in ("gunmen", "fighters", "soldiers", "police", "attackers")


def _agrees(view: View, hit: Hit, quantity: Quantity) -> bool:
    """A plural or dual verb for several people, a feminine one for families."""
    form = view.scan.doc.tokens[hit.first].folded
    people = quantity.people
    is_family = quantity.kind == "family" or (people is not None and people.term.id == "counted.victim_family")
    is_plural = form.endswith(_PLURAL_VERB) or (hit.form != form and hit.form.endswith(_PLURAL_VERB))
    return is_plural or (is_family and (form.endswith(_FEMININE) or hit.form.endswith(_FEMININE)))


def _agrees_with_one(view: View, hit: Hit, quantity: Quantity, n: int) -> bool:
    """A singular verb near one person who is known to the text."""
    form = view.scan.doc.tokens[hit.first].folded
    if voice_of(hit) == "lose" and not view.has_death_word(hit.last, hit.last + 3):
        return False
    is_woman = quantity.people is not None and quantity.people.form.endswith(_HA)
    if form.endswith(_FEMININE) and not is_woman:
        return False
    if form.endswith(_PLURAL_VERB) and not quantity.is_joined:
        return False
    is_certain = _is_certain(view, quantity) or _is_second(view, n)
    if hit.joined or view.gap(quantity.last, hit.first) > 5 or not is_certain:
        return False
    return not any(t.folded in QUOTES for t in view.scan.doc.tokens[quantity.last : hit.first])


def _has_definite_object(view: View, hit: Hit) -> bool:
    """«ملثمون اختطفوا الشاب»: a definite noun right behind the verb, no day of the week, is what it was done to."""
    if hit.last >= view.stop or view.scan.mark(hit.last, "follower"):
        return False
    return is_defined(view.scan.doc.tokens[hit.last].folded)


def _has_object(view: View, hit: Hit, n: int) -> bool:
    """True if people stand right behind a verb as those it was done to: «الجنود قتلوا خمسة»."""
    following = next((q for q in view.quantities[n + 1 :] if q.first >= hit.last), None)
    is_few = view.quantities[n].kind in ("one", "many")
    reach = _FAR_OBJECT if is_few and following is not None and _is_count(following) else 3
    if following is None or view.gap(hit.last, following.first) > reach or _is_predicate(following):
        return False
    if crosses_clause(view, hit.last, following.first) or _opens_new_clause(view, hit.last, following.first):
        return False
    if following.is_joined and following.kind in ("number", "bare"):
        return False  # «190 شخصا قتلوا و340 أصيبوا»
    if among_before(view, following) or _is_led_away(view, following):
        return False
    if view.has_comma(hit.last, following.first):
        return False  # «56 منهم قتلوا، سبعة فجروا أنفسهم»
    is_far = not _is_count(following) or following.low <= 1
    if any(view.scan.mark(at, *(("preposition",) if is_far else _BY)) for at in range(hit.last, following.first)):
        return False
    if not is_far and view.scan.mark(following.first - 1, "acts"):
        return False
    return view.trigger_before(following.first) is hit


def _is_count(quantity: Quantity) -> bool:
    """«60 شخصا»: people with their number."""
    return quantity.kind == "number" and quantity.people is not None


def _opens_new_clause(view: View, first: int, last: int) -> bool:
    """«قتلوا ودمرت خمس من سياراتهم»: a verb joined by «and» stands between a verb and a number."""
    tokens = view.scan.doc.tokens[first:last]
    return any(token.folded.startswith(WAW) and len(token.folded) > _SHORT for token in tokens)


def _is_certain(view: View, quantity: Quantity) -> bool:
    """A single person known to the text: a name, «السائق», «سائق الحافلة», or one that a clause opens with."""
    if quantity.is_definite or quantity.kind == "name":
        return True
    tokens = view.scan.doc.tokens
    is_genitive = quantity.last < view.stop and is_defined(tokens[quantity.last].folded)
    return is_genitive or (quantity.first > view.first and view.scan.mark(quantity.first - 1, "clause") is not None)


def _is_second(view: View, n: int) -> bool:
    """«إن طفلة وشابا قتلا»: the one joined to another with whom a clause opens."""
    quantity, before = view.quantities[n], view.quantities[n - 1]
    is_near = quantity.is_joined and n > 0 and quantity.first - before.last <= 2
    return is_near and before.kind in ("one", "name") and _is_certain(view, before)


def _is_other_subject(view: View, hit: Hit, n: int) -> bool:
    """True if another group stands nearer to the verb: «مسؤولون إن سبعة جنود قتلوا»."""
    for following in view.quantities[n + 1 :]:
        if following.first >= hit.first:
            return False
        is_group = following.kind in ("number", "two", "many", "bare") and not (
            following.kind == "many" and following.is_definite
        )
        is_owner = view.scan.mark(following.first - 1, "of") is not None and (
            following.kind == "many" or following.low == 1  # «ستة مدنيين من عائلة واحدة»
        )
        is_inside = among_before(view, following) or _is_told_of_them(view, following, hit)
        is_inside = is_inside or following.first in view.asides
        if is_group and not following.is_joined and not is_owner and not is_inside:
            return True
    return False


def _is_told_of_them(view: View, following: Quantity, hit: Hit) -> bool:
    """«47 من أهلها، تسع منهم نساء، قتلوا», «500 شخص، بين مدنيين وعسكريين، قتلوا»: parts and sorts between commas do not
    take the verb of their whole.
    """
    tokens = view.scan.doc.tokens
    if not view.has_comma(following.last, hit.first):
        return False
    if tokens[following.first - 1].folded == _BETWEEN and following.kind == "many":
        return tokens[following.first - 2].folded in COMMAS
    is_apart = tokens[following.first - 1].folded in COMMAS
    return is_apart and view.scan.mark(following.last, "among") is not None


def _is_led_away(view: View, following: Quantity) -> bool:
    """True where a preposition or «مقابل» parts a quantity from the verb before it."""
    if view.scan.mark(following.first - 1, "versus", "preposition", "on", "plus", "fire") is not None:
        return True
    return any(view.scan.mark(at, "plus") is not None for at in (following.first - 2, following.first - 3))


def _is_predicate(quantity: Quantity) -> bool:
    """«ارتقوا شهداء»: a noun of harm that only completes the verb."""
    return quantity.harm is not None and quantity.kind in ("many", "one") and not quantity.is_joined
