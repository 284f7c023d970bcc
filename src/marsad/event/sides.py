"""Rules that say whose losses a count tells. Each is a named function; its docstring is shown beside the evidence."""

from __future__ import annotations

from collections.abc import Callable

from marsad.event.borne import (
    ARMED,
    ARMED_KINDS,
    GENERIC,
    Suffering,
    is_named,
    most_of_the_dead,
    owners,
    people_driven_from_home,
    side_of_the_count_joined,
    side_that_bears_losses,
    special_people_only_among_them,
    unarmed_people_taken,
)
from marsad.event.possessor import ending_of, parties_before, speaker_of_own_losses
from marsad.event.scene import Scene
from marsad.event.serving import guards_of_somebody, nationals_of_the_struck, party_served
from marsad.event.tally import RISING
from marsad.lexicon import Hit
from marsad.lexicon.strangers import actor_kind
from marsad.model import CountMention
from marsad.text.clitics import WAW

#: nouns for people who may belong to any group of civilians
PLAIN = frozenset(
    {"counted.worker", "counted.employee", "counted.youth", "counted.man", "counted.person", "counted.driver", ""}
)
_BY_CONTEXT, _BY_SETTING = "people_told_by_context", ("force_of_setting", "men_of_party_before")
_RIGHT_BEHIND, _MOST = 4, 14
_BEHIND, _NEAR, _NEXT, _PARTS = 14, 30, 5, 9
#: words between the word for a side's losses and their figure
_TOLL = 25
#: small words behind which stands who struck, or when
_APART = frozenset({"due", "since", "led"})
#: nouns for men who may be a party's own
_MEN = frozenset({"counted.man", "counted.son", "counted.activist", "counted.youth", "counted.individual"})
_STATE, _REBEL = ("state", "coalition", "international"), ("rebel", "militia", "unlisted", "criminal", "unidentified")


Rule = Callable[[Suffering], str]


def both_sides_together(case: Suffering) -> str:
    """Losses of two enemies in one figure: «40 قتيلا من الطرفين» is nobody's alone."""
    count, scene = case.count, case.scene
    told = scene.in_sentence(scene.mentions.counts, scene.sentence(count))
    joined = [c for c in told if 0 <= c.first - count.last <= _NEXT and c.harm != count.harm and not c.part]
    clues = owner_clues(case)
    if joined and not is_named(scene, count) and count.owner_last <= joined[0].last:
        clues |= scene.clues_within(joined[0].first, max(joined[0].owner_last, joined[0].last))
    return "unknown" if "both_sides" in clues or _are_enemies(case) else ""


def _are_enemies(case: Suffering) -> bool:
    """«21 عنصرا من الفصائل وداعش»: the words behind the figure name a party of each side."""
    behind = [m for m in owners(case.scene, case.count) if m.last > case.count.last]
    ones, others = set(case.initiators) - set(case.targets), set(case.targets) - set(case.initiators)
    for one, other in zip(behind, behind[1:], strict=False):
        is_joined = other.first - one.last <= 1 and case.scene.doc.tokens[one.last].folded.startswith(WAW)
        told = {one.actor, other.actor}
        if is_joined and told & ones and told & others:
            return True
    return False


def side_named_as_assailants(case: Suffering) -> str:
    """The dead are those who attacked: «من القوة المهاجمة», «مقتل 3 مهاجمين»."""
    is_told = case.count.victims == "attackers" or "assailants" in owner_clues(case)
    return case.initiators[0] if is_told and case.initiators else ""


def side_named_as_defenders(case: Suffering) -> str:
    """The dead are those who were attacked: «21 من المدافعين»."""
    targets = [a for a in case.targets if actor_kind(a) != "civilian"]
    last = max(case.count.owner_last, case.count.last)
    is_told = _words_within(case.scene, "defenders", case.count.first, last)
    return targets[0] if is_told and len(targets) == 1 else ""


def people_of_civilians(case: Suffering) -> str:
    """The words right behind the count name civilians: «مئات القتلى في صفوف المدنيين», «ثلاثة قتلى من المارة»."""
    if case.count.victims not in ("", "unknown"):
        return ""
    behind = [m for m in owners(case.scene, case.count) if m.first >= case.count.last and m.rule != _BY_CONTEXT]
    civil = [m for m in behind if actor_kind(m.actor) == "civilian"]
    if not civil or civil[0].first - case.count.last > _RIGHT_BEHIND:
        return ""
    return civil[0].actor if len(civil) == len(behind) else "unknown"


