"""The tables of the first format: reports, readings, and what is derived of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "claims",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("linked", sa.Text()),
    )
    op.create_table(
        "copies",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("linked", sa.Text()),
    )
    op.create_table(
        "formerly",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("event", sa.String(), nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("a", sa.String(), nullable=False, index=True),
        sa.Column("b", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "names",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "origins",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("linked", sa.Text()),
    )
    op.create_table(
        "refused",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("source", sa.Text(), nullable=False, index=True),
        sa.Column("line", sa.Integer()),
        sa.Column("report", sa.String()),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_table(
        "relations",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("a", sa.String(), nullable=False, index=True),
        sa.Column("b", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.String()),
        sa.Column("published_inferred", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("credit", sa.Text(), nullable=False),
    )
    op.create_index("reports_text", "reports", ["id", "text_sha256"], unique=True)
    op.create_table(
        "rows",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("report", sa.String(), nullable=False, index=True),
        sa.Column("story", sa.String(), index=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("linked", sa.Text()),
    )
    op.create_table(
        "stories",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("linked", sa.Text()),
    )
    op.create_table(
        "tallies",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("claim", sa.String(), nullable=False, index=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("version", sa.String(64), sa.ForeignKey("reports.version"), primary_key=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("note", sa.Text()),
        sa.Column("failed", sa.Text()),
    )
