"""A share of some, nobody but some, one thing and not another: what is said of a part is never counted for all."""

from collections.abc import Callable

import pytest

from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document

Told = Callable[..., Document]


def real(told: Told, text: str) -> list[tuple[str, int | None]]:
    """(outcome, number) of what the text tells as done."""
    return [(one.outcome, one.point) for one in read_figures(told(text)) if one.aux == "none"]


@pytest.mark.parametrize(
    "text",
    [
        "None of the 14 people was killed.",
        "Fewer than half of the 14 people were killed.",
        "Nearly two thirds of the 30 villagers were killed.",
        "Gunmen killed most of the 14 hostages.",
        "Almost all of the 30 villagers were killed.",
        "Not all of the 14 people were killed.",
        "Neither the driver nor the passenger was hurt.",
        "14 people escaped being killed.",
        "Nobody but Oren Vost was hurt.",
        "The killing of 14 people was averted.",
        "The reported killing of 14 people never happened.",
        "Far from killing 14 people, the strike hit an empty field.",
        "Rather than killing 14 people, the strike hit an empty field.",
        "The army did not succeed in killing the 14 people.",
        "Had the bomb exploded, 14 people would have been killed.",
    ],
)
def test_a_share_without_a_number_counts_nobody(told: Told, text: str) -> None:
    assert real(told, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All of the 14 people were killed.", [("killed", 14)]),
        ("Gunmen killed all of the 14 hostages.", [("killed", 14)]),
        ("Each of the three men was killed.", [("killed", 3)]),
        ("Two of the 14 people were killed.", [("killed", 2)]),
        ("Half of the 14 people were killed.", [("killed", 7)]),
        ("Two thirds of the 30 villagers died.", [("killed", 20)]),
        ("All but two of the 14 passengers survived.", [("killed", 2)]),
    ],
)
def test_all_of_some_are_all_of_them(told: Told, text: str, expected: list[tuple[str, int]]) -> None:
    assert real(told, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody but the driver was hurt.", [("injured", 1)]),
        ("No one except two guards was hurt.", [("injured", 2)]),
        ("Nobody was hurt except the driver.", [("injured", 1)]),
        ("No one was hurt.", [("injured", 0)]),
        ("No one was killed but two guards were hurt.", [("killed", 0), ("injured", 2)]),
    ],
)
def test_nobody_but_some_are_these(told: Told, text: str, expected: list[tuple[str, int]]) -> None:
    assert real(told, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fourteen people were not killed but wounded.", [("injured", 14)]),
        ("He was not among the 14 killed.", [("killed", 14)]),
        ("There were not 14 people killed.", []),
        ("Twelve people, and not 14, were killed.", [("killed", 12)]),
        ("Twelve people but not the driver were killed.", [("killed", 12)]),
    ],
)
def test_a_not_reaches_as_far_as_it_is_said_of(told: Told, text: str, expected: list[tuple[str, int]]) -> None:
    assert real(told, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did the army kill 14 people?", []),
        ("Who killed the 14 people?", [("killed", 14)]),
        ("That does not mean that 14 people were killed.", []),
        ("It is not the case that 14 people were killed.", []),
        ("It was not until Friday that 14 people were killed.", [("killed", 14)]),
    ],
)
def test_a_question_whether_it_happened_and_what_is_not_meant_tell_nothing(
    told: Told, text: str, expected: list[tuple[str, int]]
) -> None:
    assert real(told, text) == expected


@pytest.mark.parametrize("title", ["14 feared dead", "14 feared dead in Sarn blast", "14 killed?", "Army killed 14?"])
def test_a_headline_that_fears_or_asks_counts_nobody(told: Told, title: str) -> None:
    found = read_figures(told("It rained in Sarn all day long.", title=title))
    assert [one.aux for one in found] == ["hypothetical"]


@pytest.mark.parametrize(
    "text",
    [
        "14 people were not killed by the army but by the rebels.",
        "The 14 people did not die in vain.",
        "14 people were not killed instantly.",
        "14 people were not killed until Tuesday.",
        "The 14 people did not die of their wounds but of thirst.",
        "The 14 people were not killed because they were soldiers.",
        "The army did not regret killing 14 people.",
        "The army did not apologise for killing 14 people.",
        "The army has not been held responsible for killing 14 people.",
        "The council did not condemn the killing of 14 people.",
    ],
)
def test_what_is_denied_of_a_death_leaves_the_death(told: Told, text: str) -> None:
    assert real(told, text) == [("killed", 14)]


def test_that_nobody_was_hurt_stands_against_what_others_told(told: Told) -> None:
    assert real(told, "Contrary to earlier reports, nobody was killed.") == [("killed", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "At least one in five residents of Orlen was wounded, a survey said.",
        "More than one in five residents of Orlen was wounded, a survey said.",
        "One in ten children of Orlen has been hurt.",
    ],
)
def test_one_in_so_many_is_a_rate_with_and_without_a_bound(told: Told, text: str) -> None:
    assert real(told, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The death toll of the blast in Orlen on Monday ranged from 11 to 14.",
        "The number of people killed in the blast varies from 11 to 14.",
        "Anywhere from 11 to 14 people were killed in the blast.",
    ],
)
def test_what_ranges_from_one_number_to_another_has_both_as_bounds(told: Told, text: str) -> None:
    assert [(one.form, one.low, one.high) for one in read_figures(told(text))] == [("range", 11, 14)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The death toll of the blast rose from 11 to 14.", [("killed", 14)]),
        ("The three people killed ranged in age from 11 to 14.", [("killed", 3)]),
        ("The ages of the dead ranged from 11 to 14.", []),
    ],
)
def test_a_change_or_a_span_of_ages_gives_no_bounds(told: Told, text: str, figures: list[tuple[str, int | None]]) -> None:
    assert real(told, text) == figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two of three brothers were killed in Velmora on Monday.", [("killed", 2)]),
        ("One of five people who were shot has died.", [("killed", 1)]),
        ("A father of three was killed in Velmora on Monday.", [("killed", 1)]),
        ("A mother of two young girls was wounded in Velmora on Monday.", [("injured", 1)]),
    ],
)
def test_those_of_whom_it_is_said_are_counted_and_not_whose_kin_they_are(
    told: Told, text: str, expected: list[tuple[str, int]]
) -> None:
    assert [one for one in real(told, text) if one[0] in ("killed", "injured")][: len(expected)] == expected
    assert ("killed", 5) not in real(told, text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Father of 3 killed in Velmora", ("killed", 1)),
        ("Mother of two shot dead in Velmora", ("killed", 1)),
        ("Mother of three wounded in Velmora", ("injured", 1)),
    ],
)
def test_a_headline_that_says_how_many_children_he_had(told: Told, title: str, expected: tuple[str, int]) -> None:
    found = read_figures(told("Officials met on Monday.", title=title))
    assert [(one.outcome, one.point) for one in found] == [expected]
