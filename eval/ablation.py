"""What each part of event drawing is worth: cross-validation with one part left out at a time.

Parts that only act when events are drawn are left out with the same learned weights; features, and
our own training gold, are left out before the weights are learned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

import fitting
import train
from fitting import Row
from gold import likeness

from marsad.event import draw, roles, sides
from marsad.event.draw import draw_events
from marsad.event.linear import LinearModel
from marsad.event.models import Models
from marsad.event.parties import FirstLook
from marsad.event.scene import Scene
from marsad.model.rows import coded_row

Pairs = Sequence[tuple[Scene, dict[str, Any]]]
Coded = dict[str, dict[str, Any]]
WHOLE = "everything"

#: parts of the drawing, by what replaces them
DRAWING: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "two tellings of one episode put together": (draw, "merged_groups", lambda episodes, groups, links: list(groups)),
    "rules for whose losses a count tells": (sides, "side_by_rule", lambda case: ("", "")),
    "who suffered is the target": (draw, "add_victims", lambda scene, episode: None),
    "the second look at parties (`party`)": (draw, "second_look", lambda looks, kind, models: first_only(looks)),
    "of a party and its arm, the likelier one": (draw, "_is_outdone", lambda key, best: False),
    "doers that the act implies": (roles, "implied_doers", lambda scene, group, kind, found: found),
}
#: decisions left out by thresholds: what passes them without being asked, and what is asked in their place
DECISIONS = {"the last look at filled events (`stand`)": {"stand": 0.0, "worth_least": train.THRESHOLDS["worth"]}}
NETWORK = "the network that reads the whole report (`--quick`)"
#: features left out, by what their names hold
FEATURES = {NETWORK: "network:"}
OWN_GOLD = "our own training gold"


def coded_folds(pairs: Pairs, folds: int, parts: Sequence[str] = (WHOLE,)) -> dict[str, Coded]:
    """Every report coded with weights that never saw it or its like, once with each part of the drawing left out."""
    group = likeness([gold for _, gold in pairs])
    found: dict[str, Coded] = {part: {} for part in parts}
    for fold in range(folds):
        models = train.train([pair for pair in pairs if group[pair[1]["id"]] % folds != fold])
        rest = [scene for scene, gold in pairs if group[gold["id"]] % folds == fold]
        for part in parts:
            with drawn_without(part, models) as left:
                found[part] |= {scene.doc.report.id: coded_row(draw_events(scene, left)) for scene in rest}
    return found


@contextmanager
def drawn_without(part: str, models: Models) -> Iterator[Models]:
    """The models to draw with while a part of the drawing is left out."""
    with ExitStack() as stack:
        if part in DRAWING:
            home, name, instead = DRAWING[part]
            stack.enter_context(patch.object(home, name, instead))
        if part in DECISIONS:
            models = replace(models, thresholds=models.thresholds | DECISIONS[part])
        yield models


def without_features(pairs: Pairs, folds: int, part: str) -> Coded:
    """The coding with weights learned without some features."""
    fit, odd = fitting.fit, re.compile(FEATURES[part])

    @cache
    def is_left(feature: str) -> bool:
        return not odd.search(feature)

    def fit_rest(name: str, rows: list[Row]) -> LinearModel:
        return fit(name, [(_left(features, is_left), *rest) for features, *rest in rows])  # type: ignore[misc]

    with patch.object(train, "fit", fit_rest), patch.object(fitting, "fit", fit_rest):
        return coded_folds(pairs, folds)[WHOLE]


def _left(features: list[str] | dict[str, float], is_left: Callable[[str], bool]) -> list[str] | dict[str, float]:
    if isinstance(features, dict):
        return {feature: value for feature, value in features.items() if is_left(feature)}
    return [feature for feature in features if is_left(feature)]


def first_only(looks: Mapping[str, FirstLook]) -> dict[str, dict[str, float]]:
    """The chances of the parties as the first look gave them."""
    return {actor: {"initiator": look.doer, "target": look.sufferer} for actor, look in looks.items()}


def without_own_gold(pairs: Pairs, folds: int) -> Coded:
    """The coding with weights that never saw the training gold of this repository."""
    return coded_folds([pair for pair in pairs if pair[1]["set"] != "train"], folds)[WHOLE]
