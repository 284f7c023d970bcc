"""Where the subject of a verb of saying starts and ends."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.lexicon.registry import load_sources
from marsad.mention.source.people import opens_people
from marsad.mention.source.persons import is_unknown
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import ARTICLE, BA, CONJUNCTIONS, LAM, PREPOSITIONS

_MOST_TO_THAT = 20
_YA = "\u064a"
_HAMZA_BELOW = "\u0625"
#: words of a subject at most, and of that of a verb whose object follows («اتهم فلان حكومة فلان»)
_MOST_OF_SUBJECT, _MOST_BEFORE_OBJECT = 12, 9
#: words, with quote marks, from the first of a party's name to one inside it
_LONGEST_PARTY = 7
#: «ل» before an outlet in quote marks, with and without its stretching stroke
_TO = (LAM, LAM + "\u0640")
_ENDS = (
    "according.break",
    "according.about",
    "according.that",
    "according.to",
    "according.continue",
    "according.with_verb",
    "according.led",
)
_TOLD = ("head.reporter", "head.media", "head.same")
#: quote marks that open what is said
_OPENING = frozenset('"\u00ab\u201c')
#: the verb whose noun («رصد») is in the names of monitors
_DOCUMENT = "say.document"
#: the verb that is written like «between»
_BETWEEN = "say.show"
#: verbs of facts: «أن» may follow a long subject
_ASSERTING = (_BETWEEN, "say.hint")
#: words with which a subject may open
_HEADS = (
    "head.official", "head.owned", "head.spokesman", "head.role", "head.rank", "head.body", "head.media", "head.source",
)  # fmt: skip
_PREPOSITIONS = tuple(PREPOSITIONS)
_SEATED = ("head.source", "head.spokesman", "head.role", "head.rank")


def past_time(reading: Reading, index: int, last: int) -> int:
    """The token after words of time between a verb and its subject: «أعلن أمس الأربعاء مسؤول»."""
    whom = reading.at("according", index, "according.to_whom") if index < last else None
    start = index + (whom is not None and not whom.joined)
    while start < last and start - index < 4 and reading.at("according", start, "according.time"):
        start += 1
    return past_outlet(reading, start, last)


def past_object(reading: Reading, index: int, last: int) -> int:
    """«أكد هذه الحصيلة مسؤول»: past what is confirmed, where a speaker follows it."""
    hit = reading.at("according", index, "according.object") if index < last else None
    if hit is None or hit.joined not in ("", ARTICLE):
        return index
    return hit.last if opens_subject(reading, hit.last, last) else index


def past_statement(reading: Reading, index: int, last: int) -> int:
    """«ذكر بيان لوزارة …»: past a statement, where the body whose it is follows; a party's is left to its office."""
    hit = reading.at("according", index, "according.passed") if index + 1 < last else None
    if hit is None or hit.last >= last:
        return index
    is_owned = reading.joined_letter(hit.last) == LAM and hit.last not in reading.actors
    is_body = reading.at("source", hit.last) or reading.at("source_head", hit.last, "head.body", "head.police")
    return hit.last if is_owned and is_body else index


def past_outlet(reading: Reading, index: int, last: int) -> int:
    """«أفاد «الرياض» مصدر»: past an outlet in quote marks that is told, where a source follows it."""
    if index + 1 < last and reading.doc.tokens[index].folded in _TO and reading.is_quote(index + 1):
        index += 1
    told = reading.at("source", index) if index < last and reading.joined_letter(index) == LAM else None
    if told is not None and _is_outlet(told) and opens_subject(reading, told.last, last):
        return told.last  # «قال لفرانس برس مسؤول»
    if index >= last or not reading.is_quote(index):
        return index
    closing = next((i for i in range(index + 1, min(index + 5, last)) if reading.is_quote(i)), last)
    after = closing + 1
    is_linked = after < last and reading.at("source_head", after, "head.name_of") is not None
    if after < last and not is_linked and (reading.at("source", after) or reading.at("source_head", after)):
        return after
    return index


