"""A number that one tells and another denies is told and denied, and stands disputed: no "not" is lost."""

import pytest

from crossreport.model.report import Report
from crossreport.reading.read import read


def told(text: str) -> list[str]:
    """The figures of a report: the number, and who says it how."""
    reading = read(Report("a", text, title="Strike in Kestry", published="2024-05-15", outlet="Kestry Post"))
    said = {one.id: one for one in reading.attributions}
    made = []
    for figure in reading.figures:
        one = said.get(figure.attribution or "")
        made.append(f"{figure.point} {one.stance} {one.speaker}" if one is not None else f"{figure.point} told")
    return made


FIVE = "Residents said five people were killed in a strike on Kestry on Monday"


@pytest.mark.parametrize(
    "answer",
    [
        ". The army denied this.",
        ". The army denied it.",
        ". The army has denied the report.",
        ". This was denied by the army.",
        ". The army called this a lie.",
        ". The army dismissed the claim as false.",
        ". The army said this was not true.",
        ", which the army denied.",
        ", a claim the army denies.",
        " but the army denied this.",
    ],
)
def test_who_denies_what_was_just_said_denies_its_number(answer: str) -> None:
    assert told(FIVE + answer) == ["5 stated Residents", "5 denied army"]


@pytest.mark.parametrize(
    "answer",
    [
        ". The army did not deny this.",
        ". The army would neither confirm nor deny the report.",
        ". The army denied the reports of looting.",
        ". The army denied it had planes in the area.",
        ". The army denied it was behind the strike.",
        ". The army denied reporters entry.",
    ],
)
def test_who_denies_something_else_denies_no_number(answer: str) -> None:
    assert told(FIVE + answer) == ["5 stated Residents"]


def test_who_denies_an_accusation_leaves_the_dead() -> None:
    accused = "Residents accused the army of killing five people in Kestry on Monday. The army denied the accusation."
    assert told(accused) == ["5 alleged Residents"]
    assert told("He is accused of killing two men in Kestry on Monday. He denies it.") == ["2 told"]


def test_the_report_s_own_number_is_denied_too() -> None:
    own = "Five people were killed in a strike on Kestry on Monday. The army denied this."
    assert told(own) == ["5 told", "5 denied army"]


def test_a_number_is_whose_claim_it_was_and_denied_by_who_denies_the_claim() -> None:
    text = "The ministry denied the militia's claim that five people were killed in a strike on Kestry on Monday."
    assert told(text) == ["5 claimed militia", "5 denied ministry"]


def test_what_was_not_denied_of_the_dead_is_given() -> None:
    text = "The governor denied that the five people killed in a strike on Kestry on Monday were civilians."
    assert told(text) == ["5 told"]


def test_who_takes_back_his_claim_tells_its_number_no_more() -> None:
    text = (
        "The ministry retracted its claim that five people were killed in a strike on Kestry on Monday."
        " It now says three people died."
    )
    assert told(text) == ["5 retracted ministry", "3 stated ministry"]


def test_who_stops_short_of_confirming_is_named() -> None:
    reading = read(Report("a", "The army stopped short of confirming the deaths.", published="2024-05-15"))
    assert [(one.stance, one.speaker) for one in reading.attributions] == [("not_confirmed", "army")]
