"""Reads chunks of reports on the machines of a Ray cluster, and loses nothing when a worker or a machine of it dies.

A chunk whose worker died is given to others; one that no worker lives through is read report by report: the report that
kills its workers is listed as such, and all others are read. Every machine must have the same Crossreport.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Generic, TypeVar

from crossreport.engines.processes import Lost
from crossreport.errors import InputError, SetupError

T = TypeVar("T")
R = TypeVar("R")
# The cluster that this machine belongs to.
AUTO = "auto"
# How often a chunk is tried again whose worker, or whose machine, died.
RETRIES = 2
# Chunks under way for each processor of the cluster: one is read, the next is there already.
AHEAD = 2
SECONDS_TO_ANSWER = 10
LOST = "the workers that read it died each time: out of memory, or killed"


class Cluster(Generic[T, R]):
    """Runs `work` (a module's function) on chunks on a cluster; a chunk is taken from the source when it has room for it.

    `address` is HOST:PORT of the cluster's head, or "auto".
    """

    def __init__(self, work: Callable[[Sequence[T]], R], address: str):
        self.work, self.address = work, address

    def run(self, chunks: Iterable[Sequence[T]]) -> Iterator[R | Lost]:
        """The results, in the order in which they come; Lost for an item whose workers died each time, even alone.

        SetupError where Ray is not installed here, the cluster does not answer, or its machines have another Crossreport.
        """
        with _connected(self.address) as ray:
            yield from self._run(ray, iter(chunks))

    def _run(self, ray: Any, source: Iterator[Sequence[T]]) -> Iterator[R | Lost]:
        from crossreport.store.provenance import reader

        task = ray.remote(_same_here).options(num_cpus=1, max_retries=RETRIES)
        alone: deque[Sequence[T]] = deque()
        running: dict[Any, Sequence[T]] = {}
        while True:
            # Machines may come and go meanwhile.
            room = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 0)))
            while len(running) < room:
                chunk = alone.popleft() if alone else next(source, None)
                if chunk is None:
                    break
                running[task.remote(self.work, reader(), chunk)] = chunk
            if not running:
                return
            done, _ = ray.wait(list(running), num_returns=1)
            for one in done:
                chunk = running.pop(one)
                try:
                    result = ray.get(one)
                except ray.exceptions.RayTaskError as error:
                    raise SetupError(_why(error)) from error
                except ray.exceptions.RayError:
                    if len(chunk) == 1:
                        yield Lost(chunk[0], LOST)
                    alone.extend([item] for item in chunk if len(chunk) > 1)
                else:
                    yield result


def can_be_used(address: str) -> None:
    """InputError where that is no address, SetupError where Ray is not installed here or nothing answers there."""
    if address != AUTO and not re.fullmatch(r"[\w.\-]+:\d{1,5}", address):
        raise InputError(f"{address!r} is no address of a Ray cluster; write HOST:PORT of its head, or {AUTO}.")
    if find_spec("ray") is None:
        raise SetupError("a cluster needs Ray, which is not installed; install it with: pip install 'crossreport[cluster]'")
    if address == AUTO:
        return
    host, port = address.rsplit(":", 1)
    try:
        # Ray itself would try on for a minute.
        socket.create_connection((host, int(port)), SECONDS_TO_ANSWER).close()
    except (OSError, OverflowError) as error:
        raise SetupError(f"no Ray cluster answers at {address} ({error}); docs/scale.md says how one is started.") from error


def _same_here(work: Callable[[Sequence[T]], R], wanted: str, chunk: Sequence[T]) -> R:
    """What `work` makes of the chunk. SetupError where this machine would read otherwise than the one that asks."""
    from crossreport.store.provenance import reader

    if reader() != wanted:
        raise SetupError(
            f"{socket.gethostname()} has another Crossreport (reader {reader()}) than the machine that builds ({wanted});"
            " install the same version, with the same model, on all machines."
        )
    return work(chunk)


def _why(error: Any) -> str:
    """What kept a machine of the cluster from working at all."""
    if isinstance(error.cause, SetupError):
        return str(error.cause)
    last = str(error).strip().splitlines()[-1]
    return f"a machine of the cluster cannot read: {last}; install the same Crossreport on all machines."


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Ray, connected to that cluster; its connection is closed afterwards. SetupError where that cannot be had."""
    can_be_used(address)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing of what is done here is told to anybody
    import ray

    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        told = " ".join(str(error).split())
        raise SetupError(f"the Ray cluster at {address} cannot be used from here: {told}") from error
    try:
        yield ray
    finally:
        ray.shutdown()
