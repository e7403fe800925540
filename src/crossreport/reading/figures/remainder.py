"""The dead told of by those who were left: "all but two of the crew of nine drowned", "only three of the ten survived"."""

import re
from collections.abc import Iterator

from crossreport.reading.figures.numbers import Quantity, exact
from crossreport.reading.figures.patients import Harm, outcome_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Tokens
from crossreport.reading.small import small

OF_ALL = r"(?:of|out of) (?:the |its |their |a |an |all )?(?P<group>[^.;,]{3,60}?)"
ALL_BUT = re.compile(
    rf"\ball (?:but|except|bar) (?P<rest>\w[\w-]*) {OF_ALL}(?= (?:was|were|has|have|had|died|drowned|perished)\b)", re.I
)
FEW_LEFT = re.compile(
    rf"\b(?:(?:only|just) (?P<rest>\w[\w-]*)|(?P<none>not (?:a single )?one|not a single one)) {OF_ALL} "
    r"(?P<verb>survived|lived|(?:came|got|made it) out alive|made it out|(?:was|were) (?:found|pulled out) alive)\b",
    re.I,
)


# What one of the two has in small letters.
EITHER = re.compile(r"all (?:but|except|bar) |survived|lived|alive")


def find_remainder(page: Scene) -> Iterator[Harm]:
    """Whom a sentence tells of as dead (or hurt, taken ...) by their whole number and those to whom it did not happen."""
    if EITHER.search(small(page.text[page.sentence.start : page.sentence.end])) is None:
        return
    for pattern in (ALL_BUT, FEW_LEFT):
        for found in pattern.finditer(page.text, page.sentence.start, page.sentence.end):
            span = page.doc.char_span(found.start(), found.end("group"), alignment_mode="expand")
            number = _left(page, found)
            if span is None or number is None:
                continue
            who = Victims(span.start, span.end - 1, span.end - 1, "counted", number)
            yield from _harm(page, who, found, span)


def _harm(page: Scene, who: Victims, found: re.Match[str], span: Tokens) -> Iterator[Harm]:
    if found.re is FEW_LEFT:
        yield Harm("killed", who, span.end, span.end, "remainder")
        return
    for token in page.doc[span.end : min(span.end + 5, page.end)]:
        outcome = (
            outcome_of("object", lemma(token)) or outcome_of("subject", lemma(token)) or outcome_of("state", token.lower_)
        )
        if outcome is not None:
            yield Harm(outcome, who, token.i, token.i, "remainder", aux_of(page, token))
            return


def _left(page: Scene, found: re.Match[str]) -> Quantity | None:
    """The whole less the rest; None where either is no exact number."""
    inside = [one for one in page.numbers if found.start() <= one.start and one.end <= found.end("group")]
    rest = [one for one in inside if found["rest"] and one.end <= found.end("rest")]
    whole = [one for one in inside if one.start >= found.start("group") and one.form == "exact"]
    if len(whole) != 1 or (found["rest"] and (len(rest) != 1 or rest[0].form != "exact")):
        return None
    left = (whole[0].point or 0) - (rest[0].point or 0 if rest else 0)
    return exact(left, found.start(), found.end("group")) if left > 0 else None
