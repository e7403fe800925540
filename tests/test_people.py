"""Persons harmed or accused, and nobody else."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossreport.model.happened import Person
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document
from crossreport.reading.people.read import identify


@pytest.fixture(scope="module")
def people(told: Callable[..., Document]) -> Callable[..., list[Person]]:
    def make(text: str, **fields: object) -> list[Person]:
        page = told(text, **fields)
        return list(identify(page, read_figures(page, (), (), (), ()))[0])

    return make


def names(found: list[Person], role: str = "victim") -> list[str | None]:
    return [one.name for one in found if one.role == role]


def test_a_victim_with_age_and_outcome(people: Callable[..., list[Person]]) -> None:
    found = people("Marcus Orlen, 23, was shot and killed outside his home on Monday.")
    assert names(found) == ["Marcus Orlen"]
    assert (found[0].age, found[0].outcome, found[0].sealed) == (23, "killed", None)


def test_identified_victims_stand_in_a_list(people: Callable[..., list[Person]]) -> None:
    found = people(
        "Three people were killed. The victims were identified as Marcus Orlen, 34; Tomas Brill, 20, and Ana Vost, 41."
    )
    assert names(found) == ["Marcus Orlen", "Tomas Brill", "Ana Vost"]
    assert [one.age for one in found] == [34, 20, 41]


def test_a_last_name_is_the_same_person_again(people: Callable[..., list[Person]]) -> None:
    found = people("Marcus Orlen was found with a gunshot wound. Orlen was pronounced dead at the scene.")
    assert names(found) == ["Marcus Orlen"]
    assert len(found[0].spans) == 2


def test_an_accused_person_is_sealed(people: Callable[..., list[Person]]) -> None:
    found = people("Two men were killed. Ivo Karn, 25, was arrested and charged with murder.")
    assert names(found, "accused") == ["Ivo Karn"]
    assert found[-1].sealed == "accused"


def test_a_minor_is_sealed_by_age(people: Callable[..., list[Person]]) -> None:
    found = people("Petra Lund, 12, was killed when a gunman opened fire on Monday.")
    assert names(found) == ["Petra Lund"]
    assert found[0].sealed == "minor"


def test_a_baby_is_a_minor(people: Callable[..., list[Person]]) -> None:
    found = people("The victims were identified as Ana Vost, 31, and Lena Vost, 2 months. Six-week-old Tom Brill survived.")
    assert [(one.name, one.age, one.sealed) for one in found if one.name and one.name.endswith("Vost")] == [
        ("Ana Vost", 31, None),
        ("Lena Vost", 0, "minor"),
    ]


def test_those_who_speak_are_nobody_here(people: Callable[..., list[Person]]) -> None:
    found = people(
        "A man was shot dead on Monday, police spokesman Daniel Hoss said. Neighbor Carla Mendel heard the shots. "
        "Mayor Rita Sand called for calm."
    )
    assert [one.name for one in found if one.name] == []


def test_a_charge_for_something_else_accuses_nobody_of_violence(people: Callable[..., list[Person]]) -> None:
    assert names(people("Ivo Karn, 25, was charged with tax evasion on Monday."), "accused") == []


def test_an_unnamed_child_is_a_person_without_a_name(people: Callable[..., list[Person]]) -> None:
    found = people("A 12-year-old boy was killed in the attack on Monday.")
    assert [(one.name, one.age, one.sealed) for one in found] == [(None, 12, "minor")]


def test_sex_comes_from_the_words_beside_the_name(people: Callable[..., list[Person]]) -> None:
    found = people("Orlen's wife, 34-year-old Ana Vost, was killed. Ivo Karn, 25, was shot as he left the bar.")
    assert {one.name: one.sex for one in found if one.name} == {"Ana Vost": "female", "Ivo Karn": "male"}


def test_offsets_point_at_the_name(told: Callable[..., Document]) -> None:
    page = told("Police said the victim, Ana Vost, 34, died on Monday.", title="Woman dies")
    found, _ = identify(page, ())
    assert [page.words(one.span) for one in found] == ["Ana Vost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The coroner identified Ivo Karn Jr., 31, as the man who was pronounced dead there.", ["Ivo Karn Jr."]),
        ("A woman was shot. The woman has been identified as the boy's mother, 26-year-old Ana Vost.", ["Ana Vost"]),
        ("Ivo Karn, 19, was one of the young men gunned down on Elm Street.", ["Ivo Karn"]),
        ("The three injured men are Mark Karn, Peter Lund and Tomas Brill.", ["Mark Karn", "Peter Lund", "Tomas Brill"]),
        ("All were shot. The victims include a nurse, Mara Lund, 19, and Tomas Brill, 21.", ["Mara Lund", "Tomas Brill"]),
        ("The bodies of Rhea Lund, 43, Rhonda Lund, 48, and their mother, Julia Falk, 73, were found.",
         ["Rhea Lund", "Rhonda Lund", "Julia Falk"]),
        ("Police named those killed as Harry Lund, 68, of Orlen, and Michael Rand, 57.", ["Harry Lund", "Michael Rand"]),
        ("Detective Robert Karn accidentally shot himself while reaching for his gun.", ["Robert Karn"]),
        ("A man was killed. Ana Jo Nye, 60, and Ana Lou Nye, 62, were wounded.", ["Ana Jo Nye", "Ana Lou Nye"]),
    ],
)  # fmt: skip
def test_victims_are_named_in_many_ways(people: Callable[..., list[Person]], text: str, expected: list[str]) -> None:
    assert [name for name in names(people(text)) if name] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three people were shot. The victims include students and teachers, John Brill said.",
        "Three people were shot. The victims were Ana Vost's neighbors.",
        "Coroner Pam Gray confirmed a boy accidentally shot on Monday died hours later.",
        "Police identified Ivo Karn, 31, as the man who called for help.",
    ],
)
def test_who_is_named_beside_victims_is_none(people: Callable[..., list[Person]], text: str) -> None:
    assert [name for name in names(people(text)) if name] == []


def test_a_nickname_stands_within_a_name(people: Callable[..., list[Person]]) -> None:
    for name in ('Danielle "Dee Dee" Kendrick', "Danielle “Dee Dee” Kendrick"):
        assert names(people(f"{name}, 28, was shot dead on Monday. Kendrick was a nurse.")) == [name]
    assert names(people('Ana Vost said "Ivo Karn" and left. A man was killed.')) == [None]


def test_whose_kin_a_victim_is_is_no_victim(people: Callable[..., list[Person]]) -> None:
    found = people("He spoke of the death of Ivo Poel, the son of firefighter Omar Poel and Lena Poel.")
    assert names(found) == ["Ivo Poel"]
    assert names(people("He is charged with the wounding of her father, Omar Zel.")) == ["Omar Zel"]


def test_two_spellings_of_a_given_name_are_one_person(people: Callable[..., list[Person]]) -> None:
    found = people(
        "Ivonn Lund, 20, was shot dead. Police said Ivon Lund was shot twice. Chris Brill was hurt. Christopher Brill is 30."
    )
    assert names(found) == ["Ivonn Lund", "Christopher Brill"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Ana Vost",
                "Karn",
                ", 34,",
                "34-year-old",
                "was",
                "shot",
                "the victim",
                "identified as",
                "and",
                "said",
                ".",
                "-",
                "Jr.",
                "of",
                "'s",
                "death",
                "aka",
                "St.",
                "charged with murder",
                "\n\n",
                "A",
                "he",
            ]
        ),
        max_size=30,
    )
)
def test_whatever_stands_there_is_read(told: Callable[..., Document], parts: list[str]) -> None:
    page = told(" ".join(parts))
    for person in identify(page, ())[0]:
        assert person.age is None or 0 <= person.age <= 115
        for span in (person.span, *person.spans):
            start, end = page.range(span)
            assert 0 <= start < end <= len(page.text)


def test_a_number_of_something_else_behind_a_name_is_no_age(people: Callable[..., list[Person]]) -> None:
    found = people("They mourn the murder of Marcus Orlen (7-second break in the recording) and of nobody else.")
    assert [(one.name, one.age) for one in found] == [("Marcus Orlen", None)]


def test_of_two_family_names_the_second_may_be_left_out(people: Callable[..., list[Person]]) -> None:
    found = people("The murder of Carlos Vermone shocked all. The murder of Justice Carlos Vermone Galvo goes unpunished.")
    assert len(names(found)) == 1


def test_whose_people_are_harmed_is_no_victims_name(people: Callable[..., list[Person]]) -> None:
    found = people("JUST WATCHED Kessik girls' abduction. The Kessik girls were kidnapped from a school. Two were killed.")
    assert not [one.name for one in found if one.name]


def test_a_word_in_capitals_before_a_name_is_no_part_of_it(people: Callable[..., list[Person]]) -> None:
    assert names(people("WATCHED Petra Vost, 31, was shot and killed on Monday.")) == ["Petra Vost"]
    assert names(people("A woman was killed on Monday. The victim was identified as PETRA VOST, 31.")) == ["PETRA VOST"]


def test_a_banner_in_capitals_is_no_name(people: Callable[..., list[Person]]) -> None:
    found = people(
        "Two men were shot on Friday. BOY IS FIGHTING FOR HIS LIFE HELP PLAN YOUR WEEKEND, 15, was taken to hospital."
    )
    assert not [one.name for one in found if one.name]


def test_a_full_name_before_a_noun_for_people_stays_a_name(people: Callable[..., list[Person]]) -> None:
    assert names(people("The murder of Andrea Vost shocked many. Andrea Vost friends and family held a vigil.")) == [
        "Andrea Vost"
    ]


def test_a_suspect_in_hospital_is_not_the_one_who_was_shot_dead(told: Callable[..., Document]) -> None:
    page = told("A man was shot and killed on Monday. The gunman was taken to a hospital.")
    figures = read_figures(page, (), (), (), ())
    hurt = [one for one in identify(page, figures)[1] if one.outcome == "injured"]
    assert [one.people for one in hurt] == [(1,)]


@pytest.mark.parametrize("text", [
    "Police identified the victims as Tomas A. Brill, 34-year-old Ana Vost and Aron West, 41.",
    "The victims were identified as:\n\nTomas A. Brill, 19, of Orlen\n\nAna Vost, 34, of Orlen\n\nAron West, 41, of Kessik.",
    "Four people were shot. Police identified them as Tomas A. Brill, 33, of Kessik, Ana Vost, 37, and Aron West, 39.",
    "Two men are charged in the killings of twins Tomas A. Brill and Ana Vost, 33, and 55-year-old Aron West.",
])  # fmt: skip
def test_every_name_of_a_row_is_a_victims(people: Callable[..., list[Person]], text: str) -> None:
    assert sorted(filter(None, names(people(text)))) == ["Ana Vost", "Aron West", "Tomas A. Brill"]


@pytest.mark.parametrize(("text", "outcome"), [
    ("Among those shot was Chris Rafel, who said he was running away.", "killed_or_injured"),
    ("One of the wounded men, Chris Rafel, 26, avoided worse when a bullet tore through his pocket.", "injured"),
    ("The third man killed, 35-year-old Chris Rafel, was a musician.", "killed"),
    ("Two survivors of the shooting, Chris Rafel, 49, and Ana Vost, 36, knew the gunman.", None),
    ("A man was wounded in a shooting. The victim's name is Chris Rafel.", None),
    ("A woman said her son, 23-year-old Chris Rafel, was one of the victims.", None),
    ("She knew Chris Rafel, one of the four people killed in the house on Monday.", "killed"),
    ("The other man killed inside the home was Chris Rafel.", "killed"),
    ("Chris Rafel, 26, suffered from what appeared to be gunshot wounds.", "injured"),
])  # fmt: skip
def test_words_beside_a_name_say_that_it_is_a_victims(
    people: Callable[..., list[Person]], text: str, outcome: str | None
) -> None:
    found = {one.name: one.outcome for one in people(text) if one.role == "victim"}
    assert found["Chris Rafel"] == outcome


def test_a_list_of_suspects_is_no_list_of_victims(people: Callable[..., list[Person]]) -> None:
    found = people(
        "Two men were killed.\n\nThe suspects who were shot are:\n\nIvo Karn, 34, of Orlen\n\nTom Brill, 31\n\nAll rest."
    )
    assert "Ivo Karn" not in names(found)


def test_each_name_has_its_own_age(people: Callable[..., list[Person]]) -> None:
    found = people("Police identified the victims as Ana Vost, 39-year-old Tom Brill and 18-year-old student Petra Lund.")
    assert {one.name: one.age for one in found} == {"Ana Vost": None, "Tom Brill": 39, "Petra Lund": 18}


def test_who_does_something_lends_no_age(people: Callable[..., list[Person]]) -> None:
    found = people("A 6-year-old nephew discharged a gun and killed Ana Vost. The nephew fled.")
    assert {one.name: one.age for one in found if one.name} == {"Ana Vost": None}


def test_father_and_son_of_one_name_are_two(people: Callable[..., list[Person]]) -> None:
    found = people("Police arrested Ivo Karn, Jr. after his nephew killed Karn's father, Ivo Karn, Sr. on Monday.")
    assert {(one.name, one.role, one.sealed) for one in found} == {
        ("Ivo Karn, Jr.", "accused", "accused"),
        ("Ivo Karn, Sr.", "victim", None),
    }


@pytest.mark.parametrize("text", [
    "Advertisement Petra Vost, 27, was shot and killed on Monday.",
    "Petra Vost was killed on Monday. Since Petra was killed, her mother grieves. — Ana Brill (@anabrill) May 4, 2020",
])  # fmt: skip
def test_words_of_the_page_are_no_part_of_a_name(people: Callable[..., list[Person]], text: str) -> None:
    assert [one.name for one in people(text) if one.name] == ["Petra Vost"]


def test_a_child_who_lives_is_not_the_man_named_among_the_dead(people: Callable[..., list[Person]]) -> None:
    found = people(
        "A teen was killed and a child was injured on Friday. The medical examiner identified the victim as Jabo Hiner. "
        "A 7-year-old, who was in a car, was hit by a bullet in the thigh."
    )
    assert [(one.name, one.age) for one in found if one.name] == [("Jabo Hiner", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They located Tomas A. Brill, a 69 year old resident, unresponsive in the room.", ["Tomas A. Brill"]),
        ("A man opened fire, leaving Tomas James Brill, 29, dead and two women wounded.", ["Tomas James Brill"]),
        ("Officers found Tomas Brill, 34, with a gunshot wound to the chest.", ["Tomas Brill"]),
    ],
)
def test_who_is_found_dead_or_hurt_is_a_victim(people: Callable[..., list[Person]], text: str, expected: list[str]) -> None:
    assert names(people(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A person was found dead in front of a bar. Family has identified the man as Tomas Brill, 22.",
        "A man was killed on Friday. He was Tomas Brill, 34, of Orlen.",
        "A man was shot on Friday. His mother says his name was Tomas Brill.",
    ],
)
def test_who_the_man_was_is_told_behind(people: Callable[..., list[Person]], text: str) -> None:
    assert names([one for one in people(text) if one.name]) == ["Tomas Brill"]


def test_a_row_goes_on_behind_home_towns(people: Callable[..., list[Person]]) -> None:
    found = people("Marcus T. Orlen, 26, of Sarn and Damian J.B. Brill, 24, of Sarn, both suffered gunshot wounds.")
    assert names(found) == ["Marcus T. Orlen", "Damian J.B. Brill"]
    found = people(
        "Some had been hit by bullets. "
        "Police have identified them as Emil Karn, 33, of Sarn, Siem Vost, 37, of Sarn, and Cristo Lund, 31."
    )
    assert names(found) == ["Emil Karn", "Siem Vost", "Cristo Lund"]


def test_a_row_behind_victims_goes_to_its_first(people: Callable[..., list[Person]]) -> None:
    found = people("Officers came, finding shooting victims Jano Brill, 27, Brana Vels, 34, and Jeran Karn, 52.")
    assert names(found) == ["Jano Brill", "Brana Vels", "Jeran Karn"]


def test_the_two_who_died_are_killed(people: Callable[..., list[Person]]) -> None:
    found = people("The two who died are Emil Arrin, 33, and Siem Guerro, 37.")
    assert [(one.name, one.outcome) for one in found] == [("Emil Arrin", "killed"), ("Siem Guerro", "killed")]


def test_a_rank_cut_short_breaks_no_clause(people: Callable[..., list[Person]]) -> None:
    assert names(people("On Monday, police confirmed Karn shot Sgt. Marcus Orlen after a traffic stop.")) == ["Marcus Orlen"]
    assert names(people("The man who was shot, former Sgt. Rick Orlen, had told detectives so.")) == ["Rick Orlen"]


def test_the_source_of_a_count_is_none_of_the_counted(people: Callable[..., list[Person]]) -> None:
    found = people("A man was killed. According to Police Chief Bob Karn, one of the victims received a graze wound.")
    assert "Bob Karn" not in names(found)


def test_a_month_is_a_first_name_where_an_age_stands_beside(people: Callable[..., list[Person]]) -> None:
    assert names(people("April Vost, 42, was shot and killed.")) == ["April Vost"]
    assert names(people("Two April killings in Orlen were solved.")) == []


def test_a_row_of_the_dead_behind_a_charge_is_not_accused(people: Callable[..., list[Person]]) -> None:
    found = people(
        "The two are charged in the killings of 23-year-old twins Rebeika Powell and Kayetie Melchor, "
        "33-year-old Misty Orlen and 55-year-old Julie Karn. They pleaded not guilty."
    )
    assert names(found) == ["Rebeika Powell", "Kayetie Melchor", "Misty Orlen", "Julie Karn"]
    assert not names(found, "accused")


def test_what_a_survivor_is_is_no_part_of_the_name(people: Callable[..., list[Person]]) -> None:
    assert names(people("Survivor Tomas Brill was shot in the leg on Monday.")) == ["Tomas Brill"]


def test_who_is_in_a_hospital_is_hurt(people: Callable[..., list[Person]]) -> None:
    assert names(people("Tessa Brill is in a hospital bed. A boy shot a girl.")) == ["Tessa Brill"]
    assert "Tessa Brill" not in names(people("A boy was shot. Tessa Brill is in the office of a hospital's director."))


def test_a_home_town_is_nobody(people: Callable[..., list[Person]]) -> None:
    assert names(people("The victim was identified as 19-year-old Tomas Brill of Long Beach.")) == ["Tomas Brill"]
