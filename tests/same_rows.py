"""Whether two records hold the same, row for row."""

import sqlite3
from contextlib import closing
from pathlib import Path

# When each step was taken, and the hashes that cover that.
OF_ITS_TIME = ("log", "openings")


def rows(path: Path) -> dict[str, list[str]]:
    """All rows of every table of a record, in one order, but for what tells when it was made."""
    with closing(sqlite3.connect(path)) as held:
        tables = [name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(repr, held.execute(f'SELECT * FROM "{name}"'))) for name in tables if name not in OF_ITS_TIME
        }
