"""The words round place names, from the lexicon: class nouns, bearings, sectors, words for and against a place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from marsad.lexicon.gazetteer import name_words
from marsad.lexicon.load import load_lexicon
from marsad.lexicon.term import Term
from marsad.model import Token

ARTICLE = "\u0627\u0644"
LAM_ARTICLE = "\u0644\u0644"
NUN = "\u0646"
WAW, FA = "\u0648", "\u0641"
KAF = "\u0643"
#: «من»
FROM = "\u0645\u0646"
_DUAL = "\u064a\u0646"
#: the role of «العاصمة»
CAPITAL = "capital"
QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e")
BRACKETS = frozenset("()[]")
COMMAS = frozenset(",\u060c")
DASHES = frozenset("-\u2013\u2014")
#: words that `PlaceWords` keeps what it found for
_MOST_KNOWN = 16_384
FILES = ("place", "place_before", "place_link", "place_office", "place_common", "place_never", "given_names")


@dataclass(frozen=True, slots=True)
class ClassWord:
    """A class noun as it stands at a token: «قرية», «ريفي», «المدينة».

    `role` says what it does to the name after it (`settle`, `kept`, `admin`, `district`, `rural`, `around`, `area`,
    `road`); `kind` is the class of place it asks for; `number` is `one`, `two` or `many`.
    """

    id: str
    role: str
    kind: str
    radius_km: float
    number: str
    #: singular forms of the noun
    singular: tuple[str, ...]
    joined: str = ""
    definite: bool = False


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """All of them, by folded form."""

    classes: dict[str, ClassWord]
    bearings: dict[str, float]
    sectors: dict[str, float]
    before: frozenset[str]
    inside: frozenset[str]
    near: frozenset[str]
    links: frozenset[str]
    toward: frozenset[str]
    distance: frozenset[str]
    offices: frozenset[str]
    #: buildings before «شرطة X»
    posts: frozenset[str]
    #: forces and bodies that have a building in every town
    guards: frozenset[str]
    adjectives: frozenset[str]
    common: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    #: words of `never`, `common` and `given` together
    doubtful: frozenset[str]
    #: fixed expressions that contain the name of a place, by the keys of their words
    sayings: frozenset[tuple[str, ...]]
    units: frozenset[str]
    #: words before a place that one comes from or goes to
    ways: frozenset[str]
    banks: frozenset[str]
    #: words between «المثلث» and its three places
    joining: frozenset[str]
    #: adjectives of places that have no ending of their own: «X المحاصرة»
    modifiers: frozenset[str]
    #: words between a place and the larger one that it is something to: «عاصمة»
    glosses: frozenset[str]
    #: words that a place stands in, or belongs by, before what holds it: «في», «التابعة»
    holding: frozenset[str]
    #: words of firing and coming, before «من» and where that was
    departures: frozenset[str]
    #: words that open a name of two words: «أولاد», «سيدي»
    compounds: frozenset[str]
    #: «بين»
    between: str
    #: what `class_at` found for words already met
    _known: dict[str, ClassWord | None] = field(default_factory=dict, repr=False, compare=False)

    def class_at(self, token: Token) -> ClassWord | None:
        """The class noun that a token is, joined particles taken off."""
        known = self._known
        if token.folded not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[token.folded] = self._class_of(token)
        return known[token.folded]

    def _class_of(self, token: Token) -> ClassWord | None:
        for key in token.keys:
            found = self.classes.get(key)
            if found is None:
                continue
            joined = token.folded[: len(token.folded) - len(key)]
            if found.role == CAPITAL:
                return replace(found, joined=joined, definite=True)
            if not joined:
                return found
            if joined.startswith(KAF):
                return None
            definite = joined.endswith((ARTICLE, LAM_ARTICLE))
            if definite and found.number == "two":
                return None  # no town is meant by «the two villages», but one is named so
            return replace(found, joined=joined, definite=definite)
        return None

    def is_dual(self, token: Token) -> bool:
        """«كيلومترين»: two of the unit."""
        return token.folded.endswith(_DUAL)

    def bearing_at(self, token: Token) -> float | None:
        """Degrees of «شمال», «شمالي», «وشمال», «بشرق»."""
        bearings = self.bearings
        if bearings.keys().isdisjoint(token.keys):
            return None
        return next(bearings[key] for key in token.keys if key in bearings)

    def sector_at(self, token: Token) -> float | None:
        """Degrees of «الشمالي», «والشرقي»."""
        return next((self.sectors[key] for key in token.keys if key in self.sectors), None)


def _class_forms(terms: tuple[Term, ...]) -> dict[str, ClassWord]:
    """Forms to class nouns; a dual also loses its nun before the name it governs."""
    forms: dict[str, ClassWord] = {}
    for term in terms:
        if term.text("use") != "class":
            continue
        radius = term.attrs.get("radius", 5)
        assert isinstance(radius, int)
        singular = tuple(form for form, number in term.forms.items() if number in ("one", ""))
        id_ = term.id.removeprefix("place.")
        for form, number in term.forms.items():
            shorter = form[:-1] if number == "two" and form.endswith(NUN) else form
            word = ClassWord(id_, term.text("role"), term.text("class"), radius, number or "one", singular)
            for each in {form, shorter}:
                forms.setdefault(each, word)
    return forms


def _degrees(terms: tuple[Term, ...], use: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for term in terms:
        degrees = term.attrs.get("degrees", 0)
        if term.text("use") == use and isinstance(degrees, int):
            found.update(dict.fromkeys(term.forms, float(degrees)))
    return found


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The words, read once per process."""
    lexicon = load_lexicon("ar", *FILES)

    def forms(use: str) -> frozenset[str]:
        return frozenset(form for term in lexicon.terms if term.text("use") == use for form in term.forms)

    terms = lexicon.of("place")
    given = frozenset(form for term in lexicon.of("given_name") for form in term.forms)
    near = frozenset(form.split()[0] for form in forms("near"))
    return PlaceWords(
        _class_forms(terms),
        _degrees(terms, "bearing"),
        _degrees(terms, "sector"),
        forms("prep") | forms("inside"),
        forms("inside"),
        near,
        forms("link") | forms("toward") | forms("distance") | forms("unit") | forms("bank"),
        forms("toward"),
        forms("distance") | forms("bank"),
        forms("office") | forms("guard"),
        forms("post"),
        forms("guard"),
        forms("adjective"),
        forms("common"),
        forms("never"),
        given,
        forms("never") | forms("common") | given,
        frozenset(name_words(form) for form in forms("saying")),
        forms("unit"),
        forms("way"),
        forms("bank"),
        forms("joining"),
        forms("modifier"),
        forms("gloss"),
        forms("holding"),
        forms("departure"),
        forms("compound"),
        next(iter(forms("between")), ""),
    )
