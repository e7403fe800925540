"""Joining records: all that either had, whichever takes over the other; what clashes is listed, and nothing is lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from record_fixtures import simple_reader, told

import crossreport
from crossreport import api
from crossreport.build import change
from crossreport.cli import main
from crossreport.errors import InputError, RecordError
from crossreport.joining import join
from crossreport.store.codec import encode

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)

MILL = told("mill", 3, "Velmora", published="2024-05-15")
MILL_AGAIN = told("mill", 4, "Velmora", published="2024-05-16")
HARBOUR = told("harbour", 2, "Kestry", published="2024-05-20")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def made(path: Path, *reports: crossreport.Report) -> Path:
    crossreport.build(list(reports), record=path).close()
    return path


def decided(path: Path, report: str, by: str) -> Path:
    with crossreport.open_record(path, unsealed=True) as record:
        claim = next(one for one in record.derived().claims if one.report == report and one.type == "figure")
        record.decide(record.propose("reject", by=by, why="a misprint", claim=claim.id))
    return path


def content(path: Path) -> tuple[str, set[str]]:
    """All that a record makes of its reports, and what became of the decisions of people."""
    with crossreport.open_record(path, unsealed=True) as record:
        assert not record.check()
        made = record.derived()
        return encode(msgspec.structs.replace(made, decided=())), {encode(one) for one in made.decided}


@pytest.fixture
def a(tmp_path: Path) -> Path:
    return made(tmp_path / "a.record", MILL, HARBOUR)


@pytest.fixture
def b(tmp_path: Path) -> Path:
    return made(tmp_path / "b.record", MILL_AGAIN, told("quarry", 5, "Orlen", published="2024-05-21"))


def test_whichever_record_takes_over_the_other_all_of_both_is_in_it(a: Path, b: Path, tmp_path: Path) -> None:
    decided(a, "harbour", "Ada Berg")
    decided(b, "quarry", "Ivo Kess")
    other_way, of_a = Path(shutil.copy(b, tmp_path / "other.record")), Path(shutil.copy(a, tmp_path / "of_a.record"))
    before = b.read_bytes()
    (brought,) = join(a, [b])
    assert (brought.versions, brought.decisions, brought.refused) == (2, 1, ())
    join(other_way, [of_a])
    with crossreport.open_record(a, unsealed=True) as record:
        assert [one.id for one in record.reports()] == ["harbour", "mill", "quarry"]
        assert len(record.versions("mill")) == 2
        assert {one.by for one in record.decided_by_people()} == {"Ada Berg", "Ivo Kess"}
    assert content(a) == content(other_way)
    assert b.read_bytes() == before


def test_the_newer_text_counts_from_either_side(a: Path, b: Path) -> None:
    join(a, [b])
    join(b, [a])
    for path in (a, b):
        with crossreport.open_record(path) as record:
            assert record.report("mill").published == "2024-05-16"


def test_to_join_again_changes_nothing(a: Path, b: Path) -> None:
    join(a, [b])
    before = a.read_bytes()
    (brought,) = api.Record.join(a, [b])
    assert (brought.versions, brought.withdrawals, brought.decisions) == (0, 0, 0)
    assert a.read_bytes() == before


def test_a_withdrawal_comes_along_with_who_and_why(a: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "c.record", HARBOUR)
    change(other, lambda writer: writer.withdraw("harbour", "Ada Berg", "made up"))
    (brought,) = join(a, [other])
    assert brought.withdrawals == 1
    with crossreport.open_record(a) as record:
        assert [(one.report, one.who, one.why) for one in record.withdrawn_by_people()] == [
            ("harbour", "Ada Berg", "made up")
        ]
        assert not [one for one in record.derived().claims if one.report == "harbour" and one.status == "current"]


def test_two_texts_of_which_none_is_the_later_are_listed_and_the_own_one_is_kept(a: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "c.record", told("harbour", 9, "Kestry", published="2024-05-20"))
    found = run("join", a, other)
    assert found.exit_code == 1
    assert "harbour" in found.output
    with crossreport.open_record(a) as record:
        assert record.report("harbour").text == HARBOUR.text


def test_what_is_no_record_or_not_as_its_log_says_joins_nothing(a: Path, b: Path, tmp_path: Path) -> None:
    before = a.read_bytes()
    with pytest.raises(InputError, match="twice"):
        join(a, [a])
    with pytest.raises(RecordError):
        join(a, [tmp_path / "missing.record"])
    with closing(sqlite3.connect(b)) as raw, raw:
        raw.execute("DELETE FROM claims")
    with pytest.raises(RecordError, match="not as its log says"):
        join(a, [b])
    assert run("join", a, b).exit_code == 2
    assert a.read_bytes() == before


def test_the_log_says_what_was_taken_over_and_stays_whole(a: Path, b: Path) -> None:
    with crossreport.open_record(b) as record:
        checkpoint = record.checkpoint()
    assert run("join", a, b).exit_code == 0
    with crossreport.open_record(a) as record:
        (entry,) = [one for one in record.log() if one.step == "join"]
    assert (entry.body["other"], entry.body["versions"]) == (checkpoint.hash, 2)
    assert run("audit", "verify", a).exit_code == 0
