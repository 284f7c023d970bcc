"""Whose losses a count tells: the parties that may have suffered it, and what speaks for each of them.

The rule of `marsad.event.sides` that answers first has a vote; the learned weights say how much it is worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event import sides
from marsad.event.borne import ARMED, Suffering
from marsad.event.keep import bucket
from marsad.event.linear import Feature, Together
from marsad.event.losses import way_of_telling
from marsad.event.opinion import side_opinions
from marsad.event.roles import only_rescues
from marsad.event.scene import Scene
from marsad.lexicon.strangers import actor_kind
from marsad.model import CountMention, TriggerMention

#: words from a count to those who are told to be among its people
_AMONG = 14

Choice = tuple[str, list[Feature]]


def side_choices(case: Suffering, group: Sequence[TriggerMention] = ()) -> list[Choice]:
    """Parties that may have suffered a count, each with its features."""
    scene, count = case.scene, case.count
    slots = {"initiators": case.initiators, "targets": case.targets}
    side, rule = sides.side_by_rule(case)
    starts: dict[str, list[tuple[int, int]]] = {"civilians": [], "unknown": []}
    for actor in (*case.initiators, *case.targets, *filter(None, [side])):
        starts.setdefault(actor, [])
    for mention in scene.in_sentence(scene.mentions.actors, scene.doc.sentence_of[count.first]):
        if only_rescues(scene, mention):
            continue
        for actor in (mention.actor, *mention.also):
            starts.setdefault(actor, []).append((mention.first, mention.last))
    among = _among(scene, count)
    found: list[Choice] = []
    for actor, where in starts.items():
        features: list[Feature] = [*side_features(case, actor, where), _vote(actor, case, rule, side)]
        features += [_others(case, actor), f"among:{among}+{_armed(actor)}"]
        features += () if case.kind else _of_a_sum(case, actor, rule, side)
        found.append((actor, [*features, *side_opinions(scene, group, count, actor, slots)]))
    return found


def _armed(actor: str) -> str:
    """A class of parties: civilians, armed, or nobody known."""
    return "open" if actor == "unknown" else "civilian" if actor_kind(actor) == "civilian" else "armed"


def _vote(actor: str, case: Suffering, rule: str, side: str) -> Together:
    """Whether a rule says that a party suffered a count, or that another did."""
    may = sides.may_suffer(case, actor)
    return _told(_armed(actor), rule, side == actor, case.count.people, may, actor == case.before)


def _answer(rule: str, said: bool) -> str:
    """Whether a rule (`""` if none has one) says it of a party, of another, or nothing."""
    return "said" if said else "said_of_another" if rule else "said_of_none"


@lru_cache(maxsize=16_384)
def _told(armed: str, rule: str, said: bool, noun: str, may: bool, before: bool) -> Together:
    """The vote of a rule (`""` if none has one), by the noun for the people."""
    told = _answer(rule, said)
    found = [f"{told}+any:{armed}", f"{told}:{rule}", f"{told}+armed:{rule}+{armed}"]
    found.append(f"{told}+noun:{rule}+{noun}+{armed}")
    found += [] if may else [f"does_not_fit:{armed}+{bool(rule)}"]
    found += [f"as_before:{bool(rule)}+{armed}"] if before else []
    return Together(found)


def _of_a_sum(case: Suffering, actor: str, rule: str, side: str) -> Iterator[str]:
    """What speaks for a party in a sum over a time, which has no act whose parties could speak: the vote of the rule
    weighs more there, and the words of acts in the sentence tell what sort of people they befell.
    """
    scene, count, armed = case.scene, case.count, _armed(actor)
    vote = _answer(rule, side == actor)
    people = count.people or count.victims or "none"
    yield f"sum+{vote}:{rule}+{armed}"
    yield f"sum+{vote}+any:{armed}"
    yield f"sum+noun:{people}+{count.harm}+{armed}"
    yield f"sum+form:{way_of_telling(count)}+{armed}"
    inside = scene.in_sentence(scene.mentions.triggers, scene.sentence(count))
    yield from (f"sum+told:{kind}+{armed}" for kind in {t.type for t in inside})
    nearest = min(inside, key=lambda t: abs(t.first - count.first), default=None)
    if nearest is not None:
        yield f"sum+near:{nearest.type}+{armed}"
        yield f"sum+near+word:{nearest.id}+{armed}"


def _others(case: Suffering, actor: str) -> Together:
    """What sorts of parties did and suffered the act, beside one of them."""
    count = case.count
    struck, doers = (tuple(sorted({_armed(a) for a in slot})) for slot in (case.targets, case.initiators))
    people = count.victims or ("others" if count.others else "none")
    return _beside(_armed(actor), "+".join(struck), "+".join(doers), case.kind, people, count.harm, count.people)


@lru_cache(maxsize=16_384)
def _beside(armed: str, struck: str, doers: str, kind: str, people: str, harm: str, noun: str) -> Together:
    return Together(
        [
            f"struck:{struck}>{armed}",
            f"struck+type:{struck}>{armed}+{kind}",
            f"struck+people:{struck}>{armed}+{people}",
            f"struck+harm:{struck}>{armed}+{harm}+{noun}",
            f"doers+struck:{doers}>{struck}>{armed}",
            f"harm:{harm}+{armed}",
        ]
    )


def _among(scene: Scene, count: CountMention) -> str:
    """Who is told to be among the people of a count: «بينهم ستة من الشرطة»."""
    inside = scene.in_sentence(scene.mentions.counts, scene.doc.sentence_of[count.first])
    parts = {
        "armed" if c.victims in ARMED else "civil" if c.victims not in ("", "unknown") else "plain"
        for c in inside
        if c.part and 0 <= c.first - count.last <= _AMONG
    }
    return "+".join(sorted(parts))


def side_features(case: Suffering, actor: str, starts: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Features of a party for having suffered a count.

    `starts` are token ranges of its mentions in the sentence.
    """
    count, kind, side = case.count, case.kind, actor_kind(actor)
    slots = {"initiators": case.initiators, "targets": case.targets}
    people = count.victims or ("others" if count.others else "none")
    slot = next((name for name, actors in slots.items() if actor in actors), "none")
    armed = _armed(actor)
    yield "bias"
    yield f"kind:{side}"
    yield f"people+armed:{people}+{armed}"
    yield f"people+slot:{people}+{slot}+{armed}"
    yield f"slot+type:{slot}+{kind}+{armed}"
    yield f"people+type+armed:{people}+{kind}+{armed}"
    yield f"slot+only:{slot}+{len(slots.get(slot, ())) == 1}+{armed}"
    yield f"slot+voice:{slot}+{count.voice}+{armed}"
    form = way_of_telling(count)
    yield f"form+slot:{form}+{slot}+{armed}"
    yield f"form+type:{form}+{kind}+{armed}"
    if actor == count.victims:
        yield "is_the_people"
    elif count.victims and actor_kind(count.victims) not in ("unlisted",):
        yield f"people_are_another+{armed}"
    yield from _placed(case.scene, count, side, armed, people, starts)


def _placed(
    scene: Scene, count: CountMention, side: str, armed: str, people: str, starts: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """Where the party stands against the count: in the words that own it, behind it, before it."""
    where = "absent"
    for first, last in starts:
        if count.first <= first < count.last or count.owner_first <= first < count.owner_last:
            within = first - count.owner_first
            where = "owner"
            yield f"owner:{bucket(within, 0, 1, 2, 4)}+{armed}"
            yield f"owner+people:{people}+{armed}"
            yield f"owner+side:{side}"
        elif first >= count.last:
            where = "after" if where != "owner" else where
            yield f"after:{bucket(first - count.last, 2, 5, 10)}+{armed}"
            for clue in scene.clues_before(first):
                yield f"after+clue:{clue}+{armed}"
        else:
            where = "before" if where == "absent" else where
            yield f"before:{bucket(count.first - last, 2, 5, 10)}+{armed}"
            yield f"before+voice:{count.voice}+{armed}"
    yield f"where+people:{where}+{people}+{armed}"
