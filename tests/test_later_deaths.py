"""Somebody who dies of what happened before: one more dead of the old incident, on its day, and no incident of its own."""

import pytest

from crossreport.model.happened import Mention
from crossreport.model.report import Report
from crossreport.reading.read import read


def mentions(text: str, title: str | None = None) -> tuple[Mention, ...]:
    return read(Report(id="r", title=title, text=text, published="2020-05-06")).mentions  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("A man wounded in last week's shooting in Fresno died on Monday.", "2020-04-27", "2020-05-03"),
        ("A man shot in Fresno last week died on Monday.", "2020-04-27", "2020-05-03"),
        ("A man who was shot on Friday in Fresno died Monday.", "2020-05-01", "2020-05-01"),
        ("A second victim of the April 27 blast in Fresno died in hospital on Monday.", "2020-04-27", "2020-04-27"),
        ("Three victims of Friday's blast in Fresno died on Monday.", "2020-05-01", "2020-05-01"),
        ("A man shot in Fresno on Monday died at a hospital.", "2020-05-04", "2020-05-04"),
    ],
)
def test_the_day_of_the_death_is_not_that_of_the_deed(text: str, first: str, last: str) -> None:
    (one,) = mentions(text)
    assert (one.date.from_, one.date.to) == (first, last)


def test_a_child_who_passed_away_days_later_is_one_dead_of_one_incident() -> None:
    text = (
        "A child who had been hospitalized since an April 27 shooting at her home in Fresno has died. Karla Wezo, 7, had"
        " been critically injured. The girl had been on life support, but passed away Saturday, according to her aunt."
    )
    (one,) = mentions(text, "Fresno shooting victim passes away")
    assert one.date.from_ == "2020-04-27"


def test_who_dies_of_no_deed_dies_on_the_day_that_is_told() -> None:
    (one,) = mentions("A man died in a fire in Fresno on Monday.")
    assert one.date.from_ == "2020-05-04"


def test_the_day_of_a_death_is_nearer_to_the_deed_than_that_of_an_arrest() -> None:
    """Of "earlier this month" the day of an arrest was made, and one shooting stood as two."""
    text = (
        "Police have arrested a juvenile for the fatal shooting of a boy in Fresno last week.\n\n"
        "The boy died at a hospital on April 30.\n\nHe was a student. His school has a counselor.\n\n"
        "Nobody was told more. The car was stolen.\n\nOfficers stopped a stolen car on Sunday, May 3, around 11 p.m."
    )
    (one,) = mentions(text)
    assert one.date.from_ == "2020-04-30"
