"""History: the record as it was known at any step or time, kept by writing what differs and losing nothing."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from record_fixtures import simple_reader, told
from sqlalchemy import Connection, func, select

import crossreport
from crossreport.api import Record
from crossreport.cli import main
from crossreport.errors import InputError, NotFound
from crossreport.store import history, indexes, schema
from crossreport.store.file import connect, copied
from crossreport.store.history import GAP, digest_of_derived, put
from crossreport.store.overlay import lay_over

DAYS = ("2024-05-16T08:00:00+00:00", "2024-05-17T08:00:00+00:00", "2024-05-18T08:00:00+00:00")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the log takes for the present: the last of these."""
    days = [DAYS[0]]
    monkeypatch.setattr("crossreport.store.audit.now", lambda: days[-1])
    return days


@pytest.fixture
def record(tmp_path: Path, clock: list[str], request: pytest.FixtureRequest) -> Path:
    """Built on three days: three dead, then four by a new version of the report, then another event."""
    request.getfixturevalue(simple_reader.__name__)
    path = tmp_path / "my.record"
    for day, report in zip(
        DAYS,
        (told("a", 3), told("a", 4, published="2024-05-16"), told("b", 2, place="Kestry", published="2024-05-17")),
        strict=True,
    ):
        clock.append(day)
        crossreport.build([report], record=path).close()
    return path


def killed(record: Record) -> list[int]:
    return sorted(event.figures["killed"].best or 0 for event in record.derived().events)


