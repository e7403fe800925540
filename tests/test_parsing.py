"""What a parse gives: the model's own analysis, word for word, whichever texts are parsed together."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Piece

from crossreport.model.report import Report
from crossreport.reading.dates.grammar import any_rule, grammar
from crossreport.reading.language import pipeline
from crossreport.reading.layout import Document, Paragraph, document, documents, lay_out
from crossreport.reading.networks import encoder, name_finder, relations
from crossreport.reading.parsed import Doc
from crossreport.reading.parsing import parse
from crossreport.reading.read import read as whole
from crossreport.reading.read import read_all
from crossreport.reading.small import small

TEXTS = [
    "Two men were killed in Orlen on Friday, police said, and there were three wounded in the market.",
    "I'm gonna say it: there's nobody left. Let's go, they ain't coming! Y'all got ta leave, c'm on.",
    'The mayor, who had hoped to be "re-elected", was shot\n\nat his home in Tarv; what he asked for he never got.',
    "   \n\n Dead: 14 (3 of them children).  Hurt: more than 20...  ",
    "The truck that the soldiers whom the villagers had hidden stopped was seen by the boy they wanted us to find.",
    "",
]

TIMES = [
    "on", "the", "3", "5/6/2014", "5-6-14", "of", "May", "2011", "last", "Monday", "morning", "two", "days", "ago", "since",
    "'90s", "10:30", "p.m.", "early", "this", "year", "end", "every", "week", "nineteen", "ninety-four", "1990s", "quarter",
]  # fmt: skip


def alone(text: str) -> Piece:
    """What the model itself makes of a text, with all its pipes."""
    return pipeline()(text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_words_are_the_models_own(text: str) -> None:
    theirs = alone(text)
    [ours] = parse([[pipeline().make_doc(text)]])
    assert ours.text == theirs.text
    for our, their in zip(ours, theirs, strict=True):
        for name in (
            "i", "idx", "text", "lower_", "tag_", "pos_", "dep_", "lemma_", "ent_type_", "ent_iob_", "whitespace_",
            "text_with_ws", "is_sent_start", "is_space", "is_punct", "is_alpha", "is_stop", "is_title", "like_num",
        ):  # fmt: skip
            assert getattr(our, name) == getattr(their, name), (our, name)
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(our, name).i == getattr(their, name).i, (our, name)
        for name in ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts"):
            assert [one.i for one in getattr(our, name)] == [one.i for one in getattr(their, name)], (our, name)
        assert (our.sent.start, our.sent.end) == (their.sent.start, their.sent.end)
        assert [our.is_ancestor(one) for one in ours] == [their.is_ancestor(one) for one in theirs]
    assert [(one.start, one.end, one.label_) for one in ours.ents] == [
        (one.start, one.end, one.label_) for one in theirs.ents
    ]


def names(found: Iterable[Any]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.label_) for one in found]


def read(doc: Doc) -> list[tuple[str, str, str, int, str]]:
    return [(token.tag_, token.dep_, token.lemma_, token.head.i, token.ent_type_) for token in doc]


NAMING = [
    "Ana", "Poe", "Orlen", "Mr.", "the", "United", "States", "army", "said", "on", "Monday", ",", "5", "May", "2014", ".",
    "\n", "a", "million", "dollars", "IBM", "and", "Zelian", "of", "Tarv", "shot", "him", "  ", "at", "noon", "-", "\"",
    "The", "River",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(NAMING), min_size=1, max_size=40).map(" ".join), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_names_are_the_models_own(texts: list[str]) -> None:
    theirs = [alone(text) for text in texts]
    assert name_finder()(theirs) == [names(piece.ents) for piece in theirs]


MARKS = [".", "!", "?", '"', ")", "(", "'s", "and", "that", "were", "killed", "in", "who", "not", "U.S.", "..."]
# A word, and whether a sentence is said to start with it (1), or not to (-1).
told = st.tuples(st.sampled_from(NAMING + 2 * MARKS), st.sampled_from([0] * 20 + [1, -1]))


@given(st.lists(st.lists(told, min_size=1, max_size=60), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_relations_and_sentences_are_the_models_own(texts: list[list[tuple[str, int]]]) -> None:
    vocab, parser = pipeline().vocab, pipeline().get_pipe("parser")
    ours, theirs = (
        [Piece(vocab, words=[word for word, _ in text], sent_starts=[told for _, told in text]) for text in texts]
        for _ in range(2)
    )
    for one, other, rows in zip(ours, theirs, encoder()(ours), strict=True):
        one.tensor = other.tensor = rows  # type: ignore[assignment]
    relations()(ours)
    parser.set_annotations(theirs, parser.predict(theirs))  # type: ignore[attr-defined]
    for one, other in zip(ours, theirs, strict=True):
        for name in ("HEAD", "DEP", "SENT_START"):
            assert one.to_array(name).tolist() == other.to_array(name).tolist()


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=5))
@settings(max_examples=20)
def test_a_text_is_parsed_alike_with_whatever_others(texts: list[str]) -> None:
    reports = [Report(str(at), text) for at, text in enumerate(texts)]
    together: list[Document] = list(documents(reports))
    assert [read(page.doc) for page in together] == [read(document(report).doc) for report in reports]


HEADLINES = ["Gunman Kills Three In Orlen Market", "Teacher Found Dead At Tarv Mill", "Two shot dead", "Police Seek Driver"]


@given(st.lists(st.sampled_from(HEADLINES), min_size=1, max_size=5))
@settings(max_examples=10)
def test_a_headline_in_title_case_is_parsed_alike_with_whatever_others(titles: list[str]) -> None:
    reports = [Report(str(at), TEXTS[0], title=title) for at, title in enumerate(titles)]
    for page, report in zip(documents(reports), reports, strict=True):
        found = [one.lowered for one in page.sentences]
        alone = [one.lowered for one in document(report).sentences]
        assert [one and read(one.doc) for one in found] == [one and read(one.doc) for one in alone]
        assert any(found) == (report.title != "Two shot dead")


def test_a_report_that_cannot_be_parsed_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [Report("a", TEXTS[0]), Report("b", "This one falls over."), Report("c", TEXTS[2])]

    def fails(text: str, shift: int) -> tuple[Paragraph, ...]:
        if "falls over" in text:
            raise ValueError("it fell over")
        return lay_out(text, shift)

    expected = [whole(report) for report in reports]
    assert list(read_all(reports)) == expected
    monkeypatch.setattr("crossreport.reading.layout.lay_out", fails)
    first, second, third = read_all(reports)
    assert (first, third) == (expected[0], expected[2])
    assert isinstance(second, ValueError)


@given(st.lists(st.sampled_from(TIMES), min_size=1, max_size=12).map(" ".join))
def test_where_one_rule_of_time_matches_the_rule_of_all_does(text: str) -> None:
    for start in range(len(text)):
        if any(rule.match(text, start) for rule in grammar().values()):
            assert any_rule().match(small(text), start), text[start:]


@given(st.sampled_from(TEXTS), st.integers(0, 60), st.integers(0, 60))
def test_runs_of_words_are_those_of_the_model(text: str, a: int, b: int) -> None:
    theirs, ours = alone(text), document(Report("r", text)).doc
    a, b = min(a, b, len(ours)), min(max(a, b), len(ours))
    assert (ours[a:b].text, ours[a:b].start_char, ours[a:b].end_char) == (
        theirs[a:b].text, theirs[a:b].start_char, theirs[a:b].end_char,
    )  # fmt: skip
    assert a == b or [one.i for one in ours[a:b][-1:]] == [b - 1]


@given(
    st.sampled_from(TEXTS[:3]), st.integers(0, 110), st.integers(0, 110), st.sampled_from(["strict", "contract", "expand"])
)
def test_words_at_offsets_are_those_of_the_model(text: str, start: int, end: int, mode: str) -> None:
    [ours] = parse([[pipeline().make_doc(text)]])
    start, end = sorted((start, end))
    theirs = alone(text).char_span(start, end, alignment_mode=mode)
    found = ours.char_span(start, end, alignment_mode=mode)  # type: ignore[arg-type]
    assert (found is None) == (theirs is None)
    if found is not None and theirs is not None:
        assert (found.start, found.end, found.text, found.text_with_ws) == (
            theirs.start, theirs.end, theirs.text, theirs.text_with_ws,
        )  # fmt: skip
        assert not len(found) or found.root.i == theirs.root.i
