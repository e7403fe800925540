"""Which reports are on one development."""

from linked_story import OTHER, SHOT, SHOT_AGAIN, TRIAL, other, report, shot, shot_again, trial

from crossreport.linking.link import link
from crossreport.model.happened import Reading
from crossreport.model.judged import Story
from crossreport.model.report import Report


def stories(*pairs: tuple[Report, Reading]) -> tuple[Story, ...]:
    return link([one for one, _ in pairs], [reading for _, reading in pairs]).stories


def test_reports_whose_news_is_one_event_are_one_story() -> None:
    (story,) = stories(shot(), shot_again(), trial())
    assert story.reports == ("courier-1", "courier-9", "mail-1")
    assert (story.from_, story.to) == ("2024-05-15", "2024-09-20")
    assert len(story.events) == 1
    assert story.main_event == story.events[0]


def test_each_report_is_in_exactly_one_story() -> None:
    found = stories(shot(), shot_again(), other())
    assert sorted(ident for story in found for ident in story.reports) == ["courier-1", "mail-1", "tide-1"]
    assert len(found) == 2


def test_reports_in_which_no_event_was_read_are_grouped_by_their_words() -> None:
    texts = {"a": SHOT, "b": SHOT_AGAIN, "c": OTHER}
    found = stories(*((report(ident, text), Reading(ident)) for ident, text in texts.items()))
    assert {story.reports for story in found} == {("a", "b"), ("c",)}


def test_a_story_bears_the_headline_of_its_most_typical_report() -> None:
    (story,) = stories(shot(), shot_again())
    assert story.title in ("Welder shot dead outside Velmora tavern", "Killing on Tannery Row")


def test_a_report_without_headline_date_and_reading_is_a_story_too() -> None:
    (story,) = stories((Report("a", TRIAL), Reading("a")))
    assert (story.title, story.from_, story.events) == ("Untitled", None, ())
