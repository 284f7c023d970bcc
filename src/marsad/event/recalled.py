"""Whether an episode is this report's news or recalled, by the headline, its part of the report, and other days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.event.ground import counts_of_text, form_of, in_force, name_of, named_places
from marsad.event.keep import bucket
from marsad.event.scene import Scene
from marsad.model import DateSpan, TriggerMention

#: small words before an act in its clause that tell of times before, or hang it on another act
_BEFORE = frozenset({"had", "past", "since", "when", "after", "relative"})
#: days from which on an act is no news: of 247 acts of the development gold that are two years old or more none is
_LONG = 730


def is_long_past(day: DateSpan | None, published: date | None) -> bool:
    """True of an act so long before its report that it can be no news of it."""
    return day is not None and published is not None and (published - day.end).days >= _LONG


def recalled_features(
    scene: Scene, group: Sequence[TriggerMention], kind: str, day: DateSpan | None, age: str
) -> Iterator[str]:
    """Features of an episode of a type for being recalled, its day being of such an `age`."""
    yield f"type+age:{kind}+{age}"
    yield from _headline(scene, group, age)
    yield from _part(scene, group, age)
    if day is not None:
        yield from _other_days(scene, day, age)
    for trigger in group:
        first, _ = scene.clause(trigger.first)
        for clue in scene.clues_within(first, trigger.first) & _BEFORE:
            yield f"clause:{clue}"
            yield f"clause+age:{clue}+{age}"


def _headline(scene: Scene, group: Sequence[TriggerMention], age: str) -> Iterator[str]:
    """Whether the headline tells an act of the kind, the words round the act, and its place."""
    titled = {t.type for t in scene.mentions.triggers if scene.is_title(t)}
    told = any(t.type in titled for t in group)
    yield f"titled:{told}+{bool(titled)}"
    yield f"titled+age:{told}+{age}"
    words: frozenset[str] = scene.once(("words of title",), lambda: _title_words(scene))
    shared = max(len(words & scene.topic(t)) for t in group)
    yield f"title_words:{bucket(shared, 1, 2, 3, 5)}"
    yield f"title_words+age:{bucket(shared, 1, 2, 4)}+{age}"
    named = {name_of(place) for place in scene.mentions.places if scene.is_title(place)}
    places = [in_force(scene, t, named_places(scene))[0] for t in group]
    own = {name_of(place) for place in places if place is not None}
    place = "none" if not named else "same" if named & own else "differ" if own else "open"
    yield f"title_place:{place}"
    yield f"title_place+titled:{place}+{told}"


def _title_words(scene: Scene) -> frozenset[str]:
    titles = [s for s in scene.doc.sentences if s.is_title]
    return frozenset(word for s in titles for word in scene.stems[s.first : s.last] if len(word) > 2)


def _part(scene: Scene, group: Sequence[TriggerMention], age: str) -> Iterator[str]:
    """In what part of the report an episode is first told, after how many acts, and how its sentence opens."""
    first, sentences = group[0], scene.doc.sentences
    body = counts_of_text(scene)[1]
    heads = len(sentences) - body
    at = scene.sentence(first)
    is_lead = any(scene.sentence(t) <= heads for t in group)
    tenth = bucket(10 * (at - heads) // max(1, body), 1, 3, 6, 9)
    yield f"lead:{is_lead}+{age}"
    yield f"part:{tenth}+{bucket(body, 4, 9, 16)}"
    yield f"part+age:{tenth}+{age}"
    start = sentences[heads].paragraph if body else 0
    yield f"paragraph:{bucket(sentences[at].paragraph - start, 1, 2, 3, 5, 8)}"
    earlier = sum(t.first < first.first and (not scene.is_title(t) or not body) for t in scene.mentions.triggers)
    yield f"order:{bucket(earlier, 1, 2, 4, 8, 16)}"
    yield f"form:{form_of(scene, first)}+{first.form}"
    yield f"head:{next((stem for stem in scene.stems[sentences[at].first : first.first] if stem), 'none')}"


def _other_days(scene: Scene, day: DateSpan, age: str) -> Iterator[str]:
    """How long the time of an episode is, and by how much the report tells newer ones."""
    published = scene.doc.report.published
    days = [d.end for d in scene.mentions.dates if published is None or d.end <= published]
    if days:
        newer = (max(days) - day.end).days
        yield f"newer:{bucket(newer, 0, 1, 2, 4, 8, 40)}"
        yield f"newer+age:{bucket(newer, 0, 1, 4, 8)}+{age}"
    yield f"span:{bucket((day.end - day.start).days, 1, 2, 8, 32)}+{age}"
