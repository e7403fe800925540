"""Lists too long for memory: what is put into them lies in a temporary file that has no name and goes with them."""

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import msgspec

# Lines that are sorted at once, and bytes that are held before a file is begun.
RUN, HELD = 200_000, 16_000_000


class Spilled:
    """Values that JSON can hold, in the order in which they come; once they were read no more can be added."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115  it is open for as long as this is there
        self.count = 0

    def add(self, value: Any) -> None:
        """Puts one at the end."""
        self._file.write(msgspec.json.encode(value) + b"\n")
        self.count += 1

    def __iter__(self) -> Iterator[Any]:
        self._file.seek(0)
        for line in self._file:
            yield msgspec.json.decode(line)


class SortedLines:
    """Lines of text, to be read in their order whatever the order in which they come."""

    def __init__(self) -> None:
        self._fresh: list[str] = []
        self._runs: list[IO[bytes]] = []

    def add(self, line: str) -> None:
        """Puts one in."""
        self._fresh.append(line)
        if len(self._fresh) >= RUN:
            run = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115  the same
            run.writelines(f"{one}\n".encode() for one in sorted(self._fresh))
            self._runs.append(run)
            self._fresh = []

    def __iter__(self) -> Iterator[str]:
        return heapq.merge(*(_lines(run) for run in self._runs), sorted(self._fresh))


def _lines(run: IO[bytes]) -> Iterator[str]:
    run.seek(0)
    return (line[:-1].decode() for line in run)


def joined(lines: Iterable[str], by: str = "\n") -> Iterator[bytes]:
    """The bytes of `by.join(lines)`, some lines at a time."""
    every = iter(lines)
    before = ""
    while part := list(islice(every, 1000)):
        yield (before + by.join(part)).encode()
        before = by
