"""Who was freed was taken, and says no more of how many were."""

import pytest

from crossreport.model.report import Report
from crossreport.reading.read import read


def taken(text: str) -> list[tuple[str, int | None, int | None]]:
    figures = read(Report(id="r", text=text, published="2024-05-16")).figures
    return [(one.form, one.low, one.high) for one in figures if one.outcome == "abducted"]


@pytest.mark.parametrize("text", [
    "The rebels released 21 kidnapped pupils on Tuesday.",
    "Twenty-one pupils abducted by the rebels have been freed.",
    "The rebels freed 21 of the pupils kidnapped two years ago.",
    "The minister announced the release of 21 abducted pupils.",
])  # fmt: skip
def test_the_freed_are_at_least_so_many(text: str) -> None:
    assert taken(text) == [("at_least", 21, None)]


@pytest.mark.parametrize("text", [
    "The rebels kidnapped 21 pupils on Tuesday.",
    "Gunmen released a video of the school where they abducted 21 pupils.",
    "The 21 kidnapped pupils were seen in a video.",
])  # fmt: skip
def test_the_taken_are_just_so_many(text: str) -> None:
    assert taken(text) == [("exact", 21, 21)]


@pytest.mark.parametrize(("text", "expected"), [
    ("The rebels freed 21 of the more than 200 pupils kidnapped more than two years ago.", ("more_than", 201, None)),
    ("The rebels freed 21 of 50 girls kidnapped in April.", ("exact", 50, 50)),
])  # fmt: skip
def test_of_whom_some_were_freed_all_were_taken(text: str, expected: tuple[str, int, int | None]) -> None:
    assert taken(text) == [expected]


def test_a_hashtag_names_nobody_who_was_taken() -> None:
    assert taken("They welcomed the release of 21 of our abducted #ZelGirls today.") == []


def test_who_was_killed_as_one_of_the_taken_was_not_taken_there() -> None:
    text = (
        "On Monday the bodies of several kidnapped pupils were found in Sarn who, fighters said, were killed by airstrikes."
    )
    found = read(Report("a", text, published="2024-05-15")).figures
    killed = {one.mention for one in found if one.outcome == "killed"}
    assert killed != {None}
    assert [(one.form, one.mention) for one in found if one.outcome == "abducted"] == [("at_least", None)]
