"""How fast reconciliation is: 100,000 made-up events from nothing, and one report more.

    python bench/link.py [EVENTS]

Incidents are drawn over two years and the points of three countries, crowded as in war years; each is told by one to
five reports with differing figures, days, parties and places. Prints seconds, memory, and pair precision and recall.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from marsad.model import Casualty, DateSpan, Event, EventKey, Incident, Place, Report, Span, StoredEvent
from marsad.reconcile import load_linker
from marsad.reconcile.memory import MemoryView

TYPES = ("attack", "armed_clash", "airstrike", "shelling", "bombing", "drone_strike", "targeted_killing", "arrest")
PARTIES = (
    "isis",
    "syr-gov",
    "syr-army",
    "sdf",
    "turkey",
    "sna",
    "iraq-gov",
    "pmf",
    "houthis",
    "saudi-coalition",
    "rsf",
)
SOURCES = ("sohr", "sana", "local-sources", "afp", "reuters", "activists", "medical-sources", "military-source")
TOWNS = 3000
WORDS = [
    chr(0x0627 + at % 20) + chr(0x0628 + at % 17) + chr(0x0631 + at % 11) + chr(0x0645 - at % 5) for at in range(4000)
]


def towns(rng: random.Random) -> list[Place]:
    """Points with names; the first hundred, where most happens, lie close together."""
    found = []
    for number in range(TOWNS):
        crowded = number < 100
        lat = rng.uniform(34.5, 36.5) if crowded else rng.uniform(13, 37)
        lon = rng.uniform(38, 41) if crowded else rng.uniform(13, 46)
        name = f"{rng.choice(WORDS)} {WORDS[number]}"
        found.append(Place(name, round(lat, 3), round(lon, 3), rng.choice((5.0, 5.0, 15.0)), f"XX-{number % 60}"))
    return found


def tell(rng: random.Random, core: Event, day: date, words: str, number: int) -> Event:
    """One report's version of an incident."""
    off = rng.choice((0, 0, 0, 0, 0, 1))
    start = day + timedelta(days=off)
    casualties = tuple(
        Casualty(c.of, c.harm, max(1, c.low + rng.choice((0, 0, 0, 1, -1))), None if rng.random() < 0.2 else c.low + 1)
        for c in core.casualties
        if rng.random() < 0.9
    )
    casualties = tuple(
        c if c.high is None or c.high >= c.low else Casualty(c.of, c.harm, c.low, c.low) for c in casualties
    )
    return Event(
        f"e{number}",
        core.type if rng.random() < 0.9 else rng.choice(TYPES),
        date=DateSpan(start, start) if rng.random() < 0.93 else None,
        places=core.places if rng.random() < 0.93 else (),
        initiators=core.initiators if rng.random() < 0.85 else (),
        targets=core.targets if rng.random() < 0.85 else (),
        casualties=casualties,
        sources=(rng.choice(SOURCES),),
        evidence=(Span(0, len(words)),),
    )


def make_events(count: int, seed: int = 7) -> tuple[list[StoredEvent], dict[EventKey, int]]:
    """Events with their reports, and the incident that each belongs to."""
    rng = random.Random(seed)
    places = towns(rng)
    found: list[StoredEvent] = []
    truth: dict[EventKey, int] = {}
    incident = 0
    while len(found) < count:
        incident += 1
        day = date(2015, 1, 1) + timedelta(days=rng.randrange(730))
        place = places[rng.randrange(100) if rng.random() < 0.4 else rng.randrange(TOWNS)]
        doer, sufferer = rng.sample(PARTIES, 2)
        losses = [Casualty(sufferer, "killed", n := int(rng.expovariate(0.15)) + 1, n)]
        losses += [Casualty(sufferer, "wounded", n + 2, n + 2)] if rng.random() < 0.5 else []
        core = Event(
            "e", rng.choice(TYPES), places=(place,), initiators=(doer,), targets=(sufferer,), casualties=tuple(losses)
        )
        story = [rng.choice(WORDS) for _ in range(25)]
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
            words = " ".join(word if rng.random() < 0.6 else rng.choice(WORDS) for word in story)
            published = day + timedelta(days=rng.choice((0, 1, 1, 2)))
            report = Report(f"r{len(found):07}", rng.choice(SOURCES), published, "", words)
            stored = StoredEvent(report.id, tell(rng, core, day, words, 1), report)
            found.append(stored)
            truth[stored.key] = incident
    return found[:count], truth


def pair_figures(incidents: Sequence[Incident], truth: dict[EventKey, int]) -> tuple[float, float]:
    """Precision and recall of pairs."""
    members: defaultdict[int, list[EventKey]] = defaultdict(list)
    for incident in incidents:
        for key in incident.members:
            members[truth[key]].append(key)
    true = sum(len(group) * (len(group) - 1) // 2 for group in members.values())
    joined = [pair for incident in incidents for pair in combinations(incident.members, 2)]
    hits = sum(truth[left] == truth[right] for left, right in joined)
    return hits / len(joined), hits / true


def measure(count: int) -> Iterator[str]:
    """The figures, line by line."""
    events, truth = make_events(count + 1)
    last = events.pop()
    linker = load_linker()
    started, worked = time.perf_counter(), time.process_time()
    incidents = linker.reconcile(events)
    taken, of_core = time.perf_counter() - started, time.process_time() - worked
    yield f"{count} events from nothing: {taken:.1f} s, of one core {of_core:.1f} s, {len(incidents)} incidents"
    yield "pairs: precision {:.3f}, recall {:.3f} (made-up events)".format(*pair_figures(incidents, truth))
    view = MemoryView(linker)
    view.hold(events, incidents)
    started = time.perf_counter()
    change = linker.add(view, [last])
    yield f"one report more: {time.perf_counter() - started:.3f} s, {len(change.incidents)} incidents looked at anew"
    yield f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def main() -> None:
    """Print the figures."""
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(line, flush=True)


if __name__ == "__main__":
    main()
