"""Each rule of the estimates with a small story of its own, named after the rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_by_hand import Hand, actor

from crossreport.model.happened import EventDate
from crossreport.model.judged import Estimate

# --- what one report says ------------------------------------------------------------------------------------------------


def test_headline_and_text_tell_of_the_same_dead() -> None:
    story = Hand()
    story.says("north", "2 dead", 2, title=True)
    story.says("north", "Two people were killed", 2)
    assert story.range() == (2, 2, 2)


def test_the_text_holds_where_the_headline_says_otherwise() -> None:
    story = Hand()
    head = story.says("north", "Three dead", 3, title=True)
    story.says("north", "Four people were killed", 4)
    assert story.range() == (4, 4, 4)
    assert "headline" in (story.claim(head).reason or "")


def test_what_headline_and_text_say_alike_stands_before_a_larger_number() -> None:
    story = Hand()
    story.says("north", "Three dead", 3, title=True)
    story.says("north", "Three people were killed", 3)
    story.says("north", "Twelve people were killed", 12)
    assert story.range() == (3, 3, 3)


def test_what_a_report_tells_as_history_counts_for_the_event_of_that_time() -> None:
    """The raid of 2014, told of years later: the numbers are the raid's, and no number of any newer event."""
    story = Hand()
    story.event("E1", date=EventDate("2014-04-01", "2014-04-30", "month", "stated"))
    story.says("north", "the abduction of the 276 girls in April 2014", 276, "abducted", aux="historical")
    assert story.range("abducted") == (276, 276, 276)
    story.event("E2")
    told = story.says("north", "In 2014 nine people were killed there", 9, aux="historical", events=("E2",))
    assert story.claim(told).reason == "of an earlier time, told as history"


def test_a_headlines_number_said_again_of_men_is_the_whole() -> None:
    story = Hand()
    story.says("north", "Four dead", 4, title=True)
    story.says("north", "Four men were shot dead", 4, subgroup="man")
    story.says("north", "Two victims died in hospital", 2)
    assert story.range() == (4, 4, 4)


def test_a_count_of_men_below_a_larger_count_of_all_is_a_part() -> None:
    story = Hand()
    story.says("north", "Four dead", 4, title=True)
    story.says("north", "Four men were shot dead", 4, subgroup="man")
    story.says("north", "Seven people were killed", 7)
    assert story.range() == (7, 7, 7)


def test_a_list_as_long_as_the_headline_stands_above_a_smaller_count() -> None:
    story = Hand()
    story.says("north", "Six dead", 6, title=True)
    whole = story.says("north", "Three men and three women were killed", 6)
    story.says("north", "three men", 3, subgroup="man", rule="sum-part", part_of=whole)
    story.says("north", "three women", 3, subgroup="woman", rule="sum-part", part_of=whole)
    story.says("north", "Four died in hospital", 4)
    assert story.range() == (6, 6, 6)


def test_the_victim_in_hospital_is_who_died_where_nobody_else_is_hurt() -> None:
    story = Hand()
    story.says("north", "A juvenile has died", 1)
    again = story.says(
        "north", "The victim was flown to a hospital", 1, "injured", who="victim", defaulted=("same_victims",)
    )
    assert "injured" not in story.judged().events[0].figures
    assert "points back" in (story.claim(again).reason or "")


def test_the_victim_in_hospital_is_hurt_where_nobody_died() -> None:
    story = Hand()
    story.says("north", "The victim was flown to a hospital", 1, "injured", who="victim", defaulted=("same_victims",))
    assert story.range("injured") == (1, 1, 1)


def test_what_points_back_says_how_many_several_were() -> None:
    story = Hand()
    story.says("north", "Several people were killed", None, low=2, high=None, form="indefinite_plural")
    story.says("north", "All four victims died at once", 4, defaulted=("same_victims",), rule="re-mention")
    assert story.range() == (4, 4, 4)


def test_what_points_back_says_how_many_hundreds_were() -> None:
    story = Hand()
    story.says("north", "Hundreds of pupils were taken", 100, "abducted", high=999, form="vague", vague="hundreds")
    story.says("north", "the abduction of the 276 girls", 276, "abducted", defaulted=("same_victims",), rule="re-mention")
    assert story.range("abducted") == (276, 276, 276)


