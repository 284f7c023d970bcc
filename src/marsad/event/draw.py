"""From the mentions of a report to its coded events: keep triggers, group them, fill the slots of each episode."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from marsad.event import choose, losses, roles, sides, status
from marsad.event.attribution import claimants, speakers
from marsad.event.episode import Links, group_triggers
from marsad.event.keep import keep_features
from marsad.event.kind import type_features
from marsad.event.models import Models
from marsad.event.parties import first_looks, party_features
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.event.tally import TallyLoss, draw_tally, period_of, totals
from marsad.event.twins import merged_groups
from marsad.event.where import choose_places, place_of
from marsad.event.worth import worth_features
from marsad.lexicon.registry import lineage
from marsad.model import (
    ActorMention,
    Casualty,
    CodedReport,
    CountMention,
    DateMention,
    DateSpan,
    Event,
    Mention,
    Place,
    Span,
    Tally,
    TriggerMention,
    Why,
)
from marsad.model.event import spell_count

#: acts in which who suffers need not be who was struck
TWO_SIDED = ("armed_clash", "agreement", "protest", "withdrawal", "deployment", "other")


@dataclass
class Episode:
    """An event in the making: the triggers that tell it and what has been found for its slots so far."""

    group: list[TriggerMention]
    type: str
    initiators: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    date: DateSpan | None = None
    places: list[Place] = field(default_factory=list)
    weapons: list[str] = field(default_factory=list)
    casualties: list[Casualty] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    evidence: list[Mention] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)

    def note(self, scene: Scene, slot: str, value: str, rule: str, mention: Mention | None, chance: float) -> None:
        """Remember which rule gave a value, from which words."""
        span = scene.doc.to_text(mention.span) if mention else None
        self.why.append(Why(slot, value, rule, span, round(chance, 3)))


def body_triggers(scene: Scene) -> list[TriggerMention]:
    """The triggers of the text; those of the headline only where the text has none."""
    body = [t for t in scene.mentions.triggers if not scene.is_title(t)]
    return body or list(scene.mentions.triggers)


def draw_events(scene: Scene, models: Models) -> CodedReport:
    """The events and tallies of one report."""
    figures = losses.figures(scene)
    sums = totals(scene, figures)
    counts = [c for c, is_sum in zip(figures, sums, strict=True) if not is_sum]
    groups = worthy_groups(scene, models)
    episodes = _filled(scene, groups, counts, models)
    merged = merged_groups(episodes, groups)
    if len(merged) < len(groups):
        episodes = _filled(scene, merged, counts, models)
    tallies = _tallies(scene, [c for c, is_sum in zip(figures, sums, strict=True) if is_sum], models)
    events = [_event(scene, episode, models) for episode in episodes]
    events = [event for event in events if event.evidence]
    events.sort(key=lambda event: min(span.start for span in event.evidence))
    numbered = tuple(replace(event, id=f"e{n}") for n, event in enumerate(events, 1))
    return CodedReport(scene.doc.report.id, numbered, tuple(tallies))


def _filled(
    scene: Scene, groups: list[list[TriggerMention]], counts: Sequence[CountMention], models: Models
) -> list[Episode]:
    """The groups as episodes with all their slots."""
    episodes = [_episode(scene, group, models) for group in groups]
    plot = Plot(scene, groups)
    chances = _attach_losses(plot, episodes, counts, models)
    for place, episode in enumerate(episodes):
        _fill(plot, place, episode, models)
        before: tuple[str, CountMention] | None = None
        for count in plot.losses.get(place, ()):
            before = _add_loss(scene, episode, count, chances[id(count)], before, models), count
        episode.casualties = losses.without_echoes(episode.casualties)
        _add_victims(scene, episode)
    return episodes


@dataclass(frozen=True, slots=True)
class Grouping:
    """Triggers grouped into possible episodes, the chance of each trigger (by `id`) to state an event, and the links.
    """

    groups: list[list[TriggerMention]]
    chances: dict[int, float]
    links: Links


def group_scene(scene: Scene, models: Models) -> Grouping:
    """The possible episodes of a scene."""
    places = {id(t): n for n, t in enumerate(scene.mentions.triggers)}
    triggers = body_triggers(scene)
    chances = {id(t): models.keep.chance(keep_features(scene, t, places[id(t)])) for t in triggers}
    kept = [t for t in triggers if chances[id(t)] >= models.threshold("keep")]
    links = Links(scene, models.episode)
    return Grouping(group_triggers(kept, links, models.threshold("episode")), chances, links)


def worthy_groups(scene: Scene, models: Models) -> list[list[TriggerMention]]:
    """The groups that are events."""
    found = group_scene(scene, models)
    return [
        group
        for place, group in enumerate(found.groups)
        if models.worth.chance(worth_features(scene, found.groups, place, found.chances, found.links))
        >= models.threshold("worth")
    ]


def _episode(scene: Scene, group: list[TriggerMention], models: Models) -> Episode:
    chances = models.kind.chances(type_features(scene, group))
    kind = max(chances, key=lambda label: chances[label])
    episode = Episode(group, kind)
    trigger = next((t for t in group if t.type == kind), group[0])
    episode.note(scene, "type", kind, trigger.id, trigger, chances[kind])
    return episode


def _fill(plot: Plot, place: int, episode: Episode, models: Models) -> None:
    scene = plot.scene
    _fill_roles(plot, place, episode, models)
    for chance, where in choose_places(plot, place, episode.type, models):
        episode.places.append(place_of(where))
        episode.note(scene, "places", where.name, where.rule, where, chance)
    episode.date = _choose_date(plot, place, episode, models)
    for weapon in scene.mentions.weapons:
        hold = plot.hold(place, weapon)
        chance = models.weapon.chance(choose.weapon_features(scene, episode.group, hold, episode.type, weapon))
        if chance >= models.threshold("weapon") and weapon.weapon not in episode.weapons:
            episode.weapons.append(weapon.weapon)
            episode.note(scene, "weapons", weapon.weapon, weapon.rule, weapon, chance)
    _fill_sources(plot, place, episode, models)


def role_choices(plot: Plot, place: int, kind: str) -> list[tuple[str, ActorMention, list[str]]]:
    """Parties that may have a part in an episode: actor, mention and features, one row per mention."""
    scene, group = plot.scene, plot.groups[place]
    found = roles.candidates(scene, group)
    grammar = plot.grammar
    rivals = len({m.actor for m in found})
    counts = plot.losses.get(place, [])
    choices = []
    for mention in found:
        hold = plot.hold(place, mention)
        for actor in (mention.actor, *mention.also):
            features = roles.role_features(scene, group, kind, mention, actor, rivals, hold, counts, grammar)
            choices.append((actor, mention, features))
    return choices


def _fill_roles(plot: Plot, place: int, episode: Episode, models: Models) -> None:
    choices = role_choices(plot, place, episode.type)
    first = [models.role.chances(features) for _, _, features in choices]
    looks = first_looks(choices, first)
    second = {actor: models.party.chances(party_features(looks, actor, episode.type)) for actor in looks}
    best: dict[tuple[str, str], tuple[float, ActorMention, list[str]]] = {}
    spoken: dict[tuple[str, str], float] = {}
    for (actor, mention, features), chances in zip(choices, first, strict=True):
        for slot in ("initiator", "target"):
            if chances[slot] > spoken.get((actor, slot), -1.0):
                spoken[actor, slot] = chances[slot]
                best[actor, slot] = second[actor][slot], mention, features
    best = {key: row for key, row in best.items() if not _is_outdone(key, best)}
    likeliest = {
        slot: max((row[0] for (_, s), row in best.items() if s == slot), default=1.0)
        for slot in ("initiator", "target")
    }
    for (actor, slot), (chance, mention, features) in sorted(best.items(), key=lambda item: item[1][1].first):
        # most acts have a doer and a sufferer: the likeliest party of each part needs less to be believed than another
        if chance >= models.threshold("role" if chance < likeliest[slot] else "role_alone"):
            (episode.initiators if slot == "initiator" else episode.targets).append(actor)
            episode.note(plot.scene, f"{slot}s", actor, models.role.strongest(features, slot), mention, chance)
    episode.initiators = roles.implied_doers(plot.scene, episode.group, episode.type, episode.initiators)


def _is_outdone(key: tuple[str, str], best: Mapping[tuple[str, str], tuple[float, ActorMention, list[str]]]) -> bool:
    """True if the party is likelier to have the other part, or its own arm or parent to have this one."""
    actor, slot = key
    chance = best[key][0]
    other = best[actor, "target" if slot == "initiator" else "initiator"][0]
    kin = (a for a, s in best if s == slot and a != actor and (a in lineage(actor) or actor in lineage(a)))
    return chance < max(other, max((best[a, slot][0] for a in kin), default=0.0))


def default_dates(scene: Scene, group: Sequence[TriggerMention]) -> list[DateMention]:
    """Days an episode may have though no word names them: the day of publication, and with the day before."""
    published = scene.doc.report.published
    if published is None:
        return []
    first, last, span = group[0].first, group[0].last, group[0].span
    return [
        DateMention(span, first, last, "publication_day", start=published, end=published, granularity="default"),
        DateMention(
            span,
            first,
            last,
            "day_before_publication",
            start=published - timedelta(1),
            end=published,
            granularity="default2",
        ),
    ]


def date_choices(plot: Plot, place: int) -> list[tuple[DateMention, list[str]]]:
    """Dates an episode may have, each with its features."""
    scene, group = plot.scene, plot.groups[place]
    published: date | None = scene.doc.report.published
    named = [
        (m, list(choose.date_features(scene, group, plot.hold(place, m), m, published))) for m in scene.mentions.dates
    ]
    inside = sentences_of(scene, group)
    told = [m for m in scene.mentions.dates if scene.sentence(m) in inside]
    context = [f"told:{bool(told)}", f"any:{bool(scene.mentions.dates)}"]
    title = sum(1 for s in scene.doc.sentences if s.is_title)
    context.append(f"early:{min(inside) - title < 2}")
    start = scene.doc.sentences[min(inside)].first
    context += [f"opens:{clue}" for clue in scene.clues_within(start, start + 4)]
    context += [f"form:{group[0].form}"]
    for default in default_dates(scene, group):
        named.append((default, ["bias", default.granularity, *(f"{default.granularity}|{c}" for c in context)]))
    return named


def _choose_date(plot: Plot, place: int, episode: Episode, models: Models) -> DateSpan | None:
    best: tuple[float, DateMention] | None = None
    for mention, features in date_choices(plot, place):
        chance = models.date.chance(features)
        if best is None or chance > best[0]:
            best = chance, mention
    if best is None or best[0] < models.threshold("date"):
        return None
    chance, mention = best
    shown = None if mention.granularity.startswith("default") else mention
    episode.note(plot.scene, "date", f"{mention.start}/{mention.end}", mention.rule, shown, chance)
    return DateSpan(mention.start, mention.end)


def _fill_sources(plot: Plot, place: int, episode: Episode, models: Models) -> None:
    """Whoever speaks where the episode is told, and who goes on about it after; the learned chance says how sure."""
    scene = plot.scene
    for mention, chance in speakers(plot, place, models):
        episode.sources.append(mention.source)
        episode.note(scene, "sources", mention.source, mention.rule, mention, chance)


def _attach_losses(
    plot: Plot, episodes: list[Episode], figures: Sequence[CountMention], models: Models
) -> dict[int, float]:
    """Give each count to the episode it belongs to, in `plot.losses`; the chance of each, by `id` of the count."""
    found: dict[int, float] = {}
    for count in figures if episodes else ():
        chances = []
        for rank, place in enumerate(plot.ranked(count)):
            episode = episodes[place]
            features = losses.loss_features(plot.scene, episode.group, episode.type, count, rank, len(episodes))
            chances.append((models.loss.chance(features), place))
        chance, place = max(chances)
        if chance >= models.threshold("loss"):
            plot.losses.setdefault(place, []).append(count)
            found[id(count)] = chance
    return found


def _tallies(scene: Scene, counts: Sequence[CountMention], models: Models) -> list[Tally]:
    """A tally for the counts over a period that stand in one sentence."""
    told: dict[int, list[TallyLoss]] = {}
    before: tuple[str, CountMention] | None = None
    for count in counts:
        side, rule, chance = _side(scene, "", {}, count, before, models)
        before = side, count
        loss = Casualty(side, count.harm, count.low, count.high)
        told.setdefault(scene.sentence(count), []).append((loss, count, rule, chance))
    found = []
    for sentence, rows in told.items():
        first = rows[0][1]
        places = [place_of(m) for m in scene.in_sentence(scene.mentions.places, sentence)]
        sources = [m for m in scene.mentions.sources if m.scope[0] <= first.first < m.scope[1]]
        found.append(draw_tally(scene, period_of(scene, first), rows, places[:2], sources))
    return found


def side_choices(
    scene: Scene, kind: str, slots: dict[str, Sequence[str]], count: CountMention
) -> list[tuple[str, list[str]]]:
    """Parties that may have suffered a count, each with its features."""
    sentence = scene.doc.sentence_of[count.first]
    starts: dict[str, list[tuple[int, int]]] = {"civilians": [], "unknown": []}
    for actors in slots.values():
        for actor in actors:
            starts.setdefault(actor, [])
    for mention in scene.in_sentence(scene.mentions.actors, sentence):
        for actor in (mention.actor, *mention.also):
            starts.setdefault(actor, []).append((mention.first, mention.last))
    return [
        (actor, list(losses.side_features(scene, kind, count, actor, slots, where))) for actor, where in starts.items()
    ]


def _side(
    scene: Scene,
    kind: str,
    slots: dict[str, Sequence[str]],
    count: CountMention,
    before: tuple[str, CountMention] | None,
    models: Models,
) -> tuple[str, str, float]:
    """Whose losses a count tells, the rule that says so, and how likely it is."""
    side, last = before or ("", None)
    case = sides.Suffering(scene, count, kind, slots.get("initiators", ()), slots.get("targets", ()), side, last)
    found, rule = sides.side_by_rule(case)
    if found:
        return found, rule, 0.85
    choices = [row for row in side_choices(scene, kind, slots, count) if sides.may_suffer(case, row[0])]
    chance, actor = max((models.side.chance(features), actor) for actor, features in choices)
    return actor, count.rule, chance


def _add_loss(
    scene: Scene,
    episode: Episode,
    count: CountMention,
    chance: float,
    before: tuple[str, CountMention] | None,
    models: Models,
) -> str:
    """Add a count to an episode; returns whose loss it is."""
    slots: dict[str, Sequence[str]] = {"initiators": episode.initiators, "targets": episode.targets}
    side, rule, side_chance = _side(scene, episode.type, slots, count, before, models)
    suffering = [side]
    if rule == sides.both_sides_together.__name__ and count.high is None and slots["initiators"] and slots["targets"]:
        suffering = [slots["initiators"][0], slots["targets"][0]]
    for actor in suffering:
        loss = Casualty(actor, count.harm, count.low, count.high)
        same = [c for c in episode.casualties if c.harm == loss.harm and (c.low, c.high) == (loss.low, loss.high)]
        if len(suffering) == 1 and same:
            return side
        if scene.is_title(count) and any(c.harm == loss.harm for c in episode.casualties):
            return side
        episode.casualties.append(loss)
        if not scene.is_title(count):
            episode.evidence.append(count)
        told = f"{actor} {count.harm} {spell_count(count.low, count.high)}"
        episode.note(scene, "casualties", told, rule, count, chance * side_chance)
    return side


def _add_victims(scene: Scene, episode: Episode) -> None:
    """Who suffered in an act done by others is its target, where the text names no other."""
    if episode.targets or episode.type in TWO_SIDED:
        return
    for loss in episode.casualties:
        if loss.of != "unknown" and loss.of not in episode.initiators and loss.of not in episode.targets:
            episode.targets.append(loss.of)
            episode.note(scene, "targets", loss.of, "who_suffered_is_the_target", None, 0.5)


def _event(scene: Scene, episode: Episode, models: Models) -> Event:
    state = models.status.chances(status.status_features(scene, episode.group, episode.type))
    held = max(state, key=lambda label: state[label])
    published = scene.doc.report.published
    recalled = models.salience.chance(
        status.salience_features(scene, episode.group, episode.type, episode.date, published)
    )
    claimed, denied = claimants(scene, episode.group)
    return Event(
        id="",
        type=episode.type,
        status=held,
        salience="background" if recalled >= 0.5 else "main",
        date=episode.date,
        places=tuple(episode.places),
        initiators=tuple(episode.initiators),
        targets=tuple(episode.targets),
        weapons=tuple(episode.weapons),
        casualties=tuple(episode.casualties),
        sources=tuple(episode.sources),
        claimed_by=claimed,
        denied_by=denied if held == "denied" else (),
        evidence=_evidence(scene, [*episode.group, *episode.evidence]),
        why=tuple(replace(why, confidence=models.confidence(why.slot, why.confidence)) for why in episode.why),
    )


def _evidence(scene: Scene, mentions: Iterable[Mention]) -> tuple[Span, ...]:
    spans = sorted({span for m in mentions if (span := scene.doc.to_text(m.span))})
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)
