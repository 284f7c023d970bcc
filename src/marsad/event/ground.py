"""What holds where a trigger stands: the place and the day in force, totals beside it, who did and who suffered the
act, and in what part of the report it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeVar

from marsad.event.grammar import Grammar
from marsad.event.keep import bucket, is_definite
from marsad.event.linear import Feature, Together, together
from marsad.event.losses import figures
from marsad.event.scene import Scene
from marsad.event.tally import totals
from marsad.event.voice import is_noun
from marsad.lexicon.strangers import actor_kind
from marsad.model import CountMention, Mention, PlaceMention, TriggerMention

M = TypeVar("M", bound=Mention)
Parties = tuple[frozenset[str], frozenset[str]]


def counted(scene: Scene) -> tuple[list[CountMention], list[bool]]:
    """The figures of a report, and which of them are totals over a period."""

    def work_out() -> tuple[list[CountMention], list[bool]]:
        found = figures(scene)
        return found, totals(scene, found)

    return scene.once(("counted",), work_out)


def in_force(scene: Scene, trigger: TriggerMention, mentions: tuple[M, ...]) -> tuple[M | None, str]:
    """The place or day that holds for a trigger, and where it is told: in its `clause`; else the last before it in its
    `sentence`, or the next one; else the last of its `paragraph`; (None, "none") if no word tells it.
    """
    key = "in force", trigger.first, id(mentions)
    return scene.once(key, lambda: (_in_force(scene, trigger, mentions), mentions))[0]


def _in_force(scene: Scene, trigger: TriggerMention, mentions: tuple[M, ...]) -> tuple[M | None, str]:
    inside = scene.starting(mentions, *scene.clause(trigger.first))
    if inside:
        return min(inside, key=lambda m: abs(m.first - trigger.first)), "clause"
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    before = scene.starting(mentions, sentence.first, trigger.first)
    after = scene.starting(mentions, trigger.first, sentence.last)
    if before or after:
        return (before[-1] if before else after[0]), "sentence"
    earlier = [m for m in scene.starting(mentions, 0, sentence.first) if not scene.is_title(m)]
    if earlier and scene.doc.sentences[scene.sentence(earlier[-1])].paragraph == sentence.paragraph:
        return earlier[-1], "paragraph"
    return None, "none"


def named_places(scene: Scene) -> tuple[PlaceMention, ...]:
    """The places that the report names, without «العاصمة»."""
    return scene.once(
        ("named places",), lambda: tuple(p for p in scene.mentions.places if p.rule != "capital_of_land")
    )


def parties_of(scene: Scene, trigger: TriggerMention) -> Parties:
    """Who did an act and who suffered it, as far as the clauses of its sentence say; both sides of a fight are both."""
    return scene.once(("parties", trigger.first), lambda: _parties(scene, trigger))


def _parties(scene: Scene, trigger: TriggerMention) -> Parties:
    grammar = Grammar(scene)
    doers: set[str] = set()
    sufferers: set[str] = set()
    for mention in scene.in_sentence(scene.mentions.actors, scene.sentence(trigger)):
        part = grammar.part_in([trigger], mention)
        if part.startswith(("doer", "side")):
            doers.update((mention.actor, *mention.also))
        if part.startswith(("sufferer", "side")):
            sufferers.update((mention.actor, *mention.also))
    return frozenset(doers), frozenset(sufferers)


def form_of(scene: Scene, trigger: TriggerMention) -> str:
    """`noun` or `verb`, with `_the` where the word has the article."""
    key = "form", trigger.first

    def work_out() -> str:
        return ("noun" if is_noun(scene, trigger) else "verb") + ("_the" if is_definite(scene, trigger) else "")

    return scene.once(key, work_out)


def trigger_ground(scene: Scene, trigger: TriggerMention) -> Iterator[Feature]:
    """Features of one trigger for the question whether it states an event: what holds where it stands."""
    form = form_of(scene, trigger)
    for clue in scene.clues_before(trigger.first):
        yield f"before+form:{clue}+{form}"
    for clue in scene.clues_after(trigger.last):
        yield f"after+form:{clue}+{form}"
    sentence = scene.doc.sentences[scene.sentence(trigger)]
    speakers = scene.starting(scene.mentions.sources, sentence.first, trigger.first)
    saying = speakers[-1].saying if speakers else None
    is_quoted = scene.quotes_between(sentence.first, trigger.first) % 2
    yield _spelled(form, trigger.type, trigger.id, saying, is_quoted)
    yield from standing(scene, trigger)


@lru_cache(maxsize=16_384)
def _spelled(form: str, kind: str, word: str, saying: str | None, is_quoted: int) -> Together:
    """Features of a word by its form: with its type and id, whether a speaker stands before it, and in quote marks."""
    found = [f"spelled:{form}+{kind}", f"spelled+word:{form}+{word}", f"speaker:{saying is not None}+{form}"]
    if saying is not None:
        found.append(f"saying:{saying}")
    return Together([*found, f"in_quotes:{is_quoted}+{form}"])


def _parts(scene: Scene, trigger: TriggerMention) -> Iterator[Together]:
    """What kinds of party the clauses make doer and sufferer of the act."""
    form = form_of(scene, trigger)
    for part, parties in zip(("doer", "sufferer"), parties_of(scene, trigger), strict=True):
        for kind in {actor_kind(party) for party in parties} or {"none"}:
            yield together((f"{part}:{kind}+{form}", f"{part}+word:{kind}+{trigger.id}"))


def standing(scene: Scene, trigger: TriggerMention) -> tuple[Feature, ...]:
    """Features of a trigger, or of the group that it speaks for: totals, clause, place and day in force, part of the
    text.
    """

    def work_out() -> tuple[Feature, ...]:
        return (
            *_totals(scene, trigger),
            *_clause(scene, trigger),
            *_place_and_day(scene, trigger),
            _part_of_text(scene, trigger),
            *_parts(scene, trigger),
        )

    return scene.once(("standing", trigger.first, trigger.last), work_out)


def is_in_total(scene: Scene, trigger: TriggerMention, reach: int = 15) -> bool:
    """True if a total over a period stands near a trigger in its sentence."""
    return any(is_sum and abs(c.first - trigger.first) < reach for c, is_sum in _counts_beside(scene, trigger))


def _counts_beside(scene: Scene, trigger: TriggerMention) -> list[tuple[CountMention, bool]]:
    sentence = scene.sentence(trigger)
    rows = zip(*counted(scene), strict=True)
    return [(count, is_sum) for count, is_sum in rows if scene.sentence(count) == sentence]


def _totals(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    act = "result" if trigger.type.startswith("_") else "act"
    beside = _counts_beside(scene, trigger)
    near = min(beside, key=lambda row: abs(row[0].first - trigger.first), default=None)
    told = "none" if near is None else "total" if near[1] else "count"
    yield f"total:{told}"
    yield f"total+act:{told}+{act}"
    yield f"total_in_sentence:{any(is_sum for _, is_sum in beside)}"


def _clause(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    form = form_of(scene, trigger)
    first, last = scene.clause(trigger.first)
    for clue in scene.clues_within(first, trigger.first):
        yield f"clause_before:{clue}"
        yield f"clause_before+form:{clue}+{form}"
    for clue in scene.clues_within(trigger.last, last):
        yield f"clause_after:{clue}"


def _place_and_day(scene: Scene, trigger: TriggerMention) -> Iterator[Feature]:
    act = "result" if trigger.type.startswith("_") else "act"
    form = form_of(scene, trigger)
    places, dates = named_places(scene), scene.mentions.dates
    where, how = in_force(scene, trigger, places)
    yield _told_in("place", how, act, form)
    if where is not None:
        is_new = not any(name_of(p) == name_of(where) for p in scene.starting(places, 0, where.first))
        yield _is_new("place", how, is_new, form)
        yield f"place_wide:{how}+{bucket(int(where.radius_km or 0), 1, 6, 16, 51, 101)}"
    when, how = in_force(scene, trigger, dates)
    yield _told_in("day", how, act, form)
    if when is not None:
        is_new = not any((d.start, d.end) == (when.start, when.end) for d in scene.starting(dates, 0, when.first))
        yield _is_new("day", how, is_new, form)
        yield f"day_kind:{how}+{when.granularity}+{when.kind}"
        published = scene.doc.report.published
        if published is not None:
            yield f"day_ago:{how}+{bucket((published - when.start).days, -1, 1, 2, 4, 8, 32, 366)}"


@lru_cache(maxsize=1024)
def _told_in(name: str, how: str, act: str, form: str) -> Together:
    """Where the place or day in force is told."""
    return Together([f"{name}_in:{how}+{act}", f"{name}_in+form:{how}+{form}"])


@lru_cache(maxsize=1024)
def _is_new(name: str, how: str, is_new: bool, form: str) -> Together:
    """Whether the place or day in force was not told before."""
    return Together([f"{name}_new:{how}+{is_new}", f"{name}_new+form:{how}+{is_new}+{form}"])


def name_of(place: PlaceMention) -> str:
    return place.place or place.name


def _part_of_text(scene: Scene, trigger: TriggerMention) -> Together:
    titled, body = counts_of_text(scene)
    sentences = scene.doc.sentences
    at, heads = scene.sentence(trigger), len(sentences) - body
    before = sentences[at - 1].paragraph if at > heads else None
    opens = before != sentences[at].paragraph
    return _at_part(len(scene.mentions.triggers) - titled, titled, 10 * (at - heads) // max(1, body), body, opens)


@lru_cache(maxsize=16_384)
def _at_part(acts: int, titled: int, tenth: int, body: int, opens: bool) -> Together:
    """In which tenth of a text with so many acts, acts of the headline and sentences; whether it opens a paragraph."""
    return Together(
        [
            f"acts_in_text:{bucket(acts, 3, 6, 10, 16, 25)}",
            f"acts_in_title:{bucket(titled, 1, 2, 3)}",
            f"part_of_text:{bucket(tenth, 1, 3, 6, 9)}+{bucket(body, 4, 9, 16)}",
            f"opens_paragraph:{opens}",
        ]
    )


def counts_of_text(scene: Scene) -> tuple[int, int]:
    """Triggers of the headline, and sentences of the body."""

    def work_out() -> tuple[int, int]:
        titled = sum(scene.is_title(t) for t in scene.mentions.triggers)
        return titled, sum(not s.is_title for s in scene.doc.sentences)

    return scene.once(("counts of text",), work_out)
