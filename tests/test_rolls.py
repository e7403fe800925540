"""Lists of persons in a report: by name, by kinship, by number; and the roll of all whom its lists name."""

from collections.abc import Callable

import pytest
from linked_by_hand import Hand

from crossreport.linking.link import link
from crossreport.model.report import Report
from crossreport.profiles.load import load_profile
from crossreport.reading.read import read
from crossreport.reconcile.reconcile import reconcile

Count = Callable[[str, str], list[int]]


@pytest.fixture(scope="module")
def count() -> Count:
    def totals(text: str, outcome: str = "killed") -> list[int]:
        figures = read(Report(id="r", text=text, published="2024-05-15")).figures
        return [one.point or 0 for one in figures if one.outcome == outcome and one.subset_of is None and one.aux == "none"]

    return totals


DEAD = "The clinic mourned them, and the dead were buried on Monday. "


@pytest.mark.parametrize(("text", "dead"), [
    (DEAD + "The victims were named as: Ovo Yunel (50 years old), his wife Arej, and their children Tarin Ovo "
     "(son, 14 years), Alva (daughter, 20 years), and Linu (daughter, 16 years).", 5),
    ("55-year old Professor Asad Hamel (Abu Hamel) was killed together with his wife Aida Bashi and their four "
     "children: their three daughters, 16-year old Amal Bashi, 13-year old Zaina Bashi and 14-year old Luba Bashi; "
     "as well as their 9-year old son Momo Bashi.", 6),
    ("Suzan Tarn, 48, wife of Abu Tarn, was killed together with her two sons, 21-year old Emad Tarn and Abdo Tarn, 17.", 3),
    ("Orin Salo mourned the death of her aunt, Insha Safo, and Insha's five children, among them three sons: Abdo Hasan "
     "Safo (18), Muham Hasan Safo and Ahmo Hasan Safo, and two daughters: Afna Hasan Safo and Tala Hasan Safo.", 6),
    ("Their daughter-in-law, Suza Swelim, was killed with her sons Murad Swelim and Muhan Swelim.", 3),
    ("Omar Sarho was killed with his wife Ana Sarho and her daughter's husband, Ali Yunel.", 3),
    ("Julo Roar, 47, lost his job last week. Police found Roar and his two sons, Ivo Roar, 12, and Ian Roar, 10, shot dead "
     "in a bedroom.", 3),
    ("The brothers Musa Kel, Omar Kel and their cousin were killed in the blast.", 3),
    ("Fati Akil was killed, as were her mother Zara Akil and her daughter Lina Akil.", 3),
    ("Omar Zel was killed in the strike on Monday together with his wife Ana Zel and two sons.", 4),
    ("Police said that he had killed a neighbor Dona Reel, his stepsons, Quin and Tory Carl, and his wife, Lana Carl.", 4),
    ("A report identified Rako Samel as killed in the strike on Monday.", 1),
    ("Both Michael Stone and Peter Gilliam were killed on Monday.", 2),
    ("Her sons, 27-year-old Momo Karn, 21-year-old Mamo Karn and 19-year-old Wasi Karn, were also killed on Monday.", 3),
    ("Ana Poel's children, Khaled (10), Ahmed and Muhannad, were killed on Monday.", 3),
    ("Lina's children, 21-year-old Mara Zel, 19-year-old Besa Zel, and her 7- or 8-year-old son, Omar Zel were killed.", 3),
    ("Angaam's sons, named as Abboud and Youssef, were also killed on Monday.", 2),
    ("The blast killed the husband of Hana Naja, Sulo Rock, and the wife of Hani Naja, Isra Muzan.", 2),
    ("Hana Karn (wife of Dr. Ali Karn) and her son, 28-year-old Majo Karn were also among those killed.", 2),
    ("Killed along with them were Mays Abdo, 28-year-old Hoss Salam, Muhan Aruk and Ziad Hamar.", 4),
    ("Musa and Halo Karn's four children were killed with them: sons Dia Karn (7), Ali Karn (3) and Ahmo Karn (4), and a "
     "daughter, Dana Karn.", 4),
    ("Both men were killed on Monday.", 2),
    ("Their sons, Moamen, 27, Mamoun, 21, Waseem, 19, and Muhannad, 30, were also killed.", 4),
    ("Bako Poe, 37, was killed together with his wife Abeer and their children Ali, Salem and Yusuf.", 5),
    ("The strike killed all members of the family: the father, the mother and their four children.", 6),
    ("Monitors said that they identified 12 family members of the Poe and Karn families who were killed.", 12),
    ("Residents buried Ali Poe, Omer Karn and an unidentified woman, who were killed on Monday.", 3),
    ("He lost his wife, four of his children and two grandchildren in the strike on Monday.", 7),
    ("Ali Poe lost three sons and two daughters in the strike, he told reporters.", 5),
    ("A page outlines the death in Orlen of the child Yusuf Poe, alongside two of his cousins, Hamid Zel and Ali Zel, as "
     "well as their mother, Hiba Karn.", 4),
    ("A strike on a car killed Ali Poe, his bodyguard and a passerby.", 3),
    ("A village chief and three of his guards were killed on Monday.", 4),
    ("Doctors said the bodies of a woman, her baby and her father had been brought in on Monday.", 3),
    ("Three people - a couple and their daughter - were killed on Monday.", 3),
    ("Among the killed were two brothers of his wife, 31-year-old Jihad Karn and 19-year-old Baha Karn.", 2),
    ("Those killed in Orlen were Ali Poe, Omer Karn and an unidentified woman.", 3),
])  # fmt: skip
def test_each_person_of_a_list_is_counted_once(count: Count, text: str, dead: int) -> None:
    assert max(count(text, "killed")) == dead


