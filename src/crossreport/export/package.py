"""A Frictionless data package: the record's tables as CSV with their schemas, hashes, sources and credit.

Data Package 1.0 (specs.frictionlessdata.io). The files have no byte order mark: programs read them.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from crossreport.export.levels import CREDIT, UNREVIEWED
from crossreport.export.pipe import Pipe
from crossreport.export.source import Scope, Source
from crossreport.export.table import Column, Table, csv_lines
from crossreport.export.tables import TABLES

DESCRIPTOR, README = "datapackage.json", "README.md"
KEYS = {"claim": "claims", "event": "events", "report": "reports", "origin": "origins", "story": "stories"}
# Columns that hold one id of another table, and the table that they point into.
POINT = {
    ("claims", "report"): "reports",
    ("claims", "origin"): "origins",
    ("event_figures", "event"): "events",
    ("event_actors", "event"): "events",
    ("event_people", "event"): "events",
    ("victims", "event"): "events",
    ("tallies", "claim"): "claims",
    ("relations", "a"): "claims",
    ("relations", "b"): "claims",
}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can tell; the same on every repetition


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: the tables, a README, and last the descriptor, which has the others' hashes."""
    seen: dict[str, _Measured] = {}
    made: dict[str, Iterator[bytes]] = {}
    for table in TABLES:
        seen[table.name] = _Measured(csv_lines(table, source))
        made[f"{table.name}.csv"] = iter(seen[table.name])
    made[README] = iter([readme(source).encode()])
    made[DESCRIPTOR] = _descriptor(source, seen)
    return made


def zipped(contents: dict[str, Iterator[bytes]]) -> Iterator[bytes]:
    """These files as one zip file, the same bytes on every repetition."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in contents.items():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield pipe.take()
    yield pipe.take()


class _Measured:
    """Pieces of a file, with their number of bytes and hash once they have all gone by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.sha256 = hashlib.sha256()
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.sha256.update(piece)
            self.bytes += len(piece)
            yield piece


def _descriptor(source: Source, seen: dict[str, _Measured]) -> Iterator[bytes]:
    resources = [_resource(table, seen[table.name]) for table in TABLES]
    outlets = sorted({head.outlet for head in source.heads.values() if head.outlet})
    made = {
        "profile": "tabular-data-package",
        "name": "crossreport-record",
        "title": "A sourced record of reported events",
        "description": f"What reports say happened, who says so, and how many were killed or hurt; {UNREVIEWED} unless a row"
        f" says otherwise. Low, best and high by the profile {source.derived.profile}. See {README}.",
        **({"created": source.made} if source.made else {}),
        "contributors": [{"title": f"Crossreport {source.made_with.get('code', '')}".strip(), "role": "wrangler"}],
        "sources": [{"title": "GeoNames", "path": "https://www.geonames.org/"}, *({"title": one} for one in outlets)],
        "resources": resources,
    }
    yield msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _resource(table: Table, measured: _Measured) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": measured.bytes,
        "hash": f"sha256:{measured.sha256.hexdigest()}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """The table's schema (Table Schema 1.0)."""
    points = [
        {"fields": name, "reference": {"resource": other, "fields": next(key for key, of in KEYS.items() if of == other)}}
        for (of_table, name), other in POINT.items()
        if of_table == table.name
    ]
    return {
        "fields": [_field(one) for one in table.columns],
        "missingValues": [""],
        **({"primaryKey": table.key[0]} if len(table.key) == 1 else {}),
        **({"foreignKeys": points} if points else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    kind = "string" if column.type == "list" else column.type
    joined = "; parts joined by '; '" if column.type == "list" else ""
    return {
        "name": column.name,
        "type": kind,
        "description": column.about + joined,
        **({"constraints": {"required": True}} if column.required else {}),
    }


def readme(source: Source) -> str:
    """What is in the package, how it came about, and what its owner still has to say."""
    profile, made = source.profile, source.made_with
    lines = [
        "# A sourced record of reported events",
        "",
        f"Review: **{UNREVIEWED}**, unless the column `review` of a row says otherwise. Corroboration, responsibility,",
        "agreement and review are separate levels; none of them is a probability. A range from low to high is no confidence",
        "interval, and an empty cell is not zero.",
        "",
        f"- Figures by the profile `{profile.name}`: {profile.title}. It follows {profile.cites}.",
        f"- Made with Crossreport {made.get('code', '')}, rules {made.get('rules', '')}, parser {made.get('model', '')}.",
        "- Names of minors, of victims of sexual violence and of accused persons are "
        + (
            "shown: this package is unsealed. Keep it as you would keep the record." if source.unsealed else "masked as •••."
        ),
        f"- {CREDIT}",
        "- A text that a spreadsheet would take for a formula has an apostrophe before it.",
        "",
        "## Licence",
        "",
        "The owner of the record decides under which licence it may be used and adds `licenses` to datapackage.json. Quotes",
        "are the words of the outlets named there as sources; their rights remain with them.",
        "",
        "## Tables",
        "",
        *(f"- `{table.name}.csv`: {table.about}" for table in TABLES),
    ]
    return "\n".join(lines) + "\n"


DOCS: dict[str, Table | dict[str, str]] = {
    DESCRIPTOR: {
        "name, title, description": "what the package is",
        "created": "the moment of the last step of the record's log",
        "contributors": "the program and its version",
        "sources": "GeoNames and the outlets",
        "licenses": "absent: for the owner of the record to decide and add",
        "resources": "one a table: `path`, `bytes`, `hash` (SHA-256), `encoding`, and `schema` with `fields`, `primaryKey`,"
        " `foreignKeys`, `missingValues`",
    },
    **{f"{table.name}.csv": table for table in TABLES},
}
