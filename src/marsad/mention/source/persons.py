"""People who speak: by given name, rank or office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from marsad.lexicon import load_lexicon
from marsad.mention.source.speaker import Speaker, as_named
from marsad.mention.source.vocabulary import Reading
from marsad.model import SourceMention
from marsad.text.clitics import ARTICLE, BA, KAF, LAM, PREPOSITIONS

_WAW, _YA = "\u0648", "\u064a"
#: the last letter of a word that folds like one of origin
_YA_HAMZA = "\u0626"
#: words of a name, and of one whose words are of two («عبد الأمير …»)
MOST_WORDS_OF_NAME, _MOST_OF_NAME = 4, 7
#: strange words before the first given name of a name
_MOST_BEFORE_NAME = 2
_PREPOSITIONS = tuple(PREPOSITIONS)
#: how words end that no foreign name is, as printed: possessive endings and that of an indefinite object
PRONOUNS = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0627\u064b", "\u064b\u0627")
#: «ولايته»: how a word ends that belongs to somebody and opens no name
_OWNED = ("\u062a\u0647", "\u062a\u0647\u0627", "\u062a\u0647\u0645")
#: rules of speakers whose words hold no person's name
_BODIES = ("listed_source", "named_body")
_CLOSING = ("according.that", "according.time", "according.to", "according.continue")


def person_in(reading: Reading, first: int, last: int, found: Sequence[Speaker]) -> Speaker | None:
    """A given name and what follows it: «علي الحسيني», «عبد الأمير الخزرجي»."""
    past = first
    for index in range(first, last):
        if index < past or any(s.first <= index < s.last and s.rule in _BODIES for s in found):
            continue
        if not reading.is_given_name(index) and not (index > first and _follows_rank(reading, index, last)):
            continue
        if index == first + 1 and _names_body(reading, first):
            continue
        if index > first and (_is_seat(reading, index, last) or reading.at("quality", index) is not None):
            past = index + 1 + (index + 1 < last and reading.doc.tokens[index + 1].folded.startswith(ARTICLE))
            continue
        if reading.in_party(index) or (index == first and _opens_office(reading, index)):
            continue
        if index + 1 >= last and reading.at("given_name", index, "name.particle"):
            continue
        listed = reading.at("source", index)
        if listed is not None and listed.term.attrs.get("person") and listed.last <= last:
            return Speaker(listed.term.text("source"), index, listed.last, "named_person")
        if listed is not None and listed.last > index + 1:  # «لبي بي سي»
            continue
        start = _name_start(reading, index, first, found)
        end = _name_end(reading, index, last, index > start)
        if index > first and _is_ranked(reading, end, last):
            continue
        if end - start >= 2:
            return Speaker(as_named(reading, start, end), start, end, "named_person")
    return None


def _names_body(reading: Reading, index: int) -> bool:
    """«منظمة سام للحقوق», «فريق كوردستان العراق»: a body without the article, whose name follows."""
    head = reading.at("source_head", index, "head.called")
    return head is not None and not head.joined.endswith(ARTICLE)


def _opens_office(reading: Reading, index: int) -> bool:
    """«أمين المظالم في …», «خطيب المدينة مولوي …»: an office spelled like a given name; «أمين الجميل إن» is a name."""
    if reading.at("source_head", index, "head.role", "head.rank") is None or index + 1 >= len(reading.doc.tokens):
        return False
    after = reading.doc.tokens[index + 1].folded
    is_place = after.startswith(ARTICLE) and not after.endswith(_YA) and not reading.is_given_name(index + 1)
    return is_place and not closes(reading, index + 2)


def _is_seat(reading: Reading, index: int, last: int) -> bool:
    """«مجلس ناحية قرة تبة رحيم …», «محافظ صلاح الدين عمار …»: what looks like a name is the place of an office; so in a
    listed office («والي غازي عنتاب»).
    """
    office = reading.at("source", index - 1)
    if office is not None and office.last > index + 1 and not office.term.attrs.get("person"):
        return True
    seat = reading.at("office", index - 1, "office.seat")
    seat = seat or reading.at("source_head", index - 1, "head.hospital")
    if seat is None and index > 1 and reading.is_given_name(index - 1):
        seat = reading.at("source_head", index - 2, "head.hospital")
    if seat is not None and not reading.doc.tokens[index - 1].folded.startswith(ARTICLE):
        return True
    before = reading.doc.tokens[index - 1].folded.lstrip(_WAW)
    is_governor = reading.at("office", index - 1, "office.governor") is not None and not before.startswith(ARTICLE)
    return is_governor and any(reading.is_given_name(step) for step in range(index + 2, last))


def _is_ranked(reading: Reading, index: int, last: int) -> bool:
    """«قائد عمليات صلاح الدين الفريق …»: a rank with a name behind what looks like one, which is a place."""
    if index + 1 >= last or reading.at("source_head", index, "head.rank") is None:
        return False
    return reading.doc.tokens[index].folded.startswith(ARTICLE) and reading.is_given_name(index + 1)


def _name_start(reading: Reading, index: int, first: int, found: Sequence[Speaker]) -> int:
    """«مدير الكلية مولى إيدي …», «وزير الداخلية شودري نثار علي …»: one or two strange words between a definite one
    and a given name open the name.
    """
    for start in range(index - 1, max(first, index - 1 - _MOST_BEFORE_NAME), -1):
        if any(s.first <= start < s.last for s in found) or _is_place_of_office(reading, start):
            return index
        is_owned = reading.words(start, start + 1).endswith(_OWNED)
        rank = reading.at("source_head", start - 1, "head.rank")  # «العقيد طيار محمد …»
        is_owned |= rank is not None and rank.last > start
        if reading.at("country", start) is not None or not is_strange(reading, start) or is_owned:
            return index
        if is_definite(reading, start - 1, found):
            return start
        if reading.joined_letter(start) or reading.doc.tokens[start - 1].folded.startswith(_WAW):
            return index
    return index


def _is_place_of_office(reading: Reading, index: int) -> bool:
    """True right behind «رئيس بلدية» or «ولاية»: the word says where somebody holds office."""
    seat = reading.at("office", index - 1, "office.seat")
    office = reading.at("office", index - 2, "office.governor")
    is_named = seat is not None and not seat.joined.endswith(ARTICLE)  # «محافظ المدينة واصب …»: the town is told
    return is_named or (office is not None and office.last == index)


def is_strange(reading: Reading, index: int) -> bool:
    """True for a word without article or conjunction that no lexicon of sources knows and that names no party."""
    token = reading.doc.tokens[index]
    if token.folded.startswith((ARTICLE, LAM + LAM, BA + ARTICLE)) or len(token.folded) < 3:
        return False
    is_joined = reading.joined_letter(index) == _WAW and not has_own_waw(reading, index)
    is_seat = reading.at("office", index, "office.seat") is not None and not reading.is_given_name(index)
    return is_unknown(reading, index) and not (is_joined or is_seat)


def is_unknown(reading: Reading, index: int) -> bool:
    """True for a word that no lexicon of sources knows but as a name, and that names no party."""
    if reading.doc.tokens[index].kind not in ("word", "latin"):
        return False
    is_known = any(reading.at(kind, index) for kind in ("source_head", "quality", "according", "say", "source"))
    is_known = is_known or index in reading.actors or _is_place_or_number(reading, index)
    return reading.is_given_name(index) or not is_known


def _is_place_or_number(reading: Reading, index: int) -> bool:
    """«لبلدة تل رفعت», «سبع جثث»: a word of place without article or a numeral, which opens no name."""
    seat = reading.at("office", index, "office.seat")
    is_seat = seat is not None and not seat.joined.endswith(ARTICLE)
    return is_seat or not _numerals().isdisjoint(reading.doc.tokens[index].keys)


@lru_cache(maxsize=1)
def _numerals() -> frozenset[str]:
    forms = (form for term in load_lexicon("ar", "number").of("number") for form in term.forms)
    return frozenset(form for form in forms if " " not in form)


def is_definite(reading: Reading, index: int, found: Sequence[Speaker]) -> bool:
    """True for a word with the article, a rank, or the last word of a source: a name may follow it."""
    ends = any(s.last == index + 1 for s in found)
    token = reading.doc.tokens[index]
    joined = (ARTICLE, LAM + LAM, BA + ARTICLE, _WAW + ARTICLE)
    is_word = token.folded.startswith(joined) or bool(token.bare) or reading.at("country", index) is not None
    is_seat = index > 0 and reading.at("office", index - 1, "office.governor", "office.seat") is not None
    is_seat &= reading.at("office", index, "office.seat") is None  # «حاكم إقليم ديار بكر»: a place follows
    seat = reading.at("source_head", index, "head.hospital", "head.police")
    if seat is not None and not token.folded.startswith((ARTICLE, BA + ARTICLE, LAM + LAM)):
        return False  # «مستشفى هداسا», «شرطة طوز خورماتو»: a place follows
    return ends or is_word or is_seat or reading.at("source_head", index, "head.rank") is not None


def _name_end(reading: Reading, index: int, last: int, is_begun: bool = False) -> int:
    """Where a name ends: after a surname with the article, and before a strange word that nothing closes."""
    end, units, is_open = index + 1, 1 + is_begun, reading.at("given_name", index, "name.particle") is not None
    last, is_compound = min(last, index + _MOST_OF_NAME), False
    while end < last and units < MOST_WORDS_OF_NAME + is_open and _is_of_name(reading, end):
        if units > 1 and reading.at("according", end, "according.time") is not None:
            break
        is_joined = reading.joined_letter(end) in (_WAW, LAM) and not reading.is_given_name(end)
        is_joined &= not _is_origin(reading, end)
        if not is_open and is_joined and (units > 1 or reading.joined_letter(end) == _WAW):
            break
        particle = reading.at("given_name", end, "name.particle") is not None
        if units > 1 and _opens_office(reading, end):  # «علي شمخاني أمين المجلس …»
            break
        is_definite = reading.doc.tokens[end].folded.startswith(ARTICLE)
        is_third = units > 1 or (is_definite and is_compound)  # «أعلن علاء الدين الحرب»
        if not is_open and not particle and is_third and not _is_surname(reading, end, last):
            break
        is_last = not is_open and not particle and is_definite
        is_compound = particle and is_definite and not is_open  # «صلاح الدين دمرتاش»
        units += not is_open and not is_compound
        is_open = particle and not is_definite
        end += 1
        if is_last and not (end < last and _closes_name(reading, end)):
            break
    return end


def _closes_name(reading: Reading, index: int) -> bool:
    """«وزير الاتصال محند السعيد أوبلعيد الذي»: one more word of a name behind one with the article."""
    if reading.is_given_name(index):
        return closes(reading, index + 1)
    is_end = closes(reading, index + 1) or reading.at("according", index + 1, "according.relative") is not None
    is_bent = is_inflected(reading, index) or bool(reading.joined_letter(index))
    return is_end and is_strange(reading, index) and not is_bent


def _is_origin(reading: Reading, index: int) -> bool:
    """«آصف وزيري إن»: a surname with the ending of origin whose first letter only looks like «and»."""
    token = reading.doc.tokens[index]
    is_whole = token.folded.endswith(_YA) and len(token.folded) > 4 and is_unknown(reading, index)
    is_office = reading.at("office", index) is not None
    return is_whole and not is_office and closes(reading, index + 1)


def _is_surname(reading: Reading, index: int, last: int) -> bool:
    """A third word is of the name if it is a name itself, has a surname's form, or closes the subject."""
    token = reading.doc.tokens[index]
    folded, printed = token.folded, reading.doc.source[token.end - 1]
    if reading.is_given_name(index) or (folded.endswith(_YA) and printed != _YA_HAMZA):
        return True
    if folded.startswith(ARTICLE):  # «أعلن … الطوارئ»: the thing announced may follow the name
        that = reading.at("according", index + 1, "according.that") if index + 1 < len(reading.doc.tokens) else None
        is_that = that is not None and not that.joined.startswith(BA) and that.form[:1] != BA  # «… الدولة بأنها»
        is_name = reading.at("given_name", index) is not None or closes(reading, index + 1)
        is_name |= _is_spokesman(reading, index + 1)
        return bool(is_that or (is_name and reading.at("given_name", index - 1, "name.given", "name.particle")))
    is_end = closes(reading, index + 1) or is_deed(reading, index + 1)
    is_end |= _is_linked(reading, index + 1) and not is_inflected(reading, index)
    is_end |= index + 1 in reading.actors  # «اتهم الوالي محمد تكين أرسلان وحدات …»
    return index + 1 >= last and is_end


