"""Counts over a period or a region that are no one episode: «منذ مطلع العام قتل 428», «بلغت حصيلة القتلى منذ … 1607».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.event.opinion import sum_chance
from marsad.event.scene import Scene
from marsad.lexicon import Hit
from marsad.model import Casualty, CountMention, DateMention, DateSpan, Place, SourceMention, Span, Tally, Why
from marsad.model.event import spell_count

#: a loss of a tally, its count, the rule of its side and the chance that it is right
TallyLoss = tuple[Casualty, CountMention, str, float]
#: a period this long is no day's news even where no word for a total stands beside it
LONG_DAYS = 20
SHORT_DAYS = 2
#: rules of figures that stand by themselves: «ارتفع عدد القتلى إلى 30»
RISING = frozenset({"rising_toll", "figure_of_the_harmed"})
_PERIODS = ("since", "within")
_WIDE = ("year", "month", "season")
_DAYS = ("day", "hours", "night")
_MANY = 10
#: «منذ الثلاثاء» tells how long an episode goes on, not a sum of several
_DAYS_OF_ONE_ACT = 8
#: no single act of these wars kills or drives out so many; a war does
_WAR = 2000
#: a smaller figure may be the sum of two others by chance
_SMALL = 5
_PARTS = 8
_FAR = 30
#: so few are no sum of a time
_FEW = 2
#: chance from which the network alone makes a figure a total, and below which the words alone do not; chosen on
#: cross-validated figures (F1 of telling totals from losses 0.647 to 0.744)
_SURE, _HARDLY = 0.7, 0.02
#: words from «منذ» to the day it leads to
_NAMED = 8
#: words from a count to a length of time, and from the word that opens such a length to its unit
_SPELL, _OPENS = 14, 2
#: days of a quarter and of half a year
_QUARTER, _HALF = 85, 190
#: the parts told of a sum are at least this much of it
_MOST = 0.6


def totals(scene: Scene, counts: Sequence[CountMention]) -> list[bool]:
    """Which of some counts are totals over a period; counts that follow a total in its sentence are totals too."""
    found: list[bool] = []
    for place, count in enumerate(counts):
        before = counts[place - 1] if place else None
        follows = before is not None and found[-1] and _goes_on(scene, before, count)
        is_sum = is_sum_of_later(scene, counts, place)
        is_part = bool(place) and is_sum_of_later(scene, counts, place - 1)
        follows = follows or (before is not None and found[-1] and not is_part and _goes_on_after(scene, before, count))
        is_several = count.low > _FEW
        is_with_sum = before is not None and is_part and found[-1] and is_several
        is_sum = is_sum or (is_with_sum and _are_one_toll(scene, counts[place - 1], count))
        told = is_sum or (is_several and (follows or is_total(scene, _anchor(scene, count))))
        chance = None if is_sum else sum_chance(scene, count)  # what adds up needs no other witness
        found.append(told if chance is None else chance >= (_HARDLY if told else _SURE))
    return found


def is_sum_of_later(scene: Scene, counts: Sequence[CountMention], place: int) -> bool:
    """True if a figure is the sum of two or more told one by one after it: 21 killed, then 16 in one blast and 5 in
    another.
    """
    count = counts[place]
    if count.low < _SMALL or scene.is_title(count) or not _is_of_several(scene, count):
        return False
    later = [c for c in counts[place + 1 :] if c.harm == count.harm and scene.sentence(c) > scene.sentence(count)]
    for start in range(len(later) - 1):
        total = 0
        for taken, part in enumerate(later[start : start + _PARTS], 1):
            total += part.low
            if total == count.low and taken > 1:
                return True
            if total > count.low:
                break
    return _is_told_in_part(scene, count, later)


def _is_of_several(scene: Scene, count: CountMention) -> bool:
    """«في هجمات متفرقة», «في حادثين», not «في هجومين متزامنين»: acts that are events of their own."""
    near = {hit.id for hit in _periods_round(scene, count, 12)}
    return "at_once" not in near and ("several" in near or "several_acts" in _clues_round(scene, count, 12))


def _is_told_in_part(scene: Scene, count: CountMention, later: Sequence[CountMention]) -> bool:
    """«53 in four scattered attacks», and then the worst of them one by one, none of them near the whole."""
    if "scattered" not in {hit.id for hit in _periods_round(scene, count, 12)}:
        return False
    parts = {c.low: c for c in later if c.low < count.low * _MOST}.values()
    total = sum(part.low for part in parts)
    return len(parts) > 1 and count.low * _MOST <= total <= count.low


def _anchor(scene: Scene, count: CountMention) -> CountMention:
    """The whole that a part belongs to, or the count itself."""
    if not count.split:
        return count
    wholes = [c for c in scene.mentions.counts if c.first < count.first and not c.part and c.harm == count.harm]
    return wholes[-1] if wholes else count


def _goes_on(scene: Scene, before: CountMention, count: CountMention) -> bool:
    if scene.sentence(before) != scene.sentence(count):
        return False
    days = [m for m in scene.mentions.dates if before.last <= m.first < count.last + 6 and m.kind == "point"]
    return not days


def _are_one_toll(scene: Scene, before: CountMention, count: CountMention) -> bool:
    """«قتل 11 شخصا بينهم امرأتان وأصيب 24»: the dead and the wounded of one toll, with no act between them."""
    if scene.sentence(before) != scene.sentence(count) or before.harm == count.harm:
        return False
    acts = scene.starting(scene.mentions.triggers, before.last, count.first)
    is_near = count.first - before.last <= _SPELL and scene.commas_between(before.last, count.first) <= 1
    return is_near and all(t.type.startswith("_") for t in acts)


def _goes_on_after(scene: Scene, before: CountMention, count: CountMention) -> bool:
    """True for figures of the sentence after a total that tells no act and no time of its own."""
    place = scene.sentence(count)
    if place != scene.sentence(before) + 1 or scene.in_sentence(scene.mentions.dates, place):
        return False
    return all(t.type.startswith("_") for t in scene.in_sentence(scene.mentions.triggers, place))


def is_total(scene: Scene, count: CountMention) -> bool:
    """True for a total over a period: «منذ مطلع العام قتل 428», «بلغت الحصيلة … منذ بدء الهجوم»."""
    if scene.is_title(count):
        return False
    if count.low >= _WAR and count.harm == "killed" and count.bound != "vague" and not _days_of(scene, count):
        return True
    told = _clues_round(scene, count, 20)
    is_told = count.rule in RISING or "total" in told
    if _is_over_a_time(scene, count) and (is_told or _is_reckoned(scene, count)):
        return True
    period = period_of(scene, count)
    if _is_taken_in(scene, count) or (count.rule in RISING and _is_since_long(scene, count)):
        return True
    is_short = period is not None and (period.end - period.start).days <= _DAYS_OF_ONE_ACT
    if period is not None and is_short and period.kind == "since" and period.granularity in _DAYS:
        return False
    if "all_over" in _clues_round(scene, count, 10) or _is_of_part_of_year(scene, count):
        return True
    if count.low >= _MANY and _is_of_a_year(scene, count):
        return True
    if "since" in told and is_told:
        return True
    if {"since", "total"} <= _clues_round(scene, count, 40) and not _days_of(scene, count):
        return True
    if (
        "since" in _clues_round(scene, count, 8)
        and count.low >= _MANY
        and scene.commas_between(count.first - 8, count.last) < 2
    ):
        return True
    if period is None:
        return False
    days = (period.end - period.start).days
    return is_told or (days >= LONG_DAYS and count.low >= _MANY and period.kind in _PERIODS)


def _is_over_a_time(scene: Scene, count: CountMention) -> bool:
    """«خلال ثمانية أيام», «في الأشهر الثلاثة الأولى», «في المدة ذاتها» beside a count."""
    near = _periods_round(scene, count, _SPELL)
    opens = [hit.last for hit in near if hit.id == "over"]
    for hit in near:
        low, high = sorted((hit.first, count.first))
        is_near = hit.id in ("unit", "span") and scene.commas_between(low, high) <= 1
        if is_near and any(0 <= hit.first - last <= _OPENS for last in opens):
            return True
    return False


def _is_since_long(scene: Scene, count: CountMention) -> bool:
    """«لترتفع الحصيلة بعد السابع من أكتوبر إلى …»: a toll told from a day long before the report."""
    published = scene.doc.report.published
    for day in _days_of(scene, count):
        is_led = any(hit.id == "after" and hit.last == day.first for hit in scene.periods)
        if published is not None and is_led and (published - day.end).days >= LONG_DAYS and _gap(day, count) <= _SPELL:
            return True
    return False


def _is_of_part_of_year(scene: Scene, count: CountMention) -> bool:
    """«في النصف الأول من 2018», «في الربع الثاني»: no one act goes on so long."""
    times = scene.in_sentence(scene.mentions.dates, scene.sentence(count))
    long = any(_QUARTER <= (m.end - m.start).days <= _HALF and _gap(m, count) <= _FAR for m in times)
    return long and count.low >= _MANY and _is_over_a_time(scene, count)


def _is_taken_in(scene: Scene, count: CountMention) -> bool:
    """«استقبلت المستشفيات خلال 24 ساعة …»: what the hospitals of a land take in over a time is no one act's."""
    if not any(hit.id == "hospitals" and hit.first < count.first for hit in _periods_round(scene, count, _FAR)):
        return False
    sentence = scene.sentence(count)
    acts = scene.in_sentence(scene.mentions.triggers, sentence)
    if any(t.first < count.first and not t.type.startswith("_") for t in acts):
        return False
    times = scene.in_sentence(scene.mentions.dates, sentence)
    return any(m.end > m.start and m.kind != "point" and _gap(m, count) <= _FAR for m in times)


