"""A judgement is kept by weighing what hangs on it, and the record is what weighing the whole makes it."""

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from generate import generate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from kept import fill
from test_growing import with_actors

import crossreport
from crossreport.api import Record
from crossreport.deciding import decide
from crossreport.errors import CrossreportError
from crossreport.store.check import log_faults, weighed_again
from crossreport.store.indexes import faults
from crossreport.store.writer import Writer

SAMPLE = Path(__file__).parents[1] / "examples" / "reports.jsonl"
SLOW = settings(
    max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
Meant = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judging") / "generated.record"
    fill(path, [with_actors(pair, at) for at, pair in enumerate(generate(60, 5, a_day=6))])
    crossreport.build([], record=path).close()
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judging") / "sample.record"
    crossreport.build([SAMPLE], record=path).close()
    return path


def meant(record: Record, rng: Random) -> Meant:
    """Any judgement of any claim, source or event, or the undoing of an earlier one."""
    claim = rng.choice(record.claims(limit=1000).items)
    events = record.events(limit=1000).items
    figures = record.claims(type="figure", limit=1000).items
    kept = [one.decision.id for one in record.decisions() if one.undone_by is None]
    figure = {"outcome": "killed", "low": 1, "best": rng.randrange(2, 90), "high": 90}
    kinds: list[Meant] = [
        ("reject", {"claim": claim.id}),
        ("reject", {"claim": rng.choice(figures).id, "here_only": True}),
        ("accept", {"claim": claim.id}),
        ("edit", {"claim": rng.choice(figures).id, "changes": {"point": rng.randrange(1, 99)}}),
        ("edit", {"claim": rng.choice(figures).id, "changes": {"aux": "negated"}}),
        ("exclude", {"report": claim.report}),
        ("exclude", {"origin": claim.origin}),
        ("exclude", {"outlet": rng.choice([one.outlet for one in record.outlets() if one.outlet])}),
        ("note", {"id": claim.id}),
    ]
    if events:
        event = rng.choice(events).id
        kinds += [
            ("set", {"event": event, "figure": figure}),
            ("set", {"event": event, "date": "2023-02-01", "title": "Told anew"}),
            ("level", {"event": event, "level": rng.choice(["verified", "reviewed", "discounted"])}),
        ]
    if kept:
        kinds += [("undo", {"decision": rng.choice(kept)})] * 5
    return rng.choice(kinds)


def whole_way(*_: object) -> None:
    """In the place of what finds the part that hangs on decisions: then all is weighed."""


def digest(path: Path) -> str:
    with crossreport.open_record(path) as record:
        return record.derived_digest()


def is_well(path: Path) -> bool:
    """Is all that it is looked up by as it must be, its log right, and does weighing it again change nothing?"""
    writer = Writer(path)
    with writer.at_once():
        found: list[object] = [*faults(writer.connection)]
    writer.close()
    with crossreport.open_record(path, unsealed=True) as record:
        found += [*log_faults(record), *weighed_again(record), *record.column_faults(), *record.file_faults()]
    return not found


def kept_both_ways(near: Path, whole: Path, rng: Random) -> str | None:
    """Keeps a judgement in one record with what hangs on it, in the other with all; its kind, None where it cannot be."""
    with crossreport.open_record(near, unsealed=True) as record:
        do, what = meant(record, rng)
        try:
            decision = record.propose(do, by=rng.choice(["Ada", "Ben"]), why="heard the tape", **what)
            seen = record.preview(decision)
            done = record.decide(decision)
        except CrossreportError:
            return None
        # A build of the whole says in the log what all of it comes to.
        assert "derived" not in list(record.log())[-1].body, (do, what)
    assert done.rows == seen.rows, (do, what)
    with pytest.MonkeyPatch.context() as patched, crossreport.open_record(whole, unsealed=True) as record:
        patched.setattr(decide, "_kept_near", whole_way)
        assert record.decide(decision).rows == done.rows, (do, what)
    return do


@pytest.mark.parametrize("made", ["generated", "sample"])
@given(seed=st.integers(0, 10_000))
@SLOW
def test_judgements_kept_one_after_the_other_leave_what_weighing_the_whole_leaves(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, made: str, seed: int
) -> None:
    folder, rng = tmp_path_factory.mktemp("ways"), Random(seed)
    near, whole = (Path(shutil.copy(request.getfixturevalue(made), folder / name)) for name in ("near", "whole"))
    for _ in range(8):
        do = kept_both_ways(near, whole, rng)
        assert do is None or digest(near) == digest(whole), do
    assert is_well(near)
