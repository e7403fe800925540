"""The columns that lists and sums are looked up by, and the words that search goes through."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the tables; they are filled from what the record holds when all steps are done."""
    op.create_index("reports_outlet", "reports", ["outlet", "published"])
    op.create_table(
        "event_index",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("part_of", sa.String()),
        sa.Column("first", sa.String(), index=True),
        sa.Column("last", sa.String()),
        sa.Column("place", sa.Text()),
        sa.Column("admin1", sa.Text()),
        sa.Column("country", sa.String(), index=True),
        sa.Column("geonameid", sa.Integer()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("precision", sa.Integer()),
        sa.Column("corroboration", sa.String(), nullable=False),
        sa.Column("responsibility", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
    )
    op.create_table(
        "figure_index",
        sa.Column("event", sa.String(), primary_key=True),
        sa.Column("outcome", sa.String(), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True),
        sa.Column("status", sa.String()),
        sa.Column("side", sa.Text()),
        sa.Column("subgroup", sa.Text()),
        sa.Column("low", sa.Integer()),
        sa.Column("best", sa.Integer()),
        sa.Column("high", sa.Integer()),
    )
    op.create_index("figure_outcome", "figure_index", ["outcome", "part"])
    op.create_table(
        "event_actors",
        sa.Column("event", sa.String(), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_table(
        "story_index",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("first", sa.String()),
        sa.Column("last", sa.String(), index=True),
        sa.Column("reports", sa.Integer(), nullable=False, index=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("main_event", sa.String()),
    )
    op.create_table(
        "actor_names",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("actor", sa.String(), primary_key=True),
    )
    op.create_table(
        "actor_reports",
        sa.Column("report", sa.String(), primary_key=True),
        sa.Column("actor", sa.String(), primary_key=True),
    )
    op.create_table(
        "searched",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.String(64), sa.ForeignKey("reports.version")),
        sa.Column("title", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("stamp", sa.String(64), nullable=False),
    )
    op.create_index("searched_id", "searched", ["kind", "id"])
