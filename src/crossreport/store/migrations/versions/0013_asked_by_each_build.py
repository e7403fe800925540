"""Indexes for what each build asks: what came since the last, what was not read."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
WHOLE = (
    ("ix_standings_since", "standings", ["since"]),
    ("readings_read", "readings", ["reader", "failed"]),
    ("ix_near_homes_version", "near_homes", ["version"]),
)
# Of these columns few rows have any value, and only those are looked for.
FEW = (
    ("standings_ended", "standings", "until"),
    ("reports_status", "reports", "pubstatus"),
    ("readings_failed", "readings", "failed"),
    ("readings_noted", "readings", "note"),
)


def upgrade() -> None:
    """Makes them, where making the tables anew has not."""
    for name, table, columns in WHOLE:
        op.create_index(name, table, columns, if_not_exists=True)
    for name, table, column in FEW:
        told = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], if_not_exists=True, sqlite_where=told, postgresql_where=told)
