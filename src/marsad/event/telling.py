"""What a figure of a report tells: the losses of one of its episodes, a sum over a time, or nothing that is coded.

Of these answers one is right, so that each gets a share of the chance; what the rules say of sums speaks for an answer
like other signs. Against a yes or no for each episode, with rules for sums: F1 of losses 0.753 to 0.759, of tallies
0.643 to 0.654 (cross-validated, episodes grouped by learned weights, sides left out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.event.ground import counted
from marsad.event.keep import bucket
from marsad.event.linear import Feature, Together, together
from marsad.event.losses import ARMED, loss_features, way_of_telling
from marsad.event.opinion import opinions
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.tally import period_of
from marsad.model import CountMention

#: the answers beside the episodes: a sum over a time, and nothing
SUM, NONE = -1, -2
_NAMES = {SUM: "sum", NONE: "none"}
#: words round a figure that may say of it that it is a sum
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that may be coded. `is_sum` is what the rules say of its being a sum over a time; `before` and `after`
    are how it compares with the figures of its harm that the text tells before and after it, `beside` whether its
    sentence has others of its harm, and of another.
    """

    count: CountMention
    is_sum: bool
    before: str
    after: str
    beside: tuple[bool, bool]


def told_figures(scene: Scene) -> list[Figure]:
    """The figures of a report in text order, each against the others."""
    return scene.once(("told figures",), lambda: _told_figures(scene))


def _told_figures(scene: Scene) -> list[Figure]:
    counts, sums = counted(scene)
    rows = sorted(zip(counts, sums, strict=True), key=lambda row: (row[0].first, row[0].last))
    found = []
    for place, (count, is_sum) in enumerate(rows):
        before = [c for c, _ in rows[:place] if c.harm == count.harm and not scene.is_title(c)]
        after = [c for c, _ in rows[place + 1 :] if c.harm == count.harm]
        number = scene.sentence(count)
        harms = {c.harm for c, _ in rows if c is not count and scene.sentence(c) == number}
        others = count.harm in harms, bool(harms - {count.harm})
        found.append(Figure(count, is_sum, _compared(count, before), _compared(count, after), others))
    return found


def _compared(count: CountMention, others: Sequence[CountMention]) -> str:
    """How a count stands to others of its harm: it is `alone`, the `same` as one or that with a hedge, `less` than one,
    or `more` than all.
    """
    if not others:
        return "alone"
    if any((c.low, c.high) == (count.low, count.high) for c in others):
        return "same"
    if any(c.low == count.low for c in others):
        return "hedged"
    return "less" if any(c.low > count.low for c in others) else "more"


def answers(plot: Plot, figure: Figure) -> Iterator[tuple[int, Iterator[Feature]]]:
    """The answers for a figure, each with its features: the places of the episodes, `SUM` and `NONE`."""
    for rank, place in enumerate(plot.ranked(figure.count)):
        yield place, _loss_of_episode(plot, figure, place, rank)
    for answer in (SUM, NONE):
        yield answer, _no_loss(plot.scene, figure, _NAMES[answer])


def _loss_of_episode(plot: Plot, figure: Figure, place: int, rank: int) -> Iterator[Feature]:
    """Signs that a figure is a loss of an episode, the next to it but for `rank` others."""
    count, kind = figure.count, plot.kinds[place]
    yield from loss_features(plot.scene, plot.groups[place], kind, count, rank, len(plot.groups))
    sentence = plot.scene.doc.sentences[plot.scene.sentence(count)]
    told = plot.told_in(sentence.first, sentence.last)
    acts = place in told, bool(told - {place})
    yield _standing(plot.whose(place, count), plot.in_clause(place, count), acts, kind, _class_of(count))
    yield _rivals(plot, count, place)
    owners = _owners_of_harm(plot, count)
    if owners is not None:
        yield f"harm_word:{place in owners if owners else 'none'}"


def _class_of(count: CountMention) -> str:
    """Whether people counted are under arms, civilians or others, "" if nothing is said."""
    return "armed" if count.victims in ARMED else count.victims if count.victims in ("", "civilians") else "other"


@lru_cache(maxsize=16_384)
def _standing(
    whose: str, clause: tuple[bool, bool], acts: tuple[bool, bool], kind: str, people: str
) -> Together:
    """Of which episode the nearest act is, whose acts the clause and the sentence of a figure tell (this one's,
    others'), and what people an act of this type struck.
    """
    here, others = acts
    return Together(
        [
            f"whose:{whose}",
            f"clause:{clause[0]}+{clause[1]}",
            f"acts:{here}+{others}",
            f"acts+whose:{here}+{others}+{whose}",
            f"people+type:{people}+{kind}",
        ]
    )


