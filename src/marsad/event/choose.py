"""Features that tie a place, a date, a weapon or a source to an episode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.event.keep import bucket
from marsad.event.relate import Plot, gap, nearest_trigger, relation, sentences_of
from marsad.event.scene import Scene
from marsad.model import DateMention, Mention, PlaceMention, SourceMention, TriggerMention, WeaponMention


def _rank(scene: Scene, group: Sequence[TriggerMention], mention: Mention, rivals: Sequence[Mention]) -> Iterator[str]:
    """Whether another mention of the kind stands nearer to the episode."""
    key = "ordered", *map(id, group), id(rivals)
    ordered = scene.once(key, lambda: (_ordered(scene, group, rivals), tuple(group), rivals))[0]
    inside = len(ordered)
    yield f"rivals:{bucket(inside, 1, 2, 3, 5)}"
    if mention in ordered:
        rank = bucket(ordered.index(mention), 1, 2, 3)
        yield f"rank:{rank}"
        yield f"rank+rivals:{rank}+{bucket(inside, 2, 3)}"
    elif not inside:
        earlier = [m for m in rivals if m.first < min(t.first for t in group) and not scene.is_title(m)]
        if earlier and mention is earlier[-1]:
            yield "last_before"
        if earlier and mention is earlier[0]:
            yield "first_of_text"
        later = [m for m in rivals if m.first > max(t.last for t in group)]
        if later and mention is later[0]:
            yield "next_after"


def _ordered(scene: Scene, group: Sequence[TriggerMention], rivals: Sequence[Mention]) -> list[Mention]:
    """The mentions in the sentences of an episode, those nearest to it first."""
    sentences = sentences_of(scene, group)
    inside = [m for m in rivals if scene.sentence(m) in sentences]
    return sorted(inside, key=lambda m: gap(scene, nearest_trigger(scene, group, m), m))


def place_features(
    scene: Scene, group: Sequence[TriggerMention], hold: str, kind: str, mention: PlaceMention
) -> Iterator[str]:
    """Features of a place for an episode."""
    yield "bias"
    yield f"class:{mention.kind}"
    yield f"hold:{hold}"
    yield f"hold+class:{hold}+{mention.kind}"
    places = scene.mentions.places
    for feature in (*relation(scene, group, mention), *_rank(scene, group, mention, places)):
        yield feature
        yield f"{mention.kind}|{feature}"
        yield f"{hold}|{feature}"
    if mention.lat is None:
        yield "not_located"
    smaller = [
        p
        for p in places
        if mention.name in p.parents or (p.admin1 == mention.admin1 and (p.radius_km or 0) < (mention.radius_km or 0))
    ]
    yield f"wider_than:{bucket(len(smaller), 1, 2, 4)}"
    inside = sentences_of(scene, group)
    if any(scene.sentence(p) in inside for p in smaller):
        yield "smaller_one_in_sentence"
    yield f"radius:{bucket(int(mention.radius_km or 0), 6, 20, 60, 150)}"
    if kind in ("territory_gained", "displacement", "withdrawal", "deployment"):
        for clue in scene.clues_before(mention.first):
            yield f"{kind}+clue:{clue}"
    if any(scene.is_inside(names, mention.first) for names in (scene.mentions.actors, scene.mentions.sources)):
        yield "inside_a_name"


def date_features(
    scene: Scene, group: Sequence[TriggerMention], hold: str, mention: DateMention, published: date | None
) -> Iterator[str]:
    """Features of a date for an episode."""
    yield "bias"
    yield f"kind:{mention.kind}"
    yield f"granularity:{mention.granularity}"
    yield f"hold:{hold}"
    for feature in (*relation(scene, group, mention), *_rank(scene, group, mention, scene.mentions.dates)):
        yield feature
        yield f"{mention.kind}|{feature}"
        yield f"{hold}|{feature}"
    if published:
        yield f"age:{bucket((published - mention.end).days, 0, 1, 2, 7, 40, 400)}"
    if any(t.first < mention.first for t in group):
        yield "after_a_trigger"


def weapon_features(
    scene: Scene, group: Sequence[TriggerMention], hold: str, kind: str, mention: WeaponMention
) -> Iterator[str]:
    """Features of a means for an episode."""
    yield "bias"
    yield f"weapon:{mention.weapon}"
    yield f"type+weapon:{kind}+{mention.weapon}"
    yield f"hold:{hold}"
    yield f"type+weapon+hold:{kind}+{mention.weapon}+{hold}"
    for feature in (*relation(scene, group, mention), *_rank(scene, group, mention, scene.mentions.weapons)):
        yield feature
        yield f"{hold}|{feature}"
    if any(mention.weapon in t.weapons for t in group):
        yield "said_by_trigger"
    if any(t.first <= mention.first < t.last or mention.first <= t.first < mention.last for t in group):
        yield "is_trigger"


def source_features(plot: Plot, place: int, mention: SourceMention) -> Iterator[str]:
    """Features of a speaker for an episode."""
    scene, group, hold = plot.scene, plot.groups[place], plot.hold(place, mention)
    yield "bias"
    yield f"unlisted:{mention.source.startswith('x:')}"
    covered = covers(scene, group, mention)
    part = "all" if covered == len(group) else "some" if covered else "none"
    yield f"hold:{hold}"
    yield f"covers:{part}"
    for feature in (*relation(scene, group, mention), *_rank(scene, group, mention, scene.mentions.sources)):
        yield feature
        yield f"{bool(covered)}|{feature}"
    between = [
        s
        for s in scene.mentions.sources
        if mention.first < s.first < min(t.first for t in group) and s.source != mention.source
    ]
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
    first, last = mention.scope
    owners = [n for n, other in enumerate(plot.groups) if covers(scene, other, mention)]
    yield f"of:{'none' if not owners else 'others' if place not in owners else bucket(len(owners), 1)}"
    yield f"says:{mention.saying}"
    yield f"rule:{mention.rule}"
    told = [(t.first, n) for n, other in enumerate(plot.groups) for t in other if t.first < max(first, mention.first)]
    is_last = bool(told) and max(told)[1] == place
    steps = bucket(scene.sentence(mention) - max(scene.sentence(t) for t in group), 0, 1, 2, 3)
    yield f"last_told:{is_last}+{bool(owners)}+{steps}"
    inside = [t for t in scene.mentions.triggers if first <= t.first < last]
    types = {t.type for t in group}
    same = any(t.type in types for t in inside)
    counts = [c for c in scene.mentions.counts if first <= c.first < last]
    content = f"{'same' if same else 'other' if inside else 'no'}+{bool(counts)}"
    yield f"content:{content}"
    yield f"content+last_told:{content}+{is_last}+{bool(owners)}"
    yield f"says+last_told:{mention.saying}+{is_last}+{bool(owners)}"
    sentences = sentences_of(scene, group)
    parties = {a.actor for a in scene.mentions.actors if scene.sentence(a) in sentences}
    yield f"is_party:{mention.source in parties}+{is_last}"
    shared = parties & {a.actor for a in scene.mentions.actors if first <= a.first < last}
    yield f"parties_shared:{bucket(len(shared), 1, 2)}+{is_last}"
    rivals = any(covers(scene, group, s) for s in scene.mentions.sources if s.source != mention.source)
    yield f"rival:{rivals}+{is_last}+{bool(owners)}"
