"""What a page shows at once of long lists, and how much it leaves out: with `whole` it leaves out nothing."""

from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest
from typing import Any, TypeVar

T = TypeVar("T")


class Shortened:
    """The lists of one page. `left` says by name how many things each leaves out."""

    def __init__(self, whole: bool = False):
        self.whole = whole
        self.left: dict[str, int] = {}

    def first(self, name: str, values: Iterable[T], most: int) -> tuple[T, ...]:
        """The first of these, as many as a page shows at once."""
        found = tuple(values)
        if self.whole or len(found) <= most:
            return found
        self.left[name] = len(found) - most
        return found[:most]

    def largest(self, name: str, values: Sequence[T], most: int, key: Callable[[T], Any]) -> tuple[T, ...]:
        """The same by an order, without putting all that is left out into it."""
        if self.whole or len(values) <= most:
            return tuple(sorted(values, key=key))
        self.left[name] = len(values) - most
        return tuple(nsmallest(most, values, key))