def _is_linked(reading: Reading, index: int) -> bool:
    """True at «عن», «الذي», «إلى»: what goes on behind a name or an object."""
    return reading.at("according", index, "according.about", "according.break") is not None


def is_deed(reading: Reading, index: int) -> bool:
    """True at «مقتل», «بدء»: what is announced, and no small word."""
    if index >= len(reading.doc.tokens) or reading.doc.tokens[index].folded.startswith(ARTICLE):
        return False
    is_small = reading.at("according", index, "according.governs", "according.already", "according.unnamed") is not None
    return not is_small and reading.at("according", index, "according.break") is not None


def before_deed(reading: Reading, first: int, end: int, last: int) -> int:
    """«وثق المركز مقتل المواطن صالح …»: where the deed that a body tells begins; whoever is named behind it says
    nothing. An office may have its holder's name there («الناطق باسم خطة فرض القانون قاسم …»).
    """
    is_body = reading.at("source_head", first, "head.body", "head.called") is not None
    if not is_body and reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is not None:
        return last
    deeds = (i for i in range(end, last) if is_deed(reading, i) and not reading.is_given_name(i))
    return next(deeds, last)


def _is_spokesman(reading: Reading, index: int) -> bool:
    """«سيف الدين اللسان المتحدث باسم …»: the office of the one who is named follows."""
    if index >= len(reading.doc.tokens) or reading.joined_letter(index):
        return False
    return reading.at("source_head", index, "head.spokesman") is not None


