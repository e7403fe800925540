"""`check` proves a record whole, and finds each kind of damage."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from record_fixtures import simple_reader, told

import crossreport
from crossreport.cli import main
from crossreport.errors import RecordError

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "my.record"
    crossreport.build([told("a", 3), told("b", 2, place="Kestry"), told("c", 3)], record=path).close()
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def faults(path: Path) -> list[str]:
    with crossreport.open_record(path, unsealed=True) as opened:
        return [f"{fault.about}: {fault.what}" for fault in opened.check()]


def rewritten(path: Path, table: str, change: Callable[[dict[str, Any]], None], column: str = "body") -> None:
    """Changes the first row of a table as somebody with a database tool could."""
    with sqlite3.connect(path) as connection:
        n, body = connection.execute(f"SELECT n, {column} FROM {table} ORDER BY n").fetchone()
        value = json.loads(body)
        change(value)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE n = ?", (json.dumps(value), n))


def test_a_record_as_it_was_built_is_whole(record: Path) -> None:
    assert faults(record) == []
    found = CliRunner().invoke(main, ["check", str(record)])
    assert found.exit_code == 0
    assert "all is well. 3 reports" in found.output


@pytest.mark.parametrize(("table", "change", "told"), [
    ("claims", lambda claim: claim.update(quote="9 people were killed in Velmora"), "its quote is not what report"),
    ("claims", lambda claim: claim["spans"][0].update(end=9999), "it points outside of report"),
    ("claims", lambda claim: claim.update(events=["E-gone"]), "it names the event 'E-gone', which is not in the record"),
    ("claims", lambda claim: claim.update(origin="O-gone"), "it names the origin 'O-gone'"),
    ("events", lambda event: event["figures"]["killed"].update(low=99), "low, best and high are out of order"),
    ("events", lambda event: event["figures"]["killed"].update(high_open=True), "both open and closed"),
    ("events", lambda event: event["figures"]["killed"].update(low=0), "it cannot be recomputed"),
    ("events", lambda event: event.update(claims=["C-gone"]), "it names the claim 'C-gone'"),
    ("stories", lambda story: story.update(reports=["nobody"]), "it names the report 'nobody'"),
])  # fmt: skip
def test_what_was_changed_behind_its_back_is_found(record: Path, table: str, change: Any, told: str) -> None:
    rewritten(record, table, change)
    assert any(told in fault for fault in faults(record))
    found = CliRunner().invoke(main, ["check", str(record)])
    assert found.exit_code == 1
    assert told in found.output


def test_a_reports_words_are_held_against_their_hash(record: Path) -> None:
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE reports SET text = replace(text, '3 people', '8 people') WHERE id = 'a'")
    assert "report a: its words or fields are not those that were taken in: the hash differs" in faults(record)


def test_a_report_that_no_build_finished_with_is_told(record: Path) -> None:
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE meta SET value = 'before' WHERE key = 'made_of'")
    assert faults(record) == [
        "record: reports were added after the last build that came to its end; build again to take them in"
    ]


def test_what_cannot_be_decoded_is_a_fault_and_no_crash(record: Path) -> None:
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE claims SET body = '{}'")
    assert any("cannot read" in fault for fault in faults(record))


def test_masked_words_cannot_be_checked(record: Path) -> None:
    with crossreport.open_record(record) as opened, pytest.raises(RecordError, match="unsealed"):
        opened.check()


def test_what_it_was_before_is_weighed_again_as_far_as_that_can_be(tmp_path: Path) -> None:
    path = tmp_path / "my.record"
    for day, count in enumerate((3, 4, 5), 15):
        crossreport.build([told("a", count, published=f"2024-05-{day}"), told(f"b{day}", 2, "Kestry")], record=path).close()
    found = run("check", path, "--past")
    assert found.exit_code == 0, found.output
    assert "2 earlier steps weighed again" in found.output
    assert "weighed" not in run("check", path).output
    assert run("redact", path, "b15", "--by", "Ada", "--why", "the law", "--yes").exit_code == 0
    told_of = run("check", path, "--past").output
    assert "0 earlier steps weighed again" in told_of
    assert "step 2 not weighed again: a redaction or an upgrade" in " ".join(told_of.split())


def test_a_past_that_was_wrongly_made_is_found(tmp_path: Path) -> None:
    path = tmp_path / "my.record"
    for day, count in enumerate((3, 4), 15):
        crossreport.build([told("a", count, published=f"2024-05-{day}")], record=path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        n, row = raw.execute("SELECT n, row FROM past WHERE kind = 'events'").fetchone()
        value = json.loads(row)
        value["body"] = value["body"].replace('"best":3', '"best":2')
        raw.execute("UPDATE past SET row = ? WHERE n = ?", (json.dumps(value), n))
    found = run("check", path, "--past")
    assert found.exit_code == 1
    assert "step 2, event" in found.output
