"""Whether a harm word takes the people that stand behind it."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.count.bypass import acts_itself, told_trigger
from marsad.mention.count.flight import are_driven_away, are_prisoners
from marsad.mention.count.needs import NEEDS, is_of_its_own, needs_reach, wave
from marsad.mention.count.nouns import is_object as is_object_of_verb
from marsad.mention.count.parts import is_part
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import is_defined
from marsad.mention.count.view import (
    Harm,
    View,
    crosses_clause,
    follows,
    is_captive,
    is_flight,
    is_home,
    is_spent,
    voice_of,
)
from marsad.text.clitics import BA, LAM, WAW

#: words between who did it and the counted people it was done to
_DOER = 9
#: words between a verb of going away and the many who went
_AWAY = 12
#: words between a verb of bringing people out and them
_TAKEN = 3
_ACCUSATIVE = "\u0627"
#: how many tokens may stand between a harm word and the people, by voice and by kind of quantity
_REACH = {
    "masdar": {"number": 4, "bare": 3, "two": 2, "many": 2, "one": 0, "name": 1, "family": 3},
    "victim": {"number": 14, "bare": 5, "two": 5, "many": 4, "one": 3, "name": 2, "family": 6},
    "both": {"number": 14, "bare": 5, "two": 5, "many": 4, "one": 2, "name": 2, "family": 6},
    "state": {"number": 1, "two": 1, "many": 0, "family": 1},
    "doer": {"number": 14, "bare": 5, "two": 6, "many": 5, "one": 4, "name": 2, "family": 6},
}
_CLAUSE_ENDS = frozenset(".\u060c,\u061b")
_HA = "\u0647"
#: verbs of which armed people in the nominative are the doers
_TAKES = ("harm.verb.stop", "harm.verb.seize", "harm.verb.kidnap", "harm.verb.detain")
#: verbs that take «على» before those they harm
_WITH_ON = (
    "harm.verb.perish",
    "harm.verb.finish_off",
    "harm.verb.grasp",
    "harm.verb.come_over",
    "harm.masdar.arrest_on",
)
#: words between «took» and the lives it took
_LIVES = 14
#: classes of people who take others
_TAKERS = ("gunmen", "fighters", "soldiers", "police", "attackers")
#: verbs that hit things as well as people
_HITS = ("harm.verb.hit", "harm.verb.hit_now")
#: endings of «lost» that show who lost: she, they
_LOSERS = ("\u062a", "\u0648\u0627")
#: the last letter of «fell» said of men
_FELL = "\u0637"
_SHE, _OBJECT = "\u062a", "\u0627"
#: endings of a doer in the nominative, which no noun follows as its owner
_NOMINATIVE = ("\u0648\u0646", "\u0627\u0646")


def is_subject(view: View, n: int) -> bool:
    """True if a quantity is the doer of the verb before it: «قتل مسلحون 5 جنود», «أردى قناص رجلا»."""
    if _is_killer_alone(view, n):
        return True
    if n + 1 >= len(view.quantities):
        return False
    quantity, following = view.quantities[n], _past_adjective(view, n)
    if (
        quantity.kind not in ("many", "one", "two")
        or quantity.harm is not None
        or following.is_joined
        or following.harm is not None
        or following.is_loose  # «قتل شاب يبلغ 19 عاما»
        or view.scan.mark(following.first - 1, "with", "preposition")  # «في الستين من عمره»
        or acts_itself(view, following)
    ):
        return False
    trigger = view.trigger_before(quantity.first)
    if trigger is None or not _has_doer(trigger, quantity) or view.gap(trigger.last, quantity.first) > 2:
        return False
    reach = _DOER if following.kind == "number" and following.people is not None else 6
    if told_trigger(view, following) is not trigger or view.gap(quantity.last, following.first) > reach:
        return False
    if view.has_comma(quantity.last, following.first) and following.kind != "number":
        return False
    if is_part(view, view.quantities.index(following)):
        return False
    if following.kind in ("number", "two", "bare", "family"):
        return True
    if following.people is None or following.kind not in ("one", "name"):
        return False
    is_nominative = quantity.people is not None and quantity.people.form.endswith(_NOMINATIVE)
    if is_nominative and following.first - quantity.last <= (0 if voice_of(trigger) == "both" else 3):
        return True
    is_woman = following.people.form.endswith(_HA) and following.kind == "one" and not following.is_definite
    if is_woman and quantity.kind == "one" and quantity.people is not None:
        return not quantity.people.form.endswith(_HA)  # «قتل قناص امرأة»
    return following.people.form.endswith(_ACCUSATIVE)


def _has_doer(trigger: Hit, quantity: Quantity) -> bool:
    """A verb that somebody does to others, or the noun of a taking before those who take: «احتجاز مسلحين 30 مدنيا»."""
    if voice_of(trigger) in ("both", "doer"):
        return True
    is_taking = trigger.term.id == "harm.masdar.arrest_masdar" and quantity.kind == "many"
    return is_taking and quantity.people is not None and quantity.people.term.text("victims") in _TAKERS


def _past_adjective(view: View, n: int) -> Quantity:
    """The quantity behind another and the nation that describes it: «عناصر الحركة الأفغان … ستة جنود»."""
    following = view.quantities[n + 1]
    is_adjective = following.kind == "many" and following.is_definite and _is_nation(following)
    return view.quantities[n + 2] if is_adjective and n + 2 < len(view.quantities) else following


def _is_killer_alone(view: View, n: int) -> bool:
    """«اغتال مسلحان …»: right behind a verb that has no passive of this spelling stands who did it."""
    quantity = view.quantities[n]
    if quantity.people is None or quantity.kind not in ("two", "many") or quantity.is_definite:
        return False
    trigger = view.trigger_before(quantity.first)
    if trigger is None or trigger.last != quantity.first:
        return False
    if trigger.term.id == "harm.verb.assassinate":
        return quantity.people.form.endswith(_NOMINATIVE)
    is_taker = trigger.term.id in _TAKES and quantity.people.term.text("victims") in ("gunmen", "fighters")
    return is_taker and quantity.people.form.endswith((*_NOMINATIVE, WAW))


def governs(view: View, trigger: Hit, quantity: Quantity, harm: str, between: Quantity | None) -> bool:
    """True if a harm word can take a quantity at this distance."""
    each = view.scan.mark(trigger.last, "each")
    gap = view.gap(each.last if each is not None else trigger.last, quantity.first)
    if _needs_on(view, trigger, quantity):
        is_told = trigger.term.id != "harm.verb.come_over" or quantity.people is not None
        return gap <= 8 and not quantity.is_loose and is_told
    if _takes_lives(view, trigger, quantity):
        return gap <= _LIVES and not crosses_clause(view, trigger.last, quantity.first)
    if harm == "inflict":
        return quantity.kind == "number" and quantity.people is not None and gap <= 1 and not quantity.is_loose
    if harm == "on" or is_spent(view, trigger) or _is_tried(view, trigger) or are_prisoners(view, trigger, quantity):
        return False
    if quantity.is_loose or crosses_clause(view, trigger.last, quantity.first) or is_name_of_thing(view, quantity):
        return False
    special = _governs_with_help(view, trigger, quantity, harm, gap)
    if special is not None:
        return special
    is_object = _is_object_of_group(view, trigger, quantity)
    voice = "doer" if between is not None or is_object else voice_of(trigger)
    if between is not None:
        gap = view.gap(between.last, quantity.first)
    elif is_object:
        gap -= sum(view.scan.mark(at, "follower") is not None for at in range(trigger.last, quantity.first))
    return gap <= _reach(view, trigger, quantity, harm, "both" if voice == "lose" else voice)


def _is_object_of_group(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«قتلت مجموعة مسلحة مساء أمس سائق شاحنة»: behind a verb of «she» a man is whom she killed."""
    if quantity.kind != "one" or quantity.people is None or quantity.is_joined or voice_of(trigger) != "both":
        return False
    is_she = view.scan.doc.tokens[trigger.last - 1].folded.endswith(_SHE)
    return is_she and not quantity.people.form.endswith(_HA) and quantity.first > trigger.last