def closes(reading: Reading, index: int) -> bool:
    """True where what follows a name cannot be part of it: «إن», a verb of saying, punctuation, a word of time."""
    if index >= len(reading.doc.tokens):
        return True
    if reading.is_stop(index) or reading.is_quote(index) or reading.at("according", index, *_CLOSING):
        return True
    if reading.doc.sentence_of[index] != reading.doc.sentence_of[index - 1] or reading.ends_sentence(index):
        return True
    is_outlet = reading.at("source", index) or reading.at("source_head", index, "head.media", "head.reporter")
    is_told = reading.joined_letter(index) == LAM and is_outlet is not None
    return is_told or reading.at("say", index) is not None


def _follows_rank(reading: Reading, index: int, last: int) -> bool:
    """True for a word right after a rank («العميد»), with another behind it, that is no word of office itself."""
    ranks = (reading.at("source_head", start, "head.rank") for start in range(max(0, index - 3), index))
    if index + 1 >= last or not any(rank is not None and rank.last == index for rank in ranks):
        return False
    token = reading.doc.tokens[index]
    is_word = reading.at("according", index) is not None and not (
        reading.at("according", index, "according.talk") is not None and reading.is_given_name(index + 1)
    )  # «العميد خطاب عمر»
    is_known = is_word or reading.at("source_head", index) or reading.at("quality", index)
    return token.kind == "word" and not token.folded.startswith(ARTICLE) and not is_known


