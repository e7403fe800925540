"""What was read in reports by the days that linking inferred for them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the columns; the next build that needs such a reading makes it once more."""
    op.add_column("readings", sa.Column("day", sa.String()))
    op.add_column("readings", sa.Column("dated", sa.LargeBinary()))
