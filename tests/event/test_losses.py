"""Whose losses a count tells, what stands for itself, and what is a total over a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from marsad.event import borne, echo, losses, roles, sides, tally, worth
from marsad.event.borne import Suffering
from marsad.event.scene import Scene
from marsad.model import Casualty, Report
from marsad.pipeline.code import read_scene


def scene(text: str, title: str = "") -> Scene:
    return read_scene(Report("r", "", date(2021, 12, 3), title, text))


def side(text: str, kind: str = "attack", initiators: tuple[str, ...] = (), targets: tuple[str, ...] = ()) -> str:
    found = scene(text)
    count = losses.figures(found)[-1]
    return sides.side_by_rule(Suffering(found, count, kind, initiators, targets))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 20 عنصراً من قوات النظام في الكمين", "syr-gov"),
        ("مقتل خمسة مدنيين في القصف", "civilians"),
        ("إصابة صحفيين اثنين بشظايا", "journalists"),
        ("سقوط 40 قتيلا من الطرفين", "unknown"),
        ("أوقعت المعارك عشرات القتلى في صفوف المدنيين", "civilians"),
        ("قتل 31 عنصرا على الأقل من قوات النظام في الكمين", "syr-gov"),
        ("نزح 40 ألف شخص إلى المخيمات", "civilians"),
        ("قدرت خسائر داعش خلال الشهر بنحو 480 قتيلا", "isis"),
        ("ارتفع عدد القتلى جراء غارات الجيش السوري إلى 48", ""),
        ("سقط ثلاثة من رجال الجيش السوري في الكمين", "syr-army"),
    ],
)
def test_the_words_name_the_side(text: str, expected: str) -> None:
    """The noun or its owner says who suffered."""
    assert side(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أوقع القصف مئات القتلى في صفوف المدنيين", "civilians"),
        ("سقوط ثلاثة قتلى من المارة", "civilians"),
        ("مقتل ستة من الجيش السوري والمدنيين", "unknown"),
        ("سقوط ثلاثة قتلى من الجيش السوري", "syr-army"),
    ],
)
def test_the_words_behind_name_civilians(text: str, expected: str) -> None:
    """The dead «of the civilians» are civilians; of civilians and a force together they are nobody's alone."""
    assert side(text) == expected


def test_words_behind_the_wounded_own_the_dead_beside_them() -> None:
    """«مقتل 17 وجرح 8 من مسلحي الجماعة»; people with a noun of their own stay who they are."""
    told = losses.figures(scene("أسفرت المعارك عن مقتل 17 وجرح 8 من مسلحي تنظيم داعش"))
    assert [c.owner_last > c.owner_first for c in told] == [True, True]
    told = losses.figures(scene("قتل شخصان وأصيب خمسة من عناصر الشرطة العراقية"))
    assert [c.owner_last > c.owner_first for c in told] == [False, True]


def test_losses_of_enemies_in_one_figure_are_nobodys() -> None:
    """«من الفصائل وداعش», who fight each other; the side named first of two that do not."""
    found = scene("قتل 21 عنصرا من جبهة النصرة وداعش")
    count = losses.figures(found)[-1]
    assert sides.side_by_rule(Suffering(found, count, "armed_clash", ("isis",), ("nusra",)))[0] == "unknown"
    assert sides.side_by_rule(Suffering(found, count, "airstrike", ("russia",), ("nusra", "isis")))[0] == "nusra"


def test_captors_are_not_those_taken() -> None:
    """«خطفت الجبهة خمسة مقاتلين»: fighters taken are of another side."""
    found = scene("خطفت جبهة النصرة خمسة مقاتلين")
    case = Suffering(found, losses.figures(found)[-1], "abduction", ("nusra",), ())
    assert not sides.may_suffer(case, "nusra") and sides.may_suffer(case, "unknown")


