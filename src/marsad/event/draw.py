"""From the mentions of a report to its coded events: keep triggers, group them, fill the slots of each episode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from marsad.event import roles, status
from marsad.event.attribution import claimants, deniers, speakers
from marsad.event.borne import Suffering
from marsad.event.companions import companions, is_joined
from marsad.event.course import course_features
from marsad.event.echo import without_echoes
from marsad.event.episode import Links, group_triggers
from marsad.event.ground import trigger_ground
from marsad.event.keep import keep_features
from marsad.event.kind import type_chances
from marsad.event.linear import Feature
from marsad.event.making import Episode
from marsad.event.means import chosen_means, means_of
from marsad.event.models import Models
from marsad.event.opinion import opinions
from marsad.event.owning import add_owners, losses_of_owners, owning_features
from marsad.event.parties import FirstLook, first_looks, second_looks
from marsad.event.plot import Plot
from marsad.event.recalled import is_long_past
from marsad.event.scene import Scene
from marsad.event.stand import stand_features
from marsad.event.tally import TallyLoss, draw_tally, time_of
from marsad.event.told import told_features
from marsad.event.toll import add_loss, add_victims, attach_losses, side_of
from marsad.event.twins import merged_groups
from marsad.event.when import Share, best_day, date_choices, is_to_come, past_choices
from marsad.event.where import choose_places, place_of
from marsad.event.worth import only_harm, worth_features
from marsad.lexicon.registry import are_kin
from marsad.mention.actor import STRUCK
from marsad.model import (
    ActorMention,
    Casualty,
    CodedReport,
    CountMention,
    DateSpan,
    Event,
    Mention,
    Span,
    Tally,
    TriggerMention,
    Why,
)

#: sentences of a text whose words alone say what is an event
_FEW = 2
#: the chance of a party to have a part, with the mention that speaks most for it and its features
_Spoken = tuple[float, ActorMention, list[Feature]]


def body_triggers(scene: Scene) -> list[TriggerMention]:
    """The triggers of the text; those of the headline only where the text has none."""
    body = [t for t in scene.mentions.triggers if not scene.is_title(t)]
    return body or list(scene.mentions.triggers)


def draw_events(scene: Scene, models: Models) -> CodedReport:
    """The events and tallies of one report."""
    likely = likely_episodes(scene, models)
    plot, episodes = likely.plot, likely.episodes
    groups = [e.group for n, e in enumerate(episodes) if stands(likely, n, models)] or likely.harm
    if groups != [episode.group for episode in episodes]:
        plot, episodes = _filled(scene, groups, models, episodes)
    tallies = _tallies(scene, plot.sums, models)
    events = [event_of(scene, episode, models) for episode in episodes]
    events = [event for event in events if event.evidence]
    events.sort(key=lambda event: min(span.start for span in event.evidence))
    numbered = tuple(replace(event, id=f"e{n}") for n, event in enumerate(events, 1))
    return CodedReport(scene.doc.report.id, numbered, tuple(tallies))


@dataclass(frozen=True, slots=True)
class Likely:
    """Episodes that may be events, side by side and with all their slots, and what their words say."""

    plot: Plot
    episodes: list[Episode]
    found: Grouping
    #: the group that is news where no other is an event
    harm: list[list[TriggerMention]]

    def features(self, place: int) -> dict[str, float]:
        """Features of the last look at one of them."""
        return stand_features(self.plot, self.episodes, place, self.found.chances, self.found.links)


def stands(likely: Likely, place: int, models: Models) -> bool:
    """True if an episode is an event by the last look; in a text of a sentence or two, of which the gold that the look
    learned from has hardly any, by its words alone.
    """
    sentences = likely.plot.scene.doc.sentences
    if sum(not sentence.is_title for sentence in sentences) <= _FEW:
        return likely.episodes[place].worth >= models.threshold("worth")
    return models.stand.chances(likely.features(place))["True"] >= models.threshold("stand")


def likely_episodes(scene: Scene, models: Models) -> Likely:
    """The episodes of a scene that may be events: more than their words alone would make."""
    found = group_scene(scene, models)
    worths = [
        models.worth.chance(worth_features(scene, found.groups, place, found.chances, found.links))
        for place in range(len(found.groups))
    ]
    worth_of = {id(t): worth for group, worth in zip(found.groups, worths, strict=True) for t in group}
    groups = [g for g, worth in zip(found.groups, worths, strict=True) if worth >= models.threshold("worth_least")]
    plot, episodes = _filled(scene, groups, models)
    merged = merged_groups(episodes, groups, found.links)
    if len(merged) < len(groups):
        plot, episodes = _filled(scene, merged, models, episodes)
    for episode in episodes:
        episode.worth = max(worth_of[id(trigger)] for trigger in episode.group)
    limit = models.threshold("worth")
    is_told = any(worth >= limit for worth in worths)
    return Likely(plot, episodes, found, [] if is_told else only_harm(scene, found.groups, worths, limit))


def _filled(
    scene: Scene, groups: list[list[TriggerMention]], models: Models, known: Sequence[Episode] = ()
) -> tuple[Plot, list[Episode]]:
    """The groups side by side, and as episodes with all their slots; a `known` one of the same words and losses stays
    as it is.
    """
    plot = Plot(scene, groups)
    types = {_told(episode.group): episode.kinds for episode in known}
    episodes = [_episode(plot, group, types.get(_told(group)), models) for group in groups]
    plot.kinds = [episode.type for episode in episodes]
    chances = attach_losses(plot, models)
    filled = {_told(episode.group, episode.losses): episode for episode in known}
    for place, episode in enumerate(episodes):
        episode.losses = plot.losses.get(place, [])
        told = _told(episode.group, episode.losses)
        if told in filled:
            episodes[place] = filled[told]
            continue
        _fill(plot, place, episode, models)
        before: tuple[str, CountMention] | None = None
        for count in episode.losses:
            before = add_loss(scene, episode, count, chances[id(count)], before, models), count
        losses_of_owners(episode)
        episode.casualties = without_echoes(episode.casualties)
        add_victims(scene, episode)
    return plot, episodes


def _told(group: Sequence[TriggerMention], losses: Sequence[CountMention] = ()) -> tuple[int, ...]:
    """The words of an episode and its losses, by `id`."""
    return *map(id, group), *map(id, losses)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Triggers grouped into possible episodes, the chance of each trigger (by `id`) to state an event, and the links.
    """

    groups: list[list[TriggerMention]]
    chances: dict[int, float]
    links: Links


