"""Redacted reports that may not come back unseen; sums are looked up in one index."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the table; what was redacted before was not kept in mind."""
    op.create_table(
        "kept_out",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("step", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("text_hashes", sa.Text(), nullable=False),
    )
    op.drop_index("figure_outcome", table_name="figure_index")
    op.create_index("figure_sums", "figure_index", ["outcome", "part", "event", "low", "best", "high"])
    op.create_index("ix_event_index_part_of", "event_index", ["part_of"])