def most_of_them_civilians(case: Suffering) -> str:
    """«قتل 20 شخصا معظمهم مدنيون»: most of them civilians; people of whom most were armed are nobody's alone."""
    scene, count = case.scene, case.count
    if count.victims not in ("", "unknown") or count.part:
        return ""
    stop = min(scene.doc.sentences[scene.sentence(count)].last, count.last + _MOST)
    found = _words_within(scene, "most_of_them", count.last, stop)
    found = found or _words_within(scene, "most_of_the_dead", count.last, stop)
    if not found:
        return ""
    at = found[0].first
    told = [m for m in scene.mentions.actors if at < m.first <= at + 3]
    people = [c.victims for c in scene.mentions.counts if at < c.first <= at + 3 and c.victims]
    kinds = [actor_kind(m.actor) for m in told if m.rule != _BY_CONTEXT] + [actor_kind(p) for p in people]
    if not kinds:
        return ""
    return "civilians" if kinds[0] == "civilian" else "unknown"


def people_found_dead(case: Suffering) -> str:
    """«عثر على ثلاث جثث», «انتشال رفات شخصين»: the dead of whom no words say who they were."""
    count, scene = case.count, case.scene
    first = scene.doc.sentences[scene.sentence(count)].first
    if case.kind != "other" or not _words_within(scene, "body", max(first, count.first - 2), count.last):
        return ""
    is_plain = count.victims in ("", "unknown") or count.people in _MEN
    return "unknown" if is_plain and not is_named(scene, count) else ""


def _words_within(scene: Scene, name: str, first: int, last: int) -> list[Hit]:
    """The words of a name that start at tokens `[first, last)`."""
    return [hit for hit in scene.whose if hit.id == name and first <= hit.first < last]


def side_that_owns_the_people(case: Suffering) -> str:
    """The words behind the people name the side: «20 عنصراً من قوات النظام», «ثلاثة من مقاتلي الحركة»."""
    named = [m for m in owners(case.scene, case.count) if m.actor not in GENERIC and actor_kind(m.actor) != "civilian"]
    behind = [m for m in named if m.last > case.count.last]
    if behind or not named:
        return behind[0].actor if behind else ""
    group = _group(named[0].actor)  # the noun alone («جنود»), read by context: the event knows better
    sides = [a for a in dict.fromkeys((*case.targets, *case.initiators)) if _group(a) == group]
    is_open = named[0].rule in _BY_SETTING and named[0].actor not in sides and len(sides) == 1
    return sides[0] if is_open else named[0].actor


def side_of_the_people_named(case: Suffering) -> str:
    """The noun itself says who they are: «مدنيين», «صحفي», «16 حوثياً»."""
    victims = case.count.victims
    if not victims or victims in ARMED or victims == "unknown" or _is_of_a_force(case):
        return ""
    if victims == "civilians" and case.count.people in _MEN and (_armed_behind(case) or case.count.voice == "lose"):
        return ""  # «ناشطان من سرايا القدس», «ثلاثة من أبناء الفصائل», «خسرت القوات 14 رجلا»
    special = [a for a in case.targets if actor_kind(a) == "civilian" and a not in GENERIC] or _trade(case)
    if victims == "civilians" and case.count.people in PLAIN and len(special) == 1:
        return special[0]
    return victims


def _armed_behind(case: Suffering) -> bool:
    """True if the words right behind the people name an armed party."""
    kinds = (*ARMED_KINDS, *_STATE) if case.count.people == "counted.man" else ARMED_KINDS
    behind = (m for m in owners(case.scene, case.count) if abs(m.first - case.count.last) <= 1)
    return any(m.actor not in GENERIC and m.rule != _BY_CONTEXT and actor_kind(m.actor) in kinds for m in behind)


def _trade(case: Suffering) -> list[str]:
    """The only trade of civilians that the report names: those at work in a field or looking for truffles."""
    named = {m.actor for m in case.scene.mentions.actors if m.actor in ("oil-workers", "truffle-pickers")}
    return list(named) if len(named) == 1 else []


def side_of_the_possessor(case: Suffering) -> str:
    """A possessive ending points back to the party before it: «خسرت القوات 11 من أفرادها»."""
    if _is_sum(case) or not _is_possessed(case):
        return ""
    if case.count.victims not in (*ARMED, "unknown") and not _is_of_a_force(case):
        return ""
    speaker = speaker_of_own_losses(case.scene, case.count)
    if speaker:
        return speaker
    sentence = case.scene.sentence(case.count)
    armed = parties_before(case.scene, case.count)
    inside = [m for m in armed if case.scene.sentence(m) == sentence]
    if inside and case.count.voice == "doer":
        doer = _doer(case)
        others = [m for m in inside if m.actor != doer]
        return others[-1].actor if others else ""
    armed = [m for m in armed if m.actor != "unknown-gunmen"] or armed
    inside = [m for m in armed if m in inside]
    if inside and case.count.voice in ("lose", "masdar"):
        return inside[-1].actor
    slot = case.initiators if case.count.voice == "lose" else case.targets
    likely = [m for m in armed if m.actor in slot]
    return (likely or armed)[-1].actor if armed else ""


