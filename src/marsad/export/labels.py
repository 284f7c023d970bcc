"""Names and words that people read, in Arabic and in English."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from marsad.model import DateSpan

LANGS = ("ar", "en")

#: one thing said in both languages
Said = Mapping[str, str]

#: an id made of a name
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FAMILY = {
    "attack": "ground",
    "armed_clash": "ground",
    "targeted_killing": "ground",
    "execution": "ground",
    "airstrike": "fire",
    "drone_strike": "fire",
    "shelling": "fire",
    "bombing": "bomb",
    "suicide_bombing": "bomb",
    "abduction": "detention",
    "arrest": "detention",
    "sweep": "movement",
    "territory_gained": "movement",
    "withdrawal": "movement",
    "deployment": "movement",
}
FAMILIES = ("ground", "fire", "bomb", "detention", "movement", "civil")


def family_of(event_type: str) -> str:
    """The family of an event type, as maps colour it.

    >>> family_of("airstrike"), family_of("protest")
    ('fire', 'civil')
    """
    return FAMILY.get(event_type, "civil")


def form_for(number: int) -> str:
    """The form that a counted noun takes in Arabic; English has one form for one and another for the rest.

    >>> [form_for(number) for number in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)]
    ['none', 'one', 'two', 'few', 'few', 'many', 'many', 'hundreds', 'hundreds', 'few']
    """
    if number < 3:
        return ("none", "one", "two")[number]
    last = number % 100
    return "hundreds" if last < 3 else "few" if last <= 10 else "many"


@dataclass(frozen=True, slots=True)
class Labels:
    """Words by dotted key (`type.attack`) and names of actors and sources by id, each in both languages."""

    words: Mapping[str, Said]
    names: Mapping[str, Said]

    def word(self, key: str) -> Said:
        """The word for a key; a key without a word shows its own last part.

        >>> read_labels().word("type.attack")["en"]
        'Attack'
        """
        own = key.rpartition(".")[2].replace("_", " ")
        return self.words.get(key) or dict.fromkeys(LANGS, own)

    def counted(self, noun: str, number: int) -> Said:
        """A number with its noun, in the form that the number asks for.

        >>> read_labels().counted("n_witnesses", 1)["en"], read_labels().counted("n_witnesses", 12)["en"]
        ('1 independent witness', '12 independent witnesses')
        """
        return {lang: said.format(n=number) for lang, said in self.word(f"{noun}.{form_for(number)}").items()}

    def name(self, who: str) -> Said:
        """The name of an actor or source; of an unlisted one the words themselves, or those that its id is made of.

        >>> read_labels().name("x:someone")["en"], read_labels().name("baghdad-today")["en"]
        ('someone', 'Baghdad Today')
        """
        if who in self.names:
            return self.names[who]
        if who.startswith("x:") or not SLUG.fullmatch(who):
            words = who.removeprefix("x:")
            return dict.fromkeys(LANGS, words if " " in words else words.replace("-", " "))
        return dict.fromkeys(LANGS, who.replace("-", " ").title())

    def day(self, day: date) -> Said:
        """A day as people write it.

        >>> read_labels().day(date(2021, 12, 2))["en"]
        '2 Dec 2021'
        """
        month = self.word(f"month.{day.month}")
        return {lang: f"{day.day} {month[lang]} {day.year}" for lang in LANGS}

    def days(self, span: DateSpan | None) -> Said:
        """A span of days, shortened where month or year are shared.

        >>> read_labels().days(DateSpan(date(2021, 12, 1), date(2021, 12, 2)))["en"]
        '1–2 Dec 2021'
        """
        if span is None:
            return self.word("ui.no_date")
        last = self.day(span.end)
        if span.start == span.end:
            return last
        if (span.start.year, span.start.month) == (span.end.year, span.end.month):
            return {lang: f"{span.start.day}–{last[lang]}" for lang in LANGS}
        month = self.word(f"month.{span.start.month}")
        if span.start.year == span.end.year:
            return {lang: f"{span.start.day} {month[lang]} – {last[lang]}" for lang in LANGS}
        first = self.day(span.start)
        return {lang: f"{first[lang]} – {last[lang]}" for lang in LANGS}


def read_labels() -> Labels:
    """The labels bundled with Marsad."""
    folder = files("marsad") / "data" / "labels"
    words: dict[str, Said] = {}
    for name in ("words.toml", "access.toml", "counted.toml"):
        tables = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        words |= {f"{kind}.{key}": said for kind, table in tables.items() for key, said in table.items()}
    names = {row["id"]: {"ar": row["ar"], "en": row["en"]} for row in read_rows("labels/names.csv")}
    for row in read_rows("gazetteer/provinces.csv"):
        words[f"admin1.{row['code']}"] = {"ar": row["name_ar"], "en": row["name_en"]}
    return Labels(words, names)


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table bundled with Marsad."""
    return list(csv.DictReader((files("marsad") / "data" / name).read_text(encoding="utf-8").splitlines()))