def test_wounded_told_behind_civilian_dead_are_civilians() -> None:
    """«مقتل 12 مدنيا. … وجرح في الغارة العشرات»."""
    found = scene("قتل 12 مدنيا في القصف. وسقط في القصف نفسه عشرات الجرحى أيضا")
    dead, hurt = losses.figures(found)
    case = Suffering(found, hurt, "airstrike", (), ("isis",), "civilians", dead)
    assert sides.side_by_rule(case)[0] == "civilians"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 20 شخصا معظمهم من المدنيين", "civilians"),
        ("قتل 20 شخصا أغلبهم أطفال", "civilians"),
        ("سقط تسعة قتلى أغلبهم من الجيش السوري", "unknown"),
        ("قتل 20 شخصا في القصف", ""),
    ],
)
def test_most_of_them(text: str, expected: str) -> None:
    """People most of whom were civilians count as such; a rule says nothing where no words tell."""
    assert side(text, kind="shelling") == expected


def test_people_of_whom_some_were_armed_are_nobodys_alone() -> None:
    """Also where the party of the armed ones stands behind a word for any men."""
    assert side("إصابة 29 شخصا بينهم ستة من رجال الشرطة", kind="bombing") == "unknown"
    assert side("إصابة 29 شخصا بينهم ست نساء", kind="bombing") == ""


def test_bodies_found_are_of_nobody_known() -> None:
    """Those found dead are unknown where no words say who they were."""
    assert side("عثر الأهالي على جثة شاب قرب القرية", kind="other") == "unknown"
    assert side("عثر على جثة عنصر من الجيش السوري", kind="other") == "syr-army"


def test_defenders_are_the_target() -> None:
    """Defenders are those who were attacked."""
    assert side("مقتل خمسة من المدافعين عنها", initiators=("isis",), targets=("syr-opposition",)) == "syr-opposition"


def test_soldiers_of_a_nation_are_its_own() -> None:
    """A nation beside the soldiers outweighs the only state of the event."""
    assert side("مقتل 13 جنديا تشاديا", initiators=("boko-haram",), targets=("cameroon-gov",)) == "chad-gov"


def test_men_of_a_force_are_its_fighters() -> None:
    """«Three of the men of the army» are no civilians, men of a village are."""
    assert side("استشهاد ثلاثة من رجال الجيش السوري") == "syr-army"
    assert side("استشهاد ثلاثة من رجال القرية") == "civilians"


def test_who_lost_its_own_stands_before_them() -> None:
    """What a force admits to have lost is its own, also where it is not the target."""
    text = "اعترف الحوثيون بمقتل خمسة من عناصرهم"
    assert side(text, initiators=("houthis",), targets=("yemen-gov",)) == "houthis"


def test_assailants_are_the_initiator() -> None:
    """«Of the attacking force» are those who attacked."""
    assert side("مقتل ثلاثة من القوة المهاجمة", initiators=("isis",), targets=("syr-gov",)) == "isis"


def test_soldiers_are_of_the_only_state_named() -> None:
    """Soldiers without a name belong to the state of the event."""
    assert side("مقتل سبعة جنود بانفجار لغم", initiators=("isis",), targets=("iraq-army",)) == "iraq-army"


def test_a_family_is_added_up() -> None:
    """People told one after the other under one harm word are one figure."""
    found = losses.figures(scene("استشهد رجل وزوجته وثلاثة من أطفالهما في الغارة"))
    assert [(c.harm, c.low, c.high) for c in found] == [("killed", 5, 5)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سقط في الاشتباك جنديان ومسلحان", [2, 2]),
        ("استشهدت 15 طالبة وعشرة من المارة", [15, 10]),
        ("قتل 22 تلميذا وستة من معلميهم", [28]),
        ("قتل رجل وطفلان", [3]),
        ("قتل في المعارك الملازم أول رامز ديوب والرقيب علاء خضور والمجند حيدر سليمان", [3]),
    ],
)
def test_two_groups_are_not_added_up(text: str, expected: list[int]) -> None:
    """Foes, and two groups of some size, are counted apart; those who belong to the first are added."""
    assert [count.low for count in losses.figures(scene(text))] == expected


def test_a_commander_and_his_men_are_added_up() -> None:
    """Men of the one just told are added to him; soldiers of another force are not."""
    found = losses.figures(scene("قتل قائد ميداني يدعى أبو سليم و19 من أفراد مجموعته"))
    assert [(c.harm, c.low, c.high) for c in found] == [("killed", 20, 20)]


