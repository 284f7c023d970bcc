"""What the network that read the whole report thinks of a decision, told as signs for the linear models."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from marsad.event.linear import Together
from marsad.event.scene import Scene
from marsad.model import Mention

#: how much speaks for a yes (logarithm of the odds): one sign for each edge passed
EDGES = tuple(step / 2 for step in range(-10, 11))
#: the same where one answer of many is chosen: logarithms of chances
SHARES = (-6.0, -5.0, -4.0, -3.0, -2.0, -1.5, -1.0, -0.7, -0.4, -0.2, -0.1, -0.03)
#: the parts that a party can have, each a yes or no; all other questions have one yes or no
PARTS = ("initiator", "target")
#: what the answers of a question with several are; the order is that of `eval/encode.py`
ANSWERS = {
    "kind": (
        "attack", "armed_clash", "airstrike", "drone_strike", "shelling", "bombing", "suicide_bombing",
        "targeted_killing", "execution", "abduction", "arrest", "sweep", "territory_gained", "withdrawal", "deployment",
        "looting", "agreement", "protest", "displacement", "other",
    ),
    "status": ("occurred", "planned", "denied"),
    "of": ("target", "civilians", "unknown", "doer", "other"),
    "sum": ("event", "none", "tally"),
}  # fmt: skip


def opinions(
    scene: Scene, question: str, one: Sequence[Mention], other: Mention | None = None
) -> Iterator[Together]:
    """The signs of each answer to a question about mentions, and another beside them; none without a network."""
    if scene.reading is None:
        return
    beside = None if other is None else (other.first, other.last)
    told = scene.reading.ask(question, [(m.first, m.last) for m in one], beside)
    if question in ANSWERS:
        for answer, share in zip(ANSWERS[question], shares(told), strict=True):
            yield _signs(answer, share, SHARES)
        return
    for answer, value in zip(PARTS if question == "role" else (question,), told, strict=True):
        yield _signs(answer, value, EDGES)


def side_opinions(
    scene: Scene, group: Sequence[Mention], count: Mention, actor: str, slots: Mapping[str, Sequence[str]]
) -> Iterator[Together]:
    """Whether a count tells the losses of a party: by the mention of it that speaks most for that, and by its part in
    the act.
    """
    if scene.reading is None:
        return
    named = [m for m in scene.mentions.actors if actor == m.actor or actor in m.also]
    told = [scene.reading.ask("victim", [(count.first, count.last)], (m.first, m.last))[0] for m in named]
    if told:
        yield _signs("victim", max(told), EDGES)
    if not group:
        return
    part = actor if actor in ("civilians", "unknown") else "other"
    if part == "other":
        part = "target" if actor in slots["targets"] else "doer" if actor in slots["initiators"] else part
    answers = scene.reading.ask("of", [(m.first, m.last) for m in group], (count.first, count.last))
    share = shares(answers)[ANSWERS["of"].index(part)]
    yield _signs("side", share, SHARES)
    yield _signs(part, share, SHARES)


def answer_shares(scene: Scene, question: str, one: Sequence[Mention]) -> dict[str, float]:
    """The logarithm of the chance of each answer to a question about mentions; none without a network."""
    if scene.reading is None:
        return {}
    told = shares(scene.reading.ask(question, [(m.first, m.last) for m in one]))
    return dict(zip(ANSWERS[question], told, strict=True))


def sum_chance(scene: Scene, count: Mention) -> float | None:
    """How likely a figure is a total over a period to the network, None without one."""
    if scene.reading is None:
        return None
    told = shares(scene.reading.ask("sum", [(count.first, count.last)]))
    return math.exp(told[ANSWERS["sum"].index("tally")])


def shares(told: Sequence[float]) -> list[float]:
    """The logarithms of the chances of answers of which one is right.

    >>> [round(math.exp(share), 2) for share in shares((1.0, 1.0))]
    [0.5, 0.5]
    """
    top = max(told)
    whole = top + math.log(sum(math.exp(value - top) for value in told))
    return [value - whole for value in told]


def _signs(answer: str, value: float, edges: tuple[float, ...]) -> Together:
    return _passed(answer, sum(value >= edge for edge in edges), edges)


@lru_cache(maxsize=4096)
def _passed(answer: str, passed: int, edges: tuple[float, ...]) -> Together:
    """The edges that an answer has passed."""
    return Together(f"network:{answer}+{edge:g}" for edge in edges[:passed])
