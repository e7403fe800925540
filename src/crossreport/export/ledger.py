"""The record as CSV files for spreadsheets: the ledger of claims, the events, and the tables between them.

UTF-8 with a byte order mark: without one, spreadsheet programs take the files for another encoding and spoil every name that
has an accent. pandas, DuckDB, R's readr and Frictionless pass over it.
"""

from collections.abc import Iterator

from crossreport.export.source import Scope, Source
from crossreport.export.table import csv_lines
from crossreport.export.tables import TABLES


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: a file a table."""
    return {f"{table.name}.csv": csv_lines(table, source, bom=True) for table in TABLES}


DOCS = {f"{table.name}.csv": table for table in TABLES}