def _is_reckoned(scene: Scene, count: CountMention) -> bool:
    """«أحصت», «تقديرات», «أرقام» near a count."""
    return any(hit.id == "reckoning" for hit in _periods_round(scene, count, _FAR))


def _periods_round(scene: Scene, count: CountMention, reach: int) -> list[Hit]:
    sentence = scene.doc.sentences[scene.sentence(count)]
    low, high = max(sentence.first, count.first - reach), min(sentence.last, count.last + reach)
    return [hit for hit in scene.periods if low <= hit.first < high]


def _is_of_a_year(scene: Scene, count: CountMention) -> bool:
    """«أوقعت هجمات الجماعة 700 قتيل هذا العام», not «في 20 يناير من العام الجاري»."""
    acts = (hit for hit in (*scene.clues, *scene.periods) if hit.id in ("several", "several_acts"))
    low, high = count.first - _SPELL, count.last + _SPELL
    near = (hit for hit in acts if low <= hit.first < high)
    if _days_of(scene, count) or all(_is_parted(scene, hit, count) for hit in near):
        return False
    spans = {hit.first for hit in _periods_round(scene, count, _SPELL) if hit.id == "span"}
    times = scene.in_sentence(scene.mentions.dates, scene.sentence(count))
    years = (m for m in times if m.granularity == "year" and not spans.isdisjoint(range(m.first, m.last)))
    return any(_commas(scene, m, count) == 0 for m in years)


