"""Crossreport keeps one sourced record of what many outlets report of the same events.

import crossreport

record = crossreport.build(["reports/"])                   # or reports as values, or files; kept with record="my.record"
brief = record.brief()                                     # what happened, who says so, do they agree
record = crossreport.open_record("my.record")
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

# First, though nothing here uses it: the first import of a module of a package puts it into the package by its name, and
# that must not come after `build` below.
import crossreport.build as _build
from crossreport.errors import CrossreportError, ExportError, InputError, NotFound, RecordError, SetupError
from crossreport.ingest.given import Upload
from crossreport.ingest.mapping import Mapping
from crossreport.model.report import Report

if TYPE_CHECKING:
    from crossreport.api import Record
    from crossreport.build import Progress, Source

__all__ = [
    "CrossreportError",
    "ExportError",
    "InputError",
    "Mapping",
    "NotFound",
    "RecordError",
    "Report",
    "SetupError",
    "Upload",
    "build",
    "open_record",
]


def build(
    reports: Iterable[Source] | Source,
    record: str | Path | None = None,
    profile: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    unsealed: bool = False,
    mapping: Mapping | None = None,
    cluster: str | None = None,
) -> Record:
    """Adds reports (values, uploads, files, folders) to the record in that file, or to one in memory, and opens it.

    `record.summary` says what was taken, what was not, and why; nothing that cannot be read stops the rest. Names of minors,
    of victims of sexual violence and of accused persons are masked unless `unsealed`. With more `workers` than 1 other
    processes read along; a script must then guard its start by `if __name__ == "__main__"`. `cluster` is the address of a
    Ray cluster (HOST:PORT, or "auto") whose machines read instead.

    InputError where a path does not exist, RecordError where the record cannot be opened or written, SetupError where there
    is no such profile, or the cluster cannot be used.
    """
    from crossreport.api import build as run

    return run(reports, record, profile, workers, progress, unsealed, mapping, cluster)


def open_record(path: str | Path, unsealed: bool = False) -> Record:
    """The record in that file. RecordError where it is none, of a newer version, damaged or in use."""
    from crossreport.api import open_record as run

    return run(path, unsealed)


del _build
