"""The record's tables as Parquet, typed: days are days, numbers are numbers, lists are lists."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from crossreport.errors import SetupError
from crossreport.export.levels import CREDIT
from crossreport.export.pipe import Pipe
from crossreport.export.source import Scope, Source
from crossreport.export.table import Column, Table
from crossreport.export.tables import TABLES

ROWS = 10_000  # of one row group: a bound on the memory that a table takes


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: a file a table. SetupError where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise SetupError(
            "Parquet needs the package pyarrow, which is not installed. Install it with: pip install 'crossreport[parquet]'"
            " (the format csv has the same tables and needs nothing)."
        ) from error
    return {f"{table.name}.parquet": _contents(table, source) for table in TABLES}


def _contents(table: Table, source: Source) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    fields = [
        pa.field(one.name, types[one.type], nullable=not one.required, metadata={"description": one.about})
        for one in table.columns
    ]
    about = {"description": table.about, "profile": source.derived.profile, "credit": CREDIT}
    schema = pa.schema(fields, metadata=about)
    pipe = Pipe()
    sink = pa.PythonFile(pipe, mode="w")
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        rows = iter(table.rows(source))
        while some := list(islice(rows, ROWS)):
            columns = [pa.array([_value(one, row) for row in some], types[one.type]) for one in table.columns]
            writer.write_batch(pa.record_batch(columns, schema=schema))
            yield pipe.take()
    yield pipe.take()


def _value(column: Column, row: Any) -> Any:
    value = column.value(row)
    if value is not None and column.type == "date":
        return date.fromisoformat(value)
    return value


DOCS = {f"{table.name}.parquet": table for table in TABLES}
