"""`changes`: what became different between two times of a record, in words, with the reports that it rests on."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from record_fixtures import simple_reader, told

import crossreport
from crossreport.cli import main
from crossreport.model.judged import Estimate
from crossreport.reconcile.rows import in_short

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)

DAYS = ("2024-05-16T08:00:00+00:00", "2024-05-17T08:00:00+00:00", "2024-05-18T08:00:00+00:00")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """First seven dead in Velmora; then eight by a new version, and two in Kestry; then a report of nine."""
    path = tmp_path / "my.record"
    builds = (
        [told("a", 7)],
        [told("a", 8, published="2024-05-16"), told("b", 2, place="Kestry", published="2024-05-17")],
        [told("c", 9, published="2024-05-17")],
    )
    for day, reports in zip(DAYS, builds, strict=True):
        monkeypatch.setattr("crossreport.store.audit.now", lambda day=day: day)
        crossreport.build(reports, record=path).close()
    return path


def unbroken(text: str) -> str:
    """What was printed, with each line that was broken at the width of the paper in one piece again."""
    return re.sub(r"\n {4,}", " ", text)


def test_what_the_last_build_changed_is_told_unless_a_time_is_given(record: Path) -> None:
    text = unbroken(run("changes", record).output)
    assert text.startswith("CHANGES  step 4, 17 May 2024 08:00 UTC → step 6, 18 May 2024 08:00 UTC")
    assert "1 new report, 0 new versions, 0 withdrawn." in text
    assert "  killed 8 → 9: Outlet c; “8 people were killed in Velmora” of Outlet a counts no more: the same origin" in text
    assert "Kestry" not in text


def test_a_new_version_is_named_with_what_it_replaced(record: Path) -> None:
    text = unbroken(run("changes", record, "--since", "2024-05-16", "--until", "2024-05-17").output)
    assert "  killed 7 → 8: Outlet a; “7 people were killed in Velmora” of Outlet a counts no more" in text
    assert "NEW EVENTS\nShooting in Kestry, Fri 17 May" in text
    assert "  new version: Outlet a" in text
    assert "  superseded: the report's newer version of 2024-05-16 says “8 people were killed in Velmora”" in text


def test_since_before_the_first_build_all_is_new(record: Path) -> None:
    text = run("changes", record, "--since", "2024-01-01").output
    assert text.startswith("CHANGES  nothing → step 6")
    assert "CHANGED EVENTS" not in text
    assert "killed 9: Outlet a; Outlet c" in text


def test_what_changed_since_a_day_to_come_nobody_knows(record: Path) -> None:
    found = run("changes", record, "--since", "2999-01-01")
    assert found.exit_code == 2
    assert "2999-01-01 is still to come" in unbroken(found.output)


def test_notices_say_what_was_given_and_what_it_is(record: Path) -> None:
    text = run("changes", record, "--since", "2", "--until", "4", "--notices").output
    assert text.startswith("CORRECTION, 17 May 2024: Shooting in Velmora")
    assert "The number of persons killed that was given here on 16 May 2024 was 7. It is 8." in text
    assert run("changes", record, "--since", "6", "--notices").output == "No figure that was given then has changed.\n"


def test_what_no_report_tells_of_any_more_is_told(tmp_path: Path) -> None:
    record = tmp_path / "my.record"
    crossreport.build([told("a", 7), told("b", 2, place="Kestry", published="2024-06-15")], record=record).close()
    run("withdraw", record, "b", "--by", "Ada", "--why", "no such town")
    text = unbroken(run("changes", record).output)
    assert (
        "  no report that counts tells of it any more: “2 people were killed in Kestry” of Outlet b counts no more" in text
    )
    assert "excluded: withdrawn by Ada: no such town" in text
    assert "  withdrawn: Outlet b" in text
    assert "Ada: a report withdrawn (step 3)" in text


def test_an_event_whose_first_report_was_withdrawn_is_found_by_the_id_that_it_had(tmp_path: Path) -> None:
    record = tmp_path / "my.record"
    crossreport.build([told("a", 7), told("b", 7, published="2024-05-16")], record=record).close()
    with crossreport.open_record(record) as opened:
        [before] = opened.derived().events
        assert before.reports == ("a", "b")
    run("withdraw", record, "a", "--by", "Ada", "--why", "it was another day")
    with crossreport.open_record(record) as opened:
        [now] = opened.derived().events
        assert now.id != before.id
        assert opened.event(before.id).id == opened.show(before.id).id == now.id


def test_of_one_story_or_event_alone(record: Path) -> None:
    with crossreport.open_record(record) as opened:
        kestry = next(event.id for event in opened.derived().events if event.place and event.place.name == "Kestry")
    text = run("changes", record, "--since", "2", "--event", kestry).output
    assert "Shooting in Kestry" in text
    assert "Shooting in Velmora" not in text


def test_as_json_it_holds_all_of_it(record: Path) -> None:
    found = json.loads(run("changes", record, "--format", "json").output)
    assert (found["since"]["step"], found["until"]["step"]) == (4, 6)
    assert [(one["kind"], one.get("before"), one.get("after")) for one in found["changes"]] == [("figure", "8", "9")]


@pytest.mark.parametrize(("arguments", "told"), [
    (["--since", "soon"], "is no moment"),
    (["--until", "2020-01-01"], "No build of the record had ended by 2020-01-01"),
    (["--since", "2024-05-18", "--until", "2024-05-16"], "lies after the last"),
    (["--event", "E-none"], "no event 'E-none'"),
    (["--story", "S-none"], "no story 'S-none'"),
    (["--story", "S", "--event", "E"], "not for both"),
])  # fmt: skip
def test_what_cannot_be_told_is_said(record: Path, arguments: list[str], told: str) -> None:
    found = run("changes", record, *arguments)
    assert found.exit_code == 2
    assert told in found.output


def test_masked_names_stay_masked_in_it(tmp_path: Path) -> None:
    record = tmp_path / "my.record"
    for count in (7, 8):
        text = f"Police said {count} people were killed in Velmora. Teo Brask, accused of it, was held."
        crossreport.build([told("a", text=text, published=f"2024-05-1{count}")], record=record).close()
    for arguments in ([], ["--notices"], ["--format", "json"]):
        assert "Brask" not in run("changes", record, *arguments).output
    assert "killed 7 → 8" in run("changes", record).output


@pytest.mark.parametrize(("low", "best", "high", "words"), [
    (7, 7, 7, "7"), (5, 7, 9, "7 (5–9)"), (5, None, 9, "5–9"), (5, None, None, "at least 5"), (5, 7, None, "7 or more"),
    (None, None, 9, "?–9"), (5, None, 5, "5"), (None, 7, None, "7 (?–?)"),
])  # fmt: skip
def test_an_estimate_in_a_few_characters(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert in_short(Estimate(low, best, high, high is None, (), "single", "p", ())) == words


def test_what_people_decided_is_told_with_their_names(record: Path) -> None:
    event = json.loads(run("changes", record, "--format", "json").output)["changes"][0]["event"]
    assert run("decide", record, "level", event, "reviewed", "--by", "Ada Berg", "--why", "read", "--yes").exit_code == 0
    assert f"Ada Berg: level of event {event}: reviewed (step 7)" in unbroken(run("changes", record).output)


def test_what_goes_with_a_redacted_report_is_told_where_its_events_stand_as_new(record: Path) -> None:
    assert run("redact", record, "c", "--by", "Ada Berg", "--why", "a court order", "--yes").exit_code == 0
    text = unbroken(run("changes", record).output)
    assert "Ada Berg: a report redacted (step 7)" in text
    assert "With a report goes what was known of its events before" in text
