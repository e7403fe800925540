"""Which mentions are one event, and what the event then is."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked_story import (
    KESTRY,
    VELMORA,
    actor,
    at,
    day,
    dead,
    mention,
    other,
    report,
    said,
    shot,
    shot_again,
    statement,
    trial,
    victim,
)

from crossreport.linking.actors import Part, actors_of
from crossreport.linking.blocks import candidates
from crossreport.linking.claims import claims_of
from crossreport.linking.cluster import VETO, cluster
from crossreport.linking.copies import Copies, find_copies
from crossreport.linking.events import merge_dates, merge_places
from crossreport.linking.evidence import Judge, Vetoed
from crossreport.linking.link import link
from crossreport.linking.sides import Key, sides
from crossreport.linking.standing_text import StandingText
from crossreport.linking.titles import headline, without_count
from crossreport.linking.victims import likeness
from crossreport.linking.words import bag, bag_of, held, tokens
from crossreport.model.happened import EventDate, Mention, Place, Reading, TimeExpression
from crossreport.model.record import Linked
from crossreport.model.report import Report
from crossreport.model.said import Figure

Pair = tuple[Report, Reading]


def linked(*pairs: Pair) -> Linked:
    return link([one for one, _ in pairs], [reading for _, reading in pairs])


def changed(pair: Pair, **fields: object) -> Pair:
    """The same report with its mention read otherwise."""
    one, reading = pair
    first = msgspec.structs.replace(reading.mentions[0], **fields)
    return one, msgspec.structs.replace(reading, mentions=(first, *reading.mentions[1:]))


def test_two_outlets_reports_of_one_shooting_are_one_event() -> None:
    (event,) = linked(shot(), shot_again()).events
    assert event.reports == ("courier-1", "mail-1")
    assert event.title == "Shooting at the Copper Lantern in Velmora"
    assert (event.date.from_, event.date.basis, event.place) == ("2024-05-14", "stated", VELMORA)
    assert event.cause == "violence"


def test_an_event_lists_the_ids_that_its_parts_had_before_they_came_together() -> None:
    before = {event.id for pair in (shot(), shot_again(), trial()) for event in linked(pair).events}
    (event,) = linked(shot(), shot_again(), trial()).events
    assert {event.id, *event.formerly} == before
    assert len(before) == 3
    assert [one.formerly for one in linked(shot()).events] == [()]


def test_the_evidence_of_a_link_adds_up_to_its_score() -> None:
    (link_,) = linked(shot(), shot_again()).links
    assert link_.score == pytest.approx(sum(row.weight for row in link_.evidence), abs=0.001)
    assert {"person", "date", "place", "wording"} <= {row.what for row in link_.evidence}


def test_shootings_in_two_towns_are_two_events() -> None:
    assert len(linked(shot(), other()).events) == 2


def test_a_town_far_off_forbids_what_words_alike_would_join() -> None:
    unnamed = [changed(pair, place=place) for pair, place in ((shot("a"), VELMORA), (shot("b"), KESTRY))]
    bare = [(one, msgspec.structs.replace(reading, people=())) for one, reading in unnamed]
    assert len(linked(*bare).events) == 1, "the text names Velmora in both: the other town may be misread"
    moved = (msgspec.structs.replace(bare[1][0], text=bare[1][0].text.replace("VELMORA", "KESTRY")), bare[1][1])
    moved = (msgspec.structs.replace(moved[0], title="Welder shot dead outside Kestry tavern"), moved[1])
    assert len(linked(bare[0], moved).events) == 2


def test_words_alone_bring_nothing_together_across_places_far_apart_but_names_do() -> None:
    texts = {"a": "A grey van and a gunman in Velmora.", "b": "A grey van and a gunman in Kestry."}

    def paired(*places: Place, person: str | None = None) -> list[tuple[Key, Key]]:
        made = []
        for (ident, text), place in zip(texts.items(), places, strict=True):
            one = report(ident, f"{text} {person or ''}", "2024-05-15", title="A gunman in a van")
            people = (victim(one, person, 34),) if person else ()
            reading = Reading(ident, mentions=(mention(one, "a gunman", place=place),), people=people)
            made += sides(one, reading, bag(one))
        return list(candidates(made, Judge(Copies())))

    assert paired(VELMORA, msgspec.structs.replace(KESTRY, lat=10.1)) == [(("a", "m1"), ("b", "m1"))]
    assert paired(VELMORA, msgspec.structs.replace(KESTRY, lat=None, lon=None)) == [(("a", "m1"), ("b", "m1"))]
    assert paired(VELMORA, KESTRY) == []
    assert paired(VELMORA, KESTRY, person="Marcus Orlen") == [(("a", "m1"), ("b", "m1"))]
    texts["b"] += " Last week it was Velmora."
    assert paired(VELMORA, KESTRY) == [(("a", "m1"), ("b", "m1"))]


def test_days_far_apart_forbid() -> None:
    text = "Shots were fired outside a tavern in Velmora. A man was hit in the leg by a gunman in a van, police said."
    earlier = report("b", text, "2024-04-03", outlet="Velmora Mail", title="Man shot in leg outside tavern")
    leg = Reading("b", mentions=(mention(earlier, "A man was hit in the leg", date=day("2024-04-02")),))
    assert len(linked(shot("a"), (earlier, leg)).events) == 2


def test_a_day_misread_does_not_part_what_reads_alike_and_names_the_same() -> None:
    assert len(linked(shot("a"), changed(shot("b"), date=day("2024-05-09"))).events) == 1


def test_different_dead_forbid() -> None:
    one, reading = shot("b")
    text = one.text.replace("Marcus Orlen", "Daniel Verre").replace("Orlen", "Verre")
    renamed = msgspec.structs.replace(one, text=text)
    person = victim(renamed, "Daniel Verre", 34)
    assert len(linked(shot("a"), (renamed, msgspec.structs.replace(reading, people=(person,)))).events) == 2


def rows(*pairs: Pair) -> dict[str, float]:
    """What each kind of evidence weighs between two reports' first mentions, read in one record."""
    reports = {one.id: one for one, _ in pairs}
    readings = {reading.report: reading for _, reading in pairs}
    copies = find_copies(list(reports.values()))
    one, two = (sides(report, reading, bag(report))[0] for report, reading in pairs)
    return {row.what: row.weight for row in Judge(copies, StandingText(reports, readings, copies)).rows(one, two)}


