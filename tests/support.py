"""Where the checkout and the bundled reports are, and the parts of parties as mentions."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from marsad.event.grammar import Grammar
from marsad.model import Doc, Mention
from marsad.pipeline.code import read_scene

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path(str(files("marsad") / "data" / "sample"))


@dataclass(frozen=True, slots=True)
class PartMention(Mention):
    """The part that grammar gives to a party in an act, which is named by its verbatim word."""

    actor: str = ""
    act: str = ""
    part: str = ""


def find_parts(doc: Doc) -> list[PartMention]:
    """The parts of all parties of a report, party by party in text order; parties without a part are left out."""
    scene = read_scene(doc.report)
    grammar = Grammar(scene)
    found = []
    for actor in scene.mentions.actors:
        for act in scene.mentions.triggers:
            part = grammar.part_in([act], actor)
            if part:
                place = actor.span, actor.first, actor.last, "part"
                found.append(PartMention(*place, "", actor.actor, scene.doc.words(act.span), part))
    return found

