"""Agree, differ, alone: each kind of row with a small story of its own."""

import msgspec
import pytest
from linked_by_hand import Hand

from crossreport.model.happened import EventDate, Mention, Party, Place, Toponym
from crossreport.model.judged import Evidence, StoryRow
from crossreport.model.record import ReportRow
from crossreport.model.report import Span
from crossreport.profiles.load import load_profile
from crossreport.reconcile.reconcile import reconcile
from crossreport.reconcile.rows import short


def rows(story: Hand, **wanted: str) -> list[StoryRow]:
    found = story.judged().stories[0].rows
    return [row for row in found if all(getattr(row, key) == value for key, value in wanted.items())]


def test_two_translations_of_one_quotation_are_one() -> None:
    story = Hand()
    a = story.tells(
        "north", "Vint: we must stop the arms that kill our farmers", "stop weapon kill farmer", by="Vint", kind="quotation"
    )
    b = story.tells(
        "south",
        "Vint: the weapons killing farmers here must be stopped",
        "weapon kill farmer stop",
        by="Vint",
        kind="quotation",
    )
    assert [row.claims for row in rows(story, kind="agree")] == [(a, b)]


def test_one_minister_in_two_statements_is_not_one_statement() -> None:
    story = Hand()
    story.parties = {name: [Party("Dara Vint", "vint"), Party("Oriel", "oriel")] for name in ("north", "south")}
    story.tells("north", "Vint arrived in Oriel", "vint arrive oriel")
    story.tells("south", "Vint criticised Oriel", "vint criticise oriel")
    assert not rows(story, kind="agree")
    assert len(rows(story, kind="alone")) == 2


def test_the_same_thing_on_two_days_differs_by_date() -> None:
    story = Hand()
    story.tells(
        "north",
        "Oriel announced curfew measures",
        "oriel announce curfew measure",
        date_from="2024-05-11",
        date_to="2024-05-11",
    )
    story.tells(
        "south",
        "Vint announced curfew measures",
        "vint announce curfew measure",
        date_from="2024-05-12",
        date_to="2024-05-12",
    )
    (row,) = rows(story, topic="date")
    assert row.kind == "differ"
    assert "Sat 11 May 2024 (north) or Sun 12 May 2024 (south)" in row.text


def test_the_same_thing_with_another_number_differs() -> None:
    story = Hand()
    story.tells("north", "The court fined Vint 3 marks", "court fine vint n:3 mark")
    story.tells("south", "Vint was fined two marks by a court", "court fine vint n:two mark")
    (row,) = rows(story, kind="differ")
    assert row.details[1] == ("south", "Vint was fined two marks by a court")


def test_the_ages_of_two_persons_are_no_difference() -> None:
    story = Hand()
    story.tells("north", "Lund was charged with the killing of 15-year-old Vint", "lund charge killing vint n:15")
    story.tells("south", "Bo Lund, 13, is charged with Vint's killing", "lund charge killing vint n:13")
    assert not rows(story, kind="differ")
    assert rows(story, kind="agree")


def test_two_ages_of_one_person_differ() -> None:
    story = Hand()
    story.tells("north", "A teen was charged in the death of 15-year-old Vint", "teen charge death vint n:15")
    story.tells("south", "A teen is charged in the death of Vint, 16", "teen charge death vint n:16")
    assert rows(story, kind="differ")


def test_what_all_tell_has_no_number_that_one_alone_tells() -> None:
    story = Hand()
    story.tells("north", "Police look into a staggering 359 thefts of cable", "police look theft cable n:359")
    story.tells("south", "Police look into dozens of thefts of cable", "police look theft cable")
    (row,) = rows(story, kind="agree")
    assert row.text == "Police look into dozens of thefts of cable"
    assert row.details == (("north", "Police look into a staggering 359 thefts of cable"),)


def test_a_question_tells_nothing_as_so() -> None:
    story = Hand()
    story.tells("north", "Vint: who would shoot at a house of children?", "shoot house child", by="Vint", kind="quotation")
    story.tells("south", "Someone shot at a house of children", "shoot house child")
    assert not rows(story, kind="agree")