def test_what_points_back_says_how_many_there_were_beside_one_who_is_named() -> None:
    story = Hand()
    story.says("north", "Ada Brun was abducted", 1, "abducted", defaulted=("named_one",), person={"name": "Ada Brun"})
    story.says("north", "the nine pupils who were abducted", 9, "abducted", defaulted=("same_victims",), rule="re-mention")
    assert story.range("abducted") == (9, 9, 9)


def test_what_points_back_adds_nothing_to_a_number() -> None:
    story = Hand()
    story.says("north", "Three people were killed", 3)
    story.says("north", "The four victims died at once", 4, defaulted=("same_victims",), rule="re-mention")
    assert story.range() == (3, 3, 3)


def test_dead_named_one_by_one_are_added_up_each_once() -> None:
    story = Hand()
    story.says("north", "Ada Brun, 40, was killed", 1, defaulted=("named_one",), person={"name": "Ada Brun", "age": 40})
    story.says("north", "Obo Lind, 12, was killed", 1, defaulted=("named_one",), person={"name": "Obo Lind", "age": 12})
    story.says("north", "Brun died at once", 1, defaulted=("named_one",), person={"name": "Brun"})
    assert story.range() == (2, 2, 2)
    assert story.figure().arithmetic[0].startswith("1 + 1 = 2")


@pytest.mark.parametrize(("age", "dead"), [(18, 1), (15, 1), (34, 2)])
def test_a_teenager_may_be_a_child_or_of_age(age: int, dead: int) -> None:
    story = Hand()
    story.says("north", "A teen was killed", 1, who="teen", subgroup="child")
    story.says("north", "Ada Brun was killed", 1, defaulted=("named_one",), person={"name": "Ada Brun", "age": age})
    assert story.range() == (dead, dead, dead)


def test_who_is_named_below_a_headline_of_one_is_of_other_incidents() -> None:
    story = Hand()
    story.says("north", "Woman killed at home", 1, title=True, who="Woman")
    for name in ("Ada Brun", "Obo Lind"):
        person = {"name": name, "sex": "female" if name == "Ada Brun" else "male"}
        story.says("north", f"{name} was killed", 1, defaulted=("named_one",), person=person)
    assert story.range() == (1, 1, 1)


def test_who_is_set_apart_is_not_added_to_one_whom_the_headline_counts() -> None:
    story = Hand()
    story.says("north", "1 dead, 3 hurt", 1, title=True)
    story.says("north", "a third man was killed", 1, measure="increment")
    assert story.range() == (1, 1, 1)


def test_a_count_and_one_set_apart_stand_below_a_headline_of_one() -> None:
    story = Hand()
    story.says("north", "Woman killed at home", 1, title=True, who="Woman")
    story.says("north", "a second man died", 1, measure="increment")
    assert story.range() == (2, 2, 2)
    story.says("north", "Three people were killed", 3)
    assert story.range() == (3, 3, 3)


def test_named_dead_are_not_added_to_a_stated_total() -> None:
    story = Hand()
    story.says("north", "3 dead", 3, title=True)
    story.says("north", "Three people were killed", 3)
    for name in ("Ada Brun", "Obo Lind"):
        story.says("north", f"{name} was killed", 1, defaulted=("named_one",), person={"name": name})
    assert story.range() == (3, 3, 3)


def test_a_later_victim_adds_to_the_stated_total() -> None:
    story = Hand()
    story.says("north", "2 dead, 3 hurt", 2, title=True)
    story.says("north", "2 dead, 3 hurt", 3, "injured", title=True)
    story.says("north", "Ada Brun was killed", 1, defaulted=("named_one",), person={"name": "Ada Brun"})
    story.says("north", "Obo Lind was killed", 1, defaulted=("named_one",), person={"name": "Obo Lind"})
    story.says("north", "a third victim died in hospital", 1, measure="increment")
    assert story.range() == (3, 3, 3)


def test_one_more_adds_to_the_total_before_it() -> None:
    story = Hand()
    story.says("north", "Two people were killed", 2)
    story.says("north", "another died on Monday", 1, measure="increment")
    assert story.range() == (3, 3, 3)
    assert "2 + 1 = 3" in story.figure().arithmetic[0]


