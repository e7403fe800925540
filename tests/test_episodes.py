"""A report that sums up several incidents tells of their dead once more: no sum holds both."""

from crossreport.linking.link import link
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.profiles.load import load_profile
from crossreport.reading.read import read
from crossreport.reconcile.reconcile import reconcile
from crossreport.reconcile.tallies import tally

SUMMED = (
    "Seven people were killed in three separate shootings in Boston on Thursday.\n\nAround 11 a.m. Thursday, a gunman shot "
    "two men in a van on Center Street, police said.\n\nAround 3:30 p.m. Thursday, a man opened fire in a diner on Mill "
    "Street. Four people were killed at the scene.\n\nAround 6 p.m. Thursday, a woman was found shot dead in a house on Elm "
    "Street.{more}"
)
TITLE = "7 killed in 3 shootings in Boston"
OLD = "\n\nIn December 2011, two men were killed when a man fired into a crowd at a shop on Oak Street."


def built(*texts: str) -> Derived:
    reports = [Report(f"r{n}", text, TITLE, f"Post {n}", published="2024-05-17") for n, text in enumerate(texts)]
    return reconcile(link(reports, [read(one) for one in reports]), load_profile())


def test_a_sum_holds_the_incidents_and_not_the_report_of_them_all() -> None:
    record = built(SUMMED.format(more=""))
    (episode,) = [one for one in record.events if one.kind == "episode"]
    assert episode.figures["killed"].best == 7
    parts = [one for one in record.events if one.part_of == episode.id]
    assert len(parts) >= 2
    found = tally(record, since="2024-05-01")
    assert episode.id not in {row.event for row in found.rows}
    assert 4 <= found.low <= 7


def test_an_incident_of_years_ago_is_no_part_of_it() -> None:
    record = built(SUMMED.format(more=OLD))
    (old,) = [one for one in record.events if (one.date.to or "").startswith("2011")]
    assert old.part_of is None


def test_an_episode_of_which_less_than_half_is_told_apart_counts_itself() -> None:
    text = SUMMED.format(more="").replace("Seven people", "Thirty people").replace("Four people were", "One man was")
    record = built(text)
    (episode,) = [one for one in record.events if one.kind == "episode"]
    assert not [one for one in record.events if one.part_of == episode.id]


def test_every_part_names_an_episode_that_there_is() -> None:
    record = built(SUMMED.format(more=OLD), SUMMED.format(more=""))
    kinds = {one.id: one.kind for one in record.events}
    assert {kinds[one.part_of] for one in record.events if one.part_of} == {"episode"}


def in_towns(title: str, text: str) -> tuple[list[tuple[str | None, str | None, int | None]], list[int | None]]:
    """(town, day, dead) of each incident of one report, and the dead of each episode."""
    report = Report("r1", text, title, "Post", published="2024-05-17")
    events = reconcile(link([report], [read(report)]), load_profile()).events
    told = [
        (one.place.name if one.place else None, one.date.from_, one.figures["killed"].best)
        for one in events
        if one.kind == "incident"
    ]
    return sorted(told, key=str), [one.figures["killed"].best for one in events if one.kind == "episode"]


def test_one_verb_for_the_dead_of_two_towns_tells_of_two_incidents() -> None:
    told = [("Fresno", "2024-05-13", 2), ("Oakland", "2024-05-13", 4)]
    for text in (
        "Four people were killed in Oakland and two in Fresno on Monday, police said.",
        "Air strikes killed four people in Oakland and two others in Fresno on Monday, medics said.",
        "Shelling on Monday killed four people in Oakland and two more in the city of Fresno, medics said.",
    ):
        assert in_towns("Six people killed", text) == (told, [6]), text


def test_the_numbers_of_the_towns_follow_the_sum_of_them_all() -> None:
    told, sums = in_towns(
        "Seven killed at protests",
        "Seven people were killed in three cities on Tuesday, a rights group said. Four died in Oakland, two in Fresno and "
        "one in Stockton, it said.",
    )
    assert told == [("Fresno", "2024-05-14", 2), ("Oakland", "2024-05-14", 4), ("Stockton", "2024-05-14", 1)]
    assert sums == [7]