def stating_features(scene: Scene, trigger: TriggerMention, place: int) -> Iterator[Feature]:
    """Features of a trigger for the question whether it states an event; `place` is its index among the triggers."""
    yield from keep_features(scene, trigger, place)
    yield from trigger_ground(scene, trigger)
    yield from course_features(scene, trigger)
    yield from status.outlook_features(scene, trigger)
    yield from opinions(scene, "keep", [trigger])


def group_scene(scene: Scene, models: Models) -> Grouping:
    """The possible episodes of a scene."""
    places = {id(t): n for n, t in enumerate(scene.mentions.triggers)}
    triggers = body_triggers(scene)
    chances = {id(t): models.keep.chance(stating_features(scene, t, places[id(t)])) for t in triggers}
    kept = [t for t in triggers if chances[id(t)] >= models.threshold("keep")]
    links = Links(scene, models.episode)
    return Grouping(group_triggers(kept, links, models.threshold("episode")), chances, links)


def _episode(
    plot: Plot, group: list[TriggerMention], known: Mapping[str, float] | None, models: Models
) -> Episode:
    """A group as an episode of the likeliest type; `known` are the chances of the types where its words were read
    before.
    """
    scene = plot.scene
    chances = known or type_chances(scene, group, plot.grammar, models)
    kind = max(chances, key=lambda label: chances[label])
    episode = Episode(group, kind, kinds=chances)
    trigger = next((t for t in group if t.type == kind), group[0])
    episode.note(scene, "type", kind, trigger.id, trigger, chances[kind])
    return episode


def _fill(plot: Plot, place: int, episode: Episode, models: Models) -> None:
    scene = plot.scene
    fill_roles(plot, place, episode, models)
    for chance, where in choose_places(plot, place, episode.type, models):
        episode.places.append(place_of(where))
        episode.note(scene, "places", where.name, where.rule, where, chance)
    episode.date = _choose_date(plot, place, episode, models)
    for chance, weapon in chosen_means(plot, place, models):
        means = means_of(weapon, episode.type, episode.initiators)
        if means not in episode.weapons:
            episode.weapons.append(means)
            episode.note(scene, "weapons", means, weapon.rule, weapon, chance)
    _fill_sources(plot, place, episode, models)


def role_choices(plot: Plot, place: int, kind: str) -> list[tuple[str, ActorMention, list[Feature]]]:
    """Parties that may have a part in an episode: actor, mention and features, one row per mention near it, and one for
    each party that is named only elsewhere.
    """
    scene, group = plot.scene, plot.groups[place]
    found = roles.candidates(scene, group)
    near = [(actor, mention) for mention in found for actor in (mention.actor, *mention.also)]
    far = roles.far_parties(scene, group, {actor for actor, _ in near})
    rivals = len({m.actor for m in found})
    counts = plot.losses.get(place, [])
    choices = []
    for n, (actor, mention) in enumerate([*near, *far]):
        features = roles.role_features(scene, group, kind, mention, actor, rivals, counts, plot.grammar)
        features += owning_features(plot, place, actor, mention)
        features += opinions(scene, "role", group, mention)
        if n >= len(near):
            features.append(roles.far_features(group, kind, mention))
        choices.append((actor, mention, features))
    return choices