def test_one_more_is_not_added_to_a_total_that_holds_it() -> None:
    story = Hand()
    story.says("north", "Three people were killed", 3)
    story.says("north", "two died at the scene", 2)
    story.says("north", "another in hospital", 1, measure="increment")
    assert story.range() == (3, 3, 3)


def test_a_man_and_a_woman_are_two_persons_and_a_man_told_of_twice_is_one() -> None:
    story = Hand()
    story.says("north", "a man was killed", 1)
    story.says("north", "the man died", 1)
    assert story.range() == (1, 1, 1)
    story.says("north", "a woman was killed", 1)
    assert story.range() == (2, 2, 2)


def test_men_and_women_are_added_up_and_children_among_them_are_not() -> None:
    story = Hand()
    men = story.says("north", "Two men were killed", 2, subgroup="man")
    story.says("north", "and three women", 3, subgroup="woman")
    story.says("north", "including an engineer", 1, part_of=men)
    assert story.range() == (5, 5, 5)


def test_a_part_is_a_cell_and_never_added() -> None:
    story = Hand()
    whole = story.says("north", "Nine people were killed", 9)
    part = story.says("north", "four of them children", 4, subgroup="child", part_of=whole)
    assert story.range() == (9, 9, 9)
    event = story.judged().events[0]
    assert [(c.subgroup, c.estimate.best) for c in event.cells] == [("child", 4)]
    assert story.claim(part).status == "current"


def test_a_label_that_a_party_alone_gives_leaves_both_open() -> None:
    story = Hand()
    story.says("north", "Four people were killed", 4)
    story.says("north", "four fighters", 4, by="the army", kind="military", status="combatant")
    cells = {cell.status: cell.estimate for cell in story.judged().events[0].cells}
    assert {status: (one.low, one.best, one.high) for status, one in cells.items()} == {
        "civilian": (0, None, 4),
        "combatant": (0, None, 4),
    }


def test_rest_of_a_count_of_dead_and_hurt_is_injured() -> None:
    story = Hand()
    both = story.says("north", "Five people were shot", 5, "killed_or_injured")
    story.says("north", "two of them fatally", 2, part_of=both)
    assert story.range("injured") == (3, 3, 3)


def test_others_shot_beside_the_dead_are_all_injured() -> None:
    story = Hand()
    story.says("north", "One man was killed", 1)
    story.says("north", "three others were shot", 3, "killed_or_injured")
    assert story.range("injured") == (3, 3, 3)


def test_of_those_whom_a_gunman_shot_before_he_killed_himself_nobody_says_that_they_live() -> None:
    story = Hand()
    story.says("north", "shot his wife and her friend", 2, "killed_or_injured", verb="shot")
    story.says("north", "himself", 1, status="attacker", rule="self")
    (event,) = story.judged().events
    assert set(event.figures) == {"killed", "killed_or_injured"}


def test_a_count_of_the_hurt_that_holds_the_dead_is_told_apart() -> None:
    story = Hand()
    story.says("north", "1 dead, 3 hurt", 1, title=True)
    story.says("north", "1 dead, 3 hurt", 3, "injured", title=True)
    story.says("north", "Four people were hit", 4, "injured")
    story.says("north", "one of them died", 1)
    assert story.range("injured") == (3, 3, 3)


def hurt_then_dead(first: str, then: str, days: tuple[str, str] = ("2024-05-14", "2024-05-16"), dead: int = 1) -> Hand:
    story = Hand()
    story.report("north", days[0])
    story.report("south", days[1])
    story.says("north", first, 1, "injured")
    story.says("south", then, dead)
    return story


def test_who_was_hurt_and_died_is_hurt_no_longer() -> None:
    story = hurt_then_dead("a 9-year-old girl was shot", "a girl has died")
    assert story.range() == (1, 1, 1)
    assert "injured" not in story.judged().events[0].figures
    assert "dead in another report" in (story.claim("north/0").reason or "")
    assert [one.type for one in story.judged().relations] == ["transfer"]


@pytest.mark.parametrize(
    "story",
    [
        hurt_then_dead("a girl was shot", "a man has died"),
        hurt_then_dead("a girl was shot", "a girl has died", ("2024-05-16", "2024-05-14")),
        hurt_then_dead("a girl was shot", "two girls have died", dead=2),
    ],
)
def test_the_hurt_stay_hurt_where_others_died_or_the_death_was_told_before(story: Hand) -> None:
    assert story.range("injured") == (1, 1, 1)


