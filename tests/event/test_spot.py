"""What the rule says of the places of an act, and what the choice of the one sure place sees of all acts."""

from __future__ import annotations

from dataclasses import replace

from tests.event.reading import scene_of

from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.sites import Look, place_looks, sites_of
from marsad.event.spot import Grounds, Limits, nowhere_features, ruled, spot_features

TEXT = (
    "شهدت محافظة إدلب تصعيدا، وقصفت طائرات مدينة سراقب. "
    "وهاجم مسلحون حاجزا في تدمر والسخنة، وقتل جندي في انفجار عبوة."
)
LIMITS = Limits(0.2, 0.3, 0.6)


def read(*chances: dict[str, float]) -> tuple[Plot, Grounds, dict[str, int]]:
    """The acts of the text with the chances of the named places for each; all other places are as good as excluded."""
    scene = scene_of(TEXT)
    triggers = scene.mentions.triggers
    sentences = sorted({scene.sentence(t) for t in triggers})
    plot = Plot(scene, [[t for t in triggers if scene.sentence(t) == sentence] for sentence in sentences])
    plot.kinds = ["airstrike", "attack"]
    at = {site[0].name: n for n, site in enumerate(sites_of(scene).mentions)}
    rows = [[row.get(name, 0.01) for name in at] for row in chances]
    looks = [first_looks(scene, row) for row in rows]
    reasons = [ruled(scene, look, row, LIMITS) for look, row in zip(looks, rows, strict=True)]
    return plot, Grounds(looks, rows, reasons), at


def first_looks(scene: Scene, row: list[float]) -> list[Look]:
    """First looks at places from a chance for each."""
    owner = sites_of(scene).owner
    return place_looks(scene, [row[owner[id(mention)]] for mention in scene.mentions.places])


def test_the_rule_takes_lists_and_narrower_places() -> None:
    """What stands in one list with the likeliest is taken, and of a town and its province the town."""
    _, grounds, at = read({"سراقب": 0.5, "محافظة إدلب": 0.7}, {"تدمر": 0.7, "السخنة": 0.35, "سراقب": 0.4})
    assert grounds.reasons[0][at["سراقب"]] == "narrower"
    assert grounds.reasons[0][at["محافظة إدلب"]] == "outdone"
    assert grounds.reasons[1][at["السخنة"]] == "listed"
    assert grounds.reasons[1][at["سراقب"]] == "apart"
    assert grounds.taken[1] == {at["تدمر"], at["السخنة"]}


def test_other_acts_and_ways_are_seen() -> None:
    """Which act has the place by the rule, how far it lies from the place of the act before, and the act's own places.
    """
    plot, grounds, at = read({"سراقب": 0.9}, {"تدمر": 0.7, "سراقب": 0.3})
    own = spot_features(plot, grounds, 1, at["تدمر"], "attack")
    other = spot_features(plot, grounds, 1, at["سراقب"], "attack")
    assert own["own:<4+True"] == own["taken_by:0"] == own["km_before:<500"] == 1.0
    assert other["before:True"] == other["km_before:same"] == other["taken_by:1"] == 1.0
    assert "carried:True+>=60" in other
    assert own["claim_margin"] > 0 > other["claim_margin"]


def test_nowhere_knows_the_best_place() -> None:
    """«The report tells no place» sees how likely the likeliest place is."""
    plot, grounds, _ = read({"سراقب": 0.9}, {"تدمر": 0.1})
    sure, unsure = (nowhere_features(plot, grounds, number, "attack") for number in (0, 1))
    assert sure["none_top"] > 0 > unsure["none_top"]


def test_a_place_whose_first_mention_tells_no_land() -> None:
    """The likeliest mention of a place may lie in a land that no first mention of a place lies in."""
    plot, grounds, at = read({"سراقب": 0.9}, {"تدمر": 0.7})
    place = at["سراقب"]
    looks = [[*row] for row in grounds.looks]
    looks[0][place] = replace(looks[0][place], mention=replace(looks[0][place].mention, admin1="IQ-AN"))
    told = spot_features(plot, Grounds(looks, grounds.chances, grounds.reasons), 0, place, "airstrike")
    assert told["land_share"] == 0.0
    assert told["main_land:False"] == 1.0
