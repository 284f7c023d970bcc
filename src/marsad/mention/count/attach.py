"""Rules that say which harm a quantity of people suffered. Each is a named function; its docstring is shown beside the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from marsad.lexicon import Hit
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE, QUOTES, Scan

_WAW = "\u0648"
_ACCUSATIVE = "\u0627"
_PLURAL_VERB = ("\u0648\u0627", "\u0648\u0646", "\u0627", "\u0627\u0646")
_FEMININE, _HA = "\u062a", "\u0647"
_PRONOUNS = ("\u0647\u0645", "\u0647\u0645\u0627")
_COMMAS = frozenset(",\u060c")
#: how many tokens may stand between a harm word and the people, by voice and by kind of quantity
_REACH = {
    "masdar": {"number": 4, "bare": 3, "two": 2, "many": 2, "one": 0, "name": 1, "family": 3},
    "victim": {"number": 14, "bare": 5, "two": 5, "many": 4, "one": 3, "name": 2, "family": 6},
    "both": {"number": 14, "bare": 5, "two": 5, "many": 4, "one": 2, "name": 2, "family": 6},
    "doer": {"number": 14, "bare": 5, "two": 6, "many": 5, "one": 4, "name": 2, "family": 6},
}


@dataclass(frozen=True, slots=True)
class Harm:
    """What a rule found: `kinds` (one harm, or killed and wounded at once), the harm word, and how it governs."""

    kinds: tuple[str, ...]
    at: Hit | None
    voice: str
    part: bool = False
    split: bool = False


@dataclass(slots=True)
class View:
    """One sentence: its quantities, its harm words, and what has been decided so far."""

    scan: Scan
    first: int
    stop: int
    quantities: list[Quantity]
    triggers: list[Hit]
    decided: list[Harm | None] = field(default_factory=list)
    #: harm of the sentence before, for a sentence that opens with its parts
    before: Harm | None = None

    def trigger_before(self, index: int) -> Hit | None:
        """The nearest harm word that ends at or before a token."""
        found = None
        for hit in self.triggers:
            if hit.last > index:
                break
            found = hit
        return found

    def gap(self, first: int, last: int) -> int:
        """Words between two places, quotes not counted; 99 where a stop or a colon stands between."""
        count = 0
        for token in self.scan.doc.tokens[first:last]:
            if token.kind == "punct":
                if token.folded not in QUOTES and token.folded not in _COMMAS and token.folded not in "-\u2013/":
                    return 99
            else:
                count += 1
        return count

    def has_comma(self, first: int, last: int) -> bool:
        """True if a comma stands between two places."""
        return any(t.folded in _COMMAS for t in self.scan.doc.tokens[first:last])

    def has_death_word(self, first: int, last: int) -> bool:
        """True if «حتفهم», «مصرعه», «الحياة» stands between two places."""
        return any(self.scan.mark(i, "death_word") for i in range(first, min(last, self.stop)))


Rule = Callable[[View, int], Harm | None]


def voice_of(hit: Hit) -> str:
    """How a harm word governs: `noun`, `masdar`, `victim`, `doer` or `both`."""
    return hit.term.text("voice")


def number_of_harm_noun(view: View, n: int) -> Harm | None:
    """A noun that names the harmed, with or without a number: «27 قتيلا», «عشرات الجرحى», «قتيلان»."""
    quantity = view.quantities[n]
    if quantity.harm is None:
        return None
    harm = quantity.harm.term.text("harm")
    trigger = view.trigger_before(quantity.first)
    if harm in ("captured", "missing") and trigger is not None and view.gap(trigger.last, quantity.first) <= 1:
        if trigger.term.text("harm") == "killed":
            return Harm(("killed",), trigger, "masdar")
    part = _is_part(view, n)
    return Harm((harm,), quantity.harm, "noun", part=part, split=_is_split(view, n))


def killed_and_wounded_together(view: View, n: int) -> Harm | None:
    """One number for dead and wounded: «سبعة عناصر بين قتيل وجريح», «33 قتيلا وجريحا»."""
    return Harm(("killed_or_wounded",), None, "noun") if view.quantities[n].both_ways else None


def part_of_whole(view: View, n: int) -> Harm | None:
    """A part of the whole told before, never added to it: «بينهم أربعة أطفال», «منهم ضابط»."""
    if not _is_part(view, n):
        return None
    whole = next((h for h in reversed(view.decided) if h is not None), view.before)
    if whole is None:
        return None
    return replace(whole, part=True, split=_is_split(view, n))


def rising_toll(view: View, n: int) -> Harm | None:
    """A toll with its figure at a distance: «ارتفعت حصيلة القتلى … إلى 11», «عدد الجرحى 30», «إلى 428 تعداد القتلى»."""
    quantity, scan = view.quantities[n], view.scan
    if quantity.kind not in ("number", "bare") or quantity.harm is not None:
        return None
    for at in range(quantity.last, min(quantity.last + 2, view.stop)):
        toll = scan.mark(at, "toll")
        if toll is not None and not toll.joined.startswith(_WAW) and not view.has_comma(quantity.last, at):
            found = _harm_near(view, at + 1, 20)
            return found and Harm((found.term.text("harm"),), found, "noun")
    before = scan.doc.tokens[quantity.first - 1] if quantity.first > view.first else None
    is_led = quantity.first > view.first and scan.mark(quantity.first - 1, "rise") is not None
    for at in range(quantity.first - 1, max(view.first, quantity.first - 24) - 1, -1):
        if any(q.first <= at < q.last and q.kind in ("number", "bare") for q in view.quantities[:n]):
            return None
        if scan.mark(at, "toll"):
            found = _harm_near(view, at + 1, 4)
            near = found is not None and found.last >= quantity.first - 1
            if found is not None and (is_led or near or (before is not None and before.folded == ":")):
                return Harm((found.term.text("harm"),), found, "noun")
    return None


def people_counted_after_their_harm(view: View, n: int) -> Harm | None:
    """A harm word, then the people: «مقتل ما لا يقل عن 20 عنصراً», «قُتل في الهجوم 9», «أردت خمسة من أفرادها»."""
    quantity = view.quantities[n]
    trigger = view.trigger_before(quantity.first)
    if trigger is None:
        return _after_bodies(view, n)
    between = view.quantities[n - 1] if n and view.quantities[n - 1].first >= trigger.last else None
    if between is not None and not _is_subject(view, n - 1):
        return _after_bodies(view, n)
    harm = trigger.term.text("harm")
    if not _governs(view, trigger, quantity, harm, between):
        return _after_bodies(view, n)
    kinds = _paired(view, trigger, quantity, harm)
    return Harm(kinds, trigger, voice_of(trigger))


def people_counted_before_their_harm(view: View, n: int) -> Harm | None:
    """The people, then a verb of what befell them: «12 شخصا على الأقل قتلوا», «ثلاثة جنود لقوا حتفهم»."""
    quantity = view.quantities[n]
    if quantity.kind in ("bare", "family") and not quantity.others and quantity.bound != "vague":
        return None
    if quantity.kind == "many" and quantity.is_definite or quantity.is_loose:
        return None
    single = quantity.kind in ("one", "name")
    reach = 6 if single else 12
    for hit in view.triggers:
        if hit.first < quantity.last:
            continue
        if _is_driven_out(view, hit, quantity):
            return Harm(("displaced",), hit, "masdar")
        if view.gap(quantity.last, hit.first) > reach or hit.first - quantity.last > reach + 4:
            return None
        if not _befell(view, hit, quantity, n, single):
            if voice_of(hit) == "masdar" or hit.joined.startswith(_WAW):
                return None
            continue
        return Harm((_plain(hit, view),), hit, "victim")
    return None


def people_of_the_other_side(view: View, n: int) -> Harm | None:
    """The other side's count after «مقابل»: «مقتل 25 عنصرا … مقابل 13 من التنظيم»."""
    if not n or not view.scan.mark(view.quantities[n].first - 1, "versus"):
        return None
    harm = next((h for h in reversed(view.decided) if h is not None and not h.part), None)
    return harm if view.gap(view.quantities[n - 1].last, view.quantities[n].first) <= 20 else None