def test_the_hurt_stay_hurt_where_the_later_report_has_them_too() -> None:
    story = hurt_then_dead("a girl was shot", "a girl has died")
    story.says("south", "and a woman was wounded", 1, "injured")
    assert story.range("injured") == (1, 1, 1)


def test_one_of_the_hurt_died_and_the_later_count_of_the_hurt_holds() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-15")
    story.says("north", "Seven people were shot", 7, "injured")
    story.says("south", "One man was killed", 1)
    story.says("south", "six others were wounded", 6, "injured")
    assert story.range("injured") == (6, 6, 6)


def test_zero_is_a_claim_and_silence_is_none() -> None:
    story = Hand()
    story.says("north", "Nobody was killed", 0, form="zero")
    assert story.range() == (0, 0, 0)
    assert "injured" not in story.judged().events[0].figures


def test_a_fourth_person_is_among_four() -> None:
    story = Hand()
    story.says("north", "four people were hit", 4, "injured")
    story.says("north", "a fourth person had a minor injury", 1, "injured", measure="increment")
    assert story.range("injured") == (4, 4, 4)


def test_who_kills_and_then_himself_is_one_more() -> None:
    story = Hand()
    story.says("north", "killed his child, 7", 1, verb="killed")
    story.says("north", "shot himself dead", 1, status="attacker")
    assert story.range() == (2, 2, 2)
    assert story.figure().perpetrators == 1


def test_one_more_in_headline_and_text_is_one_person() -> None:
    story = Hand()
    story.says("north", "Eighth victim dies", 1, measure="increment", title=True)
    story.says("north", "an eighth victim died", 1, measure="increment")
    assert story.range() == (1, 1, 1)


# --- attackers -----------------------------------------------------------------------------------------------------------


def test_attackers_dead_apart_from_a_toll_are_added() -> None:
    story = Hand()
    story.says("north", "killed four people", 4, includes_attackers=False)
    story.says("north", "the attacker was shot dead", 1, status="attacker")
    assert story.range() == (5, 5, 5)
    assert story.figure().perpetrators == 1
    assert story.range(profile="range_only") == (4, None, 4)


def test_whom_a_gunman_killed_does_not_include_him() -> None:
    story = Hand()
    story.says("north", "killed nine people", 9, verb="killed")
    story.says("north", "the gunman is dead", 1, status="attacker", defaulted=("same_victims",))
    assert story.range() == (10, 10, 10)


def test_unclear_whether_the_toll_holds_the_attacker() -> None:
    story = Hand()
    story.says("north", "Twelve people died", 12)
    story.says("north", "the bomber was killed", 1, status="attacker")
    assert story.range() == (12, 12, 13)
    assert story.figure().perpetrators is None
    assert story.figure().agreement == "scope_unclear"


def test_toll_that_includes_the_attacker_is_not_added_to() -> None:
    story = Hand()
    story.says("north", "Twelve people died, the bomber among them", 12, includes_attackers=True)
    story.says("north", "the bomber was killed", 1, status="attacker")
    assert story.range() == (12, 12, 12)
    assert story.figure().perpetrators == 1


def test_victims_are_counted_without_the_attackers_of_each_report() -> None:
    story = Hand()
    story.says("north", "Twelve people died, the bomber among them", 12, includes_attackers=True)
    story.says("north", "the bomber was killed", 1, status="attacker")
    story.says("south", "Eleven people died", 11)
    assert story.range(profile="recent_majority") == (11, 11, 12)
    assert story.range(profile="range_only") == (11, None, 11)


def test_victims_are_a_range_where_the_toll_may_hold_the_attacker() -> None:
    story = Hand()
    story.says("north", "Twelve people died", 12)
    story.says("north", "the bomber was killed", 1, status="attacker")
    assert story.range(profile="range_only") == (11, None, 12)


def test_a_suicide_attack_may_have_its_attacker_in_the_toll_of_victims() -> None:
    story = Hand()
    story.event(mode="suicide-attack")
    story.says("north", "Twelve people died", 12)
    assert story.range() == (12, 12, 12)
    assert story.range(profile="range_only") == (11, None, 12)
    struck = Hand()
    struck.event(mode="suicide-attack")
    struck.says("north", "killed twelve people", 12, verb="killed")
    assert struck.range(profile="range_only") == (12, None, 12)


