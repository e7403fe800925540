"""Who says a figure, and over what area a stated total counts."""

from collections.abc import Callable

import pytest

from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.model.said import Attribution, Figure
from crossreport.reading.read import read

Ask = Callable[[str], tuple[Figure, Attribution | None]]


@pytest.fixture(scope="module")
def first() -> Ask:
    def make(text: str) -> tuple[Figure, Attribution | None]:
        reading: Reading = read(Report(id="r", text=text, published="2024-05-15"))
        figure = reading.figures[0]
        return figure, next((one for one in reading.attributions if one.id == figure.attribution), None)

    return make


@pytest.mark.parametrize(("text", "speaker"), [
    ("Five people were killed in the attack on Monday, police said.", "police"),
    ("According to the health ministry, five people were killed on Monday.", "health ministry"),
    ("The army now puts the number of wounded at 11.", "army"),
    ("The army said on Tuesday that its soldiers had killed four fighters.", "army"),
    ("Radio North reported on the death of 17 villagers on Monday.", "Radio North"),
    ("A post from the clinic recorded 25 deaths on Monday.", "clinic"),
    ("Relatives buried three men who fighters said were killed by an airstrike on Monday.", "fighters"),
    ("Five boys that the hospital said were wounded on Monday are at home.", "hospital"),
    ("Omar Karn gave the highest death toll of seven people killed on Monday.", "Karn"),
])  # fmt: skip
def test_a_figure_is_its_speakers(first: Ask, text: str, speaker: str) -> None:
    _, said = first(text)
    assert said is not None
    assert speaker in (said.speaker or "")


def test_a_figure_of_the_reports_own_has_no_speaker(first: Ask) -> None:
    assert first("Five people were killed in an attack in Paris on Monday.")[1] is None


@pytest.mark.parametrize("text", [
    "The army denied that its soldiers had killed five villagers.",
    "The ministry did not confirm reports that five villagers had been killed.",
])  # fmt: skip
def test_what_is_denied_or_not_confirmed_stays_so(first: Ask, text: str) -> None:
    _, said = first(text)
    assert said is not None
    assert said.stance in ("denied", "not_confirmed")


def test_what_a_denial_takes_as_given_is_not_denied(first: Ask) -> None:
    figure, said = first("The group denied any role in the attack that killed five villagers on Monday.")
    assert figure.point == 5
    assert said is None


def test_a_stated_total_has_its_area_in_the_reports_words(first: Ask) -> None:
    figure, said = first(
        "At least 40 people have been killed in Syria and Iraq since January, according to a Reuters tally."
    )
    assert (figure.scope, figure.area) == ("period", "Syria and Iraq")
    assert said is not None
    assert "Reuters" in (said.speaker or "")


@pytest.mark.parametrize("text", [
    "The attack on a church in Paris, which killed nine people, was condemned by Norway.",
    "A guard is charged with killing two men.",
    "A guard has been accused of killing two men.",
])  # fmt: skip
def test_who_only_judges_or_is_charged_counts_nobody(first: Ask, text: str) -> None:
    assert first(text)[1] is None


@pytest.mark.parametrize(("text", "speaker"), [
    ("Police said a guard allegedly killed two men.", "police"),
    ("Police said a guard was accused of killing two men.", "police"),
    ("The union accused the guards of killing two men.", "union"),
])  # fmt: skip
def test_words_without_a_speaker_leave_the_speaker_around_them(first: Ask, text: str, speaker: str) -> None:
    _, said = first(text)
    assert said is not None
    assert speaker in (said.speaker or "").lower()


@pytest.mark.parametrize(("text", "earlier"), [
    ("Initial reports spoke of three people killed on Monday, but the clinic later counted five dead.", [True, False]),
    ("An agency initially reported that two villagers were killed on Monday.", [True]),
    ("Initially, the council said that two villagers were killed on Monday.", [True]),
    ("Two villagers who had initially been wounded were killed on Monday, the clinic said.", [False]),
    ("The clinic reported that two villagers were killed on Monday.", [False]),
])  # fmt: skip
def test_what_the_report_calls_a_first_count_is_marked(text: str, earlier: list[bool]) -> None:
    figures = read(Report(id="r", text=text, published="2024-05-15")).figures
    assert [one.earlier for one in figures if one.outcome == "killed"][: len(earlier)] == earlier


@pytest.mark.parametrize("text", [
    "Police have not determined how two men died in Paris on Monday.",
    "The coroner did not say why two men were killed in Paris on Monday.",
])  # fmt: skip
def test_how_they_died_is_open_and_that_they_died_is_not(first: Ask, text: str) -> None:
    assert first(text)[1] is None


def test_whether_they_died_is_open(first: Ask) -> None:
    _, said = first("Police did not say whether two men were killed in Paris on Monday.")
    assert said is not None
    assert said.stance == "not_confirmed"
