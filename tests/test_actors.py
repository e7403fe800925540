"""Actors across reports: one however it is spelt, what each did, said, is accused of and denies, and acts between them."""

import itertools
import sys
from collections.abc import Callable

import pytest

from crossreport.linking.identity import identities
from crossreport.linking.link import link
from crossreport.linking.spelling import body_key, initials, is_same_word, person_sounds
from crossreport.model.acting import Actor
from crossreport.model.happened import Party, Reading
from crossreport.model.record import Linked
from crossreport.model.report import Report
from crossreport.reading.layout import Document
from crossreport.reading.parties.read import read_parties
from crossreport.reading.places.read import read_places
from crossreport.reading.read import read

ONE = (
    "Norwegian Foreign Minister Youssef Harlan met Peruvian President Ada Brun in Oslo on Monday. "
    "Peru accuses Chad of arming rebels with drones, which Chad denies."
)
TWO = (
    "Yusuf Harlan, the Norwegian foreign minister, met President Ada Brun of Peru on Monday in Oslo. "
    "Harlan said that the talks in Oslo had been useful for both countries."
)


def record(*texts: str) -> Linked:
    reports = [Report(id=f"r{n}", text=text, published="2024-05-15") for n, text in enumerate(texts)]
    return link(reports, [read(report) for report in reports])


def actor(linked: Linked, name: str) -> Actor:
    (found,) = [one for one in linked.actors if name in one.names]
    return found


