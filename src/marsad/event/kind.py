"""The type of an episode, from the words that state it, the means they name, who did it and who suffered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.event.grammar import Grammar
from marsad.event.heard import heard
from marsad.event.keep import bucket
from marsad.event.linear import Feature
from marsad.event.models import Models
from marsad.event.opinion import answer_shares
from marsad.event.relate import clause_stems, gap, sentences_of
from marsad.event.scene import Scene
from marsad.lexicon.strangers import actor_kind
from marsad.model import Mention, TriggerMention

#: acts that differ by their means alone
_STRIKES = frozenset(
    {"attack", "shelling", "airstrike", "drone_strike", "bombing", "suicide_bombing", "targeted_killing"}
)
#: how a means reaches its target
_REACH = {
    "aircraft": "air", "helicopter": "air", "barrel_bomb": "air", "cluster_munition": "air", "drone": "drone",
    "artillery": "ground", "mortar": "ground", "rocket": "ground", "missile": "ground", "tank": "ground",
    "ied": "planted", "mine": "planted", "car_bomb": "planted", "grenade": "planted", "suicide_vest": "worn",
    "small_arms": "hand", "machine_gun": "hand", "knife": "hand", "anti_tank": "guided", "chemical": "chemical",
}  # fmt: skip
#: words of an act that name its means
_TOLD = {
    "shells.n": "ground", "rocket_fall.n": "ground", "rocket_volley.n": "ground", "explosion.n": "planted",
    "bombing.n": "planted", "ied.n": "planted", "mine.n": "planted", "car_bomb.n": "planted", "grenade.n": "planted",
    "shooting.n": "hand", "fire.n": "hand",
}  # fmt: skip
_TOLD_BY_TYPE = {"airstrike": "air", "drone_strike": "drone", "suicide_bombing": "worn"}
#: states that strike from the air more often than on the ground
_AIR_POWERS = frozenset({"israel", "russia", "usa", "us-coalition", "saudi-coalition", "france", "turkey"})
_SIDES = {
    "rebel": "armed_group", "militia": "armed_group", "criminal": "gunmen", "unidentified": "gunmen",
    "coalition": "air_power", "international": "state",
}  # fmt: skip
#: parties whose people are attacked one by one
_PARTICULAR = ("officials", "journalists", "medics")
#: small words that make another act of what stands behind them: an attempt, an aim, what others have done
_BEARING = frozenset({"goal", "foiled", "plan", "call", "neg", "relative", "control_state", "past"})
#: words before an act within which such a word bears on it, and behind it within which its object stands
_BEFORE, _BEHIND = 6, 3
#: a means no farther than this from a word of the act belongs to it, whatever stands between
_NEAR = 8


def type_features(scene: Scene, group: Sequence[TriggerMention], grammar: Grammar) -> Iterator[Feature]:
    """Features of an episode for its type, as its words tell it; what the network thinks is seen at the second look."""
    yield "bias"
    types = [trigger.type for trigger in group]
    acts = [t for t in types if not t.startswith("_")]
    first = (acts or types)[0]
    yield f"first:{first}"
    yield f"only:{'+'.join(sorted(set(acts)))}"
    for kind in set(types):
        yield f"has:{kind}"
    for trigger in group:
        yield f"id:{trigger.id}"
    yield f"all:{'+'.join(sorted(set(types)))}"
    for trigger in group:
        for at in (trigger.last, trigger.first - 1):
            if 0 <= at < len(scene.stems) and scene.stems[at]:
                yield f"word:{scene.stems[at]}"
                yield f"{trigger.type}+word:{scene.stems[at]}"
        yield from _setting(scene, trigger)
    yield from _weapons(scene, group, first)
    yield from _means(scene, group, _manner(acts))
    parts = [(m.actor, part) for m in scene.mentions.actors if (part := grammar.part_in(group, m))]
    yield from _parties(parts, first)
    yield from _people(scene, group)
    yield from _harmed(scene, group, first, parts)
    yield from _led_up_to(scene, group)
    yield from _headline(scene, first)
    yield from _sites(scene, group, first)
    for stem in clause_stems(scene, group):
        yield f"stem:{stem}"


def type_chances(scene: Scene, group: Sequence[TriggerMention], grammar: Grammar, models: Models) -> dict[str, float]:
    """The chance of each type of an episode, as its words and the network tell it together."""
    words = models.kind.chances(type_features(scene, group, grammar))
    return heard(words, answer_shares(scene, "kind", group), models.type)


def _setting(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """What stands round a word of an act: an attempt or an aim before it («حاول التقدم»), a place, people or means
    right behind it («أخرج المسلحين من البلدة», «أخرج عائلات»).
    """
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    for clue in _BEARING & scene.clues_within(max(sentence.first, trigger.first - _BEFORE), trigger.first):
        yield f"near:{clue}+{trigger.type}"
    mentions = scene.mentions
    last = min(trigger.last + _BEHIND, sentence.last)
    for name, found in (
        ("place", mentions.places), ("count", mentions.counts), ("party", mentions.actors), ("means", mentions.weapons),
    ):  # fmt: skip
        if scene.has_any(found, trigger.last, last):
            yield f"behind:{name}+{trigger.type}"
            yield f"behind+id:{name}+{trigger.id}"


def _weapons(scene: Scene, group: Sequence[TriggerMention], first: str) -> Iterator[str]:
    weapons = {weapon for trigger in group for weapon in trigger.weapons}
    for trigger in group:
        low, high = scene.clause(trigger.first)
        near = [w for w in scene.mentions.weapons if low <= w.first < high or abs(w.first - trigger.first) < 10]
        weapons.update(w.weapon for w in near)
        if trigger.type in ("_target", "_generic", "attack", "shelling", "airstrike", "bombing"):
            for w in near:
                yield f"{trigger.type}+weapon:{w.weapon}"
    for weapon in weapons:
        yield f"weapon:{weapon}"
    if not weapons:
        yield "no_weapon"
        yield f"no_weapon+first:{first}"


def _manner(acts: Sequence[str]) -> str:
    """The kinds of act told, those that differ by their means alone taken as one."""
    kinds = {"strike" if act in _STRIKES else act for act in acts}
    return "+".join(sorted(kinds)) if len(kinds) < 3 else "many"


def _reaches(scene: Scene) -> list[tuple[Mention, str]]:
    """The means that a report names by weapon, by the word of an act, or by an air force, and how each reaches."""
    named = scene.mentions.weapons
    taken = {at for weapon in named for at in range(weapon.first, weapon.last)}
    found: list[tuple[Mention, str]] = [(weapon, _REACH[weapon.weapon]) for weapon in named]
    for trigger in scene.mentions.triggers:
        reach = _TOLD_BY_TYPE.get(trigger.type) or _TOLD.get(trigger.id)
        if reach and taken.isdisjoint(range(trigger.first, trigger.last)):
            found.append((trigger, reach))
    return found + [(actor, "air") for actor in scene.mentions.actors if actor.actor.endswith("airforce")]


def _means(scene: Scene, group: Sequence[TriggerMention], manner: str) -> Iterator[str]:
    """How the means told with the act reach their target: those of its clauses, of its sentences, and the nearest."""
    inside: set[str] = set()
    beside: set[str] = set()
    nearest: tuple[int, str] | None = None
    for mention, reach in scene.once(("reaches",), lambda: _reaches(scene)):
        for trigger in group:
            if scene.sentence(trigger) != scene.sentence(mention):
                continue
            low, high = scene.clause(trigger.first)
            steps = gap(scene, trigger, mention)
            (inside if low <= mention.first < high or steps < _NEAR else beside).add(reach)
            if nearest is None or steps < nearest[0]:
                nearest = steps, reach
    told = [("means", reach) for reach in inside] + [("means_beside", reach) for reach in beside - inside]
    if len(inside) == 1:
        told.append(("only_means", min(inside)))
    if nearest is not None:
        told.append(("nearest_means", nearest[1]))
    for name, reach in told:
        yield f"{name}:{reach}"
        yield f"{name}+manner:{reach}+{manner}"
    if not inside:
        yield f"no_means+manner:{manner}"


def _side(actor: str) -> str:
    if actor.endswith("airforce"):
        return "air_force"
    kind = actor_kind(actor)
    return "air_power" if actor in _AIR_POWERS else _SIDES.get(kind, kind)


def _parties(told: Sequence[tuple[str, str]], first: str) -> Iterator[str]:
    """What kinds of party the grammar makes doer and sufferer of the act."""
    parts: dict[str, set[str]] = {"doer": set(), "sufferer": set(), "side": set(), "open": set()}
    for actor, part in told:
        parts[part.split(":")[0]].add(actor)
    doers, sufferers = ({_side(actor) for actor in parts[part]} for part in ("doer", "sufferer"))
    for part, sides in (("doer", doers), ("sufferer", sufferers)):
        for side in sides or {"none"}:
            yield f"{part}:{side}"
            yield f"{part}+first:{side}+{first}"
    for doer in doers:
        for sufferer in sufferers:
            yield f"doer>sufferer:{doer}>{sufferer}"
    if any(actor.startswith("x:") or actor in _PARTICULAR for actor in parts["sufferer"]):
        yield "particular_sufferer"
    if any("protesters" in actors for actors in parts.values()):
        yield "protesters"
        yield f"protesters+first:{first}"


def _people(scene: Scene, group: Sequence[TriggerMention]) -> Iterator[str]:
    sentences = sentences_of(scene, group)
    counts = [c for c in scene.mentions.counts if scene.doc.sentence_of[c.first] in sentences]
    killed = [c for c in counts if c.harm == "killed" and not c.part]
    yield f"killed:{bucket(killed[0].low, 2, 4, 10) if killed else 'none'}"
    for harm in {c.harm for c in counts}:
        yield f"harm:{harm}"
    actors = {a.actor for a in scene.mentions.actors if scene.doc.sentence_of[a.first] in sentences}
    for actor in actors & {
        "unknown",
        "unknown-gunmen",
        "civilians",
        "protesters",
        "israel",
        "saudi-coalition",
        "us-coalition",
        "russia",
    }:
        yield f"actor:{actor}"
    if any(actor.endswith("airforce") for actor in actors):
        yield "air_force"


def _harmed(
    scene: Scene, group: Sequence[TriggerMention], first: str, parts: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Who is harmed in the clauses of the act, and how many, beside who did it: a clerk shot by gunmen."""
    spans = {scene.clause(trigger.first) for trigger in group}
    found = (count for span in spans for count in scene.starting(scene.mentions.counts, *span))
    counts = [c for c in found if c.harm and not c.part]
    told = {c.harm for c in counts} or {"none"}
    killed = [c for c in counts if c.harm == "killed"]
    dead = bucket(max(c.low for c in killed), 2, 3, 5) if killed else "none"
    doers = {_side(actor) for actor, part in parts if part.startswith("doer")} or {"none"}
    for harm in told:
        yield f"harm+first:{harm}+{first}"
    yield f"dead+first:{dead}+{first}"
    for doer in doers:
        yield f"dead+doer:{dead}+{doer}"
        yield f"dead+doer+first:{dead}+{doer}+{first}"
    for count in counts:
        yield f"harmed:{count.harm}+{count.people}"
        yield f"victims:{count.harm}+{count.victims}"
        yield f"victims+first:{count.victims}+{first}"