def _doer(case: Suffering) -> str:
    """The first armed party of the sentence, who did what the verb tells."""
    told = case.scene.in_sentence(case.scene.mentions.actors, case.scene.sentence(case.count))
    armed = (m.actor for m in told if m.actor not in GENERIC - {"unknown-gunmen"} and actor_kind(m.actor) != "civilian")
    return next(armed, "")


def _is_sum(case: Suffering) -> bool:
    """«رجل وزوجته»: several counts added up, the last of which belongs to the first."""
    inside = (c for c in case.scene.mentions.counts if case.count.first < c.first < case.count.last)
    return any(c.harm == case.count.harm for c in inside)


def side_of_the_count_before(case: Suffering) -> str:
    """More of those just counted: «وأصيب أربعة آخرون», «مقتل خمسة جنود وجرح عشرة»."""
    before = case.before_count
    if before is None or not case.before or case.count.victims not in ("", "unknown"):
        return ""
    apart = case.scene.sentence(case.count) - case.scene.sentence(before)
    if apart:
        is_more = case.count.others or _are_their_wounded(case, before)
        return case.before if is_more and apart == 1 else ""
    return case.before if case.count.others or case.count.first - before.last <= 9 else ""


def _are_their_wounded(case: Suffering, before: CountMention) -> bool:
    """«مقتل 12 مدنيا. … وجرح في الغارة العشرات»: the wounded beside civilian dead of the sentence before."""
    is_pair = case.count.harm == "wounded" and before.harm == "killed" and case.before == "civilians"
    return is_pair and not case.count.people and not is_named(case.scene, case.count)


def more_after_people_of_several_sides(case: Suffering) -> str:
    """«مقتل شرطيين وثلاثة مدنيين وجرح 30 آخرين»: more people after those of two sides are nobody's alone."""
    count = case.count
    if count.victims not in ("", "unknown") or count.owner_last > count.owner_first + 1 or case.before_count is None:
        return ""
    inside = case.scene.in_sentence(case.scene.mentions.counts, case.scene.sentence(count))
    told = [c for c in inside if c.last <= count.first and not c.part and c.harm and c.harm != count.harm]
    if len(told) < 2 or told[-1] != case.before_count or count.first - told[-1].last > _NEXT:
        return ""
    kinds = {"armed" if c.victims in ARMED else "civil" for c in told[-2:] if c.victims not in ("", "unknown")}
    joined = told[-1].rule == "coordinated_people" and told[-2].harm == told[-1].harm
    return "unknown" if joined and len(kinds) == 2 else ""


def only_armed_side_of_a_kind(case: Suffering) -> str:
    """Soldiers and policemen are the state's, gunmen and militants its enemies', where the event names one such."""
    wanted = {"soldiers": _STATE, "police": _STATE, "gunmen": _REBEL}.get(case.count.victims)
    if wanted is None:
        return ""
    sides = [a for a in (*case.targets, *case.initiators) if actor_kind(a) in wanted]
    if not sides and any(m.actor == "unknown-gunmen" for m in owners(case.scene, case.count)):
        return "unknown-gunmen"
    return sides[0] if len(dict.fromkeys(sides)) == 1 else ""


def _group(actor: str) -> str:
    return "state" if actor_kind(actor) in _STATE else "other"


def side_named_behind_the_toll(case: Suffering) -> str:
    """The side stands behind the word for the toll: «يرتفع إلى 428 تعداد قتلى قوات النظام», «298 حصيلة من قضوا من
    القوات».
    """
    if case.count.rule not in RISING or case.count.harm_at is None:
        return ""
    scene = case.scene
    behind = [
        m
        for m in scene.in_sentence(scene.mentions.actors, scene.sentence(case.count))
        if m.span.start >= case.count.harm_at.start
        and (m.actor == "civilians" or m.actor not in GENERIC)
        and m.first - case.count.last < _BEHIND
    ]
    if not behind or behind[0].span.start - case.count.harm_at.end >= _NEAR:
        return ""
    start = next(n for n in range(behind[0].first, -1, -1) if scene.doc.tokens[n].start < case.count.harm_at.end) + 1
    is_apart = scene.triggers_between(start, behind[0].last) or _APART & scene.clues_within(start, behind[0].first)
    return "" if is_apart else behind[0].actor