def that_soon(reading: Reading, verb: Hit, last: int) -> bool:
    """True if «أن» follows within a few words, or later behind somebody who may speak: tells «بيّن أن» from the
    preposition spelled alike.
    """
    index = verb.last
    if any(is_that(reading, step, last) for step in range(index, min(index + 5, last))):
        return True
    if verb.id not in _ASSERTING or not opens_subject(reading, past_time(reading, index, last), last):
        return False
    for step in range(index, min(index + _MOST_TO_THAT, last)):
        if is_that(reading, step, last):
            return True
        if reading.at("say", step) or (verb.id == _BETWEEN and reading.is_stop(step)):
            return False
    return False


def excepted(reading: Reading, index: int, last: int) -> bool:
    """True if a word such as «except» follows soon: «لم يعترف الجيش إلا بمقتل» says something."""
    return any(reading.at("according", step, "according.except") for step in range(index, min(index + 8, last)))


def opens_subject(reading: Reading, start: int, last: int) -> bool:
    """True where a speaker may begin: a name, an office, a body, a source or a party, and no preposition before it."""
    while start < last and reading.is_quote(start):
        start += 1
    if start >= last or (reading.joined_letter(start) in _PREPOSITIONS and not reading.is_given_name(start)):
        return False
    is_head = reading.at("source_head", start, *_HEADS) or reading.at("source", start)
    return bool(is_head) or reading.is_given_name(start) or start in reading.actors


def segment(reading: Reading, index: int, last: int) -> int:
    while index < last and not reading.is_stop(index):
        index += 1
    return index


def is_that(reading: Reading, index: int, last: int) -> bool:
    return index < last and reading.at("according", index, "according.that") is not None


def subject(reading: Reading, first: int, last: int, takes_ba: bool = False) -> tuple[int, int]:
    """Where the subject of a verb of saying ends, and where what is said begins."""
    that = next(
        (i for i in range(first, min(first + _MOST_TO_THAT, last)) if reading.at("according", i, "according.that")),
        last,
    )
    end = first
    most = _MOST_BEFORE_OBJECT if takes_ba else _MOST_OF_SUBJECT
    while end < last and end - first < most and not _ends_subject(reading, end, first, takes_ba):
        end += 1
    if that < last:
        return end, that
    stop = end
    while stop < last and stop - first < _MOST_TO_THAT and not (reading.is_stop(stop) or reading.ends_sentence(stop)):
        stop += 1
    return end, stop


def _is_whole_name(reading: Reading, index: int) -> bool:
    """True for «لندن», whose first letter is no preposition."""
    known = (reading.at(kind, index) for kind in ("country", "source"))
    return any(hit is not None and not hit.joined and hit.form.startswith(LAM) for hit in known)


