"""Nobody who lives is named among the dead: whose kin they were, who mourns them, who tells of them."""

from collections.abc import Callable

import pytest

from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document
from crossreport.reading.people.read import identify


@pytest.mark.parametrize(("text", "dead"), [
    ("Ten people were killed. Among the victims were Ahmad Mazen's sister's husband Hossam Gola, his 24-year-old friend "
     "Karim Samra, and Kamar Samra.", {"Hossam Gola", "Karim Samra", "Kamar Samra"}),
    ("The mother of Ali Poe, Hana Poe, died in the strike, said her neighbour Ivo Karn.", {"Hana Poe"}),
    ("Nine people were killed. Radio North, alongside Ahmad Bashi, reported about nine victims of the Bashi family.", set()),
    ("The strike killed nine. An account, Sons of the Tarash and Astal Families posted photos of three of the deceased "
     "family members.", set()),
    ("The strike killed her two sons, Mazen Poe (17) and Ahmed (13). Ahmed Abed posted to his cousin.",
     {"Mazen Poe", "Ahmed"}),
    ("Sharing a video of the deceased, Facebook user Shira Rin offered her condolences on the death of Suleiman Karn.",
     {"Suleiman Karn"}),
    ("A neighbour of the deceased named Basel Aklo said that the strike led to the martyrdom of Umo Yusuf Karn.",
     {"Umo Yusuf Karn"}),
    ("The strike killed Muhan Ayesh al-Astal. His cousin Ibra Musta Al-Astal wrote a testimony. Malak did not find Muhan "
     "al-Astal's name on the lists.", {"Muhan Ayesh al-Astal"}),
    ("Osama Fathi posted that his uncle Salah Aslo and his uncle's son Muhan Aslo were martyred in the strike.",
     {"Salah Aslo", "Muhan Aslo"}),
    ("Khaled Sarho, 31, was killed in the strike. He was survived by his baby son Walid Sarho.", {"Khaled Sarho"}),
])  # fmt: skip
def test_the_living_are_not_named_among_the_dead(told: Callable[..., Document], text: str, dead: set[str]) -> None:
    page = told(text)
    found = identify(page, read_figures(page, (), (), (), ()))[0]
    assert {one.name for one in found if one.outcome == "killed" and one.name} <= dead


@pytest.mark.parametrize(("text", "told_as"), [
    ("Ana Poe offered her deepest sympathy over the killing of Suleiman Karn.", "none"),
    ("Ana Poe sent condolences on the death of Suleiman Karn.", "none"),
    ("The group offered to kill Suleiman Karn.", "hypothetical"),
    ("The letter threatened the family with the death of Suleiman Karn.", "hypothetical"),
])  # fmt: skip
def test_a_death_that_is_mourned_is_real(told: Callable[..., Document], text: str, told_as: str) -> None:
    assert [one.aux for one in read_figures(told(text), (), (), (), ())] == [told_as]
