"""Which act words open an episode, go on with one, or name an act in passing: our own sentences."""

from datetime import date

import pytest

from marsad.event.draw import body_triggers, group_scene
from marsad.event.episode import Links
from marsad.event.linear import LinearModel
from marsad.event.models import load_models
from marsad.event.scene import Scene
from marsad.event.telling import OPENS, PASSES, Moment, likeliest, told_episodes
from marsad.model import Report
from marsad.pipeline.code import read_scene

TEXT = (
    "هاجم مسلحون حاجزا للجيش قرب بلدة القائم أمس. وأسفر الهجوم عن مقتل ثلاثة جنود. "
    "وفي الموصل انفجرت سيارة مفخخة في سوق فقتلت مدنيين اثنين."
)


@pytest.fixture(name="scene")
def _scene() -> Scene:
    return read_scene(Report("r", "paper", date(2017, 3, 1), "", TEXT))


def _moment(scene: Scene, at: int, told: list[list[int]]) -> Moment:
    """The moment of the word at an index, after episodes of other words."""
    words = body_triggers(scene)
    before = iter([place for place, group in sorted((n, g) for n, g in enumerate(told)) for _ in group])
    owner = {index: next(before) for group in told for index in group}
    links = Links(scene, LinearModel("episode", ("True",), {"bias": (0.0,)}))
    moments: list[Moment] = []

    def choose(moment: Moment) -> int | str:
        index = words.index(moment.word)
        moments.append(moment)
        place = owner.get(index)
        return PASSES if place is None else OPENS if len(moment.told) <= place else place

    told_episodes(scene, words[: at + 1], {id(w): 0.5 for w in words}, links, choose)
    return moments[at]


def test_options_name_every_episode_told_so_far(scene: Scene) -> None:
    moment = _moment(scene, 2, [[0], [1]])
    assert [choice for choice, _ in moment.options()] == [OPENS, PASSES, 0, 1]


def test_definite_word_for_the_same_act_is_told_as_such(scene: Scene) -> None:
    words = body_triggers(scene)
    at = next(n for n, word in enumerate(words) if scene.doc.tokens[word.first].folded == "الهجوم")
    features = dict(_moment(scene, at, [[0]]).options())[0]
    assert "joins|kin+definite:same+True" in features
    assert features["joins|only:True"] == 1.0


def test_a_word_is_passed_over_only_if_that_is_far_ahead(scene: Scene) -> None:
    model = LinearModel("telling", ("score",), {"passes|": (0.3,), "opens|": (0.0,)})
    moment = _moment(scene, 0, [])
    assert likeliest(model, 0.0)(moment) == PASSES
    assert likeliest(model, 0.4)(moment) == OPENS


def test_learned_weights_tell_an_attack_on_and_open_a_bombing_elsewhere(scene: Scene) -> None:
    groups = group_scene(scene, load_models()).groups
    by_sentence = [{scene.sentence(word) for word in group} for group in groups]
    assert by_sentence == [{0, 1}, {2}]