def test_the_record_is_asked_as_it_was_known_on_a_day_at_a_time_or_at_a_step(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        for moment, expected in (
            ("2024-05-16", [3]), ("2024-05-17T07:59:59Z", [3]), ("2024-05-17T08:00:00Z", [4]), ("2024-05-17", [4]),
            ("2030-01-01", [2, 4]), (2, [3]), ("3", [3]), ("4", [4]),
        ):  # fmt: skip
            with opened.as_of(moment) as then:
                assert killed(then) == expected, moment
        assert killed(opened) == [2, 4]


def test_it_has_the_reports_of_then(record: Path) -> None:
    with crossreport.open_record(record) as opened, opened.as_of("2024-05-16") as then:
        assert [(one.id, one.published) for one in then.reports()] == [("a", "2024-05-15")]
        assert [one.id for one in opened.reports()] == ["a", "b"]
        assert then.counts()["reports"] == 1
        assert then.show("a").kind == "report"
        assert then.tally().best == 3
        with pytest.raises(NotFound):
            then.report("b")


def test_a_record_in_memory_has_its_history_too(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(simple_reader.__name__)
    with crossreport.build([told("a", 3)]) as opened, opened.as_of(2) as then:
        assert killed(then) == killed(opened) == [3]


@pytest.mark.parametrize("moment", ["yesterday", "2024-13-01", "", "2024-05-16T99:00", "-1"])
def test_what_is_no_moment_is_refused(record: Path, moment: str) -> None:
    with crossreport.open_record(record) as opened, pytest.raises(InputError, match="is no moment"):
        opened.as_of(moment)
    found = run("brief", record, f"--as-of={moment}")
    assert found.exit_code == 2
    assert "is no moment" in found.output


def test_before_the_first_build_nothing_was_known(record: Path) -> None:
    with crossreport.open_record(record) as opened, pytest.raises(NotFound, match="step 2, on 2024-05-16"):
        opened.as_of("2024-05-15")


def test_commands_ask_the_record_of_then(record: Path, tmp_path: Path) -> None:
    assert '"best": 3' in run("tally", record, "--as-of", "2024-05-16", "--format", "json").output
    assert "Kestry" not in run("brief", record, "--as-of", "2024-05-17").output
    assert run("show", record, "b").exit_code == 0
    for ask in ("show", "explain"):
        assert run(ask, record, "b", "--as-of", "2024-05-17").exit_code == 2
    assert run("explain", record, "a", "--as-of", "2024-05-17").exit_code == 0
    assert run("export", record, "--as-of", "2024-05-16", "--to", tmp_path / "then").exit_code == 0
    assert '"best":3' in (tmp_path / "then" / "events.jsonl").read_text().replace(" ", "")


def test_a_name_that_is_sealed_today_is_masked_in_what_was_known_before(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(simple_reader.__name__)
    path = tmp_path / "my.record"
    text = "Police said 3 people were killed in Velmora. Teo Brask spoke of it."
    crossreport.build([told("a", text=text)], record=path).close()
    later = "Police said 3 people were killed in Velmora. Teo Brask, accused of it, was held."
    crossreport.build([told("b", text=later)], record=path).close()
    with crossreport.open_record(path) as opened, opened.as_of(2) as then:
        assert "Brask" not in str(then.shown())


def test_the_states_of_an_event_are_those_that_the_record_of_then_has(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        [event] = [one for one in opened.derived().events if one.figures["killed"].best == 4]
        states = opened.states_of(event.id)
        assert [one.figures["killed"].best for _, one in states] == [3, 4]
        for since, known in states:
            with opened.as_of(since) as then:
                assert then.event(event.id) == known
        assert opened.states_of("E-none") == ()


def test_a_name_that_was_ever_sealed_is_masked_in_all_states_of_its_event(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(simple_reader.__name__)
    path, text = tmp_path / "my.record", "Police said 3 people were killed in Velmora on Wednesday."
    accused = f"{text} Teo Brask, accused of murder, was held. Brask said nothing."
    for day, words in (("15", accused), ("16", text.replace("3", "4"))):
        crossreport.build(
            [told("a", text=words, title="Teo Brask in Velmora", published=f"2024-05-{day}")], record=path
        ).close()
    for unsealed in (True, False):
        with crossreport.open_record(path, unsealed) as opened:
            told_of = str([opened.states_of(one.id) for one in opened.derived().events])
            assert unsealed or "Brask" not in told_of


def test_history_is_proved_by_the_log(record: Path) -> None:
    assert "all is well" in run("audit", "verify", record).output
    import sqlite3

    with sqlite3.connect(record) as raw:
        raw.execute("UPDATE past SET row = replace(row, '3', '7') WHERE kind = 'events'")
    raw.close()
    found = run("audit", "verify", record)
    assert found.exit_code == 1
    assert "its past is not what step 2 (make, 2024-05-16T08:00:00+00:00) made" in found.output


# --- what is written ------------------------------------------------------------------------------------------------------


def test_an_addition_writes_what_is_new_and_leaves_the_rest(record: Path, clock: list[str]) -> None:
    with crossreport.open_record(record) as opened:
        before = {claim.id for claim in opened.derived().claims}
    clock.append("2024-05-19T08:00:00+00:00")
    crossreport.build([told("c", 9, place="Ostrand", published="2024-05-19")], record=record).close()
    with crossreport.open_record(record) as opened:
        last = list(opened.log())[-1]
        added = {claim.id for claim in opened.derived().claims} - before
    assert last.body["ended"] <= 1  # the story that it may join
    assert 0 < len(added) <= last.body["added"] < 15


ROWS = st.lists(st.integers(0, 30), max_size=12, unique=True)


def origins(values: list[int]) -> list[dict[str, Any]]:
    return [{"id": f"O-{value}", "body": str(value // 10), "linked": None} for value in values]


def held(connection: Connection) -> list[str]:
    return list(connection.execute(select(schema.origins.c.id).order_by(schema.origins.c.n)).scalars())


@settings(deadline=None, max_examples=40)
@given(st.lists(ROWS, min_size=1, max_size=6), st.sampled_from([1, 3, GAP]))
def test_every_state_that_a_table_ever_had_comes_back_in_its_order(states: list[list[int]], room: int) -> None:
    """With little room between rows their places are given anew, and the past moves with them."""
    connection, digests = connect(None, write=True), []
    history.GAP, kept = room, history.GAP
    try:
        with connection.begin():
            for step, values in enumerate(states, 1):
                rows = {**dict.fromkeys(schema.DERIVED, ()), schema.origins: origins(values)}
                changes, digest = put(connection, rows, step)
                assert digest == digest_of_derived(connection)
                assert held(connection) == [row["id"] for row in rows[schema.origins]]
                digests.append(changes.digest)
            found = history.changes_found(connection)
            for step, digest in enumerate(digests, 1):
                assert found.get(step, history.Changes(step)).digest == digest
        for step, values in enumerate(states, 1):
            reader = copied(connection)
            lay_over(reader, step)
            query = select(schema.origins.c.id, schema.origins.c.body).order_by(schema.origins.c.n)
            assert [tuple(row) for row in reader.execute(query)] == [(row["id"], row["body"]) for row in origins(values)]
            reader.close()
    finally:
        history.GAP = kept
        connection.close()


def test_looked_back_at_lists_and_sums_have_the_columns_of_then(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        steps = [entry.seq for entry in opened.log() if entry.step == "make"]
        for step in steps:
            with opened.as_of(step) as then:
                # What is searched is today's; whoever looks back is told so.
                assert [what for what in indexes.faults(then.connection) if "search" not in what] == []
                assert then.tally().best == sum(killed(then))
                assert len(then.events().items) == then.counts()["events"]


def test_rows_that_stay_are_not_written_again() -> None:
    connection = connect(None, write=True)
    with connection.begin():
        for step, values in enumerate(([1, 2, 3, 4], [1, 5, 2, 3, 4], [5, 1, 2, 4]), 1):
            put(connection, {**dict.fromkeys(schema.DERIVED, ()), schema.origins: origins(values)}, step)
        since = {row.id: row.since for row in connection.execute(select(schema.origins))}
        assert since == {"O-1": 1, "O-2": 1, "O-4": 1, "O-5": 3}
        assert connection.execute(select(func.count()).select_from(schema.past)).scalar() == 2
    connection.close()
