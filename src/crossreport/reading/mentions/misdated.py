"""A year that is mistyped: as many persons, on the same day of another year, are those told of before."""

from collections.abc import Iterable, Sequence
from datetime import date

from crossreport.model.said import Figure
from crossreport.reading.mentions.clauses import Group

Days = tuple[date, date]
# A day or a month is moved to another year; what is dated more roughly is not.
LONGEST = 31


def is_misdated(group: Group, known: Iterable[Days], before: Iterable[Group], figures: Sequence[Figure], mine: Days) -> bool:
    """Does a group of the days `mine` count as many, by the same outcome and form, as the groups `before` it, which are
    `known` to be of the same day or month of another year?

    That as many were taken or killed on one day of two years is not to be expected.
    """
    if not any(_is_of_another_year(mine, days) for days in known):
        return False
    told = {_count(figures[i]) for one in before for i in one.figures}
    own = [figures[i] for i in group.figures]
    return any((one.low or 0) > 1 and _count(one) in told for one in own)


def _is_of_another_year(a: Days, b: Days) -> bool:
    if a[0].year == b[0].year or max((a[1] - a[0]).days, (b[1] - b[0]).days) > LONGEST:
        return False
    first, last = ((day.month, day.day) for day in a)
    return first <= (b[1].month, b[1].day) and (b[0].month, b[0].day) <= last


def _count(figure: Figure) -> tuple[str, str, int | None, int | None]:
    return figure.outcome, figure.form, figure.low, figure.high
