"""Which observatory «المرصد» is: the Syrian one, save where a report names another."""

from __future__ import annotations

from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import ARTICLE


def has_other_observatory(reading: Reading) -> bool:
    """True where a report names an observatory that is not the Syrian one («المرصد العراقي لحقوق الإنسان»)."""
    names = [step for step in range(len(reading.doc.tokens) - 1) if reading.at("source", step, "sohr.bare")]
    full = any(reading.at("source", step, "sohr") for step in range(len(reading.doc.tokens)))
    return not full and any(_is_qualified(reading, step) for step in names)


def _is_qualified(reading: Reading, index: int) -> bool:
    """«المرصد العراقي لحقوق …», «مرصد الأزهر»: an observatory told by an adjective or an owner."""
    after = reading.doc.tokens[index + 1].folded
    return after.startswith(ARTICLE) and reading.at("say", index + 1) is None
