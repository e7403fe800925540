"""Indexes for what each build asks: what came since the last, what was not read."""

from alembic import op

revision = "0013"
down_revision = "0012"
INDEXES = (
    ("reports_status", "reports", ["pubstatus"]),
    ("ix_standings_since", "standings", ["since"]),
    ("ix_standings_until", "standings", ["until"]),
    ("readings_read", "readings", ["reader", "failed"]),
    ("readings_failed", "readings", ["failed"]),
    ("readings_noted", "readings", ["note"]),
    ("ix_near_homes_version", "near_homes", ["version"]),
)


def upgrade() -> None:
    """Makes them, where making the tables anew has not."""
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns, if_not_exists=True)