def people_taken_by_pronoun(view: View, n: int) -> Harm | None:
    """The people, then a verb whose object they are: «8 جنود أسرهم التنظيم», «مدنيين خطفوهم»."""
    quantity = view.quantities[n]
    if quantity.kind not in ("number", "two", "family"):
        return None
    for hit in view.triggers:
        if hit.first < quantity.last:
            continue
        folded = view.scan.doc.tokens[hit.last - 1].folded
        is_owned = hit.term.text("form") == "verb" and folded.endswith(_PRONOUNS) and not hit.form.endswith(_PRONOUNS)
        if is_owned and voice_of(hit) in ("both", "doer") and hit.first - quantity.last <= 4 and not hit.joined:
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
            is_freed = _follows(view, quantity, 7, "release")
            return Harm((kind,), harm, "noun") if kind in ("captured", "missing") and not is_freed else None
        return None
    return None


def coordinated_people(view: View, n: int) -> Harm | None:
    """More people under the harm word before: «مقتل 3 جنود و5 مدنيين», «25 عنصرا مقابل 13»."""
    if not n:
        return None
    quantity, previous = view.quantities[n], view.quantities[n - 1]
    harm = view.decided[n - 1]
    if harm is None:
        return None
    trigger = view.trigger_before(quantity.first)
    gap = view.gap(previous.last, quantity.first)
    if trigger is not None and trigger.first >= previous.last and not _is_idle(trigger):
        return None
    if not quantity.is_joined or gap > (9 if quantity.kind in ("number", "two") else 5):
        return None
    if quantity.kind in ("one", "many", "name") and quantity.is_definite and quantity.kind != "name":
        return None
    return harm


