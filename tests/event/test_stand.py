"""The last look at filled episodes: what it sees of their slots and of the other episodes, and that it decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

from tests.event.reading import scene_of

from marsad.event.draw import body_triggers, draw_events, likely_episodes
from marsad.event.episode import Links
from marsad.event.linear import LinearModel
from marsad.event.making import Episode
from marsad.event.models import load_models
from marsad.event.plot import Plot
from marsad.event.stand import stand_features
from marsad.model import Casualty, DateSpan, Place

TEXT = "هاجم مسلحون تدمر أمس. وهاجم مسلحون سراقب"
DAY = DateSpan(date(2021, 12, 2), date(2021, 12, 2))
PALMYRA, SARAQIB = Place("تدمر", 34.55, 38.28, 5.0, "SY-HI"), Place("سراقب", 35.86, 36.8, 5.0, "SY-ID")


class Fixed:
    """One chance for all pairs of words."""

    def chance(self, one: object, other: object) -> float:
        return 0.5


def look(*others: Episode, **slots: Any) -> dict[str, float]:
    """The features of the first act of the text beside the second one with the slots of `others`."""
    scene = scene_of(TEXT)
    words = [t for t in body_triggers(scene) if t.type == "attack"]
    plot = Plot(scene, [[word] for word in words[: 1 + len(others)]])
    episode = Episode([words[0]], "attack", worth=0.6, kinds={"attack": 0.9}, **slots)
    if slots.get("date"):
        episode.note(scene, "date", "", "", scene.mentions.dates[0], 0.8)
    for other, word in zip(others, words[1:], strict=False):
        other.group = [word]
    chances = {id(word): 0.7 for word in words}
    return stand_features(plot, [episode, *others], 0, chances, cast(Links, cast(Any, Fixed())))


def test_whether_words_tell_the_day_is_seen() -> None:
    """A day in the clause of the act, and none at all."""
    assert look(date=DAY)["day:clause"] == 1.0
    assert "day:clause" not in look()
    assert look()["day:no_day"] == 1.0


def test_a_figure_is_seen() -> None:
    """A count with its number; an open one is none."""
    assert "figure:True" in look(casualties=[Casualty("civilians", "killed", 3, 3)])
    assert "figure:True" not in look(casualties=[Casualty("civilians", "killed", 2, None)])


def test_an_act_of_which_another_tells_all_is_seen() -> None:
    """Place, day and doer are those of a surer act; at another place the act is new."""
    other = Episode([], "attack", ["gunmen"], [], DAY, [PALMYRA], worth=0.9)
    assert "held_surer:True" in look(other, date=DAY, places=[PALMYRA], initiators=["gunmen"])
    assert "held_surer:False" in look(other, date=DAY, places=[SARAQIB], initiators=["gunmen"])
    assert "held_before:False" in look(other, date=DAY, places=[PALMYRA], initiators=["gunmen"])


def test_what_does_not_stand_is_no_event() -> None:
    """The last look decides over all likely episodes of a report; of a sentence or two, the words alone."""
    brief = "هاجم مسلحون مدينة تدمر أمس وقتلوا ثلاثة جنود."
    scene, models = scene_of(f"{brief} وندد المجلس بما حدث. وعقد جلسة طارئة."), load_models(quick=True)
    assert likely_episodes(scene, models).episodes
    for bias, is_told in ((9.0, True), (-9.0, False)):
        stand = LinearModel("stand", ("True",), {"bias": (bias,)})
        assert bool(draw_events(scene, replace(models, stand=stand)).events) == is_told
    assert draw_events(scene_of(brief), replace(models, stand=stand)).events
