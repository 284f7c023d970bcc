"""Who owns up to an act: «وتبنت حركة … الهجوم», «أعلن تنظيم … مسؤوليته عن التفجير», «هجوم تبناه …»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.event.making import Episode
from marsad.event.plot import Plot
from marsad.event.roles import CLAIMABLE
from marsad.event.scene import Scene
from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of
from marsad.model import ActorMention
from marsad.text.clitics import has_conjunction

#: doers that a claim replaces
_NAMELESS = frozenset({"unknown", "unknown-gunmen", "islamists"})
_GUNMEN = "unknown-gunmen"
#: the rule that gives a doer by his claim, and how often such doers prove right
RULE, _SURE = "claims_act", 0.9
_ARMED = frozenset({"rebel", "militia", "state", "coalition", "criminal", ""})
#: words from a word of claiming to its negation before it, to the verb of saying before it, to the party and the act
_TO_NOT, _TO_SAYS, _TO_PARTY, _TO_ACT = 4, 10, 8, 12
#: sentences between an act and its claim, and between it and a claim of several acts
_SOON, _MANY = 5, 4


@dataclass(frozen=True, slots=True)
class Claim:
    """A party that owns up to an act: where that is said, of an act named there or told before, of one or several."""

    first: int
    last: int
    claimant: ActorMention
    looks_back: bool
    is_of_many: bool


def add_owners(plot: Plot, place: int, episode: Episode) -> None:
    """Who owns up to an act did it, where no other doer is named."""
    owners = owners_of(plot, place) if is_nameless(plot.scene, episode.initiators) else []
    if not owners:
        return
    episode.initiators = [mention.actor for mention in owners]
    episode.targets = [actor for actor in episode.targets if actor not in episode.initiators]
    episode.why = [why for why in episode.why if why.slot != "initiators"]
    for mention in owners:
        episode.note(plot.scene, "initiators", mention.actor, RULE, mention, _SURE)


def losses_of_owners(episode: Episode) -> None:
    """The gunmen who died in an act that a party owns up to are its men."""
    owner = next((why.value for why in episode.why if why.rule == RULE), "")
    if owner:
        losses = (replace(loss, of=owner) if loss.of == _GUNMEN else loss for loss in episode.casualties)
        episode.casualties = list(losses)


def owners_of(plot: Plot, place: int) -> list[ActorMention]:
    """The parties that claim an episode, in text order."""
    return _owners(plot).get(place, [])


def owning_features(plot: Plot, place: int, actor: str, mention: ActorMention) -> list[str]:
    """Whether a party claims an episode, with these words or others, or only another one."""
    table = _owners(plot)
    own = table.get(place, [])
    if any(actor == other.actor for other in own):
        return ["claims:this", f"claims:this+{any(other is mention for other in own)}"]
    claimed = any(actor == other.actor for owners in table.values() for other in owners)
    return ["claims:another"] if claimed else ["claims:by_another"] if own else []


def is_nameless(scene: Scene, doers: Sequence[str]) -> bool:
    """True where no doer is told, or only gunmen and attackers of no group («فلسطيني», «ثلاثة مسلحين»)."""
    lone = {m.actor for m in scene.mentions.actors if m.rule == "lone_attacker"}
    return _NAMELESS.union(lone).issuperset(doers)


def _owners(plot: Plot) -> dict[int, list[ActorMention]]:
    """By episode, the parties that claim it."""
    return plot.once(("owners of acts",), lambda: _claimants(plot))


def _claimants(plot: Plot) -> dict[int, list[ActorMention]]:
    found: dict[int, list[ActorMention]] = {}
    for claim in _claims(plot.scene):
        for place in _claimed(plot, claim):
            named = found.setdefault(place, [])
            if all(claim.claimant.actor != other.actor for other in named):
                named.append(claim.claimant)
    return found


def _claimed(plot: Plot, claim: Claim) -> list[int]:
    """The episodes that a claim is of: told behind it in its sentence, else the last before it, else, where it stands
    in the headline, the first.
    """
    scene = plot.scene
    if not claim.looks_back:
        end = min(claim.last + _TO_ACT, scene.doc.sentences[scene.doc.sentence_of[claim.first]].last)
        for at in range(claim.last, end):
            if own := [n for n in plot.told_in(at, at + 1) if _may_be(plot, n)]:
                return own
    here = scene.doc.sentence_of[claim.first]
    places = [n for n in range(len(plot.groups)) if _may_be(plot, n)]
    if scene.doc.sentences[here].is_title:
        return places[:1]
    last = {n: max((t.first for t in plot.groups[n] if t.first < claim.first), default=-1) for n in places}
    near = [n for n in places if last[n] >= 0 and here - scene.doc.sentence_of[last[n]] <= _SOON]
    if claim.is_of_many:
        return [n for n in near if here - scene.doc.sentence_of[last[n]] <= _MANY]
    return sorted(near, key=lambda n: -last[n])[:1]


def _may_be(plot: Plot, place: int) -> bool:
    return plot.kinds[place] in CLAIMABLE


def _claims(scene: Scene) -> Iterator[Claim]:
    starts = {hit.first: hit for hit in scene.claims if hit.id in ("claim.verb", "claim.it", "claim.burden")}
    for hit in starts.values():
        sentence = scene.doc.sentences[scene.doc.sentence_of[hit.first]]
        if _is_near(scene, "claim.not", max(sentence.first, hit.first - _TO_NOT), hit.first):
            continue
        low = max(sentence.first, hit.first - _TO_SAYS)
        if hit.id == "claim.burden" and (
            not _is_near(scene, "claim.says", low, hit.first) or _is_near(scene, "claim.not", low, hit.first)
        ):
            continue
        act = _act(scene, hit, sentence.last)
        claimant = _claimant(scene, hit, sentence.first, sentence.last)
        if claimant is not None and act is not None:
            yield Claim(hit.first, hit.last, claimant, act[0], act[1])


def _is_near(scene: Scene, id_: str, first: int, last: int) -> bool:
    return any(hit.id == id_ and first <= hit.first < last for hit in scene.claims)


def _act(scene: Scene, hit: Hit, stop: int) -> tuple[bool, bool] | None:
    """Whether what is claimed was told before, and whether it is several acts; None where no act is claimed."""
    end = min(stop, hit.last + _TO_ACT)
    if hit.id == "claim.it" or _is_near(scene, "claim.of_it", hit.last, min(end, hit.last + 1)):
        return True, False
    is_of_many = _is_near(scene, "claim.acts", hit.last, end)
    if is_of_many or _is_near(scene, "claim.act", hit.last, end) or scene.triggers_between(hit.last, end):
        return False, is_of_many
    return (True, False) if hit.id == "claim.burden" else None


def _claimant(scene: Scene, hit: Hit, first: int, stop: int) -> ActorMention | None:
    """The party before a word of claiming in its clause («طالبان تبنت», «أعلنت طالبان مسؤوليتها»), else the first
    behind it («وتبنت الهجوم طالبان»), else the last before.
    """
    actors = scene.mentions.actors
    before = [m for m in scene.starting(actors, max(first, hit.first - _TO_PARTY), hit.first) if _is_armed(m)]
    behind = [m for m in scene.starting(actors, hit.last, min(stop, hit.last + _TO_PARTY)) if _is_armed(m)]
    behind = [m for m in behind if not scene.commas_between(hit.last, m.first)]
    opens = hit.id == "claim.verb" and has_conjunction(hit.joined)
    if before and not opens and not scene.commas_between(before[-1].last, hit.first):
        return before[-1]
    named = behind[:1] or before[-1:]
    return named[0] if named else None


def _is_armed(mention: ActorMention) -> bool:
    return kind_of(mention.actor) in _ARMED and mention.actor not in _NAMELESS
