"""The gazetteer: places, provinces and countries with their names, and an index by first word."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from marsad.errors import GazetteerError
from marsad.lexicon.added import Stamp, added_table, corrected_table, stamp_of, table_lines, table_rows
from marsad.lexicon.romanised import romanised_keys
from marsad.model import Token
from marsad.text.clitics import ARTICLE, without_article
from marsad.text.fold import fold, fold_long

_WORD = re.compile(r"[^\W_]+")
_HAMZA = "\u0621"
#: what is no word and no line break; the article of a word; a word that is only a hamza. What is looked for comes first
#: and what may not stand before it after that, which is much quicker to search for
_NO_WORD = re.compile(r"[^\w\n ]+|_")
_ARTICLE = re.compile(rf"{ARTICLE}(?<!\w{ARTICLE})(?=\w\w)")
_HAMZA_ALONE = re.compile(rf"{_HAMZA}(?<!\w{_HAMZA}){_HAMZA}*(?!\w)")
_KAF = "\u0643"
_SPLIT = "|"
#: words for which a gazetteer keeps which names they open
_MOST_KEPT = 16_384
_DASHES = frozenset("-\u2013\u2014")
#: less prominent than any row of our own: such a name needs a class noun or a parent
IMPORTED = -1
#: how the evidence of a row begins that an analyst has set right
ANALYST = "analyst"
_EARTH_KM = 12742.0
COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "aliases_ar",
    "class",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "pcode",
    "lat",
    "lon",
    "radius_km",
    "prominence",
    "evidence",
)
#: columns of places that a table may be without
_MAY_LACK = frozenset({"aliases_ar", "admin2", "admin3"})


@dataclass(slots=True, unsafe_hash=True)
class GazetteerPlace:
    """One place of the table. Never changed once made; not frozen, since that makes so many of them slow to read.

    `kind` is its class (`town`, `quarter`, `field`, …); `prominence` runs from 0 (a hamlet) to 5 (a capital);
    `admin1` is ISO 3166-2, or ISO 3166-1 where the place spans provinces.
    """

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    radius_km: float
    prominence: int
    pcode: str = ""
    evidence: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all its other spellings."""
        return (self.name, *self.aliases)

    def is_called(self, name: str) -> bool:
        """True if the name is spelled as one of its own, in Arabic or Latin letters; marks and capitals aside."""
        wanted = fold(name).split()
        return any(fold(own).split() == wanted for own in (*self.names, self.name_en))


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance of two points."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@lru_cache(maxsize=32_768)
def place_key(folded: str) -> str:
    """What two spellings of one word of a place name share: no article, no lone hamza."""
    return without_article(folded).replace(_HAMZA, "")


def name_words(name: str) -> tuple[str, ...]:
    """The keys of the words of a name; punctuation counts as a space."""
    return tuple(map(place_key, _WORD.findall(fold(name))))