def _governs_with_help(view: View, trigger: Hit, quantity: Quantity, harm: str, gap: int) -> bool | None:
    """Harm words that need more than themselves: «لقي … حتفهم», «سقط 5», «غادروا قراهم»; None for the others."""
    if harm == "leave" and are_driven_away(view, trigger, quantity):
        return gap <= (_TAKEN if trigger.term.id == "harm.verb.evacuate" else _AWAY)
    if harm == "leave":
        is_gone = trigger.term.id != "harm.verb.go" and is_home(view, trigger)
        reach = 2 if is_gone else 5
        return gap <= reach and quantity.kind in ("number", "family") and (is_gone or is_flight(view, quantity))
    if trigger.term.id in NEEDS:
        return gap <= needs_reach(trigger) and NEEDS[trigger.term.id](view, trigger, quantity)
    if harm == "displaced" and quantity.kind in ("many", "one", "name"):
        return False
    if trigger.term.id in ("harm.masdar.life", "harm.verb.run_away"):
        if trigger.term.id == "harm.verb.run_away" and are_driven_away(view, trigger, quantity):
            return gap <= _AWAY
        if (
            trigger.term.id == "harm.verb.run_away"
            and view.scan.mark(trigger.last, "of")
            and quantity.kind in ("number", "family")
        ):
            return gap <= 14
        is_one = gap == 0 and quantity.kind == "one" and not quantity.is_definite
        return is_one or (gap <= 1 and quantity.kind in ("number", "two", "family"))
    if trigger.term.id == "harm.verb.miss" and quantity.kind in ("many", "one", "name"):
        is_lost = trigger.tense == "past" and not quantity.is_owned
        return is_lost and gap == 0 and quantity.kind == "one"
    if trigger.term.id in ("harm.verb.lose", "harm.masdar.lose_masdar") and quantity.kind in ("many", "one", "name"):
        return False
    if harm == "meet":
        return gap <= 6 and view.has_death_word(trigger.last, quantity.last + 14)
    if harm == "fall" and is_captive(view, quantity):
        return True
    if harm == "fall" and _is_amid(view, quantity):
        return False
    if harm == "fall":
        is_plane = quantity.people is not None and quantity.people.term.id == "counted.fighter_f"  # «مقاتلتين»
        is_told = not is_plane and (quantity.people is not None or quantity.kind == "number" or _ends(view, quantity))
        is_far = trigger.term.text("form") == "verb" and quantity.kind == "number" and quantity.people is not None
        is_far = is_far and not any(view.scan.mark(at, "on") for at in range(trigger.last, quantity.first))
        return is_told and gap <= (12 if is_far else 3) and quantity.kind in ("number", "two", "bare")
    return None


