"""Bad input to whole commands: a clear line, an exit code that says so, and a record that stays whole."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_fixtures import simple_reader, told

from crossreport.cli import main
from crossreport.errors import RecordError
from crossreport.export.jsonl import files
from crossreport.export.source import Scope, Source
from crossreport.model.report import Report
from crossreport.store.record import Record
from crossreport.store.schema import VERSION

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def reports(path: Path, *given: Report) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(report) + b"\n" for report in given))
    return path


def exported(path: Path) -> dict[str, bytes]:
    with Record.open(path) as record:
        return {name: b"".join(lines) for name, lines in files(Source(record.derived()), Scope()).items()}


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # One version of reading in all processes of a test, whoever edits the readers meanwhile.
    monkeypatch.setattr("crossreport.store.provenance.reader", lambda: "simple")
    path = reports(tmp_path / "good.jsonl", told("a"), told("b", 2, place="Kestry"))
    assert run("build", path, "--record", tmp_path / "my.record").exit_code == 0
    return tmp_path / "my.record"


def bad_folder(folder: Path) -> Path:
    """Every kind of bad input side by side, with one good report."""
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "latin.txt").write_bytes(b"caf\xe9 attack")
    (folder / "utf16.txt").write_bytes("3 men were killed".encode("utf-16"))
    (folder / "one.txt").write_text("x")
    (folder / "hebrew.txt").write_text("שלושה נהרגו")
    (folder / "control.txt").write_text("3 people were killed in Velmora\x07\x1b[31m today.")
    (folder / "million.txt").write_text("word " * 200_000)
    (folder / "good.txt").write_text("Police said 3 people were killed in Velmora.")
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "mixed.jsonl").write_text(
        '{"id": "far", "text": "x", "published": "9999-12-31"}\n{"id": [], "text": "x"}\n{"text": "x"}\nnull\n[]\n{"id": "ha'
    )
    os.symlink(folder, folder / "loop")
    return folder


def test_a_folder_of_everything_bad_gives_a_record_of_the_good_and_names_the_rest(tmp_path: Path) -> None:
    found = run("build", bad_folder(tmp_path / "in"), "--record", tmp_path / "my.record", "--workers", 1)
    assert found.exit_code == 1
    assert "Taken 5," in found.stdout
    assert "refused 11," in found.stdout
    assert found.stderr.count("\n  ") == 11
    with Record.open(tmp_path / "my.record") as record:
        assert [report.id for report in record.reports()] == ["control", "good", "hebrew", "million", "one"]


def test_read_too_names_the_bad_and_writes_the_good(tmp_path: Path) -> None:
    found = run("read", bad_folder(tmp_path / "in"), "--to", tmp_path / "o.jsonl", "--workers", 1)
    assert found.exit_code == 1
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 5


def test_a_second_build_of_bad_input_leaves_the_first_whole(tmp_path: Path, record: Path) -> None:
    before = exported(record)
    (tmp_path / "bad.jsonl").write_text("nonsense\n")
    assert run("build", tmp_path / "bad.jsonl", "--record", record).exit_code == 1
    assert exported(record) == before


@pytest.mark.parametrize("command", ["brief", "unread", "export", "build"])
def test_a_file_that_is_no_record_is_told_by_every_command(tmp_path: Path, command: str) -> None:
    (tmp_path / "in.txt").write_text("x")
    bad = tmp_path / "notes.txt"
    bad.write_text("my notes, not a record")
    arguments = ["build", tmp_path / "in.txt", "--record", bad] if command == "build" else [command, bad]
    found = run(*arguments, *(["--to", tmp_path / "out"] if command == "export" else []))
    assert found.exit_code == 2
    assert found.stderr == f"crossreport: {bad} is not a record of Crossreport. It was left as it is.\n"
    assert bad.read_text() == "my notes, not a record"


def test_a_record_of_a_newer_version_is_told(tmp_path: Path, record: Path) -> None:
    with sqlite3.connect(record) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    raw.close()
    for arguments in (["brief", record], ["build", tmp_path / "good.jsonl", "--record", record]):
        found = run(*arguments)
        assert found.exit_code == 2
        assert "written by a newer Crossreport" in found.stderr


@pytest.mark.parametrize("step", ["crossreport.store.file._prepare", "crossreport.store.writer.Writer.add"])
def test_a_full_disk_leaves_no_empty_record_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*given: Any) -> None:
        raise RecordError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        found = run("build", reports(tmp_path / "in.jsonl", told("a")), "--record", tmp_path / "my.record")
    assert found.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
    (tmp_path / "mine.record").touch()  # a file that somebody made is not taken away
    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        assert run("build", tmp_path / "in.jsonl", "--record", tmp_path / "mine.record").exit_code == 2
    assert (tmp_path / "mine.record").exists()


def test_a_full_disk_leaves_no_empty_folder_of_an_export(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "mine").mkdir()
    monkeypatch.setattr(os, "fsync", full)
    assert run("export", record, "--to", tmp_path / "mine" / "of" / "May").exit_code == 2
    assert list((tmp_path / "mine").iterdir()) == []
    assert run("export", record, "--to", tmp_path / "mine").exit_code == 2
    assert (tmp_path / "mine").exists()


def test_a_full_disk_in_the_middle_of_an_export_leaves_the_one_before(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("export", record, "--to", tmp_path / "out").exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = run("export", record, "--to", tmp_path / "out")
    assert found.exit_code == 2
    assert "No space left on device" in found.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_damaged_row_is_told_and_nothing_else_is(record: Path) -> None:
    with sqlite3.connect(record) as raw:
        raw.execute("UPDATE claims SET body = 'garbage'")
    raw.close()
    code = "from crossreport.cli import main; main()"
    found = subprocess.run([sys.executable, "-c", code, "brief", record], capture_output=True, text=True)
    assert found.returncode == 2
    assert found.stderr.startswith("crossreport: The record holds a Claim that this Crossreport cannot read")
    assert found.stderr.count("\n") == 1


def test_an_error_that_should_not_be_is_a_line_and_no_traceback(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*given: Any, **fields: Any) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("crossreport.api.Record.brief", fault)
    found = run("brief", record)
    assert found.exit_code == 2
    assert "RuntimeError: a fault of ours" in found.stderr
    assert "Traceback" not in found.stderr


BUILD = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal, however the tests were started
from record_fixtures import read, reading_by
import time
def slow(report):
    print("reading", flush=True)
    time.sleep(0.05)
    return read(report)
sys.modules["crossreport.reading.read"] = reading_by(slow)
from crossreport import pipeline
pipeline.CHUNK = 1
from crossreport.store import provenance
provenance.reader = lambda: "simple"
from crossreport.cli import main
main(["build", sys.argv[1], "--record", sys.argv[2], "--workers", "1"])
"""


