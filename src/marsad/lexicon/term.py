"""Terms: what the entries of the lexicon files become."""

from __future__ import annotations

from dataclasses import dataclass, field

Attribute = str | bool | int | list[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning: `forms` maps each folded form (words joined by one space) to its number: `one`, `two`, `many` or "".
    """

    id: str
    kind: str
    forms: dict[str, str] = field(hash=False)
    tense: dict[str, str] = field(default_factory=dict, hash=False)
    clitics: bool = True
    suffix: bool = False
    attrs: dict[str, Attribute] = field(default_factory=dict, hash=False)

    def text(self, key: str) -> str:
        """A string attribute, "" where it is not set."""
        value = self.attrs.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list attribute; one string counts as a list of one."""
        value = self.attrs.get(key, [])
        return tuple(value) if isinstance(value, list) else (str(value),)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All terms of some kinds, and a digest of the files they came from."""

    terms: tuple[Term, ...]
    digest: str

    def of(self, kind: str) -> tuple[Term, ...]:
        """The terms of one kind."""
        return tuple(term for term in self.terms if term.kind == kind)
