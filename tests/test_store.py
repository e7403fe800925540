"""The record: one file that keeps versions, comes back as it was written, and refuses what it cannot be."""

import sqlite3
from pathlib import Path

import pytest

from crossreport.errors import NotFound, RecordError
from crossreport.ingest.items import Ignored, Ingested, Item, Refused
from crossreport.model.acting import Actor, Deed, Interaction
from crossreport.model.happened import Event, EventDate, Reading
from crossreport.model.judged import Copy, Estimate, Evidence, Found, Link, Relation, Story, Tally
from crossreport.model.record import Derived, Linked, ReportRow
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Figure, Origin
from crossreport.store.codec import pack
from crossreport.store.record import Record
from crossreport.store.schema import VERSION
from crossreport.store.writer import ReadRow, Writer

SPAN = Span(0, 5)
ESTIMATE = Estimate(3, 3, 3, False, ("o1",), "single", "recent_majority", ("c1",))
CLAIM = Claim(
    "c1", "a", "figure", (SPAN,), "3 men", ("e1",), figure=Figure(SPAN, "killed", "exact", low=3, high=3), origin="o1"
)
EVENT = Event("e1", "shooting", "incident", ("a",), ("c1",), formerly=("e0",), date=EventDate("2024-05-15", "2024-05-15"))
LINKED = Linked(
    reports=(),
    readings=(),
    rows=(ReportRow("a", "s1", "e1"),),
    claims=(CLAIM,),
    events=(EVENT,),
    origins=(Origin("o1", "speaker", "assumed", ("a",), "police"),),
    stories=(Story("s1", "Shooting", ("a",), ("e1",), "2024-05-15", "2024-05-15", "e1"),),
    copies=(Copy("b", "a", 0.9),),
    links=(Link(("a", "m1"), ("b", "m1"), 2.0, (Evidence("place", "Velmora", 2.0),)),),
    actors=(Actor("a1", "Teo Brask", "person", ("Teo Brask", "Brask"), ("a",), deeds=(Deed("accused_of", "c1"),)),),
    interactions=(Interaction("i1", "a1", "a1", "ASSAULT", ("c1",), ("a",)),),
)
DERIVED = Derived(
    profile="recent_majority",
    rows=LINKED.rows,
    claims=(
        Claim(**{**{f: getattr(CLAIM, f) for f in CLAIM.__struct_fields__}, "status": "superseded", "reason": "newer"}),
    ),
    events=(Event(**{**{f: getattr(EVENT, f) for f in EVENT.__struct_fields__}, "figures": {"killed": ESTIMATE}}),),
    origins=LINKED.origins,
    stories=LINKED.stories,
    copies=LINKED.copies,
    links=LINKED.links,
    actors=LINKED.actors,
    interactions=LINKED.interactions,
    relations=(Relation("c1", "c2", "agree", "3 and 3"),),
    tallies=(Tally("c1", "killed", "2024-01-01", None, Found(3, 3, 3, ("e1",))),),
)


def add(writer: Writer, *reports: Report) -> list[Ingested]:
    return writer.add([Item(report, "test") for report in reports])


def filled(path: Path) -> Path:
    writer = Writer(path)
    add(writer, Report("a", "3 men died", title="Títle", published="2024-05-15", credit=("Northern Wire",)))
    [(version, _)] = writer.to_read("r1")
    writer.save_readings("r1", [ReadRow(version, pack(Reading("a", credit=("x",))))])
    writer.replace(LINKED, DERIVED, (), {"profile": "recent_majority"})
    writer.close()
    return path


def test_all_that_is_put_in_comes_out_the_same(tmp_path: Path) -> None:
    with Record.open(filled(tmp_path / "a.record")) as record:
        assert list(record.reports()) == [
            Report("a", "3 men died", title="Títle", published="2024-05-15", credit=("Northern Wire",))
        ]
        assert list(record.readings()) == [Reading("a", credit=("x",))]
        assert record.derived() == DERIVED
        linked = record.linked()
        assert (linked.claims, linked.events, linked.rows) == (LINKED.claims, LINKED.events, LINKED.rows)
        assert (linked.stories, linked.copies, linked.links) == (LINKED.stories, LINKED.copies, LINKED.links)
        assert record.counts() == {"reports": 1, "claims": 1, "events": 1, "stories": 1}


def test_things_are_found_by_id_and_events_by_their_former_ids_too(tmp_path: Path) -> None:
    with Record.open(filled(tmp_path / "a.record")) as record:
        assert record.claim("c1") == DERIVED.claims[0]
        assert record.event("e0") == record.event("e1") == DERIVED.events[0]
        assert record.origin("o1").speaker == "police"
        assert record.story("s1").title == "Shooting"
        assert record.reading("a").credit == ("x",)
        assert [record.kind(ident) for ident in ("a", "c1", "e0", "e1", "o1", "s1")] == [
            "report", "claim", "event", "event", "origin", "story",
        ]  # fmt: skip
        for lookup in (record.claim, record.event, record.origin, record.story, record.report, record.reading, record.kind):
            with pytest.raises(NotFound, match="'zzz'"):
                lookup("zzz")


