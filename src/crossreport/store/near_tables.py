"""The tables by which a build finds what lies near a report that is added, so that it links no more than that again.

All of them can be made again from reports and readings: a build of the whole record does so where they are not as they must
be (near.py). They say nothing that the record does not say elsewhere, and no digest is taken of them.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from crossreport.store.base import metadata

# What they were made for: the record's `made_of`, its newest moment, the next number of a thing.
near_state = Table("near_state", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

# Each report's neighbourhood, by its first report (linking/near.py), and the version that the rows below were made of;
# none where there was no reading.
near_homes = Table(
    "near_homes",
    metadata,
    Column("report", String, primary_key=True),
    Column("home", String, nullable=False, index=True),
    Column("version", String(64), index=True),
)

# The mentions of reports, and reports themselves (mention ""), with the days of linking/pairs.py. No number is used twice.
near_things = Table(
    "near_things",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("mention", String, nullable=False),
    Column("published", Integer),
    Column("first", Integer),
    Column("last", Integer),
)

# Who has which mark (linking/pairs.py), by a hash of its key. Those of things that are gone are left, and lead nowhere.
near_marks = Table(
    "near_marks",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("day", BigInteger, primary_key=True),
    Column("thing", Integer, primary_key=True),
    Column("weight", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The paragraphs of reports by the name of their words, and the name of the first one that each is like (linking/copies.py).
near_texts = Table(
    "near_texts",
    metadata,
    Column("report", String, primary_key=True),
    Column("text", String(16), primary_key=True),
    Column("alike", String(16), nullable=False, index=True),
    Index("near_texts_text", "text"),
    sqlite_with_rowid=False,
)

near_bands = Table(
    "near_bands",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("text", String(16), primary_key=True),
    sqlite_with_rowid=False,
)

# How reports name parties: what naming has a say in who it is (`kin`, linking/identity.py), and the actor that it is.
near_parties = Table(
    "near_parties",
    metadata,
    Column("report", String, primary_key=True),
    Column("party", String, primary_key=True),
    Column("kin", String, primary_key=True, index=True),
    Column("actor", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Outlets with the hosts of their reports, each pair once (linking/origins.py).
near_outlets = Table(
    "near_outlets", metadata, Column("outlet", String, primary_key=True), Column("host", String, primary_key=True)
)

# Events with a figure that is held to develop still, and of these updates the one (ISO) that will first be an old one when
# newer reports come; none where it is not known.
near_developing = Table("near_developing", metadata, Column("event", String, primary_key=True), Column("updated", String))

NEAR = (near_state, near_homes, near_things, near_marks, near_texts, near_bands, near_parties, near_outlets, near_developing)
