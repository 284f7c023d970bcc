"""People of the police, of hospitals and of outlets, and the bodies that such people have."""

from __future__ import annotations

from marsad.lexicon.registry import load_sources, publisher_source
from marsad.mention.source.offices import KIND_OF, POLICE, listed
from marsad.mention.source.persons import person_in
from marsad.mention.source.speaker import OUTLET, Speaker, as_named
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import BA, LAM, WAW

OWN_REPORTER = "own_reporter"
_WRITERS = "journalists"
_MOST_WORDS_OF_NAME = 4


def servant(reading: Reading, index: int, last: int) -> Speaker | None:
    """«ضابط في الشرطة», «مصدر بالمشفى»: unnamed people of the police and of hospitals are sources of a kind, and the
    chief of a police («قائد شرطة …») is quoted by his office.
    """
    is_office = reading.at("source_head", index, "head.role", "head.rank", "head.spokesman", "head.source") is not None
    after = index + 1
    if is_office and (reading.at("quality", after) or reading.at("source_head", after, "head.desk")):
        after += 1
    seat = reading.at("source_head", after, "head.name_of") if after < last else None
    after = seat.last if seat is not None else after
    if not is_office or after >= last or person_in(reading, index, last, []):
        return None
    kind = reading.at("source_head", after, "head.police", "head.hospital", "head.security")
    mention = reading.actors.get(after)
    if kind is None or (mention is not None and mention.actor in POLICE):
        return None
    if kind.id == "head.security" and (
        (mention is not None and mention.kind != "state") or reading.at("office", index, "office.spokesman")
    ):
        return None
    if kind.id == "head.police" and after == index:
        return None
    is_seated = seat is not None or reading.joined_letter(after) == BA
    if is_seated or reading.at("source_head", index, "head.source"):
        return Speaker(KIND_OF[kind.id], index, kind.last, "unnamed_source")
    return None


def police(reading: Reading, index: int, last: int) -> Speaker | None:
    """«الشرطة ومصادر طبية»: the police beside other sources, where it is no party of its own."""
    is_police = reading.at("source_head", index, "head.police") is not None
    if not is_police or index + 1 >= last or reading.joined_letter(index + 1) != WAW:
        return None
    mention = reading.actors.get(index)
    is_party = mention is not None and mention.actor in POLICE
    return None if is_party else Speaker(as_named(reading, index, index + 1), index, index + 1, "unlisted_source")


def hospital(reading: Reading, index: int, last: int) -> Speaker | None:
    """«أحصى مستشفى المدينة», «بحسب المشفى»: a hospital that speaks is a medical source, whatever its name."""
    head = reading.at("source_head", index, "head.hospital")
    if head is None or reading.at("source", index) or index in reading.actors:
        return None
    end = head.last
    while end < min(last, index + _MOST_WORDS_OF_NAME + 1) and reading.doc.tokens[end].kind == "word":
        end += 1
    return Speaker("medical-sources", index, end, "listed_source")


def body_of(reading: Reading, index: int, last: int) -> Speaker | None:
    """«لجنة أطباء السودان», «هيئة الإسعاف»: a body named after people has a name of its own."""
    is_body = reading.at("source_head", index, "head.body", "head.network") is not None
    if not is_body or index + 1 >= last or reading.joined_letter(index + 1) == WAW:
        return None
    inside = listed(reading, index + 1, last)
    entry = load_sources().get(inside.source) if inside is not None else None
    if entry is None or entry.kind != "unnamed":
        return None
    end, most = index + 2, index + _MOST_WORDS_OF_NAME
    while end < min(last, most) and reading.doc.tokens[end].kind == "word":
        most += end + 1 == most and reading.at("according", end, "according.governs") is not None  # «ولاية غرب دارفور»
        end += 1
    return Speaker(as_named(reading, index, end), index, end, "unlisted_source")


def reporter(reading: Reading, index: int, last: int) -> Speaker | None:
    """«مراسل …», «صحافي من وكالة …»: the outlet that is named, or a correspondent."""
    head = reading.at("source_head", index, "head.reporter")
    writer = reading.actors.get(index)
    if head is None and (writer is None or writer.actor != _WRITERS or writer.last != index + 1):
        return None
    after = head.last if head is not None else index + 1
    after += head is None and reading.at("source_head", after, "head.name_of") is not None
    while after < last and reading.is_quote(after):
        after += 1
    is_to = after < len(reading.doc.tokens) and reading.joined_letter(after) == LAM  # «مراسل لوكالة …»
    outlet = listed(reading, after, len(reading.doc.tokens) if is_to else last) if after < last or is_to else None
    if outlet is not None and outlet.rule != OUTLET and (head is not None or _is_press(outlet.source)):
        return Speaker(_of_outlet(reading, after, outlet.source), index, outlet.last, OWN_REPORTER)
    return Speaker("correspondent", index, last, "reporter") if head is not None else None


def _is_press(source: str) -> bool:
    """True for agencies, papers and broadcasters."""
    entry = load_sources().get(source)
    return entry is not None and entry.kind in ("agency", "newspaper", "broadcaster", "local-media")


def _of_outlet(reading: Reading, index: int, outlet: str) -> str:
    """An agency's, a paper's or a channel's own reporter is a correspondent; a local network is quoted by its name."""
    entry, hit = load_sources().get(outlet), reading.at("source", index)
    is_own = outlet == publisher_source(reading.doc.report.publisher)
    is_press = entry is not None and entry.kind != "local-media"
    is_press |= hit is not None and bool(hit.term.attrs.get("press"))
    return "correspondent" if is_own and is_press else outlet
