"""Features that tie a place or a source to an episode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.event.episode import actors_in
from marsad.event.keep import bucket, crossed
from marsad.event.linear import Feature, Together
from marsad.event.nearby import place_beside, sort_of
from marsad.event.opinion import opinions
from marsad.event.plot import Plot
from marsad.event.relate import gap, nearest_trigger, relation, sentences_of
from marsad.event.retold import first_speaker, retold
from marsad.event.scene import Scene
from marsad.event.stance import stance
from marsad.model import Mention, PlaceMention, SourceMention, TriggerMention


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
    yield relation(scene, group, mention, mention.kind)
    yield crossed(rank(scene, group, mention, scene.mentions.places), mention.kind)
    count, sentences = _smaller_places(scene, mention)
    yield _place(mention.kind, mention.lat is not None, count, int(mention.radius_km or 0))
    if not sentences.isdisjoint(sentences_of(scene, group)):
        yield "smaller_one_in_sentence"
    if kind in ("territory_gained", "displacement", "withdrawal", "deployment"):
        for clue in scene.clues_before(mention.first):
            yield f"{kind}+clue:{clue}"
    if _is_inside_name(scene, mention):
        yield "inside_a_name"
    yield from place_beside(scene, group, kind, mention)
    yield from opinions(scene, "place", group, mention)


def _is_inside_name(scene: Scene, mention: PlaceMention) -> bool:
    """True for a place in the name of a party or a speaker."""
    names = scene.mentions.actors, scene.mentions.sources
    return scene.once(
        ("inside a name", mention.first), lambda: any(scene.is_inside(some, mention.first) for some in names)
    )


@lru_cache(maxsize=4096)
def _place(kind: str, located: bool, smaller: int, radius: int) -> Together:
    """Features of a place alone: its class and size, and how many smaller ones the report names in it."""
    found = ["bias", f"class:{kind}", f"wider_than:{bucket(smaller, 1, 2, 4)}"]
    if not located:
        found.append("not_located")
    return Together([*found, f"radius:{bucket(radius, 6, 20, 60, 150)}"])


def _smaller_places(scene: Scene, mention: PlaceMention) -> tuple[int, frozenset[int]]:
    """How many places of the report lie in a place or are smaller ones of its province, and in which sentences."""
    wide = mention.place, mention.admin1, mention.radius_km or 0

    def look() -> tuple[int, frozenset[int]]:
        place, admin1, radius = wide
        smaller = [
            p for p in scene.mentions.places
            if place and place in p.parents or (p.admin1 == admin1 and (p.radius_km or 0) < radius)
        ]  # fmt: skip
        return len(smaller), frozenset(map(scene.sentence, smaller))

    found: tuple[int, frozenset[int]] = scene.once(("smaller places", *wide), look)
    return found


def source_features(plot: Plot, place: int, mention: SourceMention) -> Iterator[Feature]:
    """Features of a speaker for an episode."""
    scene, group = plot.scene, plot.groups[place]
    covered = covers(scene, group, mention)
    told = str(bool(covered))
    yield relation(scene, group, mention, told)
    yield crossed(rank(scene, group, mention, scene.mentions.sources), told)
    begin = min(t.first for t in group)
    between = sum(mention.first < s.first < begin and s.source != mention.source for s in scene.mentions.sources)
    part = "all" if covered == len(group) else "some" if covered else "none"
    yield _speaker(sort_of(mention), mention.office, mention.source.startswith("x:"), part, between)
    if mention is first_speaker(scene):
        yield "first_speaker"
    start = scene.doc.sentences[min(scene.sentence(t) for t in group)].first
    for clue in scene.clues_within(start, start + 4):
        yield f"episode_opens:{clue}"
    yield from _goes_on(plot, place, mention, told)
    yield _in_force(scene, group, mention, told)
    yield from retold(plot, place, mention, told, sort_of(mention))
    yield from stance(plot, place, mention, sort_of(mention))
    yield from opinions(scene, "source", group, mention)


@lru_cache(maxsize=16_384)
def _speaker(kind: str, office: str, unlisted: bool, covers: str, between: int) -> Together:
    """Features of a speaker alone, of how many words of the episode he speaks, and how many others speak between."""
    return Together(
        [
            "bias",
            f"unlisted:{unlisted}",
            f"speaker:{kind}",
            f"office:{office}",
            f"covers:{covers}",
            f"speakers_between:{bucket(between, 1, 2, 3)}",
        ]
    )


def _in_force(scene: Scene, group: Sequence[TriggerMention], mention: SourceMention, told: str) -> Together:
    """Whether a speaker is the last one named in the paragraph before the act, or how many paragraphs lie between; and
    whether the act is told with counts.
    """
    sentences, trigger = scene.doc.sentences, nearest_trigger(scene, group, mention)
    here = sentences[scene.sentence(trigger)].paragraph
    apart = here - sentences[scene.sentence(mention)].paragraph
    speaker = _last_in_paragraph(scene, here, trigger.first)
    has_counts = not sentences_of(scene, group).isdisjoint(_sentences_with_counts(scene))
    force = f"{speaker is mention}+{speaker is not None}"
    return _force(told, max(-3, min(3, apart)), force, has_counts, sort_of(mention))


@lru_cache(maxsize=16_384)
def _force(told: str, apart: int, force: str, has_counts: bool, sort: str) -> Together:
    """How many paragraphs a speaker stands before an act, and who is in force there."""
    way = "same" if not apart else "earlier" if apart > 0 else "later"
    found = (
        f"paragraph:{way}+{abs(apart)}",
        f"force:{way}+{force}",
        f"force+sort:{way}+{force}+{sort}",
        f"counts:{has_counts}",
        f"counts+sort:{has_counts}+{sort}",
    )
    return _with(told, found)


def _last_in_paragraph(scene: Scene, paragraph: int, before: int) -> SourceMention | None:
    """The speaker named last in a paragraph before a token."""

    def look() -> SourceMention | None:
        sentences = scene.doc.sentences
        those = (s for s in reversed(scene.mentions.sources) if s.first < before)
        return next((s for s in those if sentences[scene.sentence(s)].paragraph == paragraph), None)

    found: SourceMention | None = scene.once(("last speaker", paragraph, before), look)
    return found


def _sentences_with_counts(scene: Scene) -> frozenset[int]:
    found: frozenset[int] = scene.once(("told counts",), lambda: frozenset(map(scene.sentence, scene.mentions.counts)))
    return found


def covers(scene: Scene, group: Sequence[TriggerMention], mention: SourceMention) -> int:
    """How many of the words that tell an episode a quotation covers; headline and body each for themselves."""
    first, last = mention.scope
    return sum(first <= t.first < last and scene.is_title(t) == scene.is_title(mention) for t in group)


def _goes_on(plot: Plot, place: int, mention: SourceMention, told: str) -> Iterator[Feature]:
    """What a quotation says: of this episode, of another, or of none; by which verb and whom."""
    scene, group = plot.scene, plot.groups[place]
    quoted = _quoted(plot, mention)
    owners = quoted.owners
    of = "none" if not owners else "others" if place not in owners else bucket(len(owners), 1)
    is_last = quoted.last_told == place
    last_told = f"{is_last}+{bool(owners)}"
    yield _saying(told, of, sort_of(mention), mention.saying, mention.rule, mention.office, last_told)
    steps = scene.sentence(mention) - max(scene.sentence(t) for t in group)
    same = any(t.type in quoted.types for t in group)
    content = f"{'same' if same else 'other' if quoted.types else 'no'}+{quoted.has_counts}"
    parties: frozenset[str] = plot.once(("parties of", place), lambda: _parties_of(scene, group))
    rivals = bool(_covering(plot).get(place, frozenset()) - {mention.source})
    shared = bucket(len(parties & quoted.actors), 1, 2)
    yield _content(told, last_told, bucket(steps, 0, 1, 2, 3), content, mention.source in parties, shared, rivals)


def _parties_of(scene: Scene, group: Sequence[TriggerMention]) -> frozenset[str]:
    """The parties named in the sentences of an episode."""
    return frozenset(actor for sentence in sentences_of(scene, group) for actor in actors_in(scene, sentence))


def _with(told: str, features: Iterable[str]) -> Together:
    """Features that only speak with whether a quotation covers the act."""
    return Together(f"{told}|{feature}" for feature in features)


@lru_cache(maxsize=16_384)
def _saying(told: str, of: str, kind: str, saying: str, rule: str, office: str, last_told: str) -> Together:
    """Of which episodes a quotation speaks, by which verb and whom."""
    is_last = last_told.partition("+")[0]
    found = (
        f"of:{of}",
        f"says:{saying}",
        f"rule:{rule}",
        f"speaker:{kind}",
        f"speaker+says:{kind}+{saying}",
        f"office:{office}",
        f"office+rule:{office}+{rule}",
        f"says+last_told:{saying}+{last_told}",
        f"speaker+last_told:{kind}+{is_last}",
    )
    return _with(told, found)


@lru_cache(maxsize=16_384)
def _content(
    told: str, last_told: str, steps: str, content: str, is_party: bool, shared: str, rivals: bool
) -> Together:
    """What a quotation says, how far behind the episode, and whether of its parties."""
    is_last = last_told.partition("+")[0]
    found = (
        f"last_told:{last_told}+{steps}",
        f"content:{content}",
        f"content+last_told:{content}+{last_told}",
        f"is_party:{is_party}+{is_last}",
        f"parties_shared:{shared}+{is_last}",
        f"rival:{rivals}+{last_told}",
    )
    return _with(told, found)


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
    found: _Quoted = plot.once(("quoted", mention.first, mention.last, mention.scope), lambda: _read(plot, mention))
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
