"""When the figures of an event that develops still were updated, so that newer reports touch no others."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Adds the column, where making the table anew has not; of those that are there it is not known."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("near_developing")}
    if "updated" not in known:
        op.add_column("near_developing", sa.Column("updated", sa.String))