# --- between origins -----------------------------------------------------------------------------------------------------


def test_within_an_origin_the_newest_counts_lower_or_not() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-16")
    old = story.says("north", "six dead, police said", 6, by="police", kind="police")
    story.says("south", "five dead, police said", 5, by="police", kind="police")
    assert story.range() == (5, 5, 5)
    assert story.claim(old).status == "superseded"
    assert [r.type for r in story.relations()] == ["update_down"]


def test_two_numbers_of_one_origin_told_at_one_time_make_a_range_and_the_larger_is_the_best() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-14")
    first = story.says("north", "25 dead, police said", 25, by="police", kind="police")
    story.says("south", "27 dead, police said", 27, by="police", kind="police")
    assert story.range() == (25, 27, 27)
    assert story.claim(first).status == "current"


def test_a_bare_plural_does_not_lower_a_stated_number() -> None:
    story = Hand()
    story.says("north", "people were killed", form="indefinite_plural", low=2, by="Ada Brun")
    story.says("north", "seven people were killed", 7, by="Obo Lind")
    assert story.range() == (7, 7, 7)


def test_a_list_of_some_of_the_dead_is_no_total() -> None:
    story = Hand()
    story.says("north", "six people were killed", 6, by="Ada Brun")
    both = story.says("north", "his father and his brother were killed", 2, by="Obo Lind")
    story.says("north", "his father", 1, by="Obo Lind", part_of=both, rule="sum-part")
    story.says("north", "his brother", 1, by="Obo Lind", part_of=both, rule="sum-part")
    assert story.range() == (6, 6, 6)


def test_different_speakers_in_one_report_make_a_range() -> None:
    story = Hand()
    story.says("north", "five people were killed", 5, by="Ada Brun")
    story.says("north", "eight people were killed", 8, by="Obo Lind")
    assert story.range() == (5, 5, 8)


def test_more_of_a_kind_than_another_counts_of_all_is_no_part_of_them() -> None:
    story = Hand()
    story.says("north", "four people were killed", 4, by="Ada Brun")
    story.says("north", "six civilians were killed", 6, by="Obo Lind", status="civilian")
    assert story.range() == (4, 4, 6)


def test_civilians_are_all_the_dead_where_nobody_else_is_told_of() -> None:
    story = Hand()
    story.says("north", "the clinic reported four civilians killed", 4, by="the clinic", kind="medic", status="civilian")
    story.says("north", "while the council spoke of five deaths", 5, by="the council", kind="government")
    assert story.range()[::2] == (4, 5)


def test_a_first_count_gives_way_to_a_higher_one_and_never_to_a_lower() -> None:
    story = Hand()
    story.says("north", "the agency initially reported three dead", 3, by="the agency", kind="media", earlier=True)
    story.says("north", "the clinic counted five dead", 5, by="the clinic", kind="medic")
    assert story.range() == (5, 5, 5)
    story.says("north", "the council spoke of two dead", 2, by="the council", kind="government")
    assert story.range()[::2] == (2, 5)
    alone = Hand()
    alone.says("north", "initial reports spoke of three dead", 3, by="initial reports", earlier=True)
    alone.says("north", "the council spoke of two dead", 2, by="the council", kind="government")
    assert alone.range()[::2] == (2, 3)


def test_civilians_are_some_of_the_dead_where_fighters_died_too() -> None:
    story = Hand()
    story.says("north", "Nine people were killed", 9)
    story.says("north", "four civilians died", 4, status="civilian")
    story.says("north", "and five fighters", 5, status="combatant")
    assert story.range() == (9, 9, 9)


def test_a_mangled_number_of_one_report_is_an_alarm_and_never_best() -> None:
    story = Hand()
    story.report("north", "2024-05-15")
    story.report("south", "2024-05-16")
    story.report("wire", "2024-05-16")
    story.says("north", "seven people were killed", 7)
    story.says("south", "seven people were killed", 7)
    story.says("wire", "70 people were killed", 70)
    assert story.range() == (7, 7, 70)
    assert story.figure().alarms == ("jump from 7 to 70",)


