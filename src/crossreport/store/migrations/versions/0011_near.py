"""What lies near what, so that a report that is added is linked with that alone."""

from alembic import op

from crossreport.store.near_tables import NEAR

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes the tables, empty: the next build of the whole record fills them."""
    for table in NEAR:
        table.create(op.get_bind())
    op.create_index("ix_story_index_first", "story_index", ["first"])