def test_a_plain_not_is_no_dispute() -> None:
    story = Hand()
    story.tells("north", "Farmers did not block the bridge", "farmer block bridge", by="Vint", polarity="-")
    story.tells("south", "Schools stayed shut", "school stay shut")
    assert not rows(story, topic="disputed")


def test_planned_and_done_are_kept_apart() -> None:
    story = Hand()
    story.tells("north", "Vint met farmers in the square", "meet farmer square")
    story.tells("south", "Vint wants to meet farmers in the square", "meet farmer square", aux="future")
    assert not rows(story, kind="agree")


def test_accused_and_denied_in_one_report_is_a_dispute() -> None:
    story = Hand()
    a = story.tells("north", "Oriel accuses Maren of selling rockets", "sell rocket", by="Oriel", stance="alleged")
    b = story.tells("north", "Maren denies selling rockets", "sell rocket", by="Maren", stance="denied", polarity="-")
    (row,) = rows(story, topic="disputed")
    assert row.claims == (a, b)
    assert row.details == (("north", "alleged by Oriel"), ("north", "denied by Maren"))


def test_confirmed_by_one_and_not_by_another_keeps_both_stances() -> None:
    story = Hand()
    story.tells(
        "north", "The agency confirmed the envoy's meeting", "envoy meeting agency", by="the agency", stance="confirmed"
    )
    story.tells(
        "north", "the embassy did not confirm the meeting", "meeting", by="the embassy", stance="not_confirmed", polarity="u"
    )
    (row,) = rows(story, topic="disputed")
    assert ("north", "not confirmed by the embassy") in row.details


def test_one_denial_told_by_two_reports_is_one_row() -> None:
    story = Hand()
    for name in ("north", "south"):
        story.tells(
            name, "the Front denied responsibility for the attack", "responsibility attack", by="the Front", stance="denied"
        )
    (row,) = rows(story, topic="disputed")
    assert len(row.claims) == 2


def test_leaving_an_office_that_others_give_him_is_at_odds() -> None:
    story = Hand()
    story.parties = {
        "north": [Party("Dara Vint", "vint", kind="person", role="President", sentence=0)],
        "south": [Party("Vint", "vint", kind="person")],
    }
    told = story.tells("north", "President Dara Vint opened a bridge", "vint open bridge")
    left = story.tells("south", "Vint resigned after the raid", "vint resign raid", actor="vint")
    (row,) = [row for row in rows(story, kind="alone") if "at odds" in row.text]
    assert row.claims == (left, told)
    assert "President" in row.text


def test_a_former_office_is_not_at_odds() -> None:
    story = Hand()
    story.parties = {"north": [Party("Dara Vint", "vint", kind="person", role="former President")]}
    story.tells("north", "Former President Dara Vint opened a bridge", "vint open bridge")
    story.tells("south", "Vint resigned after the raid", "vint resign raid", actor="vint")
    assert not [row for row in rows(story) if "at odds" in row.text]


def test_the_dead_come_first_then_disputes_then_what_all_tell() -> None:
    story = Hand()
    story.says("north", "six dead", 6)
    story.says("south", "six killed", 6)
    story.tells("north", "Oriel accuses Maren of selling rockets", "sell rocket", by="Oriel", stance="alleged")
    story.tells("north", "Maren denies selling rockets", "sell rocket", by="Maren", stance="denied", polarity="-")
    for name in ("north", "south"):
        story.tells(name, "Farmers blocked the bridge at noon", "farmer block bridge noon", sentence=9)
    story.tells("south", "Schools stayed shut", "school stay shut", sentence=12)
    found = rows(story)
    assert [row.topic for row in found] == ["figure", "disputed", "statement", "statement"]
    assert [row.kind for row in found] == ["agree", "alone", "agree", "alone"]
    assert all(len(row.text) <= 100 for row in found)


def test_a_figure_that_differs_says_how() -> None:
    story = Hand()
    story.event(title="Attack on the market", date=EventDate("2024-05-14", "2024-05-14", "day", "stated"))
    story.says("north", "five dead", 5)
    story.says("south", "nine dead", 9)
    (row,) = rows(story, topic="figure")
    assert row.kind == "differ"
    assert row.text == "Attack on the market: 5–9 killed (disputed)"


