"""A part of a record, read alone, answers as the whole does: same brief, same words, same evidence, same masks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from generate import generate
from kept import fill

import crossreport
from crossreport.answers.brief import brief
from crossreport.answers.explain import explain
from crossreport.answers.show import show
from crossreport.api import Record
from crossreport.errors import NotFound, RecordError
from crossreport.model.judged import CORROBORATION
from crossreport.reconcile.tallies import tally
from crossreport.store.writer import Writer

SAMPLE = Path(__file__).parents[1] / "examples" / "reports.jsonl"
GENERATED = 60


@pytest.fixture(scope="module", params=["sample", "generated"])
def path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The record of one story in full, and one of many stories with copies, follow-ups and round-ups."""
    made = tmp_path_factory.mktemp(request.param) / "my.record"
    if request.param == "generated":
        fill(made, list(generate(GENERATED)))
    crossreport.build([SAMPLE] if request.param == "sample" else [], record=made).close()
    return made


@pytest.fixture(params=[False, True], ids=["masked", "unsealed"])
def record(path: Path, request: pytest.FixtureRequest) -> Iterator[Record]:
    with crossreport.open_record(path, unsealed=request.param) as opened:
        yield opened


def test_the_brief_of_a_slice_is_that_of_the_whole(record: Record) -> None:
    for profile in (None, "conservative"):
        derived, reports = record.shown(profile)
        assert derived.stories
        for story in derived.stories:
            unread = sum(len(record.reading(one).unread) for one in story.reports)
            assert record.brief(story.id, profile) == brief(derived, reports, story.id, unread)
        assert record.brief(profile=profile) == brief(derived, reports, None, record.brief(profile=profile).unread)


def test_the_words_and_the_evidence_of_everything_are_those_of_the_whole(record: Record) -> None:
    derived, reports = record.shown()
    readings = {report.id: reading for report, reading in record.shown_readings()}
    estimates = [f"{event.id}/{outcome}" for event in derived.events for outcome in event.figures]
    ids = [one.id for kind in (derived.claims, derived.events, derived.origins, derived.stories) for one in kind]
    ids += [one.id for one in derived.actors] + [one.id for one in reports]
    for ident in [*ids, *estimates, "1", "[2]"]:
        assert record.show(ident) == show(derived, reports, ident), ident
    for ident in [*(one.id for one in derived.claims), *(one.id for one in derived.events), *estimates, "1"]:
        assert record.explain(ident) == explain(derived, reports, readings, ident), ident


def test_a_slice_holds_what_belongs_to_it_and_nothing_else(record: Record) -> None:
    whole = record.derived()
    event = max(whole.events, key=lambda one: len(one.claims))
    part = record.slice(events=[event.id]).derived
    assert set(event.claims) <= {one.id for one in part.claims}
    assert [one.id for one in part.events] == [event.id]
    assert {one.id for one in part.origins} == {one.origin for one in part.claims}
    report = whole.rows[0].report
    part = record.slice(reports=[report]).derived
    assert {one.id for one in whole.claims if one.report == report} <= {one.id for one in part.claims}
    assert record.slice(reports=["nobody"], events=["nothing"]).derived.claims == ()


def test_a_name_that_is_sealed_is_masked_in_a_slice_as_in_the_whole(path: Path) -> None:
    with crossreport.open_record(path, unsealed=True) as opened, crossreport.open_record(path) as shown:
        sealed = {p.name for event in opened.derived().events for p in event.people if p.sealed and p.name}
        assert sealed
        for story in opened.derived().stories:
            part = str(shown.slice(story.id))
            assert not [name for name in sealed if name in part.replace(str(shown.slice(story.id).seals), "")]


SCOPES: tuple[dict[str, Any], ...] = (
    {}, {"outcome": "injured"}, {"who": "people"}, {"who": "fighters"}, {"place": "XC"}, {"place": "XC Province 2"},
    {"since": "2019-01-01", "until": "2019-01-01"}, {"since": "2024-06-01"}, {"status": "combatant"}, {"side": "Ostrand"},
    {"actor": "front"}, {"actor": "army"},
)  # fmt: skip


@pytest.mark.parametrize("asked", SCOPES, ids=str)
def test_a_tally_of_columns_is_that_of_the_whole(record: Record, asked: dict[str, Any]) -> None:
    assert record.tally(**asked) == tally(record.derived(), **{"outcome": "killed", **asked})
    for level in CORROBORATION:
        told = tally(record.derived(), **{"outcome": "killed", **asked}, corroboration=(level,))
        assert record.tally(**asked, corroboration=[level]) == told


def test_reports_are_named_so_that_each_is_told_from_all_others(record: Record) -> None:
    from crossreport.answers.words import labels

    reports = tuple(record.reports())
    assert {one.id: record.labels([one])[one.id] for one in reports} == labels(reports)


def test_what_is_not_there_is_told(record: Record, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no story 'zzz'. Its stories are"):
        record.slice("zzz")
    with pytest.raises(NotFound, match="'zzz'"):
        record.show("zzz")
    with pytest.raises(NotFound, match="'zzz'"):
        record.explain("zzz")
    Writer(tmp_path / "new.record").close()
    with crossreport.open_record(tmp_path / "new.record") as new:
        with pytest.raises(RecordError, match="No build"):
            new.brief()
        with pytest.raises(RecordError, match="No build"):
            new.slice(reports=["a"])