def fill_roles(plot: Plot, place: int, episode: Episode, models: Models) -> None:
    """Who did an episode, and who suffered it."""
    choices = role_choices(plot, place, episode.type)
    first = [models.role.chances(features) for _, _, features in choices]
    told = told_features(plot, place, episode.type, ((actor, mention) for actor, mention, _ in choices))
    looks = first_looks(choices, first, told)
    second = second_look(looks, episode.type, models)
    best: dict[tuple[str, str], _Spoken] = {}
    spoken: dict[tuple[str, str], float] = {}
    for (actor, mention, features), chances in zip(choices, first, strict=True):
        for slot in ("initiator", "target"):
            may_be = slot == "target" or mention.rule != STRUCK  # homes and schools do nothing
            chance = chances[slot] if may_be else 0.0
            if chance > spoken.get((actor, slot), -1.0):
                spoken[actor, slot] = chance
                best[actor, slot] = second[actor][slot] if may_be else 0.0, mention, features
    if episode.type == "armed_clash":
        sides = _sides_of_fight(plot.scene, episode.group, best, models)
        _add_companions(plot.scene, episode.group, sides)
        _add_parties(plot.scene, episode, sides, models)
        return
    best = {key: row for key, row in best.items() if not _is_outdone(key, best)}
    likeliest = {
        slot: max((row[0] for (_, s), row in best.items() if s == slot), default=1.0)
        for slot in ("initiator", "target")
    }
    if episode.type == "agreement":  # a deal takes two
        doers = sorted((row[0] for (_, slot), row in best.items() if slot == "initiator"), reverse=True)
        likeliest["initiator"] = min(doers[:2], default=1.0)
    chosen: dict[str, list[tuple[str, _Spoken]]] = {"initiator": [], "target": []}
    for (actor, slot), row in sorted(best.items(), key=lambda item: item[1][1].first):
        # most acts have a doer and a sufferer: the likeliest party of each part needs less to be believed than another
        if row[0] >= models.threshold("role" if row[0] < likeliest[slot] else "role_alone"):
            chosen[slot].append((actor, row))
    _add_companions(plot.scene, episode.group, chosen)
    _add_parties(plot.scene, episode, chosen, models)
    add_owners(plot, place, episode)
    episode.initiators = roles.implied_doers(plot.scene, episode.group, episode.type, episode.initiators)


def _add_companions(scene: Scene, group: list[TriggerMention], chosen: dict[str, list[tuple[str, _Spoken]]]) -> None:
    """Who is told in one breath with a doer did it too, and who is joined to a sufferer suffered it, as surely as that
    one.
    """
    taken = {actor for rows in chosen.values() for actor, _ in rows}
    told = {scene.sentence(trigger) for trigger in group}
    for slot, rows in chosen.items():
        for _, (chance, mention, features) in tuple(rows):
            beside = companions(scene, mention) if scene.sentence(mention) in told else ()
            for companion in beside if slot == "initiator" else takewhile(is_joined, beside):
                if companion.actor not in taken:
                    taken.add(companion.actor)
                    rows.append((companion.actor, (chance, companion, features)))


def _add_parties(
    scene: Scene, episode: Episode, chosen: dict[str, list[tuple[str, _Spoken]]], models: Models
) -> None:
    for slot, rows in chosen.items():
        for actor, (chance, mention, features) in rows:
            (episode.initiators if slot == "initiator" else episode.targets).append(actor)
            episode.note(scene, f"{slot}s", actor, models.role.strongest(features, slot), mention, chance)


def _sides_of_fight(
    scene: Scene, group: list[TriggerMention], best: dict[tuple[str, str], _Spoken], models: Models
) -> dict[str, list[tuple[str, _Spoken]]]:
    """Of a fight that nobody is said to have begun, whoever is likely on either side; the side named first first."""
    found: dict[str, _Spoken] = {}
    for (actor, _), row in best.items():
        both = min(1.0, sum(best[actor, part][0] for part in ("initiator", "target")))
        if actor not in found or row[0] > best[actor, "initiator"][0]:
            found[actor] = both, row[1], row[2]
    chances = {actor: row[0] for actor, row in found.items()}
    likely = sorted(chances.values(), reverse=True)
    limits = models.threshold("role_alone"), models.threshold("role")
    kept = {
        actor: row
        for actor, row in found.items()
        if row[0] >= (limits[0] if row[0] >= (likely[:2] or [0.0])[-1] else limits[1])
        and not _has_likelier_kin(actor, chances)
    }
    first, others = roles.first_side(scene, group, kept)
    return {"initiator": [(a, kept[a]) for a in first], "target": [(a, kept[a]) for a in others]}