def shared_verb_after(view: View, n: int) -> Harm | None:
    """Two groups and one verb after them: «اثنان من الحرس وواحد من الشرطة لقوا مصرعهم»."""
    quantity, following, harm = view.quantities[n], view.quantities[n + 1], view.decided[n + 1]
    if harm is None or harm.at is None or harm.part or not following.is_joined or quantity.is_loose:
        return None
    if harm.at.first < following.last or voice_of(harm.at) == "noun" or is_no_loss(view, n):
        return None
    if quantity.kind in ("many",) or (quantity.kind == "one" and not quantity.is_definite and quantity.people is None):
        return None
    return harm if view.gap(quantity.last, following.first) <= 8 else None


RULES: tuple[Rule, ...] = (
    killed_and_wounded_together,
    number_of_harm_noun,
    part_of_whole,
    rising_toll,
    people_of_the_other_side,
    people_counted_after_their_harm,
    coordinated_people,
    people_counted_before_their_harm,
    people_taken_by_pronoun,
    people_in_a_state,
)


def _is_idle(trigger: Hit) -> bool:
    """A harm word that needs another beside it to mean one."""
    return trigger.term.text("harm") in ("fall", "inflict", "meet", "leave", "on")


def _is_part(view: View, n: int) -> bool:
    quantity = view.quantities[n]
    for back in (1, 2):
        at = quantity.first - back
        if at < view.first:
            break
        if view.scan.mark(at, "among", "split"):
            return True
        if view.scan.doc.tokens[at].kind == "word":
            break
    if _among_before(view, quantity):
        return True
    if quantity.is_joined and n and n <= len(view.decided):
        previous = view.decided[n - 1]
        if previous is not None and previous.part and view.gap(view.quantities[n - 1].last, quantity.first) <= 6:
            trigger = view.trigger_before(quantity.first)
            return trigger is None or trigger.first < view.quantities[n - 1].last
    return False


