"""The tables that go out, opened by what their users open them with: pandas, DuckDB, pyarrow, Frictionless."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import frictionless
import msgspec
import pandas as pd
import pyarrow.parquet as pq
import pytest
from exported_story import FORMULA, source
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.errors import SetupError
from crossreport.export import ledger, package, parquet
from crossreport.export.claim_tables import CLAIMS
from crossreport.export.files import write_files
from crossreport.export.source import Scope
from crossreport.export.table import BOM, Column, Table, csv_lines, plain
from crossreport.export.table import FORMULA as STARTS
from crossreport.export.tables import EVENTS, TABLES, TALLIES
from crossreport.model.judged import Found
from crossreport.reconcile.tallies import tally

WHOLE = Scope()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    for module, name in ((ledger, "csv"), (parquet, "parquet"), (package, "package")):
        write_files(made / name, module.files(source(), WHOLE))
    return made


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def test_the_ledger_has_a_row_a_claim_with_who_says_so_and_the_levels(folder: Path) -> None:
    first, *_ = rows(folder / "csv" / "claims.csv")
    assert first["quote"] == "a dozen in Velmora … At least 12 people were killed"
    assert (first["attribution_source"], first["attribution_via"], first["outlet"]) == (
        "a doctor", "Northern Wire", "Northern Wire",
    )  # fmt: skip
    assert (first["figure_form"], first["figure_low"], first["figure_high"]) == ("at_least", "12", "")
    assert (first["attribution_stance"], first["attribution_polarity"], first["status"]) == ("stated", "+", "current")
    assert (first["corroboration"], first["responsibility"]) == ("corroborated", "denied")
    assert (first["agreement"], first["review"]) == ("compatible", "machine, unreviewed")
    assert first["spans"].startswith("title:12-30; ")


def test_what_the_counted_events_add_up_to_is_what_a_tally_says(folder: Path) -> None:
    derived = source().derived
    events = pd.read_csv(folder / "csv" / "events.csv")
    figures = pd.read_parquet(folder / "parquet" / "event_figures.parquet")
    assert not events.counted.all()
    whole = figures[figures.counted & figures[["status", "side", "subgroup"]].isna().all(axis=1)]
    for outcome in ("killed", "injured"):
        told = tally(derived, outcome)
        names = {f"{outcome}_{part}": part for part in ("low", "best", "high", "high_open")}
        own = events[events.counted].rename(columns=names).dropna(subset=["high_open"])
        for table in (own, whole[whole.outcome == outcome]):
            high = None if table.high_open.any() else table.high.sum()
            assert (table.low.sum(), table.best.fillna(table.low).sum(), high) == (told.low, told.best, told.high), outcome


def test_a_claim_on_several_events_has_the_levels_of_each(folder: Path) -> None:
    found = {row["claim"]: row for row in rows(folder / "csv" / "claims.csv")}
    assert found["C-7"]["events"] == "E-1; E-2"
    assert found["C-7"]["corroboration"] == "corroborated; single_origin"
    assert found["C-8"]["review"] == "machine, unreviewed"


def test_every_row_of_every_table_says_that_nobody_reviewed_it(folder: Path) -> None:
    for table in TABLES:
        told = [row["review"] for row in rows(folder / "csv" / f"{table.name}.csv")]
        assert told, f"{table.name} is empty: the fixture should have one of everything"
        assert set(told) == {"machine, unreviewed"}


def test_what_no_report_tells_is_empty_and_never_zero(folder: Path) -> None:
    found = {row["event"]: row for row in rows(folder / "csv" / "events.csv")}
    assert [found["E-3"][f"killed_{name}"] for name in ("low", "best", "high", "high_open")] == ["", "", "", ""]
    assert [found["E-6"][f"killed_{name}"] for name in ("low", "best", "high", "high_open")] == ["20", "", "", "true"]
    assert found["E-1"]["injured_high"] == ""


def test_texts_are_no_formulas_and_closed_terms_stay_as_they_are(folder: Path) -> None:
    found = {row["claim"]: row for row in rows(folder / "csv" / "claims.csv")}
    assert found["C-6"]["quote"] == f"'{FORMULA}"
    assert found["C-5"]["outlet"] == "'+Kestry Tide"
    assert found["C-4"]["attribution_polarity"] == "-"


def test_the_ledger_has_a_byte_order_mark_and_the_package_none(folder: Path) -> None:
    for table in TABLES:
        assert (folder / "csv" / f"{table.name}.csv").read_bytes().startswith(BOM.encode())
        assert not (folder / "package" / f"{table.name}.csv").read_bytes().startswith(BOM.encode())


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text())
def test_any_text_comes_back_from_a_cell_and_is_no_formula(one: str, other: str) -> None:
    text = Column("text", "string", "", "a")
    made = b"".join(csv_lines(Table("t", "", (), (text, text), lambda _: [_Row(one), _Row(other)]), source()))
    _, *cells = csv.reader(io.StringIO(made.decode(), newline=""))
    for (cell, _), given_ in zip(cells, (one, other), strict=True):
        assert cell == plain(given_).encode("utf-8", "replace").decode()
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        kept = cell.removeprefix("'") if STARTS.match(cell) else cell
        if given_.isprintable():
            assert kept == given_


class _Row:
    def __init__(self, a: str):
        self.a = a


def test_pandas_and_duckdb_read_what_was_written(folder: Path) -> None:
    frame = pd.read_csv(folder / "csv" / "claims.csv")
    assert list(frame.columns) == [column.name for column in CLAIMS.columns]
    assert frame.set_index("claim").loc["C-5", "figure_point"] == 14
    for name in ("csv/events.csv", "parquet/events.parquet"):
        total = duckdb.sql(f"SELECT sum(killed_best), count(*) FROM '{folder / name}'").fetchone()
        assert total == (30, 5)


def test_parquet_has_the_types_of_the_columns(folder: Path) -> None:
    table = pq.read_table(folder / "parquet" / "events.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["date_from"], types["killed_low"], types["place_lat"]) == ("date32[day]", "int64", "double")
    assert (types["killed_high_open"], types["reports"]) == ("bool", "list<element: string>")
    assert table.num_rows == 5
    assert table.schema.metadata[b"profile"] == b"recent_majority"
    assert table.schema.field("killed_best").metadata[b"description"]
    assert table.column("date_from").to_pylist()[0].isoformat() == "2024-05-14"
    for one in TABLES:
        read = pq.read_table(folder / "parquet" / f"{one.name}.parquet")
        assert read.column_names == [column.name for column in one.columns]


def test_without_pyarrow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(SetupError, match=r"pip install 'crossreport\[parquet\]'"):
        parquet.files(source(), WHOLE)


def test_frictionless_finds_the_package_valid(folder: Path) -> None:
    report = frictionless.validate(str(folder / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    descriptor = json.loads((folder / "package" / "datapackage.json").read_text())
    assert [one["name"] for one in descriptor["resources"]] == [table.name for table in TABLES]
    assert descriptor["sources"][0]["title"] == "GeoNames"
    assert "licenses" not in descriptor


def test_frictionless_finds_a_changed_file(folder: Path, tmp_path: Path) -> None:
    write_files(tmp_path, package.files(source(), WHOLE))
    path = tmp_path / "events.csv"
    path.write_text(path.read_text().replace("14", "41"))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_a_zipped_package_is_valid_and_the_same_twice(tmp_path: Path) -> None:
    made = [b"".join(package.zipped(package.files(source(), WHOLE))) for _ in range(2)]
    assert made[0] == made[1]
    (tmp_path / "p.zip").write_bytes(made[0])
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert archive.testzip() is None
        assert "README.md" in archive.namelist()
    assert frictionless.validate(str(tmp_path / "p.zip"), type="package").valid


def test_columns_are_named_once_and_say_what_they_hold() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)
        assert all(column.about for column in table.columns)
    assert "killed_best" in {column.name for column in EVENTS.columns}


def test_where_a_record_has_no_event_of_a_total_its_own_count_is_empty_and_not_zero() -> None:
    [total] = source().derived.tallies
    cells = {one.name: one for one in TALLIES.columns}
    assert cells["found_best"].value(total) == 28
    silent = msgspec.structs.replace(total, found=Found(0, 0, 0, ()))
    assert [cells[f"found_{name}"].value(silent) for name in ("low", "best", "high")] == [None] * 3
