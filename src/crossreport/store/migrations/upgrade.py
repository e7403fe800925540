"""Brings the tables of an older record up to date."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, select

from crossreport.store.audit import append
from crossreport.store.schema import migrated, reports

FIRST = "0001"


def config(connection: Connection) -> Config:
    """What the steps run with: where they lie, and the connection that they run on."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, to: str = "head") -> None:
    """Runs the steps that a record has not had yet, in the caller's transaction; all of it is kept when that ends."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config(connection), to)


def adopt(connection: Connection) -> None:
    """Brings a record of the first format up to date: it carried no mark, and had no log of what came in."""
    migrated.create(connection, checkfirst=True)
    connection.execute(insert(migrated), {"version_num": FIRST})
    upgrade(connection)
    versions = [row.version for row in connection.execute(select(reports.c.version).order_by(reports.c.version))]
    append(connection, "adopt", {"reports": len(versions)}, versions)