def _led_up_to(scene: Scene, group: Sequence[TriggerMention]) -> Iterator[str]:
    """The small words before each word of the act in its clause, and the letters joined to it («لاستعادة»)."""
    for trigger in group:
        if trigger.joined:
            yield f"joined:{trigger.joined}+{trigger.type}"
        for clue in scene.clues_before(trigger.first):
            yield f"before:{clue}+{trigger.type}"
        low, _ = scene.clause(trigger.first)
        for clue in scene.clues_within(low, trigger.first):
            yield f"clause:{clue}+{trigger.type}"


def _headline(scene: Scene, first: str) -> Iterator[str]:
    """The acts that the headline tells, beside the first act of the episode."""
    titled = {t.type for t in scene.mentions.triggers if scene.is_title(t)}
    for kind in titled:
        yield f"title:{kind}"
        yield f"title+first:{kind}+{first}"
    if len(titled) == 1:
        yield f"title_only:{min(titled)}+{first}"


def _sites(scene: Scene, group: Sequence[TriggerMention], first: str) -> Iterator[str]:
    """How many places the sentences of an episode name, and of what kinds."""
    found = [p for at in sentences_of(scene, group) for p in scene.in_sentence(scene.mentions.places, at)]
    for kind in {place.kind for place in found}:
        yield f"place_kind:{kind}+{first}"
    yield f"places:{bucket(len({place.place or place.name for place in found}), 1, 2, 3)}+{first}"
