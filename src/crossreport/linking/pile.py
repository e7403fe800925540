"""Values in order, found by their ids too where they have one, of which memory holds few: many lie in a temporary file.

Reading holds a shelf's latest reports; claims are many times as many and looked at in the order of their reports, then event
by event and story by story, so these lie one behind the other, and what is known of each in memory is where it begins and a
hash of its id.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

import msgspec
import numpy as np

T = TypeVar("T")
# Values that are held as they are: the claims of as many reports as a shelf holds. Bytes that are written at once, values
# that are read at once, and those of the latest looked up that are held.
PILED, BLOCK, PART, LATEST = 100_000, 1 << 20, 256, 4_000


class Pile(Sequence[T]):
    """Values in the order in which they are put, which have an `id` where they are named; so many are `held` in memory, or
    so much of their `size`. What is taken from it is not to be changed."""

    def __init__(
        self, kind: type[T], held: int | None = None, is_named: bool = True, size: Callable[[T], int] | None = None
    ) -> None:
        self._most, self._is_named, self._size = PILED if held is None else held, is_named, size
        self._load = 0
        self._live: list[T] | None = []
        self._filed, self._hashes = _Filed(kind), array("q")
        self._numbers: tuple[Any, Any] | None = None
        self._by_id: dict[str, int] = {}
        self._latest = lru_cache(maxsize=LATEST)(self._filed.read)

    def add(self, value: T) -> None:
        """Puts one behind the others."""
        if self._live is None:
            self._write(value)
            return
        if self._is_named:
            self._by_id[value.id] = len(self._live)  # type: ignore[attr-defined]
        self._live.append(value)
        self._load += 1 if self._size is None else self._size(value)
        if self._load > self._most:
            live, self._live, self._by_id = self._live, None, {}
            for one in live:
                self._write(one)

    def add_all(self, values: Iterable[T]) -> Pile[T]:
        """Puts these behind the others; the pile itself."""
        for one in values:
            self.add(one)
        return self

    def plain(self) -> Sequence[T]:
        """The values as they are where they are few, else the pile."""
        return self if self._live is None else tuple(self._live)

    @property
    def is_held(self) -> bool:
        """Are all of them in memory?"""
        return self._live is not None

    def find(self, ident: str) -> int | None:
        """The number of the value of this id; None where there is none."""
        if self._live is not None:
            return self._by_id.get(ident)
        if self._numbers is None:
            hashes = np.frombuffer(self._hashes, dtype=np.int64)
            order = np.argsort(hashes, kind="stable").astype(np.int32)
            self._numbers = (hashes[order], order)
        known, numbers = self._numbers
        wanted = hash(ident)
        at = int(np.searchsorted(known, wanted))
        while at < len(known) and known[at] == wanted:
            number = int(numbers[at])
            if self[number].id == ident:
                return number
            at += 1
        return None

    def __len__(self) -> int:
        return len(self._filed) if self._live is None else len(self._live)

    def __getitem__(self, at: Any) -> Any:
        if self._live is not None:
            return self._live[at]
        if isinstance(at, slice):
            return [self._latest(one) for one in range(*at.indices(len(self)))]
        return self._latest(at if at >= 0 else at + len(self))

    def __iter__(self) -> Iterator[T]:
        return iter(self._live) if self._live is not None else iter(self._filed)

    def _write(self, value: T) -> None:
        self._filed.write(value)
        if self._is_named:
            self._hashes.append(hash(value.id))  # type: ignore[attr-defined]
        self._numbers = None


class _Filed(Generic[T]):
    """Values one behind the other in a temporary file, which is open for as long as this is there.

    It knows nothing of its pile: what holds each other in a circle would be held until the collector comes by, and that one
    rests while a record is made.
    """

    def __init__(self, kind: type[T]) -> None:
        self._packer, self._unpacker = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
        self._file: IO[bytes] | None = None
        self._waiting = bytearray()
        self._starts = array("q", [0])

    def write(self, value: T) -> None:
        """Puts one behind the others."""
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115  it is open for as long as this is there
        body = self._packer.encode(value)
        self._waiting += body
        self._starts.append(self._starts[-1] + len(body))
        if len(self._waiting) >= BLOCK:
            self._settle()

    def read(self, at: int) -> T:
        """The value of this number."""
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._unpacker.decode(self._bytes(self._starts[at], self._starts[at + 1]))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[T]:
        start, size = 0, len(self)
        while start < size:
            first, end = self._starts[start], start + 1
            while end < min(start + PART, size) and self._starts[end] - first < BLOCK:
                end += 1
            body = self._bytes(first, self._starts[end])
            for at in range(start, end):
                yield self._unpacker.decode(body[self._starts[at] - first : self._starts[at + 1] - first])
            start = end

    def _bytes(self, start: int, end: int) -> bytes:
        assert self._file is not None
        self._settle()
        self._file.seek(start)
        return self._file.read(end - start)

    def _settle(self) -> None:
        if self._waiting and self._file is not None:
            self._file.seek(0, 2)
            self._file.write(self._waiting)
            self._waiting.clear()


class Sorted(Sequence[T]):
    """A pile's values in another order: `order` has their numbers."""

    def __init__(self, of: Sequence[T], order: Iterable[int]) -> None:
        self._of, self._order = of, array("i", order)

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, at: Any) -> Any:
        return [self._of[one] for one in self._order[at]] if isinstance(at, slice) else self._of[self._order[at]]

    def __iter__(self) -> Iterator[T]:
        return (self._of[one] for one in self._order)


