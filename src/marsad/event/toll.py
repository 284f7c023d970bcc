"""The losses of an episode: which counts belong to it, and whose losses they are; which counts sum a time up."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event import echo, sides
from marsad.event.borne import Suffering
from marsad.event.making import Episode
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.telling import SUM, answers, told_figures
from marsad.event.whose import side_choices
from marsad.model import Casualty, CountMention, TriggerMention
from marsad.model.event import spell_count

#: acts in which who suffers need not be who was struck
TWO_SIDED = ("armed_clash", "agreement", "protest", "withdrawal", "deployment", "other")


def side_of(case: Suffering, models: Models, group: Sequence[TriggerMention] = ()) -> tuple[str, str, float]:
    """Whose losses a count tells, the rule that says so, and how likely it is."""
    chance, actor = max((models.side.chance(features), actor) for actor, features in side_choices(case, group))
    side, rule = sides.side_by_rule(case)
    return actor, rule if side == actor else case.count.rule, chance


def attach_losses(plot: Plot, models: Models) -> dict[int, float]:
    """Give each figure to the episode whose loss it tells, in `plot.losses`, or to the sums over a time, in
    `plot.sums`; the chance of each loss, by `id` of the count. What the rules call a sum is one unless that is hardly
    likely.
    """
    found: dict[int, float] = {}
    for figure in told_figures(plot.scene):
        places, features = zip(*answers(plot, figure), strict=True)
        shares = dict(zip(places, models.loss.shares(features), strict=True))
        place = max(range(len(plot.groups)), key=lambda place: shares[place], default=SUM)
        chance = shares[place]
        is_sum = figure.is_sum and shares[SUM] >= models.threshold("sum_told")
        if place != SUM and not is_sum and chance >= max(models.threshold("loss"), shares[SUM]):
            plot.losses.setdefault(place, []).append(figure.count)
            found[id(figure.count)] = chance
        elif is_sum or shares[SUM] >= models.threshold("sum"):
            plot.sums.append(figure.count)
    return found


def add_loss(
    scene: Scene,
    episode: Episode,
    count: CountMention,
    chance: float,
    before: tuple[str, CountMention] | None,
    models: Models,
) -> str:
    """Add a count to an episode, unless it is hardly likely to be its loss and of that party; returns whose loss it is.
    """
    last, earlier = before or ("", None)
    case = Suffering(scene, count, episode.type, episode.initiators, episode.targets, last, earlier)
    side, rule, side_chance = side_of(case, models, episode.group)
    if chance * side_chance < models.threshold("loss_told"):
        return side
    suffering = [side]
    is_plural = count.high is None and count.low <= echo.VAGUE  # «قتلى من الطرفين», not «العشرات من الجانبين»
    if rule == sides.both_sides_together.__name__ and is_plural and episode.initiators and episode.targets:
        suffering = [episode.initiators[0], episode.targets[0]]
    for actor in suffering:
        loss = Casualty(actor, count.harm, count.low, count.high)
        same = [c for c in episode.casualties if c.harm == loss.harm and (c.low, c.high) == (loss.low, loss.high)]
        if len(suffering) == 1 and same:
            return side
        if echo.is_one_of_those_told(scene, episode.losses, episode.casualties, count, actor):
            return side
        if scene.is_title(count) and any(c.harm == loss.harm for c in episode.casualties):
            return side
        episode.casualties.append(loss)
        if not scene.is_title(count):
            episode.evidence.append(count)
        told = f"{actor} {count.harm} {spell_count(count.low, count.high)}"
        episode.note(scene, "casualties", told, rule, count, chance * side_chance)
    return side


def add_victims(scene: Scene, episode: Episode) -> None:
    """Who suffered in an act done by others is its target, where the text names no other."""
    if episode.targets or episode.type in TWO_SIDED:
        return
    for loss in episode.casualties:
        if loss.of != "unknown" and loss.of not in episode.initiators and loss.of not in episode.targets:
            episode.targets.append(loss.of)
            episode.note(scene, "targets", loss.of, "who_suffered_is_the_target", None, 0.5)
