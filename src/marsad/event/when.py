"""The days an episode may have: times that the report names, and days that it leaves to be understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from marsad.event.choose import rank
from marsad.event.keep import bucket, crossed
from marsad.event.linear import Feature, Together
from marsad.event.nearby import beside_speaker
from marsad.event.opinion import opinions
from marsad.event.plot import Plot
from marsad.event.relate import nearest_trigger, relation, sentences_of
from marsad.event.scene import Scene
from marsad.model import DateMention, TriggerMention

#: days by which the clocks of a report and of its date may differ
_CLOCKS = 1
#: a span of so many days may be told a day off
_WEEK = 7
#: so many tokens before a time that opens its sentence
_AT_START = 2


def default_dates(scene: Scene, group: Sequence[TriggerMention]) -> list[DateMention]:
    """Days an episode may have though no word names them: the day of publication, with the day before, and that alone.
    """
    published = scene.doc.report.published
    if published is None:
        return []
    first, last, span = group[0].first, group[0].last, group[0].span
    before = published - timedelta(1)
    days = (
        ("publication_day", published, published, "default"),
        ("day_before_publication", before, published, "default2"),
        ("day_before_alone", before, before, "default1"),
    )
    return [
        DateMention(span, first, last, rule, start=start, end=end, granularity=granularity)
        for rule, start, end, granularity in days
    ]


#: a time, or None for «the report tells no day», and its share in the belief
Share = tuple[float, DateMention | None]


def past_choices(plot: Plot, place: int, choices: Sequence[Share]) -> list[Share]:
    """The choices for an act told as done: a day to come that leaves out its year is the last such day where the clause
    tells the act, and else the day of some plan.
    """
    published = plot.scene.doc.report.published
    found: list[Share] = []
    for share, mention in choices:
        meant = mention and last_such_day(mention, published)
        if mention is None or meant is mention or plot.in_clause(place, mention)[0]:
            found.append((share, meant))
    return found


def is_to_come(choices: Sequence[Share], published: date | None) -> bool:
    """True if any of the times is a day to come that leaves out its year."""
    return any(mention is not None and last_such_day(mention, published) is not mention for _, mention in choices)


def best_day(choices: Sequence[Share]) -> tuple[float, DateMention] | None:
    """The time that can be expected to earn most, and how much; of times with the same days the likeliest one.

    What speaks for a day speaks half for a week that it lies in, so that a time which agrees a little with many likely
    ones may be a better answer than the likeliest.
    """
    total = sum(share for share, _ in choices)
    shares: dict[tuple[date, date], float] = {}
    shown: dict[tuple[date, date], tuple[float, DateMention]] = {}
    for share, mention in choices:
        if mention is not None:
            days = mention.start, mention.end
            shares[days] = shares.get(days, 0.0) + share / total
            if share > shown.get(days, (-1.0, mention))[0]:
                shown[days] = share, mention
    worth = {days: sum(share * agreement(other, days) for other, share in shares.items()) for days in shares}
    best = max(worth, key=lambda days: worth[days], default=None)
    return None if best is None else (worth[best], shown[best][1])


@lru_cache(maxsize=4096)
def agreement(meant: tuple[date, date], told: tuple[date, date]) -> float:
    """Whole for the same days (with some slack for long spans), half for days that overlap and are not many more."""
    length = (meant[1] - meant[0]).days
    slack = 0 if not length else 1 if length <= _WEEK else max(2, length // 10)
    if all(abs((one - other).days) <= slack for one, other in zip(meant, told, strict=True)):
        return 1.0
    touch = (told[0] - meant[1]).days <= 1 and (meant[0] - told[1]).days <= 1
    return 0.5 if touch and (told[1] - told[0]).days <= 3 * (length + 3) else 0.0


def last_such_day(mention: DateMention, published: date | None) -> DateMention:
    """A day of a month for an act told as done: without its year it is the last such day, not the next one.

    A day told right after publication stays: reports are dated by the clock of another country, too.
    """
    if published is None or mention.year_told or (mention.start - published).days <= _CLOCKS:
        return mention
    return replace(mention, start=_year_before(mention.start), end=_year_before(mention.end))


def _year_before(day: date) -> date:
    """The same day a year before; of a leap day, the day before it."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def date_choices(plot: Plot, place: int) -> list[tuple[DateMention | None, list[Feature]]]:
    """Dates an episode may have, each with its features; None, the last, says that the report tells none."""
    scene, group = plot.scene, plot.groups[place]
    times = _Times.of(scene, group)
    named: list[tuple[DateMention | None, list[Feature]]] = [
        (m, [*date_features(plot, place, m, times), *opinions(scene, "date", group, m)]) for m in scene.mentions.dates
    ]
    context = tuple(_context(scene, group, times))
    for default in default_dates(scene, group):
        named.append((default, [_untold(default.granularity, context), *opinions(scene, "date", group, default)]))
    return [*named, (None, [_untold("no_day", context)])]


