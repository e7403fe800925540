"""The record's log: chained, so that no step is changed, cut or slipped in unseen; and older records get one."""

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from record_fixtures import as_older, simple_reader, told
from sqlalchemy import create_engine

import crossreport
from crossreport.cli import main
from crossreport.errors import InputError
from crossreport.store import schema
from crossreport.store.audit import GENESIS, Entry, Opening, checkpoint_from, commitment, faults, hash_of
from crossreport.store.migrations.upgrade import config, upgrade

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "my.record"
    crossreport.build([told("a", 3), told("b", 2, place="Kestry")], record=path).close()
    crossreport.build([told("c", 4, place="Ostrand")], record=path).close()
    return path


def damage(record: Path, *statements: str) -> None:
    with sqlite3.connect(record) as connection:
        for statement in statements:
            connection.execute(statement)


def test_every_build_is_logged_and_says_what_it_was_made_with(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        steps = [(one.seq, one.who, one.step) for one in opened.log()]
        first, made, counts = list(opened.log())[1].body, list(opened.log())[-1].body, opened.counts()
    assert steps == [(1, "machine", "take in"), (2, "machine", "make"), (3, "machine", "take in"), (4, "machine", "make")]
    said = {"code", "model", "profile", "reader", "rules", "made_of", "changes"}
    # Of the whole it says what all tables hold; where little came to it, what that changed.
    assert said | {"derived"} <= set(first)
    assert said <= set(made)
    assert (made["claims"], made["events"]) == (counts["claims"], counts["events"])


def test_a_build_that_changes_nothing_adds_no_step(record: Path) -> None:
    crossreport.build([told("c", 4, place="Ostrand")], record=record).close()
    assert "all is well. 4 steps." in run("audit", "verify", record).output


@pytest.mark.parametrize(("statement", "told"), [
    ("UPDATE log SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2", "entry 2 (make, 2020-01-01T00:00:00+00:00) is not as"),
    ("UPDATE log SET who = 'somebody' WHERE seq = 1", "entry 1 (take in"),
    ("DELETE FROM log WHERE seq = 3", "entry 3 is missing"),
    ("UPDATE openings SET value = 'another' WHERE seq = 1 AND n = 0", "what entry 1 committed to as number 0"),
    ("UPDATE events SET body = replace(body, 'incident', 'episode')", "its past is not what step 4 (make"),
])  # fmt: skip
def test_what_was_changed_is_found(record: Path, statement: str, told: str) -> None:
    damage(record, statement)
    found = run("audit", "verify", record)
    assert found.exit_code == 1
    assert told in found.output


def test_a_report_that_no_step_took_in_is_found(record: Path) -> None:
    damage(record, "UPDATE reports SET version = 'x' || substr(version, 2) WHERE id = 'b'")
    assert "report b: no step of the log took in this version" in run("audit", "verify", record).output


def test_a_cut_end_is_found_by_a_checkpoint_alone(record: Path, tmp_path: Path) -> None:
    assert run("audit", "checkpoint", record, "--to", tmp_path / "kept.json").exit_code == 0
    damage(record, "DELETE FROM openings WHERE seq > 2", "DELETE FROM log WHERE seq > 2")
    found = run("audit", "verify", record, "--checkpoint", tmp_path / "kept.json")
    assert found.exit_code == 1
    assert "the checkpoint's entry 4 was cut off" in found.output


def test_a_checkpoint_of_the_same_log_holds(record: Path, tmp_path: Path) -> None:
    run("audit", "checkpoint", record, "--to", tmp_path / "kept.json")
    crossreport.build([told("d")], record=record).close()
    found = run("audit", "verify", record, "--checkpoint", tmp_path / "kept.json")
    assert found.exit_code == 0
    assert "6 steps, the checkpoint's step 4 among them." in found.output


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "other", "seq": 1, "at": "", "hash": ""}', "\x00"])
def test_what_is_no_checkpoint_is_said_to_be_none(text: str) -> None:
    with pytest.raises(InputError, match="checkpoint"):
        checkpoint_from(text)


