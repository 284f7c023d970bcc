"""What a lexicon file may hold. JSON Schemas in `data/schema` are generated from these models.

A file has a `kind` and any number of `[[term]]` (fixed forms), `[[verb]]` (given as «he did» and «he does», inflected
by system) and `[[noun]]` (singular given, dual and cases made by system) tables. All three become `Term`s.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from marsad.lexicon.term import Attribute


class Entry(BaseModel):
    """What every entry has."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_.:-]*$")
    gloss: str = ""
    note: str = ""
    origin: str = ""
    odd: str = ""
    #: may carry joined particles and the article before its first word
    clitics: bool = True
    #: may carry a possessive or object ending on its last word
    suffix: bool = False
    attrs: dict[str, Attribute] = Field(default_factory=dict)


class TermEntry(Entry):
    """Fixed forms, one string per line. A form written without the article also matches with it."""

    forms: list[str] = Field(min_length=1)


class VerbEntry(Entry):
    """A verb: past and present third person masculine singular; all persons follow. `after` are words that must follow.
    """

    past: list[str] = Field(default_factory=list)
    present: list[str] = Field(default_factory=list)
    after: list[str] = Field(default_factory=list)
    suffix: bool = True


class NounEntry(Entry):
    """A noun with its number: singular (cases and dual follow), broken plurals, `sound` for the sound plural, `two` for
    duals as they stand before another noun («رجلي أمن»), `more` any form.
    """

    singular: list[str] = Field(default_factory=list)
    two: list[str] = Field(default_factory=list)
    plural: list[str] = Field(default_factory=list)
    sound: bool = False
    dual: bool = True
    after: list[str] = Field(default_factory=list)
    suffix: bool = True


class LexiconFile(BaseModel):
    """One TOML file."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    about: str = ""
    term: list[TermEntry] = Field(default_factory=list)
    verb: list[VerbEntry] = Field(default_factory=list)
    noun: list[NounEntry] = Field(default_factory=list)