def test_a_whole_gives_way_to_parts_that_add_up() -> None:
    """Also where no word says that they are its split."""
    found = losses.figures(scene("قتل 33 شخصا، 20 من الجيش و13 من المهاجمين"))
    assert [c.low for c in found] == [20, 13]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([("killed", 20, None), ("killed", 54, 54)], [20, 54]),
        ([("killed_or_wounded", 2, None), ("killed", 9, 9)], [9]),
        ([("killed_or_wounded", 2, None), ("captured", 9, 9)], [2, 9]),
        ([("killed", 2, None), ("killed", 30, None)], [30]),
    ],
)
def test_echoes_are_left_out(told: list[tuple[str, int, int | None]], kept: list[int]) -> None:
    """Plurals give way to a figure for the same people, not to another harm; dozens may be what another source says."""
    found = echo.without_echoes([Casualty("civilians", harm, low, high) for harm, low, high in told])
    assert [loss.low for loss in found] == kept


def test_a_whole_gives_way_to_its_full_split() -> None:
    """Parts that add up to the whole stand in its place."""
    found = losses.figures(scene("لقي 30 شخصا مصرعهم، وهم: 18 عاملا، و12 من الجيش السوري"))
    assert [c.low for c in found] == [18, 12]


def test_a_whole_of_civilians_stands_for_its_parts() -> None:
    """Women, children and men of one side are told by their whole."""
    found = losses.figures(scene("قتل القصف تسعة أشخاص، هم ثلاث نساء وأربعة أطفال ورجلان"))
    assert [c.low for c in found] == [9]


def test_a_part_is_not_added() -> None:
    """A part of a whole is dropped where it is not the full split."""
    found = losses.figures(scene("مقتل 12 شخصا بينهم أربعة أطفال في القصف"))
    assert [c.low for c in found] == [12]


def test_a_headline_repeats_the_text() -> None:
    """A figure of the headline is left out where the text has its own."""
    found = losses.figures(scene("قتل 12 شخصا على الأقل في الهجوم.", "12 قتيلا في هجوم"))
    assert [(c.low, c.high) for c in found] == [(12, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وبذلك يرتفع إلى 428 عدد القتلى منذ مطلع العام", True),
        ("قتل 130 مدنيا منذ بداية شهر آب", True),
        ("قتل 13 جنديا أمس في كمين", False),
        ("قتل خمسة جنود منذ الثلاثاء في المعارك", False),
        ("قتل ثلاثة مدنيين بانفجار لغم", False),
        ("ليرتفع عدد من قتلوا في المدينة إلى 160 خلال ثمانية أيام", True),
        ("أحصت المنظمة 90 قتيلا في الأشهر الثلاثة الأولى", True),
        ("قتل 90 مسلحا خلال ثلاثة أيام من المعارك", False),
        ("وثق المرصد مقتل مدنيين اثنين منذ مطلع العام", False),
        ("استقبلت مستشفيات المدينة 31 قتيلا خلال الساعات الـ24 الماضية", True),
        ("قتل 31 في غارة خلال الساعات الماضية ونقلوا إلى المستشفيات", False),
        ("قضت القوات على 62 مسلحا في النصف الأول من 2020", True),
        ("قضت القوات على 62 مسلحا في كمين الشهر الماضي", False),
        ("القتلى بلغوا 8 منذ مطلع حزيران", True),  # few as they are, they are told of «the dead»
        ("وقدر الأطباء قتلى المدينة بنحو 7، منذ بدء الهجوم", True),
        ("القتلى بلغوا 8 في القصف", False),
    ],
)
def test_totals_of_a_period(text: str, expected: bool) -> None:
    """A sum over a period is no episode; how long one fight goes on is."""
    found = scene(text)
    assert tally.totals(found, losses.figures(found)) == [expected]