def words_of_names(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What `name_words` says of each name; names on one line each are read all at once."""
    folded = _NO_WORD.sub(" ", fold_long("\n".join(names)))
    if _HAMZA_ALONE.search(folded):
        return map(name_words, names)
    lines = _ARTICLE.sub("", folded).replace(_HAMZA, "").split("\n")
    if len(lines) != len(names):  # a name of several lines
        return map(name_words, names)
    return (tuple(line.split()) for line in lines)


class Gazetteer:
    """An index of places by name. Immutable once built; share it between reports.

    `doubtful` are further names of these places from imported lists: found, but less readily taken for a place.
    """

    def __init__(self, places: Iterable[GazetteerPlace], doubtful: Iterable[GazetteerPlace] = ()) -> None:
        self.places = tuple(places)
        self.by_id = {place.id: place for place in self.places}
        #: by first word: the words that follow it in a name, and the place
        self._spelled: dict[str, list[tuple[tuple[str, ...], GazetteerPlace]]] = {}
        #: the same by the words that follow, with how many these are at most; of the first words asked for so far
        self._names: dict[str, tuple[dict[tuple[str, ...], list[GazetteerPlace]], int]] = {}
        self._openings: dict[str, tuple[tuple[str, str], ...]] = {}
        self._latin: dict[str, list[GazetteerPlace]] | None = None
        self._capitals: dict[str, str] | None = None
        self._countrysides = {
            (place.admin1, place.id.rpartition(".")[2]): place
            for place in self.places
            if place.kind in ("region", "desert")
        }
        named = [(name, place) for place in (*self.places, *doubtful) for name in place.names]
        spelled = self._spelled
        for words, (_, place) in zip(words_of_names([name for name, _ in named]), named, strict=True):
            if not words:
                continue
            first = words[0]
            if first in spelled:
                spelled[first].append((words[1:], place))
            else:
                spelled[first] = [(words[1:], place)]
            if len(words) > 1 and len(first) <= 4:
                spelled.setdefault(first + words[1], []).append((words[2:], place))

    def _opening(self, first: str) -> tuple[dict[tuple[str, ...], list[GazetteerPlace]], int]:
        """The names that open with a word: places by the words that follow, and how many these are at most."""
        found = self._names.get(first)
        if found is None:
            names: dict[tuple[str, ...], list[GazetteerPlace]] = {}
            for rest, place in self._spelled.get(first, ()):
                places = names.setdefault(rest, [])
                if not places or places[-1] is not place:
                    places.append(place)
            found = self._names[first] = names, max(map(len, names), default=0)
        return found

    def named(self, name: str) -> list[GazetteerPlace]:
        """All places of that name, articles and spelling variants aside."""
        words = name_words(name)
        return list(self.keyed(words)) if words else []

    def romanised(self, name: str) -> list[GazetteerPlace]:
        """All places whose name in Latin letters is likely the same, however it is spelled."""
        if self._latin is None:
            self._latin = {}
            for place in self.places:
                for key in set(romanised_keys(place.name_en)):
                    self._latin.setdefault(key, []).append(place)
        latin = self._latin
        return list({place.id: place for key in romanised_keys(name) for place in latin.get(key, ())}.values())

    def keyed(self, words: tuple[str, ...]) -> list[GazetteerPlace]:
        """All places whose name has these words as keys."""
        return self._opening(words[0])[0].get(words[1:], []) if words[0] in self._spelled else []

    def capital(self, country: str, noun: str) -> GazetteerPlace | None:
        """The capital of a country: of the places that «the capital» (`noun`, folded) names, the one most often so."""
        if self._capitals is None:
            told = Counter(place.id for _, place in self._spelled.get(place_key(noun), ()))
            self._capitals = {self.by_id[id_].country: id_ for id_, _ in reversed(told.most_common())}
        return self.by_id.get(self._capitals.get(country, ""))

    def countryside(self, admin1: str, wanted: str) -> GazetteerPlace | None:
        """The row of a province's countryside or desert, whole or by sector: `rif`, `rif-north-east`, `badia`."""
        return self._countrysides.get((admin1, wanted))

    def find_at(self, tokens: tuple[Token, ...], index: int, end: int) -> tuple[int, str, list[GazetteerPlace]]:
        """The longest name at a token: index after it, reading of its first word, places; or (0, "", [])."""
        best: tuple[int, str, list[GazetteerPlace]] = (0, "", [])
        for reading, key in self._opened(tokens[index]):
            entry, most = self._opening(key)
            for last, rest in _rests(tokens, index, min(end, index + 2 + most)):
                if last > best[0] and rest in entry:
                    best = (last, reading, entry[rest])
                    break
        return best

    def has_opening(self, token: Token) -> bool:
        """True if the name of a place may start with a word."""
        return bool(self._opened(token))

    def _opened(self, token: Token) -> tuple[tuple[str, str], ...]:
        """The readings of a word that open a name, each with its key; kept, since most words open none."""
        folded = token.folded
        found = self._openings.get(folded)
        if found is None:
            if len(self._openings) >= _MOST_KEPT:
                self._openings.clear()
            keyed = ((reading, place_key(reading)) for reading in token.keys or (folded,))
            # «like X» is no way to name a place
            found = self._openings[folded] = tuple(
                (reading, key)
                for reading, key in keyed
                if key in self._spelled
                and not (folded.startswith(_KAF) and reading != folded and not reading.startswith(_KAF))
            )
        return found


def _rests(tokens: tuple[Token, ...], index: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The following words as keys, longest first, each with the index after it; a dash counts as a space."""
    rest: list[str] = []
    found: list[tuple[int, tuple[str, ...]]] = [(index + 1, ())]
    for place in range(index + 1, end):
        if tokens[place].folded in _DASHES:
            continue
        if tokens[place].kind == "punct":
            break
        rest.append(place_key(tokens[place].folded))
        found.append((place + 1, tuple(rest)))
    return reversed(found)


def _number(row: dict[str, str], column: str, file: str, line: int) -> float:
    try:
        return float(row[column])
    except (KeyError, TypeError, ValueError):
        what = f"{column} is {row.get(column)!r}"
        raise GazetteerError(file, line, what, "give a number with a decimal point") from None


def _aliases(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (row.get("aliases_ar") or "").split(_SPLIT)))


def read_places(lines: Iterable[str], file: str) -> Iterator[GazetteerPlace]:
    """The rows of a table with the columns of `COLUMNS`. Raises `GazetteerError` on a row that cannot be used."""
    rows = table_rows(lines, file, GazetteerError)
    first, header = next(rows, (1, list(COLUMNS)))
    missing = [column for column in COLUMNS if column not in header and column not in _MAY_LACK]
    if missing:
        what = f"lacks the column(s) {', '.join(missing)}"
        raise GazetteerError(file, first, what, "take lists of others in with `marsad gazetteer import`")
    is_ours = tuple(header) == COLUMNS
    for line, cells in rows:
        if is_ours and len(cells) == len(COLUMNS):
            place = _plain_place(cells)
            if place is not None:
                yield place
                continue
        cells += [""] * (len(header) - len(cells))
        yield _checked_place(dict(zip(header, cells, strict=False)), file, line)


def _plain_place(cells: list[str]) -> GazetteerPlace | None:
    """The place of a row that has all columns in their order, None where a cell is amiss."""
    id_, name, latin, aliases, kind, country, admin1, _, _, pcode, lat, lon, radius, prominence, evidence = cells
    if not id_ or not name:
        return None
    names = tuple(filter(None, aliases.split(_SPLIT))) if aliases else ()
    try:
        point, rank = (float(lat), float(lon), float(radius)), int(float(prominence))
    except (OverflowError, ValueError):
        return None
    if not _is_on_earth(*point):
        return None
    return GazetteerPlace(id_, name, latin, names, kind, country, admin1, *point, rank, pcode, evidence)


def _is_on_earth(lat: float, lon: float, radius_km: float) -> bool:
    """False for what is no point, as are "nan" and "inf", which `float` reads."""
    return -90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= radius_km <= _EARTH_KM


def _checked_place(row: dict[str, str], file: str, line: int) -> GazetteerPlace:
    """The place of a row by the names of its columns, or an error that says what is amiss."""
    if not row.get("id") or not row.get("name_ar"):
        raise GazetteerError(file, line, "id or name_ar is empty", "every place needs both")
    lat, lon, radius, rank = (_number(row, key, file, line) for key in ("lat", "lon", "radius_km", "prominence"))
    if not (_is_on_earth(lat, lon, radius) and math.isfinite(rank)):
        what = f"lat {lat}, lon {lon}, radius_km {radius}, prominence {rank} are no place on earth"
        raise GazetteerError(file, line, what, "lat runs from -90 to 90, lon from -180 to 180; are they swapped?")
    return GazetteerPlace(
        row["id"],
        row["name_ar"],
        row["name_en"],
        _aliases(row),
        row["class"],
        row["country"],
        row["admin1"],
        lat,
        lon,
        radius,
        int(rank),
        row["pcode"],
        row["evidence"],
    )


def _areas(lines: Iterable[str], file: str, kind: str, prominence: int) -> Iterator[GazetteerPlace]:
    for line, row in enumerate(csv.DictReader(lines), start=2):
        code = row["code"]
        lat, lon, radius = (_number(row, column, file, line) for column in ("lat", "lon", "radius_km"))
        yield GazetteerPlace(
            code.lower(),
            row["name_ar"],
            row["name_en"],
            _aliases(row),
            kind,
            code[:2],
            code,
            lat,
            lon,
            radius,
            prominence,
        )


def own_places() -> list[GazetteerPlace]:
    """The places that come with Marsad."""
    folder = files("marsad") / "data" / "gazetteer"

    def lines(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    return [
        *_areas(lines("countries.csv"), "countries.csv", "country", 5),
        *_areas(lines("provinces.csv"), "provinces.csv", "governorate", 3),
        *read_places(lines("places.csv"), "places.csv"),
    ]


def with_added(own: Iterable[GazetteerPlace], added: Iterable[GazetteerPlace]) -> list[GazetteerPlace]:
    """Own and added places. A row of the same id adds its names; only an analyst's row also moves the point."""
    merged = {place.id: place for place in own}
    for place in added:
        known = merged.get(place.id)
        if known is None:
            merged[place.id] = place
            continue
        names = tuple(dict.fromkeys((*known.aliases, *place.names)))
        base = place if place.evidence.startswith(ANALYST) else known
        aliases = tuple(name for name in names if name != base.name)
        merged[place.id] = replace(base, aliases=aliases)
    return list(merged.values())


def joined_gazetteer(own: Sequence[GazetteerPlace], added: Sequence[GazetteerPlace]) -> Gazetteer:
    """Own and added places; names that an imported list adds to a known place are doubtful, an analyst's are not."""
    known = {place.id for place in own}
    is_taken = [place.id not in known or place.evidence.startswith(ANALYST) for place in added]
    places = with_added(own, [place for place, taken in zip(added, is_taken, strict=True) if taken])
    rows = {place.id: place for place in places}
    doubtful = []
    for place in (place for place, taken in zip(added, is_taken, strict=True) if not taken):
        row = rows[place.id]
        spelled = {name_words(name) for name in row.names}
        first, *rest = [name for name in place.names if name_words(name) not in spelled] or [""]
        if first:
            doubtful.append(replace(row, name=first, aliases=tuple(rest), prominence=IMPORTED))
    return Gazetteer(places, doubtful)


def read_added() -> list[GazetteerPlace]:
    """The places that the user has imported."""
    return _read_own(added_table())


def read_corrected() -> list[GazetteerPlace]:
    """The places that analysts set right, oldest first."""
    return _read_own(corrected_table())


def _read_own(table: Path) -> list[GazetteerPlace]:
    return list(read_places(table_lines(table, GazetteerError), str(table)))


def own_gazetteer() -> Gazetteer:
    """The places that come with Marsad, those that the user has imported, and as analysts set them right.

    Read once per process, and anew when one of the user's tables has changed.
    """
    return _gazetteer((stamp_of(added_table()), stamp_of(corrected_table())))


@lru_cache(maxsize=1)
def _gazetteer(_: tuple[Stamp, ...]) -> Gazetteer:
    return joined_gazetteer(own_places(), [*read_added(), *read_corrected()])
