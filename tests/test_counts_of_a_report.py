"""What the sentences of one report come to: whose dead are added, whose are the same, and which day they died on."""

from collections.abc import Callable
from pathlib import Path

import pytest

import crossreport
from crossreport.model.report import Report

Count = Callable[[str], list[tuple[str | None, int | None]]]


@pytest.fixture
def dead(tmp_path: Path) -> Count:
    """The first day and the best count of the dead of each event that a report of Wednesday, 5 June 2024 tells of."""

    def count(told: str) -> list[tuple[str | None, int | None]]:
        title, text = told.split(" || ")
        report = Report("r1", text, title=title, outlet="Herald", published="2024-06-05")
        with crossreport.build([report], record=tmp_path / "r.record", workers=1) as record:
            counted = [one for one in record.events().items if "killed" in one.figures]
            return sorted(((one.date.from_, one.figures["killed"].best) for one in counted), key=str)

    return count


@pytest.mark.parametrize(
    ("told", "best"),
    [
        # Whoever is called something else is somebody else.
        ("Six inmates die in riot || Six inmates were killed in Tuesday's riot at a prison. Two guards also died.", 8),
        ("Clash || Six soldiers were killed in a clash on Tuesday. Three villagers died in the crossfire.", 9),
        ("Shelling || Four patients were killed when shells hit a clinic on Tuesday. Two nurses died.", 6),
        ("Clash || Six soldiers were killed on Tuesday, the army said. Two rebels and two bystanders were killed.", 10),
        ("Bus || Five passengers were killed when a bus was hit on Tuesday. The driver also died.", 6),
        # ... unless the words before may hold him, or another only calls the same dead something else.
        ("Bus || Five people were killed when a bus was hit on Tuesday. The driver also died in the attack.", 5),
        ("Clash || Six people were killed in a clash on Tuesday. Two soldiers died.", 6),
        ("Raid || Six villagers were killed by soldiers on Tuesday. The army said six rebels were killed.", 6),
        # A verb that stands for the one before it.
        ("Raid || Two hostages were killed on Tuesday, the army said, as were all four gunmen.", 6),
        ("Raid || Two hostages died in a raid on Tuesday; so did four gunmen.", 6),
        ("Raid || Two hostages were killed on Tuesday, as was the gunman, the army said.", 3),
        ("Raid || Two hostages were killed on Tuesday, as were hopes of a truce.", 2),
        ("Raid || Two hostages were killed on Tuesday, as the gunmen had threatened.", 2),
        # A side's own men are no part of the other's.
        ("Clash || The army killed seven rebels on Tuesday. Three of its own soldiers died.", 10),
        ("Clash || The rebels killed seven soldiers in Tuesday's clash and lost three of their own.", 10),
        ("Clash || The army said it lost seven of its own in Tuesday's clash.", 7),
    ],
)
def test_whose_dead_are_added_to_those_before(dead: Count, told: str, best: int) -> None:
    assert [one for _, one in dead(told)] == [best]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        # Nobody dies of what is yet to come, and whose death is told with its cause died on that day.
        (
            "Two killed || Two people were killed in shelling of Nadra on Tuesday. Six people died there on Monday.",
            [("2024-06-03", 6), ("2024-06-04", 2)],
        ),
        (
            "Two killed || Two people died in shelling of Nadra on Tuesday. On Monday six died when a shell hit a bus.",
            [("2024-06-03", 6), ("2024-06-04", 2)],
        ),
        (
            "Blast || A bomb killed four people in Sarin on Tuesday afternoon. A day earlier six people were killed there.",
            [("2024-06-03", 6), ("2024-06-04", 4)],
        ),
        (
            "Blast || A bomb killed four people in Sarin on Tuesday. It came a day after six people were killed by gunmen.",
            [("2024-06-03", 6), ("2024-06-04", 4)],
        ),
        # "Two bombs" above the first of them hides it in no sum.
        (
            "Two bombs hit Sarin || A bomb killed six people at a market on Tuesday morning. "
            "Hours later a second bomb killed four people at a bus station.",
            [("2024-06-04", 4), ("2024-06-04", 6)],
        ),
        # The number of a month is no incident.
        (
            "Two killed || Two people were killed on Tuesday, bringing to 30 the number killed in the city this month.",
            [("2024-06-04", 2)],
        ),
    ],
)
def test_which_day_they_died_on(dead: Count, told: str, days: list[tuple[str, int]]) -> None:
    assert dead(told) == days