@pytest.mark.parametrize("text", [
    "Omar Rial, a 17-year-old Zelian, was killed on Sunday, police said.",
    "Sixteen-year-old Darma Smit, known to friends as “Bug,” died nine hours after he was shot on Wednesday.",
    "Police Chief Art Bron said Sam Smit was killed by Mark Poel on Monday.",
    "Many told of the death of Ovo Kahil from the strikes, and Sami Shael and Orin News counted three hurt.",
    "Ana Poel, the mother of Ivo Poel and wife of Omar Poel, was killed on Monday.",
    "Police fired shots, killing Ana Poel at the scene and injuring Lena Smit and Dustin Rial.",
    "He is charged in the death of Ana Poel and the wounding of her father, Omar Poel.",
    "He spoke of the death of Ivo Poel, the son of firefighter Omar Poel and Lena Poel.",
])  # fmt: skip
def test_who_is_named_beside_a_victim_is_none(count: Count, text: str) -> None:
    assert count(text, "killed")[0] == 1


@pytest.mark.parametrize(("text", "outcomes"), [
    ("The ministry reported deaths and injuries after the strike on Monday.", ["killed", "injured"]),
    ("Radio North wrote of martyrs and wounded in the bombing of a house on Monday.", ["killed", "injured"]),
    ("Villagers were killed and wounded when shells hit the market on Monday.", ["killed", "injured"]),
    ("Ten people were killed and wounded in the strike on Monday.", ["killed_or_injured"]),
    ("The number of dead and wounded is not known after the strike on Monday.", []),
    ("None of the clinics said how many people were wounded in the strike on Monday.", []),
    ("There were no deaths and injuries in the strike on Monday.", []),
])  # fmt: skip
def test_dead_and_hurt_in_one_breath(text: str, outcomes: list[str]) -> None:
    figures = read(Report(id="r", text=text, published="2024-05-15")).figures
    assert [one.outcome for one in figures if one.form != "zero"] == outcomes


def test_two_of_one_family_are_two_persons() -> None:
    text = "Moat Hamel was killed in the strike on Monday. Ikal Hamel, sister of Moat, was wounded."
    figures = read(Report(id="r", text=text, published="2024-05-15")).figures
    assert [(one.outcome, one.point) for one in figures] == [("killed", 1), ("injured", 1)]


def _family(story: Hand, report: str, *names: str) -> None:
    whole = story.says(report, f"{', '.join(names)} were killed", len(names), rule="listed")
    for name in names:
        story.says(report, name, 1, part_of=whole, who=name, rule="sum-part", defaulted=("named_one",))


def test_lists_of_different_families_are_added_up() -> None:
    story = Hand()
    _family(story, "north", "Ada Brun", "Obo Brun")
    _family(story, "north", "Uri Lind", "Eva Lind", "Ola Lind")
    assert story.range() == (5, 5, 5)
    assert "2 + 3 = 5" in story.figure().arithmetic[0]


def test_a_family_told_of_again_is_not_added() -> None:
    story = Hand()
    _family(story, "north", "Ada Maren Brun", "Obo Brun", "Ivo Brun")
    _family(story, "north", "Ada Brun", "Obo Brun")
    assert story.range() == (3, 3, 3)


def test_a_stated_total_stands_above_a_list_of_fewer() -> None:
    story = Hand()
    story.says("north", "Six people were killed", 6)
    _family(story, "north", "Ada Brun", "Obo Brun")
    _family(story, "north", "Uri Lind", "Eva Lind")
    assert story.range() == (6, 6, 6)