def second_look(looks: Mapping[str, FirstLook], kind: str, models: Models) -> dict[str, dict[str, float]]:
    """The chances of each party to have done or suffered an act, with the chances of the others seen."""
    return second_looks(looks, kind, models)


def _is_outdone(key: tuple[str, str], best: Mapping[tuple[str, str], _Spoken]) -> bool:
    """True if the party is likelier to have the other part, or its own arm or parent to have this one."""
    actor, slot = key
    chance = best[key][0]
    other = best[actor, "target" if slot == "initiator" else "initiator"][0]
    rivals = {a: row[0] for (a, s), row in best.items() if s == slot}
    return chance < other or _has_likelier_kin(actor, rivals)


def _has_likelier_kin(actor: str, chances: Mapping[str, float]) -> bool:
    """True if a party's own arm or parent is likelier."""
    kin = (a for a in chances if a != actor and are_kin(a, actor))
    return any(chances[actor] < chances[a] for a in kin)


def _choose_date(plot: Plot, place: int, episode: Episode, models: Models) -> DateSpan | None:
    choices = date_choices(plot, place)
    shares = models.date.shares([features for _, features in choices])
    told: list[Share] = list(zip(shares, (mention for mention, _ in choices), strict=True))
    published = plot.scene.doc.report.published
    if is_to_come(told, published) and status.status_of(plot.scene, episode.group, episode.type, models) != "planned":
        told = past_choices(plot, place, told)
    best = best_day(told)
    if best is None or best[0] < models.threshold("date"):
        return None
    chance, mention = best
    shown = None if mention.granularity.startswith("default") else mention
    episode.note(plot.scene, "date", f"{mention.start}/{mention.end}", mention.rule, shown, chance)
    return DateSpan(mention.start, mention.end)


def _fill_sources(plot: Plot, place: int, episode: Episode, models: Models) -> None:
    """Whoever speaks where the episode is told, and who goes on about it after; the learned chance says how sure."""
    scene = plot.scene
    for mention, chance in speakers(plot, place, (episode.initiators, episode.targets), models):
        episode.sources.append(mention.source)
        episode.note(scene, "sources", mention.source, mention.rule, mention, chance)


def _tallies(scene: Scene, counts: Sequence[CountMention], models: Models) -> list[Tally]:
    """A tally for the counts over a period that stand in one sentence."""
    told: dict[int, list[TallyLoss]] = {}
    before: tuple[str, CountMention] | None = None
    for count in counts:
        side, rule, chance = side_of(Suffering(scene, count, "", (), (), *(before or ())), models)
        before = side, count
        loss = Casualty(side, count.harm, count.low, count.high)
        told.setdefault(scene.sentence(count), []).append((loss, count, rule, chance))
    found = []
    for sentence, rows in told.items():
        first = rows[0][1]
        places = [place_of(m) for m in scene.in_sentence(scene.mentions.places, sentence)]
        sources = [m for m in scene.mentions.sources if m.scope[0] <= first.first < m.scope[1]]
        found.append(draw_tally(scene, time_of(scene, first), rows, places[:2], sources))
    return found


def event_of(scene: Scene, episode: Episode, models: Models) -> Event:
    """An episode as an event, whose number is not yet known."""
    held = status.status_of(scene, episode.group, episode.type, models)
    published = scene.doc.report.published
    recalled = models.salience.chance(
        status.salience_features(scene, episode.group, episode.type, episode.date, published)
    )
    return Event(
        id="",
        type=episode.type,
        status=held,
        salience="background" if recalled >= 0.5 or is_long_past(episode.date, published) else "main",
        date=episode.date,
        places=tuple(episode.places),
        initiators=tuple(episode.initiators),
        targets=tuple(episode.targets),
        weapons=tuple(episode.weapons),
        casualties=tuple(episode.casualties),
        sources=tuple(episode.sources),
        claimed_by=claimants(scene, episode) if held == "occurred" else (),
        denied_by=deniers(scene, episode) if held == "denied" else (),
        evidence=_evidence(scene, [*episode.group, *episode.evidence]),
        why=tuple(_calibrated(why, models) for why in episode.why),
    )


def _calibrated(why: Why, models: Models) -> Why:
    """The same with the chance that such values proved right with."""
    return Why(why.slot, why.value, why.rule, why.span, models.confidence(why.slot, why.confidence))


def _evidence(scene: Scene, mentions: Iterable[Mention]) -> tuple[Span, ...]:
    spans = sorted({span for m in mentions if (span := scene.doc.to_text(m.span))})
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)