def _ends_subject(reading: Reading, index: int, first: int, takes_ba: bool) -> bool:
    token = reading.doc.tokens[index]
    if reading.is_stop(index) or reading.ends_sentence(index):
        return True
    if token.kind == "number":
        return not (_inside_party(reading, index, first) or _inside_listed(reading, index, first))
    verb = reading.at("say", index)
    if verb is not None and index > first and not verb.term.attrs.get("weak") and not reading.is_given_name(index):
        return verb.id != "say.show" and not (verb.id == _DOCUMENT and _is_of_name(reading, index))
    if reading.is_quote(index):
        is_opening = index > first and token.folded in _OPENING and not _quotes_name(reading, index)
        return is_opening and reading.at("source", index + 1) is None and not _inside_listed(reading, index, first)
    if opens_people(reading, index, first):
        return False
    if takes_ba and _is_accused(reading, index, first):
        return True
    deed = reading.at("according", index, "according.deed", "according.object")
    if deed is not None and deed.joined in ("", ARTICLE) and _is_closed(reading, index, first):
        return not _inside_listed(reading, index, first)
    hit = reading.at("according", index, *_ENDS)
    if hit is not None and (not hit.joined or hit.joined[0] in CONJUNCTIONS or hit.joined == BA):
        if reading.is_given_name(index) or _opens_seat(reading, index, first) or _is_office(reading, index, hit):
            return False
        return not (_inside_listed(reading, index, first) or _inside_party(reading, index, first))
    joined = reading.joined_letter(index)
    if takes_ba and _opens_by_ba(reading, index, first):
        is_whole = token.folded.startswith(BA + ARTICLE) or reading.is_given_name(index)
        return not (is_whole or _is_that_by_ba(reading, index))
    is_of_name = _is_whole_name(reading, index) or _inside_party(reading, index, first)
    if joined != LAM or index == first or is_of_name or _ends_press(reading, index, first):
        return False
    before = (reading.at("source", start) for start in range(max(first, index - 4), index))
    if any(hit is not None and hit.last > index for hit in before):
        return False
    told = reading.at("source", index)
    if told is not None and not told.term.attrs.get("outlet") and _is_of_office(reading, index, first):
        return False
    return (told is not None and _may_be_told(told)) or reading.at("source_head", index, *_TOLD) is not None


def _opens_by_ba(reading: Reading, index: int, first: int) -> bool:
    """True for a word with «ب» that opens what somebody is accused of, and is of no name: «اتهمت «بركان …» قوات …»."""
    if reading.joined_letter(index) != BA or index <= first:
        return False
    is_of = reading.at("source_head", index, "head.name_of") is not None
    is_surname = is_unknown(reading, index) and index + 1 in reading.actors and reading.is_given_name(index - 1)
    is_quoted = reading.is_quote(index - 1) and index in reading.actors
    return not (is_of or is_quoted or is_surname or _inside_listed(reading, index, first))


def _is_accused(reading: Reading, index: int, first: int) -> bool:
    """«اتهم الرئيس الأوكراني بترو بوروشنكو روسيا»: a party right behind the name of who holds an office."""
    party = reading.actors.get(index)
    if index < first + 3 or party is None or party.joined:
        return False
    is_office = reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is not None
    folded = reading.doc.tokens[index].folded
    is_origin = folded.startswith(ARTICLE) and folded.endswith(_YA)  # «عبدالملك الحوثي»
    is_behind = is_unknown(reading, index - 1) and is_unknown(reading, index - 2)
    return is_office and is_behind and not is_origin and not reading.in_party(index)


def _is_of_name(reading: Reading, index: int) -> bool:
    """«منظمة رصد الجرائم», «مكتب توثيق الشهداء»: a noun spelled like a verb right behind a body without the article."""
    body = reading.at("source_head", index - 1, "head.body", "head.called")
    return body is not None and not body.joined.endswith(ARTICLE) and not reading.joined_letter(index)


def _is_that_by_ba(reading: Reading, index: int) -> bool:
    """«أفاد … باريغي باهوكو بأن»: where «بأن» follows before any stop, no other word opens what is told."""
    for step in range(index + 1, min(index + _MOST_OF_SUBJECT, len(reading.doc.tokens))):
        hit = reading.at("according", step, "according.that")
        if hit is not None:
            return reading.doc.tokens[step].folded.startswith(BA)
        if reading.is_stop(step) or reading.at("say", step) is not None:
            return False
    return False


def _is_closed(reading: Reading, index: int, first: int) -> bool:
    """«وزير العدل … توقيف», «تبنى داعش اغتيال»: behind a definite word, a name or a party a deed may follow; «لجنة فتح
    الطرق» is a name.
    """
    if any(mention.last == index and mention.first >= first for mention in reading.actors.values()):
        return True
    for before in range(index - 1, first - 1, -1):
        if reading.at("source_head", before, "head.name_of") is not None:
            return False
        if reading.doc.tokens[before].folded.startswith((ARTICLE, LAM + LAM)) or reading.is_given_name(before):
            return True
    return False


