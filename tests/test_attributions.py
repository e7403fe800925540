"""Who says what: sources, cues, contents, chains and quotations."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.model.report import Report
from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.parties.read import read_parties
from crossreport.reading.places.read import read_places
from crossreport.reading.read import read
from crossreport.reading.said.quotes import read_quotations
from crossreport.reading.said.read import read_attributions

Told = Callable[..., Document]


def said(document: Document) -> list[tuple[str | None, str | None, str]]:
    """(source, cue, content) of every attribution, in the report's words."""
    return [
        (
            document.words(one.source) if one.source else None,
            document.words(one.cue) if one.cue else None,
            " … ".join(document.words(span) for span in one.content),
        )
        for one in read_attributions(document, ())
    ]


def one(document: Document) -> Attribution:
    found = read_attributions(document, ())
    assert len(found) == 1, said(document)
    return found[0]


def test_a_speaker_is_called_without_what_a_relative_clause_tells_of_him(told: Told) -> None:
    document = told("One victim, whom the radio station identified as Edda, said that three men had been killed.")
    assert {found.speaker for found in read_attributions(document, ())} == {"One victim"}


def test_a_reported_clause_keeps_its_that(told: Told) -> None:
    document = told("The governor said on Monday that the dam had burst.")
    assert said(document) == [("The governor", "said", "that the dam had burst")]


def test_a_direct_quotation_keeps_its_marks(told: Told) -> None:
    document = told("“The dam has burst,” said Governor Lena Holm.")
    assert said(document) == [("Governor Lena Holm", "said", "“The dam has burst,”")]


def test_a_broken_quotation_is_one_attribution(told: Told) -> None:
    document = told("“The dam has burst,” the governor said. “We need boats and food.”")
    assert said(document) == [("the governor", "said", "“The dam has burst,” … “We need boats and food.”")]


def test_a_mixed_quotation_is_taken_whole(told: Told) -> None:
    document = told("The governor said the dam was “beyond all repair.”")
    assert said(document)[0][2] == "the dam was “beyond all repair.”"


def test_a_quotation_over_two_paragraphs_has_one_speaker(told: Told) -> None:
    document = told(
        "The mayor said: “The water rose all night long.\n\n“By noon it had reached the square.”\n\nThe rain went on."
    )
    assert any("reached the square" in content and source == "The mayor" for source, _, content in said(document))


def test_a_stray_closing_mark_does_not_flip_the_rest(told: Told) -> None:
    document = told("The dam burst on Monday. .”\n\n“We need boats and food,” he said. The rain went on.")
    assert [document.text[q.start : q.end] for q in read_quotations(document)] == ["“We need boats and food,”"]


def test_a_stray_straight_mark_does_not_flip_the_rest(told: Told) -> None:
    document = told('The dam burst on Monday. ."\n\n"We need boats and food," he said. "It is late."')
    found = [document.text[q.start : q.end] for q in read_quotations(document)]
    assert found == ['"We need boats and food,"', '"It is late."']


def test_a_heading_that_only_quotes_is_nobodys_statement(told: Told) -> None:
    document = told("The envoy left for Kalden on Monday.\n\n“Oppose the new dam on the border”\n\nThe dam is old.")
    assert said(document) == []


def test_according_to(told: Told) -> None:
    document = told("Four men drowned, according to the coast guard.")
    assert said(document) == [("the coast guard", "according to", "Four men drowned")]


def test_a_tally_is_a_source(told: Told) -> None:
    document = told(
        "The number of dead has risen to 35, according to a Norpress tally based on official sources from both sides."
    )
    found = one(document)
    assert found.source is not None
    assert document.words(found.source) == "a Norpress tally based on official sources from both sides"


def test_a_headline_with_a_colon(told: Told) -> None:
    document = told("The dam burst on Monday.", title="Two dead in flood: police")
    assert said(document)[0] == ("police", ":", "Two dead in flood")


def test_a_headline_with_says(told: Told) -> None:
    document = told("The dam burst on Monday.", title="Dam was not safe, says minister")
    assert said(document)[0] == ("minister", "says", "Dam was not safe")


def test_a_kicker_is_no_speaker(told: Told) -> None:
    document = told("The dam burst.", title="Kalden: Flood news: Holm calls for calm")
    assert "Kalden" not in {source for source, _, _ in said(document)}


def test_told_to_an_agency_is_via_that_agency(told: Told) -> None:
    found = one(told("An official told Reuters that the pilot was alive."))
    assert (found.speaker, found.via) == ("official", ("Reuters",))