def _among_before(view: View, quantity: Quantity) -> bool:
    """«بين القتلى 49 طفلا», «من بين قتلى المعارضة ثلاثة»."""
    for at in range(quantity.first - 1, max(view.first, quantity.first - 5) - 1, -1):
        hit = view.scan.mark(at, "among")
        if hit is not None:
            return hit.last == quantity.first or hit.last - hit.first > 1 or view.scan.harms.get(hit.last) is not None
        if view.scan.doc.tokens[at].kind == "punct" or at in view.scan.numerals:
            return False
    return False


def _is_split(view: View, n: int) -> bool:
    quantity = view.quantities[n]
    for back in (1, 2):
        at = quantity.first - back
        if at >= view.first and view.scan.mark(at, "split") and not view.scan.mark(at, "among"):
            return True
    if quantity.is_joined and n:
        previous = view.decided[n - 1]
        return previous is not None and previous.split
    return False


def _harm_near(view: View, index: int, reach: int) -> Hit | None:
    """The first harm noun, masdar or verb within a few tokens."""
    for at in range(index, min(index + reach, view.stop)):
        hit = view.scan.harms.get(at)
        if hit is not None and hit.term.text("harm") not in ("fall", "inflict", "meet", "leave", "on"):
            return hit
    return None


def _after_bodies(view: View, n: int) -> Harm | None:
    """«انتشال جثث 5 أشخاص»: the number stands on the people, the harm on the noun before."""
    quantity = view.quantities[n]
    hit = view.scan.harms.get(quantity.first - 1) if quantity.first > view.first else None
    if hit is None or voice_of(hit) != "noun" or quantity.harm is not None or quantity.is_loose:
        return None
    if _follows(view, quantity, 6, "release"):
        return None
    if hit.term.text("harm") == "killed_or_wounded" or quantity.kind not in ("number", "two", "family") and not (quantity.kind == "bare" and hit.number == "many"):
        return None
    return Harm((hit.term.text("harm"),), hit, "noun")


def _is_subject(view: View, n: int) -> bool:
    """True if a quantity is the doer of the verb before it: «قتل مسلحون 5 جنود», «أردى قناص رجلا»."""
    if n + 1 >= len(view.quantities):
        return False
    quantity, following = view.quantities[n], view.quantities[n + 1]
    if quantity.kind not in ("many", "one", "two") or quantity.harm is not None or following.is_joined or following.harm is not None:
        return False
    trigger = view.trigger_before(quantity.first)
    if trigger is None or voice_of(trigger) not in ("both", "doer") or view.gap(trigger.last, quantity.first) > 2:
        return False
    between = view.trigger_before(following.first)
    if between is not trigger or view.gap(quantity.last, following.first) > 6:
        return False
    if view.has_comma(quantity.last, following.first) and following.kind != "number":
        return False
    if _is_part(view, n + 1):
        return False
    if following.kind in ("number", "two", "bare", "family"):
        return True
    return following.kind == "one" and following.people is not None and following.people.form.endswith(_ACCUSATIVE)