def started(tmp_path: Path, record: Path) -> "subprocess.Popen[str]":
    """A build of slow reading, some reports in."""
    path = reports(tmp_path / "many.jsonl", *(told(f"r{n}", n + 1, place=f"Town{n}") for n in range(60)))
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, path, record],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert process.stdout
    for _ in range(5):
        process.stdout.readline()
    return process


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_build_that_is_stopped_in_the_middle_leaves_the_record_whole_and_goes_on(
    tmp_path: Path, record: Path, how: signal.Signals, code: int
) -> None:
    before = exported(record)
    process = started(tmp_path, record)
    process.send_signal(how)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == code
    assert "Traceback" not in errors
    if how == signal.SIGINT:
        assert (
            errors.lstrip()
            == "crossreport: Stopped. What was kept until now is whole; the same command goes on from there.\n"
        )
    assert exported(record) == before
    with Record.open(record) as opened:
        left = sum(1 for _ in opened.unread_reports())
    assert 0 < left < 60
    found = run("build", tmp_path / "many.jsonl", "--record", record)
    assert found.exit_code == 0
    assert f"read {left}," in found.stdout


def test_a_command_whose_reader_went_away_ends_quietly(record: Path) -> None:
    code = "from crossreport.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "brief", record], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == ""
    assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_told(record: Path) -> None:
    with open("/dev/full", "w") as full:
        code = "from crossreport.cli import main; main()"
        found = subprocess.run([sys.executable, "-c", code, "brief", record], stdout=full, stderr=subprocess.PIPE, text=True)
    assert found.returncode == 2
    assert "No space left on device" in found.stderr
    assert "Traceback" not in found.stderr


@given(st.lists(st.binary(max_size=80), max_size=6), st.sampled_from(["in.txt", "in.jsonl", "in.ndjson"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_a_command_fail_with_anything_but_a_line(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], name: str
) -> None:
    folder = tmp_path_factory.mktemp("in")
    (folder / name).write_bytes(b"\n".join(parts))
    started = time.perf_counter()
    found = run("build", folder / name, "--record", folder / "my.record")
    assert found.exit_code in (0, 1)
    assert "should not be" not in found.output
    assert time.perf_counter() - started < 30
