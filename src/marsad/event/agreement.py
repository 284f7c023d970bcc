"""Whether what holds where two triggers stand agrees: places, days, parties; and how the report goes on between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from marsad.event.ground import counts_of_text, form_of, in_force, name_of, parties_of
from marsad.event.keep import bucket
from marsad.event.linear import Feature, Together, together
from marsad.event.scene import Scene
from marsad.event.sites import apart_km
from marsad.lexicon.registry import are_kin
from marsad.model import DateMention, PlaceMention, TriggerMention

#: places nearer than this are one for the credit of the codebook
_NEAR_KM = 10.0
#: small words that turn to another matter where they open a sentence
_TURNS = frozenset({"turn", "also", "past", "while", "reply"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds where a trigger stands: asked of every pair that it is in, so worked out once."""

    sentence: int
    place: PlaceMention | None
    place_how: str
    day: DateMention | None
    day_how: str
    doers: frozenset[str]
    sufferers: frozenset[str]


def ground_of(scene: Scene, trigger: TriggerMention) -> Ground:
    """The ground that a trigger stands on."""

    def work_out() -> Ground:
        place = in_force(scene, trigger, scene.mentions.places)
        day = in_force(scene, trigger, scene.mentions.dates)
        return Ground(scene.sentence(trigger), *place, *day, *parties_of(scene, trigger))

    return scene.once(("ground", trigger.first), work_out)


def pair_ground(scene: Scene, one: TriggerMention, other: TriggerMention, kinship: str) -> Iterator[Feature]:
    """Features of two triggers, `one` before `other`: whether place, day and parties in force agree, and whether the
    report turns to another matter between them.
    """
    here, there = ground_of(scene, one), ground_of(scene, other)
    apart = there.sentence - here.sentence
    far = "same" if not apart else "next" if apart == 1 else "far"
    place, day = _places_agree(here.place, there.place), _days_agree(here.day, there.day)
    yield _agreeing("place", place, here.place_how, there.place_how, far, kinship)
    yield _agreeing("day", day, here.day_how, there.day_how, far, kinship)
    did, suffered = _parties_agree(here.doers, there.doers), _parties_agree(here.sufferers, there.sufferers)
    yield _same_parties(did, suffered, far, kinship)
    if "same" in (_parties_agree(here.doers, there.sufferers), _parties_agree(here.sufferers, there.doers)):
        yield f"parties_swapped:{far}"
        yield f"parties_swapped+kinship:{kinship}+{far}"
    yield f"types_apart:{one.type}>{other.type}+{far}"
    if apart:
        yield from _turns(scene, one, other, kinship, far)
    else:
        yield _within_sentence(scene, one, other, kinship)


@lru_cache(maxsize=4096)
def _agreeing(name: str, agree: str, how: str, other_how: str, far: str, kinship: str) -> Together:
    """Whether the places or days in force agree."""
    return Together(
        [
            f"{name}_in_force:{agree}+{far}",
            f"{name}_in_force+kinship:{agree}+{kinship}",
            f"{name}_in_force+how:{agree}+{how}+{other_how}+{far}",
        ]
    )


@lru_cache(maxsize=4096)
def _same_parties(did: str, suffered: str, far: str, kinship: str) -> Together:
    """Whether doers and sufferers agree."""
    told = f"doers:{did}+{far}", f"sufferers:{suffered}+{far}", f"parties+kinship:{did}+{suffered}+{kinship}"
    return Together(told)


def _places_agree(one: PlaceMention | None, other: PlaceMention | None) -> str:
    if one is None or other is None:
        return "none"
    if one is other:
        return "itself"
    if name_of(one) == name_of(other):
        return "same"
    km = apart_km(one, other)
    if km is None:
        return "differ"
    if km <= _NEAR_KM:
        return "near"
    return "within" if km <= max(one.radius_km or 5, other.radius_km or 5) else "far"


def _days_agree(one: DateMention | None, other: DateMention | None) -> str:
    if one is None or other is None:
        return "none"
    if one is other:
        return "itself"
    if (one.start, one.end) == (other.start, other.end):
        return "same"
    return "overlap" if one.start <= other.end and other.start <= one.end else "differ"


def _parties_agree(some: frozenset[str], others: frozenset[str]) -> str:
    """`same` if a party of one side is one of the other, its arm or its parent."""
    if not some or not others:
        return "none" if not some and not others else "one"
    is_kin = any(are_kin(a, b) for a in some for b in others)
    return "same" if is_kin else "differ"


def _turns(scene: Scene, one: TriggerMention, other: TriggerMention, kinship: str, far: str) -> Iterator[Feature]:
    """How the report goes on from one sentence to the other."""
    first, last = scene.sentence(one), scene.sentence(other)
    yield scene.once(("turns", first, last), lambda: _turns_between(scene, first, last, far))
    sentences = scene.doc.sentences
    is_lead = first == len(sentences) - counts_of_text(scene)[1]
    paragraphs = sentences[last].paragraph - sentences[first].paragraph
    titled: frozenset[str] = scene.once(
        ("types in title",), lambda: frozenset(t.type for t in scene.mentions.triggers if scene.is_title(t))
    )
    yield _going_on(is_lead, paragraphs, one.type in titled, other.type in titled, kinship, far)


def _turns_between(scene: Scene, first: int, last: int, far: str) -> Together:
    """The small words with which the report turns to another matter after a sentence, up to another."""
    turns = set().union(*(_opening(scene, at) for at in range(first + 1, last + 1)))
    return together(tuple(f"turns:{turn}+{far}" for turn in sorted(turns or {"none"})))


@lru_cache(maxsize=4096)
def _going_on(is_lead: bool, paragraphs: int, is_titled: bool, other_titled: bool, kinship: str, far: str) -> Together:
    """How far two triggers are told from each other, and whether the first is in the lead or either in the headline."""
    return Together(
        [
            f"lead:{is_lead}+{kinship}+{far}",
            f"lead+paragraphs:{is_lead}+{bucket(paragraphs, 1, 2, 4)}",
            f"titled:{is_titled}+{other_titled}+{kinship}",
        ]
    )


def _opening(scene: Scene, sentence: int) -> set[str]:
    """The small words that turn to another matter at the start of a sentence."""
    first = scene.doc.sentences[sentence].first
    return scene.once(("opening", sentence), lambda: scene.clues_within(first, first + 2) & _TURNS)


def _within_sentence(scene: Scene, one: TriggerMention, other: TriggerMention, kinship: str) -> Together:
    """What stands between two triggers of a sentence, and behind the second."""
    end = scene.doc.sentences[scene.sentence(other)].last
    mentions = scene.mentions
    speaker = scene.has_any(mentions.sources, one.last, other.first)
    own: list[bool] = []
    if one.last <= other.first and other.last <= end:
        for found in (mentions.places, mentions.dates):
            own += scene.has_any(found, one.last, other.first), scene.has_any(found, other.last, end)
    return _between(speaker, other.joined[:1], form_of(scene, other), kinship, *own)


@lru_cache(maxsize=16_384)
def _between(speaker: bool, joined: str, form: str, kinship: str, *own: bool) -> Together:
    """Whether a speaker, places and days stand between two triggers, and whether places and days stand behind."""
    found = [f"speaker_between:{speaker}", f"joined_by:{joined}+{form}+{kinship}"]
    if own:
        place, place_behind, day, day_behind = own
        found += [f"places_between:{place}+{place_behind}+{kinship}", f"days_between:{day}+{day_behind}"]
    return Together(found)
