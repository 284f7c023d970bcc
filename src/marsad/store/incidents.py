"""Adding incidents to a store: a new revision beside the old, ids never reused, events where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from marsad.model.incident import EventKey, Incident
from marsad.store import rows as r
from marsad.store import schema as t
from marsad.store.view import SqlView, batches

#: incidents that are added with one round of queries
STEP = 200


@dataclass(frozen=True, slots=True)
class _Held:
    """The newest revision that the store holds of an incident; no digest where it was retired."""

    revision: int
    digest: str = ""


class IncidentWriter(SqlView):
    """The part of a Writer that adds incidents; `_now` and `_version` stamp its rows."""

    _now: str
    _version: int

    def _insert_all(self, table: sa.Table, values: Sequence[Mapping[str, Any]]) -> None:
        for batch in batches(values, 1000):
            self._sql.execute(sa.insert(table), batch)

    def add_incidents(self, incidents: Iterable[Incident]) -> int:
        return sum(self._add_step(step) for step in batches(incidents, STEP))

    def _add_step(self, step: Sequence[Incident]) -> int:
        held = self._held_revisions([incident.id for incident in step])
        bodies = {incident.id: r.incident_body(incident) for incident in step}
        digests = {name: r.digest_of(body) for name, body in bodies.items()}
        fresh = [one for one in step if one.id not in held or held[one.id].digest != digests[one.id]]
        self._retire([incident.id for incident in fresh if incident.id in held])
        words = self._words_of(fresh)
        values = [
            r.incident_columns(one, words[one.id])
            | {
                "revision": held[one.id].revision + 1 if one.id in held else 1,
                "is_newest": True,
                "at": self._now,
                "digest": digests[one.id],
                "body": bodies[one.id],
                "version": self._version,
            }
            for one in fresh
        ]
        self._add_revisions(fresh, values)
        self._claim_ids(step)
        return len(fresh)

    def _held_revisions(self, ids: Sequence[str]) -> dict[str, _Held]:
        row = t.incidents.c
        last = sa.select(row.id, sa.func.max(row.revision).label("revision")).where(row.id.in_(ids)).group_by(row.id)
        found = {held["id"]: _Held(held["revision"]) for held in self._rows(last)}
        newest = sa.select(row.id, row.digest).where(row.id.in_(ids), row.is_newest.is_(True))
        for held in self._rows(newest):
            found[held["id"]] = _Held(found[held["id"]].revision, held["digest"])
        return found

    def _retire(self, ids: Sequence[str]) -> None:
        """Their newest revisions count no more."""
        row = t.incidents.c
        for batch in batches(ids):
            query = sa.update(t.incidents).where(row.id.in_(batch), row.is_newest.is_(True))
            self._sql.execute(query.values(is_newest=False))

    def _add_revisions(self, incidents: Sequence[Incident], values: list[dict[str, Any]]) -> None:
        if not values:
            return
        row = t.incidents.c
        seqs = {
            found.id: found.seq
            for found in self._sql.execute(sa.insert(t.incidents).returning(row.id, row.seq), values)
        }
        self._insert_all(
            t.incident_terms,
            [
                {"incident_seq": seqs[incident.id], "kind": kind, "term": term}
                for incident in incidents
                for kind, term in sorted(r.incident_terms_of(incident))
            ],
        )

    def _words_of(self, incidents: Sequence[Incident]) -> dict[str, str]:
        """The titles of the reports, and the words that prove the events: what an incident is searched by."""
        reports = self._reports_of({key[0] for incident in incidents for key in incident.members})
        proofs: dict[EventKey, list[str]] = {}
        for coded in self.coded(reports):
            text = reports[coded.id].text
            for event in coded.events:
                proofs[coded.id, event.id] = [text[span.start : span.end] for span in event.evidence]
        return {
            incident.id: "\n".join(
                [reports[name].title for name in sorted({key[0] for key in incident.members} & set(reports))]
                + [words for key in incident.members for words in proofs.get(key, ())]
            )
            for incident in incidents
        }

    def _claim_ids(self, incidents: Sequence[Incident]) -> None:
        """Note that the ids are taken, where former ids lead, and where the events are."""
        self._lead({incident.id: None for incident in incidents})
        self.redirect({former: incident.id for incident in incidents for former in incident.formerly})
        placed = {key: incident.id for incident in incidents for key in incident.members}
        held = self.incident_ids_of(placed)
        fresh = [
            {"report_id": key[0], "event_id": key[1], "incident_id": name}
            for key, name in placed.items()
            if key not in held
        ]
        self._insert_all(t.members, fresh)
        row = t.members.c
        for key, name in placed.items():
            if held.get(key, name) != name:
                here = sa.update(t.members).where(row.report_id == key[0], row.event_id == key[1])
                self._sql.execute(here.values(incident_id=name))

    def redirect(self, redirects: Mapping[str, str]) -> None:
        self._lead(redirects)
        self._retire(sorted(redirects))

    def _lead(self, onward: Mapping[str, str | None]) -> None:
        """Note each id as taken, and where it leads."""
        row = t.incident_ids.c
        held: dict[str, str | None] = {}
        for batch in batches(sorted(onward)):
            query = sa.select(t.incident_ids).where(row.id.in_(batch))
            held |= {found["id"]: found["leads_to"] for found in self._rows(query)}
        fresh = [{"id": name, "leads_to": to} for name, to in sorted(onward.items()) if name not in held]
        self._insert_all(t.incident_ids, fresh)
        for name, to in sorted(onward.items()):
            if name in held and held[name] != to:
                self._sql.execute(sa.update(t.incident_ids).where(row.id == name).values(leads_to=to))

    def replace_incidents(self, incidents: Iterable[Incident]) -> int:
        row = t.incidents.c
        founders = {
            found["id"]: min(r.read_incident(found["body"]).members, default=None)
            for found in self._rows(sa.select(row.id, row.body).where(row.is_newest.is_(True)))
        }
        made = list(incidents)
        changed = self.add_incidents(made)
        kept = {incident.id for incident in made}
        gone = sorted(set(founders) - kept)
        now = self.incident_ids_of(key for name in gone if (key := founders[name]) is not None)
        self._retire(gone)
        self._lead({name: _elsewhere(name, founders[name], now) for name in gone})
        self._drop_strays(kept)
        return changed + len(gone)

    def _drop_strays(self, kept: set[str]) -> None:
        """Forget where events are that no incident holds any more."""
        row = t.members.c
        found = {held["incident_id"] for held in self._rows(sa.select(row.incident_id).distinct())}
        for batch in batches(sorted(found - kept)):
            self._sql.execute(sa.delete(t.members).where(row.incident_id.in_(batch)))


def _elsewhere(name: str, founder: EventKey | None, now: Mapping[EventKey, str]) -> str | None:
    """Where the founding event of an incident that is no more went."""
    onward = now.get(founder) if founder is not None else None
    return onward if onward != name else None
