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