def strike(ident: str, place: str, *names: str, note: str = "") -> Pair:
    """A strike in a town, told in a report that names its dead, with a note below."""
    dead_ = " and ".join(names) or "People"
    one = report(ident, f"{dead_} were killed in a strike on a house in {place}, neighbours said.\n\n{note}", outlet=None)
    where = msgspec.structs.replace(VELMORA, name=place, geonameid=None)
    return one, Reading(
        ident,
        mentions=(mention(one, "killed in a strike", place=where),),
        people=tuple(victim(one, name) for name in names),
    )


def freed(ident: str, number: int, on: str, published: str, note: str = "") -> Pair:
    """Pupils freed on a day, the news of its report; two such reports read alike and name the same two speakers."""
    text = f"The Front freed {number} pupils after talks, said Ada Brun and Olan Tesk of the ministry. {note}"
    one = report(ident, text, published)
    return one, Reading(ident, mentions=(mention(one, f"freed {number} pupils", date=day(on)),))


def test_news_of_days_weeks_apart_is_two_however_alike() -> None:
    first = freed("a", 21, "2024-05-16", "2024-05-17")
    with pytest.raises(Vetoed, match="dates are apart"):
        rows(first, freed("b", 82, "2024-11-11", "2024-11-12", "The first were freed on May 16."))
    # One whose day is not its own news may be misdated.
    assert rows(first, freed("b", 21, "2024-01-05", "2024-05-18"))


def test_of_two_lists_of_the_dead_one_name_alike_is_chance() -> None:
    one = strike("a", "Velmora", "Hamid Orlani", "Dara Vint", "Sela Marr", "Nader Orlani")
    two = strike("b", "Velmora", "Hamid Orlani", "Ila Korr", "Tomas Reen", "Ada Brun")
    assert rows(one, two)["person"] < 0
    both = strike("c", "Velmora", "Hamid Orlani", "Dara Vint", "Tomas Reen", "Ada Brun")
    assert rows(one, both)["person"] > 0


