"""Sentences of harm that gave no claim are listed with why."""

from collections.abc import Callable

from crossreport.model.happened import NUMBER_LEFT, Mention
from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.unread import HYPOTHETICAL, LAW, find_unread


def test_a_sentence_that_gave_a_figure_is_not_listed(told: Callable[..., Document]) -> None:
    page = told("Two men were killed.")
    figure = Figure(Span(0, 7), "killed", "exact", low=2, high=2, point=2)
    assert find_unread(page, (figure,), (), (), ()) == ()


def test_harm_without_a_claim_is_listed_with_its_reason(told: Callable[..., Document]) -> None:
    page = told("Two men were killed. The library opens at nine.")
    found = find_unread(page, (), (), (), ())
    assert [(page.words(one.span), one.reason) for one in found] == [("Two men were killed.", NUMBER_LEFT)]


def test_a_number_of_persons_is_listed_though_an_incident_is_told(told: Callable[..., Document]) -> None:
    page = told("Four villagers were killed in the attack.")
    mention = Mention(id="m1", spans=(page.of(page.sentences[0].tokens),))
    assert [one.reason for one in find_unread(page, (), (mention,), (), ())] == [NUMBER_LEFT]


def test_what_may_happen_says_so(told: Callable[..., Document]) -> None:
    found = find_unread(told("Many could be killed there."), (), (), (), ())
    assert [one.reason for one in found] == [HYPOTHETICAL]


def test_a_matter_of_law_says_so(told: Callable[..., Document]) -> None:
    found = find_unread(told("The murder trial begins in June."), (), (), (), ())
    assert [one.reason for one in found] == [LAW]


def test_nothing_is_listed_where_nothing_is_hurt(told: Callable[..., Document]) -> None:
    assert find_unread(told("The library opens at nine. Its shelves are new."), (), (), (), ()) == ()
    assert find_unread(told(""), (), (), (), ()) == ()
