"""Who is quoted for an episode, who claims an act and who denies it."""

from __future__ import annotations

from marsad.event.blame import CHARGES
from marsad.event.choose import source_features
from marsad.event.making import Episode
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.event.speakers import Hearings, Parties, hearings, speaker_features
from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of
from marsad.model import SourceMention

#: acts that a group claims by telling of them, and the kinds of such groups
_VIOLENT = frozenset(
    {"attack", "bombing", "drone_strike", "shelling", "suicide_bombing", "execution", "abduction", "targeted_killing"}
)
_GROUPS = ("rebel", "militia", "criminal", "unlisted")
#: words from a word of claiming to a party before and behind it, and from one of denying to the speaker
_BEFORE, _AFTER, _SPEAKER = 8, 6, 6
#: words from a verb that lays blame to the word of responsibility
_CHARGE = 12
#: a speaker less likely than this at first look is not looked at again
LEAST = 0.01


def speakers(plot: Plot, place: int, parties: Parties, models: Models) -> list[tuple[SourceMention, float]]:
    """The sources of an episode, each with the mention that speaks most for it and its chance, in text order; `parties`
    are those who did the act and who suffered it.
    """
    table = _heard(plot, models)
    found = []
    for source, look in table[place].items():
        if look.chance < LEAST:
            continue
        chance = models.speaker.chances(speaker_features(plot, table, place, source, parties))["True"]
        if chance >= models.threshold("source"):
            found.append((look.mention, chance))
    return sorted(found, key=lambda item: item[0].first)


def _heard(plot: Plot, models: Models) -> list[Hearings]:
    """The first look at each speaker for each episode, worked out once for all of them."""
    mentions = plot.scene.mentions.sources

    def look(place: int) -> Hearings:
        return hearings(plot, place, [models.source.chance(source_features(plot, place, m)) for m in mentions])

    return plot.once(("first hearings",), lambda: list(map(look, range(len(plot.groups)))))


def claimants(scene: Scene, episode: Episode) -> tuple[str, ...]:
    """The doers who claim an act: next to a word of claiming in its sentences or the next («تبنى», «مسؤوليته عن»), or
    quoted for it themselves, if they are an armed group and the act is violent.
    """
    near = [_beside(scene, hit) for hit in _words(scene, episode, "claim")]
    told = [actor for actors in near if (actor := next((a for a in actors if a in episode.initiators), ""))]
    if episode.type in _VIOLENT:
        told += [a for a in episode.initiators if a in episode.sources and (kind_of(a) or "unlisted") in _GROUPS]
    return tuple(dict.fromkeys(told))


def deniers(scene: Scene, episode: Episode) -> tuple[str, ...]:
    """Who denies an act: the speaker, else the party, next to a word of denial in its sentences or the next."""
    told: list[str] = []
    for hit in _words(scene, episode, "deny"):
        speakers = [s.source for s in scene.mentions.sources if abs(s.first - hit.last) <= _SPEAKER]
        told += speakers[:1] or [a for a in _beside(scene, hit)[:1] if kind_of(a) != "civilian"]
    return tuple(dict.fromkeys(told))


def _words(scene: Scene, episode: Episode, what: str) -> list[Hit]:
    """The words of claiming or denying in the sentences of an episode or the next that are not negated."""
    inside = sentences_of(scene, episode.group)
    inside |= {max(inside) + 1}
    hits = [hit for hit in scene.clues if hit.id == what and scene.doc.sentence_of[hit.first] in inside]
    hits = [hit for hit in hits if "neg" not in scene.clues_within(max(_start(scene, hit), hit.first - 3), hit.first)]
    return [hit for hit in hits if not _is_charged(scene, hit)]


def _is_charged(scene: Scene, hit: Hit) -> bool:
    """True for «حمّلت السلطات الحركة مسؤولية التفجير»: somebody else lays the blame, and nobody claims anything."""
    before = scene.clues_within(max(_start(scene, hit), hit.first - _CHARGE), hit.first)
    return hit.id == "claim" and any(clue.startswith(CHARGES) for clue in before)


def _beside(scene: Scene, hit: Hit) -> list[str]:
    """The parties named round a word, in text order."""
    first = max(_start(scene, hit), hit.last - _BEFORE)
    return [m.actor for m in scene.starting(scene.mentions.actors, first, hit.last + _AFTER)]


def _start(scene: Scene, hit: Hit) -> int:
    return scene.doc.sentences[scene.doc.sentence_of[hit.first]].first