def _is_amid(view: View, quantity: Quantity) -> bool:
    """«وقعت صدامات بين آلاف المحتجين والشرطة»: who stands behind «between» is a side, none of the fallen."""
    is_range = quantity.high is not None and quantity.high > quantity.low
    return not is_range and view.scan.mark(quantity.first, "made_of") is not None


def _ends(view: View, quantity: Quantity) -> bool:
    """«سقط فيه ستة.»: a number that its sentence or clause ends with."""
    if quantity.kind != "bare" or quantity.bound != "exact":
        return False
    if quantity.last >= view.stop or view.scan.doc.tokens[quantity.last].folded in _CLAUSE_ENDS:
        return True
    return _are_people_fallen(view, quantity)


def _are_people_fallen(view: View, quantity: Quantity) -> bool:
    """«سقط أربعة في غارة», «سقط ستة وجرح سبعة»: right behind the verb in the form of men, no shells in the sentence."""
    trigger = view.trigger_before(quantity.first)
    if trigger is None or trigger.last != quantity.first or not trigger.form.endswith(_FELL):
        return False
    if any(view.scan.mark(at, "falls") is not None for at in range(view.first, trigger.first)):
        return False
    after = view.scan.harms.get(quantity.last)
    is_joined = after is not None and after.term.text("form") == "verb" and after.joined.startswith(WAW)
    return is_joined or view.scan.mark(quantity.last, "preposition", "follower", "fire") is not None