def is_inflected(reading: Reading, index: int) -> bool:
    """«لجثته», «بالاختباء», «معظمهم»: a preposition before a word or a pronoun behind it, and no given name."""
    if reading.is_given_name(index):
        return False
    printed, joined = reading.words(index, index + 1), reading.joined_letter(index)
    is_like = joined == KAF and not reading.doc.tokens[index].folded.startswith(KAF + ARTICLE)  # «كيتا»
    return (joined in _PREPOSITIONS and not is_like) or printed.endswith(PRONOUNS)


def has_own_waw(reading: Reading, index: int) -> bool:
    """«توريالاي ويسا», «ويليام»: a word whose first letter is its own, as no article and no given name follows it."""
    rest = reading.doc.tokens[index].folded[1:]
    is_bare = len(rest) > 1 and not rest.startswith((ARTICLE, LAM + LAM))
    return is_bare and not reading.is_given_name(index) and not reading.is_given_name(index - 1)


def _is_of_name(reading: Reading, index: int) -> bool:
    token = reading.doc.tokens[index]
    source = reading.at("source", index)
    is_source = source is not None and not reading.is_surname(source)
    if token.kind != "word" or is_source or token.folded.startswith(BA + ARTICLE):
        return False
    before = reading.at("given_name", index - 1, "name.particle")
    if reading.is_given_name(index) or (before and not reading.doc.tokens[index - 1].folded.startswith(ARTICLE)):
        return True
    word = reading.at("according", index)
    is_word = word is not None and not word.joined.endswith(ARTICLE) and not _is_surname_like_speech(reading, index)
    if is_word or reading.at("say", index) is not None:
        return False
    is_office = reading.at("source_head", index) is not None and reading.at("given_name", index) is None
    return not is_office or _is_name_like_office(reading, index)


def _is_surname_like_speech(reading: Reading, index: int) -> bool:
    """«أنس خطاب أن»: a word of speech between a given name and «أن»."""
    if reading.at("according", index, "according.talk") is None or reading.joined_letter(index):
        return False
    after = index + 1
    is_that = after < len(reading.doc.tokens) and reading.at("according", after, "according.that") is not None
    return is_that and reading.is_given_name(index - 1)


