"""Short stories of two or three reports, from their words to the record: what is one event, and how many died in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import crossreport
from crossreport.model.happened import Event
from crossreport.model.report import Report

Build = Callable[..., list[Event]]


@pytest.fixture
def events(tmp_path: Path) -> Build:
    """Builds the record of some reports, each a line of outlet, day and headline above its text; its events by day."""

    def build(*told: str) -> list[Event]:
        reports = []
        for at, one in enumerate(told, 1):
            line, text = one.strip().split("\n", 1)
            outlet, day, title = line.split(" | ")
            reports.append(Report(f"r{at}", " ".join(text.split()), title=title, outlet=outlet, published=day))
        with crossreport.build(reports, record=tmp_path / "story.record", workers=1) as made:
            return sorted(made.events().items, key=lambda one: (one.date.from_ or "", killed(one)[0] or 0))

    return build


def killed(event: Event) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of the dead."""
    figure = event.figures.get("killed")
    return (figure.low, figure.best, figure.high) if figure else (None, None, None)


def test_two_attacks_on_one_town_told_alike_on_two_days_are_two(events: Build) -> None:
    one, two = events(
        """
        Herald | 2024-03-05 | Five killed in Karn
        Gunmen killed five people in Karn on Monday, police said.
        """,
        """
        Herald | 2024-03-12 | Two killed in Karn
        Gunmen killed two people in Karn on Monday, police said.
        """,
    )
    assert (one.date.from_, killed(one)) == ("2024-03-04", (5, 5, 5))
    assert (two.date.from_, killed(two)) == ("2024-03-11", (2, 2, 2))