def test_a_total_goes_on_in_the_next_sentence() -> None:
    """Figures behind a total that tell no act and no time of their own belong to it."""
    found = scene("بلغ عدد القتلى 428 منذ مطلع العام. وبلغ عدد الجرحى 900.")
    assert tally.totals(found, losses.figures(found)) == [True, True]
    other = scene("بلغ عدد القتلى 428 منذ مطلع العام. وانفجر لغم أمس فأصيب 9 مدنيين.")
    assert tally.totals(other, losses.figures(other)) == [True, False]


class Thinks:
    """A network that gives a figure a chance of being an event's, nobody's and a total's, as logarithms."""

    def __init__(self, *told: float) -> None:
        self._told = told

    def ask(self, question: str, one: Sequence[tuple[int, int]]) -> tuple[float, ...]:
        """The same of every figure."""
        return self._told


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("قتل 90 مسلحا خلال ثلاثة أيام من المعارك", (0.0, 0.0, 3.0), True),
        ("قتل 90 مسلحا خلال ثلاثة أيام من المعارك", (1.0, 0.0, 1.0), False),
        ("بلغ عدد القتلى 428 منذ مطلع العام", (2.0, 0.0, 0.0), True),
        ("بلغ عدد القتلى 428 منذ مطلع العام", (6.0, 0.0, 0.0), False),
    ],
)
def test_the_network_is_heard_on_totals(text: str, told: tuple[float, ...], expected: bool) -> None:
    """Fairly sure it makes a total, all but sure it unmakes one that the words tell."""
    reading: Any = Thinks(*told)
    found = replace(scene(text), reading=reading)
    assert tally.totals(found, losses.figures(found)) == [expected]


def test_a_total_of_scattered_acts_told_in_part() -> None:
    """The sum of several attacks of a day stands above the worst of them; these are no totals themselves."""
    found = scene("قتل 53 شخصا في أربعة هجمات متفرقة. وقتل 28 في كويتا. وقتل 17 في بيشاور.")
    assert tally.totals(found, losses.figures(found)) == [True, False, False]


def test_a_total_runs_from_a_month_to_the_report() -> None:
    """A month behind «since» and the name of a war tells when the sum begins."""
    found = scene("أدت الحرب منذ بدئها في نيسان 2020 إلى مقتل عشرات الآلاف")
    span = tally.time_of(found, losses.figures(found)[0])
    assert span is not None and (span.start, span.end) == (date(2020, 4, 1), date(2021, 12, 3))


def test_a_total_runs_from_the_day_behind_since() -> None:
    """The time of a sum starts on the day that «since» leads to, act between or not, and ends with the report."""
    found = scene("ارتفعت حصيلة القتلى منذ بدء الحملة في 10 تشرين الأول إلى 428")
    span = tally.time_of(found, losses.figures(found)[0])
    assert span is not None and (span.start, span.end) == (date(2021, 10, 10), date(2021, 12, 3))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([("civilians", "killed", 18, 18), ("civilians", "killed", 18, None)], [1]),
        ([("isis", "killed_or_wounded", 14, 14), ("isis", "killed", 1, 1), ("isis", "wounded", 13, 13)], [1, 2]),
        ([("isis", "killed_or_wounded", 15, 15), ("isis", "killed", 1, 1), ("isis", "wounded", 13, 13)], [0, 1, 2]),
        ([("unknown", "killed", 9, 9), ("syr-gov", "killed", 6, 6), ("civilians", "killed", 3, 3)], [1, 2]),
        ([("civilians", "killed", 3, 3), ("civilians", "killed", 2, 2), ("civilians", "killed", 1, 1)], [0]),
        ([("isis", "killed", 9, 9), ("syr-gov", "killed", 6, 6), ("isis", "killed", 3, 3)], [0, 1, 2]),
    ],
)
def test_what_is_told_twice(told: list[tuple[str, str, int, int | None]], kept: list[int]) -> None:
    """A figure with and without «at least», a whole and its parts, dead and wounded in one figure stand once."""
    losses_told = [Casualty(*row) for row in told]
    assert echo.without_echoes(losses_told) == [losses_told[n] for n in kept]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل شابان في المخيم. وقالت الوزارة إن الشاب سامر خليل استشهد.", True),
        ("قتل شابان في المخيم. وقالت الوزارة إن طفلا استشهد في القرية.", False),
    ],
)
def test_a_name_behind_a_number_is_one_of_those_told(text: str, expected: bool) -> None:
    """Who is told by name after the number of the dead is one of them."""
    found = scene(text)
    counts = losses.figures(found)
    before = [Casualty("civilians", "killed", 2, 2)]
    assert echo.is_one_of_those_told(found, counts, before, counts[-1], "civilians") is expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("هاجم داعش حاجز الجيش السوري وتكبد التنظيم 12 قتيلا", "attack", "isis"),
        ("خطف مجهولون أربعة أشخاص", "abduction", "civilians"),
        ("اعتقل أربعة أشخاص", "arrest", ""),
    ],
)
def test_who_bears_losses_and_who_is_taken(text: str, kind: str, expected: str) -> None:
    """The subject of a verb of bearing losses suffered them; those kidnapped are civilians."""
    assert side(text, kind=kind, targets=("syr-army", "unknown")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سقط 12 قتيلا و30 جريحا من قوات النظام", "syr-gov"),
        ("سقط 12 قتيلا و30 جريحا في البلدة", ""),
        ("قتل 61 شخصا في المسجد. وقال الطبيب إن معظم القتلى من المدنيين.", "civilians"),
        ("قتل 61 شخصا في المسجد. وقال الطبيب إن القتلى من المدنيين.", ""),
    ],
)
def test_words_further_off_name_the_side(text: str, expected: str) -> None:
    """The owner of a second figure joined to the first, and «most of the dead» further on."""
    found = scene(text)
    case = Suffering(found, losses.figures(found)[0], "bombing", (), ())
    assert (borne.side_of_the_count_joined(case) or borne.most_of_the_dead(case)) == expected


