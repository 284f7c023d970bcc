"""The ledger of what may leave: the record under the policy `public`, and nothing beside it."""

from __future__ import annotations

from contextlib import nullcontext
from threading import Lock

from marsad.export.disclosure import disclose, policy_named
from marsad.export.selection import Selection
from marsad.model import Brief, BriefClaim, BriefToll, Claim, Incident, Toll
from marsad.pipeline.review import State
from marsad.store import Versions
from marsad.web.index import Index
from marsad.web.ledger import Ledger, LedgerKeeper, set_aside
from marsad.web.line import FACETS, Line, line_of

POLICY = policy_named("public")


class PublicKeeper:
    """Gives the ledger of what may leave; when the record has changed, what is new in it is disclosed."""

    def __init__(self, keeper: LedgerKeeper, versions: Versions) -> None:
        self._keeper = keeper
        self._versions = versions
        self._whole: Ledger | None = None
        self._held: Ledger | None = None
        #: by incident, its short form as it was disclosed, and the line that came of it; None for one held back
        self._shown: dict[str, tuple[Brief, Line | None]] = {}
        self._lock = Lock()

    def now(self) -> Ledger:
        """The public ledger as of this moment."""
        whole = self._keeper.now()
        with self._lock:
            if self._held is None or self._whole is not whole:
                self._held, self._whole = self._read(whole), whole
            return self._held

    def _read(self, whole: Ledger) -> Ledger:
        """What the policy lets through of a ledger; incidents that people rejected stay here."""
        lines = [line for line in whole.lines if line.state is not State.REJECTED]
        with set_aside() if not self._shown else nullcontext():
            self._disclose(whole, [line for line in lines if self._is_new(line)])
        pairs = ((line, self._shown[line.incident.id][1]) for line in lines if line.incident.id in self._shown)
        shown = tuple(public.in_state(line.state) for line, public in pairs if public is not None)
        index = Index(shown)
        totals = {facet: index.counts(facet, index.every) for facet in FACETS}
        return Ledger(whole.at, whole.mark, index, shown, totals=totals)

    def _is_new(self, line: Line) -> bool:
        """True for an incident that was not disclosed as it stands, or was held back before the record grew."""
        brief, public = self._shown.get(line.incident.id, (None, None))
        return brief is not line.incident or public is None

    def _disclose(self, whole: Ledger, lines: list[Line]) -> None:
        if whole.at is None:
            return
        selection = Selection(tuple(widened(line.incident) for line in lines), whole.at, self._versions)
        kept = {one.id: one for one in disclose(selection, POLICY).selection.incidents}
        for line in lines:
            one = kept.get(line.incident.id)
            self._shown[line.incident.id] = (line.incident, line_of(shortened(one), whole.verdicts) if one else None)


def widened(brief: Brief) -> Incident:
    """An incident of which only the short form is known."""
    claims = {
        claim: Claim(
            "", "", claim.publisher, claim.source, (), None, claim.stance, claim.of, claim.harm, claim.low, claim.best,
            claim.high,
        )
        for claim in brief.claims
    }  # fmt: skip
    tolls = tuple(
        Toll(one.of, one.harm, one.low, one.best, one.high, "", (), one.is_open, one.is_whole, one.override)
        for one in brief.tolls
    )
    return Incident(
        brief.id, brief.members, brief.type, brief.status, brief.date, brief.places, brief.initiators, brief.targets,
        brief.weapons, tolls, tuple(claims.values()), brief.sources, (), brief.denied_by, brief.grade, "", (),
    )  # fmt: skip


def shortened(one: Incident) -> Brief:
    """An incident in short."""
    tolls = tuple(BriefToll(t.of, t.harm, t.low, t.best, t.high, t.is_open, t.is_whole, t.override) for t in one.tolls)
    claims = tuple(BriefClaim(c.publisher, c.source, c.stance, c.of, c.harm, c.low, c.best, c.high) for c in one.claims)
    return Brief(
        one.id, one.members, one.type, one.status, one.date, one.places, one.initiators, one.targets, one.weapons,
        tolls, claims, one.sources, one.denied_by, one.grade,
    )  # fmt: skip
