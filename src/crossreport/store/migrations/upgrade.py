"""Brings the tables of an older record up to date."""

import logging
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, insert, select

from crossreport.store.audit import append, entries, stated
from crossreport.store.history import Changes, changes_found, digest_of_derived, restated
from crossreport.store.schema import DERIVED, VERSION, migrated, past, reports

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


def bring_up(connection: Connection) -> None:
    """The same for a record that has a log: an entry states anew what its tables hold, where that was as the log said."""
    held = _holds_what_its_log_says(connection)
    upgrade(connection)
    body: dict[str, Any] = {"format": VERSION}
    if held:
        body["derived"] = digest_of_derived(connection)
        body["restated"] = restated(connection, stated(entries(connection)).changes)
    append(connection, "upgrade", body)


def _holds_what_its_log_says(connection: Connection) -> bool:
    """Do an older record's tables, read as they are, hold what its log says of them? If not, no entry may say they do."""
    found = MetaData()
    found.reflect(connection)
    tables = [found.tables[table.name] for table in DERIVED if table.name in found.tables]
    said = stated(entries(connection))
    if said.derived is not None and said.derived != digest_of_derived(connection, tables):
        return False
    changes = changes_found(connection, tables) if past.name in found.tables else {}
    return all(changes.get(step, Changes(step)).digest == digest for step, digest in said.changes.items())


def adopt(connection: Connection) -> None:
    """Brings a record of the first format up to date: it carried no mark, and had no log of what came in."""
    migrated.create(connection, checkfirst=True)
    connection.execute(insert(migrated), {"version_num": FIRST})
    upgrade(connection)
    versions = [row.version for row in connection.execute(select(reports.c.version).order_by(reports.c.version))]
    append(connection, "adopt", {"reports": len(versions)}, versions)
