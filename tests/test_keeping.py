"""Keeping a record: what it covers, proved copies, lawful redaction; and sealed names nowhere but in the record itself."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from record_fixtures import simple_reader, told

import crossreport
from crossreport.answers.coverage import coverage, uncovered
from crossreport.cli import main
from crossreport.errors import ExportError

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)

ACCUSED = "Police said 3 people were killed in Velmora. Teo Brask, accused of it, was held near Quillhaven."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Two builds: the second with a new version of the first report."""
    path = tmp_path / "my.record"
    first, second = told("a", text=ACCUSED), told("a", text=ACCUSED.replace("3", "4"), published="2024-05-16")
    crossreport.build([first, told("b", 2, place="Kestry", published="2024-06-20")], record=path).close()
    crossreport.build([second], record=path).close()
    return path


# --- coverage -------------------------------------------------------------------------------------------------------------


def test_coverage_tells_outlets_days_and_gaps() -> None:
    found = coverage([("Post", "2024-05-01"), ("Post", "2024-05-01T10:00:00Z"), ("Echo", "2024-05-04"), (None, "2024-05-04"),
                      ("Echo", None)])  # fmt: skip
    assert [(row.outlet, row.reports, row.undated) for row in found.rows] == [
        ("Echo", 1, 1), ("Post", 2, 0), ("(no outlet given)", 1, 0),
    ]  # fmt: skip
    assert found.gaps == (("2024-05-02", "2024-05-03"),)
    assert (found.reports, found.undated, found.without_outlet) == (4, 1, 1)
    assert uncovered(found) == "No report was published on 2024-05-02 to 2024-05-03: silence there says nothing."


def test_a_long_time_is_told_by_month_and_a_period_asked_for_has_its_edges() -> None:
    found = coverage([("Post", "2024-01-31"), ("Post", "2024-06-01")])
    assert found.periods == ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06")
    found = coverage([("Post", "2024-05-02"), ("Post", "2024-07-01")], "2024-05-01", "2024-05-03")
    assert found.gaps == (("2024-05-01", "2024-05-01"), ("2024-05-03", "2024-05-03"))
    assert found.reports == 1


def test_the_command_prints_a_table(record: Path) -> None:
    text = run("coverage", record).output
    assert "COVERAGE  2024-05-16 to 2024-06-20: 2 reports, by day" in text
    assert "no report: 2024-05-17 to 2024-06-19" in text
    assert json.loads(run("coverage", record, "--format", "json").output)["reports"] == 2
    asked = run("coverage", record, "--since", "2031-01-01", "--until", "2031-02-01")
    assert "The record has no report of 2031-01-01 to 2031-02-01." in asked.output
    assert run("coverage", record, "--since", "soon").exit_code == 2
    assert run("coverage", record, "--since", "2024-06-02", "--until", "2024-06-01").exit_code == 2


def test_a_tally_of_a_period_says_which_days_the_record_has_no_report_of(record: Path) -> None:
    told = "No report was published on 2024-05-17 to 2024-05-18: silence there says nothing."
    assert told in run("tally", record, "--since", "2024-05-16", "--until", "2024-05-18").output
    assert "silence" not in run("tally", record).output
    assert "silence" not in run("tally", record, "--since", "2024-05-16", "--until", "2024-05-16").output


# --- copies ---------------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_same_record(record: Path, tmp_path: Path) -> None:
    found = run("backup", record, tmp_path / "copy.record")
    assert found.exit_code == 0, found.output
    with crossreport.open_record(record) as one, crossreport.open_record(tmp_path / "copy.record") as other:
        assert one.derived() == other.derived()
        assert one.checkpoint() == other.checkpoint()
        assert one.checkpoint().hash in found.output
    assert run("check", tmp_path / "copy.record").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"my.record", "copy.record"}


