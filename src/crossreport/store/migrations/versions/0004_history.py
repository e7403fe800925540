"""History: from which step of the log each row holds, the rows that were replaced, and how versions of reports stood."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PLACED = (
    "rows", "claims", "events", "origins", "stories", "relations", "tallies", "copies", "links", "actors", "interactions",
    "names",
)  # fmt: skip


def upgrade() -> None:
    """Adds what history needs. What the last build made holds from that build, as far as such a record can know."""
    bind = op.get_bind()
    op.create_table(
        "past",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False, index=True),
        sa.Column("row", sa.Text(), nullable=False),
    )
    op.create_table(
        "standings",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("version", sa.String(64), sa.ForeignKey("reports.version"), nullable=False, index=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer()),
        sa.Column("who", sa.Text()),
        sa.Column("why", sa.Text()),
    )
    _formerly_in_order()
    made = bind.execute(sa.text("SELECT coalesce(max(seq), 0) FROM log WHERE step = 'make'")).scalar()
    for table in (*PLACED, "formerly"):
        op.add_column(table, sa.Column("since", sa.Integer(), nullable=False, server_default=str(made)))
        op.create_index(f"ix_{table}_since", table, ["since"])
    op.add_column("reports", sa.Column("pubstatus", sa.String()))
    op.add_column("reports", sa.Column("since", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("reports_text", "reports")
    op.create_index("reports_text", "reports", ["id", "text_sha256", "pubstatus"])
    bind.execute(
        sa.text(
            "UPDATE reports SET since = coalesce((SELECT min(o.seq) FROM openings o WHERE o.value = reports.version), 0)"
        )
    )
    bind.execute(
        sa.text(
            "INSERT INTO standings (report, version, status, since)"
            " SELECT id, version, 'current', since FROM reports WHERE current"
        )
    )


def _formerly_in_order() -> None:
    op.create_table(
        "formerly_placed",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("event", sa.String(), nullable=False),
    )
    op.execute(sa.text("INSERT INTO formerly_placed (id, event) SELECT id, event FROM formerly ORDER BY id"))
    op.drop_table("formerly")
    op.rename_table("formerly_placed", "formerly")