@lru_cache(maxsize=16_384)
def _untold(granularity: str, context: tuple[str, ...]) -> Together:
    """Features of a day that no word names."""
    return Together(["bias", granularity, *(f"{granularity}|{each}" for each in context)])


@dataclass(frozen=True, slots=True)
class _Times:
    """The times of a report as an episode sees them; ages are days before publication."""

    published: date | None
    #: the sentences of the episode
    inside: frozenset[int]
    #: times named in those sentences
    told: tuple[DateMention, ...]
    #: times of the text before the episode, and those of them that are a single day
    before: tuple[DateMention, ...]
    days_before: tuple[DateMention, ...]
    #: ages of all single days, headline included, and the age of the first of the text
    ages: frozenset[int]
    first_age: str

    @classmethod
    def of(cls, scene: Scene, group: Sequence[TriggerMention]) -> _Times:
        published = scene.doc.report.published
        inside = frozenset(sentences_of(scene, group))
        body = [m for m in scene.mentions.dates if not scene.is_title(m)]
        before = tuple(m for m in body if m.first < min(t.first for t in group))
        days = [m for m in scene.mentions.dates if m.start == m.end] if published else []
        first = next((m for m in days if not scene.is_title(m)), None)
        return cls(
            published,
            inside,
            tuple(m for m in scene.mentions.dates if scene.sentence(m) in inside),
            before,
            tuple(m for m in before if m.start == m.end),
            frozenset((published - m.end).days for m in days if published),
            _age(published, first),
        )


def _age(published: date | None, mention: DateMention | None) -> str:
    if published is None or mention is None:
        return "none"
    return bucket((published - mention.end).days, 0, 1, 2, 3, 8)


def _context(scene: Scene, group: Sequence[TriggerMention], times: _Times) -> Iterator[str]:
    """What speaks for a day that no word names: where the episode is told, and which days the report names."""
    title = sum(1 for s in scene.doc.sentences if s.is_title)
    opening = min(times.inside)
    yield f"told:{bool(times.told)}"
    yield f"any:{bool(scene.mentions.dates)}"
    yield f"early:{opening - title < 2}"
    start = scene.doc.sentences[opening].first
    for clue in scene.clues_within(start, start + 4):
        yield f"opens:{clue}"
    yield f"form:{group[0].form}"
    yield f"type:{group[0].type}"
    for clue in _clause_clues(scene, group):
        yield f"clause:{clue}"
    yield f"sentence:{bucket(opening, 1, 2, 4, 8)}"
    today, yesterday = 0 in times.ages, 1 in times.ages
    yield f"today:{today}"
    yield f"yesterday:{yesterday}"
    yield f"today+yesterday:{today}+{yesterday}"
    yield f"first_day:{times.first_age}"
    yield f"told+first_day:{bool(times.told)}+{times.first_age}"
    yield f"last_day:{_age(times.published, times.days_before[-1] if times.days_before else None)}"


def date_features(plot: Plot, place: int, mention: DateMention, times: _Times) -> Iterator[Feature]:
    """Features of a time for an episode."""
    scene, group = plot.scene, plot.groups[place]
    inside = scene.sentence(mention) in times.inside
    yield relation(scene, group, mention, mention.kind)
    yield crossed(rank(scene, group, mention, scene.mentions.dates), mention.kind)
    age = (times.published - mention.end).days if times.published else None
    often = scene.once(("times told",), lambda: Counter((m.start, m.end) for m in scene.mentions.dates))
    same = bucket(often[mention.start, mention.end], 2, 3, 4)
    yield _time(mention.kind, mention.granularity, mention.rule, same, inside, _age_of(age))
    if any(t.first < mention.first for t in group):
        yield "after_a_trigger"
    if mention.kind == "since":
        yield f"since:{bucket((mention.end - mention.start).days, 2, 8, 40, 400)}"
    yield _told_by(beside_speaker(scene, mention), inside, mention.kind, _opens(scene, mention))
    for clue in _clause_clues(scene, group):
        yield _recalled(clue, inside, _age_of(age))
    yield _belonging(plot, place, mention, inside)
    yield from _inside(plot, place, mention) if inside else _before(scene, mention, times)
    kind = plot.kinds[place] if plot.kinds else group[0].type
    yield _of_act(kind, group[0].form, mention.kind, inside, _age_of(age))


def _clause_clues(scene: Scene, group: Sequence[TriggerMention]) -> list[str]:
    """The small words before the first word of the act in its clause: of plans, hopes, recollection («كان»)."""
    first = scene.clause(group[0].first)[0]
    return sorted(scene.clues_within(first, group[0].first))


def _opens(scene: Scene, mention: DateMention) -> bool:
    """«وفي السابع من …»: a time at the start of its sentence holds for what follows."""
    return mention.first - scene.doc.sentences[scene.sentence(mention)].first <= _AT_START


