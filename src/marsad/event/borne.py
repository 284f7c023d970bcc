"""Whose losses a count tells by words further off: verbs of bearing losses, counts joined to it, «most of the dead»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.event.scene import Scene
from marsad.lexicon.strangers import actor_kind
from marsad.model import ActorMention, CountMention

#: what the finder of parties says of people whom no words name further
GENERIC = frozenset({"civilians", "unknown", "unknown-gunmen", "officials"})
#: kinds of parties that are no state, whose people are told by their name
ARMED_KINDS = frozenset({"rebel", "militia", "criminal"})
ARMED = frozenset({"fighters", "soldiers", "police", "gunmen", "attackers", "tribes"})
#: classes of civilians with an id of their own
SPECIAL = frozenset({"medics", "journalists", "officials", "shepherds", "oil-workers", "truffle-pickers"})
#: words between a verb of bearing losses and their figure; between two counts joined; between «most» and who they were
_BORNE, _JOINED, _WHO = 12, 4, 4
#: sentences behind a count in which «most of the dead» may stand
_LATER = 3


@dataclass(frozen=True, slots=True)
class Suffering:
    """A count with the event it belongs to: its type, its slots, and who suffered the count before it (and how far
    back).
    """

    scene: Scene
    count: CountMention
    kind: str
    initiators: Sequence[str]
    targets: Sequence[str]
    before: str = ""
    before_count: CountMention | None = None


def side_that_bears_losses(case: Suffering) -> str:
    """The subject of a verb of bearing losses: «تكبد المسلحون 12 قتيلا», «القوات منيت بخسائر بشرية»."""
    count, scene = case.count, case.scene
    if (count.victims and count.people != "counted.man") or is_named(scene, count):
        return ""
    first = max(scene.doc.sentences[scene.sentence(count)].first, count.first - _BORNE)
    verbs = [hit for hit in scene.whose if hit.id == "bears" and first <= hit.first < count.first]
    if not verbs:
        return ""
    behind = scene.starting(scene.mentions.actors, verbs[-1].last, count.first)
    named = [m.actor for m in behind if m.actor not in GENERIC and actor_kind(m.actor) != "civilian"]
    before = [m.actor for m in scene.starting(scene.mentions.actors, first, verbs[-1].first)]
    return named[0] if named else before[-1] if before and not behind else ""


def unarmed_people_taken(case: Suffering) -> str:
    """Who is kidnapped is a civilian where no words name him further."""
    count = case.count
    if count.harm != "captured" or case.kind != "abduction" or count.victims not in ("", "unknown"):
        return ""
    return "" if is_named(case.scene, count) or not count.people else "civilians"


def people_driven_from_home(case: Suffering) -> str:
    """Those driven out or fled are civilians where no words name them further."""
    count = case.count
    if count.harm != "displaced" or count.victims not in ("", "unknown"):
        return ""
    return "" if is_named(case.scene, count) else "civilians"


def side_of_the_count_joined(case: Suffering) -> str:
    """«183 قتيلا و210 جرحى من القوات»: the words behind the second of two figures own the first as well."""
    count, scene = case.count, case.scene
    if count.victims or count.part or is_named(scene, count):
        return ""
    told = scene.in_sentence(scene.mentions.counts, scene.sentence(count))
    behind = [c for c in told if 0 <= c.first - count.last <= _JOINED and c.harm != count.harm and not c.part]
    if not behind or behind[0].victims:
        return ""
    named = [m.actor for m in owners(scene, behind[0]) if m.actor not in GENERIC and actor_kind(m.actor) != "civilian"]
    return named[0] if named else ""


def most_of_the_dead(case: Suffering) -> str:
    """«معظم القتلى من رجال الشرطة»: said of the dead further on in the report."""
    count, scene = case.count, case.scene
    if count.harm != "killed" or count.victims not in ("", "unknown") or count.part or is_named(scene, count):
        return ""
    place = scene.sentence(count)
    for hit in scene.whose:
        if hit.id != "most_of_the_dead" or not 0 <= scene.doc.sentence_of[hit.first] - place <= _LATER:
            continue
        stop = scene.doc.sentences[scene.doc.sentence_of[hit.first]].last
        reach = [m for m in scene.mentions.actors if hit.last <= m.first <= min(hit.last + _WHO, stop)]
        if reach and hit.first >= count.last:
            return reach[0].actor if reach[0].actor not in ("unknown", "unknown-gunmen") else ""
    return ""


def special_people_only_among_them(case: Suffering) -> str:
    """«24 جريحا بينهم ثلاثة مسعفين»: people of whom only some are told to be of a trade are civilians."""
    count, scene = case.count, case.scene
    if count.victims not in ("", "unknown") or count.part or is_named(scene, count):
        return ""
    told = scene.in_sentence(scene.mentions.counts, scene.sentence(count))
    parts = [c for c in told if c.part and 0 <= c.first - count.last <= _BORNE]
    if not parts or any(c.victims in ARMED or c.victims in ("", "unknown") for c in parts):
        return ""
    return "civilians" if any(c.victims in SPECIAL for c in parts) and set(case.targets) <= SPECIAL else ""


def owners(scene: Scene, count: CountMention) -> list[ActorMention]:
    """The parties named within a count or by the words that own it."""
    last = max(count.owner_last, count.last)
    return [m for m in scene.mentions.actors if count.first <= m.first < last]


def is_named(scene: Scene, count: CountMention) -> bool:
    """True if words in a count or behind it name a party."""
    return any(m.actor not in GENERIC for m in owners(scene, count))
