"""The one line that a statement is told in: no "not" is lost; a name stands for a pronoun where nobody else can."""

import pytest

from crossreport.model.report import Report
from crossreport.reading.read import read


def lines(text: str) -> list[str]:
    return [one.text for one in read(Report(id="r", text=text, published="2020-05-06")).statements]


def test_a_not_that_stands_in_the_subject_stays() -> None:
    text = "Peter Brusk, 48, was hunting. Neither he nor the teen knew the other was hunting from the same field."
    assert not [line for line in lines(text) if "knew" in line and "either" not in line]
    told = "Dan Orr came to Cairo. Neither he nor the minister confirmed that the army had fired on Monday."
    assert lines(told)[-1].startswith("Neither he nor the minister confirmed")


def test_she_is_not_the_spokesman_who_told_of_her() -> None:
    text = "The girl was taken to a hospital, police spokesman Vee Zale said. She was not thought to be an intended target."
    assert not [line for line in lines(text) if "Zale was" in line]


def test_a_pronoun_that_may_mean_two_is_left_as_it_is() -> None:
    text = "Tomas Brun met Ivo Kess on Monday in Cairo. He signed a treaty with the rebels."
    assert lines(text)[-1] == "He signed a treaty with the rebels"


def test_a_pronoun_that_can_mean_one_alone_is_told_by_the_name() -> None:
    text = "Tomas Brun came to Cairo on Monday. He signed a treaty with the rebels."
    assert lines(text)[-1] == "Tomas Brun signed a treaty with the rebels"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Chief Dan Orr and his wife visited the victim, Lena Hult. She said that she forgave the gunman.",
            "Lena Hult",
        ),
        ("Spokesman Vee Zale met Lena Hult. She said that she forgave the gunman.", "Lena Hult"),
    ],
)
def test_a_man_is_no_she(text: str, speaker: str) -> None:
    said = read(Report(id="r", text=text)).attributions
    assert [one.speaker.split(",")[0] for one in said if one.speaker] == [speaker]


def test_a_condition_behind_knows_is_no_question() -> None:
    (one,) = read(Report(id="r", text="Brusk knows if she dies someone is waiting for her.")).attributions
    assert one.polarity == "+"
    (one,) = read(Report(id="r", text="Brusk did not say if she died.")).attributions
    assert one.polarity == "u"


SPEAKERS = [
    # Whom a quotation tells of does not speak it.
    (
        "Three children were shot dead in Kalden. Gov. Anna Lund released a statement. "
        '"My heart goes out to the mother who is fighting for her life," she said.',
        "Anna Lund",
    ),
    # One surname, several persons, of whom no list knows the first name.
    (
        "Cedric and James Morrel are suspected of killing four women in Kalden. Quashaun Morrel said she feared them.",
        "Quashaun Morrel",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_says_it_is_neither_of_whom_it_tells_nor_another_of_that_name(text: str, speaker: str) -> None:
    said = read(Report(id="r", text=text)).attributions
    assert [one.speaker.split(",")[0] for one in said if one.speaker][-1] == speaker


PRONOUNS = [
    (
        "Tomas Brun shot a man in Cairo. He is to plead guilty to resisting an officer, and his case goes to court.",
        "officer's",
    ),
    ("According to Detective Dan Orr, the youth described a fight with her brother in Cairo.", "Orr's"),
    ("No one is in custody and police do not expect any arrests in the shooting in Cairo.", "No one do"),
]


@pytest.mark.parametrize(("text", "never"), PRONOUNS)
def test_a_subject_or_an_owner_is_nobody_who_only_stands_near(text: str, never: str) -> None:
    assert not [line for line in lines(text) if never.lower() in line.lower()]


def test_a_word_for_somebody_has_its_article() -> None:
    text = "A man came to Cairo on Monday. He signed a treaty with the rebels."
    assert lines(text)[-1] == "The man signed a treaty with the rebels"


def test_a_line_keeps_its_it_and_its_as_many_as() -> None:
    assert lines("As many as three gunmen opened fire at a parade in Cairo.")[0].startswith("As many as three gunmen")
    text = "It was not clear whether the army had fired at the crowd in Cairo."
    assert lines(f"Gunmen opened fire in Cairo. {text}")[-1] == text.rstrip(".")


def test_a_line_told_in_the_passive_keeps_who_did_it_behind_it() -> None:
    """It read "Grand jury have been indicted: two officers"."""
    text = "Two police officers have been indicted by a grand jury on murder charges in the death of a boy in Cairo."
    assert lines(text) == [text.rstrip(".")]


def test_a_line_keeps_the_we_that_hopes() -> None:
    text = "We just hope he spoke on the same wavelength as President Lena Holm of Norway."
    assert lines(text) == [text.rstrip(".")]
