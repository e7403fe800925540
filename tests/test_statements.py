"""What is told, in terms by which two tellings meet."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.model.happened import Statement
from crossreport.reading.actions.read import read_actions
from crossreport.reading.dates.read import read_dates
from crossreport.reading.layout import Document
from crossreport.reading.parties.read import read_parties
from crossreport.reading.places.read import read_places
from crossreport.reading.said.read import read_attributions
from crossreport.reading.statements.read import read_statements
from crossreport.vocabulary.load import vocabulary

PARTS = ["Norway ", "he ", "said ", "“", "”", "denies ", "that ", "which ", "met ", ". ", "\n\n", "not ", ", "]
Told = Callable[..., Document]


def tells(document: Document) -> tuple[Statement, ...]:
    dates, places = read_dates(document), read_places(document)
    parties = read_parties(document, places)
    attributions = read_attributions(document, parties)
    actions = read_actions(document, parties, attributions)
    return read_statements(document, actions, attributions, parties, dates, places)


def only(document: Document) -> Statement:
    found = tells(document)
    assert len(found) == 1, [one.text for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norway called for urgent measures to restore calm.", "Norway has urged immediate steps to reduce tensions."),
        ("Chad supplies Niger with advanced weapons.", "In return, Chad provides Niger with state-of-the-art arms."),
        ("“Chad must not acquire nuclear weapons,” he said.", "The envoy said Chad should not obtain nuclear arms."),
        ("Norway condemned the attack on the synagogue.", "Norway denounced the assault on the synagogue."),
        ("The king held talks with President Lena Holm in Oslo.", "The king met President Lena Holm in Oslo."),
    ],
)
def test_two_tellings_share_most_of_their_terms(told: Told, one: str, other: str) -> None:
    first, second = (set(tells(told(line))[0].terms) for line in (one, other))
    assert len(first & second) >= 0.6 * min(len(first), len(second)), (first, second)


def test_a_meeting_told_by_the_way_is_told(told: Told) -> None:
    found = tells(told("After a meeting with President Lena Holm in Oslo, the king said that Norway wants peace."))
    (met,) = [one for one in found if one.text.startswith("King had") or " had a meeting" in one.text]
    assert {"meet", "holm", "oslo"} <= set(met.terms)


def test_whose_becomes_the_name(told: Told) -> None:
    found = tells(
        told("Norway is trying to talk with Lena Holm, whose government, described as the oldest in Norway, was sworn in.")
    )
    assert any(one.text.startswith("Lena Holm's government") for one in found), [one.text for one in found]


def test_an_announcement_has_the_day_on_which_it_was_made(told: Told) -> None:
    (one,) = tells(
        told("Norway announced on Thursday that it would shut the border with Chad to trucks.", published="2024-05-18")
    )
    assert one.date_from == "2024-05-16"


def test_a_role_with_a_name_beside_it_is_that_person(told: Told) -> None:
    found = tells(told("Norway's foreign minister, Lena Holm, urged Chad and Niger to show restraint."))
    assert found[0].actor == "holm"
    assert "ministerLena" not in found[0].text


def test_an_accusation_and_its_denial_are_two_with_the_same_content(told: Told) -> None:
    first, second = tells(told("Norway accuses Chad of supplying rebels with drones, which Chad denies."))
    assert {"supply", "drone", "rebel"} <= set(first.terms) & set(second.terms)
    assert "accuse" in first.terms
    assert "deny" in second.terms
    assert second.text.startswith("Chad denies")


def test_a_pronoun_becomes_a_name(told: Told) -> None:
    document = told("President Lena Holm left on Monday. She met the king of Jordan in Amman.")
    assert any(one.text.startswith("Lena Holm met the king") for one in tells(document))


def test_what_was_not_confirmed_says_so_and_to_whom(told: Told) -> None:
    document = told(
        "The agency confirmed that President Lena Holm met the king of Jordan. "
        "The embassy did not confirm to AFP that the meeting took place."
    )
    last = tells(document)[-1]
    assert "did not confirm" in last.text
    assert "AFP" in last.text
    assert "holm" in last.terms


def test_a_wish_is_not_real(told: Told) -> None:
    assert only(told("The king wants to meet President Lena Holm in Oslo.")).aux == "hypothetical"


def test_a_plan_is_future(told: Told) -> None:
    assert only(told("The king will visit Norway for talks on Friday.")).aux == "future"


def test_a_refusal_keeps_its_not(told: Told) -> None:
    found = only(told("Norway did not sign the treaty with Chad."))
    assert found.aux == "negated"
    assert "not" in found.text


def test_allegedly_is_not_told_as_the_reports_own(told: Told) -> None:
    assert all(one.attribution for one in tells(told("Chad allegedly supplied the rebels with drones.")))


def test_figures_of_the_dead_are_no_statements(told: Told) -> None:
    assert tells(told("Seven people were killed in Norway on Friday.")) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Ten were killed in a raid in Orlen camp, which Chad said took place to target Hamas activists.",
            "Chad: raid in Orlen camp took place to target Hamas activists",
        ),
        (
            "Norway shelled the bridge, which Chad said Niger had built with the help of President Lena Holm.",
            "Chad: Niger had built bridge with the help of President Lena Holm",
        ),
        (
            'Norway held talks at the site, which Israeli leaders call "the Temple Gate of Oslo".',
            'Israeli leaders call the site "the Temple Gate of Oslo"',
        ),
    ],
)
def test_a_relative_clause_keeps_what_it_tells_of(told: Told, text: str, line: str) -> None:
    assert line in [one.text for one in tells(told(text))]


def test_a_line_without_its_subject_is_left_out(told: Told) -> None:
    for one in tells(told("Norway held a parade in Oslo, which Chad said was aimed at Niger.")):
        assert not one.text.lower().startswith("which")
        assert ": was" not in one.text


def test_several_speakers_are_all_named(told: Told) -> None:
    text = "Lena Holm and Ivo Karn said that Norway would send troops to Niger."
    assert only(told(text)).text == "Lena Holm and Ivo Karn: Norway would send troops to Niger"


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not elaborate on the strike in Niger.",
        "Norway declined to say who was behind the strike in Niger.",
        "Norway refused to comment on the killing of a teacher in Niger.",
    ],
)
def test_who_keeps_silent_tells_nothing(told: Told, text: str) -> None:
    assert not tells(told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not say whether its army struck a clinic in Niger.",
        "Norway declined to comment on reports that its army struck a clinic in Niger.",
        "Norway refused to confirm that its army struck a clinic in Niger.",
    ],
)
def test_what_is_left_open_is_told(told: Told, text: str) -> None:
    assert tells(told(text))


def test_who_is_not_charged_denies_nothing(told: Told) -> None:
    one = only(told("The officer has not been charged in the killing of President Lena Holm in Oslo."))
    assert (one.attribution, one.aux) == (None, "negated")


def test_a_statement_has_the_type_of_its_own_clause(told: Told) -> None:
    found = tells(told("Norway is home to the rebels who attacked Niger."))
    assert [one.plover for one in found if one.text.startswith("Norway")] == [None]


def test_a_headline_gives_way_to_its_text(told: Told) -> None:
    document = told("Norway called for calm in Chad on Monday.", title="Norway calls for calm in Chad")
    assert [document.sentences[one.sentence].paragraph.kind for one in tells(document)] == ["text"]


def test_date_and_place_of_the_clause(told: Told) -> None:
    found = only(told("The king met President Lena Holm in Oslo on Monday."))
    assert found.date_from == "2024-05-13"
    assert found.place is not None
    assert found.place.name == "Oslo"


def test_there_are_many_classes_and_no_empty_one() -> None:
    classes = vocabulary("synonyms")["classes"]
    assert len(classes) >= 150
    assert all(classes.values())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_any_text_is_read_and_every_span_holds_words(told: Told, parts: list[str]) -> None:
    document = told("".join(parts))
    for one in tells(document):
        assert one.spans
        for span in one.spans:
            assert document.words(span).strip()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("If Chad attacks Niger, Norway will send help.", "If Chad attacks Niger, Norway will send help"),
        ("Unless Chad leaves Niger, Norway will not send help.", "Unless Chad leaves Niger, Norway will not send help"),
    ],
)
def test_what_holds_under_a_condition_is_told_with_it(told: Told, words: str, line: str) -> None:
    assert only(told(words)).text == line


def test_a_clause_set_in_time_for_another_is_told_without_the_words_that_tie_it(told: Told) -> None:
    found = tells(told("When Norway took Chad's port in the morning, Niger left the war."))
    assert found[0].text.startswith("Norway took")


def test_what_is_only_asked_for_is_not_told(told: Told) -> None:
    found = tells(told("The Norway police are investigating to see if Chad's shooting of Lena Holm was accidental."))
    assert not any(one.text.lower().startswith(("if", "chad")) for one in found), [one.text for one in found]


def test_one_of_whom_tells_of_somebody_who_is_not_in_the_line(told: Told) -> None:
    found = tells(
        told("Pupils in Norway joined others in Oslo to mourn two women, one of whom was a pupil of Oslo Academy.")
    )
    assert not any(one.text.lower().startswith("one of") for one in found), [one.text for one in found]


def test_a_question_tells_nothing(told: Told) -> None:
    assert not tells(told("Did Norway sell rockets to Chad in May?"))


def test_how_somebody_calls_a_thing_tells_nothing_of_it(told: Told) -> None:
    assert not [one for one in tells(told("It stands in what the Chad army calls the Iron Gate.")) if "calls" in one.text]


def test_a_quotation_over_two_sentences_has_both_marks_in_each(told: Told) -> None:
    found = tells(
        told("“We in Norway will never give up Chad. Norway will fight for Chad and Niger,” said the king of Norway.")
    )
    assert found
    assert all(one.text.count("“") == one.text.count("”") == 1 for one in found), [one.text for one in found]


@pytest.mark.parametrize("was", ["was", "was not"])
def test_who_did_it_or_not_is_told_whole(told: Told, was: str) -> None:
    text = f"A bomb went off. It {was} the Northern Front that carried out the attack."
    found = [one.text for one in tells(told(text)) if "carried out" in one.text]
    assert found == [f"It {was} the Northern Front that carried out the attack"]


def test_a_clause_does_not_end_where_another_telling_begins(told: Told) -> None:
    found = [one.text for one in tells(told("Norway's army sparked debate about the soldiers' refusal to react."))]
    assert "Norway's army sparked debate about the soldiers' refusal to react" in found


def test_what_only_seems_so_is_told_with_its_verb(told: Told) -> None:
    found = tells(told("Norway released information that appeared to support the claim of President Lena Holm."))
    assert any("appeared to support" in one.text for one in found), [one.text for one in found]


def test_what_had_not_been_known_yet_is_not_told(told: Told) -> None:
    found = tells(
        told("Relatives of Lena Holm rejoiced, even before they knew whether she was among those freed by Norway.")
    )
    assert not any("knew" in one.text for one in found), [one.text for one in found]


CAPTION = "President Lena Holm speaks to her lawyer Gada Lask in Oslo, January 1, 2024. "


@pytest.mark.parametrize("credit", ["WIRENEWS/Amar Awad", "(Mark Tesk/KSR)", "(KSR Photo/Mark Tesk, File)"])
def test_a_pictures_caption_is_no_ground_for_a_pronoun(told: Told, credit: str) -> None:
    text = "The charges were false, said Qamar Fares, chairman of the Prisoners Club.\n\n" + CAPTION + credit
    found = tells(told(f"{text}\n\n“Their aim is to frighten people in Norway,” he said."))
    assert found[-1].text.startswith("Qamar Fares: "), found[-1].text


def test_whose_it_is_stays_open_where_two_may_be_meant(told: Told) -> None:
    text = "Pavel Sun met guests in Oslo. Olan Holm's words surprised Norway, which called them the best of his speech."
    assert not any("Sun's speech" in one.text for one in tells(told(text)))


def test_she_and_he_of_one_sentence_are_two(told: Told) -> None:
    text = "Ada Tamir, 16, was charged in Oslo on Monday. Tamir bit a soldier's hand as he held her brother in Norway."
    assert not any("Tamir held" in one.text for one in tells(told(text)))


def test_who_is_held_says_nothing(told: Told) -> None:
    found = tells(
        told("Ada Tamir made headlines in Norway when she bit a soldier's hand as he held her brother by the neck.")
    )
    assert not any(one.attribution for one in found), [one.text for one in found]


def test_who_was_bruised_is_whom_the_words_stand_for_and_not_the_girl(told: Told) -> None:
    document = told(
        "Ada Tamir, 16, was charged in Sarn. The charge sheet against Tamir included counts of aggravated assault against a "
        "soldier, who the army said was bruised on his brow by her punch."
    )
    lines = [one.text for one in tells(document) if "bruised" in one.text]
    assert lines
    assert not any("assault was" in line or "Tamir's brow" in line for line in lines)


def test_what_a_picture_shows_is_no_news(told: Told) -> None:
    found = tells(told(f"{CAPTION}(Mark Tesk/KSR)\n\nA court in Norway charged Lena Holm with taking bribes on Monday."))
    assert [one.text for one in found if "speaks" in one.text] == []
    assert any("charged" in one.text for one in found)


def test_what_somebody_was_asked_is_not_told_as_so(told: Told) -> None:
    text = "Officials in Norway did not respond to questions about whether President Lena Holm was referring to the raid."
    assert not any("was referring" in one.text and "whether" not in one.text for one in tells(told(text)))


@pytest.mark.parametrize("who", ["we have reported", "you mentioned"])
def test_who_is_spoken_to_is_no_source(told: Told, who: str) -> None:
    found = tells(told(f"As {who}, Chad sold Niger five jets last year."))
    assert [(one.text, one.attribution) for one in found] == [("Chad sold Niger five jets last year", None)]


def test_an_agency_in_brackets_does_nothing(told: Told) -> None:
    text = "(KSR) Norwegian leader Lena Ida Holm held out a hand to Chad Monday, offering talks over sending a team to Oslo."
    assert not any("KSR" in one.text for one in tells(told(text)))


def test_a_list_of_names_says_nothing(told: Told) -> None:
    text = "These are the 21 released Oslo women and girls, according to the government of Norway: Ada Amos, Ana Bello."
    assert not any("released" in one.text for one in tells(told(text)))


def test_some_of_whom_are_named_by_what_they_are(told: Told) -> None:
    text = "The case involves 25 defendants, five of whom -- including Lena Holm -- were fined in Oslo for insults."
    lines = [one.text for one in tells(told(text)) if "fined" in one.text]
    assert lines == ["Five of the defendants -- including Lena Holm -- were fined in Oslo for insults"]


def test_the_subject_stands_where_it_stood(told: Told) -> None:
    text = "Last week, the UN Security Council unanimously adopted new sanctions on Chad, seeking to stop its oil exports."
    lines = [one.text for one in tells(told(text)) if "adopted" in one.text]
    assert lines == ["Last week, the UN Security Council unanimously adopted new sanctions on Chad"]
