"""Answers that take longer than a page may: made in a thread of their own, while whoever asked sees how far they are."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
Told = Callable[[int, int], None]
# Answers that are kept for whoever comes back for them.
MOST_KEPT = 8


class Longer(Generic[T]):
    """One such answer: `done` of `of` parts of the work are behind it (`of` is 0 where nobody knows yet)."""

    def __init__(self, make: Callable[[Told], T]) -> None:
        self.done = self.of = 0
        self._ended = Event()
        self._made: T | None = None
        self._error: Exception | None = None
        Thread(target=self._run, args=(make,), daemon=True).start()

    def is_ready(self, seconds: float) -> bool:
        """Is it there, within so many seconds at most?"""
        return self._ended.wait(seconds)

    def answer(self) -> T:
        """The answer, waited for; what went wrong in making it is raised here."""
        self._ended.wait()
        if self._error is not None:
            raise self._error
        assert self._made is not None
        return self._made

    def _run(self, make: Callable[[Told], T]) -> None:
        try:
            self._made = make(self._tell)
        except Exception as error:  # it is whoever asks that must be told
            self._error = error
        finally:
            self._ended.set()

    def _tell(self, done: int, of: int) -> None:
        self.done, self.of = done, of


class Begun(Generic[T]):
    """The answers that are being made, and the last few that were."""

    def __init__(self) -> None:
        self._of: OrderedDict[Hashable, Longer[T]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[Told], T]) -> Longer[T]:
        """The answer of this key: begun where nobody has asked for it yet."""
        with self._lock:
            if key not in self._of:
                self._of[key] = Longer(make)
                while len(self._of) > MOST_KEPT:
                    self._of.popitem(last=False)
            self._of.move_to_end(key)
            return self._of[key]