def _governs(view: View, trigger: Hit, quantity: Quantity, harm: str, between: Quantity | None) -> bool:
    """True if a harm word can take a quantity at this distance."""
    voice = "doer" if between is not None else voice_of(trigger)
    if _needs_on(view, trigger, quantity):
        return view.gap(trigger.last, quantity.first) <= 8 and not quantity.is_loose
    if harm == "inflict" or harm == "on" or _is_spent(view, trigger) or _is_tried(view, trigger):
        return False
    if quantity.is_loose or _crosses_clause(view, trigger.last, quantity.first):
        return False
    gap = view.gap(trigger.last, quantity.first)
    if harm == "leave":
        return gap <= 2 and quantity.kind in ("number", "family") and _is_home(view, trigger)
    if harm == "displaced" and quantity.kind in ("many", "one", "name"):
        return False
    if trigger.term.id in ("harm.masdar.life", "harm.verb.run_away"):
        return gap <= 1 and quantity.kind in ("number", "two", "family") or (gap == 0 and quantity.kind == "one" and not quantity.is_definite)
    if harm == "meet":
        return gap <= 6 and view.has_death_word(trigger.last, quantity.last + 14)
    if harm == "fall" and _is_captive(view, quantity):
        return True
    if harm == "fall":
        is_people = quantity.people is not None or quantity.kind in ("number", "bare")
        return is_people and gap <= 3 and quantity.kind in ("number", "two", "bare") and _is_fallen(view, quantity)
    reach = _REACH["both" if voice == "lose" else voice].get(quantity.kind, 0)
    if harm == "captured" and voice == "masdar" and trigger.joined.endswith("\u0644"):
        return False  # «لتوقيف»: a purpose
    if trigger.term.id in ("harm.verb.seize", "harm.verb.stop"):
        reach = min(reach, 3)
        if quantity.people is None and not quantity.others:
            return False
    if _after_preposition(view, quantity, trigger):
        return False
    if _is_nation(quantity) and quantity.kind == "one" or trigger.term.id == "harm.verb.drown":
        reach = 0
    if quantity.kind in ("many",) and quantity.is_definite:
        return False
    if quantity.others and quantity.kind != "number":
        reach = 0 if quantity.kind == "one" else min(reach, 1)
    if voice == "masdar" and view.has_comma(trigger.last, quantity.first):
        return False
    return gap <= reach


def _is_own(view: View, quantity: Quantity) -> bool:
    """«فقدت ثمانية من أفرادها»: a force that loses its own has them killed."""
    people = quantity.people
    return people is not None and not view.scan.doc.tokens[people.last - 1].folded.endswith(people.form.rsplit(" ", 1)[-1])