def test_what_an_embassy_did_not_confirm_to_an_agency(told: Told) -> None:
    found = one(told("The embassy did not confirm to AFP that the meeting took place."))
    assert (found.stance, found.polarity, found.via) == ("not_confirmed", "u", ("AFP",))


def test_a_denial_in_a_relative_clause_has_the_accusation_as_its_content(told: Told) -> None:
    document = told("Kalden accuses Varland of arming the rebels, which Varland vehemently denies.")
    first, second = read_attributions(document, ())
    assert (first.stance, second.stance, second.polarity) == ("alleged", "denied", "-")
    assert first.content == second.content
    assert second.speaker == "Varland"


def test_a_pronoun_speaks_for_the_last_person(told: Told) -> None:
    document = told("Interior Minister Lena Holm arrived on Monday. She said the dam was safe.")
    assert one(document).speaker == "Lena Holm, Interior Minister"


def test_a_ministry_is_named_with_what_it_is_of() -> None:
    """By "ministry" alone the one of health and the one of defence were a single source."""
    text = "The Ministry of Health in Karn said ten people died. The Ministry of Defence said four soldiers died."
    reading = read(Report("a", text, title="Strike", published="2024-05-15", outlet="Karn Post"))
    assert [one.speaker for one in reading.attributions] == ["Ministry of Health in Karn", "Ministry of Defence"]


def test_the_speaker_has_the_fullest_name_of_the_report(told: Told) -> None:
    document = told("Police Chief Anna Berg came on Monday. The gate was shut, Berg said.")
    assert one(document).speaker == "Anna Berg, Police Chief"


def test_kinds_of_speakers(told: Told) -> None:
    kinds = {
        "Police said two men died.": "police",
        "The hospital said two men died.": "hospital",
        "Rebels said two men died.": "armed_group",
        "The foreign ministry said two men died.": "government",
        "Two men died, witnesses said.": "witness",
        "His mother said he was asleep.": "relative",
        "The United Nations said two men died.": "un",
        "The army said two men died.": "military",
    }
    assert {line: one(told(line)).speaker_kind for line in kinds} == kinds


def test_nested_words_have_their_parent(told: Told) -> None:
    document = told("The radio said the minister had denied that the dam was unsafe.")
    outer, inner = read_attributions(document, ())
    assert inner.parent == outer.id
    assert inner.stance == "denied"


def test_a_passive_takes_its_subject_as_content(told: Told) -> None:
    document = told("The pilot was reported to have drowned.")
    assert said(document) == [(None, "was reported", "The pilot … to have drowned")]


def test_no_doubt_is_certainty(told: Told) -> None:
    found = one(told("The general has no doubt that the bridge will hold."))
    assert (found.stance, found.polarity, found.certainty) == ("stated", "+", "CT")


def test_a_hedge_in_the_content_lowers_certainty(told: Told) -> None:
    assert one(told("Police said the driver may have drowned.")).certainty == "PS"


def test_what_was_to_deny_somebody_rights_denies_nothing(told: Told) -> None:
    document = told("Varland announced measures to deny the families their rights.")
    assert "denied" not in {found.stance for found in read_attributions(document, ())}


def test_whoever_wonders_how_it_happened_doubts_nothing(told: Told) -> None:
    assert not said(told("A neighborhood wonders how this could have happened to a small child twice."))
    assert said(told("The mayor wonders whether the boy was shot by guards."))


def test_a_judge_who_denies_a_release_denies_nothing_that_happened(told: Told) -> None:
    text = "A judge denied the release of one of the two guards involved in the shooting of a driver in Orlen."
    assert "denied" not in {found.stance for found in read_attributions(told(text), ())}


def test_who_was_denied_something_as_well_denies_nothing(told: Told) -> None:
    assert said(told("The driver is in jail in Orlen, and has been denied bail.")) == []


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab “”\"'.,\n:said The he deny not"), max_size=120))
def test_any_text_is_read_and_every_span_lies_in_it(told: Told, text: str) -> None:
    document = told(text)
    for found in read_attributions(document, ()):
        for span in (*found.content, *(s for s in (found.source, found.cue) if s)):
            assert 0 <= span.start < span.end <= len(text)


def test_she_is_no_man_and_he_no_woman(told: Told) -> None:
    document = told(
        "Her brother, Tomas Brun, was shot. Mother of two Ada Brun called the police. She said a car had stopped."
    )
    assert [one.speaker for one in read_attributions(document, ()) if one.cue and document.words(one.cue) == "said"] == [
        "Mother of two Ada Brun"
    ]