def _is_parted(scene: Scene, hit: Hit, count: CountMention) -> bool:
    """True if a comma or the end of the sentence stands between a word and a count."""
    low, high = sorted((hit.first, count.first))
    is_same = scene.doc.sentence_of[low] == scene.doc.sentence_of[high]
    return not is_same or scene.commas_between(low, high) > 0


def period_of(scene: Scene, count: CountMention) -> DateMention | None:
    """The period named beside a count, unless a day stands nearer to it."""
    inside = scene.in_sentence(scene.mentions.dates, scene.sentence(count))
    near = [
        m for m in inside if _commas(scene, m, count) <= 1 + (count.rule in RISING) and _gap(m, count) <= _FAR
    ]
    periods = [m for m in near if _is_period(m)]
    if not periods:
        return None
    best = min(periods, key=lambda m: _gap(m, count))
    days = [m for m in near if m.kind == "point" and m.granularity in _DAYS and _gap(m, count) < _gap(best, count)]
    return None if days and count.rule not in RISING else best


def time_of(scene: Scene, count: CountMention) -> DateMention | None:
    """The time that a total sums up: the period beside it, or «منذ بدء الحملة في 10 أيار», from that day to the report.
    """
    count = _anchor(scene, count)
    published, sentence = scene.doc.report.published, scene.doc.sentences[scene.sentence(count)]
    since = [hit for hit in scene.clues if hit.id == "since" and sentence.first <= hit.first < sentence.last]
    period = period_of(scene, count)
    if period is not None and _goes_on_since(scene, period, since) and published is not None:
        return replace(period, end=published, kind="since")
    if period is None and _is_taken_in(scene, count):
        times = scene.in_sentence(scene.mentions.dates, scene.sentence(count))
        return next(m for m in times if m.end > m.start and m.kind != "point")
    if period is None and not since:
        return _day_of_sum(scene, count)
    if period is not None or published is None:
        return period
    last = min(since, key=lambda hit: abs(hit.first - count.first)).last
    named = scene.starting(scene.mentions.dates, last, min(last + _NAMED, sentence.last))
    if not named or named[0].start > published or scene.commas_between(last, named[0].first):
        return None
    return replace(named[0], end=published, kind="since")


