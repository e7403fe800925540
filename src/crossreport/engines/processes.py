"""Reads chunks of reports in several processes, and loses nothing when one of them is killed.

A chunk whose process died is read again alone, then report by report: the report that kills its process is listed as such,
and all others are read.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import active_children, forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# A pool that breaks so often has no process that lives: the rest is not tried again and again.
MOST_POOLS = 5
# What the processes share: the module is imported once, in the process from which they are forked.
LOADED = "crossreport.engines.loaded"
# One for each `loaded` that is entered.
_held: list[None] = []


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
    """A thing of which nothing came: the process that worked on it died, even when it worked on it alone."""

    item: Any
    reason: str = "the process that read it died: out of memory, or killed"


class Pool(Generic[T, R]):
    """Runs `work` (a module's function) on chunks in processes; a chunk is taken from the source when one is free for it."""

    def __init__(self, work: Callable[[Sequence[T]], R], workers: int):
        self.work, self.workers = work, workers

    def run(self, chunks: Iterable[Sequence[T]]) -> Iterator[R | Lost]:
        """The results, in the order in which they come; Lost for an item whose process died even alone."""
        with loaded():
            yield from self._run(chunks)

    def _run(self, chunks: Iterable[Sequence[T]]) -> Iterator[R | Lost]:
        source = iter(chunks)
        suspects: deque[Sequence[T]] = deque()
        ended = False
        for _ in range(MOST_POOLS):
            if not ended:
                ended = yield from self._round(source, suspects, self.workers)
        if (suspects or not ended) and not _processes_live():
            # None can be started here, so none of the work is to blame.
            source, suspects = chain(suspects, source), deque()
        for chunk in source:
            yield self.work(chunk)
        while suspects:
            # One worker with one chunk at a time: when it dies, that chunk killed it.
            guilty: deque[Sequence[T]] = deque()
            yield from self._round(_taken(suspects), guilty, 1)
            for chunk in guilty:
                if len(chunk) == 1:
                    yield Lost(chunk[0])
                suspects.extend([item] for item in chunk if len(chunk) > 1)

    def _round(self, source: Iterator[Sequence[T]], suspects: deque[Sequence[T]], workers: int) -> Generator[R, None, bool]:
        """One pool's life: until the source ends (True), or the pool breaks: what was under way then is suspect."""
        others = set(active_children())
        pool = ProcessPoolExecutor(workers, _context(), initializer=_start)
        ahead = 2 * workers if workers > 1 else 1
        running: dict[Future[R], Sequence[T]] = {}
        ended = False
        try:
            while not ended or running:
                while not ended and len(running) < ahead:
                    chunk = next(source, None)
                    if chunk is None:
                        ended = True
                    else:
                        suspects.append(chunk)
                        running[pool.submit(self.work, chunk)] = suspects.pop()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    del running[future]
                    yield result
        except BrokenProcessPool:
            suspects.extend(running.values())
        except BaseException:
            # Ctrl-C, or a consumer that has gone: nobody waits for what is under way.
            for process in set(active_children()) - others:
                process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return ended


def _taken(queue: deque[T]) -> Iterator[T]:
    while queue:
        yield queue.popleft()


def _processes_live() -> bool:
    try:
        with ProcessPoolExecutor(1, _context(), initializer=_start) as pool:
            return pool.submit(bool, True).result()
    except BrokenProcessPool:
        return False


def _context() -> BaseContext:
    """How processes are started: where the system can, from one that has loaded the model, which all of them then share.

    Never from this one: it may have threads, and what they hold would be held for ever in its copy.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([LOADED])
    return context


def _parent() -> int | None:
    """The process from which others are forked, where this one has such a process; one for all of its libraries."""
    return getattr(getattr(forkserver, "_forkserver", None), "_forkserver_pid", None)


@contextmanager
def loaded() -> Iterator[None]:
    """Within it all pools fork from one process, which the first of them starts and which ends with it."""
    is_ours = _parent() is None and not _held
    _held.append(None)
    try:
        yield
    finally:
        _held.pop()
        if is_ours:
            _let_go()


def is_loaded() -> bool:
    """Is there a process that has loaded the model, so that a pool is sooner at work than this process itself may be?"""
    return _parent() is not None


def _let_go() -> None:
    """Ends the process that the others were forked from, and waits for it: its memory is free, its time counted as ours."""
    stop = getattr(getattr(forkserver, "_forkserver", None), "_stop", None)  # Python's own method, which may go
    if stop is not None:
        stop()


def _start() -> None:
    """Ctrl-C reaches every process of a terminal; the one that started the others answers it, and none outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    one_thread_each()


def one_thread_each() -> None:
    """Lets NumPy, where it is not yet loaded, multiply in one thread: more of them would wait for each other's cores."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for its work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
