"""Whose force a bare noun tells («الجيش», «الشرطة», «السلطات»): a learned choice among the lands of the report.

What a setting by fixed weights says is one vote; where each land is told last, in the sentence, in the headline and
among the places, and which arm is told, are others. `eval/lands.py` learns what each weighs.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from marsad.lexicon import Hit
from marsad.mention.actor.choice import step, weights_of
from marsad.mention.actor.context import ABROAD, Cue
from marsad.mention.actor.reading import Reading

#: edges of words and of sentences between a land and the noun
_WORDS, _SENTENCES = (2, 5, 10, 20), (1, 2, 3, 5, 9)
#: added to a share before its logarithm is taken
_LEAST = 0.01


def land_of(reading: Reading, head: Hit, arm: str, among: Collection[str], speaks: str = "") -> str:
    """The likeliest country of a force told by a bare noun, of those given, "" where nothing speaks for one.

    `speaks` is the country whose army or ministry tells of it, "" if none does. General words for parties («الفصائل»)
    ask with the arm `name`.
    """
    weights = weights_of("land")
    lands = sorted(lands_told(reading, head, among, speaks))
    if len(lands) < 2:
        return lands[0] if lands else ""

    def sum_of(land: str) -> float:
        told = land_features(reading, head, arm, land, speaks)
        return math.fsum(weights[name] * value for name, value in told.items() if name in weights)

    return max(lands, key=sum_of)


def lands_told(reading: Reading, head: Hit, among: Collection[str], speaks: str) -> set[str]:
    """The countries that a report speaks of up to a noun, or of which it names places, of those given."""
    scores = reading.setting.scores_at(head.first)
    told = {land for land, score in scores.items() if score > 0} | {land for _, land in reading.places} | {speaks}
    return {land for land in told if land in among}


def land_features(reading: Reading, head: Hit, arm: str, land: str, speaks: str) -> dict[str, float]:
    """Features of a country for being that of the noun, with their values."""
    sort = "abroad" if land in ABROAD else "home"
    scores = reading.setting.scores_at(head.first)
    share = scores.get(land, 0.0) / (sum(scores.values()) or 1.0)
    first = max(scores, key=lambda one: scores[one], default="")
    found = {
        "share": share,
        f"share+{sort}": share,
        "share_log": math.log(share + _LEAST),
        "share_of_best": scores.get(land, 0.0) / (max(scores.values(), default=0.0) or 1.0),
        "best": float(land == first),
        f"best+{sort}": float(land == first),
        "speaks": float(land == speaks),
        "publisher": float(land in reading.publisher),
        f"publisher+{sort}": float(land in reading.publisher),
    }
    names = [sort, f"land:{land}"]
    for told in (f"head:{head.id}", f"arm:{arm}"):
        names += [f"{told}+{sort}", f"{told}+{land}"]
    names += _cued(reading, head, land, sort)
    names += _placed(reading, head, land, sort)
    found |= _shares(reading, land, sort)
    return found | dict.fromkeys(names, 1.0)


def _shares(reading: Reading, land: str, sort: str) -> dict[str, float]:
    """How much of what the report says of lands, and of its places, is this one's."""
    own = sum(cue.country == land for cue in reading.cues) / (len(reading.cues) or 1)
    places = sum(told == land[:2] for _, told in reading.places) / (len(reading.places) or 1)
    return {"cues": own, f"cues+{sort}": own, "places": places, f"places+{sort}": places}


def _cued(reading: Reading, head: Hit, land: str, sort: str) -> Iterator[str]:
    """Where words of the land stand: in the sentence, in the headline, last before the noun."""
    sentence_of, sentences = reading.doc.sentence_of, reading.doc.sentences
    here = sentence_of[head.first]
    own = [cue for cue in reading.cues if cue.country == land and cue.index != head.first]
    near = [cue for cue in own if sentence_of[cue.index] == here]
    before, after = [c for c in near if c.index < head.first], [c for c in near if c.index > head.first]
    for side, cue in (("before", before[-1] if before else None), ("after", after[0] if after else None)):
        if cue is not None:
            yield f"cue_{side}+{sort}"
            yield f"cue_{side}:{step(abs(cue.index - head.first), _WORDS)}"
            yield f"cue_{side}:{cue.sort}+{sort}"
    for kind in ("cue", "force", "band"):
        told = [cue for cue in reading.cues if cue.index < head.first and kind in ("cue", cue.sort)]
        if told and told[-1].country == land:
            yield f"last_{kind}"
            yield f"last_{kind}+{sort}"
            yield f"last_{kind}:{step(here - sentence_of[told[-1].index], _SENTENCES)}"
    yield from _told_before(here, [c for c in own if not sentences[sentence_of[c.index]].is_title], sentence_of, sort)
    if any(sentences[sentence_of[cue.index]].is_title for cue in own):
        yield "in_title"
        yield f"in_title+{sort}"
    for kind in sorted({cue.sort for cue in own}):
        yield f"any:{kind}+{sort}"


def _told_before(here: int, own: list[Cue], sentence_of: tuple[int, ...], sort: str) -> Iterator[str]:
    """How many sentences before the noun the land is told last."""
    before = [sentence_of[cue.index] for cue in own if sentence_of[cue.index] < here]
    yield f"told:{step(here - before[-1], _SENTENCES) if before else 'never'}+{sort}"


def _placed(reading: Reading, head: Hit, land: str, sort: str) -> Iterator[str]:
    """Whether places of the land are named: in the sentence, last before the noun, first in the report."""
    sentence_of, whole = reading.doc.sentence_of, land[:2]
    here = [told for at, told in reading.places if sentence_of[at] == sentence_of[head.first]]
    among = "none" if not here else "no" if whole not in here else "only" if len(set(here)) == 1 else "some"
    yield f"place_here:{among}"
    yield f"place_here:{among}+{sort}"
    before = [(at, told) for at, told in reading.places if at < head.first]
    if before and before[-1][1] == whole:
        yield f"last_place+{sort}"
        yield f"last_place:{step(sentence_of[head.first] - sentence_of[before[-1][0]], _SENTENCES)}"
    if reading.places and reading.places[0][1] == whole:
        yield f"first_place+{sort}"
    yield f"any_place:{any(told == whole for _, told in reading.places)}+{bool(reading.places)}"
