"""Bands that no list has, by the grammar of their names: «جيش تحرير …», «حركة التوحيد و…», «متمردو …», «مقر حزب …»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marsad.lexicon import Hit
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE, LAM

_WAW = "\u0648"
_MOST_BRIDGES, _MOST_ADJECTIVES = 2, 2
_SHORTEST = 3
#: kinds of words that are no names
_NOT_IN_NAMES = ("generic", "people", "follower", "lone", "attacker")
#: how verbs begin and how plurals, adjectives and verbs end, which are no names of peoples and leaders
_VERBS = ("\u062a", "\u064a")
_ENDINGS = ("\u0647", "\u062a", "\u064a\u0646", "\u0648\u0646", "\u0627")


def read_bands(reading: Reading, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Bands by a noun and what they fight for, what they are called after, or whose men they are; parties of politics
    where their seats or followers are told.
    """
    for first in sorted(reading.starts.get("band", {})):
        for what, rule, end in _SORTS:
            head = _of(reading, first, what)
            if head is None or (_is_definite(head) != (what == "definite") and what != "of_nation"):
                continue
            last = end(reading, head)
            if last and not _is_known(reading, named, head, last):
                yield Candidate(first, last, "x:" + without_joined(reading, head, last), rule, hit=head)
                break


def _is_definite(head: Hit) -> bool:
    return head.joined.endswith((ARTICLE, LAM + LAM))


def _is_known(reading: Reading, named: Mapping[int, Candidate], head: Hit, last: int) -> bool:
    """True where a list has a party among the words, other than a land that the name only tells."""
    if any(hit.last > head.last for hit in reading.at("generic", head.first)):
        return True
    inside = {at: named[at] for at in range(head.first, last) if at in named}
    if head.id == "band.armed" and _goes_on(inside.get(head.first), last):
        return False
    return any(at <= head.last or known.last > last or not _is_land(known) for at, known in inside.items())


def _goes_on(known: Candidate | None, last: int) -> bool:
    """True for a known name outside the registry that goes on: «جبهة تحرير مورو» in «جبهة تحرير مورو الإسلامية»."""
    return known is not None and known.rule == "unlisted_name" and known.last < last


def _is_land(known: Candidate) -> bool:
    return known.hit is not None and known.hit.term.text("gate") == "metonym"


def _of(reading: Reading, at: int, what: str) -> Hit | None:
    return next((hit for hit in reading.at("band", at) if hit.id == f"band.{what}"), None)


def _end_with_goal(reading: Reading, head: Hit) -> int:
    """«جبهة تحرير شعب تيغراي», «غرفة عمليات تحرير الموانئ»: what it is for, then a land or people; 0 for others."""
    at, stop = head.last, reading.stop(head.first)
    goal = _of(reading, at, "struggle") if at < stop else None
    if goal is None or goal.joined:
        return 0
    last = _end_of_proper(reading, goal.last, stop)
    return _past_adjectives(reading, last, stop) if last else 0


def _end_of_proper(reading: Reading, at: int, stop: int) -> int:
    """The end of a land's or a people's name, with the words before it that need it («شعب», «إقليم»); 0 for none."""
    for _ in range(_MOST_BRIDGES):
        bridge = _of(reading, at, "bridge") if at < stop else None
        if bridge is None or bridge.joined:
            break
        at = bridge.last
    if at >= stop or not _may_name(reading, at):
        return 0
    lands = (hit.last for kind in ("country", "town") for hit in reading.at(kind, at) if not hit.joined)
    return max((at + 1, *lands))


def _may_name(reading: Reading, at: int) -> bool:
    token = reading.doc.tokens[at]
    if token.kind != "word" or len(token.folded) < _SHORTEST or reading.is_joined_new(at):
        return False
    if any(reading.at(kind, at) for kind in _NOT_IN_NAMES):
        return False
    return all(link.joined or link.id == "link.name_opener" for link in reading.at("link", at))


