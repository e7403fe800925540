"""How many of the dead somebody identified: the least that there were, beside what others count."""

import pytest
from linked_by_hand import Hand

from crossreport.model.report import Report
from crossreport.model.said import Figure
from crossreport.reading.read import read


def identified(text: str) -> list[Figure]:
    report = Report(id="r", text=text, published="2024-05-15")
    return [one for one in read(report).figures if one.rule == "identified"]


@pytest.mark.parametrize(("text", "number"), [
    ("A post helped to identify 22 deceased family members by name.", 22),
    ("The account gave the names of the 14 identified victims, who died in the blast.", 14),
    ("A post has helped identify 15 of Omar Karn's family members that were killed in the strike.", 15),
    ("Researchers have identified the names of 12 of those killed in the blast.", 12),
    ("Neighbours later identified 37 members of the family who had died.", 37),
    ("Her sister named all 13 fatalities in the family.", 13),
    ("Five people were killed. Posts helped the monitor to identify the names of thirteen of the victims.", 13),
    ("Three people were killed in the fire. Two victims have been identified.", 2),
])  # fmt: skip
def test_the_number_of_the_identified_is_a_least_number_of_the_dead(text: str, number: int) -> None:
    found = identified(text)
    assert [(one.outcome, one.low) for one in found] == [("killed", number)]


@pytest.mark.parametrize("text", [
    "Three people were killed on Monday. Police have not identified the two victims.",
    "Two people were killed on Monday. Police identified three suspects.",
    "Two people were killed on Monday. Officers identified 12 wounded, and two of them are officers.",
    "Ten people were killed on Monday. The paper named 30 streets, and none of them is safe.",
])  # fmt: skip
def test_others_who_are_named_are_none_of_the_dead(text: str) -> None:
    assert identified(text) == []


def test_of_a_number_of_whom_some_were_identified_the_whole_counts() -> None:
    """ "Six of the 11 civilians killed": eleven are dead."""
    report = Report(id="r", text="The monitor found the names of six of the 11 civilians killed.", published="2024-05-15")
    assert [one.point for one in read(report).figures] == [11]


def told(identified: int, counted: int, by: str | None) -> tuple[int | None, int | None, int | None]:
    story = Hand()
    story.says("north", f"identified {identified} victims", identified, form="at_least", high=None, rule="identified")
    story.says("north", f"{counted} people were killed", counted, by=by)
    return story.range()


def test_what_another_counts_and_who_was_identified_make_the_range() -> None:
    assert told(16, 30, by="the clinic") == (16, 30, 30)


def test_what_the_report_itself_counts_holds_the_identified() -> None:
    assert told(16, 30, by=None) == (30, 30, 30)


def test_a_few_who_were_identified_say_nothing_of_how_many_there_were() -> None:
    assert told(2, 25, by="the clinic") == (25, 25, 25)


def test_a_count_below_the_identified_cannot_be() -> None:
    low, best, _ = told(12, 8, by="the clinic")
    assert (low, best) == (12, 12)


def test_the_number_of_all_stands_before_the_identified_of_them() -> None:
    story = Hand()
    story.says("north", "identified 6 victims", 6, form="at_least", high=None, rule="identified")
    story.says("north", "the 11 civilians", 11, defaulted=("same_victims",), rule="re-mention")
    assert story.range() == (11, 11, 11)


def test_a_number_that_points_back_stands_where_fewer_are_told_of_one_by_one() -> None:
    """ "Two boys (...). The nine civilians were buried": nine, whom the report counts nowhere else."""
    story = Hand()
    story.says("north", "Ana Poe was killed", 1, person={"name": "Ana Poe"})
    story.says("north", "the nine civilians", 9, defaulted=("same_victims",), rule="re-mention")
    assert story.range() == (9, 9, 9)
