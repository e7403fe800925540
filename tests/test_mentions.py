"""The events of one report: which there are, when and where, and which of them each figure belongs to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossreport.model.happened import Mention
from crossreport.model.report import Report
from crossreport.model.said import Figure
from crossreport.reading.actions.read import read_actions
from crossreport.reading.dates.read import read_dates
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document, document
from crossreport.reading.mentions.read import Assigned, read_mentions
from crossreport.reading.parties.read import read_parties
from crossreport.reading.people.read import identify
from crossreport.reading.places.read import read_places
from crossreport.reading.said.read import read_attributions


def read(page: Document) -> Assigned:
    dates = read_dates(page)
    places = read_places(page)
    parties = read_parties(page, places)
    attributions = read_attributions(page, parties)
    figures = read_figures(page, dates, places, parties, attributions)
    people, _ = identify(page, figures)
    actions = read_actions(page, parties, attributions)
    return read_mentions(page, figures, people, actions, (), dates, places, parties, attributions)


@pytest.fixture(scope="module")
def events(told: Callable[..., Document]) -> Callable[..., Assigned]:
    return lambda text, **fields: read(told(text, **fields))


def main_of(found: Assigned) -> Mention:
    return next(mention for mention in found.mentions if mention.main)


def figure(found: Assigned, low: int) -> Figure:
    return next(one for one in found.figures if one.low == low)


def by_id(found: Assigned, ident: str | None) -> Mention:
    return next(mention for mention in found.mentions if mention.id == ident)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Four soldiers killed in border shooting", "Four soldiers were killed by Armenian fire near Toledo on Tuesday."),
        ("Two die in clash in Toledo", "Two guards were killed when troops exchanged fire in Toledo on Tuesday."),
        ("Twelve dead after ferry sinks", "A ferry foundered near Toledo on Tuesday and 12 passengers drowned."),
    ],
)
def test_gunfire_is_no_blaze_and_a_vessel_that_sinks_drowns_people(
    events: Callable[..., Assigned], title: str, text: str
) -> None:
    assert len(events(text, title=title).mentions) == 1


def test_a_deed_that_goes_by_its_town_was_there(events: Callable[..., Assigned]) -> None:
    found = events(
        "Police in Tulsa on Monday searched a house over the Wichita shooting, in which three people were killed."
    )
    place = main_of(found).place
    assert place is not None
    assert place.name == "Wichita"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two men were lynched in Toledo on Tuesday.", "lynching in Toledo"),
        ("A boat capsized off Toledo on Tuesday and five people died.", "capsizing in Toledo"),
        ("Three villagers were hacked to death in Toledo on Tuesday.", "attack with blades in Toledo"),
        ("A man was stabbed to death in Toledo on Tuesday.", "stabbing in Toledo"),
        ("Three people died in a house fire in Toledo on Tuesday.", "house fire in Toledo"),
        ("Two people were killed in a Falcon Beach shooting in Toledo.", "Falcon Beach shooting in Toledo"),
        ("He died in Toledo on Tuesday.", "death in Toledo"),
        ("Two died in Toledo on Tuesday.", "deaths in Toledo"),
    ],
)
def test_an_event_is_called_by_what_its_verb_says(events: Callable[..., Assigned], text: str, words: str) -> None:
    assert main_of(events(text)).words == words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A Sinking River family of five died in their home in Toledo on Saturday.", "sinking"),
        ("A Crash Creek family of five died in their home in Toledo on Saturday.", "crash"),
        ("A Drowning Creek family of five died in their home in Toledo on Saturday.", "drowning"),
    ],
)
def test_the_name_of_a_town_is_nothing_that_happened(events: Callable[..., Assigned], text: str, word: str) -> None:
    assert word not in (main_of(events(text)).words or "").lower()


def test_headline_and_lead_tell_of_one_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "Two men were shot dead outside a bar in Toledo, Ohio, on Monday night, police said.\n\n"
        "The shooting happened around 11 p.m. One of the victims was 24.",
        title="Two killed in Toledo shooting",
    )
    assert len(found.mentions) == 1
    main = main_of(found)
    assert (main.plover, main.mode, main.cause) == ("ASSAULT", "firearms", "violence")
    assert (main.date.from_, main.date.to, main.date.basis) == ("2024-05-13", "2024-05-13", "stated")
    assert main.place is not None
    assert main.place.name.endswith("Toledo")
    assert {one.mention for one in found.figures} == {main.id}


def test_those_whom_another_harm_befell_are_not_counted_where_they_were_abducted(events: Callable[..., Assigned]) -> None:
    found = events(
        "The 21 girls who were kidnapped from a school in Ostel in April 2021 were released on Monday.\n\n"
        "In August the Red Dawn released a video said to show the bodies of several kidnapped pupils who fighters said were "
        "killed by airstrikes.",
        title="21 girls kidnapped in Ostel are free",
    )
    dead = next(one for one in found.figures if one.outcome == "killed")
    assert dead.mention != main_of(found).id


def test_the_first_count_with_a_day_and_a_town_is_of_the_incident_named_before(events: Callable[..., Assigned]) -> None:
    found = events(
        "Hundreds marched, hoping that police find the killer who took the life of Omara Vint.\n\n"
        "Two women were killed at a harvest party in Toledo, Ohio, over the weekend. Five others were wounded there.",
        title="'Dreams die here': a father speaks",
    )
    assert len({one.mention for one in found.figures if one.outcome == "killed"}) == 1


def test_an_older_incident_with_a_month_and_number_of_its_own_is_another(events: Callable[..., Assigned]) -> None:
    found = events(
        "Gunmen opened fire at a market in Velmora on Tuesday, killing five people.\n\n"
        "Last month, three policemen were killed in an ambush near Ostel, 40 kilometres north of Velmora."
    )
    assert figure(found, 5).mention == main_of(found).id
    ambush = by_id(found, figure(found, 3).mention)
    assert ambush.background
    assert ambush.date.from_ == "2024-04-01"


def test_the_kind_of_a_party_is_not_its_day(events: Callable[..., Assigned]) -> None:
    party = main_of(events("Two women were killed at a Halloween party in Toledo over the weekend."))
    assert (party.date.from_, party.date.to) == ("2024-05-11", "2024-05-12")
    night = main_of(events("Two women were killed on Halloween night in Toledo.", published="2024-11-02"))
    assert night.date.from_ == "2024-10-31"


def test_the_day_of_a_picture_from_the_files_is_no_day_of_the_news(events: Callable[..., Assigned]) -> None:
    found = events(
        "File - In this Thursday, Feb. 1, 2024 file photo, Ana Brusk is brought to a courtroom inside a prison near Tamale. "
        "Brusk, 16, was on Monday charged with attacking soldiers. (Ivo Karn, File/Wire News)\n\n"
        "TAMALE, Ghana - A court on Monday indicted a girl who was filmed last month slapping soldiers who did not respond.",
        title="Ghana indicts teenage girl who slapped soldiers",
        published="2024-02-05",
    )
    assert found.mentions
    assert not [one for one in found.mentions if one.date.from_ == "2024-02-01"]


def test_the_day_on_which_a_picture_was_made_public_is_no_day_of_the_news(events: Callable[..., Assigned]) -> None:
    found = events(
        "An image from a video made public on April 14 shows some of the 20 pupils abducted by gunmen in Tamale.\n\n"
        "Gunmen freed two of the pupils on Friday."
    )
    assert not [one for one in found.mentions if one.date.from_ == "2024-04-14"]


def test_what_hurt_no_one_is_told_beside_the_news(events: Callable[..., Assigned]) -> None:
    found = events(
        "Gunmen opened fire at a market in Velmora on Monday, killing five people.\n\n"
        "The attackers fled in a van.\n\nMinisters met at night.\n\n"
        "No one was hurt when shells hit an empty school in Ostel on Tuesday."
    )
    assert figure(found, 0).mention != main_of(found).id


def test_a_hospital_and_a_day_of_death_are_not_where_and_when_it_happened(events: Callable[..., Assigned]) -> None:
    found = events(
        "A man was shot in Toledo, Ohio, on Friday and died the next day.\n\n"
        "He was in critical condition in a Cleveland hospital on Saturday before he died."
    )
    (only,) = found.mentions
    assert (only.date.from_, only.date.to) == ("2024-05-10", "2024-05-10")


def test_a_headline_may_name_only_what_came_before_the_news(events: Callable[..., Assigned]) -> None:
    found = events(
        "The foreign minister of Norway urged restraint on Tuesday at the end of talks in Vienna.\n\n"
        "Three herders were shot dead by soldiers near Linz on Friday.",
        title="Minister ends visit with plea for restraint after border killings",
    )
    assert main_of(found).plover == "CONSULT"
    assert by_id(found, figure(found, 3).mention).background


def test_who_condemns_an_attack_has_no_part_in_it(events: Callable[..., Assigned]) -> None:
    found = events(
        "Soldiers attacked a village in Chad on Monday, killing six people. President Mirela Dusan condemned the attack."
    )
    names = {one.party.name for one in main_of(found).actors if one.role == "actor"}
    assert names == {"Soldiers"}


def test_what_is_released_as_a_video_is_no_release(events: Callable[..., Assigned]) -> None:
    found = events(
        "The strike was among those of which footage was released by the Norwegian army.\n\n"
        "A home in Velmora was bombed on Monday. The government released videos of the strike. Twelve people were killed."
    )
    assert main_of(found).plover == "ASSAULT"
    assert figure(found, 12).mention == main_of(found).id


def test_a_date_behind_those_counted_among_the_dead_is_the_incidents(events: Callable[..., Assigned]) -> None:
    found = events(
        "A woman was killed by gunfire in Chad, both sides said.\n\n"
        "A Norwegian shot dead nine people, including two children, outside a Lutheran church in Vienna on Sunday, after "
        "fourteen herders were killed on Saturday during a raid."
    )
    nine = by_id(found, figure(found, 9).mention)
    assert (nine.date.from_, nine.date.to) == ("2024-05-12", "2024-05-12")
    assert nine.id not in {figure(found, 1).mention, figure(found, 14).mention}


def test_what_came_a_day_after_another_is_dated_by_it(events: Callable[..., Assigned]) -> None:
    found = events(
        "Gunmen attacked a market in Mombasa on Friday, killing six people. "
        "The attack came two days after a police raid in Nakuru that killed four men."
    )
    attack, raid = by_id(found, figure(found, 6).mention), by_id(found, figure(found, 4).mention)
    assert attack.id != raid.id
    assert attack.date.from_ == "2024-05-10"
    assert raid.date.from_ == "2024-05-08"
    assert attack.main
    assert not raid.main


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A suspect was arrested on Sunday, two days after Jana Verrin was shot dead in Velmora.", "2024-05-10"),
        ("Ten days after a man was killed in Velmora, police on Friday offered a reward.", "2024-04-30"),
        ("Jana Verrin was buried on Saturday, a week after she was shot dead in Velmora.", "2024-05-04"),
        ("A man who was shot in a fight on Friday in Velmora died on Sunday, two days after the fight.", "2024-05-10"),
    ],
)
def test_what_came_days_before_an_arrest_or_a_burial_has_a_day(events: Callable[..., Assigned], text: str, day: str) -> None:
    found = events(text)
    assert main_of(found).date.from_ == main_of(found).date.to == day
    assert len(found.mentions) == 1


def test_two_incidents_of_one_sentence_are_kept_apart(events: Callable[..., Assigned]) -> None:
    found = events(
        "A gunman killed seven people in Lyon on Friday, after ten people were killed Thursday during a raid in Toulouse."
    )
    seven, ten = by_id(found, figure(found, 7).mention), by_id(found, figure(found, 10).mention)
    assert seven.id != ten.id
    assert (seven.date.from_, ten.date.from_) == ("2024-05-10", "2024-05-09")


def test_a_dead_man_after_a_shooting_is_of_that_shooting(events: Callable[..., Assigned]) -> None:
    found = events("A man is dead and two others are hurt after a shooting in Dayton, Ohio, on Tuesday.")
    assert len({one.mention for one in found.figures}) == 1
    assert len(found.mentions) == 1


def test_talks_are_the_main_event_of_a_report_that_opens_with_them(events: Callable[..., Assigned]) -> None:
    found = events(
        "French Foreign Minister Luc Armand met his Kenyan counterpart in Nairobi on Tuesday for talks on trade.\n\n"
        "Last week, a bomb attack in Mombasa killed nine people."
    )
    main = main_of(found)
    assert main.plover == "CONSULT"
    assert main.cause == "unknown"
    assert main.date.from_ == "2024-05-14"
    attack = by_id(found, figure(found, 9).mention)
    assert attack.background
    assert attack.id != main.id


def test_an_arrest_is_a_follow_up_of_the_older_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "Police arrested a man on Tuesday in the fatal shooting of two teenagers.\n\n"
        "The teenagers were shot on May 3 at a home in Toledo, Ohio.",
        title="Man arrested in fatal shooting of teenagers",
    )
    main = main_of(found)
    assert main.follow_up
    assert main.plover == "ASSAULT"
    assert main.date.from_ == "2024-05-03"


def test_a_total_of_a_period_belongs_to_no_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "Three people were killed in a raid in Toulouse on Monday. Since the start of the year, 34 have been killed."
    )
    assert figure(found, 34).mention is None
    assert figure(found, 3).mention is not None


def test_a_definite_word_refers_back_to_the_incident(events: Callable[..., Assigned]) -> None:
    text = "A bomb attack on a bus in Lahore on Sunday killed eight people. France condemned the attack."
    found = events(text)
    assert len(found.mentions) == 1
    assert [text[span.start : span.end] for span in found.mentions[0].spans][1] == "France condemned the attack."


def test_what_is_only_threatened_is_told_as_no_fact(events: Callable[..., Assigned]) -> None:
    found = events("The army threatened to attack Lyon on Monday. Ministers fear that 200 people could be killed there.")
    assert all(mention.aux != "none" for mention in found.mentions if mention.plover == "ASSAULT")
    assert all(one.mention is None or by_id(found, one.mention).aux != "none" for one in found.figures)


def test_a_report_of_several_equal_incidents_has_no_main_one(events: Callable[..., Assigned]) -> None:
    found = events(
        "Two separate shootings left three people dead in Toledo, Ohio, on Saturday, police said.\n\n"
        "The first shooting happened in the 400 block of Elm Street, where two men were killed.\n\n"
        "In a second shooting, a woman was killed in the 900 block of Oak Avenue.",
        title="Three dead in two separate shootings",
    )
    assert not any(mention.main for mention in found.mentions)
    assert any(mention.kind == "episode" for mention in found.mentions)
    assert by_id(found, figure(found, 2).mention).id != by_id(found, figure(found, 3).mention).id


def test_each_part_of_a_round_up_keeps_its_own(events: Callable[..., Assigned]) -> None:
    found = events(
        "Four people were killed and seven wounded in shootings across Toledo, Ohio, since Friday night.\n\n"
        "The most recent shooting happened early Sunday on Elm Street, where two men were killed.\n\n"
        "One of them was 24.\n\n"
        "Saturday evening, a woman was killed on Oak Avenue. She was shot in the head.\n\n"
        "About an hour earlier, a boy was driving home on Maple Street when he was shot in the leg.\n\n"
        "At least six others were wounded in shootings since Friday.",
        title="4 killed, 7 wounded in city shootings",
    )
    assert not any(mention.main for mention in found.mentions)
    (episode,) = (mention for mention in found.mentions if mention.kind == "episode")
    assert {one.mention for one in found.figures if (one.low or 0) > 2} <= {episode.id, None}
    parts = [mention for mention in found.mentions if mention.kind == "incident"]
    assert [part.place.name.split(",")[0] for part in parts if part.place] == ["Elm Street", "Oak Avenue", "Maple Street"]
    woman = next(one for one in found.figures if one.who == "woman")
    again = next(one for one in found.figures if one.span.start > woman.span.start)
    assert again.mention == woman.mention


def test_the_head_of_a_round_up_may_single_one_out(events: Callable[..., Assigned]) -> None:
    found = events(
        "Three separate shootings wounded nine people in Toledo, Ohio, on Saturday, including seven at a barbecue.\n\n"
        "The first shooting happened on Elm Street, where a man was shot in the leg.\n\n"
        "The second shooting wounded seven people on Oak Avenue.\n\n"
        "In the third shooting, a woman was shot in the arm on Maple Street."
    )
    assert main_of(found).place is not None
    assert "Oak Avenue" in main_of(found).words


def test_incidents_numbered_off_without_a_noun_are_two(events: Callable[..., Assigned]) -> None:
    found = events(
        "Two separate shootings were reported in Toledo, Ohio, on Saturday.\n\n"
        "The first occurred on Elm Street, where a man was shot in the leg.\n\n"
        "The second occurred on Oak Avenue. A woman was shot in the arm."
    )
    man, woman = (next(one for one in found.figures if one.who == who) for who in ("man", "woman"))
    assert man.mention != woman.mention


def test_an_incident_announced_and_then_told_is_one(events: Callable[..., Assigned]) -> None:
    found = events(
        "Police in Toledo, Ohio, are investigating two shootings on Saturday.\n\n"
        "The homicide unit is handling the first shooting. A man was shot dead on Elm Street.\n\n"
        "It is also handling another shooting. A woman was shot in the arm on Oak Avenue."
    )
    man, woman = (next(one for one in found.figures if one.who == who) for who in ("man", "woman"))
    assert len([mention for mention in found.mentions if mention.kind == "incident"]) == 2
    assert man.mention != woman.mention


def test_the_victim_is_of_the_incident_told_of(events: Callable[..., Assigned]) -> None:
    found = events(
        "A hunter was shot and killed in Rock County, Wisconsin, on Sunday.\n\n"
        "The victim was shot in the back in a field near Lima Road in the town of Johnstown."
    )
    assert len(found.mentions) == 1


def test_the_day_of_a_death_sets_nothing_apart(events: Callable[..., Assigned]) -> None:
    found = events(
        "A toddler who was hurt in an accidental shooting has died, the sheriff said.\n\n"
        "The child was pronounced dead on Tuesday in a hospital.\n\n"
        "On Sunday, deputies were called to a shooting in Toledo, Ohio, and found a child with a wound to the face.",
        title="Toddler dies after recent shooting",
    )
    assert len(found.mentions) == 1
    assert main_of(found).date.from_ == "2024-05-12"


def test_elsewhere_opens_another_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "Shelling killed four civilians in Velmora on Monday.\n\n"
        "In a separate incident, two soldiers died when a roadside bomb hit their truck near Ostel.\n\n"
        "Elsewhere, a drone strike wounded seven people in Merrin. The strike hit a bakery."
    )
    assert len({figure(found, low).mention for low in (4, 2, 7)}) == 3


def test_the_week_of_the_news_may_hold_another_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A bomb exploded at a police station in Velmora on Sunday, killing six officers.\n\n"
        "Last week, gunmen shot dead two teachers. The six officers were buried on Monday."
    )
    six, two = figure(found, 6), figure(found, 2)
    assert six.mention == main_of(found).id != two.mention


def test_a_time_of_day_sets_nothing_apart(events: Callable[..., Assigned]) -> None:
    found = events(
        "A gunman wounded three people in a club in Toledo, Ohio, on Thursday, police said on Monday.\n\n"
        "Three people were wounded in the 2 a.m. shooting."
    )
    assert len(found.mentions) == 1


def test_shots_in_several_rooms_are_one_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A gunman killed four people in Toledo, Ohio, on Sunday night, police said.\n\n"
        "The shootings began in an apartment. The man shot his girlfriend, then two neighbours in the street.",
        title="Suspect went on rampage in Toledo apartment shootings",
    )
    assert main_of(found).id == figure(found, 4).mention


@pytest.mark.parametrize(
    "tie",
    [
        "Police said the shooting is connected to the killing of a three-year-old girl on May 3.",
        "The attack is similar to one in Ostel, but the police say it was linked to an ambush that killed a woman on May 3.",
        "Monday's shooting follows the killing of a woman in Ostel on May 3.",
        "The shooting came a week after a woman was shot dead in Ostel.",
    ],
)
def test_what_an_incident_is_tied_to_is_another(events: Callable[..., Assigned], tie: str) -> None:
    found = events(f"Two boys were wounded in a shooting in Velmora on Monday.\n\n{tie}", title="Two boys shot in Velmora")
    older = next(one for one in found.figures if one.outcome == "killed" or one.who == "woman")
    assert older.mention != main_of(found).id
    assert figure(found, 2).mention == main_of(found).id


def test_who_is_tied_to_a_shooting_makes_it_no_other(events: Callable[..., Assigned]) -> None:
    found = events(
        "Two boys were wounded in a shooting in Velmora on Monday.\n\nA man connected to the shooting was held on Tuesday."
    )
    assert len(found.mentions) == 1


def test_somebody_new_of_another_month_is_of_another_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A nine-year-old boy was killed in a shooting in Velmora on Monday.\n\n"
        "Last month, a three-year-old girl was shot and killed in a Velmora home."
    )
    assert len({one.mention for one in found.figures if one.outcome == "killed"}) == 2


def test_the_dead_of_another_time_of_the_year_are_not_of_those_who_were_hurt(events: Callable[..., Assigned]) -> None:
    found = events(
        "Seven people were wounded on Thursday when gunmen opened fire in a club in Velmora.\n\n"
        "Crowds fled. A schoolgirl was gunned down earlier this year at a park near the club.",
        published="2024-05-15",
    )
    assert next(one for one in found.figures if one.outcome == "killed").mention != main_of(found).id


def test_a_boy_and_his_friend_of_another_month_are_others(events: Callable[..., Assigned]) -> None:
    found = events(
        "A three-year-old boy was shot and killed in Velmora on Monday.\n\n"
        "Crowds came. In January, a teenage boy shot and killed his friend.",
        published="2024-05-15",
    )
    assert len({one.mention for one in found.figures if one.outcome == "killed"}) == 2


def test_who_is_named_with_another_month_is_of_another_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A 10-year-old girl, Jonna Dill, was shot in her bedroom in Velmora on Thursday.\n\n"
        "Crowds came. Their home is near where Jamar Kern was killed by police last November.",
        published="2024-05-15",
    )
    assert next(one for one in found.figures if one.outcome == "killed").mention != main_of(found).id


def test_what_a_death_follows_holds_other_dead(events: Callable[..., Assigned]) -> None:
    found = events(
        "A boy died in a shooting in Velmora on Monday.\n\nHis death follows a violent month that includes "
        "a shooting at a club, a double homicide in Ostel and two slayings at a mill.",
        published="2024-05-15",
    )
    others = {one.mention for one in found.figures if one.outcome == "killed" and one.point == 2}
    assert others
    assert main_of(found).id not in others


def test_a_vigils_dead_are_not_of_the_shooting_at_the_vigil(events: Callable[..., Assigned]) -> None:
    found = events(
        "A gunman opened fire at a vigil in Velmora on Tuesday evening, wounding five people.\n\n"
        "The vigil was for a man who was killed on Monday.",
    )
    assert figure(found, 5).mention == main_of(found).id
    assert next(one for one in found.figures if one.outcome == "killed").mention != main_of(found).id


def test_one_night_has_two_days(events: Callable[..., Assigned]) -> None:
    found = events(
        "Two men were shot in Velmora late on Saturday, police said.\n\n"
        "The two men were shot early on Sunday, a witness said."
    )
    assert len(found.mentions) == 1


def test_a_charge_and_a_death_do_not_date_what_came_before(events: Callable[..., Assigned]) -> None:
    found = events(
        "Police charged a man with murder on Tuesday in the shooting of a teenager in Toledo, Ohio.\n\n"
        "The boy died on Monday, two days after he was shot on Elm Street.\n\nHe was shot on Saturday.",
    )
    assert main_of(found).date.from_ == "2024-05-11"
    assert len(found.mentions) == 1


def test_somebody_was_on_the_way_when_it_happened(events: Callable[..., Assigned]) -> None:
    found = events("Jana Verrin was walking home on Sunday when she was shot in the arm. She spoke to reporters on Tuesday.")
    assert main_of(found).date.from_ == "2024-05-12"


def test_where_somebody_is_treated_is_no_other_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A boy was shot in Toledo, Ohio, on Sunday.\n\nThe family waits, and the child is being treated in Cleveland."
    )
    assert len(found.mentions) == 1
    place = main_of(found).place
    assert place is not None
    assert place.name.endswith("Toledo")


@pytest.mark.parametrize("dateline", ["ORLEN, 17 May 2024 -", "ORLEN, May 17, 2024 (KSR) —", "Orlen, 17 May 2024 (KSR) -"])
def test_a_datelines_day_is_not_the_day_of_what_the_sentence_dates_otherwise(
    events: Callable[..., Assigned], dateline: str
) -> None:
    (only,) = events(f"{dateline} Three herders were killed by bandits near Orlen on Thursday.", published=None).mentions
    assert (only.date.from_, only.date.to) == ("2024-05-16", "2024-05-16")


def test_a_datelines_town_sets_no_incident_apart(events: Callable[..., Assigned]) -> None:
    found = events(
        "CLEVELAND (AP) — The father of a student who killed four classmates in October was arrested on Tuesday.\n\n"
        "The student shot four friends in October in a school in Toledo, Ohio."
    )
    assert len({one.mention for one in found.figures if one.low == 4}) == 1
    place = main_of(found).place
    assert place is not None
    assert place.name.endswith("Toledo")


def test_a_headline_between_the_paragraphs_is_of_another_story(events: Callable[..., Assigned]) -> None:
    found = events(
        "A man was shot in the leg in Velmora on Sunday.\n\n"
        "Ostel father, girlfriend found dead in home\n\nThe man was taken to a hospital.",
        title="Man wounded in Velmora shooting",
    )
    dead = [one for one in found.figures if one.outcome == "killed"]
    assert dead
    assert main_of(found).id not in {one.mention for one in dead}


def test_another_incident_is_set_apart(events: Callable[..., Assigned]) -> None:
    found = events(
        "Four people were wounded in a shooting in Dayton, Ohio, on Monday.\n\n"
        "In a separate shooting on May 2, two men were killed in Toledo, Ohio."
    )
    assert figure(found, 4).mention != figure(found, 2).mention
    assert by_id(found, figure(found, 2).mention).background


@pytest.mark.parametrize(
    "other",
    [
        "Earlier in the day, two other shootings left three people injured.",
        "Three people were injured in two unrelated shootings on Saturday.",
    ],
)
def test_other_incidents_are_set_apart_together(events: Callable[..., Assigned], other: str) -> None:
    found = events(
        f"A girl was hurt in a shooting in Toledo, Ohio, on Saturday.\n\nPolice found her at home. {other}",
        title="Girl hurt in Toledo shooting",
    )
    assert figure(found, 3).mention != main_of(found).id


def test_no_date_is_inferred_around_publication_and_said_to_be(events: Callable[..., Assigned]) -> None:
    main = main_of(events("A man was shot dead in Dayton, Ohio.", title="Man shot dead"))
    assert (main.date.from_, main.date.to, main.date.basis) == ("2024-05-14", "2024-05-15", "inferred")
    assert any(row.what == "date" and "publication" in row.found for row in main.evidence)


def test_no_event_where_nothing_happened(events: Callable[..., Assigned]) -> None:
    assert events("The library opens at nine. Its shelves are new.").mentions == ()
    assert events("").mentions == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Two men",
                "were",
                "shot",
                "killed",
                "after",
                "an attack",
                "a raid",
                "in Lyon",
                "on Monday",
                ",",
                ".",
                "the shooting",
                "before",
                "a day",
                "no one",
                "12",
                "\n\n",
                "and",
                "said",
                "police",
                "will",
                '"',
                "Ana Vost, 34,",
                "since",
                "of",
            ]
        ),
        max_size=30,
    ),
    st.sampled_from(["", "2024-05-15"]),
)
def test_whatever_stands_there_is_read(parts: list[str], published: str) -> None:
    page = document(Report(id="r", text=" ".join(parts), published=published or None))
    found = read(page)
    assert sum(mention.main for mention in found.mentions) <= 1
    ids = [mention.id for mention in found.mentions]
    assert len(set(ids)) == len(ids)
    for mention in found.mentions:
        assert mention.spans
        for span in mention.spans:
            start, end = page.range(span)
            assert 0 <= start < end <= len(page.text)
    assert {one.mention for group in (found.figures, found.people, found.actions) for one in group} <= {*ids, None}


def test_the_day_of_an_investigation_is_not_the_day_of_the_killing(events: Callable[..., Assigned]) -> None:
    text = (
        "An investigation was under way Wednesday into the killing of a man whose body was found on a road. "
        "He was shot shortly after 8:30 p.m. Tuesday."
    )
    assert main_of(events(text)).date.from_ == "2024-05-14"


def test_the_day_of_an_announcement_dates_nothing_else(events: Callable[..., Assigned]) -> None:
    found = main_of(events("A man was shot in the chest Monday, the sheriff's office announced in a release Wednesday."))
    assert (found.date.from_, found.date.to) == ("2024-05-13", "2024-05-13")


def test_an_outlets_home_is_a_place_of_last_resort(events: Callable[..., Assigned]) -> None:
    title = "Man shot at a farm - KXYZ News 5 Houston, Texas News Weather & Sports"
    place = main_of(events("A man was shot at a farm.", title=title)).place
    assert (place and place.name, place and place.precision) == ("Houston", 5)
    place = main_of(events("A man was shot at a farm. Waco police were called.", title=title)).place
    assert (place and place.name) == "Waco"


def test_others_harmed_a_day_apart_are_another_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "Ilso Vermone, a member of the ruling party, was shot to death on 2 May. "
        "Danilo Barill, another party leader, was killed on 1 May."
    )
    assert [one.date.from_ for one in found.mentions] == ["2024-05-02", "2024-05-01"]


def test_an_attack_told_with_its_target_a_day_before_is_another(events: Callable[..., Assigned]) -> None:
    found = events(
        "One person was killed by the explosion of a car in Orlen today.\n\n"
        "The attack against the union headquarters yesterday killed 10 and injured 30."
    )
    assert figure(found, 10).mention != figure(found, 1).mention


def test_one_shooting_about_midnight_has_two_days(events: Callable[..., Assigned]) -> None:
    found = events("A man was shot dead late Saturday in Orlen. The shooting, early Sunday, left two others hurt.")
    assert len(found.mentions) == 1


def test_a_county_gives_way_to_its_one_town(events: Callable[..., Assigned]) -> None:
    county = "A shooting is under investigation in Ellsworth County, Kansas."
    place = main_of(events(f"{county}\n\nOfficers found a boy with a gunshot wound in the city of Wilson.")).place
    assert (place and place.name, place and place.admin1) == ("Wilson", "Kansas")
    place = main_of(events(f"{county}\n\nA boy was found in Wilson. A girl was found in Ellsworth.")).place
    assert (place and place.name) == "Ellsworth County"


KESSIK = (
    "Gunmen kidnapped 20 girls from a school in Kessik in April 2022. Six of the girls were killed when they tried to flee. "
)


@pytest.mark.parametrize(
    "other",
    [
        "A teacher said that nine captives died in a bombing more than a year ago.",
        "On Friday, the rebels were believed to be behind a suicide attack that saw nine people killed in Maiduguri.",
    ],
)
def test_another_kind_of_act_is_another_incident(events: Callable[..., Assigned], other: str) -> None:
    found = events(KESSIK + other)
    assert figure(found, 9).mention != figure(found, 20).mention
    assert figure(found, 6).mention == figure(found, 20).mention


def test_the_day_beside_a_belief_is_that_of_the_deed(events: Callable[..., Assigned]) -> None:
    found = events(KESSIK + "On Friday, the rebels were believed to be behind a suicide attack that saw nine people killed.")
    assert by_id(found, figure(found, 9).mention).date.from_ == "2024-05-10"


def test_a_day_behind_the_comma_is_not_that_of_the_death(events: Callable[..., Assigned]) -> None:
    found = events(
        "Five people were shot in Orlen on Tuesday. "
        "Three people were shot, one of whom died, Friday in a shooting at a mall in Merrin."
    )
    assert by_id(found, figure(found, 3).mention).date.from_ == "2024-05-10"
    assert figure(found, 3).mention == figure(found, 1).mention != figure(found, 5).mention
    died = events("Three people were shot in Orlen on Friday, one of whom died on Sunday.")
    assert main_of(died).date.from_ == "2024-05-10"


@pytest.mark.parametrize(
    "text",
    ["The suspect has not been charged in the killing of Petra Vost.", "The army did not elaborate on the raid in Orlen."],
)
def test_what_is_taken_as_given_is_in_nobodys_doubt(events: Callable[..., Assigned], text: str) -> None:
    assert [mention.attribution for mention in events(text).mentions] == [None]


@pytest.mark.parametrize("opening", ["Shortly before the group was fired upon, a", "Earlier, a"])
def test_who_was_shot_before_is_of_another_incident(told: Callable[..., Document], opening: str) -> None:
    page = told(
        f"Ten people were shot at a block party in Orlen on Saturday. {opening} 21-year-old man was found less than a mile "
        "away with gunshot wounds. He was pronounced dead minutes later at a local hospital."
    )
    dates, places = read_dates(page), read_places(page)
    people, figures = identify(page, read_figures(page, dates, places, (), ()))
    found = read_mentions(page, figures, people, (), (), dates, places, (), ())
    ten, wounded, dead = (one.mention for one in found.figures)
    assert ten == main_of(found).id
    assert wounded == dead != ten


def test_what_came_before_of_those_told_of_is_of_the_same_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A man was shot in Orlen on Saturday. Shortly before the shooting, the man was beaten. He died on Sunday."
    )
    assert {one.mention for one in found.figures} == {main_of(found).id}


def test_a_time_of_day_before_which_it_happened_sets_nothing_apart(events: Callable[..., Assigned]) -> None:
    found = events("Officers were called to a shooting in Orlen. Just before 4:30 p.m., a man was shot in the hand.")
    assert {one.mention for one in found.figures} == {main_of(found).id}


@pytest.mark.parametrize(
    "text", ["A van hit a wall in Orlen. Two guards did not survive.", "Two guards did not survive the crash."]
)
def test_who_did_not_survive_died_in_an_event(events: Callable[..., Assigned], text: str) -> None:
    [figure] = [one for one in events(text).figures if one.outcome == "killed"]
    assert (figure.point, figure.aux) == (2, "none")
    assert figure.mention is not None


def test_a_shooting_of_the_same_day_in_another_country_is_another(events: Callable[..., Assigned]) -> None:
    found = events(
        "Shots were fired at a club in Berlin on Saturday.\n\n"
        "The mayor called for calm.\n\n"
        "In a shooting in Madrid on Saturday, five people were wounded.",
        title="Club to close after shooting",
        published="2024-05-05",
    )
    assert not any(one.mention == main_of(found).id for one in found.figures)


def dead_of(found: Assigned, main: bool) -> list[int | None]:
    names = {mention.id: mention.main for mention in found.mentions}
    return [one.point for one in found.figures if one.outcome == "killed" and names.get(one.mention or "") is main]


def test_a_similar_incident_announced_is_that_of_the_next_sentence(events: Callable[..., Assigned]) -> None:
    found = events(
        "A girl of five has died in Merrin after a shooting on Saturday.\n\n"
        "A similar incident occurred in April last year. A 2-year-old boy found a gun and fatally shot himself.",
        published="2024-05-15",
    )
    assert dead_of(found, True) == [1]
    assert dead_of(found, False) == [1]


def test_that_incident_is_the_one_told_of_last(events: Callable[..., Assigned]) -> None:
    found = events(
        "Four people were wounded in a shooting at a bar in Merrin on Monday.\n\n"
        "This comes after a person was killed in a shooting there in November 2022. Two people were shot in that incident. "
        "One of them died.",
        published="2024-05-15",
    )
    assert dead_of(found, True) == []


@pytest.mark.parametrize(
    "text",
    [
        "The youth was accused of stabbing a cabbie. That attack in March put the victim into a coma.",
        "The youth had robbed a shop before. That attack, in March, left the clerk in a coma.",
    ],
)
def test_that_attack_of_long_ago_does_not_date_what_the_report_is_about(events: Callable[..., Assigned], text: str) -> None:
    found = events(
        "A judge denied the release of a youth involved in the fatal shooting of a girl in Merrin.\n\n"
        f"The gun went off last Friday, sources said.\n\n{text}",
        published="2024-05-15",
    )
    date = main_of(found).date
    assert date is not None
    assert date.from_ == "2024-05-10"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A gunfight and stabbing in Merrin on Monday left one dead and four injured.", "gunfight in Merrin"),
        ("A gunfight in Merrin on Monday left one dead and a boy facing a charge of murder.", "gunfight in Merrin"),
        ("A man was shot dead in Merrin on Monday, and a boy faces a charge of murder.", "shooting in Merrin"),
    ],
)
def test_two_words_under_one_article_are_one_deed_and_no_charge_names_it(
    events: Callable[..., Assigned], text: str, words: str
) -> None:
    found = events(text, published="2024-05-15")
    assert dead_of(found, True) == [1]
    assert main_of(found).words == words


def test_separate_shootings_counted_by_the_way_are_not_the_one_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A boy was shot and killed at a house in Merrin on Wednesday.\n\n"
        "At least 10 people were killed and 13 injured in separate shootings around the city since Tuesday.",
        published="2024-05-15",
    )
    assert dead_of(found, True) == [1]


def test_somebody_killed_long_before_is_of_another_incident(events: Callable[..., Assigned]) -> None:
    found = events(
        "A toddler was killed by a shot in Merrin, and a man is held. The 21-month-old boy died at a hospital.\n\n"
        "It came after 9-year-old Ana Vost was shot and killed last month.",
        published="2024-05-15",
    )
    assert len(dead_of(found, True)) == 2
    assert dead_of(found, False) == [1]


def test_what_happened_a_mile_from_where_another_was_shot_is_another(events: Callable[..., Assigned]) -> None:
    found = events(
        "Police said a girl died Saturday of a shot.\n\nAna Price was taken to a hospital in Merrin on Friday after the "
        "shooting.\n\nLast year, less than a mile from where Price was shot, a boy, Ivo Pose, shot himself in the head. He "
        "died at a hospital on May 2, 2023.",
        published="2024-05-15",
    )
    assert main_of(found).date.from_ != "2023-01-01"
    assert {one.mention == main_of(found).id for one in found.figures if one.sentence in (2, 3)} == {False}


def test_what_was_years_ago_is_no_part_of_a_round_up(events: Callable[..., Assigned]) -> None:
    found = events(
        "Seven people were killed in three separate shootings in Merrin.\n\nAround 3:30 p.m., a man walked into a diner and "
        "opened fire. Four people were pronounced dead at the scene, two of them Ivo and Dillon Karn.\n\nDillon "
        "Karn was shot in the back three years ago.",
        published="2024-05-15",
    )
    four = next(one for one in found.figures if one.point == 4)
    assert (next(one for one in found.mentions if one.id == four.mention).date.from_ or "") >= "2024-05-13"


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot in Merrin on Monday. He was pronounced dead at the scene by paramedics.",
        "A man was shot in Merrin on Monday. He was declared dead by doctors.",
    ],
)
def test_who_finds_somebody_dead_has_not_done_it(events: Callable[..., Assigned], text: str) -> None:
    assert [actor.party.name for one in events(text).mentions for actor in one.actors if actor.role == "actor"] == []


def test_a_year_that_is_mistyped_makes_no_second_incident(events: Callable[..., Assigned]) -> None:
    text = (
        "The Front freed 21 pupils on Monday, the ministry said.\n\nThe 276 pupils were kidnapped from a school in Sarn in "
        "April 2014.\n\nMany escaped.\n\nA picture shows some of the 276 pupils kidnapped by the Front on April 14, {year}"
    )
    for year, taken in (("2016", 1), ("2014", 1)):
        found = events(text.format(year=year))
        assert len({one.mention for one in found.figures if one.outcome == "abducted"}) == taken
    assert len({one.mention for one in events(text.replace("some of the 276", "30").format(year="2016")).figures}) == 2


def test_the_news_stands_below_the_picture(events: Callable[..., Assigned]) -> None:
    text = (
        "Ada Tamir, 16, hit a guard outside the court in Sarn. (Mark Tesk/KSR)\n\nPresident Olan Tesk met the Norwegian "
        "foreign minister in Oslo on Monday. They held talks on trade."
    )
    assert main_of(events(text)).plover == "CONSULT"


def test_fire_in_a_list_of_services_is_no_fire(events: Callable[..., Assigned]) -> None:
    text = (
        "Anton Reed was pronounced dead at 5:24 p.m. Saturday, less than 24 hours after {who} were called to 14 Mill Road "
        "in Sarn for a shooting."
    )
    for who in ("police, fire and emergency responders", "fire and ambulance crews"):
        assert "accident" not in {one.cause for one in events(text.format(who=who)).mentions}
    assert {one.cause for one in events("Two people died in a fire in Sarn. Police and fire crews came.").mentions} == {
        "accident"
    }


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "Six people were killed in Orlen on Friday, three days after two guards died in an attack there.",
            "05-07",
            "05-07",
        ),
        ("Three days after two guards died in an attack, six people were killed in Orlen on Friday.", "05-07", "05-07"),
        ("Six people were killed in Orlen on Friday, days after an ambush that killed two guards.", "05-04", "05-08"),
        (
            "Six people were shot dead in Orlen on Friday, less than a month after a raid that killed two guards.",
            "04-04",
            "05-10",
        ),
        ("Weeks after an ambush killed two guards, six people were shot dead in Orlen on Friday.", "04-10", "05-02"),
    ],
)
def test_who_died_days_before_is_no_part_of_what_is_counted_from_there(
    events: Callable[..., Assigned], text: str, first: str, last: str
) -> None:
    found = events(text, title="Six killed in Orlen")
    six, two = by_id(found, figure(found, 6).mention), by_id(found, figure(found, 2).mention)
    assert (six.main, two.main) == (True, False)
    assert (two.date.from_, two.date.to) == (f"2024-{first}", f"2024-{last}")


@pytest.mark.parametrize(
    "text",
    [
        "The death toll of the bombing in Orlen rose to six on Friday, a week after the attack that killed five people.",
        "A man died on Friday, three days after a bomb wounded him and four others in Orlen.",
    ],
)
def test_who_dies_of_it_days_after_is_of_the_same_incident(events: Callable[..., Assigned], text: str) -> None:
    assert len(events(text).mentions) == 1


@pytest.mark.parametrize(
    "second",
    [
        "Hours earlier, a teenager was killed on Elm Avenue.",
        "Three hours later, a woman was stabbed to death in an apartment on Mill Street, police said.",
        "Also on Monday, a teenager was killed on Pine Avenue.",
        "Hours later, gunmen on a motorcycle shot dead a judge.",
    ],
)
def test_somebody_new_hours_away_or_in_another_street_is_of_another_incident(
    events: Callable[..., Assigned], second: str
) -> None:
    first = "A man and a woman were shot dead in a car on Oak Street in Memphis on Monday, police said. "
    assert len(events(first + second).mentions) == 2


@pytest.mark.parametrize(
    "second",
    [
        "Hours later, a third policeman died in hospital.",
        "Hours later, the president said that those who killed the two would be found.",
        "Minutes later, gunmen shot dead a man who came to help.",
    ],
)
def test_what_follows_from_an_incident_is_no_other(events: Callable[..., Assigned], second: str) -> None:
    first = "A bomb killed two policemen in Kabul on Monday, officials said. "
    assert len(events(first + second).mentions) == 1


@pytest.mark.parametrize(
    "second",
    [
        "In the evening, gunmen shot dead two policemen in the same city.",
        "Later that day, gunmen shot dead two policemen.",
        "Later in the day gunmen killed two policemen at a checkpoint.",
        "Separately, gunmen shot dead two policemen in the city.",
        "Hours later, gunmen on a motorcycle shot dead two policemen outside a checkpoint.",
    ],
)
def test_a_bomb_and_gunmen_later_that_day_are_two_incidents(events: Callable[..., Assigned], second: str) -> None:
    found = events("A bomb killed seven people at a market in Kabul on Monday morning. " + second)
    assert [(one.point, one.mention) for one in found.figures] == [(7, "m1"), (2, "m2")]


@pytest.mark.parametrize(
    "second",
    [
        "In the evening, a third policeman died in hospital.",
        "In the evening, the gunmen shot dead their driver.",
        "Gunmen then stormed the station and shot dead two more.",
    ],
)
def test_what_goes_on_of_a_bombing_is_no_other_incident(events: Callable[..., Assigned], second: str) -> None:
    found = events("A bomb killed two policemen at a station in Kabul on Monday morning. " + second)
    assert len(found.mentions) == 1


def test_the_two_halves_of_a_headline_are_told_of_below_in_their_turn(events: Callable[..., Assigned]) -> None:
    found = events(
        "A bomb killed seven people at a market in Kabul on Monday. Hours later, gunmen shot dead two policemen there.",
        title="Seven die in Kabul market bombing; gunmen kill two policemen",
    )
    assert [(one.point, one.mention) for one in found.figures] == [(7, "m1"), (2, "m2"), (7, "m1"), (2, "m2")]


def test_later_in_the_day_is_of_the_day_told_before(events: Callable[..., Assigned]) -> None:
    found = events(
        "Two policemen were shot dead in Kabul on Monday. Earlier in the day, a bomb at a market killed seven people."
    )
    assert [one.date.from_ for one in found.mentions] == [found.mentions[0].date.from_] * 2


@pytest.mark.parametrize(
    "text",
    [
        "A landslide buried at least a dozen homes in Kabul on Monday, killing 19 people.",
        "An avalanche buried nine climbers near Kabul on Monday, killing four of them.",
        "Bombs buried a family of seven under rubble in Kabul on Monday, killing all of them.",
    ],
)
def test_whom_a_landslide_buries_is_no_funeral(events: Callable[..., Assigned], text: str) -> None:
    main = main_of(events(text))
    assert not main.follow_up
    assert main.date.basis == "stated"


def test_those_who_were_killed_are_buried_later(events: Callable[..., Assigned]) -> None:
    main = main_of(events("Mourners on Thursday buried the three men who were killed in a bombing in Kabul on Monday."))
    assert main.follow_up


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man died on Wednesday of wounds suffered in Kabul the day before.", 1),
        ("A woman died on Wednesday from injuries that she sustained in Kabul on Monday.", 2),
        ("A group claimed on Wednesday it killed 30 soldiers near Kabul on Monday.", 2),
    ],
)
def test_the_day_of_the_wounds_is_the_day_of_the_deed(events: Callable[..., Assigned], text: str, day: int) -> None:
    wednesday = main_of(events("A bomb killed two people in Kabul on Wednesday.")).date.from_ or ""
    found = main_of(events(text)).date.from_ or ""
    assert date.fromisoformat(wednesday) - date.fromisoformat(found) == timedelta(days=day)
