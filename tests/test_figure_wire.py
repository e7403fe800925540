"""Constructions of agency and radio reports: victims by role and name in lists, nobody at all, the dead of a war."""

from collections.abc import Callable

import pytest

from crossreport.reading.dates.read import read_dates
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document
from crossreport.reading.parties.read import read_parties
from crossreport.reading.places.read import read_places

Told = Callable[..., Document]


def read(told: Told, text: str) -> list[str]:
    """Each figure that is no part of another: outcome, number, and "period" for a total."""
    page = told(text)
    places = read_places(page)
    found = read_figures(page, read_dates(page), places, read_parties(page, places))
    whole = [one for one in found if one.subset_of is None]
    return [f"{one.outcome} {one.point}{' period' if one.scope == 'period' else ''}" for one in whole]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # Nobody, said of one.
        ("Not a single person was killed in Orlen.", ["killed 0"]),
        ("Not one person was hurt.", ["injured 0"]),
        ("Not a single soldier died.", []),  # of others it says nothing
        ("Not one but two men were killed.", ["killed 2"]),
        ("A single person was killed in Orlen.", ["killed 1"]),
        # What lasts, and what takes long, makes totals.
        ("The conflict, which has cost Orlen more than 70,000 lives, goes on.", ["killed 70001 period"]),
        ("The civil war has left 70,000 dead.", ["killed 70000 period"]),
        ("The civil war, in which 70,000 people have died, goes on.", ["killed 70000 period"]),
        ("The war between the gangs killed three men on Monday.", ["killed 3"]),
        ("The attack has left 70 dead.", ["killed 70"]),
        ("The rebels, who know the conflict, killed 12 men.", ["killed 12"]),
        ("Two deputies have been murdered in less than 15 days.", ["killed 2 period"]),
        ("In only three months, the press reported the discovery of 137 bodies.", ["killed 137 period"]),
        ("Five people were killed in less than an hour.", ["killed 5"]),
        # With whom it befell them.
        ("Colindo Vermone was found dead along with Gilda Vostrano.", ["killed 2"]),
        ("Colindo Vermone was found dead along the road.", ["killed 1"]),
        ("The murder of the six priests, a woman, and her daughter was an act of the army.", ["killed 8"]),
        ("Soldiers killed a priest, and his daughter was at home.", ["killed 1"]),
        # Persons by name behind what they are, whatever the tagger of names makes of them.
        ("Soldiers killed reporters Roberto Vermone and Mauro Pinedo.", ["killed 2"]),
        ("Deputies Ana Vermone, Luis Vostrano and Pablo Pinedo were murdered in Orlen.", ["killed 3"]),
        ("The murder in Orlen of leaders Hector Vermone and Gilda Vostrano was condemned.", ["killed 2"]),
        ("Ilso Vermone, a member of the ruling party, was shot to death.", ["killed 1"]),
        ("Commandos machinegunned General Gustavo Alvarado, a former commander.", ["injured 1"]),
        ("They machinegunned the house before entering.", []),
        ("The murder of Roberto Vermone, director of a school, by the Pablo Tesko Commandos was reported.", ["killed 1"]),
        # A number behind a day of the month.
        ("On 23 September 12 people were killed.", ["killed 12"]),
        ("On 5 May 28 bodies were found.", ["killed 28"]),
        ("Two men were killed on 5 May 88 in Orlen.", ["killed 2"]),
        ("The party of the former 19 April guerrillas, who lost Ana Vermone, was banned.", []),
        ("It concerns Luis Vostrano, who replaced Ana Vermone, who was killed on Monday.", ["killed 1"]),
        ("The murder of Carlos Vermone shocked all. The murder of Carlos Vermone Galvo goes unpunished.", ["killed 1"] * 2),
        # By the way.
        ("The funeral of six priests, five of them Spaniards, who were killed on Thursday, was held.", ["killed 6"]),
        ("The judge and one of his guards are receiving medical attention.", ["injured 2"]),
        ("The judge is receiving medical supplies.", []),
        # No persons.
        ("The rebels fired two rocket launchers which hit a car.", []),
        ("Two servants were killed together with the dog.", ["killed 2"]),
    ],
)
def test_constructions_of_wire_reports(told: Told, text: str, figures: list[str]) -> None:
    assert read(told, text) == figures
