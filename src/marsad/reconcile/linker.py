"""Reconciliation: coded events in, incidents out; from nothing, or one report more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from marsad.model import (
    Decision,
    EventKey,
    Incident,
    Judgement,
    PairJudgement,
    StoredEvent,
    View,
)
from marsad.reconcile.block import candidate_pairs, post_keys, probe_keys
from marsad.reconcile.cluster import UNCOMPARED, Links, PairKey, cluster_events, pair_key
from marsad.reconcile.compare import pair_of
from marsad.reconcile.decisions import Ruling, rule_pairs
from marsad.reconcile.identity import name_groups
from marsad.reconcile.judge import Weights, explain_pair, load_weights, score_pair
from marsad.reconcile.lineage import Lineage, load_lineage
from marsad.reconcile.merge import Reading, merge_events
from marsad.reconcile.overrides import figures_given
from marsad.reconcile.profile import Profile, profile_stored
from marsad.reconcile.repeats import find_repeats
from marsad.reconcile.witnesses import load_speakers


@dataclass(frozen=True)
class Change:
    """What an addition did: incidents new or changed, and ids that now lead to another."""

    incidents: tuple[Incident, ...]
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Linker:
    """The scorer with its weights and what merging reads."""

    weights: Weights
    reading: Reading

    @property
    def lineage(self) -> Lineage:
        """The actors' lineage."""
        return self.reading.lineage

    def judge(self, left: StoredEvent, right: StoredEvent) -> PairJudgement:
        """Two events compared, with the waterfall."""
        return explain_pair(pair_of(profile_stored(left), profile_stored(right), self.lineage), self.weights)

    def block_keys(self, stored: StoredEvent) -> set[str]:
        """The keys under which a store must post the event."""
        return post_keys(profile_stored(stored), self.lineage)

    def reconcile(self, events: Sequence[StoredEvent], decisions: Iterable[Decision] = ()) -> list[Incident]:
        """The incidents that all events add up to; the order of the events changes nothing."""
        profiles = {stored.key: profile_stored(stored) for stored in events}
        ordered = [profiles[key] for key in sorted(profiles)]
        scores = {
            (left.key, right.key): score
            for left, right in candidate_pairs(ordered, self.lineage)
            if (score := score_pair(pair_of(left, right, self.lineage), self.weights)) > UNCOMPARED
        }
        ruling = rule_pairs(decisions)
        by_key = {stored.key: stored for stored in events}
        groups = self._cluster(profiles, scores, ruling)
        ids = name_groups(groups, {}, lambda _: False).id_of
        links = _Explainer(profiles, scores, ruling, self)
        given = figures_given(ruling.given, groups)
        return [
            merge_events(
                ids[number],
                [by_key[key] for key in group],
                self.reading,
                links.of_group(group),
                given=given.get(number, ()),
            )
            for number, group in enumerate(groups)
        ]

    def add(self, view: View, events: Sequence[StoredEvent]) -> Change:
        """What the view's incidents become with the events added; equal to reconciling all anew, ids apart.

        All that the new events may touch is gathered: from each event its likely mates, and theirs, until nothing is
        added.
        """
        return self._settle(view, events)

    def redecide(self, view: View, keys: Iterable[EventKey]) -> Change:
        """What the incidents round some events become under the view's present decisions."""
        return self._settle(view, view.events(keys))

    def _settle(self, view: View, events: Sequence[StoredEvent]) -> Change:
        ruling = rule_pairs(view.decisions())
        gathered = _Gathering(self, view, ruling)
        gathered.spread(events)
        groups = self._cluster(gathered.held_profiles(), gathered.scores, ruling)
        before = gathered.incidents()
        named = name_groups(groups, before, view.has_incident_id)
        links = _Explainer(gathered.profiles, gathered.scores, ruling, self)
        back = {new: [old for old, to in named.redirects.items() if to == new] for new in named.redirects.values()}
        given = figures_given(ruling.given, groups)
        incidents = []
        for number, group in enumerate(groups):
            name, members = named.id_of[number], [gathered.held[key] for key in group]
            incidents.append(
                merge_events(
                    name,
                    members,
                    self.reading,
                    links.of_group(group),
                    back.get(name, ()),
                    given.get(number, ()),
                )
            )
        return Change(tuple(incidents), named.redirects)

    def _cluster(
        self, profiles: Mapping[EventKey, Profile], scores: Mapping[PairKey, float], ruling: Ruling
    ) -> list[list[EventKey]]:
        must = {pair for pair in ruling.must if pair[0] in profiles and pair[1] in profiles}
        repeats = find_repeats(profiles, self.lineage)
        must |= repeats.same - ruling.must_not.keys()

        def compare(left: EventKey, right: EventKey) -> float:
            return score_pair(pair_of(profiles[left], profiles[right], self.lineage), self.weights)

        links = Links(scores, frozenset(must), frozenset(ruling.must_not), repeats.may_be_same, compare)
        return cluster_events(profiles, links, self.weights.same_from)

    def near_misses(self, incident: Incident, view: View, at_most: int = 5, floor: float = -4.0) -> list[PairJudgement]:
        """The likeliest events outside an incident, with why they were left out: the nearest first."""
        members = list(view.events_of([incident.id]))
        inside = {member.key for member in members}
        found: dict[EventKey, PairJudgement] = {}
        for member in members:
            profile = profile_stored(member)
            for other in view.events_posted_under(sorted(probe_keys(profile, self.lineage))):
                if other.key in inside:
                    continue
                pair = pair_of(profile, profile_stored(other), self.lineage)
                score = score_pair(pair, self.weights)
                if score > floor and (other.key not in found or score > found[other.key].score):
                    found[other.key] = explain_pair(pair, self.weights)
        return sorted(found.values(), key=lambda judged: (-judged.score, judged.right))[:at_most]


