"""Numbers that a later sentence says are not so: "Five were reported killed. In fact nobody died", "one of them lives"."""

import re
from collections.abc import Sequence

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import value_of
from crossreport.reading.layout import Document
from crossreport.reading.small import small

# What a sentence begins with that tells how it was, after what others told.
TRULY = re.compile(
    r"\W*(?:but |yet |however, )?(?:in (?:actual )?fact|in reality|in truth|actually|as it turned out)\b", re.I
)
# What was only told: "were reported killed", "initially".
ONLY_TOLD = re.compile(
    r"\b(?:reported(?:ly)?|initial(?:ly)?|at first|first|thought|believed|rumou?red|presumed|wrongly)\b", re.I
)
# "One of the three was later found to be alive", "two of them, it turned out, are alive".
ALIVE = re.compile(
    r"\b(?P<some>[\w-]+) of (?:(?:the|those|these) (?P<all>[\w-]+)|them|those)"
    r"(?: (?:reported|declared|listed|counted) dead)?"
    r"(?:, [^.;,]{1,40},)? (?:is|are|was|were|turned out to be|proved to be)"
    r"(?: (?:later|since|in fact|actually|said to be|found to be|confirmed to be|found))* alive\b",
    re.I,
)
# "One was later found alive": of those who were only said to be dead; of others it tells who was saved.
SOME_ALIVE = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<![\w-])(?P<some>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})(?: others?)? "
    r"(?:is|are|was|were|turned out to be|proved to be)"
    r"(?: (?:later|since|in fact|actually|said to be|found to be|confirmed to be|found))* alive\b",
    re.I,
)
NEAR = 3


def without_belied(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures in their order; one that is belied counts nowhere, and behind them stands what is left of it."""
    made = list(figures)
    low = small(document.plain)
    for sentence in document.sentences:
        if sentence.is_read and TRULY.match(low, sentence.start, sentence.end):
            _put_right(document, made, sentence.index)
        if sentence.is_read and "alive" in low[sentence.start : sentence.end]:
            _leave_the_living(document, made, sentence.index)
    return tuple(made)


def _put_right(document: Document, figures: list[Figure], sentence: int) -> None:
    """Takes back what the sentence before only reported, where this one has another number of the same."""
    before = document.sentences[sentence - 1] if sentence else None
    if before is None or ONLY_TOLD.search(document.plain, before.start, before.end) is None:
        return
    right = [one for one in figures if one.sentence == sentence and _is_whole(one)]
    for i, one in enumerate(figures):
        others = [other for other in right if other.outcome == one.outcome]
        if one.sentence == before.index and _is_whole(one) and others and all(one.point != other.point for other in others):
            figures[i] = msgspec.structs.replace(one, aux="negated", rule="corrected")


def _leave_the_living(document: Document, figures: list[Figure], sentence: int) -> None:
    """Takes those who live from the number of the dead that was told before."""
    here = document.sentences[sentence]
    named = ALIVE.search(document.plain, here.start, here.end)
    found = named or SOME_ALIVE.search(document.plain, here.start, here.end)
    some = value_of(found["some"]) if found is not None else None
    if found is None or some is None:
        return
    every = value_of(found["all"]) if named is not None and found["all"] else None
    dead = [
        i
        for i, one in enumerate(figures)
        if one.outcome == "killed" and _is_whole(one) and one.form == "exact" and sentence - NEAR <= one.sentence < sentence
    ]
    if named is None:
        dead = [i for i in dead if _was_only_told(document, figures[i])]
    meant = [i for i in dead if every is None or figures[i].point == every]
    left = (figures[meant[-1]].point or 0) - some if meant else 0
    if left < 1 or (named is not None and found["all"] and every is None):
        return
    first = figures[meant[-1]]
    span = document.span(*found.span())
    rest = {"low": left, "high": left, "point": left, "span": span, "sentence": sentence}
    figures[meant[-1]] = msgspec.structs.replace(first, aux="negated", rule="corrected")
    figures.append(msgspec.structs.replace(first, rule="remainder", people=(), predicate=None, **rest))


def _was_only_told(document: Document, figure: Figure) -> bool:
    """Does its sentence tell it as what was said at first?"""
    sentence = document.sentences[figure.sentence]
    return ONLY_TOLD.search(document.plain, sentence.start, sentence.end) is not None


def _is_whole(figure: Figure) -> bool:
    """Is it told as so, of the incident and not of a part of its dead?"""
    return figure.aux == "none" and figure.scope == "incident" and figure.subset_of is None and not figure.span.title
