"""The record's log, each entry chained to the one before, and the openings of what it commits to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the two tables; a record of before has a log from now on."""
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "openings",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
