"""The first tables of the store."""

import sqlalchemy as sa
from alembic import op

from marsad.store import postgres, sqlite

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the search index, and the guards against change; on PostgreSQL also points where PostGIS is."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _run(sqlite.SEARCH_AND_GUARDS)
        return
    _run(postgres.SEARCH_AND_GUARDS)
    if postgres.can_have_points(op.get_bind()):
        _run(postgres.POINTS)


def _run(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _make_tables() -> None:
    op.create_table(
        "block_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "report_id", "event_id", name=op.f("pk_block_keys")),
    )
    op.create_table(
        "incident_ids",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("leads_to", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_ids")),
    )
    op.create_table(
        "members",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "event_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_incident_id"), "members", ["incident_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("software", sa.Text(), nullable=False),
        sa.Column("lexicon", sa.Text(), nullable=False),
        sa.Column("gazetteer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("software", "lexicon", "gazetteer", name=op.f("uq_versions_software")),
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_decisions_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decisions")),
        sa.UniqueConstraint("hash", name=op.f("uq_decisions_hash")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_imports_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "incidents",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("killed_low", sa.Integer(), nullable=False),
        sa.Column("killed_best", sa.Integer(), nullable=False),
        sa.Column("killed_high", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_incidents_version")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_incidents")),
        sa.UniqueConstraint("id", "revision", name=op.f("uq_incidents_id")),
    )
    op.create_index(op.f("ix_incidents_date_start"), "incidents", ["date_start"], unique=False)
    op.create_index(op.f("ix_incidents_is_newest"), "incidents", ["is_newest"], unique=False)
    op.create_table(
        "incident_terms",
        sa.Column("incident_seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_seq"], ["incidents.seq"], name=op.f("fk_incident_terms_incident_seq")),
        sa.PrimaryKeyConstraint("incident_seq", "kind", "term", name=op.f("pk_incident_terms")),
    )
    op.create_index("ix_incident_terms_kind_term", "incident_terms", ["kind", "term"], unique=False)
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_reports_import_id")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_reports_version")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
    )
    op.create_index(op.f("ix_reports_published"), "reports", ["published"], unique=False)
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_codings_report_id")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_codings_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
    )
    op.create_index(op.f("ix_codings_report_id"), "codings", ["report_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_events_coding_id")),
        sa.PrimaryKeyConstraint("coding_id", "event_id", name=op.f("pk_events")),
    )
    op.create_table(
        "mentions",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_mentions_coding_id")),
        sa.PrimaryKeyConstraint("coding_id", "unit", "position", name=op.f("pk_mentions")),
    )
    op.create_table(
        "tallies",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_tallies_coding_id")),
        sa.PrimaryKeyConstraint("coding_id", "position", name=op.f("pk_tallies")),
    )
