"""Who claims an act: a doer beside a word of claiming, or an armed group quoted for its own violent act."""

from __future__ import annotations

import pytest
from tests.event.reading import scene_of

from marsad.event.attribution import claimants, deniers
from marsad.event.making import Episode


def episode(text: str, initiators: list[str], sources: list[str], kind: str = "attack") -> tuple[str, ...]:
    scene = scene_of(text)
    act = Episode(list(scene.mentions.triggers[:1]), kind, initiators=initiators, sources=sources)
    return claimants(scene, act)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاجم مسلحون الثكنة. وتبنى تنظيم الدولة الإسلامية الهجوم", ("isis",)),
        ("هاجم مسلحون الثكنة. ولم يتبن تنظيم الدولة الإسلامية الهجوم", ()),
        ("هاجم مسلحون الثكنة. وتبنى المجلس النيابي قانون الموازنة", ()),
    ],
)
def test_a_doer_beside_a_word_of_claiming(text: str, expected: tuple[str, ...]) -> None:
    assert episode(text, ["isis"], []) == expected


def test_a_group_quoted_for_its_own_violent_act() -> None:
    """A state that speaks of its own act, and a group that speaks of another's or of no violence, claim nothing."""
    text = "قصف الحوثيون الميناء"
    assert episode(text, ["houthis"], ["houthis"], "shelling") == ("houthis",)
    assert episode(text, ["houthis"], ["saudi-coalition"], "shelling") == ()
    assert episode(text, ["houthis"], ["houthis"], "agreement") == ()
    assert episode(text, ["turkey"], ["turkey"], "shelling") == ()


def test_the_party_beside_a_denial_denies() -> None:
    scene = scene_of("قصفت الطائرات القرية. ونفت روسيا ذلك")
    assert deniers(scene, Episode(list(scene.mentions.triggers[:1]), "airstrike")) == ("russia",)
