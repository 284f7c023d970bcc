"""Reports read with choices that never saw them."""

from __future__ import annotations

from typing import Any

import lands
import pytest
from apart import FOLDS, scenes_apart
from gold import likeness, read_golds

from marsad.mention.actor import back, land, possessed, sides
from marsad.mention.actor.choice import weights_of


def some_golds() -> list[dict[str, Any]]:
    return [gold for gold in read_golds() if gold["set"] == "train"][:9]


def test_scenes_come_in_the_order_of_the_reports() -> None:
    """And afterwards the shipped weights hold again."""
    golds = some_golds()
    scenes = scenes_apart(golds)
    assert [scene.doc.report.id for scene, _ in scenes] == [gold["id"] for _, gold in scenes]
    assert [gold["id"] for _, gold in scenes] == [gold["id"] for gold in golds]
    assert all(module.weights_of is weights_of for module in (back, land, possessed, sides))


def test_a_report_has_no_part_in_the_weights_that_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part is read with weights that the others taught."""
    golds, taught = some_golds(), []
    group, learn = likeness(golds), lands.learn

    def noted(some: list[dict[str, Any]], examples: dict[str, Any]) -> Any:
        taught.append({gold["id"] for gold in some})
        return learn(some, examples)

    monkeypatch.setattr(lands, "learn", noted)
    scenes_apart(golds)
    parts = [{gold["id"] for gold in golds if group[gold["id"]] % FOLDS != fold} for fold in range(FOLDS)]
    assert taught == parts and len({number % FOLDS for number in group.values()}) > 1
