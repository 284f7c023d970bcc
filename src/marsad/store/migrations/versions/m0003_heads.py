"""The last row of each log, noted beside it."""

import sqlalchemy as sa
from alembic import op

from marsad.store import postgres, sqlite

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, note where the logs end now, and guard it against going back."""
    op.create_table(
        "heads",
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log", name=op.f("pk_heads")),
    )
    for log in ("decisions", "access_log"):
        op.get_bind().exec_driver_sql(
            f"INSERT INTO heads (log, number, hash) "
            f"SELECT '{log}', number, hash FROM {log} ORDER BY number DESC LIMIT 1"
        )
    guards = sqlite if op.get_bind().dialect.name == "sqlite" else postgres
    for statement in guards.HEAD_GUARDS:
        op.get_bind().exec_driver_sql(statement)