def _is_name_like_office(reading: Reading, index: int) -> bool:
    """«وليد المعلم», «حسن شيخ محمود»: a word of office behind a given name, with the article or before another."""
    is_trade = reading.at("source_head", index, "head.role", "head.rank") is not None
    is_trade &= reading.at("source_head", index, "head.spokesman") is None
    if not is_trade or not reading.is_given_name(index - 1) or reading.joined_letter(index):
        return False
    is_followed = index + 1 < len(reading.doc.tokens) and reading.is_given_name(index + 1)
    is_definite = reading.doc.tokens[index].folded.startswith(ARTICLE)
    is_second = index < 2 or not reading.is_given_name(index - 2)
    is_kunya = index > 1 and reading.at("given_name", index - 2, "name.particle") is not None
    is_end = closes(reading, index + 1) or reading.at("source_head", index + 1, "head.role") is not None
    is_second |= is_kunya and is_end  # «أبو مهدي المهندس»
    return is_followed is not is_definite and is_second


def ranked_person(reading: Reading, first: int, last: int) -> Speaker | None:
    """A rank or office and a name that follow words of place: «قائد الشرطة في المحافظة العميد باسل …»."""
    for index in range(first, last - 1):
        is_rank = reading.at("source_head", index, "head.rank") is not None
        is_role = is_rank or reading.at("source_head", index, "head.role") is not None
        is_seated = index > first and reading.at("source_head", index - 1, "head.name_of") is not None
        is_seated &= reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is not None
        if ((is_role or is_seated) and reading.is_given_name(index + 1)) or (
            is_rank and _follows_rank(reading, index + 1, last)
        ):
            return person_in(reading, index, last, [])
        if index > first + 1 and reading.is_given_name(index) and _closes_office(reading, index, first, last):
            return person_in(reading, index, last, [])
    return None


def _closes_office(reading: Reading, index: int, first: int, last: int) -> bool:
    """«المتحدث باسم غرفة عمليات «…» محمد … أن»: a given name behind a quoted or definite word, closed by «أن»."""
    is_office = reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is not None
    is_behind = reading.is_quote(index - 1) or is_definite(reading, index - 1, [])
    return is_office and is_behind and closes(reading, _name_end(reading, index, last))


def called_person(reading: Reading, first: int, last: int) -> Speaker | None:
    """«أحد السكان ويدعى محمد …», «ناشط قدم نفسه باسم أبو العز»: the name by which a speaker is introduced."""
    for index in range(first, last):
        word = reading.at("according", index, "according.named")
        namely = reading.at("according", index, "according.namely")  # «مسؤول محلي هو إدريس …»
        if namely is not None and index > first and reading.is_given_name(namely.last):
            word = namely if closes(reading, _name_end(reading, namely.last, last)) else word
        if word is not None:
            end = min(word.last + MOST_WORDS_OF_NAME, last)
            person, name = person_in(reading, word.last, end, []), _any_name(reading, word.last, end)
            is_begun = person is not None and name is not None and name.first < person.first < name.last <= person.last
            return name if person is None or is_begun else person  # «يدعى ألب أرسلان …»
    return None


def in_full(found: list[SourceMention], body: int) -> list[SourceMention]:
    """A body or person told by the first words of a name that the report tells in full is the same one; so in a title,
    ahead of the text that starts at `body`.
    """
    full = [m.source for m in found if m.span.start >= body]
    told: list[str] = []
    names: dict[str, str] = {}
    for mention in found:
        source = mention.source
        if source in names or not source.startswith("x:") or " " not in source:
            continue
        longer = [name for name in (told if mention.span.start >= body else full) if name.startswith(source + " ")]
        names[source] = max(longer, key=len) if longer else source
        told.append(source)
    return [replace(m, source=names.get(m.source, m.source)) for m in found]


def _any_name(reading: Reading, first: int, last: int) -> Speaker | None:
    """The strange words right behind «يدعى»."""
    while first < last and reading.is_quote(first):
        first += 1
    is_told = first < last and reading.joined_letter(first) == LAM  # «رفض ذكر اسمه للصحيفة»
    end = first
    while end < last and not is_told and is_unknown(reading, end):
        end += 1
    return Speaker("x:" + reading.words(first, end), first, end, "named_person") if end > first else None