def test_a_note_that_two_reports_share_and_neither_tells_its_event_in_says_nothing() -> None:
    note = (
        "The Ostrand Monitor codes incidents by Merrin rules: plaintiff archives, weekly gradings, pixelated "
        "attachments and librarian notes follow the glossary of its handbook."
    )
    bare = rows(strike("a", "Velmora"), strike("b", "Kestry"))["wording"]
    assert rows(strike("a", "Velmora", note=note), strike("b", "Kestry", note=note))["wording"] == bare


def test_reports_without_a_town_a_person_or_text_in_common_need_more_than_common_words() -> None:
    assert rows(strike("a", "Velmora"), strike("b", "Kestry"))["particulars"] < 0
    assert "particulars" not in rows(strike("a", "Velmora"), strike("b", "Velmora"))
    assert "particulars" not in rows(strike("a", "Velmora", "Dara Vint"), strike("b", "Kestry", "Dara Vint"))


def test_two_strikes_on_a_city_of_which_all_news_tells_need_more_in_common_than_the_city() -> None:
    ours, theirs = ("Dara Vint", "Sela Marr"), ("Ila Korr", "Tomas Reen")
    in_city = rows(strike("a", "Baghdad", *ours), strike("b", "Baghdad", *theirs))
    # Each with a town of its own, that the other does not name, they need more still.
    assert rows(strike("a", "Velmora", *ours), strike("b", "Kestry", *theirs))["particulars"] < in_city["particulars"] < 0
    assert "particulars" not in rows(strike("a", "Velmora", *ours), strike("b", "Velmora", *theirs))
    assert "particulars" not in rows(strike("a", "Baghdad", "Dara Vint"), strike("b", "Baghdad", "Dara Vint"))


def test_the_ending_of_a_day_s_number_is_no_word_that_two_reports_share() -> None:
    assert [term for term, _ in tokens("On the 26th, 1,200 left 53rd Street at 10:30.")] == (
        ["on", "the", "26", "1200", "left", "53", "street", "at", "10:30"]
    )


def test_few_words_that_stand_in_another_report_say_less_than_many() -> None:
    few, many = bag_of({"strike": 1.0}), bag_of({f"word{number}": 1.0 for number in range(40)})
    assert held(few, few, usual=40, centre=0.4) < held(many, many, usual=40, centre=0.4) < 1
    assert held(few, many) == 0 < held(few, many, usual=40, centre=0.4) < 0.4


def test_talks_and_a_shooting_are_never_one_event() -> None:
    talks = changed(shot("b"), plover="CONSULT", cause="unknown")
    assert len(linked(shot("a"), talks).events) == 2


def test_a_trial_months_later_belongs_to_the_shooting() -> None:
    record = linked(shot(), shot_again(), trial())
    (event,) = record.events
    assert event.reports == ("courier-1", "courier-9", "mail-1")
    assert event.date.from_ == "2024-05-14"
    assert [(person.name, person.role, person.sealed) for person in event.people] == [
        ("Marcus Orlen", "victim", None),
        ("Teo Brask", "accused", "accused"),
    ]


def test_an_older_event_in_the_background_is_the_event_that_another_report_tells_of() -> None:
    one = report(
        "tide-2",
        "A curfew holds in Velmora. It comes after welder Marcus Orlen was shot dead outside a tavern there on Tuesday.",
    )
    reading = Reading(
        one.id,
        mentions=(
            mention(one, "A curfew holds in Velmora", plover="COERCE", cause="unknown", date=day("2024-05-16")),
            mention(one, "Marcus Orlen was shot dead", "m2", main=False, background=True, date=day("2024-05-14")),
        ),
        people=(victim(one, "Marcus Orlen", mention="m2"),),
    )
    record = linked(shot(), (one, reading))
    assert {event.reports for event in record.events} == {("courier-1", "tide-2"), ("tide-2",)}
    assert {row.report: row.main_event for row in record.rows}["tide-2"] != {
        row.report: row.main_event for row in record.rows
    }["courier-1"]


def test_what_a_report_tells_beside_its_news_keeps_no_two_reports_of_one_event_apart() -> None:
    one, reading = shot_again()
    again = mention(one, "somebody opened fire from a van", "m2", main=False, date=day("2024-05-14"))
    record = linked(shot(), (one, msgspec.structs.replace(reading, mentions=(*reading.mentions, again))))
    assert len({row.main_event for row in record.rows}) == 1


