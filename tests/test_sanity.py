"""Alarms: what a person should look at before believing a figure. They change no figure."""

import pytest
from linked_by_hand import Hand


def alarms(count: str, number: int, *text: str) -> tuple[str, ...]:
    story = Hand()
    story.says("north", count, number)
    for line in text:
        story.tells("north", line, "")
    estimate = story.figure()
    assert estimate.best == number
    return estimate.alarms


def test_a_number_that_also_counts_something_else_nearby() -> None:
    assert alarms("34 people dead", 34, "Workers opened 34 shelters; 34 houses fell.") == (
        "34 also stands before “houses” nearby (north)",
        "34 also stands before “shelters” nearby (north)",
    )
    assert alarms("12 dead", 12, "The road is 12 km long.") == ("12 also stands before “km” nearby (north)",)


def test_small_numbers_and_persons_raise_none() -> None:
    assert alarms("3 dead", 3, "3 houses fell.") == ()
    assert alarms("34 dead", 34, "The 34 people were buried on Friday; 33 houses fell.") == ()


@pytest.mark.parametrize(("count", "number", "alarm"), [
    ("1.200 people dead", 1200, "“1.200” is read as 1,200"),
    ("1 200 people dead", 1200, "“1 200” is read as 1,200"),
    ("2021 people dead", 2021, "2021 may be a year"),
    ("12,000 dead", 12000, "12,000 in one incident: a unit or a word of scale may be misread"),
])  # fmt: skip
def test_a_number_that_may_be_of_another_size(count: str, number: int, alarm: str) -> None:
    assert alarm in alarms(count, number)


def test_more_dead_than_were_there() -> None:
    (alarm,) = alarms("41 people dead", 41, "The bomb went off in a crowd of about 30.")
    assert alarm == "41 are more than the 30 who were there (north: “crowd of about 30”)"
    assert alarms("29 people dead", 29, "There were 30 people aboard.") == ()