def _rivals(plot: Plot, count: CountMention, place: int) -> Together:
    """How many figures of the same harm stand nearer to an episode, how many of those are nearest to this episode of
    all, and how the nearest of them compares with this one.
    """
    scene = plot.scene

    def look() -> list[tuple[tuple[int, int], CountMention]]:
        alike = [f.count for f in told_figures(scene) if f.count.harm == count.harm and not scene.is_title(f.count)]
        return sorted(((plot.distance(place, other), other) for other in alike), key=lambda row: row[0])

    own = plot.distance(place, count)
    rows = plot.once(("nearest figures", place, count.harm), look)
    nearer = [other for cost, other in rows if cost < own and other is not count]
    at_home = [other for other in nearer if plot.ranked(other)[0] == place]
    return _rival(len(nearer), len(at_home), _compared(count, at_home[:1]), scene.is_title(count))


@lru_cache(maxsize=16_384)
def _rival(nearer: int, at_home: int, best: str, is_title: bool) -> Together:
    found = [f"nearer:{bucket(nearer, 1, 2, 4)}", f"nearer_own:{bucket(at_home, 1, 2, 3)}", f"nearest_own:{best}"]
    return Together([*found, f"title+nearest_own:{best}"] if is_title else found)


def _owners_of_harm(plot: Plot, count: CountMention) -> frozenset[int] | None:
    """The episodes that the word of a harm is told with, None if no word tells the harm."""
    at = count.harm_at
    if at is None:
        return None

    def look() -> frozenset[int]:
        rows = enumerate(plot.groups)
        return frozenset(
            n for n, group in rows if any(at.start < t.span.end and t.span.start < at.end for t in group)
        )

    return plot.once(("told with", at), look)


def _no_loss(scene: Scene, figure: Figure, answer: str) -> Iterator[Feature]:
    """Signs that a figure is no loss of an episode: how it is told, what the rules say, what stands round it."""
    count = figure.count
    sentence = scene.doc.sentences[scene.sentence(count)]
    beside = scene.starting(scene.mentions.triggers, sentence.first, sentence.last)
    told = "act" if any(not t.type.startswith("_") for t in beside) else "result" if beside else "none"
    form = way_of_telling(count)
    yield _figure(answer, count.harm, count.low, count.high is None, form, count.rule, _class_of(count))
    yield _place(answer, form, told, scene.is_title(count), figure.before, figure.after, figure.beside)
    yield _sum(answer, figure.is_sum, bucket(count.low, 3, 11, 101), told)
    period = period_of(scene, count)
    if period is not None:
        days = bucket((period.end - period.start).days, 3, 8, 20, 60, 300)
        yield together((f"{answer}:period:{period.kind}+{days}", f"{answer}:period+sum:{figure.is_sum}+{days}"))
    first, last = max(sentence.first, count.first - _NEAR), min(sentence.last, count.last + _NEAR)
    for clue in scene.clues_within(first, last) | {hit.id for hit in scene.periods if first <= hit.first < last}:
        yield f"{answer}:near:{clue}"
    for signs in opinions(scene, "sum", [count]):
        yield _under(answer, signs)
    acts = len(scene.mentions.triggers)
    yield f"{answer}:acts:{bucket(acts, 2, 4, 7, 12)}"


@lru_cache(maxsize=4096)
def _under(answer: str, signs: Together) -> Together:
    """The same signs for an answer."""
    return Together(f"{answer}:{name}" for name in signs.names)


@lru_cache(maxsize=1024)
def _sum(answer: str, is_sum: bool, low: str, told: str) -> Together:
    """What the rules say of a figure's being a sum, with its size and with what its sentence tells."""
    names = (f"sum:{is_sum}", f"sum+low:{is_sum}+{low}", f"sum+told:{is_sum}+{told}")
    return Together(f"{answer}:{name}" for name in names)


@lru_cache(maxsize=16_384)
def _figure(answer: str, harm: str, low: int, is_open: bool, form: str, rule: str, people: str) -> Together:
    """What a figure is by itself: its harm and size, how and of whom it is told."""
    size = bucket(low, 2, 3, 6, 11, 31, 101, 1001)
    names = ("bias", f"harm:{harm}", f"low:{size}+{is_open}", f"harm+low:{harm}+{size}", f"form:{form}", f"rule:{rule}")
    return Together(f"{answer}:{name}" for name in (*names, f"people:{people}"))


@lru_cache(maxsize=16_384)
def _place(
    answer: str, form: str, told: str, is_title: bool, before: str, after: str, beside: tuple[bool, bool]
) -> Together:
    """Where a figure stands: in the headline, beside acts or results, before and after others of its harm."""
    names = (
        f"title:{is_title}",
        f"title+after:{is_title}+{after}",
        f"before:{before}",
        f"after:{after}",
        f"before+after:{before}+{after}",
        f"form+before:{form}+{before}",
        f"beside:{beside[0]}+{beside[1]}",
        f"told:{told}",
        f"told+before:{told}+{before}",
    )
    return Together(f"{answer}:{name}" for name in names)
