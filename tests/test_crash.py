"""A record survives being killed at any write or sync: it opens, goes on, and has all that was acknowledged.

`make crash` kills at every one of them; the tests at a sample, the same each time. CROSSREPORT_CRASH=all asks for all.
"""

import os
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import crash
import pytest
from record_fixtures import simple_reader, told

import crossreport
from crossreport.build import change
from crossreport.model.record import Derived

pytestmark = [
    pytest.mark.usefixtures(simple_reader.__name__),
    pytest.mark.skipif(
        not crash.can_trace(), reason="this system lets no process be traced: nothing can be killed at a write"
    ),
]
SAMPLE = 10
# What may be said of a record whose last build was killed: give the same command again.
UNFINISHED = ("no build of it has come to its end", "reports were added after the last build")


def reported(record: Path, *reports: crossreport.Report) -> None:
    crossreport.build(reports, record=record).close()


def withdrawn(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        if "b" in opened.withdrawn():
            return
    change(record, lambda writer: writer.withdraw("b", "Ada", "by mistake"))


# What is done to a record, step by step; each may be given again, and a step is acknowledged when it ends.
STEPS: Sequence[Callable[[Path], None]] = (
    lambda record: reported(record, told("a", 7), told("b", 2, place="Kestry")),
    lambda record: reported(record, told("a", 8, published="2024-05-16")),
    withdrawn,
    lambda record: reported(record, told("c", 9, place="Ostrand", published="2024-05-17")),
)


def work(record: Path, acknowledged: Path) -> None:
    for number, step in enumerate(STEPS, 1):
        step(record)
        with acknowledged.open("a") as file:
            file.write(f"{number}\n")


def state(record: Path) -> Derived:
    with crossreport.open_record(record, unsealed=True) as opened:
        return opened.derived()


def chosen(count: int) -> list[int]:
    if os.environ.get("CROSSREPORT_CRASH") == "all":
        return list(range(1, count + 1))
    return sorted(random.Random(count).sample(range(1, count + 1), min(SAMPLE, count)))


def test_a_record_that_was_killed_at_a_write_or_sync_has_lost_nothing_and_goes_on(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    states = []
    for step in STEPS:
        step(whole / "my.record")
        states.append(state(whole / "my.record"))
    counted = tmp_path / "counted"
    counted.mkdir()
    count = crash.boundaries(partial(work, counted / "my.record", counted / "acknowledged"))
    assert count > 100
    for boundary in chosen(count):
        folder = tmp_path / str(boundary)
        folder.mkdir()
        record, acknowledged = folder / "my.record", folder / "acknowledged"
        if not crash.killed_at(partial(work, record, acknowledged), boundary):
            continue  # pages may fall differently by a few writes
        done = len(acknowledged.read_text().split()) if acknowledged.exists() else 0
        assert_nothing_is_lost(record, done, states)
        for step in STEPS[done:]:
            step(record)
        assert state(record) == states[-1], f"killed at {boundary} of {count}"
        with crossreport.open_record(record, unsealed=True) as opened:
            assert opened.check() == ()


def assert_nothing_is_lost(record: Path, done: int, states: list[Derived]) -> None:
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