@pytest.mark.parametrize(
    ("told", "days"),
    [
        # What a war or a territory has cost is no incident, though no word says since when.
        ("Gaza toll passes 30,000 || The death toll in Gaza has risen to 30,534, the health ministry said on Monday.", []),
        ("Gaza toll hits 30,000 || The number killed in Gaza has reached 30,000, the health ministry said.", []),
        ("Toll in Syria war reaches 500,000 || More than 500,000 people have died in Syria's war, a monitor said.", []),
        ("Protest deaths rise to 62 || The death toll from weeks of protests has risen to 62, a rights group said.", []),
        # ... but so many die of an earthquake, or of one attack that the report tells of.
        ("Earthquake toll passes 20,000 || At least 20,000 people have died, the agency said on Monday.", [20000]),
        (
            "Jihadists kill 2,000 in Baga || Jihadists attacked the town of Baga on Monday, killing 2,000, residents said.",
            [2000],
        ),
        ("Five dead || A wall fell on a family in Kano on Monday, killing five people, after three weeks of rain.", [5]),
        # An ordinal of deaths counts them.
        ("Third death || Police on Tuesday confirmed a third death from Monday's shooting in Karachi.", [3]),
        ("Shooting || A man was shot dead in Karachi on Monday after a second death threat.", [1]),
    ],
)
def test_what_is_no_incident_and_how_many_an_ordinal_counts(dead: Count, told: str, days: list[int]) -> None:
    assert [one for _, one in dead(told)] == days


def test_one_of_its_best_is_whom_it_mourns(dead: Count) -> None:
    told = "Strike || A strike on Monday killed ten civilians, doctors said. The party lost one of its best cadres, it said."
    assert [one for _, one in dead(told)] == [10]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        # Another's death of another time: a week or more before, however roughly it is dated.
        (
            "Boy shot || A boy was shot and killed in Velmora on Monday. Months ago, a girl was shot dead there.",
            2,
        ),
        ("Boy shot || A boy was shot and killed in Velmora on Monday. Years ago, a woman was killed in the same house.", 2),
        ("Boy shot || A boy was shot and killed in Velmora on Monday. Just weeks ago his brother was also killed.", 2),
        (
            "Boy shot || A boy was killed in Velmora on Monday. Several weeks before, a girl was shot there and died.",
            2,
        ),
        ("Boy shot || A boy was killed in Velmora on Monday. A few weeks earlier, police say gunmen killed his brother.", 2),
        (
            "Boy || A boy was killed in Velmora on Monday. A month ago there was a similar case, when a girl was shot dead.",
            2,
        ),
        # ... and the same death told again, or its day told with who says so today.
        ("Boy shot || A boy was killed in Velmora last month. On Monday, police said the boy was killed by his uncle.", 1),
        ("Held || Police arrested a man in Velmora on Monday. Several weeks ago, police say he killed a farmer.", 1),
        ("Two dead || Two men were killed in Velmora in March. Last month, police say, the two were killed by rebels.", 1),
    ],
)
def test_another_who_died_at_another_time_is_of_another_incident(dead: Count, told: str, days: int) -> None:
    assert len(dead(told)) == days


def test_no_day_is_made_up_for_what_was_years_ago(dead: Count) -> None:
    told = "Shot || A man was killed in Velmora on Monday. Years ago, a woman was killed in the same house."
    assert dead(told) == [("2024-06-03", 1), (None, 1)]


def test_who_shot_herself_and_lived_is_not_dead_of_anothers_suicide(dead: Count) -> None:
    told = "Boy dead || A boy killed himself in Velmora on Monday. Last month, a girl shot herself with a gun but survived."
    assert dead(told) == [("2024-06-03", 1)]


def test_what_is_known_by_its_year_gives_the_news_no_day(dead: Count) -> None:
    lead = "Two guards were shot dead at a bank in Velmora, police said. Crowds fled."
    told = f"Guards shot || {lead}\n\nThe mayor came. He spoke of the 2007 bank shooting."
    assert dead(told) == [("2024-06-04", 2)]


@pytest.mark.parametrize(
    "told",
    [
        # "Karn's brother" names Karn, and is another's death.
        "Shot || The man shot dead in Velmora on Tuesday was Damar Karn. Karn's brother was killed two weeks before.",
        # "He" is of whom the sentence before tells, though both died.
        "Teen killed || A teenager was shot and killed in Velmora on Monday. Karn's death is the second this year.\n\n"
        "Crowds came. Aron Dill was shot near Quay Street on Sept. 6, 2023. He died of those injuries.",
        # A girl found a gun and shot herself: the day is of both.
        "Boy shot || A boy died of a gunshot wound in Velmora on Monday. Crowds came.\n\nTwo months ago, there was a like "
        "case when a four-year-old girl found a stolen gun at home and shot herself dead.",
    ],
)
def test_each_of_two_who_died_months_apart_has_a_death_of_his_own(dead: Count, told: str) -> None:
    assert [best for _, best in dead(told)] == [1, 1]
