"""Numbers that somebody denies, doubts or takes back are told and counted nowhere; what else is denied leaves them."""

from collections.abc import Callable

import pytest

from crossreport.linking.link import link
from crossreport.model.report import Report
from crossreport.profiles.load import load_profile
from crossreport.reading.read import read
from crossreport.reconcile.reconcile import reconcile

Comes = Callable[..., str]


@pytest.fixture(scope="module")
def comes() -> Comes:
    """The dead and the hurt of a text, and of the title above it ("killed 3, injured 2-?")."""

    def make(text: str, title: str = "The attack") -> str:
        report = Report(id="r", text=text, title=title, published="2024-05-15", outlet="a.example")
        events = reconcile(link([report], [read(report)]), load_profile()).events
        return ", ".join(
            f"{outcome} {_range(event.figures[outcome].low, event.figures[outcome].high)}"
            for event in events
            for outcome in ("killed", "injured")
            if outcome in event.figures
        )

    return make


def _range(low: int | None, high: int | None) -> str:
    return "-".join("?" if value is None else str(value) for value in dict.fromkeys((low, high)))


@pytest.mark.parametrize(
    "text",
    [
        "The army disputes that five people died in the raid.",
        "The army contests that five people were killed.",
        "The army disputes reports that five people were killed in the raid.",
        "Israel disputes reports that five people were killed in the raid.",
        "Residents dispute reports that five people died.",
        "Dismissing talk of 40 dead, the mayor said the village was quiet.",
        "Dismissing reports of 40 dead, the mayor said the village was quiet.",
        "Dismissing reports that 40 people had died, the mayor said the village was quiet.",
        "Refuting reports of five dead, the army said nobody was there.",
    ],
)
def test_a_denial_that_the_parser_takes_for_a_noun_denies(comes: Comes, text: str) -> None:
    assert comes(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The army does not dispute that five people died in the raid.",
        "The army disputes that the five people killed in the raid were civilians.",
        "The border disputes that killed five people in May are over.",
        "Dismissing the army chief after five people were killed, the president spoke of shame.",
        "Dismissing reports of torture, police said five people died in the fire.",
    ],
)
def test_a_denial_of_something_else_leaves_the_dead(comes: Comes, text: str) -> None:
    assert comes(text) == "killed 5"


@pytest.mark.parametrize(
    "text",
    [
        "The army backtracked on its statement that nine people died in the strike.",
        "The army backtracked from its claim that nine people had been killed in the strike.",
        "The police chief rowed back on his statement that nine people had been killed.",
        "The newspaper apologised for reporting that nine people had died in the strike.",
        "The newspaper apologised for its report that nine people had died in the strike.",
        "The channel apologised for saying nine people had been killed in the strike.",
        "The broadcaster has apologised after reporting that nine people had died.",
        "The broadcaster issued an apology for reporting that nine people had died.",
        "The paper regretted reporting that nine people had died.",
        "The paper regretted its report that nine people had died.",
    ],
)
def test_who_regrets_what_he_told_takes_it_back(comes: Comes, text: str) -> None:
    assert comes(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The channel refused to apologise for reporting that nine people had died.",
        "The minister expressed regret after reports that nine people had died.",
        "The mayor apologised after a report that nine people died in the fire.",
        "The mayor apologised for saying that the nine people killed in the fire were thieves.",
        "The army apologised after finding that nine people had been killed by its shells.",
        "The army apologised for killing nine people in the strike.",
        "The army regretted that nine people had died.",
    ],
)
def test_who_regrets_something_else_takes_no_number_back(comes: Comes, text: str) -> None:
    assert comes(text) == "killed 9"


@pytest.mark.parametrize(
    "title",
    [
        "Rumours of five deaths untrue",
        "Reports of five deaths untrue, say police",
        "Reports of five killed are false",
        "Reports of five dead in Karn fake",
        "Claims of five dead in Karn baseless: army",
        "Army: claims of five dead in Karn baseless",
        "Police: reports of five dead are false",
        "Police: no evidence that five were killed",
    ],
)
def test_a_headline_that_calls_reports_false_counts_nobody(comes: Comes, title: str) -> None:
    assert comes("Police searched a house in Karn on Monday.", title) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Police: five dead in false alarm",
        "Report: five killed by fake police",
        "Army: five killed, we do not confirm names",
        "Minister: five killed, denies cover-up",
    ],
)
def test_a_headline_that_calls_something_else_false_tells_of_the_dead(comes: Comes, title: str) -> None:
    assert comes("Police searched a house in Karn on Monday.", title) == "killed 5"


@pytest.mark.parametrize(
    "text",
    [
        "The army did not deny that five people died in the raid.",
        "The army has not denied that five people died, but says they were fighters.",
        "The army did not deny reports that five people died in the raid.",
        "The soldiers did not deny shooting five people dead.",
        "The militia said they were not involved in killing five people in Otukpo.",
        "The militia said it had nothing to do with the killing of five people in Otukpo.",
        "The group said it played no part in killing five people in Otukpo.",
        "Two officers who were not involved in shooting five people dead were cleared.",
    ],
)
def test_what_is_not_denied_or_only_by_whom_it_was_done_stands(comes: Comes, text: str) -> None:
    assert comes(text) == "killed 5"


@pytest.mark.parametrize(
    "text",
    [
        "The army neither confirmed nor denied that five people died in the raid.",
        "The army did not confirm or deny that five people died.",
        "The army did not deny that it wanted to kill five people.",
        "The army denied that five people died.",
    ],
)
def test_what_is_neither_confirmed_nor_denied_counts_nowhere(comes: Comes, text: str) -> None:
    assert comes(text) == ""


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Everyone survived the bombing of the school.", "killed 0"),
        ("All on board survived the bombing.", "killed 0"),
        ("The bombing of the school passed without loss of life.", "killed 0"),
        ("There was no loss of life in the blast on Monday.", "killed 0"),
        ("No lives were lost in the blast on Monday.", "killed 0"),
        ("The bombing of the school claimed no lives.", "killed 0"),
        ("The bomb killed no one but wounded four.", "killed 0, injured 4"),
        ("The blast left four wounded but no dead.", "killed 0, injured 4"),
        ("The attack left 12 people hurt and no dead.", "killed 0, injured 12"),
    ],
)
def test_that_nobody_died_is_a_claim_of_zero(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Everyone survived but the driver, who died.", "killed 1"),
        ("Almost everyone survived the crash.", ""),
        ("He hoped that everyone survived.", ""),
        ("All the passengers survived the crash.", ""),
        ("The bomb killed nobody but the bomber.", "killed 1"),
        ("No lives were lost on the army's side.", ""),
        ("The raid cost the army no lives.", ""),
    ],
)
def test_that_some_did_not_die_claims_nothing(comes: Comes, text: str, counts: str) -> None:
    assert comes(text) == counts
