"""How the sources of reports were captured."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table; what was captured before was not kept."""
    op.create_table(
        "captures",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False, server_default="0"),
    )
