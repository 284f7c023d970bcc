"""The tables of the store: one model for SQLite and PostgreSQL. `HEAD` names the newest migration."""

from __future__ import annotations

import sqlalchemy as sa

#: the migration that this version of Marsad reads and writes
HEAD = "0003"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer, sa.ForeignKey("versions.id"), nullable=False)


#: which software, lexicons and gazetteer made a row
versions = sa.Table(
    "versions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("software", sa.Text, nullable=False),
    sa.Column("lexicon", sa.Text, nullable=False),
    sa.Column("gazetteer", sa.Text, nullable=False),
    sa.UniqueConstraint("software", "lexicon", "gazetteer"),
)

#: one row per file, feed or call that brought reports
imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("known", sa.Integer, nullable=False),
    _version(),
)

#: reports as published; `text` is verbatim and `sha256` its digest; `words` is what search looks at
reports = sa.Table(
    "reports",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("publisher", sa.Text, nullable=False),
    sa.Column("published", sa.Text, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
    _version(),
)

#: one row per coding of a report, never overwritten; the newest counts
codings = sa.Table(
    "codings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("is_newest", sa.Boolean, nullable=False),
    _version(),
)

#: the events of a coding; `body` is the codebook's row without `why`
events = sa.Table(
    "events",
    metadata,
    sa.Column("coding_id", sa.Integer, sa.ForeignKey("codings.id"), primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("date_start", sa.Text),
    sa.Column("date_end", sa.Text),
    sa.Column("body", sa.Text, nullable=False),
)

#: the tallies of a coding
tallies = sa.Table(
    "tallies",
    metadata,
    sa.Column("coding_id", sa.Integer, sa.ForeignKey("codings.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)

#: the words behind every value: `unit` is an event id, or `t` and the position of a tally
mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("coding_id", sa.Integer, sa.ForeignKey("codings.id"), primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("confidence", sa.Float, nullable=False),
)

#: under which keys reconciliation looks for an event
block_keys = sa.Table(
    "block_keys",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
)

#: one row per version of an incident, never overwritten; `is_newest` marks the one that counts
incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("is_newest", sa.Boolean, nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("grade", sa.Text, nullable=False),
    sa.Column("date_start", sa.Text, index=True),
    sa.Column("date_end", sa.Text),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("killed_low", sa.Integer, nullable=False),
    sa.Column("killed_best", sa.Integer, nullable=False),
    sa.Column("killed_high", sa.Integer, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    _version(),
    sa.UniqueConstraint("id", "revision"),
)

#: what an incident can be found by: `kind` is `actor`, `source`, `admin1` or `place`
incident_terms = sa.Table(
    "incident_terms",
    metadata,
    sa.Column("incident_seq", sa.Integer, sa.ForeignKey("incidents.seq"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("term", sa.Text, primary_key=True),
    sa.Index("ix_incident_terms_kind_term", "kind", "term"),
)

#: where each event is now
members = sa.Table(
    "members",
    metadata,
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("incident_id", sa.Text, nullable=False, index=True),
)

#: every incident id ever given, and where it leads now; an id is never used twice
incident_ids = sa.Table(
    "incident_ids",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("leads_to", sa.Text),
)

#: the append-only, hash-chained log
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    _version(),
)

#: people who sign in; `key` is the name without its capitals
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)

#: browsers that signed in; `key` is the digest of a cookie
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, sa.ForeignKey("accounts.key"), nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
)

#: keys for programs; `key` is the digest of one
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("account", sa.Text, sa.ForeignKey("accounts.key"), nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
)

#: the append-only, hash-chained log of sign-ins, refusals and changes to accounts
access_log = sa.Table(
    "access_log",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
)

#: the last row of each log as it was when it was written, so that a log that lost its end shows
heads = sa.Table(
    "heads",
    metadata,
    sa.Column("log", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

#: tables in the order in which rows can be copied; sessions stay where they were opened
COPY_ORDER = (
    versions,
    imports,
    reports,
    codings,
    events,
    tallies,
    mentions,
    block_keys,
    incidents,
    incident_terms,
    members,
    incident_ids,
    decisions,
    accounts,
    tokens,
    access_log,
    heads,
)
