"""What the record must say of two real reports of one day of diplomacy after a week of killings (facts only)."""

from pathlib import Path

import pytest

import crossreport
from crossreport.model.happened import Event
from crossreport.model.record import Derived
from crossreport.model.said import Claim


@pytest.fixture(scope="module")
def derived(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Derived:
    reports = gold / "reports" / "jerusalem-2023-01-30" / "reports.jsonl"
    record = crossreport.build([reports], record=tmp_path_factory.mktemp("pair") / "pair.record")
    return record.derived()


def on(derived: Derived, day: str) -> list[Event]:
    return [e for e in derived.events if (e.date.from_, e.date.to) == (day, day) and "killed" in e.figures]


def best(event: Event) -> int | None:
    return event.figures["killed"].best


def tallies(derived: Derived) -> dict[str, int | None]:
    claims = {one.id: one for one in derived.claims}
    return {f"{claims[t.claim].report} {t.period_from}": t.point for t in derived.tallies}


def statements(derived: Derived, *words: str) -> list[Claim]:
    return [c for c in derived.claims if all(w in c.quote for w in words)]


def test_both_reports_are_one_story_whose_main_event_is_the_talks(derived: Derived) -> None:
    (story,) = derived.stories
    assert set(story.reports) == {"000", "002"}
    assert {row.main_event for row in derived.rows} == {story.main_event}
    main = next(e for e in derived.events if e.id == story.main_event)
    assert main.place is not None
    assert "Jerusalem" in main.place.name
    assert main.date.to == "2023-01-30"
    assert not main.figures


def test_seven_were_killed_on_friday_and_ten_on_thursday(derived: Derived) -> None:
    for day, number, place in (("2023-01-27", 7, "Jerusalem"), ("2023-01-26", 10, "Jenin")):
        (event,) = on(derived, day)
        assert best(event) == number
        assert set(event.reports) == {"000", "002"}
        assert event.place is not None
        assert place in event.place.name


def test_a_youth_is_told_of_by_one_report_alone(derived: Derived) -> None:
    ones = [e for e in derived.events if "killed" in e.figures and best(e) == 1]
    (event,) = [e for e in ones if e.reports == ("000",)]
    assert event.date.basis == "inferred"


def test_the_events_with_dead_are_these_three(derived: Derived) -> None:
    assert sorted(best(e) or 0 for e in derived.events if "killed" in e.figures) == [1, 7, 10]


def test_no_level_rises_above_single_origin(derived: Derived) -> None:
    assert {e.corroboration for e in derived.events} <= {"unassessed", "single_origin", "contested"}
    assert {o.independence for o in derived.origins} == {"unknown"}


def test_running_totals_are_no_incidents(derived: Derived) -> None:
    assert tallies(derived) == {"000 2023-01-01": 35, "002 2023-01-01": 34, "002 2022-01-01": 172}
    held = {t.point: t.found.best for t in derived.tallies}
    assert held[35] == 11
    note = next(t.difference.text for t in derived.tallies if t.point in (34, 35) and t.difference)
    assert "34 + 1 = 35" in note
    assert "ossible" in note
    assert not any(t.difference.certain for t in derived.tallies if t.difference)


def test_denials_and_non_confirmations_keep_their_polarity(derived: Derived) -> None:
    stances = {(c.attribution.source or "", c.attribution.stance) for c in derived.claims if c.attribution}
    assert any("embassy" in source and stance == "not_confirmed" for source, stance in stances)
    assert any("Tehran" in source or "Iran" in source for source, stance in stances if stance == "denied")
    assert any("afa" in source.lower() and stance == "confirmed" for source, stance in stances)


def test_what_did_not_happen_is_no_event(derived: Derived) -> None:
    titles = " ".join(e.title.lower() for e in derived.events)
    for word in ("white house", "military strike", "military option", "nuclear"):
        assert word not in titles


def test_every_quote_is_the_reports_own_words(derived: Derived, gold: Path) -> None:
    assert all(c.quote for c in derived.claims)
