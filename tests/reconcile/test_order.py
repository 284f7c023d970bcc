"""The order in which events arrive changes nothing, and adding one by one equals reconciling at once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reconcile.made import PLACES, day, dead, event, told

from marsad.model import Incident, StoredEvent, Why
from marsad.model.rows import Row, incident_row
from marsad.reconcile import Linker
from marsad.reconcile.block import post_keys, probe_keys
from marsad.reconcile.memory import MemoryView
from marsad.reconcile.profile import profile_stored

#: how sure a coder is of the day and of a place; the last day is only that of the report
UNSURE = (
    (Why("date", "", "day_told", None, 0.4), Why("places", PLACES["shula"].name, "named_place", None, 0.3)),
    (Why("date", "", "publication_day", None, 0.6),),
)
TEXTS = ("", "هجوم على نقطة عسكرية في البادية أوقع قتلى", "قصف مدفعي طال الأحياء السكنية وأوقع قتلى وجرحى")


@st.composite
def collections(draw: st.DrawFn) -> list[StoredEvent]:
    """A few reports with one to three events each, alike enough to be taken for one another."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        for at in range(draw(st.integers(1, 3))):
            start = draw(st.integers(1, 6))
            made = event(
                draw(st.sampled_from(["attack", "armed_clash", "shelling"])),
                draw(st.sampled_from([*PLACES, None])),
                draw(st.sampled_from([None, day(start), day(start, start + 2), day(1, 31)])),
                draw(st.sampled_from([(), ("isis",), ("sdf",)])),
                draw(st.sampled_from([(), ("syr-army",), ("syr-gov",), ("civilians",)])),
                draw(st.lists(st.builds(dead, st.just("civilians"), st.integers(1, 20)), max_size=1)),
                sources=draw(st.sampled_from([(), ("sohr",), ("local-sources",)])),
                salience=draw(st.sampled_from(["main", "background"])),
                why=draw(st.sampled_from([(), *UNSURE])),
            )
            text = draw(st.sampled_from(TEXTS))
            found.append(told(f"r{number}", made, text=text, published=day(7).start, event_id=f"e{at}"))
    return found


def rows(incidents: list[Incident]) -> list[Row]:
    """The incidents as rows, in order of their first member."""
    return sorted(map(incident_row, incidents), key=lambda row: row["members"])


def without_ids(found: list[Row]) -> list[Row]:
    """Rows without what depends on history."""
    return [{key: value for key, value in row.items() if key not in ("incident", "formerly")} for row in found]


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(collections(), st.randoms(use_true_random=False))
def test_order_changes_nothing(linker: Linker, events: list[StoredEvent], random: object) -> None:
    """Shuffled events give the same incidents, ids and figures."""
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rows(linker.reconcile(events)) == rows(linker.reconcile(shuffled))


@QUICK
@given(collections(), st.randoms(use_true_random=False))
def test_one_by_one_equals_at_once(linker: Linker, events: list[StoredEvent], random: object) -> None:
    """Reports added one by one, in any order, end in the incidents of the whole; no id is lost."""
    reports = sorted({stored.report_id for stored in events})
    random.shuffle(reports)  # type: ignore[attr-defined]
    view = MemoryView(linker)
    ever: set[str] = set()
    for report in reports:
        new = [stored for stored in events if stored.report_id == report]
        view.take(linker.add(view, new), new)
        ever |= set(view.incidents)
    whole = linker.reconcile(events)
    assert without_ids(rows(list(view.incidents.values()))) == without_ids(rows(whole))
    assert all(view.resolve(old) in view.incidents for old in ever)


@QUICK
@given(collections())
def test_every_event_is_in_one_incident(linker: Linker, events: list[StoredEvent]) -> None:
    """No event is lost or counted twice."""
    members = [key for incident in linker.reconcile(events) for key in incident.members]
    assert sorted(members) == sorted(stored.key for stored in events)


@QUICK
@given(collections())
def test_blocking_is_mutual(linker: Linker, events: list[StoredEvent]) -> None:
    """If one event finds another, the other finds it."""
    profiles = [profile_stored(stored) for stored in events]
    posted = [post_keys(profile, linker.lineage) for profile in profiles]
    probed = [probe_keys(profile, linker.lineage) for profile in profiles]
    for here in range(len(events)):
        for there in range(len(events)):
            assert bool(probed[here] & posted[there]) == bool(probed[there] & posted[here])