def test_a_later_report_that_names_the_day_belongs_to_it_though_its_own_date_is_misread() -> None:
    text = (
        "A judge in Velmora heard the pleas of Teo Brask and of four witnesses on Friday. The trial will go on. The "
        "welder was shot outside the Copper Lantern on May 14."
    )
    late = report("tide-9", text, "2024-09-20", title="Pleas heard", outlet="Kestry Tide")
    deed = mention(late, "The welder was shot", follow_up=True, date=day("2024-09-20"))
    told = TimeExpression(at(late, "May 14"), "DATE", "2024-05-14", "2024-05-14", "2024-05-14")
    unnamed = msgspec.structs.replace(shot()[1], people=())
    assert len(linked((shot()[0], unnamed), (late, Reading(late.id, mentions=(deed,), dates=(told,)))).events) == 1
    assert len(linked((shot()[0], unnamed), (late, Reading(late.id, mentions=(deed,)))).events) == 2


def test_an_older_incident_with_a_day_of_its_own_is_not_that_of_another_day_that_the_report_names() -> None:
    text = (
        "Two were shot at a dance in Kestry on Friday, police said. Nine were shot in Velmora on August 3. A man was shot "
        "in Velmora on May 14."
    )
    late = report("tide-9", text, "2024-09-20", title="Two shot at dance", outlet="Kestry Tide")
    news = mention(late, "Two were shot", place=KESTRY, date=day("2024-09-20"))
    older = mention(late, "Nine were shot", "m2", main=False, background=True, date=day("2024-08-03"))
    told = TimeExpression(at(late, "May 14"), "DATE", "2024-05-14", "2024-05-14", "2024-05-14")
    unnamed = msgspec.structs.replace(shot()[1], people=())
    record = linked((shot()[0], unnamed), (late, Reading(late.id, mentions=(news, older), dates=(told,))))
    assert len(record.events) == 3


def test_dead_of_other_names_speak_against_the_more_the_more_are_named() -> None:
    def row(*names: str) -> float:
        one, reading = shot("b", outlet="Velmora Mail")
        plain = one.text.replace("Marcus Orlen", "The men").replace("Orlen", "One")
        renamed = msgspec.structs.replace(one, text=plain + " The dead are " + ", ".join(names) + ".")
        told = msgspec.structs.replace(reading.mentions[0], spans=(at(renamed, "was shot dead"),))
        people = tuple(victim(renamed, name) for name in names)
        first, other_reading = shot("a")
        also = msgspec.structs.replace(first, text=first.text + " Ivo Tarn and Lena Moss died too.")
        pair = (victim(also, "Ivo Tarn"), victim(also, "Lena Moss"))
        given = msgspec.structs.replace(other_reading, people=(*other_reading.people, *pair))
        (link_,) = linked((also, given), (renamed, Reading("b", mentions=(told,), people=people))).links
        return next(row.weight for row in link_.evidence if row.what == "person")

    assert row("Daniel Verre", "Piet Solle") < row("Daniel Verre") < 0


def test_vague_numbers_that_agree_say_nothing() -> None:
    def pair(ident: str, form: str) -> Pair:
        one, reading = shot(ident)
        figure = Figure(at(one, "five rounds"), "injured", form, low=3, high=9, point=3, mention="m1")  # type: ignore[arg-type]
        return one, msgspec.structs.replace(reading, figures=(figure,))

    def found(form: str) -> list[str]:
        (link_,) = linked(pair("a", form), pair("b", form)).links
        return [row.what for row in link_.evidence]

    assert "number" in found("exact")
    assert "number" not in found("vague")


def test_what_is_planned_or_feared_is_a_claim_and_no_event() -> None:
    one = report("a", "The army may shell Velmora next week, a general warned.")
    planned = Reading(one.id, mentions=(mention(one, "The army may shell Velmora", aux="hypothetical"),))
    record = linked((one, planned))
    assert record.events == ()
    (claim,) = record.claims
    assert (claim.type, claim.status, claim.events) == ("occurrence", "excluded", ())
    assert claim.reason


def test_an_event_that_is_only_denied_is_an_event() -> None:
    one = report("a", "The ministry denied that its troops had burned the mill at Velmora.")
    denied = Reading(
        one.id,
        mentions=(mention(one, "its troops had burned the mill at Velmora", attribution="a1"),),
        attributions=(said(one, "its troops had burned the mill", "The ministry", "denied"),),
    )
    record = linked((one, denied))
    (event,) = record.events
    (claim,) = record.claims
    assert (claim.type, claim.status, claim.events) == ("denial", "current", (event.id,))
    assert claim.attribution
    assert (claim.attribution.source, claim.attribution.polarity) == ("The ministry", "-")