def test_what_two_outlets_tell_in_a_line_of_one_day_is_one(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Five killed in Karn
        Gunmen killed five people in Karn on Monday, police said.
        """,
        """
        Post | 2024-03-05 | Market attack kills five
        Five people were shot dead in Karn on Monday, a doctor said.
        """,
    )
    assert killed(one) == (5, 5, 5)
    assert one.corroboration == "corroborated_multi_type"


def test_police_who_raise_their_toll_are_one_origin(events: Build) -> None:
    """The first report's own words were a second source, because its speaker's number was outdated."""
    (one,) = events(
        """
        Herald | 2024-03-05 | Three killed in Karn bombing
        A bomb killed three people in Karn on Monday, police said.
        """,
        """
        Herald | 2024-03-06 | Karn bombing toll rises
        The death toll from Monday's bombing in Karn rose to five after two of the wounded died, police said.
        """,
    )
    assert killed(one) == (5, 5, 5)
    assert one.corroboration == "single_origin"


def test_dozens_and_a_number_within_them_are_one_toll(events: Build) -> None:
    """The vague word's floor of twelve made 34 a jump, and stood as best."""
    (one,) = events(
        """
        Herald | 2024-03-05 | Dozens killed in Karn
        An air raid killed dozens of people in Karn on Monday, residents said.
        """,
        """
        Post | 2024-03-06 | 34 dead in Karn raid
        The air raid on Karn on Monday killed 34 people, the health ministry said.
        """,
    )
    assert killed(one) == (12, 34, 99)
    assert not one.figures["killed"].alarms


def test_civilians_among_the_dead_are_no_rival_of_all_of_them(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | 12 killed in Karn clash
        Twelve people, including seven civilians, were killed in fighting in Karn on Monday, the mayor said.
        """,
        """
        Post | 2024-03-05 | Seven civilians die in Karn
        Seven civilians were killed in fighting in Karn on Monday, a hospital said.
        """,
    )
    assert killed(one) == (12, 12, 12)
    assert [(c.status, c.estimate.best) for c in one.cells] == [("civilian", 7)]


def test_whom_a_bomber_killed_and_the_dead_with_him_among_them_are_one_toll(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Suicide bomber kills 11 in Karn
        A suicide bomber blew himself up at a checkpoint in Karn on Monday, killing 11 people, the governor
        said.
        """,
        """
        Post | 2024-03-05 | Twelve dead in Karn suicide bombing
        Twelve people, including the bomber, died in a bombing at a checkpoint in Karn on Monday, a hospital
        said.
        """,
    )
    assert killed(one) == (12, 12, 12)
    assert (one.figures["killed"].perpetrators, one.figures["killed"].agreement) == (1, "unanimous")


def test_reporters_die_counts_no_fewer_than_two_reporters_died(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Two journalists killed
        Journalists Amir Sol and Lena Orso were killed by a shell in Karn on Monday.
        """,
        """
        Post | 2024-03-05 | Reporters die in shelling
        Two reporters, Amir Sol and Lena Orso, died when a shell hit their car in Karn on Monday.
        """,
    )
    assert (killed(one), one.figures["killed"].agreement) == ((2, 2, 2), "unanimous")


def test_nobody_and_a_rumour_of_two_are_not_two(events: Build) -> None:
    """A count of nobody was no exact one, so that the posts' two stood as best."""
    (one,) = events(
        """
        Herald | 2024-03-05 | No deaths in Karn blast, governor says
        Nobody was killed in Monday's explosion in Karn, the governor said.
        """,
        """
        Post | 2024-03-05 | Blast in Karn
        An explosion shook Karn on Monday. Social media posts said two people had died. Police said there were no deaths.
        """,
    )
    assert killed(one) == (0, 0, 2)


def test_a_monitor_that_cites_a_hospital_is_no_second_source(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Shelling kills four
        Shelling killed four people in Karn on Monday, the Peace Monitor said, citing the town's hospital.
        """,
        """
        Post | 2024-03-05 | Four die in Karn
        Four people died in shelling in Karn on Monday, the hospital in the town said.
        """,
    )
    assert one.corroboration == "single_origin"
    assert len(one.figures["killed"].origins) == 1


def test_initials_and_the_name_that_they_stand_for_are_one_speaker_and_only_eight_are_all(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | UN says 30 civilians killed
        The United Nations said 30 civilians were killed in an air strike on Karn on Monday.
        """,
        """
        Post | 2024-03-06 | Government rejects toll
        The government rejected the figure of 30 dead in Monday's air strike on Karn, saying only eight fighters were killed.
        """,
    )
    figure = one.figures["killed"]
    assert (figure.low, figure.high, figure.agreement, len(figure.origins)) == (8, 30, "disputed", 2)


def test_two_who_say_that_they_did_it_both_claim_it(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Bomb kills five in Karn
        A bomb killed five people in Karn on Monday, police said. The Northern Front claimed responsibility.
        """,
        """
        Post | 2024-03-05 | Five die in Karn bombing
        A bomb killed five people in Karn on Monday. The Red Brigades said they carried out the attack.
        """,
    )
    assert one.responsibility == "claimed_by_several"


def test_at_a_shipwreck_the_coast_guard_is_no_party(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Ten missing after ferry sinks
        Ten people are missing after a ferry sank off Karn on Monday, the coast guard said.
        """,
    )
    assert not one.figures["missing"].party_only


def test_an_anniversary_dates_what_happened_years_before(events: Build) -> None:
    """The day on which the town remembered was that of a second bombing with as many dead."""
    (one,) = events(
        """
        Post | 2024-06-10 | Karn remembers church victims
        Karn marked on Monday the first anniversary of the church bombing that killed eight people.
        """,
    )
    assert (one.date.from_, one.date.to, one.date.basis) == ("2023-06-08", "2023-06-12", "inferred")


def test_the_day_behind_said_is_that_of_the_telling(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-06 | Army says 20 rebels killed
        The army said on Wednesday it had killed 20 rebels in an attack on a camp near Karn on Monday.
        """,
    )
    assert (one.date.from_, one.date.to) == ("2024-03-04", "2024-03-04")


def test_what_two_towns_add_up_to_is_no_third_attack(events: Build) -> None:
    """The ten of both towns stood in one of them, and the six of the other beside them: sixteen."""
    found = events(
        """
        Herald | 2024-03-05 | Ten killed as shells hit two towns
        Shelling killed ten people in two towns on Monday, officials said. Four people died in Kirkuk. Six people were
        killed in Tikrit.
        """,
    )
    assert [(one.kind, one.place and one.place.name, killed(one)[1]) for one in found] == [
        ("incident", "Kirkuk", 4),
        ("incident", "Tikrit", 6),
        ("episode", None, 10),
    ]


def test_the_text_below_two_attacks_begins_with_the_first(events: Build) -> None:
    found = events(
        """
        Herald | 2024-03-05 | Two attacks on Karn
        Gunmen killed three people in Karn on Monday morning. In the evening a bomb killed five people at a bus station in
        the town.
        """,
    )
    assert [killed(one)[1] for one in found if one.kind == "incident"] == [3, 5]


def test_two_clauses_that_kill_in_two_towns_are_two_on_the_day_that_opens_the_sentence(events: Build) -> None:
    found = events(
        """
        Herald | 2024-03-05 | Weekend violence
        On Sunday a bomb killed three people in Tikrit, and gunmen killed four people in Kirkuk.
        """,
    )
    incidents = [(one.date.from_, one.place and one.place.name, killed(one)[1]) for one in found if one.kind == "incident"]
    assert incidents == [("2024-03-03", "Tikrit", 3), ("2024-03-03", "Kirkuk", 4)]


def test_a_sum_below_a_headline_of_one_of_its_attacks_is_still_the_episode(events: Build) -> None:
    """The report was left unread: its sum stood behind an incident that was told before it."""
    found = events(
        """
        Herald | 2024-03-05 | Six killed in Tikrit shelling
        Ten people died on Monday as shells fell on two towns. Four people were killed in Kirkuk. Six people were killed in
        Tikrit.
        """,
    )
    assert sum(killed(one)[1] or 0 for one in found if one.kind == "incident") == 10


def test_each_side_counts_its_own_dead_low_and_the_others_high(events: Build) -> None:
    (clash,) = events(
        """
        Gazette | 2024-06-11 | Clash in Tolmin
        The army said it had killed 15 rebels in a clash near Tolmin on Monday. It said two soldiers were killed.
        """,
        """
        Radio | 2024-06-11 | Rebels say they killed soldiers
        The rebels said they had killed seven soldiers in Monday's clash near Tolmin and lost three of their own fighters.
        """,
    )
    # 3 rebels and 2 soldiers at the least, 15 and 7 at the most.
    assert killed(clash) == (5, 10, 22)
    assert clash.figures["killed"].agreement == "partisan_dispute"


def test_both_sides_within_one_report_are_no_sum_of_what_each_claims_most(events: Build) -> None:
    (clash,) = events(
        """
        Gazette | 2024-06-12 | Clash in Tolmin
        The army said it had killed 15 rebels in a clash near Tolmin on Monday and lost two soldiers. The rebels said they
        had killed seven soldiers and lost three fighters.
        """,
    )
    assert killed(clash) == (5, 10, 22)


def test_who_died_there_the_day_before_joins_the_report_of_that_day(events: Build) -> None:
    sunday, monday = events(
        """
        Gazette | 2024-06-11 | Two killed in Nadra
        Two people were killed in shelling of Nadra on Monday, the governor said. On Sunday six people died there when a
        shell hit a bus.
        """,
        """
        Courier | 2024-06-10 | Shell hits bus in Nadra, killing six
        Six people were killed when a shell hit a bus in Nadra on Sunday, the governor said.
        """,
    )
    assert (killed(sunday), len(sunday.reports)) == ((6, 6, 6), 2)
    assert (killed(monday), len(monday.reports)) == ((2, 2, 2), 1)


def test_the_day_on_which_it_was_reported_is_not_the_day_of_the_strike(events: Build) -> None:
    """ "Reported on Tuesday" made a second event of it, or moved it to the day of the report."""
    (one,) = events(
        """
        Herald | 2024-03-06 | Strike on Tikrit
        Police reported on Tuesday that nine people were killed in Monday's strike on Tikrit.
        """
    )
    assert (one.date.from_, killed(one)) == ("2024-03-04", (9, 9, 9))


def test_a_published_correction_takes_the_dead_back(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Nine killed in Tikrit strike
        Nine people were killed in a strike on Tikrit on Monday.
        """,
        """
        Herald | 2024-03-06 | Correction
        Correction: We reported on Tuesday that nine people were killed in Monday's strike on Tikrit. No one was killed.
        """,
    )
    assert (one.date.from_, killed(one)) == ("2024-03-04", (0, 0, 0))


def test_unnamed_people_of_a_place_are_one_origin_by_whatever_word(events: Build) -> None:
    """Residents of one paper and witnesses of another confirmed each other, though they may be the same people."""
    (one,) = events(
        """
        Herald | 2024-03-05 | Tikrit attack
        Gunmen killed four people in a market in Tikrit on Monday, residents said.
        """,
        """
        Post | 2024-03-05 | Market attack
        Four people were shot dead in a market in Tikrit on Monday, witnesses said.
        """,
    )
    assert killed(one) == (4, 4, 4)
    assert (one.corroboration, len(one.figures["killed"].origins)) == ("single_origin", 1)


def test_police_who_call_it_a_hoax_are_no_second_source_of_it(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Blast in Tikrit
        Five people were killed in a blast in Tikrit on Monday, posts on social media said.
        """,
        """
        Post | 2024-03-06 | Tikrit blast was a hoax, police say
        Police said reports of a blast that killed five people in Tikrit on Monday were a hoax.
        """,
    )
    assert len(one.figures["killed"].origins) == 1
    assert one.corroboration == "single_origin"


def test_an_army_that_looks_into_the_reports_is_no_second_source_of_them(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Strike on Tikrit
        A strike hit a market in Tikrit on Monday. Residents said seven people were killed.
        """,
        """
        Post | 2024-03-06 | Army statement
        The army said it was looking into reports that seven people were killed in a strike on Tikrit on Monday.
        """,
    )
    assert len(one.figures["killed"].origins) == 1
    assert one.corroboration == "single_origin"


def test_bodies_found_on_the_next_day_died_with_the_others(events: Build) -> None:
    (strike,) = events(
        """
        Gazette | 2024-03-04 | Strike on Kharkiv block kills nine
        A missile hit an apartment block in Kharkiv on Monday, killing nine people, the governor said.
        """,
        """
        Courier | 2024-03-05 | Bodies pulled from rubble in Kharkiv
        Rescuers pulled five more bodies from the rubble of an apartment block in Kharkiv on Tuesday, a day after a missile
        hit it, the governor said. That brought the number of dead to 14.
        """,
    )
    assert (strike.date.from_, killed(strike)) == ("2024-03-04", (14, 14, 14))


def test_the_day_on_which_they_were_freed_is_not_that_of_the_abduction(events: Build) -> None:
    (abduction,) = events(
        """
        Gazette | 2024-03-05 | Gunmen abduct 40 from Kaduna school
        Gunmen abducted 40 pupils from a school in Kaduna on Monday night and killed a guard, police said.
        """,
        """
        Courier | 2024-03-11 | Twelve Kaduna pupils freed
        Twelve of the 40 pupils abducted from a school in Kaduna last week were freed on Sunday, the governor said.
        """,
    )
    assert abduction.figures["abducted"].best == 40


def test_what_a_paper_has_from_an_agency_is_the_agencys_source_retold(events: Build) -> None:
    (strike,) = events(
        """
        SANA | 2024-03-05 | Strike near Homs
        Three soldiers were killed in an air strike near Homs on Monday, a military source said.
        """,
        """
        Al Bayan | 2024-03-05 | Three soldiers killed
        Three soldiers were killed in an air strike near Homs, state news agency SANA said on Monday.
        """,
    )
    assert len(strike.figures["killed"].origins) == 1
    assert strike.corroboration == "single_origin"


@pytest.mark.parametrize("said", ["Xinhua news agency said", "news agency Xinhua said"])
def test_an_agencys_own_report_and_a_paper_that_cites_it_are_one(events: Build, said: str) -> None:
    (blast,) = events(
        """
        Xinhua | 2024-03-05 | Nine killed in mine blast
        Nine miners were killed in a blast at a coal mine near Datong on Monday.
        """,
        f"""
        The Star | 2024-03-05 | Blast kills nine miners
        Nine miners were killed in a blast at a coal mine near Datong on Monday, {said}.
        """,
    )
    assert len(blast.figures["killed"].origins) == 1
    assert blast.corroboration == "single_origin"


@pytest.mark.parametrize("said", ["the newspaper Daily Trust", "the Daily Trust newspaper", "Daily Trust", "local media"])
def test_a_paper_that_cites_a_paper_accuses_nobody_anew(events: Build, said: str) -> None:
    (attack,) = events(
        """
        Daily Trust | 2024-03-05 | Nine killed near Jos
        Gunmen killed nine farmers near Jos on Monday, police said.
        """,
        f"""
        The Star | 2024-03-06 | Gunmen kill nine farmers
        Gunmen killed nine farmers near Jos on Monday, {said} reported.
        """,
    )
    assert (attack.corroboration, attack.responsibility) == ("single_origin", "single_accusation")


@pytest.mark.parametrize(
    "said", ["according to the Herald", "the Coastal Herald and the Lake Times reported", "the Herald and Reuters reported"]
)
def test_papers_that_are_cited_by_a_short_name_or_together_are_no_further_source(events: Build, said: str) -> None:
    (attack,) = events(
        """
        Coastal Herald | 2024-03-05 | Six killed in mosque attack in Mubi
        Six worshippers were killed when a bomber attacked a mosque in Mubi on Tuesday.
        """,
        """
        Lake Times | 2024-03-05 | Blast at a mosque in Mubi
        Six men at prayer died in a bomb attack on a mosque in Mubi on Tuesday.
        """,
        f"""
        Northern Tribune | 2024-03-06 | Bomber kills six at prayers in Mubi
        A bomber killed six people at a mosque in Mubi on Tuesday, {said}.
        """,
    )
    assert len(attack.figures["killed"].origins) == 2


def test_a_short_name_that_two_papers_of_the_story_have_is_no_third(events: Build) -> None:
    (attack,) = events(
        """
        Coastal Herald | 2024-03-05 | Six killed in mosque attack in Mubi
        Six worshippers were killed when a bomber attacked a mosque in Mubi on Tuesday.
        """,
        """
        Lake Herald | 2024-03-05 | Blast at a mosque in Mubi
        Six men at prayer died in a bomb attack on a mosque in Mubi on Tuesday.
        """,
        """
        Northern Tribune | 2024-03-06 | Bomber kills six at prayers in Mubi
        A bomber killed six people at a mosque in Mubi on Tuesday, according to the Herald.
        """,
    )
    assert len(attack.figures["killed"].origins) == 2


def test_a_named_counter_of_more_is_heard_beside_headline_and_text(events: Build) -> None:
    (strike,) = events(
        """
        Herald | 2024-03-05 | Five killed at Omdurman market
        A drone struck a market in Omdurman on Monday, killing five people, the Lawyers group said. A Herald reporter counted
        six bodies at the scene.
        """,
    )
    assert killed(strike) == (5, 5, 6)


@pytest.mark.parametrize(
    "told", ["hit an empty shed in Karn on Monday without killing anyone", "in Karn caused no casualties"]
)
def test_a_strike_that_is_said_to_have_harmed_nobody_stands_against_its_dead(events: Build, told: str) -> None:
    """ "Without killing anyone" was no claim, and "no casualties" stood in a row of its own beside the dead."""
    (one,) = events(
        """
        Herald | 2024-03-05 | Air strike kills five in Karn
        An air strike killed five people in Karn on Monday, the hospital said.
        """,
        f"""
        Post | 2024-03-05 | Jets strike Karn
        Monday's air strike {told}, the air force said.
        """,
    )
    assert killed(one) == (0, 5, 5)
    assert one.figures["killed"].agreement == "disputed"


def test_who_is_found_alive_a_day_later_is_taken_from_the_dead_of_the_day_before(events: Build) -> None:
    """The one who is left stood as a death of its own, on the day on which the other was found."""
    (one,) = events(
        """
        Herald | 2024-03-05 | Two miners killed in Karn
        Two miners were killed by gas in a mine in Karn on Monday, officials said.
        """,
        """
        Post | 2024-03-06 | Miner alive
        Two miners were reported killed by gas in a mine in Karn on Monday. On Tuesday one of them was found alive, nurses
        said.
        """,
    )
    assert killed(one) == (1, 1, 2)


def test_police_who_walk_back_nine_dead_and_say_six_count_six(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Nine killed in Karn
        Nine people were killed in a blast in Karn on Monday, police said.
        """,
        """
        Herald | 2024-03-06 | Police walk back toll
        Police in Karn walked back their statement that nine people had been killed in Monday's blast. The correct number was
        six, they said.
        """,
    )
    assert killed(one) == (6, 6, 6)


def test_a_ministry_is_one_source_in_whatever_order_it_is_named(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-03-05 | Strike on Rafah kills 12
        An air strike killed 12 people in Rafah on Monday, the Gaza health ministry said.
        """,
        """
        Post | 2024-03-05 | Twelve dead in Rafah
        Twelve people were killed by an air strike in Rafah on Monday, the Ministry of Health in Gaza said.
        """,
    )
    assert (killed(one), len(one.figures["killed"].origins)) == ((12, 12, 12), 1)


@pytest.mark.parametrize(
    ("first", "second", "sources"),
    [
        ("medics said", "hospital sources said", 1),
        ("doctors said", "medical sources said", 1),
        ("medics said", "the mayor said", 2),
        ("doctors at Hope hospital said", "doctors at Mercy hospital said", 2),
    ],
)
def test_medics_of_no_named_hospital_may_be_the_same(events: Build, first: str, second: str, sources: int) -> None:
    """Two outlets that had seven dead from "medics" and "hospital sources" stood as two who know."""
    (one,) = events(
        f"""
        Herald | 2024-03-05 | Air strike on Karn kills seven
        An air strike killed seven people in Karn on Monday, {first}.
        """,
        f"""
        Post | 2024-03-05 | Seven dead in Karn
        Seven people were killed by an air strike in Karn on Monday, {second}.
        """,
    )
    assert (killed(one), len(one.figures["killed"].origins)) == ((7, 7, 7), sources)


def test_police_who_say_that_nobody_died_stand_against_who_counts_two(events: Build) -> None:
    (protest,) = events(
        """
        Herald | 2024-03-05 | Rights group: police killed two
        Police killed two protesters in Nairobi on Monday, the Commission on Human Rights said.
        """,
        """
        Post | 2024-03-05 | Police: no deaths in Nairobi protest
        Nobody was killed in Monday's protest in Nairobi, police said.
        """,
    )
    assert killed(protest) == (0, 2, 2)
    assert protest.figures["killed"].agreement == "disputed"
    assert protest.responsibility == "single_accusation"


def test_strikes_on_two_neighbouring_towns_are_two(events: Build) -> None:
    made = events(
        """
        Herald | 2024-03-05 | Three killed in Rafah
        An air strike on a house in Rafah killed three people on Monday, medics said.
        """,
        """
        Post | 2024-03-05 | Three killed in Khan Younis
        An air strike on a house in Khan Younis killed three people on Monday, medics said.
        """,
    )
    assert [killed(one) for one in made] == [(3, 3, 3), (3, 3, 3)]


def test_the_shooting_of_a_boy_who_shot_himself_is_one_death(events: Build) -> None:
    (one,) = events(
        """
        Gazette | 2024-06-11 | Boy, 9, fatally shoots himself in Nadra
        Police are investigating the fatal shooting of a 9-year-old boy in Nadra. A 9-year-old boy fatally shot himself with
        a shotgun on Monday afternoon, police said.
        """,
        """
        Courier | 2024-06-12 | Boy who shot himself in Nadra was alone
        A 9-year-old boy who died in Nadra on Monday after he shot himself was alone at home, police said.
        """,
    )
    assert killed(one) == (1, 1, 1)


def test_the_victim_and_a_man_of_another_age_who_shot_himself_are_two(events: Build) -> None:
    (one,) = events(
        """
        Gazette | 2024-06-11 | Two dead in Nadra
        Police are investigating the fatal shooting of a 31-year-old man in Nadra. A 44-year-old man then fatally shot
        himself on Monday afternoon, police said.
        """
    )
    assert killed(one)[2] == 2


@pytest.mark.parametrize("denied", ["civilians had been killed", "eight people had been killed"])
def test_a_number_that_an_army_denies_is_disputed_and_its_own_no_number(events: Build, denied: str) -> None:
    (strike,) = events(
        """
        Gazette | 2024-03-05 | Eight killed in Goma strike
        An air strike near Goma on Monday killed eight civilians, residents said.
        """,
        f"""
        Courier | 2024-03-05 | Army denies deaths near Goma
        The army denied on Tuesday that {denied} in Monday's strike near Goma.
        """,
    )
    figure = strike.figures["killed"]
    assert (killed(strike), figure.agreement, len(figure.origins)) == ((8, 8, 8), "disputed", 1)


def test_who_denies_the_deed_does_not_dispute_the_dead(events: Build) -> None:
    (bombing,) = events(
        """
        Gazette | 2024-03-05 | Six killed in Kabul bombing
        A bombing in Kabul on Monday killed six people, police said. The Taliban denied that they had carried out the attack.
        """,
    )
    assert (killed(bombing), bombing.figures["killed"].agreement) == ((6, 6, 6), "single")


def test_two_families_of_whom_no_name_is_in_common_are_two_though_a_father_is_called_like_a_victim(events: Build) -> None:
    found = events(
        """
        Herald | 2024-03-05 | Strike on Orlani home
        A strike on a house in Karn killed Ahmed Nader Orlani, 41, Lina Orlani, 38, Tariq Orlani, 12, and Hala Orlani, 9,
        relatives said.
        """,
        """
        Courier | 2024-03-05 | Strike on Verrani home
        A strike on a house in Karn killed Salim Verrani, 52, Mona Verrani, 50, Rami Ahmed Orlani Verrani, 20, Dina Verrani,
        17, and Yara Verrani, 3, relatives said.
        """,
    )
    assert sorted(killed(one) for one in found) == [(4, 4, 4), (5, 5, 5)]


BOAT = """
    Coast News | 2024-03-05 | Three dead, two missing after boat capsizes off Zuwara
    Three migrants drowned and two were missing after their boat capsized off Zuwara on Monday, the coast guard said.
"""


@pytest.mark.parametrize(
    "later",
    [
        "Two more bodies were found on Thursday from the boat that capsized off Zuwara on Monday, the coast guard said.",
        "The coast guard found two more bodies on Thursday off Zuwara, where a boat capsized on Monday.",
        "Two migrants who had been missing since their boat capsized off Zuwara on Monday were found dead on Thursday.",
        "The bodies of the two migrants missing since their boat capsized off Zuwara on Monday washed ashore on Thursday.",
    ],
)
def test_who_is_found_dead_since_adds_to_the_toll_told_before(events: Build, later: str) -> None:
    (sinking,) = events(BOAT, f"Post | 2024-03-08 | Search off Zuwara\n{later}")
    assert killed(sinking) == (5, 5, 5)
    assert sinking.figures["killed"].agreement != "disputed"
    assert "3 + 2 more" in sinking.figures["killed"].arithmetic[0]


def test_the_missing_who_are_found_dead_are_missing_no_more(events: Build) -> None:
    (sinking,) = events(
        "Coast News | 2024-03-05 | Fishermen missing\nTwo fishermen are missing after their boat capsized on Monday off "
        "Zuwara, the coast guard said.",
        "Post | 2024-03-08 | Bodies found\nThe bodies of the two missing fishermen were found off Zuwara on Thursday, "
        "three days after their boat capsized.",
    )
    assert killed(sinking) == (2, 2, 2)
    assert "missing" not in sinking.figures


def test_more_dead_told_by_two_reports_are_added_once(events: Build) -> None:
    more = "Two more bodies were found on Thursday from the boat that capsized off Zuwara on Monday, the coast guard said."
    (sinking,) = events(BOAT, f"Post | 2024-03-08 | Bodies found\n{more}", f"Herald | 2024-03-09 | Search goes on\n{more}")
    assert killed(sinking) == (5, 5, 5)


def test_more_dead_whom_a_later_toll_holds_are_not_added_to_it(events: Build) -> None:
    (sinking,) = events(
        BOAT,
        "Post | 2024-03-08 | Bodies found\nTwo more bodies were found on Thursday from the boat that capsized off Zuwara on "
        "Monday.",
        "Herald | 2024-03-09 | Toll off Zuwara\nFive migrants died when their boat capsized off Zuwara on Monday, officials "
        "said.",
    )
    assert killed(sinking)[1:] == (5, 5)


WOUNDED = """
    Herald | 2024-03-08 | Man wounded in Zuwara shooting dies
    A man wounded in Monday's shooting in Zuwara died in hospital on Thursday, police said.
"""


@pytest.mark.parametrize(
    ("day", "dead"),
    [("2024-03-05", 4), ("2024-03-09", 3)],  # the toll told after his death may hold him
)
def test_who_dies_of_his_wounds_adds_to_the_toll_told_before_he_died(events: Build, day: str, dead: int) -> None:
    toll = f"Post | {day} | Three killed in Zuwara\nThree men were killed and two wounded in a shooting in Zuwara on Monday."
    (shooting,) = events(toll, WOUNDED)
    assert (killed(shooting)[1], killed(shooting)[2]) == (dead, dead)


@pytest.mark.parametrize(
    "later",
    [
        "A second man killed in Monday's shooting in Zuwara was Omar Varn, police said.",
        "A woman was wounded and another person was killed in a shooting in Zuwara on Monday, police said.",
        "The woman whose husband was shot dead in Zuwara on Monday said that another man died beside him.",
    ],
)
def test_whom_a_later_report_tells_of_again_is_not_added(events: Build, later: str) -> None:
    (shooting,) = events(
        "Herald | 2024-03-05 | Two killed in Zuwara shooting\nTwo men were killed in a shooting in Zuwara on Monday.",
        f"Post | 2024-03-07 | After the shooting in Zuwara\n{later}",
    )
    assert killed(shooting)[2] == 2


def test_more_whom_another_strike_killed_are_not_added(events: Build) -> None:
    strikes = events(
        "Herald | 2024-03-05 | Strike kills 10 in Rafah\nAn air strike killed 10 people in Rafah on Monday.",
        "Post | 2024-03-06 | Three more killed in Rafah\nThree more people were killed in another strike there on Tuesday.",
    )
    assert {killed(one)[2] for one in strikes} == {10, 3}


def test_two_numbers_of_arrested_people_are_told_of_one_protest(events: Build) -> None:
    """They hung on no event, though each report's news was that police had made arrests."""
    (one,) = events(
        """
        Herald | 2024-05-07 | Police break up protest in Tolmin
        Police arrested 45 people at a protest in Tolmin on Monday. Nobody was killed, the police said.
        """,
        """
        Post | 2024-05-07 | Dozens held after Tolmin protest
        Police arrested 60 people on Monday when they broke up a protest in Tolmin. Nobody was killed.
        """,
    )
    held = one.figures["detained"]
    assert (held.low, held.high) == (45, 60)
    assert killed(one) == (0, 0, 0)


def test_civilians_by_one_speaker_and_fighters_by_another_are_no_sum(events: Build) -> None:
    """Seventeen were told of by nobody: the army may call fighters whom the clinic calls civilians."""
    (one,) = events(
        """
        Herald | 2024-05-07 | Strike on Tolmin
        The clinic said 12 civilians were killed in the airstrike in Tolmin on Monday. The army said five militants were
        killed in the strike.
        """,
    )
    assert killed(one)[1] == 12


def test_civilians_and_fighters_by_one_speaker_are_all_the_dead(events: Build) -> None:
    (both,) = events(
        """
        Herald | 2024-05-07 | Strike on Tolmin
        The army said 12 civilians and five militants were killed in the airstrike in Tolmin on Monday.
        """,
    )
    assert killed(both) == (17, 17, 17)


def test_another_body_is_one_more_of_those_who_drowned(events: Build) -> None:
    (one,) = events(
        """
        Herald | 2024-05-08 | Boat sinks off Tolmin
        Nine people drowned when a boat sank off Tolmin on Monday. Another body was recovered on Tuesday.
        """,
    )
    assert killed(one) == (10, 10, 10)


def test_another_body_in_another_town_is_another_event(events: Build) -> None:
    one, two = events(
        """
        Herald | 2024-05-08 | Bodies found
        A body was found in a river in Lagos on Monday. Another body was found in Kano on Tuesday.
        """,
    )
    assert (killed(one), killed(two)) == ((1, 1, 1), (1, 1, 1))