class Revised(Sequence[T]):
    """A pile with other values in the place of some, and more behind it."""

    def __init__(self, of: Pile[T], kind: type[T]) -> None:
        self._of, self._new = of, Pile(kind, of._most)
        self._place = array("i", [-1]) * len(of)
        self._more: dict[str, int] = {}

    def put(self, at: int, value: T) -> None:
        """Puts a value in the place of that of this number."""
        self._place[at] = len(self._new)
        self._new.add(value)

    def add(self, value: T) -> None:
        """Puts one behind all others."""
        self._more[value.id] = len(self._place)  # type: ignore[attr-defined]
        self._place.append(len(self._new))
        self._new.add(value)

    def find(self, ident: str) -> int | None:
        """The number of the value of this id; None where there is none."""
        found = self._more.get(ident)
        return self._of.find(ident) if found is None else found

    def __len__(self) -> int:
        return len(self._place)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        place = self._place[at]
        return self._of[at] if place < 0 else self._new[place]

    def __iter__(self) -> Iterator[T]:
        own = iter(self._of)
        for place in islice(self._place, len(self._of)):
            held = next(own)
            yield held if place < 0 else self._new[place]
        yield from (self._new[place] for place in islice(self._place, len(self._of), None))

    def plain(self, before: Mapping[int, Sequence[int]]) -> Sequence[T]:
        """The values, those of some numbers right before that of another one, or at the end before `len` of the pile; as
        they are where they are few."""
        made = _Ordered(self, len(self._of), before)
        return tuple(made) if self._of.is_held else made


class _Ordered(Sequence[T]):
    """The values of a pile that was revised, with what stands behind it put between them."""

    def __init__(self, of: Revised[T], size: int, before: Mapping[int, Sequence[int]]) -> None:
        self._of, self._before = of, before
        self._order = array("i")
        for at in range(size + 1):
            self._order.extend((*before.get(at, ()), *((at,) if at < size else ())))
        self._size = size

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self._of[one] for one in self._order[at]]
        return self._of[self._order[at]]

    def __iter__(self) -> Iterator[T]:
        for at, value in enumerate(islice(self._of, self._size)):
            yield from (self._of[one] for one in self._before.get(at, ()))
            yield value
        yield from (self._of[one] for one in self._before.get(self._size, ()))


class ById(Mapping[str, T]):
    """The values of a pile by their ids, but for those of some ids."""

    def __init__(self, of: Pile[T] | Revised[T], but: frozenset[str] = frozenset()) -> None:
        self._of, self._but = of, but

    def __getitem__(self, ident: str) -> T:
        at = None if ident in self._but else self._of.find(ident)
        if at is None:
            raise KeyError(ident)
        value: T = self._of[at]
        return value

    def __contains__(self, ident: object) -> bool:
        return isinstance(ident, str) and ident not in self._but and self._of.find(ident) is not None

    def __iter__(self) -> Iterator[str]:
        ids: Iterator[str] = (one.id for one in self._of)  # type: ignore[attr-defined]
        return (ident for ident in ids if ident not in self._but)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def by_id(values: Iterable[T]) -> Mapping[str, T]:
    """The values by their ids; those of a pile stay where they are."""
    return ById(values) if isinstance(values, Pile) else {one.id: one for one in values}  # type: ignore[attr-defined]