def _reach(view: View, trigger: Hit, quantity: Quantity, harm: str, voice: str) -> int:
    """How many words may stand between a harm word and this quantity; -1 where it cannot take it at all."""
    if harm == "captured" and voice == "masdar" and trigger.joined.endswith(LAM):
        return -1  # «لتوقيف»: a purpose
    if _after_preposition(view, quantity, trigger) or (quantity.kind == "many" and quantity.is_definite):
        return -1
    if voice == "masdar" and view.has_comma(trigger.last, quantity.first):
        return -1
    is_weak = trigger.term.id in ("harm.verb.seize", "harm.verb.stop")
    is_stopped = trigger.term.id == "harm.verb.stop" and quantity.kind == "bare"
    if is_weak and quantity.people is None and not quantity.others and not is_stopped:
        return -1
    if voice == "doer" and _is_owner_of_thing(view, trigger, quantity):
        return -1
    is_object = quantity.people is not None and is_object_of_verb(view.scan, quantity.people)
    if (_is_nation(quantity) and quantity.kind == "one" and not is_object) or trigger.term.id == "harm.verb.drown":
        return 0
    reach = _REACH["doer" if is_object else voice].get(quantity.kind, 0)
    if quantity.kind in ("one", "name") and quantity.is_definite and voice != "masdar":
        reach = 6  # «استشهد نتيجة القصف الطفل …»
    if quantity.others and quantity.kind != "number":
        return 0 if quantity.kind == "one" else min(reach, 1)
    is_numbered = quantity.kind == "number" and quantity.people is not None
    return min(reach, 8 if is_numbered else 3) if is_weak else reach


