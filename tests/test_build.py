"""A build takes reports in, reads, links and keeps them; it adds, changes nothing twice, and survives what goes wrong."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from record_fixtures import simple_reader, told
from work_for_processes import look_around, shout, sleep

import crossreport
from crossreport import pipeline
from crossreport.engines.processes import Lost, Pool, cores
from crossreport.errors import InputError, RecordError, SetupError
from crossreport.export.jsonl import files
from crossreport.export.source import Scope, Source
from crossreport.model.report import Report
from crossreport.pipeline import Summary, build, read_each
from crossreport.store.record import Record

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)


def exported(record: Record) -> dict[str, bytes]:
    return {name: b"".join(lines) for name, lines in files(Source(record.derived()), Scope()).items()}


STORY = [
    told("a", 3, published="2024-05-15"),
    told(
        "b", 3, published="2024-05-16", text="Shops stayed shut in the town where 3 people were killed in Velmora this week."
    ),
    told(
        "c",
        5,
        place="Kestry",
        published="2024-04-02",
        text="A boat sank: 5 people were killed in Kestry when it turned over.",
    ),
    told(
        "d",
        1,
        place="Harrow",
        published="2024-06-17",
        text="A bus left the road and 1 men were killed in Harrow, with 2 hurt.",
    ),
]


def test_reports_become_a_record_with_events_and_figures() -> None:
    record, summary = build(STORY)
    assert (summary.taken, summary.read, summary.reports) == (4, 4, 4)
    assert summary.is_well
    killed = sorted(event.figures["killed"].best or 0 for event in record.derived().events)
    assert 5 in killed
    assert summary.claims == len(record.derived().claims) > 0


def test_the_same_build_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.record"
    record, first = build(STORY, path)
    before = exported(record)
    record.close()
    content = path.read_bytes()
    record, second = build(STORY, path)
    assert exported(record) == before
    assert (second.taken, second.ignored, second.read, second.is_unchanged) == (0, 4, 0, True)
    assert second.reports == first.reports
    record.close()
    assert path.read_bytes() == content


def test_the_record_is_the_same_whatever_the_order_and_the_batches(tmp_path: Path) -> None:
    record, _ = build(STORY)
    expected = exported(record)
    shuffled = STORY[:]
    random.Random(5).shuffle(shuffled)
    record, _ = build(shuffled)
    assert exported(record) == expected
    for part in (STORY[2:], STORY[:1], STORY[1:2]):
        record, _ = build(part, tmp_path / "a.record")
        record.close()
    with Record.open(tmp_path / "a.record") as found:
        assert exported(found) == expected


def test_a_later_version_of_a_report_takes_its_place(tmp_path: Path) -> None:
    for count, day in ((3, "2024-05-15"), (4, "2024-05-16"), (2, "2024-05-14")):
        record, _ = build([told("a", count, published=day)], tmp_path / "a.record")
        record.close()
    with Record.open(tmp_path / "a.record") as record:
        [figure] = [claim.figure for claim in record.derived().claims if claim.figure]
        assert figure.point == 4
        assert len(record.versions("a")) == 3


def test_a_report_whose_reading_fails_is_listed_and_the_rest_is_built(tmp_path: Path) -> None:
    record, summary = build([*STORY, Report("bad", "This must crash the reader."), Report("xx", "Zxcv", language="xx")])
    assert summary.failed == [("bad", "reading failed: ValueError: the reader fell over")]
    assert [ident for ident, _ in summary.not_read] == ["xx"]
    assert not summary.is_well
    assert {row.report for row in record.derived().rows} == {"a", "b", "c", "d", "bad", "xx"}
    assert [(ident, failed) for ident, _, failed in record.unread_reports()] == [("bad", True), ("xx", False)]


def test_what_is_refused_is_in_the_summary_and_in_the_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "3 men were killed in Velmora."}\n{"id": 1}\n')
    (tmp_path / "b.txt").write_bytes(b"\0")
    record, summary = build([tmp_path], tmp_path / "a.record")
    assert summary.refused_count == 2
    assert [(one.line, Path(one.source).name) for one in summary.refused] == [(2, "a.jsonl"), (None, "b.txt")]
    assert list(record.refused()) == summary.refused
    record.close()


def test_another_profile_is_another_weighing_of_the_same_claims(tmp_path: Path) -> None:
    record, _ = build(STORY, tmp_path / "a.record")
    other = record.derived("conservative")
    record.close()
    built, _ = build([], tmp_path / "a.record", profile="conservative")
    assert built.profile == other.profile == "conservative"
    assert built.derived() == other
    built.close()
    kept, summary = build([], tmp_path / "a.record")
    assert (kept.profile, summary.is_unchanged) == ("conservative", True)
    kept.close()


def test_an_unknown_profile_or_path_stops_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no profile 'nobody'"):
        build(STORY, tmp_path / "a.record", profile="nobody")
    with pytest.raises(InputError, match="no such file or folder"):
        build([tmp_path / "none"], tmp_path / "a.record")
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_is_stopped_keeps_what_was_read_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK", 1)

    def stop(step: str, done: int, of: int | None) -> None:
        if step == "reading" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(STORY, tmp_path / "a.record", progress=stop)
    record, summary = build(STORY, tmp_path / "a.record")
    assert (summary.ignored, summary.read) == (4, 2)
    whole, _ = build(STORY)
    assert exported(record) == exported(whole)
    record.close()


def test_a_build_that_fails_in_the_last_step_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = build(STORY[:2], tmp_path / "a.record")
    before = exported(record)
    record.close()

    def full(*given: Any) -> None:
        raise RecordError("the disk is full")

    monkeypatch.setattr("crossreport.store.writer.append", full)
    with pytest.raises(RecordError, match="full"):
        build(STORY, tmp_path / "a.record")
    with Record.open(tmp_path / "a.record") as record:
        assert exported(record) == before


def test_progress_is_told(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int | None]] = []
    build(STORY, progress=lambda step, done, of: steps.append((step, done, of)))
    assert ("reading", 4, 4) in steps
    assert list(dict.fromkeys(step for step, _, _ in steps)) == ["taking in", "reading", "linking", "reconciling", "keeping"]


def test_reports_are_read_one_at_a_time_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "CHUNK", 1)
    summary = Summary()
    reports = [told("z"), Report("bad", "crash the reader"), told("z"), told("y"), told("z", 4, published="2024-06-01")]
    found = list(read_each(reports, summary))
    assert [(report.id, len(reading.figures)) for report, reading in found] == [("z", 1), ("y", 1), ("z", 1)]
    assert (summary.taken, summary.ignored, [ident for ident, _ in summary.failed]) == (4, 1, ["bad"])


def test_the_library_has_one_face() -> None:
    record = crossreport.build(STORY)
    assert record.summary is not None
    assert record.summary.reports == 4
    assert record.brief().title
    assert record.tally("killed").rows
    claim = record.derived().claims[0]
    assert record.show(claim.id).id == claim.id
    assert record.explain(claim.id).id == claim.id


# ---------------------------------------------------------------- processes that die


@pytest.mark.parametrize("asked", [{"outcome": "annoyed"}, {"since": "yesterday"}, {"until": "2024-02-30"}])
def test_what_cannot_be_counted_is_told_and_is_not_zero(asked: dict[str, Any]) -> None:
    record = crossreport.build(told("a"))
    with pytest.raises(InputError):
        record.tally(**asked)


def test_one_thing_need_not_stand_in_a_list(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(told("a").text)
    assert build(str(tmp_path))[1].taken == build(tmp_path / "in.txt")[1].taken == build(told("a"))[1].taken == 1


def test_work_of_a_process_that_is_killed_is_done_by_others_and_what_killed_it_is_named() -> None:
    chunks = [["a", "b"], ["c", "die", "d"], ["e"], ["f"]]
    found = list(Pool(shout, 2).run(chunks))
    lost = [one for one in found if isinstance(one, Lost)]
    assert [one.item for one in lost] == ["die"]
    assert "died" in lost[0].reason
    assert sorted(word for one in found if not isinstance(one, Lost) for word in one) == ["A", "B", "C", "D", "E", "F"]


def test_a_process_has_read_a_text_before_it_starts_and_opens_the_index_of_places_itself() -> None:
    assert list(Pool(look_around, 1).run([["Peru", "Nairobi", "Nowherewhatsoever"]])) == [(False, 1, 2)]


STARTER = """
import sys
from crossreport.engines.processes import Pool
from work_for_processes import tell
if __name__ == "__main__":
    list(Pool(tell, 2).run([[sys.argv[1]], [sys.argv[1]]]))
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc to look for processes in")
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    started = tmp_path / "started"
    (tmp_path / "start.py").write_text(STARTER)
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    parent = subprocess.Popen([sys.executable, tmp_path / "start.py", started], env={**os.environ, "PYTHONPATH": path})
    try:
        assert _within(60, lambda: started.exists() and bool(started.read_text().endswith("\n")))
    finally:
        parent.kill()
        parent.wait()
    processes = [Path("/proc", ident) for ident in started.read_text().split()]
    assert _within(30, lambda: not any(one.exists() for one in processes))


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_nobody_waits_for_work_that_is_not_wanted_any_more() -> None:
    found = Pool(sleep, 2).run([["short"], ["long"], ["long"]])
    assert next(found) == ["short"]
    start = time.perf_counter()
    found.close()  # type: ignore[attr-defined]
    assert time.perf_counter() - start < 20


def test_there_is_a_core_to_work_on() -> None:
    assert cores() >= 1
