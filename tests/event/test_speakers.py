"""The speakers of a report side by side, and what a second look at one of them sees of the others."""

from __future__ import annotations

from event.reading import scene_of

from marsad.event.choose import source_features
from marsad.event.linear import spelled
from marsad.event.plot import Plot
from marsad.event.speakers import Hearings, hearings, speaker_features
from marsad.model import SourceMention

TEXT = "قتل سبعة في قصف على سراقب، وفق مصادر طبية. وقال المرصد السوري إن غارة على تدمر قتلت عشرة."


def read() -> tuple[Plot, list[SourceMention]]:
    scene = scene_of(TEXT)
    shelling = [t for t in scene.mentions.triggers if scene.sentence(t) == 0]
    strike = [t for t in scene.mentions.triggers if scene.sentence(t) == 1]
    plot = Plot(scene, [shelling, strike])
    plot.kinds = ["shelling", "airstrike"]
    return plot, list(scene.mentions.sources)


def heard(plot: Plot, mentions: list[SourceMention], place: int, likely: str) -> Hearings:
    return hearings(plot, place, [0.9 if m.source == likely else 0.2 for m in mentions])


def test_who_covers_an_act() -> None:
    """A speaker covers the act of his own sentence, not the other."""
    plot, mentions = read()
    found = heard(plot, mentions, 0, "medical-sources")
    assert found["medical-sources"].is_covering
    assert not found["sohr"].is_covering


def test_a_speaker_likelier_for_another_act_is_told_so() -> None:
    """The chance of a speaker for the other acts, and the likelier speaker of the own act, are seen."""
    plot, mentions = read()
    table = [heard(plot, mentions, 0, "medical-sources"), heard(plot, mentions, 1, "sohr")]
    own = speaker_features(plot, table, 1, "sohr", ([], []))
    other = speaker_features(plot, table, 1, "medical-sources", ([], []))
    assert (own["is_its_act:True"], own["rank:0"]) == (1.0, 1.0)
    assert (other["is_its_act:False"], other["rank:1"]) == (1.0, 1.0)
    assert other["claimed"] == 0.9
    assert other["margin"] < 0 < own["margin"]
    assert any(name.startswith("way:before") for name in other)


def test_who_speaks_last_before_an_act_is_in_force() -> None:
    """The speaker named last in the paragraph before an act is in force; one named before him is not."""
    plot, mentions = read()
    told = {m.source: set(spelled(source_features(plot, 1, m))) for m in mentions}
    assert "True|force:same+True+True" in told["sohr"]
    assert "False|force:same+False+True" in told["medical-sources"]


def test_who_tells_of_place_and_toll_again() -> None:
    """A quotation that covers no word of an act and names its place and toll shares both; another shares none."""
    plot, mentions = read()
    told = {m.source: set(spelled(source_features(plot, 0, m))) for m in mentions}
    assert "shared:True+>=1+>=1" in told["medical-sources"]
    assert "shared:False+<1+<1" in told["sohr"]
    assert "voice:False+False+False+>=1" in told["sohr"]


def test_a_party_that_speaks_of_its_own_deeds_is_told_so() -> None:
    """Who did the act and speaks of it stands to itself; an observatory stands to no party."""
    plot, mentions = read()
    table = [heard(plot, mentions, 0, "sohr"), heard(plot, mentions, 1, "sohr")]
    apart = speaker_features(plot, table, 1, "sohr", (["syr-gov"], []))
    assert "parties:none+nobody" in apart
    own = speaker_features(plot, table, 1, "sohr", (["sohr"], ["syr-gov"]))
    assert "parties:is+none" in own


def told_of(text: str, trigger: int) -> dict[str, set[str]]:
    """By speaker, what is told of how the quotation stands to a word of an act."""
    scene = scene_of(text)
    plot = Plot(scene, [[scene.mentions.triggers[trigger]]])
    plot.kinds = ["shelling"]
    rows = ((m.source, set(spelled(source_features(plot, 0, m)))) for m in scene.mentions.sources)
    return {source: {name for name in names if name.startswith("stands")} for source, names in rows}


def test_where_an_act_stands_to_the_speaker_who_covers_it() -> None:
    """An act before «وفق», one behind «قال إن», and one before a clause of its own with a verb of saying."""
    before = told_of("قصفت المدفعية سراقب، وفق المرصد السوري.", 0)["sohr"]
    assert {"stands+over:before+according+none+1", "stands+opens:before+according+True+1"} <= before
    behind = told_of("قال المرصد السوري إن المدفعية قصفت سراقب.", 0)["sohr"]
    assert "stands+that:after+say+True+0" in behind
    apart = told_of("قصفت المدفعية سراقب، فيما قال المرصد السوري إن النازحين عادوا.", 0)["sohr"]
    assert "stands+over:before+say+while+1" in apart


def test_a_lead_that_the_next_sentence_attributes() -> None:
    """Who speaks in the second sentence covers the lead, and tells its place again or another matter."""
    lead = "قصفت المدفعية منذ ساعات الصباح الأولى أطراف بلدة سراقب الواقعة شرقي إدلب. "
    again = told_of(lead + "وقال المرصد السوري إن القصف ألحق أضرارا بالمنازل في سراقب.", 0)["sohr"]
    assert {"stands:lead", "stands+shared:lead+True+False"} <= again
    other = told_of(lead + "وقال المرصد السوري إن تدمر هادئة.", 0)["sohr"]
    assert "stands+shared:lead+False+False" in other


def test_who_covers_no_word_stands_nowhere() -> None:
    """A speaker of another sentence is told nothing of how his quotation stands to the act."""
    plot, mentions = read()
    told = {m.source: set(spelled(source_features(plot, 0, m))) for m in mentions}
    assert not any(name.startswith("stands") for name in told["sohr"])
