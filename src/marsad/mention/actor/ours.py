"""The first person of a statement: «قواتنا», «مقاتلونا», «جنودنا» are of the party that speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.voiced import that_before

#: «نا» joined behind a noun
_OUR = "\u0646\u0627"
_NUN, _ALIF = "\u0646", "\u0627"
#: sound plurals, which lose their last letter before «نا»
_PLURALS = ("\u0648\u0646", "\u064a\u0646")
_VOICE = "link.party_voice"
_ARMED = frozenset({"state", "rebel", "militia", "coalition"})
#: how many sentences a statement may go on behind the words that tell whose it is
_REACH = 6
#: rules that only guess whose forces a bare noun tells
_GUESSED = ("force_of_setting", "name_by_country")


def ours(reading: Reading, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Men, forces and posts with «نا» behind them, where the report tells which party speaks."""
    for kind in ("people", "force"):
        for first, hits in sorted(reading.starts.get(kind, {}).items()):
            known = named.get(first)
            if known is None or known.rule in _GUESSED:
                candidate = _of_speaker(reading, hits[0], named)
                if candidate is not None:
                    yield candidate


def _of_speaker(reading: Reading, head: Hit, named: Mapping[int, Candidate]) -> Candidate | None:
    """A noun of the party told last to speak before it, else of the one that signs."""
    if not _is_ours(reading.doc.tokens[head.last - 1].folded, head):
        return None
    speaking = [c for c in named.values() if kind_of(c.actor) in _ARMED and speaks(reading, c)]
    sentence = reading.doc.sentence_of
    before = [c for c in speaking if 0 <= sentence[head.first] - sentence[c.first] <= _REACH and c.first < head.first]
    speaker = max(before, key=lambda c: c.first, default=None) or min(
        (c for c in speaking if c.first > head.first), key=lambda c: c.first, default=None
    )
    if speaker is None or _is_strangers(reading, head, speaker):
        return None
    return Candidate(head.first, head.last, speaker.actor, "men_of_speaker", (), head, is_back_reference=True)


def _is_ours(word: str, head: Hit) -> bool:
    """True for «قواتنا» and «مقاتلينا»; «مواطنا» and «سكانا» end so of themselves, as «مواطننا» and «سكاننا» do not."""
    form = head.form.rpartition(" ")[2]
    bare = form[:-1] if form.endswith(_OUR) else form
    is_plural = head.number == "many" and bare.endswith(_PLURALS)
    is_its_own = bare.endswith(_NUN) and word.endswith(bare + _ALIF) and not is_plural
    return word.endswith(_OUR) and not is_its_own


def _is_strangers(reading: Reading, head: Hit, speaker: Candidate) -> bool:
    """«قال وزير الدفاع الصومالي إن قواتنا …»: a nationality before «أن» tells that somebody else speaks here."""
    first = reading.doc.sentences[reading.doc.sentence_of[head.first]].first
    that = that_before(reading, head.first)
    return speaker.first < first and any(reading.at("nation", at) for at in range(first, that))


def speaks(reading: Reading, candidate: Candidate) -> bool:
    """True where the words right before a party tell that it speaks: «أعلنت …», «الناطق باسم …», «بيان لـ…»."""
    first = max(0, candidate.first - 4)
    links = (hit for at in range(first, candidate.first) for hit in reading.at("link", at))
    return any(hit.id == _VOICE and hit.last == candidate.first for hit in links)
