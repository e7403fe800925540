"""Victims and actors that people found to be one, or several; all names are invented."""

from typing import Any

from crossreport.deciding.propose import propose
from crossreport.deciding.world import World
from crossreport.linking.link import link
from crossreport.model.decided import Decision
from crossreport.model.happened import Action, EventDate, Mention, Party, Person, Place, Reading
from crossreport.model.record import Derived, Linked
from crossreport.model.report import Report, Span
from crossreport.model.said import Figure
from crossreport.profiles.load import load_profile
from crossreport.reconcile.reconcile import reconcile

PLACE = Place("Velmora", country="ZZ", precision=1)
DAY = EventDate("2024-05-14", "2024-05-14", "day", "stated")


def report(ident: str, victim: str, doer: str) -> Report:
    text = f"{doer} stormed the mill in Velmora on Tuesday. {victim} was killed there, neighbours of the old mill said."
    return Report(ident, text, outlet=f"Outlet {ident}", published="2024-05-15")


def read(one: Report, victim: str, doer: str) -> Reading:
    """The victim, the doer and what he did, as a reader gives them."""
    at = one.text.index(victim)
    span, words = Span(at, at + len(victim)), Span(at, at + len(victim) + 11)
    party = Party(doer, doer.lower(), Span(0, len(doer)), "organisation", country="ZZ")
    mill = Party("Mill Guild", "mill guild", Span(len(doer) + 9, len(doer) + 17), "organisation", country="ZZ")
    return Reading(
        one.id,
        parties=(party, mill),
        figures=(Figure(words, "killed", "exact", low=1, high=1, point=1, mention="m1", people=(0,)),),
        people=(Person(span, "victim", victim, "killed", mention="m1"),),
        mentions=(
            Mention("m1", (words, Span(0, len(doer) + 25)), main=True, date=DAY, place=PLACE, plover="ASSAULT",
                    cause="violence", words="storming of the mill"),
        ),
        actions=(Action(Span(len(doer) + 1, len(doer) + 8), "ASSAULT", actor=party, recipient=mill, mention="m1"),),
    )  # fmt: skip


class Told:
    """Two reports of one deed, each with its own name for the dead and for who did it."""

    def __init__(self, *decisions: Decision, victims: tuple[str, str], doers: tuple[str, str]) -> None:
        self.decisions, self.names = decisions, (victims, doers)
        reports = [report(ident, victim, doer) for ident, victim, doer in zip("ab", victims, doers, strict=True)]
        readings = [read(one, victim, doer) for one, victim, doer in zip(reports, victims, doers, strict=True)]
        self.linked: Linked = link(reports, readings, decisions)
        self.derived: Derived = reconcile(self.linked, load_profile(), decisions)

    def decide(self, do: str, **what: Any) -> "Told":
        world = World(self.linked, self.derived, self.decisions)
        made = propose(world, do, "Ada Berg", "knew them", what, f"2024-06-01T00:00:0{len(self.decisions)}+00:00")
        return Told(*self.decisions, made, victims=self.names[0], doers=self.names[1])

    def victims(self) -> list[str]:
        return sorted(one.words for event in self.derived.events for one in event.victims)

    def actors(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(one.names)) for one in self.derived.actors if one.name != "Mill Guild")


def test_two_victims_who_are_one_and_again_two() -> None:
    story = Told(victims=("Ana Brill", "Nadia Tor"), doers=("Red Hand", "Red Hand"))
    if len(story.derived.events) > 1:
        story = story.decide("merge", ids=[event.id for event in story.derived.events])
    assert story.victims() == ["Ana Brill", "Nadia Tor"]
    ids = [victim.id for event in story.derived.events for victim in event.victims]
    one = story.decide("merge", ids=ids)
    assert len(one.victims()) == 1
    (victim,) = one.derived.events[0].victims
    assert victim.reports == ("a", "b")
    again = one.decide("split", id=victim.id, apart=["b"])
    assert again.victims() == ["Ana Brill", "Nadia Tor"]


def test_two_actors_who_are_one_keep_the_id_first_named_and_again_two() -> None:
    story = Told(victims=("Ana Brill", "Ana Brill"), doers=("Red Hand", "Velmora Front"))
    assert story.actors() == [("Red Hand",), ("Velmora Front",)]
    by_name = {one.name: one.id for one in story.derived.actors}
    one = story.decide("merge", ids=[by_name["Velmora Front"], by_name["Red Hand"]])
    assert one.actors() == [("Red Hand", "Velmora Front")]
    (actor,) = (found for found in one.derived.actors if found.name != "Mill Guild")
    assert (actor.id, actor.formerly) == (by_name["Velmora Front"], (by_name["Red Hand"],))
    again = one.decide("split", id=actor.id, apart=["Red Hand"])
    assert again.actors() == story.actors()
