"""What the record must say of the sample reports: one invented story of two days, told by outlets that do not exist."""

from pathlib import Path

import pytest

import crossreport
from crossreport.api import Record
from crossreport.model.happened import Event
from crossreport.model.record import Derived
from crossreport.model.said import Claim

SAMPLE = Path(__file__).parents[1] / "examples" / "reports.jsonl"
AGENCY = {"valley-courier-0611", "harbour-post-0611", "coast-daily-0611"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return crossreport.build([SAMPLE], record=tmp_path_factory.mktemp("sample") / "sample.record")


@pytest.fixture(scope="module")
def derived(record: Record) -> Derived:
    return record.derived()


def event(derived: Derived, *words: str) -> Event:
    """The one event whose title has all these words."""
    (found,) = [one for one in derived.events if all(word in one.title for word in words)]
    return found


def attack(derived: Derived) -> Event:
    return event(derived, "market", "Tarsova")


def figures(derived: Derived, of: Event, outcome: str = "killed") -> dict[str, set[int | None]]:
    """The numbers that each report gives for an event."""
    found: dict[str, set[int | None]] = {}
    for one in derived.claims:
        if of.id in one.events and one.figure and one.figure.outcome == outcome and one.subset_of is None:
            found.setdefault(one.report, set()).add(one.figure.point)
    return found


def quoted(derived: Derived, report: str, *words: str) -> list[Claim]:
    return [one for one in derived.claims if one.report == report and all(word in one.quote for word in words)]


def test_all_nine_reports_are_one_story_about_the_attack(derived: Derived) -> None:
    (story,) = derived.stories
    assert len(story.reports) == 9
    assert story.main_event == attack(derived).id


def test_attack_and_raid_are_two_events_on_two_days_in_two_places(derived: Derived) -> None:
    market, raid = attack(derived), event(derived, "raid", "Kelmar")
    assert (market.date.from_, market.date.to) == ("2024-06-11", "2024-06-11")
    assert (raid.date.from_, raid.date.to) == ("2024-06-12", "2024-06-12")
    assert raid.reports == ("capital-herald-0612", "northern-voice-0612")
    assert set(market.reports) == {row.report for row in derived.rows}
    assert market.place is not None
    assert "Tarsova" in market.place.name
    assert raid.place is not None
    assert "Kelmar" in raid.place.name


def test_three_reports_hold_one_agencys_text(derived: Derived) -> None:
    copies = {row.report: row.copy_of for row in derived.rows if row.copy_of}
    assert len(copies) == 2
    assert {*copies, *copies.values()} == AGENCY
    killed = [one for one in derived.claims if one.report in AGENCY and one.figure and one.figure.point == 5]
    (origin,) = {one.origin for one in killed}  # the police, whom the agency quotes
    assert next(one.speaker for one in derived.origins if one.id == origin) == "police"


def test_the_dead_of_the_attack_are_updated_and_a_mangled_number_is_never_best(derived: Derived) -> None:
    told = figures(derived, attack(derived))
    assert all(told[report] == {5} for report in AGENCY)
    assert 7 in told["tarsova-radio-0612"]
    assert told["worldwire-translation-0612"] == {70}
    killed = attack(derived).figures["killed"]
    assert killed.best in (7, 8)
    assert killed.high == 70
    assert killed.alarms


def test_the_raid_killed_four_whom_two_sides_describe_otherwise(derived: Derived) -> None:
    raid = event(derived, "raid", "Kelmar")
    assert raid.figures["killed"].best == 4
    assert figures(derived, raid) == {"capital-herald-0612": {4}, "northern-voice-0612": {4}}
    (army,) = quoted(derived, "northern-voice-0612", "all four were fighters")
    (front,) = quoted(derived, "northern-voice-0612", "the dead were farmers")
    assert army.attribution is not None
    assert front.attribution is not None
    assert army.attribution.source != front.attribution.source


def test_an_older_ambush_is_an_event_of_its_own(derived: Derived) -> None:
    ambush = event(derived, "mbush")
    assert (ambush.date.from_, ambush.date.to) == ("2024-05-01", "2024-05-31")
    assert ambush.figures["killed"].best == 3
    assert ambush.reports == ("valley-courier-0611",)


def test_a_fire_that_hurt_no_one_says_nothing_of_the_attack(derived: Derived) -> None:
    told = figures(derived, attack(derived), "injured")
    assert 0 not in {point for points in told.values() for point in points}
    assert attack(derived).figures["injured"].low != 0


def test_denials_and_what_is_not_confirmed_keep_their_polarity(derived: Derived) -> None:
    denials = [one for one in derived.claims if one.attribution and one.attribution.stance == "denied"]
    assert {"valley-courier-0611", "coast-daily-0611", "capital-herald-0612"} <= {one.report for one in denials}
    assert all(one.attribution and one.attribution.polarity == "-" for one in denials)
    (third,) = quoted(derived, "valley-courier-0611", "third gunman")
    assert third.attribution is not None
    assert third.attribution.stance == "not_confirmed"


def test_totals_of_the_year_are_no_incidents(derived: Derived) -> None:
    assert {41, 38} <= {one.point for one in derived.tallies}
    totals = [one for one in derived.claims if one.figure and one.figure.point in (41, 38)]
    assert totals
    assert all(not one.events for one in totals)


def test_only_who_did_it_or_is_said_to_have_is_an_actor(derived: Derived) -> None:
    names = {actor.name for one in derived.events for actor in one.actors if actor.role == "actor"}
    assert not names & {"Mirela Dusan", "Dario Velk", "people", "police"}


def test_explain_names_the_words_that_it_joined_and_calls_no_part_of_a_count_unused(
    record: Record, derived: Derived
) -> None:
    rows = [row for part in record.explain(attack(derived).id).sections for row in part.rows]
    [found] = [row.found for row in rows if row.what == "joined" and "nine people … wounded" in row.found]
    assert "words that look back to it; the same place" in found
    [girl] = [row.found for row in rows if "12-year-old girl" in row.found]
    assert girl.endswith("some of those counted: a figure of its own")
    copied = record.explain("harbour-post-0611").sections[-1]
    assert (copied.heading, copied.score) == ("Text taken from Valley Courier, 11 Jun", None)
