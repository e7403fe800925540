"""Who is held responsible, by whom, and what he says to it: an axis of its own, with the claims behind it."""

from collections.abc import Callable

import pytest

from crossreport.linking.link import link
from crossreport.model.happened import Event
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.profiles.load import DEFAULT, load_profile
from crossreport.reading.read import read
from crossreport.reconcile.reconcile import reconcile

Ask = Callable[[str], tuple[str, dict[tuple[str, str], list[tuple[str, str | None]]]]]
MARKET = "A bomb killed nine people at a market in Paris on Monday. "


def _held(derived: Derived, event: Event) -> dict[tuple[str, str], list[tuple[str, str | None]]]:
    by_id = {claim.id: claim for claim in derived.claims}
    return {
        (actor.name, actor.role): sorted(
            (said.stance, said.source) for ident in actor.claims if (said := by_id[ident].attribution) is not None
        )
        for actor in event.actors
        if actor.role in ("accused", "claimed")
    }


@pytest.fixture(scope="module")
def held() -> Ask:
    """From a report's text to the level of its first event, and {(actor, role): [(stance, who says it)]}."""

    def ask(text: str) -> tuple[str, dict[tuple[str, str], list[tuple[str, str | None]]]]:
        report = Report(id="r", text=text, published="2024-05-15")
        derived = reconcile(link([report], [read(report)]), load_profile(DEFAULT))
        event = derived.events[0]
        return event.responsibility, _held(derived, event)

    return ask


@pytest.mark.parametrize(
    "line", ["The Northern Brigade claimed responsibility for the bombing.", "The Northern Brigade claimed responsibility."]
)
def test_a_claim_of_responsibility_is_the_actors_own(held: Ask, line: str) -> None:
    level, found = held(MARKET + line)
    assert level == "claimed_by_actor"
    assert found == {("Northern Brigade", "claimed"): [("claimed", "Northern Brigade")]}


def test_an_accusation_says_who_accuses(held: Ask) -> None:
    level, found = held(
        "Nine people died when shells hit a market in Paris on Monday. Peru accused Norway of shelling the market."
    )
    assert level == "single_accusation"
    assert found == {("Norway", "accused"): [("alleged", "Peru")]}


def test_the_accused_denies_it(held: Ask) -> None:
    level, found = held(
        "Nine people died when shells hit a market in Paris on Monday. Peru accused Norway of shelling the market. "
        "Norway denied the accusation."
    )
    assert level == "denied"
    assert found == {("Norway", "accused"): [("alleged", "Peru"), ("denied", "Norway")]}


@pytest.mark.parametrize(
    "line", ["Norway denied any involvement in the bombing.", "Norway said it was not behind the bombing."]
)
def test_a_denial_without_an_accusation(held: Ask, line: str) -> None:
    level, found = held(MARKET + line)
    assert level == "denied"
    assert found == {("Norway", "accused"): [("denied", "Norway")]}


def test_an_admission_is_accepted(held: Ask) -> None:
    level, found = held(MARKET + "Norway admitted responsibility for the bombing.")
    assert level == "accepted"
    assert found == {("Norway", "claimed"): [("confirmed", "Norway")]}


def test_plain_words_accuse_too(held: Ask) -> None:
    level, found = held(MARKET + "Peru said Norway was behind the bombing.")
    assert level == "single_accusation"
    assert found == {("Norway", "accused"): [("stated", "Peru")]}


@pytest.mark.parametrize(
    "line",
    [
        "No group has claimed responsibility for the bombing.",
        "Police do not believe this to be a random bombing.",
        "Police said reports of a second bombing were false.",
        "Norway did not claim responsibility for the bombing.",
    ],
)
def test_nobody_is_held_responsible_by_a_refusal(held: Ask, line: str) -> None:
    level, found = held(MARKET + line)
    assert (level, found) == ("none", {})


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Police: 3-year-old Kalden boy shoots himself", "A boy died on Monday."),
        ("Kalden Police: 4 opened fire at skate park", "One man died on Monday."),
        ("Roxdale shooting leaves two dead", "Two men died in the Roxdale shooting on Monday."),
        ("Boy dies in Tioga-Nissen restaurant shooting", "A boy died after he was shot inside a restaurant."),
    ],
)
def test_who_tells_of_it_and_where_it_was_have_not_done_it(title: str, text: str) -> None:
    """A brief said "claims it: Police" of whom police told."""
    found = read(Report(id="r", title=title, text=text, published="2020-05-06")).mentions
    assert not [one.party.name for mention in found for one in mention.actors if one.role != "recipient"]


@pytest.mark.parametrize(
    "who", ["Police said they shot two men in Kalden.", "The army said its troops shot two men in Kalden."]
)
def test_who_says_so_of_himself_claims_it(who: str) -> None:
    (mention,) = read(Report(id="r", text=who, published="2020-05-06")).mentions
    assert [one.role for one in mention.actors if one.role != "recipient"] == ["claimed"]


def test_who_is_said_not_to_have_shot_himself_is_held_responsible_for_nothing(held: Ask) -> None:
    level, found = held("Police ruled out that the reporter found shot dead in Paris on Monday had killed himself.")
    assert (level, found) == ("none", {})