def test_a_toll_that_rises_over_two_days_is_an_update() -> None:
    story = Hand()
    for name, day in (("north", "2024-05-14"), ("south", "2024-05-15"), ("west", "2024-05-16")):
        story.report(name, day)
    story.says("north", "five people were killed", 5, by="police", kind="police")
    story.says("south", "the toll has risen to seven", 7, by="the health ministry", kind="government")
    story.says("west", "the toll is eight", 8, by="the hospital", kind="hospital")
    assert story.range() == (8, 8, 8)
    assert story.figure().agreement == "developing"


def test_an_eighth_victim_follows_seven_told_on_the_same_day() -> None:
    story = Hand()
    story.says("north", "seven people were killed", 7)
    story.says("south", "an eighth victim died", 8, rule="ordinal")
    story.says("wire", "70 people lost their lives", 70)
    assert story.figure().best == 8
    assert story.figure().alarms == ("jump from 8 to 70",)


def test_an_outgrown_figure_is_the_earlier_toll() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-15")
    old = story.says("north", "three dead", 3)
    story.says("south", "five dead", 5)
    assert story.range() == (5, 5, 5)
    assert story.claim(old).status == "superseded"
    assert "earlier toll" in (story.claim(old).reason or "")
    assert story.figure().agreement == "developing"


def test_a_jump_that_one_origin_tells_does_not_make_the_older_stale() -> None:
    story = Hand()
    for name, day, number in (("north", "2024-05-14", 7), ("south", "2024-05-15", 70)):
        story.report(name, day)
        story.says(name, f"{number} dead", number)
    assert story.range()[0] == 7
    assert story.figure().alarms == ("jump from 7 to 70",)


def test_a_toll_that_rose_step_by_step_is_no_jump() -> None:
    story = Hand()
    for name, day in (("north", "2024-05-14"), ("south", "2024-05-15"), ("west", "2024-05-16")):
        story.report(name, day)
    story.says("north", "at least 40 dead", 40, form="at_least", high=None)
    story.says("south", "52 dead", 52)
    story.says("west", "61 dead", 61)
    assert story.range() == (40, 61, 61)
    assert story.figure().alarms == ()


def test_at_least_leaves_room_for_what_a_later_day_finds() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-17")
    story.says("north", "at least 40 dead", 40, form="at_least", high=None)
    story.says("south", "310 dead", 310)
    assert story.range() == (40, 310, 310)
    assert story.figure().alarms == ("jump from 40 to 310",)


def test_dozens_say_less_than_at_least_forty_and_no_more_than_a_later_toll() -> None:
    story = Hand()
    for name, day in (("north", "2024-05-14"), ("south", "2024-05-14"), ("west", "2024-05-16")):
        story.report(name, day)
    story.says("north", "dozens were killed", None, form="vague", low=None, high=None, vague="dozens")
    story.says("south", "at least 40 dead", 40, form="at_least", high=None)
    assert story.figure().best == 40
    story.says("west", "137 dead", 137)
    assert story.figure().best == 137


def test_a_partys_higher_figure_alone_does_not_make_the_older_stale() -> None:
    story = Hand()
    story.event(actors=(actor("Red Front", "recipient"),))
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-15")
    story.says("north", "three dead", 3)
    story.says("south", "nine dead, the Red Front said", 9, by="Red Front", kind="armed_group")
    assert story.range() == (3, 3, 9)


def test_at_least_is_met_by_a_higher_number() -> None:
    story = Hand()
    story.says("north", "at least ten", 10, form="at_least", high=None)
    story.says("south", "twelve", 12)
    assert story.range() == (10, 12, 12)
    assert story.range(profile="conservative") == (10, 10, 12)
    assert story.figure().agreement == "compatible"
    assert story.range(profile="conservative") == (10, 10, 12)


def test_at_least_alone_leaves_the_high_end_open() -> None:
    story = Hand()
    story.says("north", "at least ten", 10, form="at_least", high=None)
    found = story.figure()
    assert (found.low, found.best, found.high, found.high_open) == (10, 10, None, True)


def test_two_floors_raise_the_low_end_only_where_the_profile_trusts_authorities() -> None:
    story = Hand()
    story.says("north", "at least ten", 10, form="at_least", high=None)
    story.says("south", "at least twelve", 12, form="at_least", high=None)
    assert story.range(profile="conservative")[0] == 10
    assert story.range(profile="official_latest")[0] == 12


