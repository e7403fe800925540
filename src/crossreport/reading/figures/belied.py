"""Numbers that a later sentence says are not so: "Five were reported killed. In fact nobody died", "one of them lives",
"the correct number was three"."""

import re
from collections.abc import Sequence

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import value_of
from crossreport.reading.layout import Document
from crossreport.reading.small import small

# What a sentence begins with that tells how it was, after what others told.
TRULY_WORDS = r"(?:in (?:actual )?fact|in reality|in truth|actually|as it turned out)"
TRULY = re.compile(rf"\W*(?:but |yet |however, )?{TRULY_WORDS}\b", re.I)
# What was only told: "were reported killed", "initially".
ONLY_TOLD = re.compile(
    r"\b(?:reported(?:ly)?|initial(?:ly)?|at first|first|thought|believed|rumou?red|presumed|wrongly)\b", re.I
)
TOLD = r"(?:reported|declared|listed|counted|thought|believed|presumed|feared)"
# "Were reported killed but turned up alive": those whom it counts live.
AFTER_ALL = re.compile(
    r"\b(?:(?:reported|reportedly|declared|listed|thought|believed|presumed|feared|rumou?red)"
    r"(?: to have been| to be| as)? (?:killed|dead)|reported to have died)\b[^.;:]{0,80}?"
    r"(?:,| but(?: later)?| and later| yet)(?: (?:they|he|she|both|all|later|in fact))? "
    r"(?:is|are|was|were|turned out to be|turned up|proved to be|found|seen)"
    r"(?: (?:in fact|actually|later|since|still|found|seen|both|all|to be))* alive\b",
    re.I,
)
JOINED = r"\b(?:and|but|while|who)\b"
# "One of the three was later found to be alive", "two of them, it turned out, are alive".
ALIVE = re.compile(
    r"\b(?P<some>[\w-]+) of (?:(?:the|those|these) (?P<all>[\w-]+)|them|those)"
    rf"(?P<told>(?: [\w-]+){{0,2}}? {TOLD} (?:(?:as|to be|to have been) )?(?:dead|killed)(?:(?!{JOINED})[^.;,]){{0,80}}?)?"
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
# "The correct number was six", "later corrected the figure to six".
TALLY = r"(?:death )?(?:number|figure|toll|count|total|tally)"
RIGHTED = re.compile(
    rf"\b(?:(?:correct|right|real|actual|true|accurate) {TALLY}(?: of (?:the )?(?:dead|deaths))? "
    r"(?:is|was|had been|should have been|stood at|stands at)"
    rf"|{TRULY_WORDS},? the {TALLY} (?:is|was|had been)"
    rf"|correct(?:ed|s|ing) (?:the|its|this|that|their|his|her) (?:\w+ )?(?:{TALLY}|statement|report) to) "
    r"(?P<number>\d[\d,]*|[a-z]+(?:-[a-z]+)?)\b"
    # "The real number is two blocks away", "is six hundred" and "six or seven" are other numbers.
    r"(?=\W*$|[.,;:)\"”]| (?:people|persons|dead|deaths?|killed|victims|and not|not|rather|instead|but|as)\b)",
    re.I,
)
# "Police initially said the man had died", beside "he is in critical condition": he lives.
SAID_AT_FIRST = re.compile(
    r"\b(?:initially|originally|at first|first|earlier|mistakenly|wrongly) (?:said|told|reported|stated|announced|believed)"
    r"(?: that)? (?=(?:the|that|this|he|she)\b)",
    re.I,
)
AT_FIRST = ("initially ", "originally ", "first ", "earlier ", "mistakenly ", "wrongly ")
LIVES = re.compile(
    r"\bin (?:[\w-]+ ){0,4}condition\b|\balive\b|\blife support\b|\bfighting for (?:his|her) life\b|\bexpected to survive\b"
)
TALLIES = ("number", "figure", "toll", "count", "total", "tally", "correct")
NEAR = 3
RIGHT = "righted"


def without_belied(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures in their order; one that is belied counts nowhere, and behind them stands what is left of it."""
    made = list(figures)
    low = small(document.plain)
    for sentence in document.sentences:
        if not sentence.is_read:
            continue
        told = low[sentence.start : sentence.end]
        if any(one in told for one in AT_FIRST) and SAID_AT_FIRST.search(document.plain, sentence.start, sentence.end):
            _take_back_the_dead(document, made, sentence.index)
        if TRULY.match(low, sentence.start, sentence.end):
            _put_right(document, made, sentence.index)
        if "alive" in told:
            _leave_the_living(document, made, sentence.index)
            _leave_out_the_living(document, made, sentence.index)
        if any(one in told for one in TALLIES):
            _put_another(document, made, sentence.index)
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


def _take_back_the_dead(document: Document, figures: list[Figure], sentence: int) -> None:
    """Takes back one who was said at first to have died, where the sentence before tells how he is, and of no dead."""
    here, before = document.sentences[sentence], document.sentences[max(0, sentence - 1)]
    said = SAID_AT_FIRST.search(document.plain, here.start, here.end)
    if said is None or before is here or LIVES.search(document.plain, before.start, before.end) is None:
        return
    if any(one.outcome == "killed" and one.sentence == before.index for one in figures):
        return
    for i, one in enumerate(figures):
        died = one.sentence == sentence and (one.outcome, one.point) == ("killed", 1) and _is_whole(one)
        if died and document.range(one.span)[0] >= said.end():
            figures[i] = msgspec.structs.replace(one, aux="negated", rule="corrected")


def _put_another(document: Document, figures: list[Figure], sentence: int) -> None:
    """The number that is said to be the right one, in the place of what was told last."""
    here = document.sentences[sentence]
    found = RIGHTED.search(document.plain, here.start, here.end)
    right = value_of(found["number"]) if found is not None and found["number"].lower() not in ("a", "an", "half") else None
    if found is None or right is None:
        return
    start, end = found.span("number")
    spans = {i: document.range(one.span) for i, one in enumerate(figures) if not one.span.title}
    read = {figures[i].outcome for i, (a, b) in spans.items() if a <= start < b}  # "the real toll was six"
    told = [
        i
        for i, one in enumerate(figures)
        if _is_whole(one) and 0 <= sentence - one.sentence < NEAR and document.range(one.span)[0] < found.start()
    ]
    wrong = figures[told[-1]] if told else None
    if wrong is None or wrong.point == right or wrong.outcome not in (read or ("killed", "injured")):
        return
    if read:
        figures[told[-1]] = msgspec.structs.replace(wrong, aux="negated", rule="corrected")
    else:
        _replace(document, figures, told[-1], right, (start, end))


def replaced(figures: Sequence[Figure], at: int) -> Figure | None:
    """The figure that counts no more since this one is the right number; None where it is no such number."""
    here = figures[at]
    taken = (one for one in reversed(figures[:at]) if (one.outcome, one.rule) == (here.outcome, "corrected"))
    return next(taken, None) if here.rule == RIGHT else None


def _replace(document: Document, figures: list[Figure], at: int, number: int, words: tuple[int, int]) -> None:
    """Another number, by its words, for one that counts no more."""
    first, span = figures[at], document.span(*words)
    sentence = document.sentence_at(words[0])
    where = {"span": span, "sentence": sentence.index if sentence is not None else first.sentence}
    told = {"form": "zero" if number == 0 else "exact", "low": number, "high": number, "point": number, "vague": None}
    figures[at] = msgspec.structs.replace(first, aux="negated", rule="corrected")
    figures.append(msgspec.structs.replace(first, rule=RIGHT, people=(), predicate=None, **where, **told))


def _leave_the_living(document: Document, figures: list[Figure], sentence: int) -> None:
    """Takes those who live from the number of the dead that was told before."""
    here = document.sentences[sentence]
    named = ALIVE.search(document.plain, here.start, here.end)
    found = named or SOME_ALIVE.search(document.plain, here.start, here.end)
    some = value_of(found["some"]) if found is not None else None
    if found is None or some is None:
        return
    every = value_of(found["all"]) if named is not None and found["all"] else None
    told = bool(named is not None and named["told"])  # in this very sentence: "one of the two reported dead was found alive"
    dead = [
        i
        for i, one in enumerate(figures)
        if one.outcome == "killed"
        and _is_whole(one)
        and one.form == "exact"
        and sentence - NEAR <= one.sentence < sentence + told
    ]
    if named is None:
        dead = [i for i in dead if _was_only_told(document, figures[i])]
    meant = [i for i in dead if every is None or figures[i].point == every]
    left = (figures[meant[-1]].point or 0) - some if meant else 0
    if left >= 1 and not (named is not None and named["all"] and every is None):
        _replace(document, figures, meant[-1], left, found.span())


def _leave_out_the_living(document: Document, figures: list[Figure], sentence: int) -> None:
    """Takes back those who were only said to be dead, where the same clause has them alive after all."""
    here = document.sentences[sentence]
    found = AFTER_ALL.search(document.plain, here.start, here.end)
    told = [i for i, one in enumerate(figures) if one.sentence == sentence and one.outcome == "killed" and _is_whole(one)]
    if found is not None and len(told) == 1 and document.range(figures[told[0]].span)[0] < found.end():
        figures[told[0]] = msgspec.structs.replace(figures[told[0]], aux="negated", rule="corrected")


def _was_only_told(document: Document, figure: Figure) -> bool:
    """Does its sentence tell it as what was said at first?"""
    sentence = document.sentences[figure.sentence]
    return ONLY_TOLD.search(document.plain, sentence.start, sentence.end) is not None


def _is_whole(figure: Figure) -> bool:
    """Is it told as so, of the incident and not of a part of its dead?"""
    return figure.aux == "none" and figure.scope == "incident" and figure.subset_of is None and not figure.span.title
