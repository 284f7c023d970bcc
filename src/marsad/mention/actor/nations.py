"""Forces of several nations told with one noun («القوات الهندية والصينية»), and of a land told by its name."""

from __future__ import annotations

from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.actor.foreign import CIVIL_ARMS, WHOLE_FORCES, force_by_act
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import state_arm
from marsad.text.clitics import ARTICLE

_WAW, _ALEF = "\u0648", "\u0627"
#: behind these an adjective of a nation without the article is the land that is spelled like it: «في هايتي»
_FROM = "\u0645\u0646"
_BEFORE_LAND = frozenset(("\u0641\u064a", _FROM))
#: how a noun for two ends, and for two of a noun in the feminine
_TWO = ("\u0627\u0646", "\u064a\u0646")
_TA, _TA_MARBUTA = "\u062a", "\u0629"
_SOLDIERS = "force.soldier"
#: ISO codes; longer ones are no states
_OF_STATE = 2


def read_other_nations(reading: Reading, first: Candidate) -> list[Candidate]:
    """Further nationalities of one noun: «القوات الأميركية والبريطانية», «الدورية الروسية التركية», «الجيش الكونغولي
    ونظيره الأوغندي»; of states outside the registry only where «و» joins them.
    """
    found: list[Candidate] = []
    if first.hit is None or first.rule not in ("force_of_nation", "act_of_nation", "listed_name"):
        return found
    arm = first.hit.term.text("arm")
    own = reading.at("nation", first.last - 1)
    index = first.last
    while own and index < reading.stop(first.first):
        counterpart = next((link for link in reading.at("link", index) if link.id == "link.counterpart"), None)
        at = counterpart.last if counterpart is not None else index
        nation = next((hit for hit in reading.at("nation", at) if _agrees(reading, at, first.last - 1)), None)
        if nation is None:
            break
        actor, head = state_arm(nation.term.text("country"), arm, reading.day), nation
        if not actor and (counterpart is not None or reading.is_joined_new(index)):
            actor, head = _unlisted(reading, first, nation)
        if not actor:
            break
        found.append(Candidate(index, nation.last, actor, "force_of_nation", hit=head))
        index = nation.last
    return found


def _unlisted(reading: Reading, first: Candidate, nation: Hit) -> tuple[str, Hit]:
    """The name of the force of a state outside the registry by the noun of another: «القوات … والصينية»; its head."""
    if len(nation.term.text("country")) != _OF_STATE:
        return "", nation
    if first.rule == "act_of_nation":
        return force_by_act(nation), nation
    head = next((hit for hit in reading.at("force", first.first) if hit.last == first.last - 1), None)
    if head is None or head.term.attrs.get("people"):
        return "", nation
    adjective = reading.doc.words(reading.doc.tokens[nation.last - 1].span).removeprefix(_WAW)
    noun = without_joined(reading, head, head.last)
    return f"x:{_single(noun) if head.number == 'two' else noun} {adjective}", head


def _agrees(reading: Reading, index: int, before: int) -> bool:
    """True if two words both have the article or both lack it, a joined «و» aside, and end alike."""
    tokens = reading.doc.tokens
    one, other = (tokens[at].folded.removeprefix(_WAW) for at in (index, before))
    return one.startswith(ARTICLE) == other.startswith(ARTICLE) and one[-1] == other[-1]


def as_single(candidate: Candidate) -> Candidate:
    """«الجيشان الأوغندي» before «والكونغولي» is «الجيش الأوغندي»; two soldiers stay as they are."""
    hit = candidate.hit
    if hit is None or candidate.rule != "force_of_nation" or not candidate.actor.startswith("x:"):
        return candidate
    noun, _, nation = candidate.actor[2:].partition(" ")
    is_dual = hit.number == "two" and hit.first == candidate.first and not hit.term.attrs.get("people")
    if not is_dual or nation.endswith(_TWO):
        return candidate
    return replace(candidate, actor=f"x:{_single(noun)} {nation}")


def _single(noun: str) -> str:
    """«الجيشان» is two of «الجيش», «القوتين» two of «القوة»."""
    if not noun.endswith(_TWO):
        return noun
    one = noun[:-2]
    return one[:-1] + _TA_MARBUTA if one.endswith(_TA) else one


def is_land_behind(reading: Reading, head: Hit, nation: Hit) -> bool:
    """«الجيش في موريتانيا», «قواتها في هايتي»: the land, and no adjective of the force."""
    if nation.first <= head.last or nation.joined:
        return False
    return nation.form.endswith(_ALEF) or reading.doc.tokens[nation.first - 1].folded in _BEFORE_LAND


def is_whole_of_state(head: Hit) -> bool:
    """True for an army, the forces or the police of a state, which may bear its name; not for soldiers and posts."""
    return head.id in WHOLE_FORCES or (head.term.text("arm") in CIVIL_ARMS and not head.term.attrs.get("service"))


def force_of_land(reading: Reading, head: Hit, owner: Candidate) -> str:
    """«جيش ميانمار» under its own name, where the registry has none for the land; "" for other owners."""
    is_land = owner.hit is not None and owner.hit.term.text("gate") == "metonym" and owner.first == head.last
    if not is_land or not owner.actor.startswith("x:") or not is_whole_of_state(head):
        return ""
    return "x:" + without_joined(reading, head, owner.last)


def name_by_land(reading: Reading, head: Hit, land: Hit) -> str:
    """«شرطة كوسوفو» by all its words, «جنود من رواندا» by the land, where the registry has no forces of it; "" where
    the words name no land or only tell a place.
    """
    is_first = next(iter(land.term.forms)) == land.form and land.id.count(".") == 1
    if not is_first or land.joined or len(land.term.text("country")) != _OF_STATE:
        return ""
    if land.first == head.last and is_whole_of_state(head):
        return "x:" + without_joined(reading, head, land.last)
    is_from = reading.doc.tokens[land.first - 1].folded == _FROM and land.first == head.last + 1
    is_men = is_from and head.id == _SOLDIERS
    return "x:" + reading.doc.words(reading.doc.span_of(land.first, land.last)) if is_men else ""
