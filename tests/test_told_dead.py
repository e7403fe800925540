"""The dead of one report, each once: who did it among them, whose death a verb tells, and what is no number of the dead."""

import pytest
from linked_by_hand import Hand
from test_figures import brief

from crossreport.model.report import Report
from crossreport.model.said import Figure
from crossreport.reading.read import read


def figures(text: str, title: str | None = None) -> list[Figure]:
    report = Report(id="r", title=title, text=text, published="2024-05-15")
    return [one for one in read(report).figures if one.outcome in ("killed", "injured", "killed_or_injured")]


def totals(text: str, title: str | None = None) -> list[str]:
    return [brief(one) for one in figures(text, title) if one.subset_of is None]


def attackers(text: str, title: str | None = None) -> int:
    return sum(one.status == "attacker" and one.outcome == "killed" for one in figures(text, title))


# --- whose death it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "Officers say the boy was taken to a hospital in Merrin but died hours later.",
    "Police said a girl was found in a car and pronounced dead on Monday.",
    "Witnesses told Radio Ostel that the boy was hit by a bullet and died.",
])  # fmt: skip
def test_who_speaks_is_not_who_died(text: str) -> None:
    dead = [one for one in figures(text) if one.outcome == "killed"]
    assert [one.point for one in dead] == [1]
    assert not {(one.who or "").lower() for one in dead} & {"officers", "police", "witnesses"}


@pytest.mark.parametrize(("text", "told"), [
    ("Two boys, ages 7 and 10, and two adults were found slain inside their home.", ["killed 4"]),
    ("Two girls, aged 4 and 6, and their mother were found dead.", ["killed 3"]),
    ("He was indicted in the slaying of Collin Dray, 17, and the shooting of Armond Baley, 16.",
     ["killed 1", "killed_or_injured 1"]),
    ("Two people were killed on Monday. The victims were Shayla Marn, 52, a Dobson's employee, and Chuck Egan, a teller.",
     ["killed 2", "killed 2"]),
    ("He killed his wife and daughter: Ana Dray, 40, and Bea Dray, 2.", ["killed 2"]),
    ("Police found the bodies of Megan Dray, Mark Dray and the couple's three children: Liana, 8; Mark Jr., 5, and Willa.",
     ["killed 5"]),
    ("He killed his wife, Ana Dray, 40, and a neighbor: Ivo Karn.", ["killed 2"]),
])  # fmt: skip
def test_a_list_holds_each_of_its_persons_and_no_more(text: str, told: list[str]) -> None:
    assert totals(text) == told


@pytest.mark.parametrize(("title", "told"), [
    ("UPDATE: 5 people shot, 1 dead after shooting at Merrin Hotel", ["killed_or_injured 5", "killed 1"]),
    ("Man shot 3 people dead in Merrin", ["killed 3"]),
    ("JUST IN: One of two men shot late Monday in Merrin dies", ["killed 1"]),
    ("Woman shot in Merrin on Friday dies", ["killed 1"]),
    ("Man shot outside Merrin bar dies", ["killed 1"]),
    ("Boy shot in Fresno last week dies", ["killed 1"]),
    ("Teen shot by police dies", ["killed 1"]),
    ("Man shot and wounded in Fresno dies", ["killed 1"]),
    ("Police: Man shot in Fresno dies", ["killed 1"]),
    ("Man shot, wife dies", ["killed_or_injured 1", "killed 1"]),
    ("Girl wounded after man dies", ["killed 1"]),
    ("Officer who shot man dies", ["killed 1", "killed_or_injured 1"]),
    ("Three People Dead East of Merrin", ["killed 3"]),
    ("Police: 3 members of family fatally shot; suspect killed", ["killed 3", "killed 1"]),
])  # fmt: skip
def test_headlines_of_the_shot_and_the_dead(title: str, told: list[str]) -> None:
    assert [one for one in totals("It was on Monday.", title) if not one.startswith("injured")] == told


@pytest.mark.parametrize(("text", "mode"), [
    ("A man used a rifle to shoot three people dead.", "none"),
    ("A singer took revenge on Monday, using a rifle to fatally shoot three people.", "none"),
    ("The army uses drones to kill three people.", "hypothetical"),
    ("He planned to use a rifle to kill three people.", "hypothetical"),
])  # fmt: skip
def test_a_weapon_that_was_used_did_what_it_was_used_for(text: str, mode: str) -> None:
    assert [one.aux for one in figures(text) if one.point == 3] == [mode]


