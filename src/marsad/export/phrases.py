"""The rules that chose figures and grades, said in both languages: known phrases put into words, ids into names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from marsad.export.labels import LANGS, Labels, Said

#: between names and after them, by language
COMMA = {"ar": "\u060c ", "en": ", "}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a rule: what it looks like there, and how it is said."""

    pattern: re.Pattern[str]
    said: Said


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Says rules in both languages."""

    labels: Labels
    phrases: Sequence[Phrase]

    def say(self, rule: str) -> Said:
        """A rule's words; what no phrase knows stays as it is.

        >>> from marsad.export.labels import read_labels
        >>> read_rule_words(read_labels()).say("of all witnesses, 2 agree: sohr, local-sources @ jisr")["en"]
        'of all witnesses, 2 agree: Syrian Observatory for Human Rights, Local sources (Jisr)'
        """
        said = dict.fromkeys(LANGS, "")
        at = 0
        while at < len(rule):
            phrase, found = self._at(rule, at)
            if phrase is None or found is None:
                said = {lang: text + rule[at] for lang, text in said.items()}
                at += 1
                continue
            for lang in LANGS:
                groups = {name: self._fill(name, value, lang) for name, value in found.groupdict().items()}
                said[lang] += phrase.said[lang].format(**groups)
            at = found.end()
        return said

    def _at(self, rule: str, at: int) -> tuple[Phrase | None, re.Match[str] | None]:
        for phrase in self.phrases:
            if found := phrase.pattern.match(rule, at):
                return phrase, found
        return None, None

    def _fill(self, name: str, value: str, lang: str) -> str:
        if name in ("n", "m"):
            return value.replace(", ", COMMA[lang])
        return COMMA[lang].join(self._named(one, lang) for one in value.split(", "))

    def _named(self, witness: str, lang: str) -> str:
        """A witness by name: an id, or an id of unnamed people and the publisher who quotes them."""
        who, _, publisher = witness.partition(" @ ")
        name = self.labels.name(who)[lang]
        return f"{name} ({self.labels.name(publisher)[lang]})" if publisher else name


def read_rule_words(labels: Labels) -> RuleWords:
    """The phrases bundled with Marsad."""
    text = (files("marsad") / "data" / "labels" / "rules.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["phrase"]
    return RuleWords(labels, [Phrase(re.compile(row["match"]), {"ar": row["ar"], "en": row["en"]}) for row in rows])
