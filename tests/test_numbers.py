"""Numbers in words and digits: what they stand for, and what they do not count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.reading.figures.counted import counts_no_person
from crossreport.reading.figures.numbers import Quantity, read_numbers, value_of


def one(text: str) -> Quantity:
    found = read_numbers(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("1 200", 1200),
        ("1.200", 1200),
        ("1.2 million", 1_200_000),
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("a hundred", 100),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a dozen", 12),
        ("three thousand", 3000),
        ("12 apples", None),
    ],
)
def test_words_and_digits_have_a_value(words: str, value: int | None) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("text", "form", "low", "point", "high"),
    [
        ("seven people", "exact", 7, 7, 7),
        ("exactly 10 men", "exact", 10, 10, 10),
        ("at least 12 people", "at_least", 12, 12, None),
        ("no fewer than three", "at_least", 3, 3, None),
        ("100 or more", "at_least", 100, 100, None),
        ("more than a dozen men", "more_than", 13, 13, None),
        ("up to 40 people", "at_most", None, None, 40),
        ("as many as 40 people", "at_most", None, None, 40),
        ("fewer than 10 people", "fewer_than", 0, None, 9),
        ("some 50 people", "about", 45, 50, 55),
        ("about 200 people", "about", 150, 200, 250),
        ("about 7 people", "about", 6, 7, 8),
        ("nearly 50 people", "about", 45, 50, 50),
        ("just under 50 people", "about", 45, 50, 50),
        ("just over 50 people", "about", 50, 50, 55),
        ("about two dozen people", "about", 18, 24, 30),
        ("almost two dozen people", "about", 18, 24, 24),
        ("between 10 and 12 people", "range", 10, None, 12),
        ("10 to 12 people", "range", 10, None, 12),
        ("10-12 people", "range", 10, None, 12),
        ("two or three men", "range", 2, None, 3),
        ("a couple of men", "exact", 2, 2, 2),
        ("several people", "vague", 3, 3, 9),
        ("dozens of people", "vague", 12, 12, 99),
        ("at least dozens of people", "vague", 12, 12, None),
        ("about a dozen people", "vague", 10, 12, 14),
        ("tens of thousands of people", "vague", 10_000, 10_000, 99_999),
        ("a number of people", "indefinite_plural", 2, None, None),
    ],
)
def test_bounds_make_intervals(text: str, form: str, low: int | None, point: int | None, high: int | None) -> None:
    number = one(text)
    assert (number.form, number.low, number.point, number.high) == (form, low, point, high)


def test_a_vague_word_keeps_its_key() -> None:
    assert one("scores of people").vague == "scores"


def test_as_many_as_is_a_bound_only_before_a_number() -> None:
    found = read_numbers("Last year there were 88 - as many as last in 1999.")
    assert (found[0].form, found[0].point) == ("exact", 88)


def test_a_change_is_no_range() -> None:
    assert [number.point for number in read_numbers("The toll rose from 10 to 12.")] == [10, 12]


def test_an_age_is_no_number_of_people() -> None:
    assert [number.point for number in read_numbers("A 13-year-old boy and two 15-year-olds were hurt.")] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "at 6 p.m.",
        "for 15 years",
        "two counts of murder",
        "30 miles away",
        "a 9mm pistol",
        "12 percent",
        "on May 12",
        "on Route 66",
        "two cars burned",
        "three shots were fired",
        "the 3rd attack",
        "at 10:30",
    ],
)
def test_what_counts_no_person(text: str) -> None:
    assert all(counts_no_person(text, number) for number in read_numbers(text))


def test_money_is_no_number_of_people() -> None:
    assert not read_numbers("a bond of $5 million")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_and_offsets_stay_inside(text: str) -> None:
    for number in read_numbers(text):
        assert 0 <= number.start <= number.core < number.end <= len(text)
        assert number.low is None or number.high is None or number.low <= number.high
        assert number.point is None or (number.low or 0) <= number.point


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_and_without_commas_are_the_same_number(value: int) -> None:
    assert value_of(str(value)) == value_of(f"{value:,}") == value
