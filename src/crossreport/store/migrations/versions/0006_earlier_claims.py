"""Claims of versions of reports that count no more."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table; the next build that has something new fills it."""
    op.create_table(
        "earlier",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("since", sa.Integer(), nullable=False, index=True, server_default="0"),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("replaced_by", sa.String(), index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
