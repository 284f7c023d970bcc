"""Whose people those are who serve a party, guard somebody or are told by their nation alone."""

from __future__ import annotations

from functools import lru_cache

from marsad.event.borne import ARMED_KINDS, GENERIC, Suffering, owners
from marsad.event.possessor import ending_of
from marsad.event.scene import Scene
from marsad.lexicon import load_lexicon
from marsad.lexicon.registry import kind_of, load_actors
from marsad.lexicon.strangers import actor_kind
from marsad.mention.actor.context import ABROAD
from marsad.mention.actor.vocabulary import state_arm
from marsad.model import ActorMention, CountMention

#: nouns for men who may be a party's own, and for people who serve in one
_SERVING = frozenset({"counted.councillor", "counted.deputy", "counted.son", "counted.medic"})
_STAFF = frozenset({"counted.employee", "counted.employee_f", "counted.worker", "counted.contractor"})
_GUARDS = frozenset({"counted.guard", "counted.companion", "counted.own_guard", "counted.guard_pair"})
_STATE = frozenset({"state", "coalition", "international"})
_BY_CONTEXT = "people_told_by_context"
#: a nation whose people abroad and at home are not told apart by what was struck
_AT_HOME = frozenset({"IL", "KURD"})
_BEHIND = 1


def party_served(case: Suffering) -> str:
    """«ثلاثة من أعضاء الحركة», «أبناء القوات», «موظفي الأمم المتحدة»: people who serve the party right behind."""
    count = case.count
    if count.people in _STAFF:
        wanted = frozenset({"international"})
    elif count.people in _SERVING:
        wanted = ARMED_KINDS | (_STATE if count.people == "counted.son" else frozenset())
    else:
        return ""
    named = [m for m in owners(case.scene, count) if m.actor not in GENERIC and m.rule != _BY_CONTEXT]
    behind = [m for m in named if abs(m.first - count.last) <= _BEHIND or m.first < count.last < m.last]
    return behind[0].actor if behind and actor_kind(behind[0].actor) in wanted else ""


def nationals_of_the_struck(case: Suffering) -> str:
    """«أصيب خمسة أميركيين» where a base of theirs is struck: people told by the nation of a foreign force struck."""
    country = _nations().get(case.count.people, "")
    if country not in ABROAD - _AT_HOME:
        return ""
    sides = [a for a in case.targets if kind_of(a) == "state" and load_actors()[a].country == country]
    return sides[0] if sides else ""


@lru_cache(maxsize=1)
def _nations() -> dict[str, str]:
    """The country of each nation by which people are counted, by the noun's id."""
    lands = {form: term.text("country") for term in load_lexicon("ar", "actor_nations").terms for form in term.forms}
    terms = (term for term in load_lexicon("ar", "counted").terms if term.attrs.get("nation"))
    return {term.id: next((lands[form] for form in term.forms if form in lands), "") for term in terms}


def guards_of_somebody(case: Suffering) -> str:
    """«نجا المحافظ وقتل ثلاثة من حراسه»: the guards of an official are the state's, of a commander his party's."""
    scene, count = case.scene, case.count
    if not is_his_guard(scene, count):
        return ""
    is_beside = count.rule in ("coordinated_people", "people_killed_beside_another")
    if is_beside and case.before == "officials":
        return "officials"
    place = scene.sentence(count)
    before = [m for m in scene.mentions.actors if m.last <= count.first and scene.sentence(m) >= place - 1]
    guarded = [m for m in before if m.actor == "officials" or _has_guards(m)]
    if count.people == "counted.own_guard" and not any(scene.sentence(m) == place for m in guarded):
        return _state_there(case)  # «نجا رئيس المجلس … وقتل اثنان من أفراد حمايته»
    if not guarded or guarded[-1].actor != "officials":
        return ""  # «قيادي في الحركة ومرافقيه»: as any other men of a party
    if is_beside:
        return "officials"
    own = [a for a in case.targets if actor_kind(a) == "state"]
    return own[0] if own else _state_there(case)


def is_his_guard(scene: Scene, count: CountMention) -> bool:
    """«اثنين من حراسه», «مرافقيه»: those who guard or go with somebody told before."""
    return count.people in _GUARDS and ending_of(scene, count) != ""


def _has_guards(mention: ActorMention) -> bool:
    return actor_kind(mention.actor) in ARMED_KINDS | _STATE | {"unlisted"}


def _state_there(case: Suffering) -> str:
    """The state where the sentence or the report is set."""
    scene = case.scene
    told = scene.in_sentence(scene.mentions.places, scene.sentence(case.count)) or list(scene.mentions.places)
    published = scene.doc.report.published
    countries = (place.admin1[:2] for place in told if place.admin1)
    return next((arm for c in countries if published and (arm := state_arm(c, "gov", published))), "")
