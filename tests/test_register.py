"""The victim register: each person dead or hurt in an event once, with every claim about them."""

from typing import Any

import msgspec
import pytest

from crossreport.linking.register import register
from crossreport.linking.victims import Sighting, people_of
from crossreport.model.happened import Event, Person, Victim
from crossreport.model.record import Derived
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim
from crossreport.store.protection import Seals, seal
from crossreport.store.sealing import sealed_names


def seen(report: str, claim: str, day: int = 1, words: str = "", **person: Any) -> Sighting:
    outcome = person.pop("outcome", "killed")
    at = Span(int(claim[1:]) * 10, int(claim[1:]) * 10 + 5)
    made = Person(at, "victim", outcome=outcome, **person)
    return Sighting(made, (claim,), (f"2024-05-{day:02d}", report), report, words or made.name or "somebody")


def rows(*sightings: Sighting) -> tuple[Victim, ...]:
    claims = {ident: Claim(ident, one.report, "figure", (), "") for one in sightings for ident in one.claims}
    return register(sightings, claims)


def test_a_person_of_two_reports_is_one_row_with_all_claims() -> None:
    (row,) = rows(
        seen("north", "c1", 1, name="Obo Lind", age=40, outcome="injured"),
        seen("south", "c2", 2, name="Obo A. Lind", outcome="killed"),
    )
    assert (row.name, row.age, row.outcome) == ("Obo A. Lind", 40, "killed")
    assert row.claims == ("c1", "c2")
    assert row.reports == ("north", "south")


def test_who_is_told_of_by_age_alone_is_the_one_of_that_age_whom_another_report_names() -> None:
    (row,) = rows(
        seen("north", "c1", words="a 12-year-old boy", age=12, sex="male"), seen("south", "c2", name="Obo Lind", age=12)
    )
    assert (row.name, row.sex, row.claims) == ("Obo Lind", "male", ("c1", "c2"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"name": "Obo Lind"}, {"name": "Ada Brun"}),
        ({"age": 12}, {"age": 14}),
        ({"age": 20, "sex": "male"}, {"age": 20, "sex": "female"}),
    ],
)
def test_who_differs_has_a_row_of_his_own(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert len(rows(seen("north", "c1", **a), seen("south", "c2", **b))) == 2


def test_two_persons_of_one_report_are_never_one() -> None:
    assert len(rows(seen("north", "c1", age=20), seen("north", "c2", age=20))) == 2


def test_an_unnamed_one_has_the_words_of_the_fullest_telling() -> None:
    (row,) = rows(
        seen("north", "c1", words="a boy", sex="male"), seen("south", "c2", words="a boy of the village", sex="male")
    )
    assert (row.name, row.words) == (None, "a boy of the village")


def test_who_may_be_a_child_is_none_where_a_report_tells_a_grown_age() -> None:
    doubt = seen("north", "c1", name="Obo Lind", sealed="minor")
    grown = seen("south", "c2", name="Obo Lind", age=30)
    child = seen("south", "c2", name="Obo Lind", age=12, sealed="minor")
    assert rows(doubt, grown)[0].sealed is None
    assert people_of([doubt, grown])[0].sealed is None
    assert rows(doubt, child)[0].sealed == "minor"
    assert people_of([doubt, child])[0].sealed == "minor"
    accused = seen("north", "c1", name="Obo Lind", sealed="accused")
    assert rows(accused, grown)[0].sealed == "accused"


def test_a_sealed_row_is_masked_and_keeps_its_age() -> None:
    event = Event(
        "E1",
        "an attack",
        "incident",
        ("a",),
        ("c1",),
        victims=rows(seen("a", "c1", name="Mira Holt", age=9, sealed="minor")),
    )
    report = Report("a", "Mira Holt, 9, was killed.")
    derived = Derived("recent_majority", events=(event,))
    names = sealed_names(derived, [report], [])
    (row,) = seal(derived, Seals(names)).events[0].victims
    assert (row.name, row.words, row.age) == ("•••", "•••", 9)
    assert "Holt" not in msgspec.json.encode(seal(derived, Seals(names))).decode()
