"""What speaks for the type of an act: how its means reach their target, and who is doer and sufferer."""

from __future__ import annotations

import pytest
from tests.event.reading import DAY, scene_of

from marsad.event.grammar import Grammar
from marsad.event.kind import type_features
from marsad.model import Report
from marsad.pipeline.code import read_scene


def features(text: str) -> set[str]:
    """The type features of all triggers of a text, taken as one episode."""
    scene = scene_of(text)
    return set(type_features(scene, scene.mentions.triggers, Grammar(scene)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("طائرات حربية استهدفت البلدة", "nearest_means:air"),
        ("استهدف مسلحون الحاجز بقذائف الهاون", "only_means:ground"),
        ("استهدفت طائرة مسيرة سيارة على الطريق", "nearest_means:drone"),
        ("قتل جندي بانفجار عبوة ناسفة", "only_means:planted"),
        ("استهدف المقاتلون آلية بصاروخ مضاد للدروع", "nearest_means:guided"),
        ("هاجم مسلحون القرية", "no_means+manner:strike"),
        ("خطف تنظيم الدولة الإسلامية ثلاثة رعاة", "doer+first:armed_group+abduction"),
        ("اعتقل الجيش السوري شابين", "doer+first:state+arrest"),
        ("نهب متظاهرون متجرا", "protesters+first:looting"),
    ],
)
def test_means_and_parties(text: str, told: str) -> None:
    assert told in features(text)


def test_a_means_of_another_sentence_does_not_reach() -> None:
    """Artillery of the next sentence says nothing of the attack before."""
    scene = scene_of("هاجم مسلحون القرية. وقصفت المدفعية التلال")
    told = set(type_features(scene, scene.mentions.triggers[:1], Grammar(scene)))
    assert not [feature for feature in told if feature.startswith(("means", "nearest_means", "only_means"))]


def test_places_and_the_headline_speak_for_the_type() -> None:
    """How many places a sentence names, and what the headline tells; a text without one has no sign of it."""
    scene = read_scene(Report("r", "", DAY, "قصف مدفعي على تدمر", "قصف الجيش تدمر وتلبيسة"))
    body = [trigger for trigger in scene.mentions.triggers if not scene.is_title(trigger)]
    told = set(type_features(scene, body, Grammar(scene)))
    assert {"title:shelling", "title_only:shelling+shelling", "places:<3+shelling"} <= told
    assert not [feature for feature in features("قصف الجيش تدمر") if feature.startswith("title")]


def test_the_words_of_its_clause_speak_for_the_type() -> None:
    """The longer words round those of the act, and not the words of another clause."""
    scene = scene_of("حوصرت المدينة أسابيع، ثم هاجم مسلحون القرية. وعاد السكان")
    group = [t for t in scene.mentions.triggers if t.type == "attack"]
    told = {feature for feature in type_features(scene, group, Grammar(scene)) if str(feature).startswith("stem:")}
    assert "stem:قريه" in told
    assert not told & {"stem:هاجم", "stem:مدينه", "stem:سكان"}
