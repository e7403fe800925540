"""Ages that stand for persons: "a 17-year-old", "a 14- and a 17-year-old", "his sons, 10 and 12"."""

import re

from crossreport.reading.figures.numbers import ages_in
from crossreport.reading.figures.scene import Scene, is_person
from crossreport.reading.parsed import Token

AGES_AFTER = re.compile(
    r"(?:,? |,)\(?(?:ages? |aged )?\d{1,2}(?:, \d{1,2})*,? and \d{1,2}"
    r"(?=[\s,.;)]*(?:$|[,.;)]| were| was| in| at| on| and| before))"
)


def ages_told(page: Scene, first: int, head: Token) -> int:
    """How many persons the ages between a token and a noun are of: "a 14-, a 15- and a 17-year-old boy" are three."""
    return max((ages_in(page.age_at[i][2]) for i in range(first, head.i + 1) if i in page.age_at), default=1)


def behind_ages(page: Scene, head: Token) -> Token:
    """ "A 14- and a 17-year-old boy": of several ages with one end the noun is meant, whichever the parser takes."""
    if head.i not in page.age_at or ages_in(page.age_at[head.i][2]) == 1:
        return head
    last = page.age_at[head.i][1]
    after = page.doc[last + 1] if last + 1 < page.end else None
    return after if after is not None and after.pos_ == "NOUN" and is_person(page, after) else page.doc[last]


def are_many(age: re.Match[str]) -> bool:
    """ "17-year-olds"."""
    return bool(age["many"] or age["more"])


def are_young(age: re.Match[str]) -> bool | None:
    """Are all of these ages those of children? None where some are."""
    infant = (age["unit"] or "y")[:1].lower() != "y"
    young = {infant or int(years) < 18 for years in re.findall(r"\d+", age[0])}
    return young.pop() if len(young) == 1 else None


def ages_listed(page: Scene, head: Token) -> int:
    """ "His sons, 10 and 12" are two."""
    start = head.idx + len(head)
    found = AGES_AFTER.match(page.text[start : min(start + 40, page.sentence.end)])
    return len(re.findall(r"\d+", found[0])) if found else 0
