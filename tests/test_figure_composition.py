"""The report's words for who the dead were, where it gives no number."""

from collections.abc import Callable

import pytest

from crossreport.reading.figures.composition import with_composition
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document

Told = Callable[..., Document]


def words(page: Document) -> list[str | None]:
    return [one.composition for one in with_composition(page, read_figures(page))]


@pytest.mark.parametrize(("text", "expected"), [
    ("An army raid in the town killed 12 villagers - most of them farmers.", "most of them farmers"),
    ("Nine people, all of whom were guards, were killed on Monday.", "all of whom were guards"),
    ("The blast killed 20 people, mostly children, police said.", "mostly children"),
    ("Most of the dead were women. Nine people were killed.", None),
    ("Nine people were killed, police said.", None),
])  # fmt: skip
def test_who_they_were_is_kept_in_the_reports_words(told: Told, text: str, expected: str | None) -> None:
    page = told(text)
    assert words(page) == [expected]
    for one in with_composition(page, read_figures(page)):
        if one.composition_span:
            assert one.composition_span.words(page.report) == one.composition


def test_how_they_died_is_not_who_they_were(told: Told) -> None:
    assert words(told("Nine rebels were killed, most of them by shells, the army said.")) == [None]


def test_it_belongs_to_the_number_right_before_it(told: Told) -> None:
    page = told("Shells killed two soldiers on Monday and nine rebels, most of them teenagers, on Tuesday.")
    assert words(page)[0] is None