@pytest.mark.parametrize(("text", "told"), [
    ("One person was killed and police are investigating it.", ["killed 1"]),
    ("A woman was wounded and officers shot the gunman.", ["injured 1", "injured 1 again"]),
    ("A man was shot and wounded two officers.", ["injured 1", "injured 2"]),
    ("A gunman shot and wounded two men.", ["injured 2"]),
    ("At least eight boys ages 15 and under were killed on Monday.", ["killed 8-?"]),
    ("A gunman left her father and three other members of her family dead.", ["killed 4"]),
    ("Two people were burned alive in a house.", ["killed 2"]),
])  # fmt: skip
def test_whose_verb_of_harm_it_is(text: str, told: list[str]) -> None:
    assert totals(text) == told


# --- who did it ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "A man suspected of killing his wife and son died at a hospital on Monday.",
    "The Merrin man wanted in the shooting deaths of two clerks was found dead on Monday.",
    "A 40-year-old man who police say shot his son last week has died.",
    "A man, 40, accused of murdering a neighbor was killed by police.",
    "The suspect in Monday's murder of a girl in Merrin has died.",
])  # fmt: skip
def test_who_is_accused_of_the_killing_and_died_is_an_attacker(text: str) -> None:
    assert attackers(text) == 1


@pytest.mark.parametrize("text", [
    "A man who was shot on Monday has died.",
    "A man who shot himself on Monday has died.",
    "A woman charged with theft was killed on Monday.",
    "The mother of a man charged with murder was killed on Monday.",
    "A man accused of killing his wife says that she was killed by a burglar.",
    "Two people suspected of killing a clerk say that he was dead.",
    "The man who shot at deputies was killed on Monday.",
])  # fmt: skip
def test_who_is_told_of_otherwise_is_none(text: str) -> None:
    assert attackers(text) == 0


def test_the_attacker_is_counted_beside_the_victim_of_the_same_breath() -> None:
    story = Hand()
    story.says("north", "Teen suspect dies", 1, title=True, who="Teen suspect", status="attacker", subgroup="child")
    story.says(
        "north", "murder of 16-year-old girl", 1, title=True, verb="murder of", who="16-year-old girl", subgroup="child"
    )
    assert story.range() == (2, 2, 2)


def test_the_gunman_whom_police_shot_is_the_man_whom_police_shot() -> None:
    story = Hand()
    story.says("north", "killed a man", 1, verb="killed", who="man", subgroup="man", sentence=1)
    story.says("north", "The gunman died", 1, who="gunman", status="attacker", sentence=2)
    assert story.range() == (1, 1, 1)


# --- parts and totals ----------------------------------------------------------------------------------------------------


def test_who_died_of_the_wounded_is_the_headlines_dead() -> None:
    told = totals("A boy and three others were shot on Monday. One of the wounded has died.", "Bullet kills man in Merrin")
    assert told.count("killed 1") == 2
    assert not any("increment" in one for one in told)


def test_one_of_the_wounded_comes_on_top_of_the_dead_of_the_text() -> None:
    told = totals("Two people were killed and three wounded on Monday. One of the wounded died on Tuesday.")
    assert "killed 1 increment" in told


def test_another_than_one_who_is_unhurt_is_nobody_more() -> None:
    told = totals("One suspect is dead, police said. At the scene one suspect was caught while another was found dead.")
    assert not any("increment" in one for one in told)


def test_another_victim_is_one_more() -> None:
    assert "killed 1 increment" in totals("One man was killed on Monday. Another man was found dead on Tuesday.")


def test_another_behind_one_of_the_two_is_the_other_of_them() -> None:
    story = Hand()
    whole = story.says("north", "Two men are dead", 2)
    story.says("north", "One of the men was gunned down at a club", 1, part_of=whole, sentence=1)
    story.says("north", "another was shot at a kiosk", 1, measure="increment", sentence=2)
    assert story.range() == (2, 2, 2)


def test_another_behind_a_total_is_on_top_of_it() -> None:
    story = Hand()
    story.says("north", "Two men are dead", 2)
    story.says("north", "another was shot at a kiosk", 1, measure="increment", sentence=1)
    assert story.range() == (3, 3, 3)