def test_every_row_names_claims_that_exist() -> None:
    story = Hand()
    for name in ("east", "north", "south"):
        story.says(name, "six dead", 6)
        story.tells(name, "Farmers blocked the bridge at noon", "farmer block bridge noon")
    judged = story.judged()
    known = {claim.id for claim in judged.claims}
    for row in judged.stories[0].rows:
        assert row.claims
        assert set(row.claims) <= known
        assert len(set(row.claims)) == len(row.claims)


def test_an_announcement_of_what_is_to_come_meets_the_announced() -> None:
    story = Hand()
    days = ("2024-05-13", "2024-05-14")
    for name, aux, on in zip(("north", "south"), ("hypothetical", "none"), days, strict=True):
        story.tells(name, "Oriel announced the bridge would close", "oriel close bridge border", by="Oriel", aux=aux,
                    cue="announced", date_from=on, date_to=on)  # fmt: skip
    (row,) = rows(story, topic="date")
    assert "Mon 13 May 2024 (north) or Tue 14 May 2024 (south)" in row.text


def test_the_present_with_a_day_ahead_is_a_plan() -> None:
    story = Hand()
    story.tells(
        "north", "Vint meets farmers in the square", "meet farmer square", date_from="2024-05-20", date_to="2024-05-20"
    )
    story.tells("south", "Vint met farmers in the square", "meet farmer square")
    assert not rows(story, kind="agree")


def test_one_visit_is_told_by_the_country_or_its_capital() -> None:
    story = Hand()
    vint = Party("Dara Vint", "vint", kind="person", country="OR")
    story.parties = {"north": [vint, Party("Sund", "sund", country="MA")], "south": [vint]}
    a = story.tells("north", "Oriel is Vint's second stop after Sund", "vint second visit sund")
    b = story.tells("south", "Vint had begun her tour in Maren", "vint begin tour visit gov:MA")
    assert [row.claims for row in rows(story, kind="agree")] == [(a, b)]


def test_a_meeting_with_one_man_is_not_a_meeting_with_another() -> None:
    story = Hand()
    people = [Party(name.title(), name, kind="person") for name in ("vint", "brun", "lind")]
    people.append(Party("Orlen", "orlen", kind="place"))
    story.parties = {"north": people, "south": people}
    story.tells("north", "Vint met Brun in Orlen", "vint meet brun orlen gov:OR")
    story.tells("south", "Vint met Lind in Orlen", "vint meet lind orlen gov:OR")
    assert not rows(story, kind="agree")


def test_an_accusation_that_is_rejected_in_the_same_words_is_denied_by_who_rejects_it() -> None:
    story = Hand()
    story.parties = {"north": [Party("Maren", "gov:MA", kind="government", country="MA")]}
    story.tells("north", "Vint: Maren sells rockets to rebels", "gov:MA sell rocket rebel", by="Vint")
    story.tells("north", "an accusation that Maren rejects", "accuse gov:MA deny sell rocket rebel", by="", stance="alleged")
    (row,) = rows(story, topic="disputed")
    assert ("north", "denied by Maren") in row.details


def test_what_a_denier_admits_stands_with_his_denial() -> None:
    story = Hand()
    story.tells("north", "Oriel accuses Maren of selling rockets", "maren sell rocket", by="Oriel", stance="alleged")
    story.tells("north", "Maren denies selling rockets", "maren sell rocket", by="Maren", stance="denied", actor="maren")
    story.tells("north", "Maren admitted having sold rockets in May", "maren sell rocket", by="Maren", stance="confirmed",
                actor="maren", sentence=7)  # fmt: skip
    (row,) = rows(story, topic="disputed")
    assert row.details[-1] == ("north", "Maren admitted having sold rockets in May")


def test_one_refusal_told_with_and_without_its_hearer_is_one() -> None:
    story = Hand()
    story.tells(
        "north", "The agency confirmed the envoy's meeting", "envoy meeting agency", by="the agency", stance="confirmed"
    )
    story.tells(
        "north", "the embassy would not confirm the meeting", "envoy meeting", by="the embassy", stance="not_confirmed"
    )
    story.tells(
        "north", "nor deny the meeting", "envoy meeting", by="the embassy", stance="not_confirmed", via=("the wire",)
    )
    (row,) = rows(story, topic="disputed")
    assert [says for _, says in row.details if "embassy" in says] == ["not confirmed by the embassy, to the wire"]


