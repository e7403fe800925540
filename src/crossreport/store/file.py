"""The record's file: opening it, telling a record from other files, locking it, and errors in words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from crossreport.errors import RecordError
from crossreport.store.schema import APPLICATION_ID, REVISION, VERSION, metadata, migrated

# Seconds to wait for another process before giving up.
WAIT = 5.0
WHOLE = "What was in the record before is whole."


def connect(path: Path | None, write: bool = False) -> Connection:
    """A connection to the record at `path` (None: one in memory, gone with the connection).

    With `write` the file is made where there is none, and is held for this connection alone until it closes. RecordError
    where it is no record, of a newer version, damaged, in use, or cannot be read or written.
    """
    if path is not None:
        _check(path, write)
        if not write and _is_older(path):
            close(connect(path, write=True))
    with told(path), _kept_clean(path):
        raw = _open(path, write)
        connection = _writing(raw) if write else wrapped(raw)
        if write:
            try:
                _prepare(connection)
            except BaseException:
                close(connection)
                raise
        return connection


def reader_of(writer: Connection) -> Connection:
    """A connection that reads what this one wrote: for records in memory, which nobody else can open."""
    raw = writer.connection.driver_connection
    writer.rollback()
    assert isinstance(raw, sqlite3.Connection)
    return wrapped(raw)


def existing(path: Path) -> Path:
    """The path of a record that is there. RecordError where it is not, so that no command makes an empty one by mistake."""
    _check(path, write=False)
    return path


def copied(connection: Connection) -> Connection:
    """A connection to a copy of a record, in memory."""
    raw, copy = (
        connection.connection.driver_connection,
        sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False),
    )
    assert isinstance(raw, sqlite3.Connection)
    raw.backup(copy)
    return wrapped(copy)


def writer_of(reader: Connection) -> Connection:
    """A connection that writes what this one reads: for records in memory."""
    raw = reader.connection.driver_connection
    reader.rollback()
    assert isinstance(raw, sqlite3.Connection)
    return _writing(raw)


def _writing(raw: sqlite3.Connection) -> Connection:
    connection = wrapped(raw)
    event.listen(connection.engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN EXCLUSIVE"))
    return connection


def wrapped(raw: sqlite3.Connection) -> Connection:
    """The driver's connection as SQLAlchemy's. It begins no transaction by itself: who needs one begins it."""
    return create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool).connect()


def close(connection: Connection) -> None:
    """Closes the connection and its file, and with them gives up the lock."""
    connection.close()
    connection.engine.dispose()


@contextmanager
def _kept_clean(path: Path | None) -> Iterator[None]:
    """Leaves no empty file behind where a record could not be made."""
    was_there = path is None or path.exists()
    try:
        yield
    except BaseException:
        if path is not None and not was_there and path.exists() and not path.stat().st_size:
            path.unlink()
        raise


def _open(path: Path | None, write: bool) -> sqlite3.Connection:
    if path is None:
        found = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    else:
        # What a killed build left is rolled back by whoever opens the record next, and that needs writing.
        can_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        mode = "rwc" if write else "rw" if can_write else "ro"
        found = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=WAIT,
            check_same_thread=False,
        )
    try:
        _check_kind(found, path, write)
        found.execute("PRAGMA foreign_keys = ON")
        if write:
            # One writer, from its first transaction to its end. A rollback journal keeps the record one file. What is
            # committed is on the disk before it is acknowledged, and so is that its journal is gone (EXTRA): a journal that
            # came back with the power would take it back.
            found.execute("PRAGMA locking_mode = EXCLUSIVE")
            found.execute("PRAGMA journal_mode = DELETE")
            found.execute("PRAGMA synchronous = EXTRA")
        else:
            found.execute("PRAGMA query_only = ON")
    except BaseException:
        found.close()
        raise
    return found


def _check_kind(raw: sqlite3.Connection, path: Path | None, write: bool) -> None:
    """RecordError for another program's database or a newer record, before anything in it is touched."""
    made_by = raw.execute("PRAGMA application_id").fetchone()[0]
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    if made_by == 0 and write and raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return  # new, or left empty by a build that was killed before its first write
    if made_by != APPLICATION_ID:
        raise RecordError(f"{path} is not a record of Crossreport. It was left as it is.")
    if version > VERSION:
        raise RecordError(
            f"The record {path} was written by a newer Crossreport (its format is {version}, this one knows {VERSION})."
            " Install the newer one to use it. It was left as it is."
        )


def _prepare(connection: Connection) -> None:
    """The tables, made where the file is new and brought up to date where it is older.

    Either way a transaction begins, and takes the lock that is then held.
    """
    from crossreport.store import indexes, search, whom

    with connection.begin():
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            metadata.create_all(connection)
            search.create(connection)
            connection.execute(insert(migrated), {"version_num": REVISION})
        elif version == VERSION:
            return
        else:
            from crossreport.store.migrations.upgrade import adopt, bring_up

            (adopt if version == 1 else bring_up)(connection)
            search.create(connection)
            indexes.refill(connection)
            whom.refill(connection, indexes.seals_of(connection))
            indexes.index_words(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _is_older(path: Path) -> bool:
    """Is it a record of an older format? Then it is brought up to date before it is read."""
    with told(path):
        raw = _open(path, write=False)
        try:
            return bool(raw.execute("PRAGMA user_version").fetchone()[0] < VERSION)
        finally:
            raw.close()


def _check(path: Path, write: bool) -> None:
    """RecordError for what can be told without opening it as a database."""
    if path.is_dir():
        raise RecordError(f"{path} is a folder; a record is one file.")
    if not path.exists():
        if not write:
            raise RecordError(f"There is no record {path}. `crossreport build INPUT... --record {path}` makes one.")
        if not path.parent.is_dir():
            raise RecordError(f"The folder {path.parent} for the record does not exist. Make it first.")
        if not os.access(path.parent, os.W_OK):
            raise RecordError(f"The folder {path.parent} cannot be written to, so no record can be made there.")
    elif not path.is_file():
        raise RecordError(f"{path} is no plain file; a record is one.")
    elif not os.access(path, os.R_OK):
        raise RecordError(f"The record {path} cannot be read: permission denied.")
    elif write and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise RecordError(f"The record {path} cannot be written to: it or its folder is read-only.")


@contextmanager
def told(path: Path | None, written: Path | None = None) -> Iterator[None]:
    """Turns the database's errors into RecordErrors that say what happened and what holds now.

    `written` is the file that is written, where that is not the record itself.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise RecordError(_in_words(path, written or path, cause)) from error


def _in_words(path: Path | None, written: Path | None, cause: BaseException | None) -> str:
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    where = f"The record {path}" if path else "The record"
    into = f"The record {written}" if written else "The record"
    if code == sqlite3.SQLITE_FULL:
        return f"{into} cannot grow: the disk is full. {WHOLE} Free some space and run the same command again."
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{where} is in use by another process, a build perhaps. Try again when that is done."
    if code == sqlite3.SQLITE_NOTADB:
        return f"{path} is not a record of Crossreport. It was left as it is."
    if code == sqlite3.SQLITE_CORRUPT:
        return f"{where} is damaged ({cause}). Restore it from a copy, or build it again."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"{into} cannot be opened or written to ({cause}). {WHOLE}"
    if code == sqlite3.SQLITE_IOERR:
        return f"{where} could not be read or written: {cause}. {WHOLE}"
    return f"{where} gave an error: {cause}. {WHOLE}"