@pytest.mark.parametrize(
    ("text", "actor", "expected"),
    [
        ("مقتل خمسة جنود", "isis", False),
        ("مقتل خمسة جنود", "syr-army", True),
        ("مقتل خمسة مقاتلين", "civilians", False),
        ("مقتل خمسة مسلحين", "syr-army", False),
        ("مقتل خمسة أشخاص", "civilians", True),
    ],
)
def test_armed_people_are_of_a_side_that_has_such(text: str, actor: str, expected: bool) -> None:
    """Soldiers are no rebels, fighters no civilians, gunmen no state's."""
    found = scene(text)
    case = Suffering(found, losses.figures(found)[0], "attack", (actor,), (actor,))
    assert sides.may_suffer(case, actor) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ارتفع عدد القتلى في تفجير كويتا إلى 22. وكانت الشرطة أعلنت في وقت سابق مقتل ستة أشخاص وإصابة 11.", [22]),
        ("قال مصدر إن التفجير في كويتا أوقع 22 قتيلا. وكان مسؤول أفاد في حصيلة أولية بمقتل ستة.", [22]),
        ("انفجرت قنبلة في كويتا. وتوفي جريحان ليرتفع عدد القتلى إلى سبعة.", [7]),
        ("ارتفعت حصيلة قتلى التفجير في كويتا إلى ثمانية إثر وفاة جريحين.", [8]),
        ("ارتفع عدد قتلى التفجير في كويتا إلى ثمانية، وعثر على جثتين في قرية مجاورة.", [8, 2]),
        ("قتل ثمانية في تفجير بكويتا، وتوفي جريحان بعد يوم.", [8, 2]),
        ("قتل 22 شخصا في تفجير بكويتا. وكانت الشرطة أعلنت في وقت سابق مقتل ستة في تفجير بلاهور.", [22, 6]),
        ("قتل 22 جنديا في هجوم. وكانت الوزارة أعلنت في وقت سابق مقتل ستة مسلحين في غارة.", [22, 6]),
        ("قتل 22 جنديا في هجوم. وفي وقت سابق قتل ستة جنود في هجوم مماثل.", [22, 6]),
        ("قتل 22 شخصا في تفجير. وقالت الشرطة إن ستة قتلوا في وقت سابق من هذا الشهر في تفجير.", [22, 6]),
        ("قتل ثمانية متظاهرين أمس، ليرتفع عدد القتلى إلى 90.", [8, 90]),
    ],
)
def test_earlier_tolls_give_way(text: str, expected: list[int]) -> None:
    """A smaller figure told before for the same act, and those whose late death raises a toll, do not count beside it;
    figures of another act, place or time do."""
    assert [count.low for count in losses.figures(scene(text)) if count.harm == "killed"] == expected