def test_speakers_words_in_one_and_the_reports_own_in_the_other_are_said_so() -> None:
    story = Hand()
    story.tells("north", "Vint: Maren sends Oriel jets", "maren supply oriel jet", by="Vint", kind="quotation")
    story.tells("south", "In return Maren sends Oriel jets", "maren supply oriel jet exchange")
    (row,) = rows(story, kind="agree")
    assert row.details == (("north", "according to Vint"), ("south", "in the report's own words"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Vint met " + "the envoy of the islands " * 3 + "in the house of President Ada Brun Lind", "in the house …"),
        ("Vint: “Just as Maren has armed smugglers who threaten us, the regime now sends rockets that kill our farmers and "
         "sons”", "Vint: “… the regime now sends rockets"),
        ("Vint will travel to Orlen, in the western hills, for talks with the president of the far islands, Ada Brun Lind",
         "Vint will travel to Orlen, for talks"),
    ],
)  # fmt: skip
def test_a_long_line_is_cut_to_be_read(text: str, line: str) -> None:
    short_ = short(text)
    assert len(short_) <= 100
    assert line in short_
    assert not short_.endswith(("the …", "President …", "of …"))


def test_who_the_dead_were_is_disputed_between_two_speakers() -> None:
    story = Hand()
    a = story.tells("north", "army: all four were fighters of the Front", "fighter front", by="army", kind="quotation")
    b = story.tells("north", "the Front: the dead were farmers", "farmer", by="the Front", kind="quotation")
    (row,) = rows(story, topic="disputed")
    assert row.claims == (a, b)
    assert row.text == "Who the dead were: fighters of the Front (army) or farmers (the Front)"


def test_what_a_report_tells_twice_or_cuts_short_is_no_row() -> None:
    story = Hand()
    story.tells("north", "Farmers blocked the bridge at noon", "farmer block bridge noon")
    story.tells("north", "Farmers blocked a bridge", "farmer block bridge")
    story.tells("north", "Women … to have closed the road", "woman close road")
    story.report("south")
    assert [row.text for row in rows(story, kind="alone")] == ["Farmers blocked the bridge at noon"]


def test_a_count_that_stands_above_is_not_told_again_alone() -> None:
    story = Hand()
    story.says("north", "six people were killed at the bridge", 6)
    story.report("south")
    figure = story.claims[-1]
    story.tells("north", "Six people were killed at the bridge", "kill people bridge")
    held = msgspec.structs.replace(story.claims[-1], spans=figure.spans)
    story.claims[-1] = held
    assert not rows(story, topic="statement")


def test_a_count_that_somebody_judged_does_not_come_back_in_its_old_words() -> None:
    story = Hand()
    story.says("north", "seventy people were killed at the bridge", 70)
    figure = story.claims[-1]
    story.tells("north", "Seventy people were killed at the bridge", "kill people bridge")
    story.claims[-1] = msgspec.structs.replace(story.claims[-1], spans=figure.spans)
    story.report("south")
    apart = msgspec.structs.replace(figure, status="superseded", reason="earlier toll; later reports say 8", events=())
    story.claims[story.claims.index(figure)] = apart
    assert rows(story, topic="statement")
    story.claims[story.claims.index(apart)] = msgspec.structs.replace(apart, decisions=("D-1",))
    assert not rows(story, topic="statement")


def test_a_row_does_not_drift_from_one_thing_to_the_next() -> None:
    story = Hand()
    story.tells("east", "Farmers blocked the bridge", "farmer block bridge")
    story.tells("north", "Farmers blocked the bridge and burned tyres", "farmer block bridge burn tyre smoke")
    story.tells("south", "They burned tyres in the smoke", "burn tyre smoke")
    (row,) = rows(story, kind="agree")
    assert len(row.claims) == 2


