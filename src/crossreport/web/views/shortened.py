"""What a page shows at once of long lists, and how much it leaves out: with `whole` it leaves out nothing."""

from collections.abc import Iterable
from typing import TypeVar

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
