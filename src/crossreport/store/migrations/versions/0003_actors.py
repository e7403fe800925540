"""Actors across reports, and the acts between them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the two tables; the next build fills them."""
    op.create_table(
        "actors",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "interactions",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("actor", sa.String(), nullable=False, index=True),
        sa.Column("recipient", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
