"""Whom "he", "her" and "both" mean in what reports tell of the harmed, and where that stays open."""

from collections.abc import Callable

import pytest

from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document
from crossreport.reading.people.read import identify

Victims = Callable[[str], list[str | None]]


@pytest.fixture(scope="module")
def victims(told: Callable[..., Document]) -> Victims:
    def make(text: str) -> list[str | None]:
        page = told(text)
        found, _ = identify(page, read_figures(page, (), (), (), ()))
        return [one.name for one in found if one.role == "victim" and one.name]

    return make


@pytest.mark.parametrize(
    "text",
    [
        "Family members say 22-year-old Tomas Brill was walking home when he was shot.",
        "Tomas Brill was walking home when a car pulled up and someone shot him in the leg.",
        "The suspect opened fire on Tomas Brill, 34, killing him.",
        "Tomas Brill, 22, is expected to survive after he was hit in the leg.",
    ],
)
def test_a_pronoun_is_the_subject_of_the_clause_above(victims: Victims, text: str) -> None:
    assert victims(text) == ["Tomas Brill"]


@pytest.mark.parametrize(
    "text",
    [
        "Tomas Brill, 22, was sitting on his porch. A car pulled up and someone shot him in the leg.",
        "Tomas Brill went to the fair after the game on Friday. He was shot in the left calf.",
    ],
)
def test_a_pronoun_is_the_subject_of_the_sentence_before(victims: Victims, text: str) -> None:
    assert victims(text) == ["Tomas Brill"]


def test_who_says_to_have_been_shot_was(victims: Victims) -> None:
    assert victims("Tomas Brill told reporters that he had been shot in the leg.") == ["Tomas Brill"]


def test_who_is_quoted_as_shot_was(victims: Victims) -> None:
    assert victims('"I was shot five times," said 25-year-old Tomas Brill, who stood outside.') == ["Tomas Brill"]
    assert victims('Tomas Brill said, "I heard that a man was shot. I was not shot."') == []


def test_both_are_the_two_who_are_named(victims: Victims) -> None:
    found = victims("Police say Tomas Brill, 34, and Ivo Karn, 22, got into a fight and both were shot.")
    assert found == ["Tomas Brill", "Ivo Karn"]


def test_whose_mother_speaks_is_meant(victims: Victims) -> None:
    assert victims("Tomas Brill's mother, Eva Lund, said he was shot while he was walking home.") == ["Tomas Brill"]


@pytest.mark.parametrize(
    "text",
    [
        "Police Chief Bob Karn said he was shot in the leg.",  # who speaks for an office
        "Ana Vost, a neighbor, said she was shot in the arm.",
        "Ivo Karn confronted Tomas Brill at the bar. He was shot in the head.",  # one of two
        "A man was at the door. He was shot when he opened it.",
        "The victim told police that Ivo Karn was at the house when he was shot.",
        "Eva Lund, the mother of three, was at work. He was shot at home.",  # her sex
        "It was not over, said Lt. Tomas Brill, of the county police. There was a young man shot. Again, he was hurt.",
        "Tomas Brill was at the bar and they were shot.",  # more than one
        "Tomas Brill was walking home. He was almost shot.",
    ],
)
def test_where_another_may_be_meant_nobody_is_named(victims: Victims, text: str) -> None:
    assert victims(text) == []
