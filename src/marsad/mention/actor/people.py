"""Nouns of people that are other words too: a verb of demanding, a capture, a fate that nobody knows."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.actor.reading import Reading
from marsad.text.clitics import ARTICLE, BA, has_conjunction

#: how many words before «مجهولا» the fate may stand that it tells of
_FATE = 5
#: how many words before a man the word of his harm may stand
_HARM = 3
#: how far from unknown men the shots may stand
_SHOTS = 8
_ALIF = "\u0627"


def who(reading: Reading, hit: Hit) -> str:
    """The party of a noun of people; unknown men are gunmen where shots are told near them, else only unknown."""
    armed = hit.term.text("shooting")
    if not armed:
        return hit.term.text("actor")
    sentence = reading.doc.sentence_of
    near = range(max(0, hit.first - _SHOTS), min(hit.last + _SHOTS, len(sentence)))
    links = (link.id for at in near if sentence[at] == sentence[hit.first] for link in reading.at("link", at))
    return armed if "link.shooting" in links else hit.term.text("actor")


def is_of_people(reading: Reading, hit: Hit) -> bool:
    """False where a noun of people is more likely another word."""
    attrs = hit.term.attrs
    if any(force.last > hit.last for force in reading.at("force", hit.first)):
        return False  # «رجال الشرطة», also where no list has the state whose they are
    if attrs.get("demands"):
        return not _demands(reading, hit)
    if attrs.get("counted"):
        return ARTICLE in hit.joined or _is_counted(reading, hit)
    if attrs.get("harmed"):
        return _is_harmed(reading, hit)
    if attrs.get("describes_words") and _is_of_words(reading, hit):
        return False
    return not (attrs.get("fate") and _tells_fate(reading, hit))


def _demands(reading: Reading, hit: Hit) -> bool:
    """«وطالب نواب …», «طالب بوقف …», «طالب المجلس …»: the verb, not a student."""
    if ARTICLE in hit.joined or hit.number != "one":
        return False
    if has_conjunction(hit.joined):
        return True
    if hit.last >= reading.stop(hit.first):
        return False
    return reading.doc.tokens[hit.last].folded.startswith((BA, ARTICLE))


def _is_of_words(reading: Reading, hit: Hit) -> bool:
    """«تصريحات صحفية», «مؤتمر صحفي»: an adjective of what is said or printed, no journalist."""
    return hit.first > 0 and any(link.id == "link.of_press" for link in reading.at("link", hit.first - 1))


def _is_counted(reading: Reading, hit: Hit) -> bool:
    """«عشر أسر», «مئات الأسر», «أسر كاملة»: families, not a capture."""
    tokens = reading.doc.tokens
    if tokens[hit.last - 1].folded[-2:] != hit.form[-2:]:
        return False
    if any(link.id == "link.of_families" for link in reading.at("link", hit.last)):
        return True
    before = hit.first - 1
    if before < 0 or has_conjunction(hit.joined):
        return False
    if tokens[before].kind == "number" or any(numeral.last == hit.first for numeral in reading.numerals):
        return True
    return any(link.id == "link.several" for link in reading.at("link", before))


def _is_harmed(reading: Reading, hit: Hit) -> bool:
    """«اغتيال ناشط», «خطف مسلحون الشيخ …»: who suffers, behind the word of harm; elsewhere such people mostly speak."""
    sentence = reading.doc.sentence_of
    near = range(max(0, hit.first - _HARM), hit.first)
    links = (link.id for at in near if sentence[at] == sentence[hit.first] for link in reading.at("link", at))
    return "link.harmed" in links


def _tells_fate(reading: Reading, hit: Hit) -> bool:
    """«ما زال مصيرهم مجهولا»: what is unknown is no gunman."""
    if not hit.form.endswith(_ALIF) and reading.doc.tokens[hit.first].folded[-1] != _ALIF:
        return False
    sentence = reading.doc.sentence_of
    return any(
        link.id == "link.fate" and sentence[at] == sentence[hit.first]
        for at in range(max(0, hit.first - _FATE), hit.first)
        for link in reading.at("link", at)
    )
