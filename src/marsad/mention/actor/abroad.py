"""Names of arms that many states have («أمن الدولة», «القوات النظامية») in a text about another state."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import state_arm
from marsad.text.clitics import CONJUNCTIONS


def read_abroad(reading: Reading, hit: Hit) -> Candidate | None:
    """The arm of the state whose adjective stands behind the name, or which the text is about; None at home.

    The lexicon tells with `home` whose arm the name means where nothing else is told, and with `arm` which arm it is;
    with `only_home` it is no party elsewhere («وزارة الدفاع الوطني» of Algeria).
    """
    home = hit.term.text("home")
    nation = next(iter(reading.at("nation", hit.last)), None) if hit.last < reading.stop(hit.first) else None
    if nation is not None and not nation.joined.startswith(tuple(CONJUNCTIONS)):
        country, last = nation.term.text("country"), nation.last
    else:
        country, last = reading.setting.home_at(hit.first), hit.last
        if reading.setting.speaks_of(hit.first, home):
            return None
    if not country or country[:2] == home:
        return None
    arm = hit.term.text("arm") or "gov"
    actor = hit.term.text("in_" + country)
    if not actor and hit.term.attrs.get("only_home"):
        return Candidate(hit.first, last, "", "name_abroad", hit=hit)
    actor = actor or state_arm(country, arm, reading.day) or state_arm(country[:2], arm, reading.day)
    if not actor or actor == "x":
        actor = "x:" + without_joined(reading, hit, last)
    return Candidate(hit.first, last, actor, "name_abroad", hit=hit)


