"""A record survives being killed at any write or sync, and a power cut there: it opens, goes on, and has all that was
acknowledged.

`make crash` tries every one of them; the tests a sample, the same each time. CROSSREPORT_CRASH=all asks for all.
"""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import crash
import pytest
from record_fixtures import simple_reader, told

import crossreport
from crossreport.model.record import Derived
from crossreport.pipeline import change, redact

pytestmark = [
    pytest.mark.usefixtures(simple_reader.__name__),
    pytest.mark.skipif(
        not crash.can_trace(), reason="this system lets no process be traced: nothing can be killed at a write"
    ),
]
ALL = os.environ.get("CROSSREPORT_CRASH") == "all"
# Points of a step that the tests try; and the parts of a step that are tried side by side where all are (each part looks
# anew at what many of its points leave alike, so more of them cost more).
SAMPLE, PARTS = 1, 2
# What may be said of a record whose last build was killed: give the same command again.
UNFINISHED = ("no build of it has come to its end", "reports were added after the last build")
SECRET = "Harrowgate Lane"
AT = "2024-06-01T12:00:00+00:00"


def reported(record: Path, *reports: crossreport.Report) -> None:
    crossreport.build(reports, record=record).close()


def withdrawn(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        if "b" in opened.withdrawn():
            return
    change(record, lambda writer: writer.withdraw("b", "Ada", "by mistake"))


def decided(record: Path) -> None:
    with crossreport.open_record(record, unsealed=True) as opened:
        if not opened.decided_by_people():
            claim = next(one for one in opened.derived().claims if one.report == "a" and one.type == "figure")
            opened.decide(opened.propose("reject", by="Ada", why="a misprint", claim=claim.id))


def redacted(record: Path) -> None:
    with suppress(crossreport.NotFound):
        redact(record, "c", "Ada", "a court order")


# What is done to a record, step by step; each may be given again, and a step is acknowledged when it ends.
STEPS: Sequence[Callable[[Path], None]] = (
    lambda record: reported(record, told("a", 7), told("b", 2, place="Kestry")),
    lambda record: reported(record, told("a", 8, published="2024-05-16")),
    withdrawn,
    decided,
    lambda record: reported(record, told("c", 9, place="Ostrand", published="2024-05-17", title=f"Dead in {SECRET}")),
    redacted,
    lambda record: reported(record, told("d", 4, place="Orlen", published="2024-05-19")),
)
REDACTION = STEPS.index(redacted)


class Before(NamedTuple):
    """A record as each step finds it, and what it holds after each; `seen` are files that were found to go on well."""

    folders: list[Path]
    states: list[Derived]
    seen: list[set[str]]


@pytest.fixture(autouse=True)
def the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time and no salt that differ from run to run: what is killed at one point leaves the same bytes each time."""
    monkeypatch.setattr("crossreport.store.audit.now", lambda: AT)
    monkeypatch.setattr("crossreport.deciding.propose.now", lambda: AT)
    monkeypatch.setattr("crossreport.store.audit.secrets", SimpleNamespace(token_hex=lambda size: "5a" * size))


@pytest.fixture
def before(the_same_each_time: None, tmp_path_factory: pytest.TempPathFactory) -> Before:
    if not _MADE:
        home = tmp_path_factory.mktemp("whole")
        (home / "0").mkdir()
        states = []
        for number, step in enumerate(STEPS, 1):
            shutil.copytree(home / str(number - 1), home / str(number))
            step(home / str(number) / "my.record")
            states.append(state(home / str(number) / "my.record"))
        folders = [home / str(number) for number in range(len(STEPS) + 1)]
        _MADE.append(Before(folders, states, [set() for _ in STEPS]))
    return _MADE[0]


_MADE: list[Before] = []


def state(record: Path) -> Derived:
    with crossreport.open_record(record, unsealed=True) as opened:
        return opened.derived()


def chosen(count: int, part: int) -> list[int]:
    points = range(1, count + 1)
    return list(points[part::PARTS]) if ALL else sorted(random.Random(count).sample(points, min(SAMPLE, count)))


each_step = pytest.mark.parametrize("number", range(len(STEPS)), ids=lambda number: f"step {number + 1}")
each_part = pytest.mark.parametrize("part", range(PARTS if ALL else 1), ids=lambda part: f"part {part + 1}")


@each_part
@each_step
def test_a_record_that_was_killed_at_a_write_or_sync_has_lost_nothing_and_goes_on(
    number: int, part: int, before: Before, tmp_path: Path
) -> None:
    def fresh(name: str) -> Path:
        return Path(shutil.copytree(before.folders[number], tmp_path / name)) / "my.record"

    count = crash.boundaries(partial(STEPS[number], fresh("counted")))
    assert count > 10
    for boundary in chosen(count, part):
        record = fresh(str(boundary))
        assert crash.killed_at(partial(STEPS[number], record), boundary)
        goes_on(record, number, before, f"killed at {boundary} of {count}")
        shutil.rmtree(record.parent)


@each_step
def test_a_power_cut_at_a_write_or_sync_has_lost_nothing_either(number: int, before: Before, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(before.folders[number], tmp_path / "traced"))
    disk, left = crash.Disk(folder), dict[str, crash.Files]()

    def meet(at: crash.Boundary) -> bool:
        for files in disk.after_a_power_cut("my.record"):
            left.setdefault(fingerprint(files), files)
        disk.meet(at)
        return False

    assert crash.traced(partial(STEPS[number], folder / "my.record"), meet)
    points = sorted(left) if ALL else random.Random(number).sample(sorted(left), SAMPLE)
    for key in points:
        goes_on(laid_out(left[key], tmp_path / "cut"), number, before, f"power cut in step {number + 1}")
    # What was acknowledged is on the disk, whatever else is.
    record = laid_out(disk.synced(), tmp_path / "done")
    assert state(record) == before.states[number]


def laid_out(files: crash.Files, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / "my.record"


def fingerprint(files: crash.Files) -> str:
    told = "\n".join(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(files.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def goes_on(record: Path, number: int, before: Before, how: str) -> None:
    """The record opens with all that was acknowledged before the step, and the step and those after it make it whole."""
    is_record(record)  # whoever opens it first rolls back what was half done
    files = crash.Disk(record.parent).written()
    if fingerprint(files) in before.seen[number]:
        return  # the very same bytes as after another kill
    assert_nothing_is_lost(record, number, before.states)
    last = len(STEPS) if ALL else number + 1
    for step in STEPS[number:last]:
        step(record)
    assert state(record) == before.states[last - 1], how
    assert last <= REDACTION or SECRET.encode() not in record.read_bytes(), how
    with crossreport.open_record(record, unsealed=True) as opened:
        assert opened.check() == ()
    before.seen[number].add(fingerprint(files))


def assert_nothing_is_lost(record: Path, done: int, states: Sequence[Derived]) -> None:
    """Whatever was acknowledged is there, and what the kill left unfinished is said, not shown as if it were done."""
    if not done and not is_record(record):
        return  # killed in its first transaction: the same build makes it
    with crossreport.open_record(record, unsealed=True) as opened:
        for fault in opened.check():
            assert any(words in fault.what for words in UNFINISHED), fault
        if done:
            assert opened.derived() in states[done - 1 : done + 1]


def is_record(path: Path) -> bool:
    try:
        crossreport.open_record(path).close()
    except crossreport.RecordError:
        return False
    return True
