"""Which statements of two reports are lined up as one thing told by both: what was done stands in both."""

import pytest

from crossreport.model.report import Report
from crossreport.model.said import Claim
from crossreport.reading.read import read
from crossreport.reconcile.lining import Line, line, line_up


def lines(ident: str, text: str) -> list[Line]:
    reading = read(Report(id=ident, text=text, published="2024-05-08"))
    return [
        line(Claim(f"{ident}/{at}", ident, "statement", one.spans, one.text, statement=at), one, reading)
        for at, one in enumerate(reading.statements)
    ]


def alike(one: str, other: str) -> list[tuple[str, ...]]:
    """What both reports tell, in the line of each."""
    groups = line_up([*lines("north", one), *lines("south", other)])
    return [tuple(member.statement.text for member in group) for group in groups if len(group) > 1]


APART = [
    # Deeds that undo each other.
    (
        "Police said four people with serious injuries were taken to hospitals in Kalden.",
        "Police said four people with serious injuries were released from hospitals in Kalden.",
    ),
    # What a camera captured was not arrested.
    ("Ivo Brusk's camera captured the shooting, police said.", "Ivo Brusk was arrested after the shooting, police said."),
    # Who had a part in a swap did not come close to one.
    (
        "The Chadian government admitted that it had come close to a swap last year.",
        "The Red Crescent confirmed its role in the swap.",
    ),
    # Who asks for it does not tell of it.
    (
        "The government of Chad freed the women and girls of Kalden, officials said.",
        "The Bring Them Home movement campaigned for the release of the women and girls of Kalden.",
    ),
    # A released video sets nobody free.
    (
        "The Kalden Front freed twelve kidnapped schoolgirls in April, officials said.",
        "The Kalden Front released a video of the kidnapped schoolgirls in April, officials said.",
    ),
    # One number of others.
    ("The Kalden Front has 84 hostages in the valley.", "There were 84 soldiers in the valley."),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_was_done_in_one_only_is_not_told_by_both(one: str, other: str) -> None:
    assert all(lines("north", text) for text in (one, other))
    assert not alike(one, other)


ALIKE = [
    (
        "Police said four people with serious injuries were taken to hospitals in Kalden.",
        "Police said four people with serious injuries were rushed to hospitals in Kalden.",
    ),
    ("In May, Chad carried out its sixth nuclear test.", "Chad conducted its sixth nuclear test in May."),
    (
        "Niger's ministers met the envoys of Chad in Kalden.",
        "Niger's ministers held talks with Chad's envoys in Kalden.",
    ),
    # "There were" and "had" say alike who is where.
    (
        "There were 84 people on board the Kalden ferry, officials said.",
        "The Kalden ferry had 84 people on board, officials said.",
    ),
    # One number of the same is much of what both tell.
    ("There were 84 people on board the ship.", "The Chad Star had 84 people on board."),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_deed_in_other_words_is_told_by_both(one: str, other: str) -> None:
    assert len(alike(one, other)) == 1
