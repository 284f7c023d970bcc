"""Features that tie a place, a weapon or a source to an episode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.event.episode import actors_in
from marsad.event.keep import bucket, crossed
from marsad.event.linear import Feature, together
from marsad.event.plot import Plot
from marsad.event.relate import gap, nearest_trigger, relation, sentences_of
from marsad.event.scene import Scene
from marsad.lexicon.registry import kind_of, lineage, load_sources
from marsad.model import Mention, PlaceMention, SourceMention, TriggerMention, WeaponMention

#: acts whose rockets come from aircraft
_FROM_THE_AIR = ("airstrike", "drone_strike")
#: armed groups with ballistic missiles
_MISSILES = frozenset({"houthis"})


def rank(
    scene: Scene, group: Sequence[TriggerMention], mention: Mention, rivals: Sequence[Mention]
) -> tuple[str, ...]:
    """Whether another mention of the kind stands nearer to the episode."""
    key = "rivals", id(group), len(group), id(rivals)
    # group and rivals are kept, so that no others can take their ids
    those: _Rivals = scene.once(key, lambda: (_rivals(scene, group, rivals), group, rivals))[0]
    if id(mention) in those.inside:
        return _rank_inside(len(those.inside), those.inside[id(mention)])
    if those.inside:
        return (f"rivals:{bucket(len(those.inside), 1, 2, 3, 5)}",)
    round_it = (
        ("last_before", those.last_before),
        ("first_of_text", those.first_before),
        ("next_after", those.first_after),
    )
    return (f"rivals:{bucket(0, 1, 2, 3, 5)}", *(name for name, other in round_it if mention is other))


@lru_cache(maxsize=4096)
def _rank_inside(rivals: int, place: int) -> tuple[str, ...]:
    """Features of the mention at a place among all those in the sentences of an episode, the nearest first."""
    order = bucket(place, 1, 2, 3)
    return (
        f"rivals:{bucket(rivals, 1, 2, 3, 5)}",
        f"rank:{order}",
        f"rank+rivals:{order}+{bucket(rivals, 2, 3)}",
    )


@dataclass(frozen=True, slots=True)
class _Rivals:
    """The mentions of a kind as they stand to an episode: those in its sentences (by `id`, the nearest is 0), or those
    round it.
    """

    inside: dict[int, int]
    first_before: Mention | None = None
    last_before: Mention | None = None
    first_after: Mention | None = None


def _rivals(scene: Scene, group: Sequence[TriggerMention], rivals: Sequence[Mention]) -> _Rivals:
    sentences = sentences_of(scene, group)
    inside = [m for m in rivals if scene.sentence(m) in sentences]
    if inside:
        inside.sort(key=lambda m: gap(scene, nearest_trigger(scene, group, m), m))
        return _Rivals({id(m): place for place, m in enumerate(inside)})
    first, last = min(t.first for t in group), max(t.last for t in group)
    earlier = [m for m in rivals if m.first < first and not scene.is_title(m)]
    later = next((m for m in rivals if m.first > last), None)
    return _Rivals({}, earlier[0] if earlier else None, earlier[-1] if earlier else None, later)


def place_features(
    scene: Scene, group: Sequence[TriggerMention], kind: str, mention: PlaceMention
) -> Iterator[Feature]:
    """Features of a place for an episode."""
    yield "bias"
    yield f"class:{mention.kind}"
    places = scene.mentions.places
    yield crossed(relation(scene, group, mention), mention.kind)
    yield crossed(rank(scene, group, mention, places), mention.kind)
    if mention.lat is None:
        yield "not_located"
    count, sentences = _smaller_places(scene, mention)
    yield f"wider_than:{bucket(count, 1, 2, 4)}"
    if not sentences.isdisjoint(sentences_of(scene, group)):
        yield "smaller_one_in_sentence"
    yield f"radius:{bucket(int(mention.radius_km or 0), 6, 20, 60, 150)}"
    if kind in ("territory_gained", "displacement", "withdrawal", "deployment"):
        for clue in scene.clues_before(mention.first):
            yield f"{kind}+clue:{clue}"
    if any(scene.is_inside(names, mention.first) for names in (scene.mentions.actors, scene.mentions.sources)):
        yield "inside_a_name"


def _smaller_places(scene: Scene, mention: PlaceMention) -> tuple[int, frozenset[int]]:
    """How many places of the report lie in a place or are smaller ones of its province, and in which sentences."""
    wide = mention.name, mention.admin1, mention.radius_km or 0

    def look() -> tuple[int, frozenset[int]]:
        name, admin1, radius = wide
        smaller = [
            p for p in scene.mentions.places
            if name in p.parents or (p.admin1 == admin1 and (p.radius_km or 0) < radius)
        ]  # fmt: skip
        return len(smaller), frozenset(map(scene.sentence, smaller))

    found: tuple[int, frozenset[int]] = scene.once(("smaller places", *wide), look)
    return found


def weapon_features(plot: Plot, place: int, kind: str, mention: WeaponMention) -> Iterator[Feature]:
    """Features of a means for an episode."""
    scene, group = plot.scene, plot.groups[place]
    inside = scene.sentence(mention) in sentences_of(scene, group)
    yield "bias"
    yield f"weapon:{mention.weapon}"
    yield f"type+weapon:{kind}+{mention.weapon}"
    yield f"type+weapon+inside:{kind}+{mention.weapon}+{inside}"
    yield f"inside:{inside}"
    yield together(relation(scene, group, mention))
    yield together(rank(scene, group, mention, scene.mentions.weapons))
    yield f"named:{mention.weapon}+{scene.stems[mention.first]}"
    yield f"use:{mention.use}+{inside}"
    yield f"use+weapon:{mention.use}+{mention.weapon}"
    yield f"use+type:{mention.use}+{kind}"
    if any(mention.weapon in t.weapons for t in group):
        yield "said_by_trigger"
    if any(_overlap(t, mention) for t in group):
        yield "is_trigger"
    yield from _wielded(plot, place, mention, inside)


def means_of(mention: WeaponMention, kind: str, initiators: Sequence[str]) -> str:
    """The means that a mention stands for: a bare «صاروخ» is a missile where an aircraft or an owner of ballistic
    missiles lets it off, else an unguided rocket.
    """
    if mention.rule != "bare_rocket":
        return mention.weapon
    is_heavy = any(_has_missiles(actor) for actor in initiators)
    return "missile" if kind in _FROM_THE_AIR or is_heavy else mention.weapon


def _has_missiles(actor: str) -> bool:
    return kind_of(actor) == "state" or bool(_MISSILES & {actor, *lineage(actor)})


def _overlap(trigger: TriggerMention, mention: Mention) -> bool:
    return trigger.first <= mention.first < trigger.last or mention.first <= trigger.first < mention.last


def _wielded(plot: Plot, place: int, mention: WeaponMention, inside: bool) -> Iterator[str]:
    """In whose act a means is named: whether the nearest word of an act, and the clause, are of this episode."""
    scene = plot.scene
    others = [t for n, group in enumerate(plot.groups) if n != place for t in group]
    beside = scene.in_sentence(scene.mentions.triggers, scene.sentence(mention))
    owner = plot.whose(place, mention, [t for t in beside if not t.first <= mention.first < t.last])
    own, alien = plot.in_clause(place, mention)
    yield f"nearest_of:{owner}+{inside}"
    yield f"nearest_of+weapon:{owner}+{mention.weapon}"
    yield f"clause_of:{own}+{alien}"
    yield f"clause+weapon:{own}+{mention.weapon}"
    yield f"in_another_trigger:{any(_overlap(t, mention) for t in others)}"


def source_features(plot: Plot, place: int, mention: SourceMention) -> Iterator[Feature]:
    """Features of a speaker for an episode."""
    scene, group = plot.scene, plot.groups[place]
    yield "bias"
    yield f"unlisted:{mention.source.startswith('x:')}"
    yield f"speaker:{_kind(mention)}"
    yield f"office:{mention.office}"
    covered = covers(scene, group, mention)
    part = "all" if covered == len(group) else "some" if covered else "none"
    told = str(bool(covered))
    yield f"covers:{part}"
    yield crossed(relation(scene, group, mention), told)
    yield crossed(rank(scene, group, mention, scene.mentions.sources), told)
    begin = min(t.first for t in group)
    between = [s for s in scene.mentions.sources if mention.first < s.first < begin and s.source != mention.source]
    yield f"speakers_between:{bucket(len(between), 1, 2, 3)}"
    if mention is next((s for s in scene.mentions.sources if not scene.is_title(s)), None):
        yield "first_speaker"
    start = min(scene.sentence(t) for t in group)
    first = scene.doc.sentences[start].first
    for clue in scene.clues_within(first, first + 4):
        yield f"episode_opens:{clue}"
    for feature in _goes_on(plot, place, mention):
        yield f"{bool(covered)}|{feature}"


def covers(scene: Scene, group: Sequence[TriggerMention], mention: SourceMention) -> int:
    """How many of the words that tell an episode a quotation covers; headline and body each for themselves."""
    first, last = mention.scope
    return sum(first <= t.first < last and scene.is_title(t) == scene.is_title(mention) for t in group)


def _goes_on(plot: Plot, place: int, mention: SourceMention) -> Iterator[str]:
    """What a quotation says: of this episode, of another, or of none; by which verb and whom."""
    scene, group = plot.scene, plot.groups[place]
    quoted = _quoted(plot, mention)
    owners = quoted.owners
    yield f"of:{'none' if not owners else 'others' if place not in owners else bucket(len(owners), 1)}"
    yield f"says:{mention.saying}"
    yield f"rule:{mention.rule}"
    kind = _kind(mention)
    yield f"speaker:{kind}"
    yield f"speaker+says:{kind}+{mention.saying}"
    yield f"office:{mention.office}"
    yield f"office+rule:{mention.office}+{mention.rule}"
    is_last = quoted.last_told == place
    steps = bucket(scene.sentence(mention) - max(scene.sentence(t) for t in group), 0, 1, 2, 3)
    yield f"last_told:{is_last}+{bool(owners)}+{steps}"
    same = any(t.type in quoted.types for t in group)
    content = f"{'same' if same else 'other' if quoted.types else 'no'}+{quoted.has_counts}"
    yield f"content:{content}"
    yield f"content+last_told:{content}+{is_last}+{bool(owners)}"
    yield f"says+last_told:{mention.saying}+{is_last}+{bool(owners)}"
    yield f"speaker+last_told:{kind}+{is_last}"
    sentences = sentences_of(scene, group)
    parties = {actor for sentence in sentences for actor in actors_in(scene, sentence)}
    yield f"is_party:{mention.source in parties}+{is_last}"
    shared = parties & quoted.actors
    yield f"parties_shared:{bucket(len(shared), 1, 2)}+{is_last}"
    rivals = bool(_covering(plot).get(place, frozenset()) - {mention.source})
    yield f"rival:{rivals}+{is_last}+{bool(owners)}"


def _kind(mention: SourceMention) -> str:
    """What sort of speaker: the registry's kind of a source or party, or how an unlisted one was recognised."""
    entry = load_sources().get(mention.source)
    return entry.kind if entry is not None else kind_of(mention.source) or mention.rule


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What stands in a quotation: which episodes it tells, and which one was told last before it."""

    owners: frozenset[int]
    last_told: int
    types: frozenset[str]
    has_counts: bool
    actors: frozenset[str]


def _covering(plot: Plot) -> dict[int, set[str]]:
    """By episode, the speakers whose quotations cover it."""

    def look() -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for mention in plot.scene.mentions.sources:
            for place in _quoted(plot, mention).owners:
                found.setdefault(place, set()).add(mention.source)
        return found

    covering: dict[int, set[str]] = plot.once(("covering",), look)
    return covering


def _quoted(plot: Plot, mention: SourceMention) -> _Quoted:
    found: _Quoted = plot.once(("quoted", mention.first, mention.scope, mention.span), lambda: _read(plot, mention))
    return found


def _read(plot: Plot, mention: SourceMention) -> _Quoted:
    scene = plot.scene
    first, last = mention.scope
    told = [(t.first, n) for n, other in enumerate(plot.groups) for t in other if t.first < max(first, mention.first)]
    return _Quoted(
        frozenset(n for n, other in enumerate(plot.groups) if covers(scene, other, mention)),
        max(told)[1] if told else -1,
        frozenset(t.type for t in scene.starting(scene.mentions.triggers, first, last)),
        bool(scene.starting(scene.mentions.counts, first, last)),
        frozenset(a.actor for a in scene.starting(scene.mentions.actors, first, last)),
    )
