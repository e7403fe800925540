"""Alarms: figures that a person should look at before believing them. They change nothing by themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from crossreport.model.judged import Cell, Estimate
from crossreport.model.report import Report
from crossreport.model.said import Claim
from crossreport.reconcile.told import Told, figure_of
from crossreport.vocabulary.load import vocabulary, words

JUMP_FACTOR, JUMP_STEP = 1.5, 20
# Small numbers stand beside all sorts of nouns by chance.
TELLING = 10
# How far from a count its text is searched, in characters: a paragraph or two.
NEAR = 400
# More than any one incident of the records that coders keep, disasters and bombings of cities aside.
MANY = 10_000
NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
COUNT = re.compile(rf"(?<![\w.,])({NUMBER})[\s-]([a-z]+)", re.I)
# "1.200" and "1 200": a thousands separator of another language, or a decimal, or two numbers.
SEPARATED = re.compile(r"(?<![\w.,])\d{1,3}[. ]\d{3}(?![\w.,]?\d)")


def is_jump(before: int, after: int) -> bool:
    """Does a figure rise by more than half and by more than twenty in one step?"""
    return after > before * JUMP_FACTOR and after - before > JUMP_STEP


def jumps(told: Sequence[Told]) -> tuple[str, ...]:
    """An alarm for each step between neighbouring numbers that no toll takes at once."""
    sizes = sorted({one.point for one in told if one.point is not None and figure_of(one.claims[0]).form != "vague"})
    return tuple(f"jump from {a:,} to {b:,}" for a, b in pairwise(sizes) if is_jump(a, b))


def parts_above_total(total: Estimate, cells: Sequence[Cell], outcome: str) -> tuple[str, ...]:
    """An alarm for each part whose low is above the total's high."""
    if total.high is None:
        return ()
    found = []
    for cell in cells:
        low = cell.estimate.low
        if cell.outcome == outcome and low is not None and low > total.high:
            name = cell.subgroup or cell.status or cell.side
            found.append(f"{low:,} of {name} are more than the {total.high:,} of the whole")
    return tuple(found)


def doubts(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """An alarm for each number that may count something else, or that may be of another size, by its report's own words."""
    found: set[str] = set()
    for claim in claims:
        report, figure = reports.get(claim.report), claim.figure
        if report is None or figure is None or figure.point is None:
            continue
        found.update(_of_its_size(figure.point, claim, report))
        if figure.point >= TELLING:
            found.update(_of_other_nouns(figure.point, claim, report))
    return tuple(sorted(found))


def _of_its_size(number: int, claim: Claim, report: Report) -> Iterator[str]:
    year = (report.published or "")[:4]
    if year.isdigit() and 1900 <= number <= 2100 and abs(int(year) - number) <= 60 and str(number) in claim.quote:
        yield f"{number} may be a year"
    if separated := SEPARATED.search(claim.quote):
        yield f"“{separated[0]}” is read as {number:,}"
    elif number >= MANY and figure_of(claim).scope == "incident":
        yield f"{number:,} in one incident: a unit or a word of scale may be misread"


def _of_other_nouns(number: int, claim: Claim, report: Report) -> Iterator[str]:
    for amount, noun in _counts(claim, report):
        if amount == number and _is_thing(noun):
            yield f"{number} also stands before “{noun}” nearby ({claim.report})"


def above_crowd(total: Estimate, claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """An alarm where more are counted than a report says were there ("a crowd of 40", "30 people aboard")."""
    most = total.best if total.best is not None else total.low
    found: set[str] = set()
    for claim in claims:
        report = reports.get(claim.report)
        if report is None or most is None or claim.spans[0].title:
            continue
        for match in _crowd().finditer(_around(claim, report)):
            size = int((match["of"] or match["there"]).replace(",", ""))
            if most > size:
                found.add(
                    f"{most:,} are more than the {size:,} who were there ({claim.report}: “{' '.join(match[0].split())}”)"
                )
    return tuple(sorted(found))


def _around(claim: Claim, report: Report) -> str:
    span = claim.spans[0]
    return (report.title or "") if span.title else report.text[max(0, span.start - NEAR) : span.end + NEAR]


def _counts(claim: Claim, report: Report) -> Iterator[tuple[int, str]]:
    for match in COUNT.finditer(_around(claim, report)):
        yield int(match[1].replace(",", "")), match[2].lower()


def _is_thing(noun: str) -> bool:
    """Is it what a number may count that is no person: years, miles, houses?"""
    things = words("numbers", "counted_things", "measures")
    return noun in things or noun.removesuffix("s") in things or noun.removesuffix("es") in things


@cache
def _crowd() -> re.Pattern[str]:
    crowds, there = ("|".join(vocabulary("reconciling")[key]) for key in ("crowds", "being_there"))
    return re.compile(
        rf"\b(?:{crowds}) of (?:about |some |around |nearly |up to )?(?P<of>{NUMBER})\b"
        rf"|\b(?P<there>{NUMBER}) (?:people |passengers |persons |worshippers |guests )?(?:{there})\b",
        re.I,
    )
