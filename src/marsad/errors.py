"""Everything that Marsad raises on purpose, in one tree.

MarsadError
├── UsageError            the command or call itself is wrong (exit code 2)
│   └── AccountError      an account, password, code or token is not as it must be: `reason` names why
├── InputError            something that was read is wrong: names the file, the line and the remedy
│   ├── ReportError       a report row or text
│   ├── CodedError        a row of coded events
│   ├── LexiconError      a lexicon file
│   └── GazetteerError    a gazetteer or map file
├── CodingError           coding one report failed by our own fault
├── OutputError           something cannot be written
├── StoreError            the store is missing, locked, damaged or of another version
└── MissingExtraError     an optional part is not installed: names the extra
"""

from __future__ import annotations


class MarsadError(Exception):
    """The base of all errors that Marsad raises on purpose."""


class UsageError(MarsadError):
    """The command or call itself is wrong."""


class AccountError(UsageError):
    """An account, password, code or token is not as it must be; pages say `reason` in their language."""

    def __init__(self, reason: str, what: str) -> None:
        super().__init__(reason, what)
        self.reason = reason
        self.what = what

    def __str__(self) -> str:
        return self.what


class InputError(MarsadError):
    """Something that was read is wrong: where it stands, what is wrong, and what to do about it."""

    def __init__(self, file: str, line: int | None, what: str, remedy: str) -> None:
        super().__init__(file, line, what, remedy)
        self.file = file
        self.line = line
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.what}; {self.remedy}"


class ReportError(InputError):
    """A report row or text is wrong."""


class CodedError(InputError):
    """A row of coded events is wrong."""


class LexiconError(InputError):
    """A lexicon file is wrong."""


class GazetteerError(InputError):
    """A gazetteer or map file is wrong."""


class CodingError(MarsadError):
    """Coding one report failed by our own fault; the report and the place in the code are named."""

    def __init__(self, report: str, what: str) -> None:
        super().__init__(report, what)
        self.report = report
        self.what = what

    def __str__(self) -> str:
        return f"report {self.report}: {self.what}; please send us this report as a bug"


class OutputError(MarsadError):
    """Something cannot be written; nothing of it was kept."""


class StoreError(MarsadError):
    """The store is missing, locked, damaged or of another version."""


class MissingExtraError(MarsadError):
    """An optional part is not installed."""

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'marsad[{extra}]'")
        self.extra = extra
