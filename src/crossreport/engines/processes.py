"""Reads chunks of reports in several processes, and loses nothing when one of them is killed.

A chunk whose process died is read again alone, then report by report: the report that kills its process is listed as such,
and all others are read.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# A pool that breaks so often has no process that lives: the rest is not tried again and again.
MOST_POOLS = 5


def cores() -> int:
    """How many processes may work at once: the cores that this process may use, by affinity and by its control group."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open("/sys/fs/cgroup/cpu.max", encoding="ascii") as file:
            quota, period = file.read().split()
        return max(1, min(allowed, -(-int(quota) // int(period))))
    except (OSError, ValueError):
        return max(1, allowed)


class Lost(NamedTuple):
    """A key of which nothing came: the process that worked on it died, even when it worked on it alone."""

    key: str

    def __str__(self) -> str:
        return "the process that read it died: out of memory, or killed"


class Pool(Generic[T, R]):
    """Runs `work` (a module's function) on chunks in processes. Chunks are loaded only when one is free to take them."""

    def __init__(self, work: Callable[[Sequence[T]], R], load: Callable[[Sequence[str]], Sequence[T]], workers: int):
        self.work, self.load, self.workers = work, load, workers

    def run(self, chunks: Sequence[Sequence[str]]) -> Iterator[R | Lost]:
        """The results, in the order in which they come; Lost for a key whose process died even alone."""
        left = deque(chunks)
        suspects: deque[Sequence[str]] = deque()
        for _ in range(MOST_POOLS):
            yield from self._round(left, suspects, self.workers)
        suspects.extend(left)
        while suspects:
            chunk = suspects.popleft()
            broken: deque[Sequence[str]] = deque()
            yield from self._round(deque([chunk]), broken, 1)
            if broken and len(chunk) == 1:
                yield Lost(chunk[0])
            elif broken:
                suspects.extend([key] for key in chunk)

    def _round(self, left: deque[Sequence[str]], suspects: deque[Sequence[str]], workers: int) -> Iterator[R]:
        """One pool's life: until nothing is left, or it breaks; what was under way then is suspect."""
        if not left:
            return
        pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start)
        running: dict[Future[R], Sequence[str]] = {}
        try:
            while left or running:
                while left and len(running) < 2 * workers:
                    future = pool.submit(self.work, self.load(left[0]))
                    running[future] = left.popleft()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    del running[future]
                    yield result
        except BrokenProcessPool:
            suspects.extend(running.values())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _start() -> None:
    """Ctrl-C reaches every process of a terminal; the one that started the others answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