def _day_of_sum(scene: Scene, count: CountMention) -> DateMention | None:
    """«قتل 64 في عموم البلاد أمس»: the one day named beside a sum of the acts of a day."""
    days = _days_of(scene, count)
    is_of_day = len({(day.start, day.end) for day in days}) == 1 and count.rule not in RISING and count.low < _WAR
    return days[0] if is_of_day else None


def _goes_on_since(scene: Scene, period: DateMention, since: Sequence[Hit]) -> bool:
    """«منذ بدئها في نيسان 2023»: the month or year only tells when the time begins."""
    if period.kind != "point":
        return False
    gaps = [period.first - hit.last for hit in since if hit.last <= period.first]
    return bool(gaps) and min(gaps) <= _NAMED and not scene.commas_between(period.first - min(gaps), period.first)


def _is_period(mention: DateMention) -> bool:
    days = (mention.end - mention.start).days
    return days >= SHORT_DAYS and (mention.kind in _PERIODS or mention.granularity in _WIDE)


def _days_of(scene: Scene, count: CountMention) -> list[DateMention]:
    """The days named in the sentence of a count."""
    inside = scene.in_sentence(scene.mentions.dates, scene.sentence(count))
    return [m for m in inside if m.kind == "point" and m.granularity in _DAYS]


def _clues_round(scene: Scene, count: CountMention, reach: int) -> set[str]:
    sentence = scene.doc.sentences[scene.sentence(count)]
    return scene.clues_within(max(sentence.first, count.first - reach), min(sentence.last, count.last + reach))


def _commas(scene: Scene, mention: DateMention, count: CountMention) -> int:
    low, high = sorted((mention.first, count.first))
    return scene.commas_between(low, high)


def _gap(mention: DateMention, count: CountMention) -> int:
    return max(mention.first - count.last, count.first - mention.last, 0)


def draw_tally(
    scene: Scene,
    period: DateMention | None,
    losses: Sequence[TallyLoss],
    places: Sequence[Place],
    sources: Sequence[SourceMention],
) -> Tally:
    """One tally of the counts that share a period; each loss comes with its mention, the rule of its side and a chance.
    """
    why = [
        Why("casualties", f"{c.of} {c.harm} {spell_count(c.low, c.high)}", rule, _span(scene, m), round(chance, 3))
        for c, m, rule, chance in losses
    ]
    if period is not None:
        why.append(Why("date", f"{period.start}/{period.end}", period.rule, _span(scene, period)))
    evidence = sorted({span for _, m, _, _ in losses if (span := _span(scene, m))})
    return Tally(
        date=DateSpan(period.start, period.end) if period is not None else None,
        places=tuple(dict.fromkeys(places)),
        casualties=tuple(dict.fromkeys(c for c, *_ in losses)),
        sources=tuple(dict.fromkeys(m.source for m in sources)),
        evidence=tuple(evidence),
        why=tuple(why),
    )


def _span(scene: Scene, mention: CountMention | DateMention) -> Span | None:
    return scene.doc.to_text(mention.span)
