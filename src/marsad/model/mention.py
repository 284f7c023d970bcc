"""Mentions: one thing that the text names, with its span, its token range, and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from marsad.model.report import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named at tokens `[first, last)`; `rule` is the name of the rule that found it.

    `joined` are the letters joined before its first word («ل», «وب», «بال»), folded; "" if none.
    """

    span: Span
    first: int
    last: int
    rule: str
    joined: str = ""


@dataclass(frozen=True, slots=True)
class TriggerMention(Mention):
    """The word or words that state an act.

    `id` is the lexicon id; `type` an event type of the codebook, or a marker (`_result`, `_generic`) for words that
    tell a result or refer back; `form` is `verb`, `passive`, `masdar`, `noun` or `participle`; `status` is `occurred`,
    `planned` or `denied` as far as the words themselves say; `frame` says what part its subject or genitive has in the
    act (`strikes`, `takes`, `dies`, `of_doer`, …: see `event.grammar`).
    """

    id: str = ""
    type: str = ""
    form: str = ""
    weapons: tuple[str, ...] = ()
    frame: str = ""


@dataclass(frozen=True, slots=True)
class CountMention(Mention):
    """So many people suffered a harm: «مقتل ما لا يقل عن 20 عنصراً».

    `harm` is `killed`, `wounded`, `captured`, `missing`, `displaced`, `killed_or_wounded`, or "" for a bare number of
    things; `low` and `high` follow the codebook (None: open); `people` is the lexicon id of the noun counted ("" if
    none); `part` is true for a part of a whole already told («بينهم 9»), `split` where such parts make up the whole
    («وهم 3 جنود ومدنيان»); `others` for «وأصيب أربعة آخرون»; `former` for an earlier toll that the text replaces;
    `harm_at` is the span of the harm word. `victims` is what the noun says of who suffered: an actor id, or `fighters`,
    `soldiers`, `police`, `gunmen`, `attackers`, `tribes`, or "" where it says nothing; tokens `[owner_first,
    owner_last)` name the side («20 عنصراً من قوات النظام»), empty if none. `voice` is how the harm word governs:
    `noun`, `masdar`, `victim` (its subject suffered), `doer` (its object suffered), `both`.
    """

    harm: str = ""
    low: int = 0
    high: int | None = None
    bound: str = "exact"
    people: str = ""
    part: bool = False
    others: bool = False
    harm_at: Span | None = None
    split: bool = False
    former: bool = False
    victims: str = ""
    owner_first: int = 0
    owner_last: int = 0
    voice: str = ""


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A time named by the text, resolved against the publication date: days `start` to `end`, inclusive.

    `granularity` is `day`, `night`, `hours`, `week`, `month`, `part_of_month`, `season`, `year` or `about`; `kind` is
    `point` (when something happened), `since` (a period up to now) or `within` (a total over a period); `year_told` is
    false for a day of a month that leaves its year to be understood.
    """

    start: date = date.min
    end: date = date.min
    granularity: str = "day"
    kind: str = "point"
    year_told: bool = True


@dataclass(frozen=True, slots=True)
class PlaceMention(Mention):
    """A named place, resolved.

    `name` is as in the text without clitics; `lat`, `lon`, `radius_km`, `admin1` as in the codebook (None where not
    located); `place` is the gazetteer id; `parents` are the places named round it that only say where it lies;
    `candidates` are those that lost.
    """

    name: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    admin1: str = ""
    kind: str = ""
    place: str = ""
    parents: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorMention(Mention):
    """A party named by the text, linked: `actor` is a registry id, or `x:` and the words."""

    actor: str = ""
    #: ids that the words name together («قوات النظام والمليشيات الموالية لها» names two)
    also: tuple[str, ...] = ()
    #: true for «التنظيم» or «القوات» standing for a party named before
    is_back_reference: bool = False
    #: registry kind of `actor` (state, rebel, militia, civilian, …), "" for a party outside the registry
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SourceMention(Mention):
    """Somebody quoted: `source` is a registry id or `x:` and the name; `scope` the token range the quotation covers;
    `saying` the lexicon id of the verb or word that says so, `office` that of the speaker's trade or office, "" for
    none.
    """

    source: str = ""
    scope: tuple[int, int] = (0, 0)
    saying: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class WeaponMention(Mention):
    """A means named by the text: `weapon` is a word of the codebook's list; `use` says what the words before it make of
    it: `used` in an act, `lost` (taken, found, destroyed, kept: the means of no act), or "".
    """

    weapon: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one Doc by kind, each list in text order."""

    triggers: tuple[TriggerMention, ...] = field(default=())
    counts: tuple[CountMention, ...] = field(default=())
    dates: tuple[DateMention, ...] = field(default=())
    places: tuple[PlaceMention, ...] = field(default=())
    actors: tuple[ActorMention, ...] = field(default=())
    sources: tuple[SourceMention, ...] = field(default=())
    weapons: tuple[WeaponMention, ...] = field(default=())
