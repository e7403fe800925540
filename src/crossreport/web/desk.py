"""The record that the pages show: opened once, asked by one request at a time, opened anew when a build has changed it."""

import shutil
import sqlite3
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Any, TypeVar

from crossreport.api import Record
from crossreport.errors import CrossreportError

AT_WORK = "A build, or a decision that changes what is linked, is at work. Wait until it is done, then send this again."
Stamp = tuple[int, int, int]
T = TypeVar("T")
# Answers that are kept until the record changes.
MOST_KEPT = 64


class NothingYet(CrossreportError):
    """There is no record in the file yet: the first build makes it."""


class Busy(CrossreportError):
    """Somebody writes into the record already, and holds it for long."""


class Desk:
    """Keeps the record open. `with desk.record() as record` is how every page asks it."""

    def __init__(self, path: Path, unsealed: bool = False):
        self.path, self.unsealed = path, unsealed
        self._lock = RLock()
        self._writing = Lock()
        self._record: Record | None = None
        self._stamp: Stamp | None = None
        self._copy: Path | None = None
        self._once: OrderedDict[Any, Any] = OrderedDict()
        self._beforehand: dict[Any, Callable[[Record], Any]] = {}
        self._is_ahead = False

    def beforehand(self, key: Any, make: Callable[[Record], Any]) -> None:
        """Says what `once` will be asked for under this key, for `work_ahead`."""
        self._beforehand[key] = make

    def work_ahead(self) -> None:
        """From now on, what takes long to make once is made as soon as the record is there, or has changed.

        It is made through a connection and in a thread of its own, so that no page waits for it.
        """
        with self._lock:
            self._is_ahead = True
            if self.path.exists():
                self._open(self.path)

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record as its file is now. NothingYet where there is none, RecordError where it cannot be read."""
        with self._lock:
            path = self._copy or self.path
            if not path.exists():
                raise NothingYet(f"The record {self.path.name} holds nothing yet.")
            yield self._open(path)

    @contextmanager
    def another(self) -> Iterator[Record]:
        """The record opened once more, for what takes longer than a page may keep others waiting."""
        path = self._copy or self.path
        if not path.exists():
            raise NothingYet(f"The record {self.path.name} holds nothing yet.")
        with Record.open(path, self.unsealed) as record:
            yield record

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """What `make` gives, made once until the record changes; asked within `record()`. The last few are kept."""
        if key not in self._once:
            self._once[key] = make()
            while len(self._once) > MOST_KEPT:
                self._once.popitem(last=False)
        self._once.move_to_end(key)
        found: T = self._once[key]
        return found

    def generation(self) -> Stamp | None:
        """Changes whenever the record does: what is kept of it must be kept under this."""
        with self._lock:
            path = self._copy or self.path
            return _stamp(path) if path.exists() else None

    def writable(self) -> None:
        """Refuses to write while the pages show a copy because somebody else writes."""
        if self._copy is not None:
            raise Busy(AT_WORK)

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Within it the pages show the record as it was at the start, for whoever writes holds the file for himself.

        One such writer after the other: a second one waits here.
        """
        with self._writing:
            if self.path.exists():
                with self._shown_from_copy():
                    yield
            else:
                yield

    @contextmanager
    def written(self) -> Iterator[Record]:
        """The record to write into for long, while the pages go on from a copy. Busy where somebody else does."""
        self.writable()
        with self.held_still(), Record.open(self.path, self.unsealed) as record:
            yield record

    @contextmanager
    def _shown_from_copy(self) -> Iterator[None]:
        folder = Path(tempfile.mkdtemp(prefix="crossreport-"))
        try:
            with self._lock:
                _copied(self.path, folder / self.path.name)
                self._close()
                self._copy = folder / self.path.name
            yield
        finally:
            with self._lock:
                self._close()
                self._copy = None
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Lets go of the record."""
        with self._lock:
            self._close()

    def _open(self, path: Path) -> Record:
        stamp = _stamp(path)
        if self._record is None or stamp != self._stamp:
            self._close()
            self._record, self._stamp = Record.open(path, self.unsealed), stamp
            if self._is_ahead and self._copy is None:
                Thread(target=self._make_ahead, args=(stamp,), daemon=True).start()
        return self._record

    def _make_ahead(self, stamp: Stamp) -> None:
        """Makes what pages will ask for, until the record changes; what cannot be made is left for the page to tell."""
        with suppress(CrossreportError), self.another() as record:
            for key, make in self._beforehand.items():
                made = make(record)
                with self._lock:
                    if self._record is None or {self._stamp, _stamp(self.path)} != {stamp}:
                        return
                    self._once.setdefault(key, made)
                    self._record.take_sums(record)

    def _close(self) -> None:
        if self._record is not None:
            self._record.close()
        self._record = self._stamp = None
        self._once.clear()


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _copied(path: Path, to: Path) -> None:
    """A copy of a record, whole even where somebody else writes into it meanwhile."""
    source, made = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True), sqlite3.connect(to)
    try:
        source.backup(made)
    finally:
        source.close()
        made.close()