def test_a_dateline_is_no_part_of_a_speakers_name(told: Told) -> None:
    document = told("SARN, Ard. (KSR) – Authorities said on Monday that a boy had drowned.")
    assert said(document)[0][0] == "Authorities"


def test_a_denial_in_a_relative_clause_is_of_the_accusation(told: Told) -> None:
    document = told("Peru accuses Chad of arming rebels, which Chad denies.")
    assert said(document) == [("Peru", "accuses", "Chad of arming rebels"), ("Chad", "denies", "Chad of arming rebels")]


def test_it_is_nobody_where_something_is_unclear(told: Told) -> None:
    document = told("The bridge in Sarn fell on Monday. It is unclear whether anybody was hurt.")
    assert [one.speaker for one in read_attributions(document, ())] == [None]


def test_what_somebody_should_have_done_is_judged_and_not_denied(told: Told) -> None:
    assert one(told("The mother does not think he should have been shot.")).stance == "stated"
    assert one(told("The mother does not think he was shot.")).stance == "denied"


def test_taking_lives_is_no_claim(told: Told) -> None:
    assert said(told("The insurgency has claimed more than 20,000 lives.")) == []
    assert one(told("The rebels claimed the attack.")).stance == "claimed"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The death was confirmed by both Egyptian and Libyan officials.", "both Egyptian and Libyan officials"),
        ("According to both Egyptian and Libyan sources, ten people were killed.", "both Egyptian and Libyan sources"),
        ("He was killed, as confirmed by both Palestinian and Israeli.", "both Palestinian and Israeli"),
        ("The senior Egyptian officials said that he was killed.", "senior Egyptian officials"),
    ],
)
def test_both_sides_are_named_as_both(told: Told, text: str, speaker: str) -> None:
    document = told(text)
    found = read_attributions(document, read_parties(document, read_places(document)))
    assert [one.speaker for one in found] == [speaker]


def test_reports_are_nobodys_word_but_not_the_outlets_own(told: Told) -> None:
    (told_so,) = said(told("It rained. The army said reports that it killed 14 people were being investigated."))
    assert told_so[:2] == (None, "reports")


def test_what_is_set_against_a_number_is_the_other_sides_alone(told: Told) -> None:
    found = said(told("The general said 14 people were killed, not 20 as the rebels claim."))
    assert [content for source, _, content in found if source == "the rebels"] == ["not 20"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor accused the police of killing 14 people, which they deny.", "police"),
        ("Officials initially said 14 people were killed but later said it was nine.", "Officials"),
    ],
)
def test_the_dead_neither_tell_nor_deny(told: Told, text: str, speaker: str) -> None:
    document = told(text)
    found = read_attributions(document, read_parties(document, read_places(document)))
    assert found[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "A judge will decide whether the boy is tried as an adult.",
        "Prosecutors have yet to decide whether they will seek death.",
        "The council considers whether the road should be closed.",
        "Prosecutors dismissed the charges of robbery on Monday.",
    ],
)
def test_what_is_before_a_court_is_neither_denied_nor_left_unconfirmed(told: Told, text: str) -> None:
    assert not [one for one in read_attributions(told(text), ()) if one.stance in ("denied", "not_confirmed")]


def test_charges_that_are_called_lies_are_denied(told: Told) -> None:
    assert one(told("The army dismissed the charges that it killed two men as lies.")).stance == "denied"
    assert one(told("Police have not determined whether the two deaths were an accident.")).stance == "not_confirmed"


@pytest.mark.parametrize("how", ["earlier", "initial", "previous"])
def test_reports_that_somebody_speaks_against_are_not_held(told: Told, how: str) -> None:
    found = read_attributions(told(f"Despite {how} reports that two men had died, police said that both were alive."), ())
    assert [one.stance for one in found] == ["denied", "stated"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Omar Karn said during a briefing that five people died in Velmar.",
            ("Omar Karn", "said", "five people died in Velmar"),
        ),
        (
            "Chief Ida Tor told reporters during a briefing in Velmar that two people died.",
            ("Chief Ida Tor", "told", "two people died"),
        ),
    ],
)
def test_what_is_said_on_an_occasion_has_its_speaker(told: Told, text: str, found: tuple[str, str, str]) -> None:
    source, cue, content = said(told(text))[0]
    assert (source, cue, content.removeprefix("that ")) == found


def test_a_charge_for_two_things_is_no_word_of_who_is_charged(told: Told) -> None:
    found = said(told("He is charged with attacking the soldiers as well as for previous thefts."))
    assert [source for source, _, _ in found] == [None]
