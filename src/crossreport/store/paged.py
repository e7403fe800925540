"""What lists of a record share: a page of what was found, and days to narrow it by."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, func, select

from crossreport.errors import InputError
from crossreport.store.slices import Slices

T = TypeVar("T")
PAGE = 50


class Page(NamedTuple, Generic[T]):
    """Some of what was found, from the `offset`-th on, and how much was found in all."""

    items: tuple[T, ...]
    total: int
    offset: int = 0


class Paged(Slices):
    """A record of which pages can be asked."""

    def _page(self, query: Select[Any], order: Sequence[ColumnElement[Any]], limit: int, offset: int) -> Page[str]:
        """The ids that a query gives, a page of them, and how many there are."""
        if limit < 0 or offset < 0:
            raise InputError(f"A page has a size and a place that are not negative; got {limit} and {offset}.")
        with self._snapshot():
            total = next(self._rows(select(func.count()).select_from(query.subquery())))[0]
            found = self._rows(query.order_by(*order).limit(limit).offset(offset))
            return Page(tuple(row[0] for row in found), total, offset)


def after(day: str) -> str:
    """The day after: whatever was published before it was published by the day. InputError for what is no day."""
    try:
        return (date.fromisoformat(day) + timedelta(1)).isoformat()
    except (ValueError, OverflowError):
        raise InputError(f"{day!r} is no day; write it as 2023-01-31.") from None
