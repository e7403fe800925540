"""Lists, a page at a time, and search: what is masked is found by neither."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_fixtures import simple_reader, told

import crossreport
from crossreport.api import Record
from crossreport.errors import InputError, NotFound
from crossreport.model.report import Report
from crossreport.store.search import question

ACCUSED = "Police said 4 people were killed in Kestry. Teo Brask, accused of it, fled; Brask is a welder from Sarn."

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)


def reports() -> list[Report]:
    return [
        told("a", 3, outlet="Courier", published="2024-05-14", title="Shots at the mill"),
        told("b", 3, outlet="Herald", published="2024-05-15"),
        told("c", 9, "Sarn", outlet="Courier", published="2024-06-01", title="Café bombed in Sarn"),
        Report("d", ACCUSED, "Brask hunted", "Herald", published="2024-06-20"),
        Report("e", "Nothing happened at the harbour.", outlet=None, published=None),
    ]


@pytest.fixture(params=[False, True], ids=["masked", "unsealed"])
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Record]:
    crossreport.build(reports(), record=tmp_path / "a.record").close()
    with crossreport.open_record(tmp_path / "a.record", unsealed=request.param) as opened:
        yield opened


def test_stories_are_listed_a_page_at_a_time(record: Record) -> None:
    every = record.stories(limit=100)
    assert every.total == len(every.items) == record.counts()["stories"]
    pages = [record.stories(limit=1, offset=at).items[0] for at in range(every.total)]
    assert tuple(pages) == every.items
    days = [one.last or "" for one in every.items]
    assert days == sorted(days, reverse=True)
    assert record.stories(order="deadliest").items[0].killed.best == 9  # type: ignore[union-attr]
    assert {one.id for one in record.stories(since="2024-06-01", until="2024-06-01").items} == {
        one.id for one in every.items if one.first == "2024-06-01"
    }
    assert record.stories(outlet="Nobody").items == ()


def test_events_are_told_from_others_by_what_is_asked(record: Record) -> None:
    whole = {event.id: event for event in record.derived().events}
    assert {event.id: event for event in record.events().items} == whole
    assert [event.figures["killed"].best for event in record.events(order="deadliest").items] == [9, 4, 3]
    assert [event.figures["killed"].best for event in record.events(outcome="killed", at_least=4, order="oldest").items] == [
        9,
        4,
    ]
    assert record.events(since="2024-06-01", until="2024-06-30").total == 2
    assert record.events(country="ZZ").total == 3
    assert (
        record.events(country="YY").total
        == record.events(outcome="injured").total
        == record.events(kind="episode").total
        == 0
    )
    assert {event.id for event in record.events(report="c").items} == {e.id for e in whole.values() if "c" in e.reports}
    story = record.derived().stories[0]
    assert {event.id for event in record.events(story=story.id).items} == set(story.events)
    with pytest.raises(NotFound):
        record.events(story="zzz")
    with pytest.raises(InputError, match="no order 'biggest'"):
        record.events(order="biggest")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="not negative"):
        record.events(offset=-1)


def test_claims_are_those_that_the_whole_record_shows(record: Record) -> None:
    shown = record.shown()[0]
    assert record.claims().items == shown.claims
    assert record.claims(report="d").items == tuple(one for one in shown.claims if one.report == "d")
    event = shown.events[0]
    assert {one.id for one in record.claims(event=event.id).items} == set(event.claims)
    assert record.claims(type="tally").total == 0


def test_reports_outlets_and_days(record: Record) -> None:
    assert [one.id for one in record.report_list().items] == ["d", "c", "b", "a", "e"]
    assert [one.id for one in record.report_list(outlet="Courier", order="oldest").items] == ["a", "c"]
    assert [one.id for one in record.report_list(since="2024-05-15", until="2024-06-01").items] == ["c", "b"]
    line = record.report_list(outlet="Herald").items[0]
    assert line.title == ("Brask hunted" if record.unsealed else "••• hunted")
    assert (line.claims, line.story) == (len(record.claims(report="d").items), record.derived().rows[3].story)
    assert [(one.outlet, one.reports, one.first) for one in record.outlets()] == [
        ("Courier", 2, "2024-05-14"), ("Herald", 2, "2024-05-15"), (None, 1, None),
    ]  # fmt: skip
    assert [(one.outlet, one.day) for one in record.days(since="2024-05-15", until="2024-06-01")] == [
        ("Herald", "2024-05-15"), ("Courier", "2024-06-01"),
    ]  # fmt: skip
    with pytest.raises(InputError, match="no day"):
        record.report_list(until="soon")


def found(record: Record, words: str, **asked: object) -> set[str]:
    return {hit.id for hit in record.search(words, **asked).items}  # type: ignore[arg-type]


def test_reports_are_found_by_their_words(record: Record) -> None:
    assert found(record, "mill", kinds=["report"]) == {"a", "b", "c"}
    assert found(record, "CAFE", kinds=["report"]) == {"c"}
    assert found(record, '"the old mill" -sarn', kinds=["report"]) == {"a", "b"}
    assert found(record, "harb*") == {"e"}
    assert found(record, "nowhere") == set()
    hit = record.search("bombed", kinds=["report"]).items[0]
    assert [hit.text[start:end] for start, end in hit.marks] == ["bombed"]
    assert (hit.kind, hit.id, hit.title) == ("report", "c", "Café bombed in Sarn")
    page = record.search("mill", kinds=["report"], limit=1, offset=2)
    assert (len(page.items), page.total) == (1, 3)


def test_events_are_found_by_their_places(record: Record) -> None:
    places = {event.id: event.place.name for event in record.derived().events if event.place}
    assert {places[one] for one in found(record, "sarn", kinds=["event"])} == {"Sarn"}


def test_what_is_masked_is_not_found(record: Record) -> None:
    for words in ("Brask", "teo brask", "bras*", '"Teo Brask"', "Teo welder", "BRÁSK"):
        assert ("d" in found(record, words)) is record.unsealed, words
    assert found(record, "welder") == {"d"}
    told = str(record.search("welder").items)
    assert ("Brask" in told) is record.unsealed
    assert bool(record.actors_named("Teo Brask")) in (False, record.unsealed)


def test_words_that_very_many_things_hold_find_them_all_the_last_indexed_first(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = record.search("killed")
    monkeypatch.setattr("crossreport.store.lists.MANY", 0)
    found = record.search("killed")
    assert found.total == weighed.total > 1
    assert sorted(found.items) == sorted(weighed.items)


def test_what_changes_is_searched_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "a.record"
    crossreport.build(reports(), record=path).close()
    newer = told("a", 5, published="2024-05-16", text="A bell rang. Police said 5 people were killed in Velmora.")
    crossreport.build([newer, Report("f", "Teo Brask won the regatta.")], record=path).close()
    with crossreport.open_record(path) as record:
        assert found(record, "bell", kinds=["report"]) == {"a"}
        assert "a" not in found(record, "mill", kinds=["report"])
        assert found(record, "regatta") == {"f"}
        assert list(record.file_faults()) == []


def test_lists_are_of_the_moment_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.record"
    crossreport.build(reports(), record=path).close()
    with crossreport.open_record(path) as opened:
        then, before = opened.checkpoint().seq, opened.events().items
    crossreport.build([told("g", 30, "Velmora", published="2024-07-01")], record=path).close()
    with crossreport.open_record(path) as opened, opened.as_of(then) as known:
        assert opened.events().total == len(before) + 1
        assert known.events().items == before
        with pytest.raises(InputError, match="as it is today"):
            known.search("mill")


def test_what_asks_for_nothing_is_told(record: Record) -> None:
    for words in ("", "  ", "-mill", '""', "!!!", "*"):
        with pytest.raises(InputError, match="asks for no word"):
            record.search(words)
    with pytest.raises(InputError, match="no kind 'people'"):
        record.search("mill", kinds=["people"])


@given(st.text(max_size=40))
def test_no_words_break_the_search(path: Path, words: str) -> None:
    try:
        question(words)
    except InputError:
        return
    with crossreport.open_record(path) as record:
        assert record.search(words).total >= 0


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from crossreport.store.writer import Writer

    made = tmp_path_factory.mktemp("search") / "a.record"
    Writer(made).close()
    return made


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE figure_index SET best = 90 WHERE best = 9", "figure_index has columns of 'E-"),
        ("DELETE FROM event_index WHERE country = 'ZZ'", "event_index lacks the columns of 'E-"),
        ("DELETE FROM story_index", "story_index lacks the columns of 'S-"),
        ("DELETE FROM searched WHERE kind = 'report' AND id = 'c'", "the search does not hold the words of report 'c'"),
        ("INSERT INTO actor_reports VALUES ('a', 'A-1')", "actor_reports has columns of 'a' that no value"),
    ],
)
def test_columns_that_are_not_what_the_record_gives_are_found(tmp_path: Path, damage: str, told: str) -> None:
    path = tmp_path / "a.record"
    crossreport.build(reports(), record=path).close()
    with crossreport.open_record(path, unsealed=True) as opened:
        assert list(opened.column_faults()) == []
    with sqlite3.connect(path) as raw:
        raw.execute(damage)
    raw.close()
    with crossreport.open_record(path, unsealed=True) as opened:
        assert [fault for fault in opened.check() if fault.about == "columns" and told in fault.what]