def same(one: str, other: str) -> bool:
    return all(map(is_same_word, person_sounds(one), person_sounds(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Halabi", "Mohamed Halaby"),
        ("Youssef el-Masri", "Yusuf al-Masri"),
        ("Viktor Lysenko", "Victor Lysenko"),
        ("Qasim Dhahir", "Kassem Dahir"),
        ("Anton Zelyonsky", "Anton Zelyonskyy"),
        ("Helen Marsh", "Hellen Marsh"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Brun", "Hanna Brun"),
        ("Karim Haddad", "Karim Hamad"),
        ("Marko Ilic", "Marko Lilic"),
        ("Maria Rossa", "Mario Rossa"),
        ("Omar Said", "Omar Sayf"),
    ],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_bodys_town_by_any_of_its_names() -> None:
    assert body_key("Kyiv Police") == body_key("the Kiev police")
    assert body_key("Kyiv Police") != body_key("Odesa Police")


def test_initials_are_those_of_three_words_or_more() -> None:
    assert initials("Free Workers of the North") == "fwn"
    assert initials("Free Workers") == ""


def test_one_person_in_two_reports() -> None:
    linked = record(ONE, TWO)
    harlan = actor(linked, "Yusuf Harlan")
    assert harlan == actor(linked, "Youssef Harlan")
    assert harlan.reports == ("r0", "r1")
    assert (harlan.kind, harlan.country) == ("person", "NO")
    assert {deed.kind for deed in harlan.deeds} >= {"did", "said"}


def named(name: str, role: str | None = None, country: str | None = None) -> Reading:
    return Reading("", parties=(Party(name, name.lower(), kind="person", role=role, country=country),))


def who(*readings: Reading) -> list[str | None]:
    """The actor of each reading's one person, by its id; None where it is no one actor's."""
    found = identities({f"{at:04}": reading for at, reading in enumerate(readings)})
    one = [found.get((f"{at:04}", reading.parties[0].key)) for at, reading in enumerate(readings)]
    return [it.id if it is not None else None for it in one]


def test_a_surname_alone_is_the_one_person_of_that_office_or_country() -> None:
    full = (named("Ada Brun", "mayor of Orlen", "PE"), named("Tor Brun", "police chief", "NO"))
    ada, tor = who(*full)
    assert who(*full, named("Brun", "mayor"), named("Brun", None, "NO"), named("Brun", "the chief"))[2:] == [ada, tor, tor]
    assert who(*full, named("Brun"), named("Brun", "mayor", "NO"))[2:] == [None, None]


def test_a_surname_with_an_office_of_no_namesakes_is_a_person_and_may_be_met_again() -> None:
    full = (named("Ada Brun", "mayor of Orlen", "PE"), named("Tor Brun", "police chief", "NO"))
    judge, again, elsewhere = who(*full, named("Brun", "judge", "CL"), named("Brun", "judge"), named("Brun", None, "CL"))[2:]
    assert judge == again == elsewhere
    assert judge not in (None, *who(*full))


def test_naming_many_of_one_surname_costs_in_proportion() -> None:
    def steps(many: int) -> int:
        offices = ("mayor", "judge", "police chief")
        full = [named(f"{chr(65 + at % 26)}o{chr(97 + at // 26)}ta Brun", offices[at % 3], "NO") for at in range(many)]
        alone = [named("Brun", offices[at % 3]) for at in range(many)]
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            who(*full, *alone)
        finally:
            sys.setprofile(before)
        return counted

    steps(400)  # what is kept of names and offices is kept now
    assert steps(400) < 2.2 * steps(200)


def test_who_accuses_and_who_denies() -> None:
    linked = record(ONE)
    chad, peru = actor(linked, "Chad"), actor(linked, "Peru")
    assert [deed.other for deed in chad.deeds if deed.kind == "accused_of"] == [peru.id]
    assert any(deed.kind == "denies" for deed in chad.deeds)
    assert not any(deed.kind in ("accused_of", "denies") for deed in peru.deeds)


def test_an_act_between_actors_is_told_by_both_reports() -> None:
    linked = record(ONE, TWO)
    harlan, brun = actor(linked, "Yusuf Harlan"), actor(linked, "Ada Brun")
    (met,) = [one for one in linked.interactions if (one.actor, one.recipient) == (harlan.id, brun.id)]
    assert (met.plover, met.from_, met.reports) == ("CONSULT", "2024-05-13", ("r0", "r1"))


def test_what_is_denied_or_planned_is_no_act_between_actors() -> None:
    linked = record(
        "Norway denied that it had attacked Chad. Peru will attack Chad on Friday, it said. Peru did not attack Norway."
    )
    assert not [one for one in linked.interactions if one.plover == "ASSAULT"]


def test_every_deed_and_act_has_a_claim_behind_it() -> None:
    linked = record(ONE, TWO)
    known = {claim.id for claim in linked.claims}
    assert {deed.claim for one in linked.actors for deed in one.deeds} <= known
    assert {claim for one in linked.interactions for claim in one.claims} <= known


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [Report(id=f"r{n}", text=text, published="2024-05-15") for n, text in enumerate((ONE, TWO, ONE + " " + TWO))]
    readings = {report.id: read(report) for report in reports}
    made = [link(order, [readings[one.id] for one in order]) for order in itertools.permutations(reports)]
    assert len({(one.actors, one.interactions) for one in made}) == 1


def parties_of(document: Document) -> dict[str, tuple[str, str | None]]:
    return {one.name: (one.kind, one.role) for one in read_parties(document, read_places(document))}


def test_who_serves_the_president_is_not_the_president(told: Callable[..., Document]) -> None:
    found = parties_of(told("Pavel Sun, the spokesman for Norwegian President Olan Tesk, said that the talks went on."))
    assert found["Olan Tesk"] == ("person", "Norwegian President")


def test_an_armed_group_is_no_person_whatever_the_parser_says(told: Callable[..., Document]) -> None:
    found = parties_of(told("The militant group Red Falcon freed three men. Red Falcon took them in May, Garba Shen said."))
    assert found["Red Falcon"][0] == "organisation"
    assert found["Garba Shen"][0] == "person"
    assert parties_of(told("Boko Haram freed them. The leader of Boko Haram spoke."))["Boko Haram"][0] == "organisation"
