"""Whose persons a count counts, and as of when."""

import pytest

from crossreport.model.report import Report
from crossreport.model.said import Figure
from crossreport.reading.read import read


def figures(text: str) -> tuple[Figure, ...]:
    return read(Report(id="r", text=text, published="2024-05-16")).figures


@pytest.mark.parametrize(("text", "sides"), [
    ("Nine Kenyan soldiers were killed on Monday.", ["Kenya"]),
    ("The army killed twelve Hezbollah members on Monday.", ["Hezbollah"]),
    ("Nine villagers were killed by Kenyan soldiers on Monday.", [None]),
    ("Three Kenyans and four Ugandans were killed on Monday.", [None, "Kenya", "Uganda"]),
])  # fmt: skip
def test_a_count_is_of_the_side_that_its_own_words_name(text: str, sides: list[str | None]) -> None:
    assert [one.side for one in figures(text)] == sides


@pytest.mark.parametrize(("text", "day"), [
    ("As of Tuesday, 34 people had been killed in the floods.", "2024-05-14"),
    ("By late Wednesday at least 34 people had been killed in the fighting.", "2024-05-15"),
    ("On Tuesday 34 people were killed in the fighting.", None),
])  # fmt: skip
def test_a_count_up_to_a_day_says_so(text: str, day: str | None) -> None:
    assert figures(text)[0].as_of == day