def test_who_is_told_of_singly_is_one_of_a_list_that_holds_as_many_as_are_counted() -> None:
    story = Hand()
    story.says("north", "Two men were killed", 2)
    _family(story, "north", "Ada Brun", "Obo Lind")
    story.says("north", "Ivo Lind was killed", 1, who="Ivo Lind", defaulted=("named_one",))
    assert story.range() == (2, 2, 2)


def test_cousins_of_one_first_name_are_two() -> None:
    """ "Muhan Sulo Karn" and "Muhan Ivo Karn": what stands between first and last name tells them apart."""
    text = (
        "The house was hit on Monday. Muhan Sulo Karn was killed with his wife Ana Sulo Karn. "
        "Muhan Ivo Karn was killed with his wife Bea Ivo Karn."
    )
    report = Report(id="r", text=text, published="2024-05-15")
    derived = reconcile(link([report], [read(report)]), load_profile("recent_majority"))
    assert max(event.figures["killed"].best or 0 for event in derived.events) == 4


def test_a_counted_groups_names_are_in_the_roll() -> None:
    text = (
        "The house was hit on Monday. Ana Poel and Omar Poel were killed. "
        "Their two sons, 3-year-old Mahmo Poel and 1-year-old Anas Poel, were also killed."
    )
    report = Report(id="r", text=text, published="2024-05-15")
    derived = reconcile(link([report], [read(report)]), load_profile("recent_majority"))
    assert max(event.figures["killed"].best or 0 for event in derived.events) == 4


@pytest.mark.parametrize("text", [
    "I lost two very good friends, one to the court system and one to drink, after the shooting.",
    "He lost his brother to cancer in 2014.",
    "Hunters said that officials with the Department of Game and Inland Fisheries were told of the shooting.",
])  # fmt: skip
def test_who_is_lost_otherwise_is_not_among_the_dead(count: Count, text: str) -> None:
    assert count(text, "killed") == []


@pytest.mark.parametrize(("text", "dead"), [
    # In addition to whom the sentence before told of, and by another name than any of the list.
    ("A report named Ali Poe, an eight-month-old boy, as killed in the strike on Talim. In addition, three members of the "
     "Zel family were killed, including Hana Zel and her son Ivo.", 4),
    ("Omar Poe was killed in a strike on Talim alongside his wife Ana Zel and their two daughters, including a 3-year old "
     "daughter Bea Poe. One of the victims, Said Karn, was hurt at first and later died of his injuries.", 5),
    ("Osama Poe was killed in the strike on Talim. His brother, Ali Poe, also lost his life in the strike.", 2),
    ("Yusuf Poe died in the strike on Talim alongside his mother, Hiba Karn. Posts identify Hani Tor as a relative also "
     "killed in the strike.", 3),
    ("Sisters Malak Poe, 18, and Fatima Poe were killed in a strike on Talim. Their brother Besam, 24, was killed.", 3),
    # Told again by whoever mourns them: nobody more.
    ("Ana Poe, Ali Poe and Omer Poe were killed in the strike on Talim. Ivo Poe lost his mother, Ana Poe, and two "
     "brothers in the strike.", 3),
])  # fmt: skip
def test_further_ones_are_added_and_the_mourned_are_not(text: str, dead: int) -> None:
    report = Report(id="r", text=text, published="2024-05-15")
    derived = reconcile(link([report], [read(report)]), load_profile("recent_majority"))
    assert max(event.figures["killed"].best or 0 for event in derived.events) == dead


@pytest.mark.parametrize(("text", "dead", "hurt"), [
    # Four are hurt, and of the two dead no name is told: two names of victims are not theirs.
    ("A pupil shot six others in Talim on Monday. Two pupils were killed and four wounded. Two male victims have been "
     "identified as Ando Frey and Nate Hatch.", 2, 4),
    # Mourned, and fewer than the dead.
    ("Fourteen members of the Poe family were killed in a strike on Talim and 40 others were wounded. They were mourned. "
     "The victims included Ana Poe, Ivo Poe and Sara Karn.", 14, 40),
])  # fmt: skip
def test_named_victims_are_the_dead_only_where_words_tell(text: str, dead: int, hurt: int) -> None:
    report = Report(id="r", text=text, published="2024-05-15")
    derived = reconcile(link([report], [read(report)]), load_profile("recent_majority"))
    figures = [event.figures for event in derived.events]
    assert max(one["killed"].best or 0 for one in figures if "killed" in one) == dead
    assert max(one["injured"].best or 0 for one in figures if "injured" in one) == hurt