def test_wounded_go_with_their_dead() -> None:
    """The wounded told beside the dead of a sum are of the sum too; two attacks at one time are one act."""
    told = "قتل 9 أشخاص وأصيب 14 بجروح في هجمات متفرقة استهدفت أمس بغداد وكركوك. "
    told += "وقتل ستة وأصيب عشرة في انفجار سيارة ببغداد. وقتل ثلاثة وأصيب أربعة في انفجار عبوة بكركوك."
    found = scene(told)
    assert tally.totals(found, losses.figures(found))[:3] == [True, True, False]
    found = scene("قتل 9 أشخاص في هجومين متزامنين ببغداد. وقتل ستة في الأول. وقتل ثلاثة في الهجوم الثاني.")
    assert not any(tally.totals(found, losses.figures(found)))


def test_a_toll_from_a_day_long_ago_is_a_total() -> None:
    """«بعد السابع من أيلول» sums up as «منذ» does; a day of this week is the day of an act."""
    found = scene("لترتفع حصيلة الاعتقالات بعد السابع من أيلول الماضي إلى 7300.")
    assert tally.totals(found, losses.figures(found)) == [True]
    found = scene("ارتفعت حصيلة القتلى بعد انفجار أمس إلى 12.")
    assert tally.totals(found, losses.figures(found)) == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل 14 شخصا وأصيب 31 في غارة. وقال طبيب إن خمسة من الجرحى في حال خطرة.", [14, 31]),
        ("قتل 14 شخصا في غارة. وقال شهود إن ثلاثة من القتلى أطفال.", [14]),
        ("قتل 14 شخصا وأصيب 31 في غارة. وتوفي ثلاثة من الجرحى.", [14, 31, 3]),
    ],
)
def test_some_of_those_told_are_no_more(text: str, expected: list[int]) -> None:
    """«خمسة من الجرحى» behind the number of the wounded are some of them; those who died of them are dead besides."""
    assert [count.low for count in losses.figures(scene(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أوقعت هجمات الجماعة 700 قتيل هذا العام", True),
        ("قتل 90 شخصا العام الماضي في هجمات على القرى", True),
        ("قتل 22 شخصا العام الماضي في هجوم على متحف", False),
        ("قتل 22 شخصا في هجمات أمس", False),
    ],
)
def test_several_acts_of_a_year_are_summed(text: str, expected: bool) -> None:
    """«هذا العام» beside several acts sums them up; beside one act it is the time of it."""
    found = scene(text)
    assert tally.totals(found, losses.figures(found)) == [expected]


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        # «عناصره» points to a party told as «he», «أفرادها» to one told as «she», both to who tells of its own
        ("قاتلت قوات سوريا الديمقراطية تنظيم داعش وخسر في المعركة ثمانية من عناصره", (), "isis"),
        ("قالت الدعم السريع إنها هاجمت معسكرا للجيش السوداني وإنها فقدت ثمانية من أفرادها", (), "rsf"),
        ("قال مسؤول في الحشد الشعبي بعد معركة مع البيشمركة إن أربعة من عناصره قتلوا", (), "pmf"),
        ("هاجم تنظيم داعش حاجزا للجيش العراقي وقتل ستة من جنوده", (), "iraq-army"),
        # the guards of an official are the state's, those of a commander his party's; killed beside him they are one
        ("نجا محافظ ديالى وأصيب ثلاثة من حراسه بانفجار في بعقوبة", ("officials",), "iraq-gov"),
        ("نجا قائد الشرطة العراقية وقتل اثنان من مرافقيه", (), "iraq-police"),
        ("نجا قيادي في تنظيم داعش وقتل اثنان من مرافقيه", (), "isis"),
        ("قتل محافظ ديالى مع ثلاثة من مرافقيه في حضرموت", ("officials",), "officials"),
        # members, sons, staff and nationals of a party struck are its own; those of a village or a town civilians
        ("مقتل ثلاثة من أعضاء حركة الشباب", (), "shabaab"),
        ("مقتل ثلاثة من أعضاء المجلس البلدي", (), "officials"),
        ("مقتل خمسة من موظفي الأمم المتحدة", (), "un"),
        ("مقتل خمسة من موظفي البلدية", (), "civilians"),
        ("استشهد خمسة من أبناء القوات الأمنية العراقية", (), "iraq-gov"),
        ("استشهد خمسة من أبناء القرية", (), "civilians"),
        ("أصيب خمسة أميركيين بصاروخين", ("usa",), "usa"),
        ("أصيب خمسة أميركيين بصاروخين", ("civilians",), "civilians"),
        ("خسرت القوات الأوكرانية 14 رجلا", (), "x:القوات الأوكرانية"),
        ("قتل 14 رجلا في السوق", (), "civilians"),
        ("سقوط قتلى وجرحى من الجانبين", (), "unknown"),
    ],
)
def test_people_who_belong_to_a_party_are_its_own(text: str, targets: tuple[str, ...], expected: str) -> None:
    """Possessive endings, guards and staff tell whose people were harmed."""
    assert side(text, targets=targets) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انتشلت فرق الإنقاذ ست جثث من تحت أنقاض مبنى قصفته الطائرات", True),
        ("نقل مسعفون سبعة جرحى إلى المستشفى", True),
        ("استهدفت غارة فرق الإسعاف في أريحا", False),
    ],
)
def test_rescuers_at_work_are_no_victims(text: str, expected: bool) -> None:
    """Who pulls out the dead has no part in what befell them; rescuers who are struck have."""
    found = scene(text)
    told = [roles.only_rescues(found, m) for m in found.mentions.actors if m.actor == "medics"]
    assert any(told) == expected