class _Gathering:
    """The events that a change may touch, spread from event to likely mate until closed."""

    def __init__(self, linker: Linker, view: View, ruling: Ruling) -> None:
        self.linker, self.view = linker, view
        self.held: dict[EventKey, StoredEvent] = {}
        self.profiles: dict[EventKey, Profile] = {}
        self.scores: dict[PairKey, float] = {}
        self._added: dict[EventKey, StoredEvent] = {}
        self._mates: defaultdict[EventKey, set[EventKey]] = defaultdict(set)
        for left, right in [*ruling.must, *ruling.must_not]:
            self._mates[left].add(right)
            self._mates[right].add(left)
        for decision in ruling.given:
            for key in decision.subject:
                self._mates[key].update(decision.subject)

    def spread(self, events: Sequence[StoredEvent]) -> None:
        """Take the events in, then their mates, then theirs."""
        self._added = {stored.key: stored for stored in events}
        wave = dict(self._added)
        while wave:
            for key, stored in wave.items():
                self.held[key] = stored
                self.profiles.setdefault(key, profile_stored(stored))
            wave = self._next_wave(wave)

    def _next_wave(self, wave: Mapping[EventKey, StoredEvent]) -> dict[EventKey, StoredEvent]:
        lineage = self.linker.lineage
        keys = {key: probe_keys(self.profiles[key], lineage) for key in wave}
        met = {stored.key: stored for stored in self.view.events_posted_under(sorted(set().union(*keys.values())))}
        met |= self._added
        posted = {key: post_keys(self._profile(stored), lineage) for key, stored in met.items()}
        likely: set[EventKey] = set()
        for key in wave:
            for other in met:
                if key[0] != other[0] and not keys[key].isdisjoint(posted[other]):
                    score = self._score(key, other)
                    likely |= {other} if score >= self.linker.weights.same_from else set()
        found = {key: met[key] for key in likely if key not in self.held}
        for stored in self._bound(wave):
            found.setdefault(stored.key, stored)
        return {key: stored for key, stored in found.items() if key not in self.held}

    def _bound(self, wave: Mapping[EventKey, StoredEvent]) -> list[StoredEvent]:
        """Events that decisions, the same incident or a repeating report bind to those of the wave."""
        ids = self.view.incident_ids_of(sorted(wave))
        bound = list(self.view.events_of(sorted(set(ids.values()))))
        wanted = {mate for key in wave for mate in self._mates.get(key, ())} - set(self.held)
        return bound + (list(self.view.events(sorted(wanted))) if wanted else [])

    def _profile(self, stored: StoredEvent) -> Profile:
        if stored.key not in self.profiles:
            self.profiles[stored.key] = profile_stored(stored)
        return self.profiles[stored.key]

    def _score(self, left: EventKey, right: EventKey) -> float:
        pair = pair_key(left, right)
        if pair not in self.scores:
            both = pair_of(self.profiles[pair[0]], self.profiles[pair[1]], self.linker.lineage)
            self.scores[pair] = score_pair(both, self.linker.weights)
        return self.scores[pair]

    def held_profiles(self) -> dict[EventKey, Profile]:
        """The comparable forms of the events held."""
        return {key: self.profiles[key] for key in self.held}

    def incidents(self) -> dict[str, list[EventKey]]:
        """The present incidents of all events held."""
        found: defaultdict[str, list[EventKey]] = defaultdict(list)
        for key, incident_id in self.view.incident_ids_of(sorted(self.held)).items():
            found[incident_id].append(key)
        return found


class _Explainer:
    """The waterfall of the pairs that hold a group together."""

    def __init__(
        self, profiles: Mapping[EventKey, Profile], scores: Mapping[PairKey, float], ruling: Ruling, linker: Linker
    ) -> None:
        self.profiles, self.scores, self.ruling, self.linker = profiles, scores, ruling, linker

    def of_group(self, group: Sequence[EventKey]) -> list[PairJudgement]:
        """For each event its strongest tie to those before it in the order of joining."""
        if len(group) < 2:
            return []
        pairs = sorted(combinations(group, 2), key=lambda pair: (-self._strength(pair), pair))
        reached: dict[EventKey, int] = {key: number for number, key in enumerate(group)}
        found = []
        for left, right in pairs:
            if reached[left] != reached[right]:
                old, new = reached[right], reached[left]
                reached = {key: new if number == old else number for key, number in reached.items()}
                found.append(self._explain(left, right))
        return found

    def _strength(self, pair: PairKey) -> float:
        return 99.0 if pair in self.ruling.must else self.scores.get(pair, -99.0)

    def _explain(self, left: EventKey, right: EventKey) -> PairJudgement:
        pair = pair_of(self.profiles[left], self.profiles[right], self.linker.lineage)
        judged = explain_pair(pair, self.linker.weights)
        if (number := self.ruling.must.get((left, right))) is not None:
            return replace(judged, judgement=Judgement.SAME, by=f"decision {number}")
        return judged


def load_linker() -> Linker:
    """The linker with the packaged weights, registry and speakers."""
    return Linker(load_weights(), Reading(load_lineage(), load_speakers()))


def reconcile_events(events: Iterable[StoredEvent], decisions: Iterable[Decision] = ()) -> list[Incident]:
    """The incidents that coded events add up to; every event is in exactly one, and their order changes nothing."""
    return load_linker().reconcile(list(events), decisions)
