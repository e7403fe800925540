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
from crossreport.cli import main
from crossreport.errors import InputError, RecordError
from crossreport.joining import join
from crossreport.pipeline import change
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


def redacted(path: Path, report: str) -> Path:
    assert run("redact", path, report, "--by", "Ada", "--why", "a court order", "--yes").exit_code == 0
    return path


def test_what_was_redacted_comes_back_by_no_join_and_no_decision_on_it_does(a: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(decided(a, "harbour", "Ivo Kess"), tmp_path / "other.record"))
    redacted(a, "harbour")
    found = run("join", a, other)
    assert found.exit_code == 1
    assert "harbour: it was redacted here on" in " ".join(found.output.split())
    assert "1 decision on reports that were redacted here left out" in found.output
    assert b"Kestry" not in a.read_bytes()
    with crossreport.open_record(a, unsealed=True) as record:
        assert [one.id for one in record.reports()] == ["mill"]
        assert record.decided_by_people() == ()
        assert record.check() == ()


def test_the_very_text_of_what_was_redacted_is_refused_under_another_name(a: Path) -> None:
    redacted(a, "harbour")
    text = msgspec.structs.replace(HARBOUR, id="another", outlet="Another")
    with crossreport.build([text, told("quarry", 5, "Orlen")], record=a) as record:
        assert record.summary is not None
        assert [one.report for one in record.summary.refused] == ["another"]
        assert [one.id for one in record.reports()] == ["mill", "quarry"]


def test_what_another_record_redacted_is_kept_out_here_too_or_named_where_it_is_here(a: Path, tmp_path: Path) -> None:
    holds, lacks = Path(shutil.copy(a, tmp_path / "holds.record")), made(tmp_path / "lacks.record", MILL)
    still = Path(shutil.copy(a, tmp_path / "still.record"))
    redacted(a, "harbour")
    assert "harbour: it was redacted there and is here still" in " ".join(run("join", holds, a).output.split())
    assert "1 report redacted there will be kept out here too" in run("join", lacks, a).output
    assert "redacted here on" in " ".join(run("join", lacks, still).output.split())
    for path in (holds, lacks):
        assert run("check", path).exit_code == run("audit", "verify", path).exit_code == 0
    before = lacks.read_bytes()
    run("join", lacks, a)
    assert lacks.read_bytes() == before


def test_a_redacted_report_is_let_in_again_by_a_person_alone(a: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(a, tmp_path / "other.record"))
    redacted(a, "harbour")
    assert "No report 'quarry' was redacted" in run("redact", a, "quarry", "--lift", "--by", "Ada", "--why", "x").output
    assert run("redact", a, "harbour", "--lift", "--by", "Ada", "--why", "the order fell").exit_code == 0
    assert run("join", a, other).exit_code == 0
    assert run("check", a).exit_code == run("audit", "verify", a).exit_code == 0
    with crossreport.open_record(a) as record:
        assert [one.id for one in record.reports()] == ["harbour", "mill"]


def test_a_redaction_that_was_taken_out_of_the_file_is_missed(a: Path) -> None:
    redacted(a, "harbour")
    with closing(sqlite3.connect(a)) as raw, raw:
        raw.execute("DELETE FROM kept_out")
    found = run("audit", "verify", a)
    assert found.exit_code == 1
    assert "1 redacted reports are kept out no more" in found.output


def test_a_redaction_says_which_decisions_go_with_it(a: Path) -> None:
    with crossreport.open_record(decided(a, "harbour", "Ivo Kess")) as record:
        (decision,) = record.decided_by_people()
    asked = run("redact", a, "harbour", "--by", "Ada", "--why", "a court order")
    assert asked.exit_code != 0
    assert f"go with it: {decision.id}" in " ".join(asked.output.split())
    assert "1 version, 1 decision" in run("redact", a, "harbour", "--by", "Ada", "--why", "x", "--yes").output