@pytest.mark.parametrize(
    ("text", "chance", "expected"),
    [
        ("قتل شرطيان في الأنبار", 0.35, True),
        ("قتل شرطيان في الأنبار", 0.2, False),
        ("انسحبت القوات من الأنبار", 0.35, False),
        ("القبض على أربعة مطلوبين في سامراء", 0.35, True),
        ("عثرت الشرطة على سبع جثث في بغداد", 0.35, True),
        ("اعتقالات في صفوف الطلبة بالخرطوم", 0.35, False),
        ("قتل شرطيان في الأنبار. وزار الوزير المدينة. والتقى الأهالي. ووعد بالإعمار.", 0.35, False),
    ],
)
def test_a_brief_tells_of_its_only_harm(text: str, chance: float, expected: bool) -> None:
    """A brief that tells of those killed, taken or found dead and of no other act is news of them."""
    found = scene(text)
    groups = [[trigger] for trigger in found.mentions.triggers]
    assert bool(worth.only_harm(found, groups, [chance for _ in groups], 0.45)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل العقيد سامر حمود في الكمين", "title"),
        ("سقط خمسة قتلى", "harmed"),
        ("مقتل 9 في الانفجار", "bare"),
        ("إصابة طفلة بشظايا", "one"),
        ("مقتل خمسة جنود", "several"),
    ],
)
def test_how_people_are_told(text: str, expected: str) -> None:
    """By name or title, as those harmed, by a bare figure, as one or several."""
    assert losses.way_of_telling(losses.figures(scene(text))[0]) == expected


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("أطلق عليه مسلحون النار فأردته ومرافقه.", [2]),
        ("أصيب راعي أغنام وابنه بانفجار لغم.", [2]),
        ("أطلق عليه مسلحون النار فأردته وزوجته.", [1, 1]),  # he may well be no civilian
        ("قتل قائد الكتيبة وزوجته.", [1, 1]),
    ],
)
def test_who_is_told_as_his_is_counted_with_him(text: str, counted: list[int]) -> None:
    """A companion with one told by a pronoun, kin with civilians."""
    assert [count.low for count in losses.figures(scene(text))] == counted