def test_a_backup_into_a_folder_that_cannot_be_written_says_so(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    monkeypatch.setattr("crossreport.store.backup.os.access", lambda path, mode: Path(path) != locked)
    found = run("backup", record, locked / "copy.record")
    assert found.exit_code == 2
    assert "cannot be written to, so no copy" in found.stderr


def test_a_backup_takes_no_files_place_and_a_damaged_record_has_none(record: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    assert "is there already" in run("backup", record, tmp_path / "there").output
    assert (tmp_path / "there").read_text() == "mine"
    with crossreport.open_record(record) as opened, pytest.raises(ExportError, match="Make it, or connect its disk"):
        opened.backup(tmp_path / "no" / "copy")
    with sqlite3.connect(record) as raw:
        raw.execute("UPDATE events SET body = replace(body, 'incident', 'episode')")
    raw.close()
    found = run("backup", record, tmp_path / "copy.record")
    assert found.exit_code == 2
    assert not (tmp_path / "copy.record").exists()


def test_a_copy_that_cannot_be_written_is_named_and_not_the_record(record: Path, tmp_path: Path) -> None:
    # No file of that name fits where it is asked for, whoever asks.
    to = tmp_path / f"{'x' * 251}.part"
    found = run("backup", record, to)
    assert found.exit_code == 2
    assert to.name in found.output
    assert f"record {record}" not in found.output


# --- redaction ------------------------------------------------------------------------------------------------------------


def test_what_is_redacted_is_in_no_byte_of_the_record_and_its_log_stays_whole(record: Path) -> None:
    assert b"Quillhaven" in record.read_bytes()
    with crossreport.open_record(record) as opened:
        before = list(opened.log())
    found = run("redact", record, "a", "--by", "Ada", "--why", "a court order", "--yes")
    assert found.exit_code == 0, found.output
    assert "Backups and exports made before hold it still" in found.output
    content = record.read_bytes()
    for words in (b"Quillhaven", b"Brask", b"brask", b"quillhaven", b"3 people were killed", b"4 people were killed"):
        assert words not in content, words
    assert "all is well" in run("audit", "verify", record).output
    assert run("check", record).exit_code == 0
    with crossreport.open_record(record) as opened:
        assert [one.id for one in opened.reports()] == ["b"]
        assert list(opened.log())[: len(before)] == before
        assert [(one.who, one.step) for one in opened.log()][len(before) :] == [("Ada", "redact"), ("machine", "make")]
        with opened.as_of(2) as then:
            assert [one.id for one in then.reports()] == ["b"]
            assert "Brask" not in str(then.derived())


def test_redaction_asks_first_and_tells_what_it_cannot_do(record: Path) -> None:
    before = record.read_bytes()
    assert run("redact", record, "a", "--by", "Ada", "--why", "x").exit_code != 0
    assert "no report 'zzz'" in run("redact", record, "zzz", "--by", "Ada", "--why", "x", "--yes").output
    assert "no report 'zzz'" in run("redact", record, "zzz", "--by", "Ada", "--why", "x").output, "before it asks"
    assert run("redact", record, "a", "--by", "", "--why", "x", "--yes").exit_code == 2
    assert record.read_bytes() == before


# --- sealed names ---------------------------------------------------------------------------------------------------------

SEALED = (
    ["brief"], ["show", "a"], ["explain", "a"], ["tally"], ["unread"], ["check"], ["changes"], ["changes", "--notices"],
    ["changes", "--since", "2", "--format", "json"], ["coverage"], ["audit", "verify"], ["audit", "log"],
    ["audit", "checkpoint"], ["brief", "--as-of", "2"], ["show", "a", "--as-of", "2"], ["show", "Teo Brask"],
    ["show", "Brask"], ["explain", "Teo Brask"],
)  # fmt: skip


@pytest.mark.parametrize("command", SEALED, ids=" ".join)
def test_no_command_prints_a_sealed_name_that_it_was_not_given(record: Path, command: list[str]) -> None:
    name, *rest = command
    audit = [rest.pop(0)] if name == "audit" else []
    found = run(name, *audit, record, *rest)
    told = found.output
    for given in rest:
        told = told.replace(given, "")  # an error may repeat what was asked for
    assert "Brask" not in told


def test_no_log_file_name_or_export_holds_a_sealed_name(record: Path, tmp_path: Path) -> None:
    run("export", record, "--to", tmp_path / "out")
    run("backup", record, tmp_path / "copy.record")
    for path in tmp_path.rglob("*"):
        assert "Brask" not in path.name
        if path.is_file() and path.suffix != ".record":
            assert b"Brask" not in path.read_bytes(), path
    with sqlite3.connect(record) as raw:
        log = str(raw.execute("SELECT * FROM log").fetchall())
    raw.close()
    assert "Brask" not in log