def whole_with_armed_among_them(case: Suffering) -> str:
    """«قتل 20 شخصا بينهم ستة من الشرطة»: people told by no name of whom some were armed are nobody's alone."""
    count = case.count
    if count.victims not in ("", "unknown") or count.part or is_named(case.scene, count):
        return ""
    behind = [c for c in case.scene.mentions.counts if c.first >= count.last and c.first - count.last <= _PARTS]
    parts = [c for c in behind if c.part and case.scene.sentence(c) == case.scene.sentence(count)]
    if not parts or count.others:
        return ""
    return "unknown" if any(c.victims in ARMED or _has_armed_owner(case.scene, c) for c in parts) else ""


def _has_armed_owner(scene: Scene, count: CountMention) -> bool:
    return any(m.actor not in GENERIC and actor_kind(m.actor) != "civilian" for m in owners(scene, count))


def side_whose_toll_is_told(case: Suffering) -> str:
    """The side stands behind the word for its losses, the figure further on: «خسائر التنظيم … بنحو 480 قتيلا»."""
    count, scene = case.count, case.scene
    if count.victims or owner_clues(case) & {"ranks"} or is_named(scene, count):
        return ""
    sentence = scene.doc.sentences[scene.sentence(count)]
    low = max(sentence.first, count.first - _TOLL)
    figures = [c.last for c in scene.starting(scene.mentions.counts, low, count.first)]
    low = max([low, *figures])
    tolls = [hit.last for hit in scene.periods if hit.id == "losses" and low <= hit.first < count.first]
    named = [m for at in tolls for m in scene.starting(scene.mentions.actors, at, at + 1) if m.last <= count.first]
    named = [m for m in named if m.actor not in GENERIC and actor_kind(m.actor) != "civilian"]
    return named[-1].actor if named else ""


RULES: tuple[Rule, ...] = (
    both_sides_together,
    whole_with_armed_among_them,
    most_of_them_civilians,
    most_of_the_dead,
    side_named_as_assailants,
    side_named_as_defenders,
    people_found_dead,
    people_of_civilians,
    guards_of_somebody,
    party_served,
    nationals_of_the_struck,
    side_of_the_people_named,
    side_of_the_possessor,
    side_that_owns_the_people,
    side_named_behind_the_toll,
    side_whose_toll_is_told,
    side_that_bears_losses,
    side_of_the_count_joined,
    special_people_only_among_them,
    more_after_people_of_several_sides,
    people_driven_from_home,
    unarmed_people_taken,
    side_of_the_count_before,
    only_armed_side_of_a_kind,
)


def _fits(victims: str, actor: str) -> bool:
    """False for armed people as civilians, militants as a state's, soldiers and policemen as rebels."""
    if victims in ("soldiers", "police"):
        return actor == "unknown" or actor_kind(actor) in (*_STATE, "militia", "unlisted")
    if victims == "gunmen":
        return actor_kind(actor) not in (*_STATE, "civilian") or actor in ("unknown", "unknown-gunmen")
    return victims not in ("fighters", "attackers") or actor_kind(actor) != "civilian" or actor == "unknown"


def _is_captor(case: Suffering, actor: str) -> bool:
    """«خطفت الجبهة خمسة مقاتلين»: who takes people does not take its own."""
    is_taken = case.count.harm == "captured" and case.kind in ("abduction", "arrest")
    return is_taken and actor in case.initiators and actor not in case.targets and actor != "unknown"


def may_suffer(case: Suffering, actor: str) -> bool:
    """False for a class of civilians that neither the event nor the noun names."""
    if not _fits(case.count.victims, actor) or _is_captor(case, actor):
        return False
    if actor in ("civilians", "unknown", case.count.victims, *case.targets, *case.initiators):
        return True
    return actor_kind(actor) != "civilian"


def side_by_rule(case: Suffering) -> tuple[str, str]:
    """(side, name of the rule) of the first rule that knows whose loss a count is; two empty strings if none does."""
    for rule in RULES:
        side = rule(case)
        if side:
            return side, rule.__name__
    return "", ""


def owner_clues(case: Suffering) -> set[str]:
    """Ids of clues in the words that own a count."""
    return case.scene.clues_within(case.count.first, max(case.count.owner_last, case.count.last))


def _is_of_a_force(case: Suffering) -> bool:
    """«تسعة من رجالها»: men that a party calls its own are its fighters."""
    return case.count.people == "counted.man" and _is_possessed(case)


def _is_possessed(case: Suffering) -> bool:
    """True if the noun counted carries a possessive ending: «أفرادها», not «امرأة»."""
    return bool(ending_of(case.scene, case.count))
