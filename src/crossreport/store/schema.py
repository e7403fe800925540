"""The tables of a record. Written so that PostgreSQL can follow: no type or default that only SQLite knows.

Reports and readings are what a build adds to; the tables of DERIVED are made of them anew by each build, in one
transaction, and what differs is written: a row that changed or went is kept in `past`. A body is the value as JSON; the
columns beside it are those that are looked up by.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from crossreport.store.base import metadata as metadata
from crossreport.store.lookups import INDEXES as INDEXES
from crossreport.store.lookups import actor_names as actor_names
from crossreport.store.lookups import actor_reports as actor_reports
from crossreport.store.lookups import event_actors as event_actors
from crossreport.store.lookups import event_index as event_index
from crossreport.store.lookups import figure_index as figure_index
from crossreport.store.lookups import searched as searched
from crossreport.store.lookups import story_index as story_index
from crossreport.store.lookups import whom_index as whom_index
from crossreport.store.near_tables import NEAR as NEAR

# "XRPT": the mark by which a SQLite file is known as a record.
APPLICATION_ID = 0x58525054
# Raised with every change of the tables below, each a step of migrations/; a record of a newer version is refused, one of an
# older version is brought up to date. REVISION is the last step's name.
VERSION = 14
REVISION = "0014"

# The columns that every derived row has beside its own: where it stands in its table's order, with room between two rows
# for others, and the log's step that it holds from. They say nothing of the world, and no digest is taken of them.
KEPT_BY = ("n", "since")


def _kept() -> tuple[Column[Any], Column[Any]]:
    place = Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    return place, Column("since", Integer, nullable=False, index=True, server_default="0")


def _of_few(name: str, column: str) -> Index:
    """An index of a column in which few rows have any value, by these alone: one of all is taken for a short way to none.

    That is so in SQLite. PostgreSQL counts what a column holds; to say it here of that too would load its dialect with every
    command.
    """
    return Index(name, column, sqlite_where=text(f"{column} IS NOT NULL"))


# What the record as a whole was made with: profile, versions of code, rules and model.
meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

# Every version of every report, as given; `version` is the hash of all its fields, `current` the one of its id that the
# derived tables were made of (standings has the one that the next build makes them of), `since` the step that took it in. No
# pubstatus: usable.
reports = Table(
    "reports",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("id", String, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", String),
    Column("published_inferred", Boolean, nullable=False),
    Column("language", String),
    Column("credit", Text, nullable=False),
    Column("pubstatus", String),
    Column("since", Integer, nullable=False, server_default="0"),
    Index("reports_text", "id", "text_sha256", "pubstatus"),
    Index("reports_outlet", "outlet", "published"),
    # Not with `current`, which nearly all are: whatever asks for that as well would be looked up by it.
    Index("reports_published", "published"),
    _of_few("reports_status", "pubstatus"),
)

# Between which steps of the log a version of a report was the current one, or was the one that its report was withdrawn with
# (by whom and why); no `until`: it still is.
standings = Table(
    "standings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("version", String(64), ForeignKey("reports.version"), nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("since", Integer, nullable=False, index=True),
    Column("until", Integer),
    Column("who", Text),
    Column("why", Text),
    # Most have no end: an index that held them would be taken for a short way to few.
    _of_few("standings_ended", "until"),
)

# How the source of a report was captured, as a chain of custody needs it: any number for one text; `sha256` is of the bytes.
captures = Table(
    "captures",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("text_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("since", Integer, nullable=False, server_default="0"),
)

# What was read in a version of a report, by which reader; `failed` says why nothing could be. `dated` is what was read in a
# report without a day by that which linking inferred for it, `day`.
readings = Table(
    "readings",
    metadata,
    Column("version", String(64), ForeignKey("reports.version"), primary_key=True),
    Column("reader", String, nullable=False),
    Column("body", LargeBinary),
    Column("note", Text),
    Column("failed", Text),
    Column("day", String),
    Column("dated", LargeBinary),
    # How many are read, and which not, is asked by each build, and must not cost what it costs to look into each.
    Index("readings_read", "reader", "failed"),
    _of_few("readings_failed", "failed"),
    _of_few("readings_noted", "note"),
)

# What the last builds refused, by source.
refused = Table(
    "refused",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("line", Integer),
    Column("report", String),
    Column("reason", Text, nullable=False),
)

# Here and below `linked` is the value before it was reconciled, where that made a difference: other profiles start there.
rows = Table(
    "rows",
    metadata,
    *_kept(),
    Column("report", String, nullable=False, index=True),
    Column("story", String, index=True),
    Column("body", Text, nullable=False),
    Column("linked", Text),
)

claims = Table(
    "claims",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("report", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("origin", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("linked", Text),
    # Those few that state totals; by the type of all nothing is looked up.
    Index("claims_stated", "report", sqlite_where=text("type = 'tally'")),
)

events = Table(
    "events",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("linked", Text),
)

formerly = Table(
    "formerly",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("event", String, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("linked", Text),
)

stories = Table(
    "stories",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("linked", Text),
)

relations = Table(
    "relations",
    metadata,
    *_kept(),
    Column("a", String, nullable=False, index=True),
    Column("b", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    *_kept(),
    Column("claim", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    *_kept(),
    Column("report", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

links = Table(
    "links",
    metadata,
    *_kept(),
    Column("a", String, nullable=False, index=True),
    Column("b", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("body", Text, nullable=False),
)

interactions = Table(
    "interactions",
    metadata,
    *_kept(),
    Column("actor", String, nullable=False, index=True),
    Column("recipient", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

# Claims of versions of reports that count no more.
earlier = Table(
    "earlier",
    metadata,
    *_kept(),
    Column("id", String, nullable=False, unique=True),
    Column("report", String, nullable=False, index=True),
    Column("replaced_by", String, index=True),
    Column("body", Text, nullable=False),
)

# The names that are masked in what is shown of a report, and those that share a word with them and are not.
names = Table(
    "names",
    metadata,
    *_kept(),
    Column("report", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

# What became of each decision that counts, in the order of the log.
decided = Table(
    "decided",
    metadata,
    *_kept(),
    Column("decision", String, nullable=False, unique=True),
    Column("body", Text, nullable=False),
)

# What linking made and decisions of people took away or changed (events, actors and acts all or some of whose claims are set
# aside), as linking made it.
set_aside = Table(
    "set_aside",
    metadata,
    *_kept(),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),
)

# The decisions of people, as they made them, in their order: only ever added to. `step` is that of the log that took one.
decisions = Table(
    "decisions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("step", Integer, ForeignKey("log.seq"), nullable=False),
    Column("body", Text, nullable=False),
)

# Rows of derived tables (`kind`) that a later build changed or dropped, and the steps between which they held: from `since`
# to before `until`. `row` has their columns as JSON, `place` is the n that they had.
past = Table(
    "past",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False, index=True),
    Column("row", Text, nullable=False),
)

# What was done to the record, by whom and when: only ever added to. `body` is RFC 8785 JSON and names nobody; `hash` is
# SHA-256 over all other columns, `prev` the hash of the entry before.
log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("step", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# What the log's commitments stand for. An opening that is deleted leaves the chain whole, and its value unknowable.
openings = Table(
    "openings",
    metadata,
    Column("seq", Integer, ForeignKey("log.seq"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("salt", String(64), nullable=False),
    Column("value", Text, nullable=False),
)

# Reports that were redacted and may not come back unseen, by salted hashes alone (kept_out.py). `step` is that of the log
# which says so, `text_hashes` one for each text that the report had.
kept_out = Table(
    "kept_out",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("step", Integer, ForeignKey("log.seq"), nullable=False),
    Column("salt", String(64), nullable=False),
    Column("id_hash", String(64), nullable=False),
    Column("text_hashes", Text, nullable=False),
)

# The last step of migrations/ that this record has had.
migrated = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

DERIVED = (
    rows, claims, events, formerly, origins, stories, relations, tallies, copies, links, actors, interactions, earlier,
    names, decided, set_aside,
)  # fmt: skip