def test_an_aggregate_is_no_main_event_and_joins_no_incident() -> None:
    record = linked(shot(), changed(shot_again(), kind="aggregate"))
    assert len(record.events) == 2
    assert {row.report: row.main_event is None for row in record.rows} == {"courier-1": False, "mail-1": True}


def test_persons_are_one_by_a_bare_last_name_where_it_fits_one_only() -> None:
    pair = shot_again()
    bare = msgspec.structs.replace(pair[1].people[0], name="Orlen", age=None)
    (event,) = linked(shot(), (pair[0], msgspec.structs.replace(pair[1], people=(bare,)))).events
    assert [(person.name, person.age, person.outcome, len(person.claims)) for person in event.people] == [
        ("Marcus Orlen", 34, "killed", 2)
    ]


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        ("Marcus Orlen", "Sgt. Marcus Orlen Jr.", "full"),
        ("Marcus J. Orlen", "Marcus Orlen", "full"),
        ("M. Orlen", "Marcus Orlen", "full"),
        ("Marcus Orlen", "Marcos Orlen", "spelling"),
        ("Marcus Orlenne", "Marcus Orlene", "spelling"),
        ("Marcus Olren", "Marcus Orlen", "spelling"),
        ("Orlen", "Marcus Orlen", "last"),
        ("Daniel Orlen", "Marcus Orlen", None),
        ("Marcus Verre", "Marcus Orlen", None),
        ("Orlen Marcus", "Marcus Orlen", "full"),
        ("Marcus Orlen", "Jonas Marcus Orlen", "full"),
        ("Hamid Orlani", "Hamid Nader Salim Orlani", "full"),
        ("Hamid Nader", "Hamid Nader Salim Orlani", "full"),
        ("Salim Hamid", "Hamid Nader Salim Orlani", None),
        ("Hamid Nader Orlani", "Hamid Salim Orlani", "spelling"),
        ("Abdul Karim Orlani", "Abdul-Karim Orlani", "full"),
        ("Abdul Karim", "Abdul Karim Orlani", None),
        ("Umm Hamid", "Umm Hamid Nader Orlani", None),
        ("Hamid Abu Nader", "Abu Nader", "last"),
        ("Abdel Razzaq Orlani", "Adel Nader Orlani", None),
    ],
)
def test_names_of_one_person(one: str, two: str, how: str | None) -> None:
    assert likeness(one, two) == likeness(two, one) == how


def test_a_stated_day_goes_before_a_stated_week_and_before_what_is_inferred() -> None:
    week = EventDate("2024-05-13", "2024-05-19", "week", "stated")
    assert merge_dates([day("2024-05-15", stated=False), week, day("2024-05-14")]) == day("2024-05-14")


def test_inferred_dates_leave_what_all_of_them_allow() -> None:
    found = merge_dates([EventDate("2024-05-13", "2024-05-15"), EventDate("2024-05-15", "2024-05-18")])
    assert (found.from_, found.to, found.precision) == ("2024-05-15", "2024-05-15", "day")


def test_nothing_happens_after_it_was_reported() -> None:
    arrest = day("2024-05-28")
    assert merge_dates([arrest, arrest, day("2024-05-14")], told="2024-05-15") == day("2024-05-14")
    assert merge_dates([arrest], told="2024-05-15") == arrest


def test_of_days_told_as_often_the_one_nearest_before_the_first_report() -> None:
    assert merge_dates([day("2024-05-02"), day("2024-05-14")], told="2024-05-15") == day("2024-05-14")


def test_a_day_within_a_night_of_two_days_is_the_day() -> None:
    night = EventDate("2024-05-13", "2024-05-14", "day", "stated")
    assert merge_dates([night, night, day("2024-05-14")]) == day("2024-05-14")


def test_a_town_goes_before_the_state_around_it() -> None:
    state = Place("Ostrand", admin1="Ostrand", country="ZZ", precision=4)
    assert merge_places([Mention(str(at), (), place=place) for at, place in enumerate([state, state, VELMORA])]) == VELMORA