def test_what_the_police_cannot_say_is_no_doubt_of_what_stands_before() -> None:
    story = Hand()
    story.tells("north", "She was treated for wounds in the clinic", "treat wound clinic", by="the clinic")
    doubt = story.tells(
        "north", "Police have not said what caused the wounds or whether she was shot", "police cause wound shoot reason",
        by="the police", stance="not_confirmed", polarity="u",
    )  # fmt: skip
    (row,) = rows(story, topic="disputed")
    assert row.claims == (doubt,)


def test_a_question_is_left_open_of_its_own_matter_alone() -> None:
    """ "The boy had a gun at home": "it was unclear if an adult was at home" was shown as doubt of it."""
    story = Hand()
    story.tells("north", "The boy had a gun at home when it fired", "child gun home shoot", by="the police")
    story.tells(
        "north", "It was unclear if an adult was home at the shooting", "clear adult home shoot child",
        by="the police", stance="not_confirmed", polarity="u",
    )  # fmt: skip
    (row,) = rows(story, topic="disputed")
    assert len(row.claims) == 1
    near = Hand()
    near.tells("north", "The guard fired at the boy", "guard shoot child", by="a witness")
    near.tells(
        "north", "The police did not say if the guard fired at the boy", "guard shoot child",
        by="the police", stance="not_confirmed", polarity="u",
    )  # fmt: skip
    (row,) = rows(near, topic="disputed")
    assert len(row.claims) == 2


def test_names_alone_make_no_denial_of_what_stands_before() -> None:
    story = Hand()
    story.tells("north", "Lund is home from the clinic", "clinic p:lund p:home", by="Lund")
    doubt = story.tells(
        "north", "Doctors did not think that Lund would live", "doctor believe live clinic p:lund p:home", by="doctors",
        stance="denied", polarity="-",
    )  # fmt: skip
    (row,) = rows(story, topic="disputed")
    assert row.claims == (doubt,)


def test_nobody_denies_what_has_not_happened_yet() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-06-20")
    told = "free prisoner exchange guard"
    denial = story.tells(
        "north", "Vint denied that prisoners were freed for guards", told, by="Vint", stance="denied", polarity="-"
    )
    story.tells("south", "The Front freed prisoners for guards", told, date_from="2024-06-18", date_to="2024-06-18")
    (row,) = rows(story, topic="disputed")
    assert row.claims == (denial,)


def test_who_talk_a_question_over_doubt_nothing() -> None:
    story = Hand()
    story.tells(
        "north", "Lawmakers have debated whether the guard was weak", "debate guard weak", by="Lawmakers",
        stance="not_confirmed", polarity="u", cue="have debated",
    )  # fmt: skip
    story.tells("south", "Schools stayed shut", "school stay shut")
    assert not rows(story, topic="disputed")


def test_who_asks_why_does_not_doubt_that_it_was_so() -> None:
    for asks, cue in (
        ("questioned why", "questioned"),
        ("do not understand why", "do not understand"),
        ("did not say why", "did not say"),
    ):
        story = Hand()
        story.tells(
            "north", f"Relatives {asks} guards shot the driver", "guard shoot driver", by="Relatives",
            stance="not_confirmed", polarity="u", cue=cue,
        )  # fmt: skip
        story.tells("south", "Guards shot the driver on Monday", "guard shoot driver monday")
        assert not rows(story, topic="disputed")
    story = Hand()
    story.tells(
        "north", "Relatives questioned whether guards shot the driver", "guard shoot driver", by="Relatives",
        stance="not_confirmed", polarity="u", cue="questioned",
    )  # fmt: skip
    story.tells("south", "Guards shot the driver on Monday", "guard shoot driver monday")
    assert rows(story, topic="disputed")


def test_other_numbers_and_other_words_are_another_thing() -> None:
    story = Hand()
    story.tells("north", "The Front freed 21 prisoners after talks in the hills", "free prisoner n:21 talk hill")
    story.tells("south", "The envoy welcomed the 82 prisoners freed after talks", "free prisoner n:82 talk welcome envoy")
    assert {row.kind for row in rows(story)} == {"alone"}


