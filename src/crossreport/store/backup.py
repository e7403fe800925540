"""A copy of a record, made while others may read it, and proved to be the same before it is called one."""

import os
import sqlite3
from pathlib import Path

from crossreport.errors import ExportError, RecordError
from crossreport.store.audit import Checkpoint
from crossreport.store.file import told
from crossreport.store.record import Record

PAGES = 2000


def backup(record: Record, to: Path) -> Checkpoint:
    """Copies a record into a file that is not there yet; the checkpoint of both.

    The copy is opened and held against the original: its log must end with the same entry, and its tables must be what that
    log says. ExportError where the file is there already or cannot be written, RecordError where the copy is not the same.
    """
    if os.path.lexists(to):
        raise ExportError(f"{to} is there already. Name a file that is not: a copy never takes the place of another.")
    if not to.parent.is_dir():
        raise ExportError(f"The folder {to.parent} does not exist. Make it, or connect its disk, first.")
    if not os.access(to.parent, os.W_OK):
        raise ExportError(f"The folder {to.parent} cannot be written to, so no copy can be made there.")
    part = to.with_name(f".{to.name}.part")
    try:
        with told(record.path, to):
            record.copy_into(part, PAGES)
        found = _proved(record, part)
        os.replace(part, to)
        _settle(to.parent)
        return found
    except (OSError, sqlite3.Error) as error:
        raise ExportError(f"The copy {to} cannot be written: {error}.") from None
    finally:
        part.unlink(missing_ok=True)


def _proved(record: Record, part: Path) -> Checkpoint:
    from crossreport.store.check import log_faults

    with Record.open(part, unsealed=True) as copy:
        faults = [*copy.file_faults(), *(fault.what for fault in log_faults(copy, record.checkpoint()))]
        if faults:
            raise RecordError(f"The copy is not as the log says, and none was kept: {faults[0]}. Check the record.")
        return copy.checkpoint()


def _settle(folder: Path) -> None:
    """Makes the new name last."""
    at = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