@lru_cache(maxsize=1024)
def _told_by(speaker: str, inside: bool, kind: str, opens: bool) -> Together:
    """Whether a speaker stands beside a time, whose time it then may be, and whether the time opens its sentence."""
    found = [f"beside_speaker:{speaker}+{inside}", f"beside_speaker+kind:{speaker}+{kind}"]
    return Together([*found, f"opens_sentence:{opens}+{inside}+{speaker}"])


@lru_cache(maxsize=4096)
def _recalled(clue: str, inside: bool, age: str) -> Together:
    """A small word before the act, by the age of a time: «كان قد قتل», «يستعد»."""
    return Together([f"clause:{clue}+{inside}", f"clause+age:{clue}+{age}"])


def _age_of(days: int | None) -> str:
    """How many days before publication, "" where that is not known."""
    return "" if days is None else bucket(days, 0, 1, 2, 7, 40, 400)


@lru_cache(maxsize=4096)
def _of_act(type_: str, form: str, kind: str, inside: bool, age: str) -> Together:
    """What the act is and by what form of word it is told, by how long ago a time is."""
    found = [f"type+age:{type_}+{age}", f"type+kind:{type_}+{kind}", f"form+age:{form}+{age}+{inside}"]
    return Together([*found, f"form+kind:{form}+{kind}+{inside}"])


@lru_cache(maxsize=4096)
def _time(kind: str, granularity: str, rule: str, times: str, inside: bool, age: str) -> Together:
    """Features of a time alone: what it is, by which rule, how often told, how long ago, and where."""
    found = [
        "bias",
        f"kind:{kind}",
        f"granularity:{granularity}",
        f"rule:{rule}",
        f"rule+inside:{rule}+{inside}",
        f"told_times:{times}",
    ]
    return Together([*found, f"age:{age}", f"inside+age:{inside}+{age}"] if age else found)


def _belonging(plot: Plot, place: int, mention: DateMention, inside: bool) -> Together:
    """Whose time it is: whether the nearest word of an act, and the clause, are of this episode or of another."""
    scene = plot.scene
    sentence = scene.sentence(mention)
    owner = plot.whose(place, mention)
    span = scene.doc.sentences[sentence]
    sharing = len(plot.told_in(span.first, span.last))
    return _owned(owner, mention.kind, inside, *plot.in_clause(place, mention), sharing)


@lru_cache(maxsize=4096)
def _owned(owner: str, kind: str, inside: bool, own: bool, alien: bool, sharing: int) -> Together:
    """Whose the nearest word of an act and the clause are, and how many episodes the sentence tells."""
    return Together(
        [
            f"nearest_of:{owner}",
            f"nearest_of+kind:{owner}+{kind}",
            f"nearest_of+inside:{owner}+{inside}",
            f"clause_of:{own}+{alien}",
            f"episodes_in_sentence:{bucket(sharing, 1, 2, 3)}+{inside}",
        ]
    )


def _inside(plot: Plot, place: int, mention: DateMention) -> Iterator[str]:
    """A time in a sentence of the episode: its side, and its order beside that of the episodes told there."""
    scene, group = plot.scene, plot.groups[place]
    sentence = scene.sentence(mention)
    side = "before" if mention.first < nearest_trigger(scene, group, mention).first else "after"
    yield f"rule+side:{mention.rule}+{side}+{mention.kind}"
    starts: list[int] = plot.once(("starts in", sentence), lambda: _starts_in(plot, sentence))
    order = bucket(sum(0 <= start < starts[place] for start in starts), 1, 2)
    yield f"order:{order}+{'before' if mention.first < starts[place] else 'after'}"
    times = scene.in_sentence(scene.mentions.dates, sentence)
    yield f"order_of_times:{bucket(times.index(mention), 1, 2)}+{order}"


def _starts_in(plot: Plot, sentence: int) -> list[int]:
    """Where in a sentence each episode begins, -1 for those not told there."""
    scene = plot.scene
    return [min((t.first for t in g if scene.sentence(t) == sentence), default=-1) for g in plot.groups]


def _before(scene: Scene, mention: DateMention, times: _Times) -> Iterator[str]:
    """A time outside the sentences of the episode: whether it is the last or the first told before, and how far."""
    steps = min(times.inside) - scene.sentence(mention)
    told = bool(times.told)
    if times.before and mention is times.before[-1]:
        yield f"last_before:{bucket(steps, 1, 2, 3, 5)}+{mention.granularity}+{told}"
    if times.days_before and mention is times.days_before[-1]:
        yield f"last_day_before:{bucket(steps, 1, 2, 3, 5)}+{told}"
    if times.before and mention is times.before[0]:
        yield f"first_before:{bucket(steps, 1, 2, 3, 5, 9)}+{told}"