def test_another_when_all_were_told_of_is_on_top() -> None:
    story = Hand()
    whole = story.says("north", "Two men are dead", 2)
    story.says("north", "One of the men was gunned down at a club", 1, part_of=whole, sentence=1)
    story.says("north", "One of the men was gunned down at a mill", 1, part_of=whole, sentence=2)
    story.says("north", "another was shot at a kiosk", 1, measure="increment", sentence=3)
    assert story.range() == (3, 3, 3)


def test_a_number_of_victims_holds_no_attacker() -> None:
    story = Hand()
    story.says("north", "A third victim has died", 3, who="victim", rule="ordinal")
    story.says("north", "The gunman killed himself", 1, who="gunman", status="attacker")
    assert story.range() == (4, 4, 4)


def test_a_number_of_people_may_hold_the_attacker() -> None:
    story = Hand()
    story.says("north", "Three people are dead", 3, who="people")
    story.says("north", "The gunman killed himself", 1, who="gunman", status="attacker")
    assert story.range() == (3, 3, 4)


def test_a_bare_plural_is_nobodys_count_where_one_is_counted() -> None:
    story = Hand()
    story.says("north", "One person died", 1, who="person")
    story.says("north", "people were getting killed", None, low=2, high=None, form="indefinite_plural")
    assert story.range() == (1, 1, 1)


def test_a_bare_plural_stands_where_one_of_them_is_told_of() -> None:
    story = Hand()
    story.says("north", "People were killed", None, low=2, high=None, form="indefinite_plural")
    story.says("north", "One of them was a nurse", 1, who="nurse")
    assert story.range()[0] == 2


def test_a_headlines_total_stands_above_a_smaller_one_of_the_text() -> None:
    story = Hand()
    story.says("north", "Four dead", 4, title=True)
    story.says("north", "The gunman killed three people", 3, verb="The gunman killed")
    assert story.range() == (4, 4, 4)


def test_a_headline_is_not_set_against_a_bound_of_the_text() -> None:
    story = Hand()
    story.says("north", "Four dead", 4, title=True)
    story.says("north", "At least three people were killed", 3, form="at_least", high=None)
    assert story.range()[0] == 3


def test_more_of_one_kind_than_any_count_of_all_are_all() -> None:
    """Who was freed is a floor, and the schoolgirls who were taken are more: they are no part of the floor."""
    story = Hand()
    story.says("north", "21 hostages were freed", 21, "abducted", form="at_least", high=None, defaulted=("freed_only",))
    story.says("north", "kidnapped 276 schoolgirls", 276, "abducted", subgroup="child")
    assert story.range("abducted") == (276, 276, 276)


def test_teens_may_be_of_age() -> None:
    story = Hand()
    story.says("north", "Two teens were killed", 2, who="teens", subgroup="child")
    story.says("north", "Ada Brun, 18, was killed", 1, defaulted=("named_one",), person={"name": "Ada Brun", "age": 18})
    assert story.range() == (2, 2, 2)


def test_a_grown_woman_is_none_of_two_teens() -> None:
    story = Hand()
    story.says("north", "Two teens were killed", 2, who="teens", subgroup="child")
    story.says("north", "Ada Brun, 40, was killed", 1, defaulted=("named_one",), person={"name": "Ada Brun", "age": 40})
    assert story.range() == (3, 3, 3)


def test_who_is_told_to_have_killed_herself_again_is_one_attacker() -> None:
    story = Hand()
    story.says("north", "a woman killed three", 3)
    story.says("north", "she killed herself", 1, status="attacker", rule="self", sentence=1)
    story.says("north", "she shot herself", 1, status="attacker", rule="self", defaulted=("same_victims",), sentence=2)
    assert story.range() == (3, 3, 4)


def test_who_kills_himself_far_from_the_others_is_an_attacker() -> None:
    text = (
        "Karn killed a neighbor and his wife on Monday. Police came. The gun was an old one. They searched the home. "
        "His boss was afraid of him. A girl was found shortly before her stepfather killed himself. It was a murder-suicide."
    )
    assert attackers(text) == 1
    assert attackers(text.replace("It was a murder-suicide.", "")) == 0
