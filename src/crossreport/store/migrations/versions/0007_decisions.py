"""Decisions of people, what became of them, and what they took from what linking made."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables; nobody had decided anything."""
    op.create_table(
        "decided",
        *_kept(),
        sa.Column("decision", sa.String(), nullable=False, unique=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "set_aside",
        *_kept(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("step", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )


def _kept() -> tuple[sa.Column[int], ...]:
    place = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return (
        sa.Column("n", place, primary_key=True),
        sa.Column("since", sa.Integer(), nullable=False, index=True, server_default="0"),
    )
