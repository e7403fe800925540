"""Laying out a report: paragraphs and sentences, what is furniture, and offsets that hold whatever the text holds."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.model.report import Report
from crossreport.reading.layout import LONGEST, Document, document, is_wrapped, lay_out
from crossreport.reading.plain import straighten

Told = Callable[..., Document]


def kinds(told: Document) -> list[str]:
    return [paragraph.kind for paragraph in told.paragraphs]


def test_a_doubled_headline_and_lead_are_read_once(told: Told) -> None:
    lead = "Two people were killed in Orlen on Monday, the police said in the evening."
    page = told(f"Two killed in Orlen\n\n{lead}\n\nTwo killed in Orlen\n\n{lead}\n\nNEXT NEWS")
    assert kinds(page) == ["title", "text", "repeat", "repeat", "furniture"]
    assert [s.is_read for s in page.sentences] == [True, True, False, False, False]


@pytest.mark.parametrize(
    "dateline",
    [
        "ORLEN, Marrow —",
        "ORLEN -- ",
        "OLD ORLEN CAMP, Marrow (KSR) -",
        "ST. ORLEN, Marrow, June 3 (KSR) –",
        "ORLEN, 3 June 2024 -",
        "ORLEN, June 3, 2024 (KSR) --",
        "Orlen, 3 June 2024 (KSR) —",
        "Orlen (KSR) —",
        "Orlen, Marrow (Velmora News):",
    ],
)
def test_a_datelines_place_is_no_doer(told: Told, dateline: str) -> None:
    page = told(f"{dateline.strip()} A court on Monday sentenced two men for the attack.")
    (only,) = page.sentences
    assert only.tokens.text.startswith(dateline.strip()[:2])
    verb = next(token for token in page.doc if token.text == "sentenced")
    assert [token.text for token in verb.children if token.dep_ == "nsubj"] == ["court"]


@pytest.mark.parametrize(
    "text",
    [
        "A man — a father of two — was shot dead.",
        "Orlen (in the south) - it was quiet.",
        "NATO said - as it does - nothing.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(told: Told, text: str) -> None:
    assert len(list(told(text).doc.sents)) == 1


def test_a_title_that_the_text_repeats_is_a_repeat(told: Told) -> None:
    page = told("Two killed in Orlen\n\nThe police said so.", title="Two killed in Orlen")
    assert kinds(page) == ["title", "repeat", "text"]


def test_a_headline_with_its_stamp_is_no_part_of_the_text(told: Told) -> None:
    text = "Hunter charged in death of Orlen man Posted: Monday, May 4, 2015 5:29 PM EDT\n\nA hunter was charged on Monday."
    page = told(text, title="Hunter charged in death of Orlen man")
    assert kinds(page) == ["title", "repeat", "furniture", "text"]
    fused = told("Two killed in Orlen Updated: May 4, 2015 5:29 PM EDT Two men were killed on Monday, police said.")
    assert kinds(fused) == ["title", "furniture", "text"]


def test_a_day_in_the_text_is_no_stamp(told: Told) -> None:
    assert kinds(told("A video was posted Monday, May 4, 2015 by the two men who were hurt.")) == ["text"]


def test_a_subhead_that_is_fused_to_its_paragraph_is_cut_off(told: Told) -> None:
    page = told("The talks ended.\n\n– Growing discontent Observers believe that little was reached.")
    assert [page.text[p.start : p.end] for p in page.paragraphs if p.kind == "heading"] == ["– Growing discontent"]
    assert page.sentences[-1].tokens.text.startswith("Observers")


def test_a_short_line_without_a_full_stop_is_a_heading(told: Told) -> None:
    page = told("The talks ended on Friday.\n\nA dangerous week\n\nThe army said nothing.")
    assert kinds(page) == ["text", "heading", "text"]


def test_the_first_two_sentences_of_the_text_are_the_lead(told: Told) -> None:
    page = told("One was hurt. Two were not. Three left.", title="Crash in Orlen")
    assert [s.lead for s in page.sentences] == [False, True, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "RELATED: Two dead in Ostel crash",
        "Video Man and Woman Killed in Ostel Crash",
        "READ MORE | Ostel man held",
        "MOST READ IN NEWS SIN CITY How Ostel fell to crooks SHIP HORROR Two die as ferry sinks off Merrin",
        "Related Stories 'WORST TO COME' Rebel leader mocks claims BABY BOMBERS Who are they?",
        "JUST WATCHED Two killed in Ostel: a timeline Replay More Videos ... MUST WATCH Two killed in Ostel 01:26",
        "Ana Vost contributed from Ostel.",
        "Radio North's Ilo Tesk contributed to this report.",
        "KVEL will provide updates as they become available.",
        "This is a developing story, and we'll bring you more details as soon as we can.",
        "Ostel 13 News will have more information on this story when it becomes available.",
    ],
)
def test_a_teaser_of_another_story_is_kept_out(told: Told, line: str) -> None:
    page = told(f"One man was shot in Orlen.\n\n{line}\n\nHe will live.")
    assert kinds(page) == ["text", "furniture", "text"]


@pytest.mark.parametrize(
    "line",
    [
        "Video shows a man who was shot",
        "Also: two more were killed in the night.",
        "Most read in the book what they had feared to read.",
        "Two donors contributed from their own means.",
        "Ostel Police will provide updates as they become available.",
        "We have details on the three who died when the roof fell.",
    ],
)
def test_a_line_of_the_story_is_no_teaser(told: Told, line: str) -> None:
    assert "furniture" not in kinds(told(f"One man was shot in Orlen.\n\n{line}\n\nHe will live."))


def test_the_headlines_below_a_list_of_other_stories_are_kept_out(told: Told) -> None:
    page = told(
        "One man was shot in Orlen.\n\nRELATED STORIES:\n\nFour dead in Ostel blaze\n\nTwo held in Velmora\n\n"
        "The man will live.\n\nA week of grief\n\nNobody was held."
    )
    assert kinds(page) == ["text", "furniture", "furniture", "furniture", "text", "heading", "text"]


def test_lines_broken_at_a_column_are_one_paragraph(told: Told) -> None:
    lines = (
        "The commander of the northern army said on Monday that about fifty\n"
        "villagers had been taken away from their homes by armed men who came\n"
    )
    text = f"{lines}{lines.lower()}\n{lines}by night."
    assert is_wrapped(text)
    assert len(told(text).paragraphs) == 2


def test_text_in_capitals_is_parsed_in_lower_case(told: Told) -> None:
    page = told("THE ARMY SAID THAT TEN MEN WERE KILLED IN ORLEN. " * 6)
    assert page.doc.text.startswith("The army said")
    assert page.text.startswith("THE ARMY SAID")


@pytest.mark.parametrize("title", ["Bomb in Orlen", "", None, "   "])
def test_a_span_leads_back_to_the_words_in_title_and_text(told: Told, title: str | None) -> None:
    page = told("Nine “wounded” men.", title=title)
    for token in page.doc:
        start, end = token.idx, token.idx + len(token)
        if page.text[start:end].strip():
            span = page.span(start, end)
            assert span.words(page.report) == page.text[start:end]
            assert page.range(span) == (start, end)


@given(st.text())
def test_straightening_never_moves_an_offset(text: str) -> None:
    assert len(straighten(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("aB. \n\t–“”'\u200f\u0000é"), max_size=80), st.booleans())
def test_paragraphs_lie_in_order_and_hold_all_the_words(text: str, titled: bool) -> None:
    shift = 7 if titled else 0
    whole = "Title\n\n" + text if titled else text
    paragraphs = lay_out(whole, shift)
    ends = [at for p in paragraphs for at in (p.start, p.end)]
    assert ends == sorted(ends)
    inside = {i for p in paragraphs for i in range(p.start, p.end)}
    cut = [p for p in paragraphs if p.kind == "heading"]
    outside = [c for i, c in enumerate(whole) if i not in inside and not c.isspace()]
    assert not outside or cut


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_is_laid_out(text: str, title: str) -> None:
    page = document(Report(id="r", text=text, title=title))
    assert len(page.doc.text) == len(page.text)
    assert all(page.text[s.start : s.end].strip() for s in page.sentences)


def test_a_million_characters_are_parsed_in_pieces() -> None:
    page = document(Report(id="r", text="word " * 12_000))
    assert len(page.doc) == 12_000


def test_a_terminals_commands_are_blanks_and_offsets_hold() -> None:
    text = "\x1b[31m3 people\x1b[0m were killed\x1b]0;title\x07."
    assert straighten(text) == "     3 people     were killed          ."


@pytest.mark.parametrize("run", ["(", '"', "$", "killed", "=-"])
def test_an_endless_run_is_blank_and_read_in_no_time(told: Told, run: str) -> None:
    text = f"Two died.\n\n{run * 100_000}\n\nThree were hurt."
    started = time.process_time()
    page = told(text)
    assert time.process_time() - started < 30  # on a busy machine; what grows with the square takes many minutes
    assert len(page.plain) == len(text)
    assert page.plain.split() == ["Two", "died.", "Three", "were", "hurt."]


@pytest.mark.parametrize(("paragraph", "kind"), [
    ("We have sent an email to you. Please check your inbox and click on the link to activate your account.", "furniture"),
    ("By submitting your registration information, you agree to our Terms of Service and Privacy Policy.", "furniture"),
    ("Email notifications are only sent once a day, and only if there are new matching items.", "furniture"),
    ("Police said the gunman had sent an email to his mother before he killed two guards.", "text"),
    ("The minister said that you cannot bargain with those who shoot at villagers in their sleep.", "text"),
    ("“You can read your newsletters and notifications in prison,” the judge told him.", "text"),
])  # fmt: skip
def test_what_a_page_says_to_its_reader_is_furniture(paragraph: str, kind: str) -> None:
    text = f"Two guards were killed on Monday, the mayor of Orlen said.\n\n{paragraph}"
    assert [one.kind for one in lay_out(text, 0)] == ["text", kind]


def test_an_endless_sentence_is_cut(told: Told) -> None:
    page = told("Police said that " * 600)
    assert max(len(one.tokens) for one in page.sentences) <= LONGEST
    assert page.sentences[-1].end == len(page.text.rstrip())


def test_a_long_paragraph_is_cut_behind_a_full_stop(told: Told) -> None:
    page = told("The police said that two men were hurt in Orlen. " * 60)
    assert {one.tokens.text for one in page.sentences} == {"The police said that two men were hurt in Orlen."}


@pytest.mark.parametrize(("text", "opening"), [
    ("Agustin Figuerel, 67, and another man in his 80s were killed.", "Agustin Figuerel, 67"),
    ("Two men were shot. Another man was hurt, police Sgt. Gary Robel said on Monday.", "Another man"),
])  # fmt: skip
def test_no_sentence_is_broken_off_within_a_name(told: Told, text: str, opening: str) -> None:
    whole = told(text).sentences[-1]
    assert told(text).plain[whole.start : whole.end].startswith(opening)


def test_a_headline_of_one_word_stays_a_line_of_its_own(told: Told) -> None:
    page = told("Tragedy\n\nTwo men were shot on Monday in Orlen. Both died.")
    assert [page.plain[one.start : one.end] for one in page.sentences] == [
        "Tragedy",
        "Two men were shot on Monday in Orlen.",
        "Both died.",
    ]


def test_a_gallery_run_into_the_text_gives_each_caption_once(told: Told) -> None:
    """Who took the picture was one of the hurt, and the number of the last picture was how many were hurt."""
    caption = "A girl and her mother were shot Wednesday night in Orlen after a fight. Nobody was caught."
    other = "The house in Orlen where it happened."
    text = (
        f"Photo: Ada Vost Image 1 of / 44 Caption Close Image 1 of 44 {caption} {caption} Photo: Ada Vost "
        f"Image 2 of 44 Buy photo {other} {other} (Ada Vost / KSR) Image 44 of 44 {caption} less A girl and her mother "
        "were shot Wednesday night in Orlen after ... more Photo: Ada Vost Girl shot in Orlen 1 / 44 Back to Gallery"
        "\n\nA girl was shot in Orlen, the police said."
    )
    page = told(text, title="Girl shot in Orlen")
    read = [(one.kind, page.text[one.start : one.end]) for one in page.paragraphs if one.kind in ("text", "heading")]
    assert read == [("text", caption), ("text", other), ("text", "A girl was shot in Orlen, the police said.")]


def test_an_image_of_which_the_text_tells_is_no_gallery(told: Told) -> None:
    assert kinds(told("The image of two men shot in Orlen was shown. Image 3 was not.")) == ["text"]
