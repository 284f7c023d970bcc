"""Whether an episode happened, is planned or is denied; and whether it is this report's news or recalled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.event.heard import heard
from marsad.event.keep import bucket, is_definite
from marsad.event.linear import Feature
from marsad.event.models import Models
from marsad.event.opinion import answer_shares, opinions
from marsad.event.recalled import recalled_features
from marsad.event.relate import clause_stems
from marsad.event.scene import Scene
from marsad.lexicon import Hit
from marsad.model import DateSpan, TriggerMention
from marsad.text.clitics import CONJUNCTIONS, FUTURE

#: words before an act within which a small word bears on it
_NEAR = 8


def status_features(scene: Scene, group: Sequence[TriggerMention], kind: str) -> Iterator[Feature]:
    """Features of an episode for `occurred`, `planned` or `denied`; the network is heard at the second look."""
    yield "bias"
    yield f"type:{kind}"
    for stem in clause_stems(scene, group, is_whole=True):
        yield f"stem:{stem}"
    for trigger in group:
        yield f"form:{trigger.form}"
        if is_future(scene, trigger):
            yield "future"
        sentence = scene.doc.sentences[scene.sentence(trigger)]
        for clue in scene.clues_before(trigger.first):
            yield f"before:{clue}"
        near = scene.clues_within(max(sentence.first, trigger.first - _NEAR), trigger.first)
        for clue in near & {"plan", "deny", "goal", "maybe", "call", "neg", "foiled", "since", "had", "past"}:
            yield f"near:{clue}"
            yield f"near+form:{clue}+{trigger.form}"
        for clue in scene.clues_within(sentence.first, sentence.last) & {"plan", "deny", "maybe"}:
            yield f"sentence:{clue}"
        for clue in scene.clues_within(trigger.last, min(trigger.last + 4, sentence.last)) & {"plan", "deny"}:
            yield f"after:{clue}"
        yield from _said_of(scene, trigger)
        yield from _to_come(scene, trigger)


def status_of(scene: Scene, group: Sequence[TriggerMention], kind: str, models: Models) -> str:
    """Whether an episode is told as occurred, planned or denied: few did not occur, so that less than an even chance is
    enough to believe it of one.
    """
    words = models.status.chances(status_features(scene, group, kind))
    chances = heard(words, answer_shares(scene, "status", group), models.held)
    other = max(("planned", "denied"), key=lambda label: chances.get(label, 0.0))
    return other if chances.get(other, 0.0) >= models.threshold("status") else "occurred"


def outlook_features(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """Words of denial or of plans that reach an act, and times to come, for the question whether it is an event."""
    if is_future(scene, trigger):
        yield "future"
    for feature in (*_said_of(scene, trigger), *_to_come(scene, trigger)):
        yield f"outlook:{feature}"
        yield f"outlook:{feature}+{trigger.type}"


def is_future(scene: Scene, trigger: TriggerMention) -> bool:
    """True for a verb of the time to come («سيقتحم»)."""
    word = scene.doc.tokens[trigger.first].folded
    return trigger.form == "present" and word.lstrip(CONJUNCTIONS).startswith(FUTURE)


def _outlook(scene: Scene) -> list[Hit]:
    """The words of plans and denials of a report."""
    hits = (*scene.clues, *scene.outlook)
    return scene.once(("outlook",), lambda: [hit for hit in hits if hit.id in ("deny", "plan")])


def _said_of(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """Words of denial or of plans round an act: over how many other acts and commas they reach it."""
    place = scene.sentence(trigger)
    sentence = scene.doc.sentences[place]
    low, _ = scene.clause(trigger.first)
    for hit in _outlook(scene):
        if not sentence.first <= hit.first < sentence.last:
            continue
        yield f"sentence:{hit.id}"
        if trigger.last <= hit.first:
            yield f"{hit.id}_after:{scene.triggers_between(trigger.last, hit.first) > 0}"
            continue
        if hit.first >= trigger.first:
            continue
        comma = scene.commas_between(hit.last, trigger.first) > 0
        acts = bucket(scene.triggers_between(hit.last, trigger.first), 1, 2)
        yield f"{hit.id}_before:{acts}"
        yield f"{hit.id}_before:{acts}+{comma}"
        if hit.first <= sentence.first + 1:
            yield f"{hit.id}_opens:{comma}"
        if low <= hit.first:
            yield f"{hit.id}_in_clause:{trigger.form}"
        if trigger.first - hit.first <= _NEAR:
            yield f"near:{hit.id}"
            yield f"near+form:{hit.id}+{trigger.form}"
        if hit.last == trigger.first:
            yield f"before:{hit.id}"
    if place + 1 < len(scene.doc.sentences):
        following = scene.doc.sentences[place + 1].first
        denials = (hit for hit in _outlook(scene) if hit.id == "deny")
        if any(following <= hit.first < following + 3 for hit in denials):
            yield "denied_next"


def _to_come(scene: Scene, trigger: TriggerMention) -> Iterator[str]:
    """A time after publication in the sentence or the clause of an act."""
    published = scene.doc.report.published
    low, high = scene.clause(trigger.first)
    for mention in scene.in_sentence(scene.mentions.dates, scene.sentence(trigger)):
        if published and mention.start > published:
            yield "time_to_come"
            if low <= mention.first < high:
                yield f"time_to_come_in_clause:{trigger.form}"


def salience_features(
    scene: Scene, group: Sequence[TriggerMention], kind: str, day: DateSpan | None, published: date | None
) -> Iterator[Feature]:
    """Features of an episode for being recalled (`background`)."""
    yield from opinions(scene, "salience", group)
    first = group[0]
    sentence = scene.doc.sentences[scene.sentence(first)]
    title = sum(1 for s in scene.doc.sentences if s.is_title)
    yield "bias"
    yield f"type:{kind}"
    yield f"sentence:{bucket(scene.sentence(first) - title, 1, 2, 4, 8)}"
    yield f"triggers:{bucket(len(group), 2, 4)}"
    yield f"definite:{is_definite(scene, first)}"
    age = "none" if day is None or published is None else bucket((published - day.end).days, 0, 1, 2, 4, 8, 40)
    yield f"age:{age}"
    if day is not None and published is not None:
        yield f"years:{bucket((published - day.end).days // 180, 1, 2, 4, 10)}"
    for clue in scene.clues_within(sentence.first, sentence.first + 4):
        yield f"opens:{clue}"
        yield f"opens+age:{clue}+{age}"
    near = scene.clues_within(max(sentence.first, first.first - 5), first.first)
    for clue in near:
        yield f"near:{clue}"
        yield f"near+age:{clue}+{age}"
    for clue in scene.clues_before(first.first):
        yield f"before:{clue}"
    yield from recalled_features(scene, group, kind, day, age)