def test_the_record_is_one_file_when_nobody_writes(tmp_path: Path) -> None:
    filled(tmp_path / "a.record")
    assert [path.name for path in tmp_path.iterdir()] == ["a.record"]


def test_versions_are_kept_and_the_latest_is_the_current_one_in_whatever_order_they_come(tmp_path: Path) -> None:
    versions = [Report("a", f"{count} men died", published=f"2024-05-{10 + count}") for count in (1, 2, 3)]
    found = []
    for number, order in enumerate(((0, 1, 2), (2, 0, 1))):
        writer = Writer(tmp_path / f"{number}.record")
        for index in order:
            add(writer, versions[index])
        writer.replace(LINKED, DERIVED, (), {"profile": "recent_majority"})
        writer.close()
        with Record.open(tmp_path / f"{number}.record") as record:
            found.append((list(record.reports()), record.versions("a")))
    assert found[0] == found[1] == ([versions[2]], tuple(versions))


def test_what_became_of_each_report_is_said(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "a.record")
    report = Report("a", "3 men died", published="2024-05-15")
    done = add(
        writer, report, report, Report("a", "4 men died", published="2024-05-15"), Report("a", "1", published="2024-05-14")
    )
    assert [type(one) for one in done] == [Item, Ignored, Refused, Ignored]
    assert [type(one) for one in add(writer, report)] == [Ignored]
    writer.close()


def test_refusals_of_a_source_are_kept_until_it_is_read_again(tmp_path: Path) -> None:
    for batch, expected in (
        ([Refused("x.jsonl", "bad", 1), Refused("y.txt", "worse")], ["bad", "worse"]),
        ([Item(Report("a", "b"), "x.jsonl", 1)], ["worse"]),
    ):
        writer = Writer(tmp_path / "a.record")
        writer.add(batch)
        writer.close()
        with Record.open(tmp_path / "a.record") as record:
            assert [one.reason for one in record.refused()] == expected


def test_only_what_this_reader_has_not_read_is_left_to_read(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "a.record")
    add(writer, Report("a", "one"), Report("b", "two"))
    left = [version for version, _ in writer.to_read("r1")]
    writer.save_readings("r1", [ReadRow(left[0], pack(Reading("a"))), ReadRow(left[1], None, failed="no")])
    assert [version for version, _ in writer.to_read("r1")] == left[1:]
    assert [version for version, _ in writer.to_read("r2")] == left
    writer.close()


def test_a_step_that_fails_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.record")
    writer = Writer(path)
    twice = Derived("exact_only", claims=(CLAIM, CLAIM))
    with pytest.raises(RecordError, match="UNIQUE"):
        writer.replace(LINKED, twice, (), {"profile": "exact_only"})
    writer.close()
    with Record.open(path) as record:
        assert record.derived() == DERIVED


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.record")
    writer = Writer(path)
    pages = writer.connection.exec_driver_sql("PRAGMA page_count").scalar()
    writer.connection.rollback()
    writer.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    writer.connection.rollback()
    with pytest.raises(RecordError, match=r"the disk is full. What was in the record before is whole"):
        add(writer, *(Report(f"r{number}", "x" * 5000) for number in range(20)))
    writer.close()
    with Record.open(path) as record:
        assert record.counts()["reports"] == 1
        assert record.derived() == DERIVED


def test_one_build_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreport.store.file.WAIT", 0.1)
    path = filled(tmp_path / "a.record")
    writer = Writer(path)
    for opened in (Writer, Record.open):
        with pytest.raises(RecordError, match="in use by another process"):
            opened(path)
    writer.close()
    Writer(path).close()


def test_a_reader_that_is_open_does_not_keep_a_build_out(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.record")
    with Record.open(path) as record:
        record.derived()
        Writer(path).close()


@pytest.mark.parametrize("content", [b"", b"hello, world", b"SQLite format 3\0 but no more of it"])
def test_a_file_that_is_no_record_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not a record"):
        Record.open(path)
    if content:
        with pytest.raises(RecordError, match="not a record"):
            Writer(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE mine (x)")
    other.close()
    before = path.read_bytes()
    for opened in (Record.open, Writer):
        with pytest.raises(RecordError, match="not a record"):
            opened(path)
    assert path.read_bytes() == before


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.record")
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    raw.close()
    for opened in (Record.open, Writer):
        with pytest.raises(RecordError, match="written by a newer Crossreport"):
            opened(path)


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.record")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged"), Record.open(path) as record:
        list(record.reports())


def test_paths_that_cannot_hold_a_record_are_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is a folder"):
        Record.open(tmp_path)
    with pytest.raises(RecordError, match="There is no record"):
        Record.open(tmp_path / "none.record")
    with pytest.raises(RecordError, match="does not exist"):
        Writer(tmp_path / "no" / "a.record")
