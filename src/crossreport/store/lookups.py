"""The tables that a record's values are looked up by: columns for lists and sums, words for full-text search.

Every row of them can be made again from the values (indexes.py, search.py).
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from crossreport.store.base import metadata

# What lists and sums are looked up by: columns of the values, with the sealed names masked, made anew with them.
event_index = Table(
    "event_index",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("part_of", String, index=True),
    Column("first", String, index=True),
    Column("last", String),
    Column("place", Text),
    Column("admin1", Text),
    Column("country", String, index=True),
    Column("geonameid", Integer),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Integer),
    Column("corroboration", String, nullable=False),
    Column("responsibility", String, nullable=False),
    Column("review", String, nullable=False),
    Column("reports", Integer, nullable=False),
)

# The whole of an outcome where `part` is 0, else its cells in their order; `high` is null where it is open.
figure_index = Table(
    "figure_index",
    metadata,
    Column("event", String, primary_key=True),
    Column("outcome", String, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("status", String),
    Column("side", Text),
    Column("subgroup", Text),
    Column("low", Integer),
    Column("best", Integer),
    Column("high", Integer),
    # It holds all that a sum asks, so that the table is not looked into.
    Index("figure_sums", "outcome", "part", "event", "low", "best", "high"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", String, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", Text, nullable=False),
)

story_index = Table(
    "story_index",
    metadata,
    Column("id", String, primary_key=True),
    Column("first", String, index=True),
    Column("last", String, index=True),
    Column("reports", Integer, nullable=False, index=True),
    Column("events", Integer, nullable=False),
    Column("main_event", String),
)

# Whom the figures of an event's claims count, by words (whom.py): `used` where the estimate of that outcome rests on the
# claim, `own` where it gives a number of that outcome. Where `claim` is empty it is whom the event was done to.
whom_index = Table(
    "whom_index",
    metadata,
    # A sum is of one outcome, whose rows lie together.
    Column("outcome", String, primary_key=True),
    Column("event", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("point", Integer),
    Column("used", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Actors by the folded spellings of their names, and by the reports that tell of them.
actor_names = Table(
    "actor_names", metadata, Column("name", Text, primary_key=True), Column("actor", String, primary_key=True)
)
actor_reports = Table(
    "actor_reports", metadata, Column("report", String, primary_key=True), Column("actor", String, primary_key=True)
)

# What full-text search goes through: of each report, event, story and actor its words as they may be shown to anybody
# (`shown`), and those as they are (`whole`), one row where these are the same. Words of a report's own version lie there.
# `stamp` tells whether a row is as it must be.
searched = Table(
    "searched",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("version", String(64), ForeignKey("reports.version")),
    Column("title", Text),
    Column("body", Text),
    Column("shown", Boolean, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("stamp", String(64), nullable=False),
    Index("searched_id", "kind", "id"),
)

INDEXES = (event_index, figure_index, event_actors, story_index, actor_names, actor_reports)
