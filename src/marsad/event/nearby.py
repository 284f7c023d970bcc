"""What stands right beside a place or a time: the speaker whose it is, and of what sort he is, the nearest act, the
places that it lies in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.event.keep import bucket
from marsad.event.linear import Together
from marsad.event.relate import gap, sentences_of
from marsad.event.scene import Scene
from marsad.event.sites import sites_of
from marsad.lexicon.registry import kind_of, load_sources
from marsad.model import Mention, PlaceMention, SourceMention, TriggerMention

#: so many words stand at most between a speaker and the day on which, or the place where, he speaks
_SPEAKER_REACH = 4
#: so many sentences on, a place is no longer told as part of another
_FARTHEST = 3


def beside_speaker(scene: Scene, mention: Mention) -> str:
    """Whether a speaker stands right `before` or `after` with no act between: «قال المتحدث أمس إن …»; else `none`."""
    return scene.once(("beside a speaker", mention.first, mention.last), lambda: _beside_speaker(scene, mention))


def _beside_speaker(scene: Scene, mention: Mention) -> str:
    for source in scene.in_sentence(scene.mentions.sources, scene.sentence(mention)):
        if source.last <= mention.first:
            side, first, last = "before", source.last, mention.first
        elif mention.last <= source.first:
            side, first, last = "after", mention.last, source.first
        else:
            continue
        if last - first <= _SPEAKER_REACH and not scene.triggers_between(first, last):
            return side
    return "none"


def act_beside(scene: Scene, group: Sequence[TriggerMention], kind: str, mention: Mention) -> str:
    """The nearest word of an act in the sentence of a mention: `own`, `alike` (of the episode's type), a `result`,
    `other`; `none` if the sentence tells no act.
    """
    key = "act beside", mention.first, mention.last
    found: TriggerMention | None = scene.once(key, lambda: _act_beside(scene, mention))
    if found is None:
        return "none"
    if any(found is trigger for trigger in group):
        return "own"
    return "alike" if found.type == kind else "result" if found.type.startswith("_") else "other"


def _act_beside(scene: Scene, mention: Mention) -> TriggerMention | None:
    triggers = scene.in_sentence(scene.mentions.triggers, scene.sentence(mention))
    return min(triggers, key=lambda trigger: gap(scene, trigger, mention), default=None)


def place_beside(
    scene: Scene, group: Sequence[TriggerMention], kind: str, mention: PlaceMention
) -> Iterator[Together]:
    """Features of a place by what stands beside it, and by the places told in it and round it."""
    told = sentences_of(scene, group)
    inside = scene.sentence(mention) in told
    act = act_beside(scene, group, kind, mention)
    part, whole = _parts_and_wholes(scene, mention)
    yield _beside(act, beside_speaker(scene, mention), inside, part, not whole.isdisjoint(told), bool(whole))


def _parts_and_wholes(scene: Scene, mention: PlaceMention) -> tuple[int, frozenset[int]]:
    """How many sentences on a smaller place in this one is told, at most 3, -1 for none; and the sentences that tell a
    place that holds it.
    """

    def look() -> tuple[int, frozenset[int]]:
        sites, here = sites_of(scene), scene.sentence(mention)
        own = sites.owner[id(mention)]
        inner = [m for wide, narrow in sites.holds if wide == own for m in sites.mentions[narrow]]
        outer = [m for wide, narrow in sites.holds if narrow == own for m in sites.mentions[wide]]
        steps = [scene.sentence(m) - here for m in inner if m.first > mention.first]
        wholes = frozenset(scene.sentence(m) for m in outer if not scene.is_title(m))
        return min([*steps, _FARTHEST]) if steps else -1, wholes

    found: tuple[int, frozenset[int]] = scene.once(("parts and wholes", mention.first, mention.last), look)
    return found


@lru_cache(maxsize=4096)
def _beside(act: str, speaker: str, inside: bool, part: int, is_part_told: bool, is_part: bool) -> Together:
    """The nearest act, a speaker beside it, the first place told in it, and whether the episode tells what holds it."""
    steps = bucket(part, 0, 1, 2, _FARTHEST)
    found = [f"beside_act:{act}+{inside}", f"beside_speaker:{speaker}+{inside}", f"part_told:{steps}+{inside}"]
    found.append(f"part_told+act:{steps}+{act}")
    if is_part:
        found.append(f"whole_in_episode:{is_part_told}+{inside}+{act}")
    return Together(found)


def sort_of(mention: SourceMention) -> str:
    """What sort of speaker: the registry's kind of a source or party, or how an unlisted one was recognised."""
    entry = load_sources().get(mention.source)
    return entry.kind if entry is not None else kind_of(mention.source) or mention.rule
