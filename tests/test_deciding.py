"""Decisions kept in a record: with it, through builds, in its log, and never half."""

import sqlite3
from pathlib import Path

import msgspec
import pytest
from record_fixtures import simple_reader, told

from crossreport.api import Record, build, open_record
from crossreport.deciding.parse import parsed
from crossreport.errors import InputError, RecordError
from crossreport.store.check import log_faults

__all__ = ["simple_reader"]
pytestmark = pytest.mark.usefixtures("simple_reader")

MILL, HARBOUR = told("mill", 3, "Velmora"), told("harbour", 5, "Kestry", published="2024-05-20")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of two incidents."""
    made = build([MILL, HARBOUR], tmp_path / "two.record")
    made.close()
    return tmp_path / "two.record"


def claim(record: Record, report: str = "mill", kind: str = "figure") -> str:
    return next(one.id for one in record.derived().claims if one.report == report and one.type == kind)


def event(record: Record, report: str = "mill") -> str:
    return next(one.id for one in record.derived().events if report in one.reports)


def decide(path: Path, do: str, by: str = "Ada Berg", why: str = "seen the film", **what: object) -> str:
    """Keeps one decision; its id."""
    with open_record(path, unsealed=True) as record:
        made = record.propose(do, by=by, why=why, **what)
        record.decide(made)
        return made.id


def test_a_decision_is_kept_with_the_record_that_it_makes(path: Path) -> None:
    with open_record(path, unsealed=True) as record:
        ident = decide(path, "reject", claim=claim(record))
    with open_record(path, unsealed=True) as record:
        assert [one.decision.id for one in record.decisions()] == [ident]
        assert record.derived().events[0].figures == {}
        assert record.check() == ()


def test_a_preview_changes_nothing_and_tells_what_would(path: Path) -> None:
    before = path.read_bytes()
    with open_record(path) as record:
        effect = record.preview(record.propose("edit", by="Ada Berg", why="w", claim=claim(record), changes={"point": 4}))
        rows = {(row.kind, row.field): (row.before, row.after) for row in effect.rows}
        assert rows["event", "killed"] == ("3", "4")
        assert rows["claim", "figure"] == ("3 killed, exact", "4 killed, exact")
        assert rows["event", "review"] == ("machine", "triaged")
        assert record.decisions() == ()
    assert path.read_bytes() == before


def test_decisions_survive_a_build_that_adds_reports(path: Path) -> None:
    with open_record(path) as record:
        decide(path, "merge", ids=[event(record), event(record, "harbour")])
        decide(path, "set", event=event(record), title="The night of the two towns")
    build([told("late", 3, "Velmora", outlet="Late Outlet")], path).close()
    with open_record(path, unsealed=True) as record:
        (one,) = record.derived().events
        assert one.title == "The night of the two towns"
        assert one.reports == ("harbour", "late", "mill")
        assert record.check() == ()


def test_decisions_give_the_same_record_whatever_the_batches(tmp_path: Path, path: Path) -> None:
    with open_record(path) as record:
        first, second = claim(record), claim(record, "harbour")
    decide(path, "reject", claim=first)
    decide(path, "edit", claim=second, changes={"point": 6})
    other = tmp_path / "other.record"
    build(HARBOUR, other).close()
    with open_record(path, unsealed=True) as record, open_record(other, unsealed=True) as taking:
        made = record.decided_by_people()
        taking.decide(made, taken_over=True)
        assert [one.state for one in taking.decisions()] == ["orphaned", "applied"]
    build(MILL, other).close()
    with open_record(path, unsealed=True) as record, open_record(other, unsealed=True) as taking:
        assert taking.derived() == record.derived()
        assert taking.check() == ()


def test_undo_gives_the_very_same_record_back(path: Path) -> None:
    with open_record(path, unsealed=True) as record:
        before, digest = record.derived(), record.derived_digest()
        added = {
            "text": "A nurse said 2 men were killed in Tarn.",
            "medium": "call",
            "taken_by": "A",
            "taken_at": "2024-05-21",
        }
        for do, what in (
            ("reject", {"claim": claim(record)}),
            ("exclude", {"outlet": "Outlet mill"}),
            ("merge", {"ids": [event(record), event(record, "harbour")]}),
            ("add_source", added),
        ):
            made = record.propose(do, by="Ada Berg", why="w", **what)
            record.decide(made)
            assert record.derived() != before
            assert record.check() == ()
            record.decide(record.propose("undo", by="Bo Lind", why="no", decision=made.id))
            assert record.derived() == before
            assert record.derived_digest() == digest
            assert record.check() == ()


def test_a_report_whose_day_was_inferred_tells_the_rest_of_an_event_alike_in_every_build(tmp_path: Path) -> None:
    path = tmp_path / "undated.record"
    build([MILL, told("copy", 3, "Velmora", published=None, outlet="Other")], path).close()
    for kind in ("figure", "occurrence"):
        with open_record(path) as record:
            decide(path, "reject", claim=claim(record, kind=kind), here_only=True)
    build(HARBOUR, path).close()
    with open_record(path, unsealed=True) as record:
        assert record.check() == ()


def test_another_profile_weighs_the_same_decisions(path: Path) -> None:
    with open_record(path, unsealed=True) as record:
        decide(path, "set", event=event(record), figure={"outcome": "killed", "low": 1, "best": 2, "high": 3})
    with open_record(path) as record:
        figure = next(one for one in record.derived("conservative").events if one.id == event(record)).figures["killed"]
        assert (figure.low, figure.best, figure.high, figure.profile) == (1, 2, 3, "conservative")


def test_the_record_as_it_was_known_before_a_decision(path: Path) -> None:
    with open_record(path, unsealed=True) as record:
        step = record.checkpoint().seq
        decide(path, "reject", claim=claim(record))
        then = record.as_of(step)
        assert next(one for one in then.derived().events if "mill" in one.reports).figures["killed"].best == 3
        assert then.decisions() == ()
        then.close()


def test_a_source_without_a_text_is_kept_read_and_counted(path: Path) -> None:
    decide(
        path, "add_source", text="A guard rang: 7 men were killed in Tarn at noon.", source="a guard at Tarn",
        medium="call", taken_by="Ada Berg", taken_at="2024-05-21T10:00:00Z", published="2024-05-21",
    )  # fmt: skip
    with open_record(path, unsealed=True) as record:
        (row,) = record.decisions()
        (ident,) = row.reports
        found = next(one for one in record.derived().events if ident in one.reports)
        assert found.figures["killed"].best == 7
        assert record.report(ident).outlet == "a guard at Tarn"
        assert record.check() == ()


def test_a_part_above_its_whole_is_refused_and_nothing_is_changed(path: Path) -> None:
    with open_record(path) as record:
        decide(path, "edit", claim=claim(record), changes={"status": "civilian"})
        before = path.read_bytes()
        figure = {"outcome": "killed", "low": 1, "best": 2, "high": 2}
        made = record.propose("set", by="A", why="w", event=event(record), figure=figure)
        with pytest.raises(InputError, match="That cannot be: of the killed"):
            record.decide(made)
    assert path.read_bytes() == before


def test_the_second_review_is_another_persons(path: Path) -> None:
    with open_record(path) as record:
        ident = event(record)
    decide(path, "level", event=ident, level="reviewed")
    with pytest.raises(InputError, match="another person's"):
        decide(path, "level", event=ident, level="second_reviewed")
    decide(path, "level", by="Bo Lind", event=ident, level="second_reviewed")
    with open_record(path) as record:
        assert record.event(ident).review == "second_reviewed"


def test_a_decision_that_was_changed_in_the_file_is_found(path: Path) -> None:
    with open_record(path) as record:
        decide(path, "reject", claim=claim(record), why="misread")
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE decisions SET body = replace(body, 'misread', 'made up')")
    raw.close()
    with open_record(path, unsealed=True) as record:
        assert any("it is not what step" in fault.what for fault in log_faults(record))


def test_a_decision_that_was_taken_out_of_the_file_is_missed(path: Path) -> None:
    with open_record(path) as record:
        decide(path, "note", id=claim(record))
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM decisions")
    raw.close()
    with open_record(path, unsealed=True) as record:
        assert any("is kept no more" in fault.what for fault in log_faults(record))


def test_the_log_names_neither_who_decided_nor_why(path: Path) -> None:
    with open_record(path) as record:
        decide(path, "reject", claim=claim(record), by="Ada Berg", why="the witness Oona Brill told me")
    with open_record(path) as record:
        told_ = msgspec.json.encode(list(record.log())).decode()
        assert "Berg" not in told_
        assert "Brill" not in told_


def test_a_record_that_no_build_has_finished_takes_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "empty.record"
    from crossreport.store.writer import Writer

    Writer(path).close()
    with open_record(path, unsealed=True) as record, pytest.raises(RecordError):
        record.decide(())


def test_decisions_are_taken_in_memory_too() -> None:
    record = build([MILL, HARBOUR])
    record.decide(record.propose("reject", by="A", why="w", claim=claim(record)))
    assert [one.state for one in record.decisions()] == ["applied"]
    record.close()


# --- sealed names ----------------------------------------------------------------------------------------------------------

ACCUSED = told(
    "accused", text="3 people were killed in Velmora. Teo Brask, who is accused, was held near the old mill on Friday."
)


def test_sealed_names_stay_masked_in_decisions_and_previews(tmp_path: Path) -> None:
    path = tmp_path / "sealed.record"
    build(ACCUSED, path).close()
    with open_record(path) as record:
        made = record.propose("note", by="A", why="Brask was elsewhere", id=claim(record, "accused", "responsibility"))
        effect = record.decide(made)
        shown = msgspec.json.encode((record.decisions(), effect.rows)).decode()
        assert "Brask" not in shown
        assert "•••" in shown
    with open_record(path, unsealed=True) as record:
        assert "Brask" in msgspec.json.encode(record.decisions()).decode()


def test_a_person_who_is_accused_by_hand_is_sealed_like_any_other(path: Path) -> None:
    with open_record(path, unsealed=True) as record:
        what = {"report": "mill", "words": "near the old mill", "event": event(record), "type": "responsibility"}
    decide(path, "add_claim", **what, actor="Teo Brask", does="accused", person=True)
    with open_record(path) as record:
        told = f"{record.derived()} {record.decisions()}"
        assert "Brask" not in told
        assert record.event(event(record)).responsibility == "single_accusation"
        assert not record.search("Brask").items
    with open_record(path, unsealed=True) as record:
        assert "Teo Brask" in {one.name for one in record.event(event(record)).people}
        assert record.check() == ()


def test_masked_decisions_are_no_decisions_to_take_over(tmp_path: Path) -> None:
    path = tmp_path / "sealed.record"
    build(ACCUSED, path).close()
    with open_record(path) as record:
        record.decide(record.propose("accept", by="A", why="w", claim=claim(record, "accused", "responsibility")))
        masked = msgspec.json.encode(record.decisions()[0].decision)
    with pytest.raises(InputError, match="names are masked"):
        parsed([masked])
