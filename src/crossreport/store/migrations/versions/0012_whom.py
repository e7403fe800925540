"""Whom figures count, by words; stated totals and the newest report found without a look at all others."""

import sqlalchemy as sa
from alembic import op

from crossreport.store.lookups import whom_index

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Makes the table, which is filled from what the record holds when all steps are done."""
    whom_index.create(op.get_bind())
    stated = sa.text("type = 'tally'")
    op.create_index("claims_stated", "claims", ["report"], sqlite_where=stated, postgresql_where=stated)
    op.create_index("reports_published", "reports", ["published"])