def test_where_a_house_was_hit_is_where_its_people_died() -> None:
    told, sums = in_towns(
        "Strikes kill 12",
        "Air strikes killed 12 people in California on Friday, medics said. Seven died when a house was hit in Oakland and "
        "five were killed near Fresno.",
    )
    assert (told, sums) == ([("Fresno", "2024-05-17", 5), ("Oakland", "2024-05-17", 7)], [12])


def test_parts_of_what_was_done_across_a_country_are_incidents_of_their_towns() -> None:
    told = [("Kisumu", "2024-05-14", 2), ("Nairobi", "2024-05-14", 5)]
    for text in (
        "Police shot dead 14 people across Kenya on Tuesday, among them five in Nairobi and two in Kisumu, medics said.",
        "Gunmen killed 14 people in attacks in Kenya on Tuesday, five of them in the capital Nairobi and two in Kisumu.",
        "A total of 14 people were killed throughout Kenya on Tuesday, including five in Nairobi and two in Kisumu.",
    ):
        assert in_towns("Fourteen killed in Kenya", text) == (told, [14]), text


def test_a_sum_of_which_little_is_told_apart_stays_one_number() -> None:
    """The sum and the incident of twelve would both be added."""
    strikes = "Israeli strikes killed 31 people across the Gaza Strip on Sunday, including 12 in Khan Younis, medics said."
    one = "Twelve people were killed in an Israeli strike on a house in Khan Younis on Sunday, Nasser Hospital said."
    found = tally(built(strikes, one), since="2024-05-01")
    assert (found.low, found.best, found.high) == (31, 31, 31)


def test_numbers_that_make_up_the_whole_are_its_parts_without_a_word_for_it() -> None:
    told, sums = in_towns(
        "Eight police killed",
        "Eight policemen were killed in two ambushes in Kenya on Tuesday, five in Nairobi and three in Kisumu, they said.",
    )
    assert (told, sums) == ([("Kisumu", "2024-05-14", 3), ("Nairobi", "2024-05-14", 5)], [8])


def test_two_deeds_in_towns_near_each_other_are_two() -> None:
    told, sums = in_towns(
        "Two attacks kill 11",
        "Two attacks killed 11 people in Borno state on Monday, the army said. A bomb killed seven at a market in Maiduguri "
        "and gunmen shot dead four farmers in Konduga.",
    )
    assert (told, sums) == ([("Konduga", "2024-05-13", 4), ("Maiduguri", "2024-05-13", 7)], [11])


def test_where_some_of_the_dead_of_one_storm_were_is_not_where_it_was() -> None:
    told, sums = in_towns(
        "Storm kills nine", "A storm killed nine people in Texas on Monday, six of them in Houston, officials said."
    )
    assert (told, sums) == ([("Texas", "2024-05-13", 9)], [])


def test_a_sum_that_another_report_does_not_part_is_told_of_the_same() -> None:
    tail = "medics said."
    parted = f"Israeli strikes killed 31 people across Gaza on Sunday, including 12 in Khan Younis and nine in Rafah, {tail}"
    record = built(parted, f"Israeli strikes on Gaza killed 31 people on Sunday, {tail}")
    sums = [one for one in record.events if one.kind == "episode"]
    assert [len(one.reports) for one in sums] == [2]
    assert sorted(one.figures["killed"].best or 0 for one in record.events if one.part_of) == [9, 12]


def test_those_of_one_town_are_no_rival_of_all_the_dead_of_a_quake() -> None:
    record = built(
        "An earthquake killed 120 people in western Nepal on Friday, 70 of them in Jajarkot and 50 in Rukum, medics said.",
        "Fifty people died in Rukum when an earthquake struck western Nepal on Friday.",
    )
    (one,) = record.events
    assert (one.figures["killed"].low, one.figures["killed"].best, one.figures["killed"].high) == (120, 120, 120)


def test_parts_of_one_number_in_towns_of_one_country_are_no_incidents_beside_it() -> None:
    told, _ = in_towns(
        "Six die in Kenya", "Six people died in Kenya, four in Nairobi and two in Kisumu, police said on Tuesday."
    )
    assert [dead for _, _, dead in told] == [6]
