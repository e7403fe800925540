"""A spreadsheet beside a record: how its columns are taken, which rows are which events, and in what they differ."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from record_fixtures import simple_reader, told

import crossreport
from crossreport.api import Record
from crossreport.cli import main
from crossreport.compare.columns import SheetMapping, load_mapping, opened
from crossreport.compare.match import meets
from crossreport.compare.rows import Range, Refused, Row, rows_of
from crossreport.compare.write import write
from crossreport.errors import InputError
from crossreport.model.judged import Estimate
from crossreport.model.report import Report

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)
ACCUSED = "Police said 4 people were killed in Ostrel. Teo Brask, accused of it, fled."
MINE = """event date,town,country,fatalities,notes
2024-05-14,Velmora,ZZ,3,
2024-05-20,Kestry,ZZ,7,as the mayor told us
2024-06-01,Sarn,ZZ,9,
2024-06-09,Harrow,ZZ,2,nobody else has it
"""


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    reports = [
        told("a", 3, "Velmora", published="2024-05-14"),
        told("b", 5, "Kestry", published="2024-05-20"),
        told("c", 9, "Sarn", published="2024-06-02"),
        told("d", 1, "Tolm", published="2024-05-30"),
        Report("e", ACCUSED, published="2024-06-05"),
        told("f", 8, "Faraway", published="2023-01-01"),
    ]
    crossreport.build(reports, record=tmp_path / "my.record").close()
    with crossreport.open_record(tmp_path / "my.record") as opened:
        yield opened


def sheet(tmp_path: Path, content: str | bytes, name: str = "mine.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(tmp_path: Path, content: str | bytes, mapping: SheetMapping | None = None) -> list[Row | Refused]:
    return list(rows_of(*opened(sheet(tmp_path, content), mapping)))


def row(tmp_path: Path, content: str | bytes, mapping: SheetMapping | None = None) -> Row:
    [found] = read(tmp_path, content, mapping)
    assert isinstance(found, Row), found
    return found


# --- what differs ----------------------------------------------------------------------------------------------------------


def test_the_two_are_set_side_by_side(record: Record, tmp_path: Path) -> None:
    found = record.compare(sheet(tmp_path, MINE))
    assert [(pair.row.place, pair.event.place and pair.event.place.name) for pair in found.pairs] == [
        ("Velmora", "Velmora"), ("Kestry", "Kestry"), ("Sarn", "Sarn"),
    ]  # fmt: skip
    assert [pair.row.place for pair in found.same] == ["Velmora"]
    kestry, sarn = found.different
    assert [(one.what, one.sheet, one.record, one.may_agree) for one in kestry.differences] == [("killed", "7", "5", False)]
    [words] = kestry.differences[0].claims
    assert (words.report, words.quote) == ("b", "5 people were killed in Kestry")
    assert [(one.what, one.sheet, one.record) for one in sarn.differences] == [("date", "2024-06-01", "2024-06-02")]
    assert [one.row.place for one in found.in_sheet] == ["Harrow"]
    assert [one.place.name for one in found.in_record if one.place] == ["Tolm", "Ostrel"]
    assert (found.first, found.last, found.countries) == ("2024-05-14", "2024-06-09", ("ZZ",))


def test_an_event_in_which_nobody_was_killed_is_not_missed_in_the_sheet(tmp_path: Path) -> None:
    reports = [told("a", 3, "Velmora", published="2024-05-14"), told("b", 0, "Dorn", published="2024-05-27")]
    with crossreport.build(reports, record=tmp_path / "my.record") as record:
        found = record.compare(sheet(tmp_path, MINE))
    assert found.in_record == ()


def test_the_evidence_of_a_match_adds_up(record: Record, tmp_path: Path) -> None:
    for pair in record.compare(sheet(tmp_path, MINE)).pairs:
        assert pair.score == pytest.approx(sum(one.weight for one in pair.evidence))
        assert pair.evidence[0].what.startswith("day")


def test_what_the_sheet_does_not_say_does_not_differ(record: Record, tmp_path: Path) -> None:
    found = record.compare(sheet(tmp_path, "date,town,fatalities,injured\n2024-05-14,Velmora,,0\n"))
    assert found.different == ()


def test_a_row_and_an_event_are_matched_once(record: Record, tmp_path: Path) -> None:
    rows = "date,town,country,killed\n2024-05-14,Velmora,ZZ,1\n2024-05-14,Velmora,ZZ,3\n"
    found = record.compare(sheet(tmp_path, rows))
    assert [pair.row.line for pair in found.pairs] == [3]
    [left] = found.in_sheet
    assert (left.row.line, left.near) == (2, found.pairs[0].event.id)


def test_another_town_country_or_month_is_another_event(record: Record, tmp_path: Path) -> None:
    rows = "date,town,country,killed\n2024-05-14,Velmora,YY,3\n2024-07-14,Velmora,ZZ,3\n2024-05-14,Sarn,ZZ,3\n"
    assert record.compare(sheet(tmp_path, rows)).pairs == ()


def test_masked_names_stay_masked(record: Record, tmp_path: Path) -> None:
    found = record.compare(sheet(tmp_path, "date,town,country,killed\n2024-06-05,Ostrel,ZZ,9\n"))
    assert found.different
    write(found, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        assert "Brask" not in path.read_text(encoding="utf-8-sig")


def test_the_record_is_left_as_it_is(record: Record, tmp_path: Path) -> None:
    before = (tmp_path / "my.record").read_bytes()
    record.compare(sheet(tmp_path, MINE))
    assert (tmp_path / "my.record").read_bytes() == before


# --- how it is read --------------------------------------------------------------------------------------------------------

GED = (
    "id,relid,year,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,"
    "best,high,low\n17,x,2024,Government,Front,1,Velmora town,Ostrand,10.5,20.25,Zed,2,2024-05-13,2024-05-15,3,5,2\n"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,event_type,actor1,actor2,country,admin1,location,latitude,longitude,"
    "geo_precision,source,notes,fatalities\n"
    "ZED12,14 May 2024,2024,1,Battles,Army,Front,Zed,Ostrand,Velmora,10.5,20.25,1,x,y,3\n"
)


def test_the_columns_of_ucdp_and_acled_are_known(tmp_path: Path) -> None:
    assert row(tmp_path, GED) == Row(
        2, "2024-05-13", "2024-05-15", "17", 6, "Velmora town", "Ostrand", "Zed", 10.5, 20.25, False, "Government", "Front",
        Range(2, 3, 5),
    )  # fmt: skip
    assert row(tmp_path, ACLED) == Row(
        2, "2024-05-14", "2024-05-14", "ZED12", 0, "Velmora", "Ostrand", "Zed", 10.5, 20.25, False, "Army", "Front",
        Range(best=3), words="y",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("date;place;lat;lon\n2024-05-14;Café;1,5;2,25\n".encode("cp1252"), "Café"),
        ("sep=;\ndate;place;lat;lon\n2024-05-14;Café;1,5;2,25\n".encode("utf-8-sig"), "Café"),
        ("date\tplace\tlat\tlon\n2024-05-14\tCafé\t1.5\t2.25\n".encode("utf-16"), "Café"),
        ('date,place,lat,lon\r\n2024-05-14,"Café, the old\r\none",1.5,2.25\r\n'.encode(), "Café, the old\r\none"),
    ],
)
def test_encodings_delimiters_and_decimal_marks_are_told_from_the_file(tmp_path: Path, content: bytes, place: str) -> None:
    found = row(tmp_path, content)
    assert (found.place, found.lat, found.lon) == (place, 1.5, 2.25)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2024-05-14", "2024-05-14", "2024-05-14"),
        ("14 May 2024", "2024-05-14", "2024-05-14"),
        ("20240514", "2024-05-14", "2024-05-14"),
        ("31/05/2024", "2024-05-31", "2024-05-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_days_are_read_in_many_forms(tmp_path: Path, cell: str, first: str, last: str) -> None:
    found = row(tmp_path, f"date,place\n{cell},Velmora\n")
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7", Range(best=7)),
        ("7.0", Range(best=7)),
        ("10+", Range(low=10)),
        (">10", Range(low=11)),
        ("<10", Range(high=9)),
        ("5-8", Range(5, None, 8)),
        ("unknown", None),
        ("", None),
        ("1 200", Range(best=1200)),
    ],
)
def test_numbers_of_persons_are_read_in_many_forms(tmp_path: Path, cell: str, expected: Range | None) -> None:
    assert row(tmp_path, f"date,place,killed\n2024-05-14,Velmora,{cell}\n").killed == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",Velmora,3,", "no date"),
        ("soon,Velmora,3,", "'soon', which is no"),
        ("45426,Velmora,3,", "a number: give the column the form of a date"),
        ("2024-05-14,Velmora,many,", "'many', which is no number of persons"),
        ("2024-05-14,Velmora,-3,", "no number of persons"),
        ("2024-05-14,Velmora,2.5,", "no number of persons"),
        ("2024-05-14,Velmora,99999999999,", "more persons than an event can have"),
        ("2024-05-14,Velmora,3,95", "outside of -90 to 90"),
        ("2024-05-14,Velmora,3,5", "only one is there"),
        ("2024-05-14,Velmora,3", "the row has 3 cells, the headings are 5"),
    ],
)
def test_a_row_that_cannot_be_understood_is_refused_and_the_others_are_compared(
    record: Record, tmp_path: Path, line: str, reason: str
) -> None:
    content = f"date,place,killed,lat,lon\n{line}{',' if line.count(',') == 3 else ''}\n2024-05-14,Velmora,3,,\n"
    found = record.compare(sheet(tmp_path, content))
    assert [one.line for one in found.refused] == [2]
    assert reason in found.refused[0].reason
    assert len(found.pairs) == 1


def test_numbers_that_are_out_of_order_are_refused(tmp_path: Path) -> None:
    [found] = read(tmp_path, "date,low,best,high\n2024-05-14,5,3,7\n")
    assert isinstance(found, Refused)
    assert "out of order: 5, 3, 7" in found.reason


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("date,killed\n03/04/2024,1\n", "day or the month first"),
        ("date,killed\n13/04/2024,1\n04/13/2024,1\n", "day first in '13/04/2024' and the month first"),
        ('date,killed\n2024-05-14,"1,234"\n', "thousands or a fraction"),
        ("place,killed\nVelmora,1\n", "No column of mine.csv is known to hold the day"),
        ("nothing here\n", "no columns"),
        ("date,date\n1,2\n", "two columns with the heading 'date'"),
        (b"PK\x03\x04...", "an Excel or LibreOffice file: save the sheet as CSV"),
        (b"", "no columns"),
        (b"date,killed\n\x00\x01\xff", "no text"),
    ],
)
def test_what_cannot_be_guessed_is_asked_for(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        opened(sheet(tmp_path, content))


def test_a_mapping_decides_and_comes_back_as_it_was_used(tmp_path: Path) -> None:
    content = 'when,spot,dead\n03/04/2024,Velmora,"1,234"\n'
    given = SheetMapping({"date": "when", "place": "spot", "killed": "dead"}, "dmy", ".")
    found = row(tmp_path, content, given)
    assert (found.first, found.place, found.killed) == ("2024-04-03", "Velmora", Range(best=1234))
    _, used = opened(sheet(tmp_path, content), given)
    again = sheet(tmp_path, used.as_yaml(), "mapping.yaml")
    assert load_mapping(again) == used


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("columns: {date: when}", "'when', which is not there"),
        ("columns: {day: date}", "cannot be used"),
        ("date_order: sideways", "cannot be used"),
        ("[1, 2", "not valid YAML: line "),
        ("delimiter: ab", "one character"),
        ("encoding: klingon", "no encoding"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        opened(sheet(tmp_path, MINE), load_mapping(sheet(tmp_path, content, "mapping.yaml")))


# --- how it comes out ------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_the_command_shows_the_mapping_and_the_differences_and_writes_them(record: Record, tmp_path: Path) -> None:
    path = sheet(tmp_path, MINE)
    done = run("compare", record.path, path, "--to", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "date: event date" in done.output
    assert "killed: sheet 7, record 5 (not both); “5 people were killed in Kestry” (b," in done.output
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "differences.csv").read_text(encoding="utf-8-sig"))))
    assert [one["found"] for one in rows] == [
        "same", "different", "different", "in the sheet only", "in the record only", "in the record only",
    ]  # fmt: skip
    assert (rows[1]["killed_sheet_best"], rows[1]["killed_record_best"], rows[1]["differs_in"]) == ("7", "5", "killed")
    held = json.loads((tmp_path / "out" / "differences.json").read_text())
    assert held["pairs"][1]["differences"][0]["theirs"] == {"best": 7}
    again = run("compare", record.path, path, "--mapping", tmp_path / "out" / "mapping.yaml", "--format", "json")
    assert json.loads(again.output)["pairs"] == held["pairs"]


def test_what_a_spreadsheet_would_run_is_kept_from_it(record: Record, tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://x")'
    content = f'date,town,country,killed,id\n2024-05-14,"{hostile.replace(chr(34), chr(34) * 2)}",ZZ,3,@SUM(1)\n'
    write(record.compare(sheet(tmp_path, content)), tmp_path / "out")
    cells = csv.reader(io.StringIO((tmp_path / "out" / "differences.csv").read_text(encoding="utf-8-sig")))
    assert not [cell for line in cells for cell in line if cell.startswith(("=", "@", "+"))]


def test_a_sheet_of_which_no_row_can_be_compared_says_why(record: Record, tmp_path: Path) -> None:
    for content, told_so in (
        ("date,place,killed\n2024-05-14,Velmora,few\n2024-99-14,Velmora,5\n", "line 2: killed is 'few'"),
        ("date,place,killed\n", "mine.csv has no row under its headings"),
    ):
        with pytest.raises(InputError, match=told_so):
            record.compare(sheet(tmp_path, content))


def test_refused_rows_show_in_the_exit_code_and_errors_change_nothing(record: Record, tmp_path: Path) -> None:
    assert run("compare", record.path, sheet(tmp_path, MINE + "soon,X,ZZ,1,\n")).exit_code == 1
    for arguments in ((tmp_path / "none.csv",), (tmp_path,), (sheet(tmp_path, MINE), "--mapping", tmp_path / "no.yaml")):
        done = run("compare", record.path, *arguments)
        assert done.exit_code == 2
        assert "Traceback" not in done.output


# --- for all input ---------------------------------------------------------------------------------------------------------


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_reading(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    for content in (raw, b"date,place,killed,lat,lon\n" + raw):
        path.write_bytes(content)
        try:
            found = list(rows_of(*opened(path)))
        except InputError:
            continue
        assert all(isinstance(one, (Row, Refused)) for one in found)


CELLS = st.text(st.characters(exclude_characters='",\r\n\0', exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), max_size=5))
def test_every_row_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str, str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "cells.csv"
    lines = ["2024-05-14,Velmora,3,1,1", *(",".join(line) for line in cells if "".join(line).strip())]
    path.write_bytes("\n".join(["date,place,killed,lat,lon", *lines]).encode())
    try:
        found = list(rows_of(*opened(path)))
    except InputError:
        return
    assert len(found) <= len(lines)
    assert isinstance(found[0], Row | Refused)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_two_ranges_meet_where_they_share_a_number(number: int, low: int, more: int) -> None:
    mine = Estimate(low, low, low + more, False, (), "single", "p", ())
    assert meets(Range(best=number), mine) is (low <= number <= low + more)
    assert meets(Range(low=number), mine) is (number <= low + more)
    assert meets(Range(high=number), mine) is (low <= number)
