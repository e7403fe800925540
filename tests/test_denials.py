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


@pytest.mark.parametrize(
    "text",
    [
        "The boy's injuries were not considered life-threatening.",
        "The boy's injuries were not thought to be grave.",
        "A neighbor said she could not believe a boy was hurt in Kestry on Monday.",
    ],
)
def test_what_is_only_judged_is_not_denied(text: str) -> None:
    assert not any("denied" in one for one in told(text))
    assert told(text)


def test_who_takes_back_his_claim_tells_its_number_no_more() -> None:
    text = (
        "The ministry retracted its claim that five people were killed in a strike on Kestry on Monday."
        " It now says three people died."
    )
    assert told(text) == ["5 retracted ministry", "3 stated ministry"]


def test_who_stops_short_of_confirming_is_named() -> None:
    reading = read(Report("a", "The army stopped short of confirming the deaths.", published="2024-05-15"))
    assert [(one.stance, one.speaker) for one in reading.attributions] == [("not_confirmed", "army")]


def counted(text: str) -> list[int | None]:
    """The numbers that count of a report's dead, without its headline's."""
    reading = read(Report("a", text, title="Blast in Kestry", published="2024-05-15", outlet="Kestry Post"))
    off = {one.id for one in reading.attributions if one.stance in ("denied", "retracted", "not_confirmed")}
    return [
        one.point
        for one in reading.figures
        if one.outcome == "killed" and one.aux == "none" and one.subset_of is None and one.attribution not in off
    ]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        # What was only reported, and what was so.
        ("Five people were reported killed in a blast in Kestry on Monday. In fact nobody died.", [0]),
        ("Five people were initially reported killed in Kestry on Monday. In fact two people died.", [2]),
        ("Five people were killed in Kestry on Monday. In fact, it was the deadliest blast in years.", [5]),
        ("Five people were reported killed in Kestry on Monday. In fact, three of them were children.", [5]),
        # Who lives after all.
        ("A fire in Kestry killed three people, police said. Later one of the three was found to be alive.", [2]),
        ("Two men were killed in a fire in Kestry. One of them, Odo Varn, was later said to be alive.", [1]),
        ("Two men were initially said to have been killed in Kestry. One was later found alive.", [1]),
        ("Two men were initially said to have been killed in Kestry. No one was found alive.", [2]),
        ("Ten people were killed when a house fell in Kestry. One was found alive under the rubble.", [10]),
        ("Three men were killed in a fire in Kestry. Nobody knows if one of the missing is alive.", [3]),
        ("A fire in Kestry killed two people. A third man, earlier reported dead, is alive, the hospital said.", [2]),
        ("Ten soldiers were on a truck that hit a mine near Kestry. No one but the driver survived.", [9]),
        # Which of two numbers is meant.
        ("Six and not five people were killed in a blast in Kestry on Monday.", [6]),
        ("Not five but six people were killed in a blast in Kestry on Monday.", [6]),
        ("Not only five soldiers but also a nurse were killed in a blast in Kestry on Monday.", [6]),
        ("A blast in Kestry killed not only five soldiers but also a nurse.", [6]),
        # A correction that names the outlet.
        ("The Post reported that ten people died in Kestry. Medics now say two died. The Post regrets the error.", [2]),
        ("The Post reported that ten people died in Kestry. The mayor regrets the error that led to it.", [10]),
    ],
)
def test_what_is_said_not_to_be_so_counts_nowhere(text: str, dead: list[int]) -> None:
    assert counted(text) == dead


def test_a_further_one_of_the_same_sentence_is_added() -> None:
    reading = read(Report("a", "Five soldiers were killed in Kestry, but a nurse died too.", published="2024-05-15"))
    assert [(one.point, one.measure) for one in reading.figures] == [(5, "stock"), (1, "increment")]


@pytest.mark.parametrize(
    ("after", "dead"),
    [
        ("The correct number was six, they said.", ["killed 6"]),
        ("The real toll is 6, the mayor said.", ["killed 6"]),
        ("In fact the number was six.", ["killed 6"]),
        ("The chief later corrected the figure to six.", ["killed 6"]),
        ("The real number was a secret.", ["killed 9"]),
        ("The correct number is two doors away.", ["killed 9"]),
        ("The correct figure is six hundred dollars.", ["killed 9"]),
        ("The number was printed on Tuesday.", ["killed 9"]),
    ],
)
def test_the_number_that_is_said_to_be_right_stands_for_the_one_before(after: str, dead: list[str]) -> None:
    assert harms_of(f"Police said that nine people died in Monday's blast in Kestry. {after}") == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Six people died in Kestry on Monday. Earlier reports had spoken of nine dead.", ["killed 6"]),
        ("Six people died in Kestry on Monday. It had been thought that nine had died.", ["killed 6"]),
        ("Police said that nine died in Kestry on Monday, but later corrected themselves: six had died.", ["killed 6"]),
        ("Earlier reports had spoken of nine dead in Kestry on Monday.", ["killed 9"]),
        ("One of the two men reported dead in a fire in Kestry was found alive on Monday.", ["killed 1"]),
    ],
)
def test_what_was_said_before_counts_no_more_beside_what_is_right(text: str, dead: list[str]) -> None:
    assert harms_of(text) == dead


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("A bomb went off in Kestry on Monday without killing anyone.", ["killed 0"]),
        ("A bomb went off in Kestry on Monday but did not hurt anybody.", ["injured 0"]),
        ("A gunman fired on a bus in Kestry on Monday but failed to kill anyone.", ["killed 0"]),
        ("A bomb went off in Kestry on Monday, neither killing nor injuring anyone.", ["injured 0", "killed 0"]),
        ("A bomb went off in Kestry on Monday. The blast did not result in any deaths.", ["killed 0"]),
        ("Police ended the siege in Kestry on Monday without a single death.", ["killed 0"]),
        ("A bomb went off in Kestry on Monday without causing any casualties.", ["injured 0", "killed 0"]),
        ("A bomb went off in Kestry on Monday. There were no casualties.", ["injured 0", "killed 0"]),
        ("Nobody was killed or hurt by the bomb in Kestry on Monday.", ["injured 0", "killed 0"]),
    ],
)
def test_what_is_denied_of_anybody_befell_nobody(text: str, nobody: list[str]) -> None:
    assert harms_of(text) == nobody


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in Kestry on Monday without hurting anyone else.",
        "He did not mean to kill anyone in Kestry on Monday, his lawyer said.",
        "He did not kill anyone in Kestry on Monday, his lawyer said.",
        "The army did not kill anyone in Kestry on Monday, it said.",
        "Police can end the siege in Kestry without killing anyone, the mayor said.",
        "Police vowed to end the siege in Kestry without hurting anyone.",
        "The army suffered no casualties in the raid on Kestry on Monday.",
        "There were no casualties among the guards in Kestry on Monday.",
        "There were no casualties on the army's side in Kestry on Monday.",
    ],
)
def test_what_is_denied_of_some_of_one_doer_or_not_yet_counts_nothing(text: str) -> None:
    assert harms_of(text) == []


def harms_of(text: str) -> list[str]:
    """The harms that a report counts, with their numbers."""
    reading = read(Report("a", text, title="Events in Kestry", published="2024-05-15", outlet="Kestry Post"))
    return sorted(f"{one.outcome} {one.point}" for one in reading.figures if one.aux == "none")