def test_redaction_keeps_the_chain_whole_and_the_log_tells_nobodys_name(record: Path) -> None:
    damage(record, "DELETE FROM openings WHERE seq = 1 AND n = 0")
    with crossreport.open_record(record, unsealed=True) as opened:
        assert list(faults(opened.log(), opened.openings())) == []
        kept = [one.version for one in opened.kept()]
        log = "".join(str(one) for one in opened.log())
    assert not any(version in log for version in kept)


BODIES = st.dictionaries(st.text(max_size=5), st.integers(-9, 9) | st.text(max_size=9), max_size=3)


@given(st.lists(BODIES, min_size=1, max_size=6), st.data())
def test_any_changed_entry_breaks_the_chain(bodies: list[dict[str, object]], data: st.DataObject) -> None:
    prev, entries = GENESIS, []
    for seq, body in enumerate(bodies, 1):
        made = Entry(seq, "2024-05-15T00:00:00+00:00", "machine", "make", body, prev,
                     hash_of(seq, "2024-05-15T00:00:00+00:00", "machine", "make", body, prev))  # fmt: skip
        entries.append(made)
        prev = made.hash
    assert list(faults(entries, ())) == []
    at = data.draw(st.integers(0, len(entries) - 1))
    one = entries[at]
    entries[at] = Entry(one.seq, one.at, one.who, one.step, {**one.body, "more": 1}, one.prev, one.hash)
    assert list(faults(entries, ())) != []


def test_a_commitment_cannot_be_opened_to_something_else() -> None:
    body = {"commitments": [commitment("s", "v")]}
    right = Entry(1, "", "machine", "take in", body, GENESIS, hash_of(1, "", "machine", "take in", body, GENESIS))
    assert list(faults([right], [Opening(1, 0, "s", "v")])) == []
    assert len(list(faults([right], [Opening(1, 0, "s", "w")]))) == 1
    assert len(list(faults([right], [Opening(1, 1, "s", "v")]))) == 1


# --- migrations ------------------------------------------------------------------------------------------------------------


def test_the_steps_lead_to_the_tables_of_today() -> None:
    with create_engine("sqlite://").connect() as connection:
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        script = ScriptDirectory.from_config(config(connection))
        assert script.get_current_head() == schema.REVISION
        assert len(list(script.walk_revisions())) == schema.VERSION


def test_the_log_shows_how_digests_begin_and_as_json_gives_them_whole(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        steps = list(opened.log())
    digest = steps[-1].body["changes"]
    shown = run("audit", "log", record).output
    assert f"{digest[:12]}…" in shown
    assert digest not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert [one["hash"] for one in json.loads(run("audit", "log", record, "--format", "json").output)] == [
        one.hash for one in steps
    ]


@pytest.mark.parametrize("command", [["check"], ["brief"], ["audit", "log"]])
def test_a_record_of_the_first_format_is_brought_up_to_date_and_keeps_all(record: Path, command: list[str]) -> None:
    with crossreport.open_record(record) as opened:
        before = opened.counts()
    as_older(record, "0001")
    assert run(*command, record).exit_code == 0
    with crossreport.open_record(record) as opened:
        assert opened.counts() == before
        assert [one.step for one in opened.log()] == ["adopt"]
    crossreport.build([told("d")], record=record).close()
    assert "all is well" in run("audit", "verify", record).output


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(2, schema.VERSION)])
def test_a_record_of_an_older_format_stays_whole_and_keeps_its_log(tmp_path: Path, revision: str) -> None:
    record = tmp_path / "old.record"
    crossreport.build([told("a", 3), told("b", 2, place="Kestry")], record=record).close()
    with crossreport.open_record(record) as opened:
        before, log = opened.counts(), list(opened.log())
    as_older(record, revision)
    with crossreport.open_record(record) as opened:
        assert opened.counts() == before
        assert list(opened.log())[: len(log)] == log
    crossreport.build([told("d")], record=record).close()
    assert "all is well" in run("audit", "verify", record).output