def test_the_finest_place_of_the_town_that_most_name() -> None:
    row = Place("Tannery Row, Velmora", admin1="Ostrand", country="ZZ", precision=1)
    mentions = [Mention(str(at), (), place=place) for at, place in enumerate([KESTRY, VELMORA, row])]
    assert merge_places([*mentions, Mention("x", (), place=msgspec.structs.replace(VELMORA, precision=2))]) in (VELMORA, row)


def test_a_headline_loses_the_name_of_its_outlet() -> None:
    assert (
        headline(Report("a", "", title="Welder shot - Ostrand Courier", outlet="ostrandcourier.example"))
        == "Welder shot - Ostrand Courier"
    )
    assert headline(Report("a", "", title="Welder shot in Velmora | Courier", outlet="x")) == "Welder shot in Velmora"
    assert headline(Report("a", "Welder shot in Velmora\n\nA man was shot.")) == "Welder shot in Velmora"
    assert headline(Report("a", "A man was shot.")) is None


def accusation(ident: str, published: str, title: str) -> Pair:
    """A report whose news is an act of words, called by its verb."""
    one = report(ident, "The mayor accused the harbour board of hiding the leak.", published, title=title)
    act = mention(one, "accused", plover="ACCUSE", cause="unknown", date=day("2024-05-14"), words="accuse in Velmora")
    return one, Reading(one.id, mentions=(act,))


def test_an_act_that_a_verb_alone_names_is_called_by_a_headline_that_says_who_did_what_to_whom() -> None:
    (event,) = linked(accusation("courier-1", "2024-05-14", "Mayor accuses harbour board of hiding leak")).events
    assert event.title == "Mayor accuses harbour board of hiding leak"


def test_an_act_called_by_a_verb_in_one_report_and_a_noun_in_another_takes_the_noun() -> None:
    verb = accusation("courier-1", "2024-05-14", "Mayor and board quarrel")
    seized = changed(accusation("mail-1", "2024-05-15", "Harbour office searched"), plover="COERCE", words="raid in Velmora")
    (event,) = linked(verb, seized).events
    assert event.title == "Raid in Velmora"


def test_of_headlines_one_that_is_whole_goes_before_one_that_was_cut_short() -> None:
    cut = accusation("courier-1", "2024-05-14", "Mayor accuses harbour board that...")
    whole = accusation("mail-1", "2024-05-15", "Mayor accuses harbour board of hiding leak")
    (event,) = linked(cut, whole).events
    assert event.title == "Mayor accuses harbour board of hiding leak"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Ferry strikes Harrow bridge in Tarnia; 25 hurt", "Ferry strikes Harrow bridge in Tarnia"),
        ("Ferry strikes Harrow bridge, at least six dead", "Ferry strikes Harrow bridge"),
        ("Ferry strikes Harrow bridge - two killed", "Ferry strikes Harrow bridge"),
        ("25 hurt as ferry strikes Harrow bridge", "25 hurt as ferry strikes Harrow bridge"),
        ("Ferry, 27 hurt", "Ferry, 27 hurt"),
        ("Ferry strikes Harrow bridge, police say", "Ferry strikes Harrow bridge, police say"),
        ("Families return to Harrow bridge, one year later", "Families return to Harrow bridge, one year later"),
    ],
)
def test_one_reports_count_is_no_part_of_an_events_title(head: str, title: str) -> None:
    assert without_count(head) == title


def test_no_chain_of_single_likenesses_builds_a_cluster() -> None:
    alike = {(1, 2): 1.0, (2, 3): 1.0, (3, 4): 1.0}
    groups = cluster([4, 3, 2, 1], alike, lambda a, b: alike.get((min(a, b), max(a, b)), -3.0), 0.0)
    assert groups == [[1, 2], [3, 4]]


def test_a_veto_holds_whatever_else_is_alike() -> None:
    scores = {(1, 2): 9.0, (2, 3): 9.0, (1, 3): VETO}
    assert cluster([1, 2, 3], scores, lambda a, b: scores[min(a, b), max(a, b)], 0.0) == [[1, 2], [3]]


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.sampled_from([VETO, -2.0, -1.0, 1.0, 2.0, 5.0])))
def test_no_cluster_holds_a_vetoed_pair_and_every_merge_was_worth_it(given_scores: dict[tuple[int, int], float]) -> None:
    scores = {(min(pair), max(pair)): score for pair, score in given_scores.items() if pair[0] != pair[1]}
    groups = cluster(range(8), scores, lambda a, b: scores.get((min(a, b), max(a, b)), -0.5), 0.0)
    assert sorted(one for group in groups for one in group) == list(range(8))
    for group in groups:
        inside = [scores.get((a, b), -0.5) for a in group for b in group if a < b]
        assert VETO not in inside
        assert sum(inside) > 0 or len(group) == 1