def _is_of_office(reading: Reading, index: int, first: int) -> bool:
    """True right behind an office, save at an outlet: «الأمين العام للصليب الأحمر» tells the body nothing."""
    ids = ("head.role", "head.rank", "head.spokesman")
    heads = (reading.at("source_head", step, *ids) for step in range(first, index))
    told = reading.at("source", index)
    entry = load_sources().get(told.term.text("source") or told.id) if told is not None else None
    is_media = entry is not None and entry.kind not in ("official", "organisation", "monitor")
    is_party = told is not None and entry is None  # «المنسق الإنساني للأمم المتحدة»
    is_party &= reading.at("source_head", first, *ids) is not None
    return not is_media and (is_party or any(head is not None and head.last == index for head in heads))


def _ends_press(reading: Reading, index: int, first: int) -> bool:
    """True right behind a press office: «المكتب الإعلامي لوزارة …» names whose it is."""
    heads = (reading.at("source_head", start, "head.press") for start in range(max(first, index - 4), index))
    return any(head is not None and head.last == index for head in heads)


def _may_be_told(hit: Hit) -> bool:
    """False for ministries and armies, which have an office («المتحدث الرسمي لوزارة …») and are told nothing."""
    entry = load_sources().get(hit.term.text("source") or hit.id)
    return not hit.id.startswith("ministry.") and (entry is None or entry.kind not in ("official", "organisation"))


def _is_outlet(hit: Hit) -> bool:
    """True for an agency, a paper or a channel, with an id or without one."""
    entry = load_sources().get(hit.term.text("source") or hit.id)
    is_media = entry is not None and entry.kind in ("agency", "newspaper", "broadcaster", "local-media")
    return is_media or bool(hit.term.attrs.get("outlet"))


def _is_office(reading: Reading, index: int, hit: Hit) -> bool:
    """True for «والي المدينة», whose first letter is no conjunction, and for «إمام المسجد», which is not «in front»."""
    head = reading.at("source_head", index, "head.role", "head.rank")
    if head is not None and reading.doc.source[reading.doc.tokens[index].start] == _HAMZA_BELOW:
        return True
    return bool(hit.joined) and head is not None and not head.joined


def _quotes_name(reading: Reading, index: int) -> bool:
    """True at a quote mark round a name: it follows a noun that stands for a body or office, and closes soon."""
    if reading.at("source_head", index - 1) is None:
        return False
    ahead = range(index + 1, min(index + 10, len(reading.doc.tokens)))
    return next((reading.is_quote(i) for i in ahead if reading.is_quote(i) or reading.is_stop(i)), False)


def _opens_seat(reading: Reading, index: int, first: int) -> bool:
    """«في» right after a source or an office says where it sits: «مصدر في المقاومة»."""
    if index <= first or reading.at("source_head", index, "head.name_of") is None:
        return False
    if reading.at("according", index + 1, "according.talk") is not None:  # «المصدر في حديث ل…»
        return False
    before = index - 1
    return reading.at("quality", before) is not None or reading.at("source_head", before, *_SEATED) is not None


def _inside_party(reading: Reading, index: int, first: int) -> bool:
    """True for the number of a unit and in a name: «الفرقة 19», «حركة 23 مارس», «تنظيم «…» الموالي ل…»."""
    parties = (reading.actors.get(start) for start in range(max(first, index - _LONGEST_PARTY), index))
    return any(party is not None and party.last > index for party in parties)


def _inside_listed(reading: Reading, index: int, first: int) -> bool:
    """True where a word such as «في» or a number stands inside a listed name («مصدر في الشرطة», «القناة 12»)."""
    for start in range(max(first, index - 4), index + 1):
        hit = reading.at("source", start)
        if hit is not None and hit.last > index:
            return True
        head = reading.at("source_head", start, "head.role", "head.rank")
        if head is not None and start < index < head.last:
            return True
        mention = reading.actors.get(start)
        if mention is not None and mention.last > index > start:
            return True
    return False
