"""The day of a report that gives none, from the reports that it is linked with."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from linked_story import dead, mention, other, report, shot, shot_again, victim

from crossreport import build
from crossreport.linking.link import link
from crossreport.linking.undated import anchored
from crossreport.model.happened import EventDate, Reading
from crossreport.model.record import Linked, ReportRow
from crossreport.model.report import Report
from crossreport.profiles.load import load_profile
from crossreport.reading.read import read_all
from crossreport.reconcile.reconcile import reconcile

Pair = tuple[Report, Reading]


def undated(pair: Pair) -> Pair:
    """The report without its day, and its mentions without theirs."""
    one, reading = pair
    bare = tuple(msgspec.structs.replace(told, date=EventDate()) for told in reading.mentions)
    return msgspec.structs.replace(one, published=None), msgspec.structs.replace(reading, mentions=bare)


def published(pair: Pair, day: str, **fields: object) -> Pair:
    return msgspec.structs.replace(pair[0], published=day, **fields), pair[1]


def linked(*pairs: Pair) -> Linked:
    return link([one for one, _ in pairs], [reading for _, reading in pairs])


def row(found: Linked, ident: str) -> ReportRow:
    return next(one for one in found.rows if one.report == ident)


def test_a_copy_has_the_day_of_the_text_that_it_shares() -> None:
    found = linked(published(shot("a"), "2024-05-15"), undated(shot("b")))
    assert row(found, "b").inferred_day == "2024-05-15"
    (why,) = row(found, "b").day_evidence
    assert (why.what, why.found) == ("copy", "1 of 1 dated reports that share its text are of 2024-05-15")
    assert row(found, "a").inferred_day is None
    assert [one.published for one in found.reports] == ["2024-05-15", None], "reports stay as they were given"


def test_a_report_of_the_same_event_has_the_day_that_most_of_them_give() -> None:
    days = ("2024-05-15", "2024-05-16", "2024-05-16")
    others = [published(shot(f"o{n}"), day) for n, day in enumerate(days)]
    found = linked(*others, undated(shot_again("x")))
    assert row(found, "x").inferred_day == "2024-05-16"
    assert row(found, "x").day_evidence[0].what == "event"


def test_of_days_told_as_often_the_one_in_the_middle_stands() -> None:
    days = ("2024-05-14", "2024-05-15", "2024-05-18")
    others = [published(shot(f"o{n}"), day) for n, day in enumerate(days)]
    assert row(linked(*others, undated(shot_again("x"))), "x").inferred_day == "2024-05-15"


def test_days_far_apart_say_none() -> None:
    wide = [published(shot("a"), "2024-05-15"), published(shot("b"), "2024-06-15")]
    assert row(linked(*wide, undated(shot_again("x"))), "x").inferred_day is None


def test_no_day_is_inferred_from_an_inferred_one_or_from_another_story() -> None:
    guessed = published(shot("a"), "2024-05-15", published_inferred=True)
    assert row(linked(guessed, undated(shot_again("x"))), "x").inferred_day is None
    assert row(linked(shot("a"), undated(other("x"))), "x").inferred_day is None


def test_one_report_of_the_story_alone_says_too_little() -> None:
    first, second = published(shot("a"), "2024-05-15"), published(shot("b"), "2024-05-16")
    bare, reading = undated(shot_again("x"))
    eventless = (bare, msgspec.structs.replace(reading, mentions=()))
    assert row(linked(first, eventless), "x").inferred_day is None
    assert row(linked(first, second, eventless), "x").inferred_day == "2024-05-15"


def test_neither_order_nor_batches_matter() -> None:
    pairs = [published(shot("a"), "2024-05-15"), undated(shot("b")), undated(shot_again("c")), other("d")]
    whole = linked(*pairs)
    assert linked(*reversed(pairs)) == whole


def test_the_event_takes_the_day_that_its_relative_date_then_has_marked_inferred() -> None:
    bare, reading = undated(shot_again("x"))
    tuesday = EventDate("2024-05-14", "2024-05-14", "day", "stated")

    def again(asked: Sequence[Report]) -> list[Reading]:
        assert [(one.published, one.published_inferred) for one in asked] == [("2024-05-15", True)]
        told = tuple(msgspec.structs.replace(each, date=tuesday) for each in reading.mentions)
        return [msgspec.structs.replace(reading, mentions=told)]

    dated = published(shot("a"), "2024-05-15")
    dateless = (dated[0], undated(dated)[1])
    pairs = [dateless, (bare, reading)]
    found = link([one for one, _ in pairs], [read for _, read in pairs], read_again=again)
    assert found.events[0].date == EventDate("2024-05-14", "2024-05-14", "day", "inferred")


def test_what_was_read_of_a_date_the_text_gives_whole_stays_stated() -> None:
    _, reading = shot("a")
    assert anchored(reading, reading) == reading
    assert anchored(reading, Reading("a")) == reading


def test_a_figure_takes_the_day_as_of_which_it_was_told() -> None:
    one = report("a", "Two men were shot dead in Velmora, police said on Tuesday.", None)
    told = Reading("a", figures=(dead(one, "Two men", 2),), mentions=(mention(one, "shot dead"),))
    figures = (msgspec.structs.replace(told.figures[0], as_of="2024-05-14"),)
    again = msgspec.structs.replace(told, figures=figures, people=(victim(one, "Two men"),))
    made = anchored(told, again)
    assert made.figures[0].as_of == "2024-05-14"
    assert made.people == told.people


def test_reconciling_knows_when_an_undated_report_spoke() -> None:
    days = [published(shot("a"), "2024-05-15"), undated(shot("b"))]
    found = linked(*days)
    assert reconcile(found, load_profile("recent_majority")).rows == found.rows


TEXTS: Sequence[tuple[str, str | None]] = (
    ("Two men were shot dead outside a mill in Velmora on Tuesday, police said. Marcus Orlen, 34, and Ivo Karn, 29, died.",
     "2024-05-15"),
    ("Marcus Orlen, 34, and Ivo Karn, 29, were shot dead outside a mill in Velmora on Tuesday, according to police.", None),
)  # fmt: skip


def wards() -> list[Report]:
    return [
        Report(f"r{n}", text, title="Two shot dead outside Velmora mill", outlet=f"Outlet {n}", published=day)
        for n, (text, day) in enumerate(TEXTS)
    ]


def test_a_build_reads_the_dates_of_an_undated_report_by_the_day_inferred_and_checks_well() -> None:
    record = build(wards(), unsealed=True)
    derived = record.derived()
    (event,) = derived.events
    assert event.reports == ("r0", "r1")
    assert (event.date.from_, event.date.basis) == ("2024-05-14", "stated")
    assert {one.report: one.inferred_day for one in derived.rows} == {"r0": None, "r1": "2024-05-15"}
    assert record.check() == ()


def days_read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """Told from now on: (id, day) of each report that is read."""
    asked: list[tuple[str, str | None]] = []

    def noted(reports: Sequence[Report]) -> Iterator[Reading | Exception]:
        asked.extend((one.id, one.published) for one in reports)
        return read_all(reports)

    monkeypatch.setattr("crossreport.reading.read.read_all", noted)
    return asked


def test_what_is_read_by_an_inferred_day_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = days_read(monkeypatch)
    first = build(wards(), tmp_path / "a.record").derived()
    assert asked == [("r0", "2024-05-15"), ("r1", None), ("r1", "2024-05-15")]
    other = Report("r2", "A bridge was opened in Dremuk on Friday.", outlet="Outlet 2", published="2024-06-01")
    again = build([other], tmp_path / "a.record").derived()
    assert asked[3:] == [("r2", "2024-06-01")], "the undated report is not read anew"
    assert [one for one in again.claims if one.report == "r1"] == [one for one in first.claims if one.report == "r1"]
    assert again == build([other, *wards()]).derived(), "the same as where all was read in one go"


def test_another_inferred_day_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(wards(), tmp_path / "a.record")
    later = [msgspec.structs.replace(wards()[0], id=f"s{n}", published="2024-05-16", outlet=f"Paper {n}") for n in range(2)]
    asked = days_read(monkeypatch)
    made = build(later, tmp_path / "a.record").derived()
    assert asked == [("s0", "2024-05-16"), ("s1", "2024-05-16"), ("r1", "2024-05-16")]
    assert made == build([*wards(), *later]).derived()
