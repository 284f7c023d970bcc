"""How a quotation stands to an act that it covers: whether the act is told before the speaker is named or behind, in a
clause of its own or in what the speaker is said to say, in the lead that the next sentence attributes or further on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event.linear import Together
from marsad.event.plot import Plot
from marsad.event.relate import nearest_trigger
from marsad.event.retold import told_in, told_of
from marsad.event.scene import Scene
from marsad.event.voice import VERBAL
from marsad.model import SourceMention, TriggerMention
from marsad.text.clitics import has_conjunction

#: words at which another clause begins, the surest first
_BREAKS = ("while", "turn", "also")
#: a word this near to the start opens its sentence
_OPENING = 2
_MOST = 2


def stance(plot: Plot, place: int, mention: SourceMention, sort: str) -> Iterator[Together]:
    """Features of a mention of a speaker of some sort whose quotation covers an act; none where it covers no word."""
    scene = plot.scene
    trigger = _covered(scene, plot.groups[place], mention)
    if trigger is None:
        return
    way = way_of(scene, trigger, mention)
    saying = mention.saying.partition(".")[0] or "none"
    yield _way(way, saying, mention.saying, mention.rule, sort, _form(trigger))
    if way in ("before", "after"):
        yield _in_sentence(scene, trigger, mention, f"{way}+{saying}")
    else:
        yield _further(plot, place, trigger, mention, (way, saying, sort))


def _covered(scene: Scene, group: Sequence[TriggerMention], mention: SourceMention) -> TriggerMention | None:
    """The word of an act nearest to a speaker among those that his quotation covers."""
    first, last = mention.scope
    inside = [t for t in group if first <= t.first < last and scene.is_title(t) == scene.is_title(mention)]
    return nearest_trigger(scene, inside, mention) if inside else None


def way_of(scene: Scene, trigger: TriggerMention, mention: SourceMention) -> str:
    """Where a covered word stands: `before` or `after` the speaker in his sentence, in the `lead` before it or `later`;
    `carried` where the speaker was named earlier and goes on («وأضاف»).
    """
    if mention.first < mention.scope[0]:
        return "carried"
    apart = scene.sentence(trigger) - scene.sentence(mention)
    if apart:
        return "lead" if apart < 0 else "later"
    return "before" if trigger.first < mention.first else "after"


def _form(trigger: TriggerMention) -> str:
    return f"{'verb' if trigger.form in VERBAL else 'noun'}+{has_conjunction(trigger.joined)}"


@lru_cache(maxsize=16_384)
def _way(way: str, saying: str, word: str, rule: str, sort: str, form: str) -> Together:
    """Where an act is told, by which word the speaker speaks, who he is, and how the act is told."""
    return Together(
        (
            f"stands:{way}",
            f"stands+says:{way}+{word}",
            f"stands+saying:{way}+{saying}",
            f"stands+rule:{way}+{rule}",
            f"stands+sort:{way}+{sort}",
            f"stands+form:{way}+{saying}+{form}",
        )
    )


def _in_sentence(scene: Scene, trigger: TriggerMention, mention: SourceMention, way: str) -> Together:
    """What stands between a speaker and an act of his sentence."""
    is_before = trigger.first < mention.first
    low, high = sorted((trigger.last, mention.first) if is_before else (mention.last, trigger.first))
    clues = scene.clues_within(low, high)
    over = next((clue for clue in _BREAKS if clue in clues), "none")
    commas, acts = min(_MOST, scene.commas_between(low, high)), min(_MOST, scene.triggers_between(low, high))
    is_opening = trigger.first - scene.doc.sentences[scene.sentence(trigger)].first < _OPENING
    that = f"{'that' in clues}+{'relative' in clues}"
    return _between(way, mention.saying, over, that, (commas, acts), _form(trigger), is_opening)


@lru_cache(maxsize=16_384)
def _between(
    way: str, word: str, over: str, that: str, marks: tuple[int, int], form: str, is_opening: bool
) -> Together:
    """Whether another clause begins between a speaker and an act, and whether «أن» does."""
    commas, acts = marks
    is_that, is_joined = that.partition("+")[0], form.partition("+")[2]
    return Together(
        (
            f"stands+over:{way}+{over}+{commas}",
            f"stands+that:{way}+{is_that}+{commas}",
            f"stands+relative:{way}+{that}",
            f"stands+acts:{way}+{acts}+{commas}",
            f"stands+clause:{way}+{over}+{form}+{commas}",
            f"stands+word+that:{way}+{word}+{is_that}",
            f"stands+joined:{way}+{commas}+{is_joined}+{is_that}",
            f"stands+opens:{way}+{is_opening}+{commas}",
        )
    )


def _further(
    plot: Plot, place: int, trigger: TriggerMention, mention: SourceMention, who: tuple[str, str, str]
) -> Together:
    """Whether a speaker, in his own sentence, tells again what he is held to have told in another."""
    scene, group = plot.scene, plot.groups[place]
    last = mention.scope[1]
    named = mention.scope[0] if who[0] == "carried" else max(mention.scope[0], mention.first)
    first = scene.doc.sentences[scene.doc.sentence_of[named]].first
    places, counts = plot.once(("retold: act", place), lambda: told_of(scene, group))
    said: tuple[frozenset[object], frozenset[object]]
    said = plot.once(("told in", first, last, "said"), lambda: told_in(scene, (first, last)))
    types = {t.type for t in scene.starting(scene.mentions.triggers, named, last)}
    is_same = any(t.type in types for t in group)
    is_again = any(named <= t.first < last and scene.sentence(t) != scene.sentence(trigger) for t in group)
    shared = bool(places & said[0]), bool(counts & said[1])
    content = f"{bool(types)}+{bool(said[1])}+{bool(said[0])}"
    return _again(who, shared, is_same, is_again, content)


@lru_cache(maxsize=16_384)
def _again(
    who: tuple[str, str, str], shared: tuple[bool, bool], is_same: bool, is_again: bool, content: str
) -> Together:
    """Whether place, toll and kind of an act come again where a speaker speaks, and what does."""
    way, saying, sort = who
    is_akin = any(shared) or is_same
    return Together(
        (
            f"stands+shared:{way}+{shared[0]}+{shared[1]}",
            f"stands+act:{way}+{is_same}+{is_again}",
            f"stands+akin:{way}+{is_akin}+{saying}+{is_again}",
            f"stands+content:{way}+{content}",
            f"stands+sort+akin:{way}+{sort}+{is_akin}",
        )
    )
