"""Values by id of which the latest used are in memory and the rest in a temporary file: linking looks at a few at a time."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
# Values that are held as they are, and bytes of the others that are held before a file is begun. Linking goes through all
# again and again: where they do not fit it reads each anew, which makes it take half as long again.
HELD, SPOOLED = 12_000, 1_000_000


class Shelf(Mapping[str, T]):
    """Values of one kind by id, in the order in which they are put. What is taken from it is not to be changed.

    `pack` and `unpack` make bytes of a value and the very same value of these.
    """

    def __init__(self, pack: Callable[[T], bytes], unpack: Callable[[bytes], T], held: int = HELD) -> None:
        self._pack, self._unpack, self._most = pack, unpack, held
        self._number: dict[str, int] = {}
        self._live: OrderedDict[str, T] = OrderedDict()
        # Where the bytes of each value begin and how many they are; -1 where it was not put away yet.
        self._begin, self._size = array("q"), array("i")
        self._file = SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115  it is open for as long as this is there
        self._end = 0

    def put(self, ident: str, value: T) -> None:
        """Puts one behind the others; an id once."""
        self._number[ident] = len(self._begin)
        self._begin.append(-1)
        self._size.append(0)
        self._hold(ident, value)

    def __getitem__(self, ident: str) -> T:
        live = self._live
        if ident in live:
            live.move_to_end(ident)
            return live[ident]
        at = self._number[ident]
        self._file.seek(self._begin[at])
        value = self._unpack(self._file.read(self._size[at]))
        self._hold(ident, value)
        return value

    def __contains__(self, ident: object) -> bool:
        return ident in self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)

    def _hold(self, ident: str, value: T) -> None:
        self._live[ident] = value
        if len(self._live) > self._most:
            oldest, gone = self._live.popitem(last=False)
            at = self._number[oldest]
            if self._begin[at] < 0:
                body = self._pack(gone)
                self._begin[at], self._size[at] = self._end, len(body)
                self._file.seek(self._end)
                self._file.write(body)
                self._end += len(body)


def shelf_of(kind: type[T], held: int | None = None) -> Shelf[T]:
    """A shelf for values of a type that msgspec knows."""
    held = HELD if held is None else held
    packer, unpacker = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
    return Shelf(packer.encode, unpacker.decode, held)


class Values(Sequence[T]):
    """The values of a mapping as a sequence, by these keys or in its order, each looked up when it is asked for."""

    def __init__(self, of: Mapping[Any, T], keys: Sequence[Any] | None = None) -> None:
        self.of, self._keys = of, list(of) if keys is None else keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self.of[key] for key in self._keys[at]]
        return self.of[self._keys[at]]

    def __iter__(self) -> Iterator[T]:
        return (self.of[key] for key in self._keys)


class Seen(Mapping[str, T], Generic[T]):
    """A mapping of which each value is seen through a function when it is asked for."""

    def __init__(self, of: Mapping[str, Any], through: Callable[[Any], T]) -> None:
        self._of, self._through = of, through

    def __getitem__(self, ident: str) -> T:
        return self._through(self._of[ident])

    def __contains__(self, ident: object) -> bool:
        return ident in self._of

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


class Changed(Mapping[str, T]):
    """A mapping with other values in the place of some."""

    def __init__(self, of: Mapping[str, T], changed: Mapping[str, T] | None = None) -> None:
        self.of, self._changed = of, dict(changed or {})

    def __setitem__(self, ident: str, value: T) -> None:
        self._changed[ident] = value

    def __getitem__(self, ident: str) -> T:
        return self._changed[ident] if ident in self._changed else self.of[ident]

    def __contains__(self, ident: object) -> bool:
        return ident in self.of

    def __iter__(self) -> Iterator[str]:
        return iter(self.of)

    def __len__(self) -> int:
        return len(self.of)


def is_shelved(values: Mapping[str, Any]) -> bool:
    """Do these values lie on a shelf, be it with others in the place of some?"""
    return is_shelved(values.of) if isinstance(values, Changed) else isinstance(values, Shelf)


def keyed(values: Sequence[T], by: Callable[[T], str]) -> Mapping[str, T]:
    """The values by what they are known by: of those of a mapping this very mapping."""
    return values.of if isinstance(values, Values) else {by(one): one for one in values}