def _end_of_ideal(reading: Reading, head: Hit) -> int:
    """«لواء التوحيد», «حركة العدل والمساواة», «لجان المقاومة الشعبية»: what they are called after; 0 for others."""
    at, stop = head.last, reading.stop(head.first)
    word = _of(reading, at, "ideal") if at < stop else None
    if word is None or word.joined:
        return 0
    at = word.last
    other = _of(reading, at, "ideal") if at < stop else None
    if other is not None and other.joined == _WAW:
        at = other.last
    return _past_adjectives(reading, at, stop)


def _end_of_two(reading: Reading, head: Hit) -> int:
    """The same of two words or more, for nouns that are no band's alone: «حركة الإنقاذ» may be anybody's."""
    last = _end_of_ideal(reading, head)
    return last if last > head.last + 1 else 0


def _end_of_definite(reading: Reading, head: Hit) -> int:
    """«الجماعة الإسلامية المسلحة», behind fighters «الجبهة الثورية» too: a movement by its adjectives; 0 for others."""
    last = _past_adjectives(reading, head.last, reading.stop(head.first))
    before = head.first - 1
    has_men = before >= 0 and any(hit.last == head.first for hit in reading.at("band", before) if hit.id == "band.men")
    return last if last > head.last + (0 if has_men else 1) else 0


def _past_adjectives(reading: Reading, at: int, stop: int) -> int:
    for _ in range(_MOST_ADJECTIVES):
        quality = _of(reading, at, "quality") if at < stop else None
        is_nation = at < stop and any(hit.joined == ARTICLE for hit in reading.at("nation", at))
        if not is_nation and (quality is None or quality.joined):
            break
        at += 1
    return at


def _end_of_men(reading: Reading, head: Hit) -> int:
    """«متمردو إقليم تيغراي», «ميليشيا راسكامبوني»: fighters, then a people, a land or a leader; 0 for others."""
    last = _end_of_proper(reading, head.last, reading.stop(head.first))
    if not last or any(reading.at(kind, last - 1) for kind in ("group", "nation", "force")):
        return 0
    word = reading.doc.tokens[last - 1].folded
    if head.id == "band.party" and word.startswith(ARTICLE):
        return 0
    return 0 if word.startswith(_VERBS) or word.endswith(_ENDINGS) else last


def _end_of_nation(reading: Reading, head: Hit) -> int:
    """«خلية سورية», «العصابات التشادية»: a band by the adjective of its nation, and by one more; 0 for others."""
    at, stop = head.last, reading.stop(head.first)
    nations = reading.at("nation", at) if at < stop else []
    if not any(hit.joined == (ARTICLE if _is_definite(head) else "") for hit in nations):
        return 0
    quality = _of(reading, at + 1, "quality") if at + 1 < stop else None
    return at + 2 if quality is not None and not quality.joined else at + 1


def _end_of_party(reading: Reading, head: Hit) -> int:
    """«مقر حزب الشعوب الديمقراطي», «أنصار تيار …»: a party of politics where its seat or its followers are told."""
    sentence = reading.doc.sentence_of
    before = (at for at in range(max(0, head.first - 2), head.first) if sentence[at] == sentence[head.first])
    if not any(hit.id == "band.seat" and hit.last == head.first for at in before for hit in reading.at("band", at)):
        return 0
    stop = reading.stop(head.first)
    last = _end_of_ideal(reading, head) or _past_adjectives(reading, head.last, stop)
    return last if last > head.last else _end_of_men(reading, head)


#: which nouns open such names, the rule, and how the name goes on
_SORTS = (
    ("armed", "band_by_goal", _end_with_goal),
    ("called", "band_by_ideal", _end_of_ideal),
    ("ideals", "band_by_ideal", _end_of_two),
    ("definite", "band_by_adjectives", _end_of_definite),
    ("men", "men_of_band", _end_of_men),
    ("of_nation", "band_of_nation", _end_of_nation),
    ("party", "party_with_seat", _end_of_party),
)
