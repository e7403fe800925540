"""What may be asked for: terms that there are, days, periods. InputError for the rest: no answer is to pass for zero."""

from collections.abc import Sequence
from datetime import date

from crossreport.errors import InputError


def known(what: str, value: str | None, names: Sequence[str]) -> None:
    """InputError where a term is asked for that there is none of, with those that there are."""
    if value is not None and value not in names:
        raise InputError(f"There is no {what} {value!r}. These there are: {', '.join(names)}.")


def period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Two days as ISO 8601 writes them with hyphens, which sorts by time. InputError for what is no day, or ends first."""
    first, last = _day(since), _day(until)
    if first and last and first > last:
        raise InputError(f"The first day, {first}, lies after the last, {last}.")
    return first, last


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value is not None else None
    except ValueError:
        raise InputError(f"{value!r} is no day; write it as 2023-01-31.") from None
