"""Who is who in one report: one person told of in several ways is one, two persons told of alike are two."""

from collections.abc import Callable

import pytest

from crossreport.model.happened import Person
from crossreport.model.said import Figure
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document
from crossreport.reading.people.read import identify

Who = Callable[[str], tuple[tuple[Person, ...], tuple[Figure, ...]]]


@pytest.fixture(scope="module")
def who(told: Callable[..., Document]) -> Who:
    def make(text: str) -> tuple[tuple[Person, ...], tuple[Figure, ...]]:
        page = told(text)
        return identify(page, read_figures(page))

    return make


def told_of(found: tuple[tuple[Person, ...], tuple[Figure, ...]]) -> list[tuple[str | None, int | None, str | None]]:
    return [(one.name, one.age, one.outcome) for one in found[0] if one.role == "victim"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 19-year-old man was shot on Monday. The teen died at a hospital. Ivo Karn, 19, was shot in the head.",
         [("Ivo Karn", 19, "killed")]),
        ("A 2-year-old was shot. The 2-year-old boy died. The child was taken to a hospital.", [(None, 2, "killed")]),
        ("A 62-year-old man died Sunday. Deputies found James Lund with a gunshot wound. Lund was shot at home.",
         [("James Lund", 62, "killed")]),
        ("A 10-year-old boy found a gun and shot himself in the foot. The child was taken to hospital by ambulance.",
         [(None, 10, "injured")]),
        ("A 13-year-old boy shot himself in the hand. His friend, a 12-year-old girl, was struck in the knee.",
         [(None, 13, "injured"), (None, 12, "injured")]),
        ("A man, recently identified as 20-year-old Niko Brill, was shot and wounded.", [("Niko Brill", 20, "injured")]),
    ],
)  # fmt: skip
def test_one_person_told_of_in_several_ways_is_one(
    who: Who, text: str, expected: list[tuple[str | None, int | None, str | None]]
) -> None:
    assert told_of(who(text)) == expected


def test_each_figure_of_one_person_says_whom_it_counts(who: Who) -> None:
    people, figures = who("A 19-year-old man was shot on Monday. Ivo Karn, 19, died. A 30-year-old woman was wounded.")
    assert [people[index].name for one in figures for index in one.people] == ["Ivo Karn", "Ivo Karn", None]


@pytest.mark.parametrize(
    "text",
    [
        "A 20-year-old man was killed and a 20-year-old woman was injured.",
        "A 20-year-old man was killed. A 21-year-old man was injured.",
        "Ivo Karn, 20, and Tomas Karn, 24, were killed.",
        "A man was killed and a woman was wounded. The woman is in critical condition.",
    ],
)
def test_what_differs_is_somebody_else(who: Who, text: str) -> None:
    assert len(told_of(who(text))) == 2
