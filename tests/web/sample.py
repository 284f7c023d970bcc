"""Three invented reports of one incident and of two others, with diacritics and emoji before the evidence."""

from __future__ import annotations

from datetime import date

from marsad.model import CodedReport, DateSpan, Event, Place, Report, Span, Why
from marsad.model.event import Casualty
from marsad.model.incident import Claim, Grade, Incident, Toll

TOWN = Place("السخنة", 34.88, 38.87, 5, "SY-HI")
DESERT = Place("بادية الرصافة", 35.63, 38.76, 50, "SY-RA")

TEXTS = {
    "r1": "😀 نصٌّ مُشَكَّل: قُتِلَ ثلاثة مدنيين\nبقصفٍ على السخنة.",
    "r2": "عاجل 🚨🚨 — مقتل 5 أشخاص بهجوم في السخنة، ونفى مصدر عسكري ذلك.",
    "r3": "وصلت تعزيزات إلى بادية الرصافة <script>alert(1)</script>",
}


def span_of(report: str, words: str) -> Span:
    start = TEXTS[report].index(words)
    return Span(start, start + len(words))


def make_report(name: str, day: int) -> Report:
    return Report(name, f"وكالة {name}", date(2024, 1, day), "عنوان <b>", TEXTS[name])


def make_event(name: str, kind: str, act: str, count: str = "", killed: int = 0, place: Place = TOWN) -> CodedReport:
    act_span = span_of(name, act)
    losses = (Casualty("civilians", "killed", killed, killed),) if killed else ()
    whys = [Why("type", kind, "act_word", act_span, 0.9), Why("places", place.name, "named_place", None, 0.6)]
    if count:
        whys.append(Why("casualties", f"civilians killed {killed}", "count_words", span_of(name, count), 0.8))
    event = Event(
        "e1",
        kind,
        date=DateSpan(date(2024, 1, 2), date(2024, 1, 2)),
        places=(place,),
        initiators=("syr-gov",),
        targets=("civilians",),
        casualties=losses,
        sources=("sohr",),
        evidence=(act_span,),
        why=tuple(whys),
    )
    return CodedReport(name, (event,))


REPORTS = (make_report("r1", 2), make_report("r2", 3), make_report("r3", 4))
CODED = (
    make_event("r1", "shelling", "بقصفٍ", "ثلاثة مدنيين", 3),
    make_event("r2", "shelling", "بهجوم", "5 أشخاص", 5),
    make_event("r3", "deployment", "تعزيزات", place=DESERT),
)


def make_claim(report: str, source: str, day: int, killed: int, stance: str = "asserts") -> Claim:
    harm = "killed" if killed else ""
    side = "civilians" if killed else ""
    return Claim(
        report, "e1", f"وكالة {report}", source, (), date(2024, 1, day), stance, side, harm, killed, killed, killed
    )


CLAIMS = (
    make_claim("r1", "sohr", 2, 3),
    make_claim("r2", "x:ناشط", 3, 5),
    make_claim("r2", "military-source", 3, 0, "denies"),
)
INCIDENTS = (
    Incident(
        id="INC-1",
        members=(("r1", "e1"), ("r2", "e1")),
        type="shelling",
        status="occurred",
        date=DateSpan(date(2024, 1, 2), date(2024, 1, 2)),
        places=(TOWN,),
        initiators=("syr-gov",),
        targets=("civilians",),
        weapons=("artillery",),
        tolls=(Toll("civilians", "killed", 3, 3, 5, "the figure of the first monitor", CLAIMS[:2]),),
        claims=CLAIMS,
        sources=("sohr",),
        claimed_by=(),
        denied_by=("military-source",),
        grade=Grade.CONTESTED,
        grade_rule="somebody denies it",
        witnesses=("sohr", "x:ناشط"),
    ),
    Incident(
        id="INC-2",
        members=(("r3", "e1"),),
        type="deployment",
        status="planned",
        date=None,
        places=(DESERT,),
        initiators=("syr-gov",),
        targets=(),
        weapons=(),
        tolls=(),
        claims=(make_claim("r3", "local-sources", 4, 0),),
        sources=("local-sources",),
        claimed_by=(),
        denied_by=(),
        grade=Grade.WEAK,
        grade_rule="one witness",
        witnesses=("local-sources",),
    ),
)