def _needs_on(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«قضت وحدة من الجيش على عشرات»: the verb kills with «على» before its object."""
    if trigger.term.id not in ("harm.verb.perish", "harm.verb.finish_off") or quantity.first - 1 < trigger.last:
        return False
    return view.scan.mark(quantity.first - 1, "on") is not None


def _is_captive(view: View, quantity: Quantity) -> bool:
    """«وقع 19 آخرون في الأسر»."""
    return any(view.scan.mark(at, "captivity") for at in range(quantity.last, min(quantity.last + 5, view.stop)))


def _is_fallen(view: View, quantity: Quantity) -> bool:
    """After «fell» the people must be told as people or as «of» a force."""
    return quantity.people is not None or view.scan.mark(quantity.last, "of") is not None or quantity.kind == "number"


def _after_preposition(view: View, quantity: Quantity, trigger: Hit) -> bool:
    at = quantity.first - 1
    if at < trigger.last:
        return False
    if any(view.scan.mark(place, "composed", "collective", "against") for place in range(max(trigger.last, at - 2), at + 1)):
        return False
    marks = ("preposition", "on", "of", "rise", "follower") if quantity.kind == "bare" else ("preposition", "on", "of")
    return view.scan.mark(at, *marks) is not None


def _is_nation(quantity: Quantity) -> bool:
    return quantity.people is not None and bool(quantity.people.term.attrs.get("nation"))


def _plain(hit: Hit, view: View) -> str:
    """The harm that a word tells once what completes it has been seen."""
    harm = hit.term.text("harm")
    if harm in ("meet", "fall"):
        return "killed"
    if harm == "leave":
        return "displaced"
    if voice_of(hit) == "lose" and view.has_death_word(hit.last, hit.last + 3):
        return "killed"
    return harm


def _is_driven_out(view: View, hit: Hit, quantity: Quantity) -> bool:
    """«أجبرت عشرات الأسر على مغادرة بيوتها», «اضطر 300 شخص إلى النزوح»."""
    if voice_of(hit) != "masdar" or hit.term.text("harm") not in ("leave", "displaced") or quantity.kind not in ("number", "family"):
        return False
    if view.gap(quantity.last, hit.first) > 6 or not view.scan.mark(hit.first - 1, "on", "rise"):
        return False
    return hit.term.text("harm") == "displaced" or _is_home(view, hit)


def _is_home(view: View, hit: Hit) -> bool:
    """«تركوا ديارهم», «غادرت قرى …»: leaving tells displacement only with a home to leave."""
    return any(view.scan.mark(at, "home") for at in range(hit.last, min(hit.last + 4, view.stop)))


def _is_spent(view: View, trigger: Hit) -> bool:
    """True if a harm word already has its people before it: «12 شخصا قتلوا … عندما هاجم»."""
    return any(
        harm is not None and harm.at is trigger and quantity.first < trigger.first
        for harm, quantity in zip(view.decided, view.quantities, strict=False)
    )


def _is_tried(view: View, trigger: Hit) -> bool:
    """«محاولة اغتيال»: the harm did not come about."""
    return trigger.first > view.first and view.scan.mark(trigger.first - 1, "attempt") is not None


def _crosses_clause(view: View, first: int, last: int) -> bool:
    return any(view.scan.mark(at, "clause") for at in range(first, last))


def _paired(view: View, trigger: Hit, quantity: Quantity, harm: str) -> tuple[str, ...]:
    """«مقتل وإصابة 35», «قتل وجرح عناصر»: two harm words before one quantity."""
    if trigger.term.id in ("harm.verb.miss",) and view.has_death_word(trigger.last, quantity.last + 6):
        return ("killed",)
    if harm == "fall" and _is_captive(view, quantity):
        return ("captured",)
    if harm in ("meet", "fall", "on") or (voice_of(trigger) == "lose" and _is_own(view, quantity)):
        return ("killed",)
    if harm == "leave":
        return ("displaced",)
    earlier = view.trigger_before(trigger.first)
    if earlier is None or earlier.last != trigger.first or not trigger.joined.startswith(_WAW):
        return (harm,)
    if _is_spent(view, earlier) or not view.scan.doc.tokens[earlier.last - 1].folded.endswith(earlier.form.rsplit(" ", 1)[-1]):
        return (harm,)
    pair = {harm, earlier.term.text("harm")}
    if pair != {"killed", "wounded"}:
        return (harm,)
    return ("killed", "wounded") if quantity.kind == "many" else ("killed_or_wounded",)


def _befell(view: View, hit: Hit, quantity: Quantity, n: int, single: bool) -> bool:
    """True if a harm word after a quantity is the verb of which it is the subject."""
    voice, harm = voice_of(hit), hit.term.text("harm")
    if voice not in ("victim", "both", "meet", "lose") or harm == "inflict" or (single and voice == "lose" and not view.has_death_word(hit.last, hit.last + 3)):
        return False
    form = view.scan.doc.tokens[hit.first].folded
    if hit.term.text("form") != "verb":
        return False
    is_family = quantity.kind == "family" or (quantity.people is not None and quantity.people.term.id == "counted.victim_family")
    if not single and not form.endswith(_PLURAL_VERB) and not (is_family and form.endswith(_FEMININE)):
        return False
    if _is_other_subject(view, hit, n):
        return False
    if single and form.endswith(_FEMININE) and not (quantity.people is not None and quantity.people.form.endswith(_HA)):
        return False
    if single and any(t.folded in QUOTES for t in view.scan.doc.tokens[quantity.last : hit.first]):
        return False
    if single and form.endswith(_PLURAL_VERB):
        return False
    if single and (hit.joined or view.gap(quantity.last, hit.first) > 5 or not _is_certain(view, quantity)):
        return False
    if harm == "meet":
        return view.has_death_word(hit.last, hit.last + 6)
    if harm == "leave":
        return _is_home(view, hit)
    if harm == "fall":
        noun = view.scan.harms.get(hit.last)
        if noun is not None and voice_of(noun) == "noun":
            return noun.term.text("harm") == "killed"
        return quantity.kind in ("number", "two", "bare") and not single
    following = next((q for q in view.quantities[n + 1 :] if q.first >= hit.last), None)
    takes = following is not None and view.gap(hit.last, following.first) <= 3 and not _is_predicate(following)
    if takes and following is not None and view.trigger_before(following.first) is not hit:
        takes = False
    return not (takes and voice == "both")


def _is_certain(view: View, quantity: Quantity) -> bool:
    """A single person known to the text: a name, «السائق», «سائق الحافلة», or one that a clause opens with."""
    if quantity.is_definite or quantity.kind == "name":
        return True
    tokens = view.scan.doc.tokens
    is_genitive = quantity.last < view.stop and tokens[quantity.last].folded.startswith(ARTICLE)
    return is_genitive or (quantity.first > view.first and view.scan.mark(quantity.first - 1, "clause") is not None)


def _is_other_subject(view: View, hit: Hit, n: int) -> bool:
    """True if another group stands nearer to the verb: «مسؤولون إن سبعة جنود قتلوا»."""
    for following in view.quantities[n + 1 :]:
        if following.first >= hit.first:
            return False
        if not following.is_joined and not _among_before(view, following) and following.kind in ("number", "two", "many", "bare"):
            return True
    return False


def _is_predicate(quantity: Quantity) -> bool:
    """«ارتقوا شهداء»: a noun of harm that only completes the verb."""
    return quantity.harm is not None and quantity.kind in ("many", "one") and not quantity.is_joined


def is_subject(view: View, n: int) -> bool:
    """See `_is_subject`."""
    return _is_subject(view, n)


def is_no_loss(view: View, n: int) -> bool:
    """Quantities that tell no loss: people set free, losses denied, nouns that only complete a verb, generic plurals."""
    quantity, scan = view.quantities[n], view.scan
    harm = quantity.harm
    if harm is not None and harm.term.text("harm") in ("captured", "displaced") and _follows(view, quantity, 7, "release"):
        return True
    if quantity.kind in ("many", "one", "two") and _follows(view, quantity, 8, "negation"):
        return True
    if _is_owner(view, n):
        return True
    if harm is None:
        return False
    if quantity.kind in ("many", "one") and quantity.is_definite:
        return True
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
        return at is not None and voice_of(at) == "victim" and scan.doc.tokens[at.first].folded.endswith(_PLURAL_VERB[0])
    return False


def _is_generic(view: View, quantity: Quantity) -> bool:
    """«قافلة شهداء الثورة», «من ضحايا الحرب»: the dead or wounded as a class."""
    if quantity.first > view.first and view.scan.mark(quantity.first - 1, "of"):
        return True
    trigger = view.trigger_before(quantity.first)
    if trigger is not None and view.gap(trigger.last, quantity.first) <= 3:
        return False
    tokens = view.scan.doc.tokens
    return quantity.last < view.stop and tokens[quantity.last].folded.startswith(ARTICLE) and quantity.first - 1 > view.first


def _is_owner(view: View, n: int) -> bool:
    """«20 قتيلا من عناصر …»: the plural only names whose the counted were."""
    quantity = view.quantities[n]
    if not n or quantity.kind not in ("many", "one") or view.quantities[n - 1].last != quantity.first - 1:
        return False
    return view.scan.mark(quantity.first - 1, "of") is not None


def _follows(view: View, quantity: Quantity, reach: int, mark: str) -> bool:
    for at in range(quantity.first - 1, max(view.first, quantity.first - reach) - 1, -1):
        if view.scan.mark(at, mark):
            return True
        if view.scan.doc.tokens[at].folded in _COMMAS or at in view.scan.numerals:
            return False
    return False


def _heads_other(view: View, n: int) -> bool:
    """«جثث 5 أشخاص», «عدد القتلى إلى 15»: the noun names the harm of a number that follows."""
    quantity = view.quantities[n]
    if quantity.kind != "many":
        return False
    for at in range(quantity.first - 1, max(view.first, quantity.first - 3) - 1, -1):
        if view.scan.mark(at, "toll"):
            return True
    if n + 1 < len(view.quantities):
        following = view.quantities[n + 1]
        return following.kind == "number" and following.harm is None and not following.is_joined and following.first - quantity.last <= 1
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