def test_claims_of_one_report() -> None:
    one, reading = shot()
    claims = claims_of(one, reading).claims
    figure = next(claim for claim in claims if claim.type == "figure")
    assert figure.quote == "Marcus Orlen, 34, was shot dead" or figure.quote == "Marcus Orlen, 34, … was shot dead"
    assert figure.attribution
    assert figure.attribution.source == "police"
    assert {claim.type for claim in claims} == {"figure", "occurrence"}


def test_a_part_points_at_the_claim_of_its_total() -> None:
    one = report("a", "Nine people, among them two children, were killed in Velmora.")
    reading = Reading(
        one.id,
        mentions=(mention(one, "killed in Velmora"),),
        figures=(dead(one, "Nine people", 9), dead(one, "two children", 2, subset_of=0)),
    )
    whole, part = (claim for claim in claims_of(one, reading).claims if claim.figure)
    assert part.subset_of == whole.id


def test_numbers_that_are_only_feared_are_excluded_with_a_reason() -> None:
    one = report("a", "Twelve miners are feared dead in Velmora. A hundred have died in the mines this year.")
    reading = Reading(
        one.id,
        mentions=(mention(one, "feared dead in Velmora"),),
        figures=(
            dead(one, "Twelve miners", 12, attribution="a1"),
            msgspec.structs.replace(dead(one, "A hundred", 100), scope="period", mention=None),
        ),
        attributions=(said(one, "Twelve miners", None, "feared"),),
    )
    feared, tally = (claim for claim in claims_of(one, reading).claims if claim.figure)
    assert (feared.status, feared.reason) == ("excluded", "only feared")
    assert (tally.type, tally.status, tally.events) == ("tally", "current", ())


def test_who_is_accused_is_a_claim_of_its_own() -> None:
    one = report("a", "Police blame the Grey Hand for the killing of a welder in Velmora.")
    reading = Reading(
        one.id,
        mentions=(
            mention(one, "the killing of a welder", actors=(actor("Grey Hand", "accused", at(one, "the Grey Hand")),)),
        ),
    )
    record = linked((one, reading))
    (claim,) = (claim for claim in record.claims if claim.type == "responsibility")
    assert claim.quote == "the Grey Hand"
    assert record.events[0].actors[0].claims == (claim.id,)


def test_statements_keep_their_speaker_and_a_denial_stays_one() -> None:
    one = report("a", "Tara Venn said the bridge was safe. Her office did not confirm the visit.")
    reading = Reading(
        one.id,
        statements=(statement(one, "the bridge was safe", "a1"), statement(one, "the visit", "a2")),
        attributions=(
            said(one, "the bridge was safe", "Tara Venn"),
            said(one, "the visit", "Venn's office", "not_confirmed", "a2", parent="a1"),
        ),
    )
    told, denied = claims_of(one, reading).claims
    assert (told.type, denied.type) == ("statement", "denial")
    assert denied.attribution
    assert denied.attribution.via == ("Tara Venn",)


def test_a_pronoun_is_nobodys_name() -> None:
    one = report("a", "She said the bridge was safe.")
    reading = Reading(
        one.id,
        statements=(statement(one, "the bridge was safe", "a1"),),
        attributions=(said(one, "the bridge was safe", None, source=at(one, "She")),),
    )
    (claim,) = claims_of(one, reading).claims
    assert claim.attribution
    assert claim.attribution.source is None


@pytest.mark.parametrize(
    ("names", "doers"),
    [
        (["child", "suspects", "unknown suspect", "several people"], []),
        (["gunman", "two gunmen", "protesters", "police officer"], ["gunman", "police officer", "protesters", "two gunmen"]),
        (["Kestry family", "rival gang"], ["Kestry family", "rival gang"]),
    ],
)
def test_a_word_that_names_nobody_is_no_doer(names: list[str], doers: list[str]) -> None:
    found = actors_of(Part(actor(name, kind="group"), ("c1",)) for name in names)
    assert sorted(one.name for one in found) == doers