def test_up_to_feeds_the_high_end_alone() -> None:
    story = Hand()
    story.says("north", "up to eight", None, form="at_most", high=8)
    assert story.range() == (None, None, 8)


def test_a_single_death_told_elsewhere_does_not_lower_a_stated_total() -> None:
    story = Hand()
    story.says("north", "Three people were killed", 3)
    one = story.says("south", "Ada Brun was killed", 1, defaulted=("named_one",), person={"name": "Ada Brun"})
    assert story.range() == (3, 3, 3)
    assert story.claim(one).reason


def test_majority_of_the_newest_sets_the_best() -> None:
    story = Hand()
    for name, number in (("east", 7), ("north", 7), ("south", 70), ("west", 8)):
        story.says(name, f"{number} dead", number)
    assert story.range() == (7, 7, 70)
    assert story.range(profile="conservative")[1] == 7
    assert story.figure().alarms == ("jump from 8 to 70",)


def test_without_a_majority_the_lowest_of_the_newest() -> None:
    story = Hand()
    story.says("north", "five dead", 5)
    story.says("south", "six dead", 6)
    assert story.range() == (5, 5, 6)
    assert story.figure().agreement == "disputed"


def test_claims_of_a_party_alone_set_best_and_say_so() -> None:
    story = Hand()
    story.event(actors=(actor("Red Front"),))
    story.says("north", "four dead", 4, by="Red Front", kind="armed_group")
    assert story.range() == (4, 4, 4)
    assert story.figure().party_only


def test_what_both_sides_say_is_no_partys_claim() -> None:
    story = Hand()
    story.event("E1", actors=(actor("Northern Army", "actor", "XA"), actor("Orielans", "recipient", "XB")))
    story.says("north", "one Orielan dead", 1, by="both Orielan and Tarnish officials")
    assert not story.figure().party_only


def test_a_partys_claim_widens_but_does_not_set_the_best() -> None:
    story = Hand()
    story.event(actors=(actor("Red Front"),))
    story.says("north", "nine dead", 9, by="Red Front", kind="armed_group")
    story.says("south", "four dead", 4, by="the hospital", kind="hospital")
    found = story.figure()
    assert (found.low, found.best, found.high) == (4, 4, 9)
    assert not found.party_only


def test_the_most_reliable_speaker_by_profile() -> None:
    story = Hand()
    story.says("north", "nine dead", 9, by="a villager", kind="witness")
    story.says("south", "seven dead", 7, by="the hospital", kind="hospital")
    assert story.range(profile="reliable_first")[1] == 7
    assert story.range(profile="range_only") == (7, None, 9)


def test_vague_words_are_valued_by_the_profile() -> None:
    story = Hand()
    word = story.says("north", "several people were killed", None, form="vague", vague="several", low=3, point=3, high=9)
    assert story.range() == (3, 3, 9)
    assert story.range(profile="conservative") == (3, 3, 3)
    assert story.judged("exact_only").events[0].figures == {}
    assert "several" in (story.claim(word, "exact_only").reason or "")


@pytest.mark.parametrize(
    "fields", [{"aux": "hypothetical"}, {"aux": "negated"}, {"by": "x", "stance": "feared"}, {"unit": "families"}]
)
def test_what_is_not_said_to_have_happened_is_excluded_with_a_reason(fields: dict[str, str]) -> None:
    story = Hand()
    out = story.says("north", "thirty might die", 30, **fields)
    assert story.judged().events[0].figures == {}
    claim = story.claim(out)
    assert claim.status == "excluded"
    assert claim.reason


def test_a_figure_of_several_events_is_added_to_none() -> None:
    story = Hand()
    story.event("E1")
    story.event("E2")
    both = story.says("north", "nine in both attacks", 9, events=("E1", "E2"))
    assert all(event.figures == {} for event in story.judged().events)
    assert "several events" in (story.claim(both).reason or "")


def test_unknown_independence_never_makes_two_of_one() -> None:
    story = Hand(independence="unknown")
    story.says("north", "seven dead", 7)
    story.says("south", "seven dead", 7)
    event = story.judged().events[0]
    assert event.corroboration == "single_origin"
    assert event.figures["killed"].agreement == "single"