def _is_owner_of_thing(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«أصابت سيارة طبيب»: one person without the ending of an object, behind a noun of what was hit."""
    if trigger.term.id not in _HITS or quantity.kind != "one" or quantity.people is None:
        return False
    if quantity.is_definite or quantity.others:
        return False
    is_object = quantity.people.form.endswith((_ACCUSATIVE, _HA))
    return not is_object and quantity.first > trigger.last


def _needs_on(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«قضت وحدة من الجيش على عشرات»: the verb kills with «على» before its object."""
    if trigger.term.id not in _WITH_ON or quantity.first - 1 < trigger.last:
        return False
    return view.scan.mark(quantity.first - 1, "on") is not None


def _takes_lives(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«أودت سيارة متوقفة قرب السوق بـ 12 شخصا»: the number stands with «ب» behind who or what took them."""
    if trigger.term.id != "harm.masdar.lives" or " " in trigger.form or quantity.kind not in ("number", "two"):
        return False
    tokens = view.scan.doc.tokens
    is_by = tokens[quantity.first].folded.startswith(BA) or tokens[quantity.first - 1].folded == BA
    return is_by and quantity.people is not None and quantity.first > trigger.last


def _after_preposition(view: View, quantity: Quantity, trigger: Hit) -> bool:
    at = quantity.first - 1
    if at < trigger.last or view.scan.mark(at - 1, "each"):
        return False
    if any(
        view.scan.mark(place, "composed", "collective", "against") for place in range(max(trigger.last, at - 3), at + 1)
    ):
        return False
    marks = ("preposition", "on", "rise") if quantity.bound == "range" else ("preposition", "on", "of", "rise")
    return view.scan.mark(at, *marks) is not None


def is_name_of_thing(view: View, quantity: Quantity) -> bool:
    """«في سجن أبو غريب», «قرب مدرسة خالد بن الوليد»: no person, but the name of a place."""
    at = quantity.first - 1
    if quantity.kind != "name" or at - 1 < view.first or at in view.scan.people:
        return False
    if view.scan.doc.tokens[at].kind != "word":
        return False
    is_plain = not is_defined(view.scan.doc.tokens[at].folded)
    return is_plain and view.scan.mark(at - 1, "preposition") is not None


def _is_nation(quantity: Quantity) -> bool:
    return quantity.people is not None and bool(quantity.people.term.attrs.get("nation"))


def _is_tried(view: View, trigger: Hit) -> bool:
    """«محاولة اغتيال»: the harm did not come about."""
    return trigger.first > view.first and view.scan.mark(trigger.first - 1, "attempt") is not None


def paired(view: View, trigger: Hit, quantity: Quantity, harm: str) -> tuple[str, ...]:
    """«مقتل وإصابة 35», «قتل وجرح عناصر»: two harm words before one quantity."""
    if trigger.term.id in ("harm.verb.miss",) and view.has_death_word(trigger.last, quantity.last + 6):
        return ("killed",)
    if harm == "fall" and is_captive(view, quantity):
        return ("captured",)
    if trigger.term.id == "harm.verb.reach":
        return (wave(view, trigger),)
    if trigger.term.text("result"):
        return (trigger.term.text("result"),)
    if harm in ("meet", "fall", "on", "inflict") or _is_loss_of_own(view, trigger, quantity):
        return ("killed",)
    if harm == "leave":
        return ("displaced",)
    earlier = view.trigger_before(trigger.first)
    if earlier is None or earlier.last != trigger.first or not trigger.joined.startswith(WAW):
        return (harm,)
    if is_spent(view, earlier) or not view.scan.doc.tokens[earlier.last - 1].folded.endswith(
        earlier.form.rsplit(" ", 1)[-1]
    ):
        return (harm,)
    pair = {harm, earlier.term.text("harm")}
    if pair != {"killed", "wounded"}:
        return (harm,)
    return ("killed", "wounded") if quantity.kind == "many" else ("killed_or_wounded",)


def _is_loss_of_own(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«فقدت ثمانية من أفرادها», «فقدان تسعة من جنودها», «فقدت 18 مقاتلا»: what a force loses is killed."""
    if trigger.term.id not in ("harm.verb.miss", "harm.masdar.miss_masdar") or trigger.last - trigger.first > 1:
        return False
    if any(view.scan.mark(at, "contact") for at in range(trigger.last, quantity.first)):
        return False
    if is_of_its_own(view, quantity):
        return True
    is_active = view.scan.doc.tokens[trigger.last - 1].folded.endswith(_LOSERS)
    is_armed = quantity.people is not None and quantity.people.term.text("victims") in ("fighters", "soldiers")
    is_bare = quantity.kind == "bare" and trigger.last == quantity.first  # «فقدوا 27»
    is_armed = is_armed or _is_object_of_she(view, trigger, quantity)
    return voice_of(trigger) == "lose" and is_active and (is_bare or (is_armed and quantity.kind == "number"))


def _is_object_of_she(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«فقدت القبيلة 35 رجلا»: men in the form of an object behind a verb of «she» are those whom she lost."""
    tokens = view.scan.doc.tokens
    is_she = tokens[trigger.last - 1].folded.endswith(_SHE)
    return is_she and quantity.people is not None and tokens[quantity.last - 1].folded.endswith(_OBJECT)


def after_bodies(view: View, n: int) -> Harm | None:
    """«انتشال جثث 5 أشخاص»: the number stands on the people, the harm on the noun before."""
    quantity = view.quantities[n]
    hit = view.scan.harms.get(quantity.first - 1) if quantity.first > view.first else None
    if hit is None or voice_of(hit) != "noun" or quantity.harm is not None or quantity.is_loose:
        return None
    if quantity.is_joined:
        return None  # «22 رهينة وتسعة من الخاطفين»
    if follows(view, quantity, 6, "release"):
        return None
    if (
        hit.term.text("harm") == "killed_or_wounded"
        or quantity.kind not in ("number", "two", "family")
        and not (quantity.kind == "bare" and hit.number == "many")
    ):
        return None
    return Harm((hit.term.text("harm"),), hit, "noun")