def test_what_one_text_alone_tells_no_number_of_prints_makes_agreed() -> None:
    story = Hand()
    words = ("The envoy met the miners at the gate", "envoy meet miner gate")
    printed = [story.tells(name, *words) for name in ("agency", "mail", "post")]
    story.report("own")
    linked = story.linked()
    profile = load_profile("recent_majority")
    copied = tuple(ReportRow(n, "S1", copy_of=None if n in ("agency", "own") else "agency") for n in story.published)
    (row,) = reconcile(msgspec.structs.replace(linked, rows=copied), profile).stories[0].rows
    assert (row.kind, set(row.claims), row.details[0][0]) == ("alone", set(printed), "agency")
    told = story.tells("own", *words)
    linked = story.linked()
    (row,) = reconcile(msgspec.structs.replace(linked, rows=copied), profile).stories[0].rows
    assert (row.kind, set(row.claims)) == ("agree", {*printed, told})


ORLEN = Place("Orlen", country="ZZ", geonameid=11, lat=10.0, lon=10.0, precision=1)
SARN = Place("Sarn", country="ZZ", geonameid=12, lat=12.0, lon=10.0, precision=1)


def placed(place: Place, source: str, **fields: object) -> Mention:
    given: dict[str, object] = {"main": True, "plover": "ASSAULT", "place": place, **fields}
    return Mention("m1", (Span(0, 1),), evidence=(Evidence("place", f"{source}: {place.name}"),), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "named", "differ"),
    [
        (placed(ORLEN, "the clause"), placed(SARN, "the sentence"), (), True),
        # The dateline of one report is not where the other says that it happened.
        (placed(ORLEN, "the clause"), placed(SARN, "the dateline"), (), False),
        # Who names both towns does not say that it was in the one and not the other.
        (placed(ORLEN, "the clause"), placed(SARN, "the clause"), (ORLEN,), False),
        # A promise takes place nowhere.
        (placed(ORLEN, "the clause", plover="AGREE"), placed(SARN, "the clause", plover="AGREE"), (), False),
    ],
)
def test_two_towns_differ_where_the_reports_set_it_there(
    one: Mention, other: Mention, named: tuple[Place, ...], differ: bool
) -> None:
    story = Hand()
    for name in ("north", "south"):
        story.says(name, "Two men were killed", 2)
    linked = story.linked()
    readings = tuple(
        msgspec.structs.replace(
            reading, mentions=(mention,), places=tuple(Toponym(Span(0, 1), place, "other") for place in (places or ()))
        )
        for reading, mention, places in zip(linked.readings, (one, other), ((), named), strict=True)
    )
    (event,) = linked.events
    event = msgspec.structs.replace(event, mentions=(("north", "m1"), ("south", "m1")))
    record = msgspec.structs.replace(linked, readings=readings, events=(event,))
    found = reconcile(record, load_profile("recent_majority")).stories[0].rows
    assert any(row.topic == "place" for row in found) is differ


def test_who_was_not_aware_of_it_does_not_doubt_it() -> None:
    story = Hand()
    given: dict[str, object] = {"by": "the boys", "stance": "not_confirmed", "polarity": "u", "cue": "did not know"}
    story.tells("north", "The boys did not know it was loaded", "know load pistol boy", **given)
    assert not rows(story, topic="disputed")
    story.tells("north", "The boys did not know whether it was loaded", "know load pistol boy", **given)
    assert rows(story, topic="disputed")


def test_what_a_second_outlet_tells_in_the_first_ones_words_no_second_report_tells() -> None:
    words = "the ship hit a pillar of the bridge near Kestry on Tuesday evening with 103 on board"
    story = Hand()
    story.tells("north", words, "ship hit pillar bridge kestry")
    story.tells("south", words.replace("the ship", "The Orlen Star"), "ship hit pillar bridge kestry")
    assert not rows(story, kind="agree")
    assert ("south", "in the same words") in rows(story, kind="alone")[0].details


def test_what_two_tell_in_words_of_their_own_both_tell() -> None:
    story = Hand()
    story.tells(
        "north", "the ship hit a pillar of the bridge near Kestry on Tuesday evening", "ship hit pillar bridge kestry"
    )
    story.tells(
        "south", "On Tuesday a tourist ship struck the pillar of a bridge at Kestry", "ship hit pillar bridge kestry"
    )
    assert rows(story, kind="agree")
