"""The manifest beside every export: what it is, from what, under which policy, and what was left out and why."""

from __future__ import annotations

import json
from collections.abc import Sequence

from marsad.export.disclosure import Disclosed
from marsad.export.selection import Withheld
from marsad.export.tolls import set_by_analyst


def manifest_text(
    disclosed: Disclosed,
    *,
    form: str,
    file: str,
    digest: str,
    rows: int,
    options: dict[str, object],
    left: Sequence[Withheld],
) -> str:
    """The manifest as JSON. It holds no time of writing, so that the same record gives the same bytes."""
    selection, policy = disclosed.selection, disclosed.policy
    manifest = {
        "format": form,
        "file": file,
        "sha256": digest,
        "rows": rows,
        "incidents": len(selection.incidents),
        "reviewed_incidents": sum(incident.id in selection.reviewed for incident in selection.incidents),
        "figures_set_by_analysts": [one.id for one in selection.incidents if set_by_analyst(one)],
        "record_as_of": selection.as_of.isoformat(),
        "filters": dict(selection.filters),
        "options": options,
        "policy": {"name": policy.name, "what": policy.what},
        "versions": {
            "software": selection.versions.software,
            "lexicon": selection.versions.lexicon,
            "gazetteer": selection.versions.gazetteer,
        },
        "left_out": [{"what": one.what, "why": one.why} for one in (*disclosed.withheld, *left)],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
