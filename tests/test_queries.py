"""What the record asks its database: sums touch columns alone, and PostgreSQL could be asked all of it but what is named."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from record_fixtures import simple_reader, told
from sqlalchemy import ClauseElement, Connection, Engine, Table, TextClause, event, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import crossreport
from crossreport.joining import join
from crossreport.pipeline import change, lift, redact
from crossreport.store import schema
from crossreport.store.sums import of_whole_events

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)

# What says something in SQLite's own words: a record on PostgreSQL says it otherwise there, and nowhere else.
OWN_WORDS = {
    "crossreport.store.file": "opening, locking, marking a file",
    "crossreport.store.search": "the full-text index (FTS5)",
    "crossreport.store.overlay": "what connections see alone, when they look back",
    "crossreport.store.opened": "where a snapshot begins and ends",
    "crossreport.store.record": "what the database finds wrong with its file",
}


class Asked:
    """What was asked of databases: expressions, and by module the statements that are words."""

    def __init__(self) -> None:
        self.expressions: list[ClauseElement] = []
        self.words: dict[str, set[str]] = {}

    def say(self, words: str) -> None:
        """Notes a statement in words, with the module of ours that says it."""
        frame = sys._getframe(2)
        while frame.f_back is not None and not str(frame.f_globals["__name__"]).startswith("crossreport."):
            frame = frame.f_back
        self.words.setdefault(str(frame.f_globals["__name__"]), set()).add(words)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    found = Asked()

    def note(connection: Connection, element: Any, *_: Any) -> None:
        found.say(str(element)) if isinstance(element, TextClause) else found.expressions.append(element)

    plain = Connection.exec_driver_sql

    def noted(self: Connection, statement: str, *arguments: Any, **named: Any) -> Any:
        found.say(statement)
        return plain(self, statement, *arguments, **named)

    monkeypatch.setattr(Connection, "exec_driver_sql", noted)
    event.listen(Engine, "before_execute", note)
    yield found
    event.remove(Engine, "before_execute", note)


def reports(*numbers: int) -> list[crossreport.Report]:
    return [told(f"r{n}", n, ("Velmora", "Kestry", "Orlen")[n % 3], published=f"2024-05-{n:02}") for n in numbers]


def ask_everything(folder: Path) -> None:
    """Builds, decides, lists, adds up, looks back, withdraws, joins, redacts and checks."""
    path, other = folder / "my.record", folder / "other.record"
    crossreport.build(reports(3, 4, 5), record=path).close()
    crossreport.build(reports(6), record=other).close()
    change(path, lambda writer: writer.withdraw("r4", "Ada", "made up"))
    join(path, [other])
    with crossreport.open_record(path, unsealed=True) as record:
        claim = next(one for one in record.derived().claims if one.figure is not None)
        record.decide(record.propose("edit", by="Ada", why="heard it", claim=claim.id, changes={"point": 7}))
    redact(path, "r5", "Ada", "the law")
    lift(path, "r5", "Ada", "the law changed")
    for unsealed in (False, True):
        with crossreport.open_record(path, unsealed=unsealed) as record, record.as_of("2999-01-01") as then:
            for one in (record, then):
                one.stories(since="2024-05-01", until="2024-06-01", outlet="Outlet r3", order="largest")
                listed = one.events("2024-05-01", None, "ZZ", outcome="killed", at_least=1, actor="a", order="deadliest")
                one.claims(report="r3", type="figure")
                one.report_list(outlet="Outlet r3")
                one.tally(place="Velmora", since="2024-05-01", status="civilian", who="guards", actor="army")
                one.brief()
                one.coverage()
                for item in listed.items:
                    one.show(item.id)
            record.search("people", kinds=["report"])
            record.changes()
            record.decisions()
    with crossreport.open_record(path, unsealed=True) as record:
        assert record.check() == ()


def test_postgresql_could_be_asked_all_but_what_is_said_in_sqlites_own_words(asked: Asked, tmp_path: Path) -> None:
    ask_everything(tmp_path)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for element in asked.expressions:
        assert str(element.compile(dialect=dialect))
    assert len(asked.expressions) > 100
    assert set(asked.words) <= set(OWN_WORDS), asked.words.keys() - OWN_WORDS.keys()


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=lambda table: table.name)
def test_the_tables_can_be_made_in_postgresql(table: Table) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect)).replace('"', "")
    for index in table.indexes:
        assert "CREATE" in str(CreateIndex(index).compile(dialect=dialect))


def test_a_tally_reads_columns_alone_and_its_figures_from_one_index(asked: Asked, tmp_path: Path) -> None:
    crossreport.build(reports(3, 4, 5), record=tmp_path / "my.record").close()
    with crossreport.open_record(tmp_path / "my.record") as record:
        asked.expressions.clear()
        assert record.tally(since="2024-05-01", place="ZZ").outcome == "killed"
        asked_for = " ".join(str(one) for one in asked.expressions)
        for table in ("events", "claims", "event_actors", "names", "relations"):
            assert f"FROM {table}" not in asked_for
            assert f"JOIN {table}" not in asked_for
        told = of_whole_events().compile(record.connection, compile_kwargs={"literal_binds": True})
        plan = [row[-1] for row in record.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}")]
        assert plan == ["SEARCH figure_index USING COVERING INDEX figure_sums (outcome=? AND part=?)"]


def test_reports_are_found_by_their_ids_and_stated_totals_without_a_look_at_other_claims(tmp_path: Path) -> None:
    crossreport.build(reports(3, 4, 5), record=tmp_path / "my.record").close()
    with crossreport.open_record(tmp_path / "my.record") as record:
        table, claims = schema.reports, schema.claims
        asked = (
            (select(table).where(table.c.current, table.c.id.in_(["a", "b"])), "SEARCH reports USING INDEX reports_text"),
            (select(claims).where(claims.c.type == "figure", claims.c.report.in_(["a", "b"])), "INDEX ix_claims_report"),
            (select(claims.c.id).where(claims.c.type == "tally"), "USING INDEX claims_stated"),
            (select(func.max(table.c.published)).where(table.c.current), "USING INDEX reports_published"),
        )
        for query, expected in asked:
            told = query.compile(record.connection, compile_kwargs={"literal_binds": True})
            plan = [row[-1] for row in record.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}")]
            assert expected in plan[0], plan