def test_two_known_origins_are_unanimous_and_corroborate() -> None:
    story = Hand()
    story.says("north", "seven dead", 7)
    story.says("south", "seven dead, the hospital said", 7, by="the hospital", kind="hospital")
    event = story.judged().events[0]
    assert event.figures["killed"].agreement == "unanimous"
    assert event.corroboration == "corroborated_multi_type"


# --- whatever is said ----------------------------------------------------------------------------------------------------

OUTCOMES = ["killed", "injured", "killed_or_injured"]
FORMS = st.sampled_from(["exact", "at_least", "at_most", "range", "zero", "about"])


@st.composite
def stories(draw: st.DrawFn) -> Hand:
    story = Hand()
    story.event(actors=(actor("Red Front"), actor("Blue Guard", "recipient")))
    days = ["2024-05-14", "2024-05-15", "2024-05-20", None]
    for name in ("east", "north", "south"):
        story.report(name, draw(st.sampled_from(days)))
    for _ in range(draw(st.integers(1, 7))):
        report = draw(st.sampled_from(["east", "north", "south"]))
        form, n, more = draw(FORMS), draw(st.integers(1, 30)), draw(st.integers(0, 5))
        ends = {
            "exact": (n, n, n), "at_least": (n, n, None), "at_most": (None, None, n), "range": (n, None, n + more),
            "zero": (0, 0, 0), "about": (max(n - more, 0), n, n + more),
        }[form]  # fmt: skip
        low, point, high = ends
        story.says(
            report, f"{form} {n}", None, draw(st.sampled_from(OUTCOMES)), form=form, low=low,
            point=point, high=high, by=draw(st.sampled_from([None, "police", "Red Front"])),
            kind=draw(st.sampled_from(["police", "armed_group"])), title=draw(st.booleans()),
            status=draw(st.sampled_from(["unstated", "civilian", "attacker"])),
            subgroup=draw(st.sampled_from([None, "child", "woman"])), measure=draw(st.sampled_from(["stock", "increment"])),
            includes_attackers=draw(st.sampled_from([None, True, False])),
        )  # fmt: skip
    return story


def is_ordered(found: Estimate) -> bool:
    given = [n for n in (found.low, found.best, found.high) if n is not None]
    return bool(given) and given == sorted(given) and all(n >= 0 for n in given) and found.high_open == (found.high is None)


PROFILES = ["conservative", "recent_majority", "reliable_first", "range_only", "official_latest", "exact_only"]


@settings(max_examples=150, deadline=None)
@given(stories(), st.sampled_from(PROFILES))
def test_low_best_high_are_in_order_and_rest_on_current_claims(story: Hand, profile: str) -> None:
    judged = story.judged(profile)
    claims = {claim.id: claim for claim in judged.claims}
    used: set[str] = set()
    for event in judged.events:
        cells = [(cell.outcome, cell.estimate) for cell in event.cells]
        for outcome, found in [*event.figures.items(), *cells]:
            assert is_ordered(found)
            used |= set(found.claims)
            mine = [claims[c] for c in found.claims]
            assert mine
            assert len(set(found.claims)) == len(found.claims)
            assert all(
                c.status == "current" and c.events == (event.id,) and c.figure and c.figure.outcome == outcome for c in mine
            )
            assert set(found.origins) == {c.origin for c in mine}
            most = sum(
                max(n for n in (c.figure.low, c.figure.point, c.figure.high) if n is not None) for c in mine if c.figure
            )
            assert max(n for n in (found.low, found.best, found.high) if n is not None) <= most
        for cell in event.cells:
            whole = event.figures.get(cell.outcome)
            if whole and whole.best is not None and cell.estimate.best is not None:
                assert cell.estimate.best <= whole.best
    for claim in judged.claims:
        if claim.figure and claim.id not in used:
            assert claim.reason
        if claim.status != "current":
            assert claim.reason


@settings(max_examples=60, deadline=None)
@given(stories())
def test_the_order_of_claims_and_reports_does_not_matter(story: Hand) -> None:
    one, other = story.judged(), story.judged(backwards=True)
    assert one.claims == other.claims
    assert one.events == other.events
    assert one.relations == other.relations
    assert one.stories == other.stories
