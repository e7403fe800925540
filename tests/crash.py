"""Runs something in a process of its own, stops it at each write and sync by way of Linux's ptrace, and kills it at one.

A stop is made at the door of each system call that changes a file or makes a change last, and of no other: a seccomp filter
picks them. Killing there is killing between two of them. `Disk` follows what a disk may have kept by then if the power goes.
Where the system does not let a process be traced, `can_trace` says so.
"""

import ctypes
import os
import signal
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

PTRACE_TRACEME, PTRACE_CONT, PTRACE_SETOPTIONS, PTRACE_GET_SYSCALL_INFO = 0, 7, 0x4200, 0x420E
TRACESECCOMP, EXITKILL, EVENT_SECCOMP = 0x80, 0x100000, 7
SET_NO_NEW_PRIVS, SET_SECCOMP, MODE_FILTER = 38, 22, 2
# Of the filter's machine: load a word, jump if equal, return; and what it returns.
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, TRACE = 0x7FFF0000, 0x7FF00000
# Numbers of the system calls, by machine. A file that was only opened is seen at the first write to it.
CALLS = {
    "x86_64": {18: "pwrite", 74: "fsync", 75: "fdatasync", 77: "ftruncate", 87: "unlink", 263: "unlinkat", 82: "rename",
               316: "renameat2"},
    "aarch64": {68: "pwrite", 82: "fsync", 83: "fdatasync", 46: "ftruncate", 35: "unlinkat", 276: "renameat2"},
}  # fmt: skip
SYNCS = ("fsync", "fdatasync")
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long
_libc.prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong)


class Boundary(NamedTuple):
    """The door of the n-th call (from 1) of a process that is stopped there; `file` is what a sync is of."""

    number: int
    call: str
    file: Path | None


def _calls() -> dict[int, str]:
    return CALLS.get(os.uname().machine, {}) if sys.platform == "linux" else {}


def can_trace() -> bool:
    """May a process be traced here, and are its calls known?"""
    return bool(_calls()) and boundaries(_one_write) > 0


def _one_write() -> None:
    with tempfile.TemporaryFile() as file:
        os.pwrite(file.fileno(), b"x", 0)


def boundaries(work: Callable[[], object]) -> int:
    """How many writes and syncs some work makes; 0 where it cannot be traced."""
    met = 0

    def count(at: Boundary) -> bool:
        nonlocal met
        met = at.number
        return False

    traced(work, count)
    return met


def killed_at(work: Callable[[], object], boundary: int) -> bool:
    """Does the work and kills it just before this write or sync (the first is 1); False where it ended before."""
    return not traced(work, lambda at: at.number == boundary)


def traced(work: Callable[[], object], ends: Callable[[Boundary], bool]) -> bool:
    """Does the work in a process of its own and kills it at the first boundary where `ends` says so; did it come to its end?

    An error of the work itself is raised here. True where the process cannot be traced, and nothing was asked.
    """
    calls = _calls()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if _libc.ptrace(PTRACE_TRACEME, 0, None, None) != 0:
                os._exit(0)
            os.kill(os.getpid(), signal.SIGSTOP)
            if not _stops_at(calls):
                os._exit(0)
            work()
            code = 0
        finally:
            os._exit(code)
    met, passed_on = 0, 0
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        return True
    _libc.ptrace(PTRACE_SETOPTIONS, child, None, TRACESECCOMP | EXITKILL)
    info = ctypes.create_string_buffer(128)
    while True:
        _libc.ptrace(PTRACE_CONT, child, None, passed_on)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            break
        if status >> 8 != signal.SIGTRAP | EVENT_SECCOMP << 8:
            passed_on = os.WSTOPSIG(status)
            continue
        passed_on = 0
        if _libc.ptrace(PTRACE_GET_SYSCALL_INFO, child, len(info), ctypes.addressof(info)) > 0:
            met += 1
            number, argument = struct.unpack_from("=QQ", info.raw, 24)
            call = calls[number]
            file = Path(os.readlink(f"/proc/{child}/fd/{argument}")) if call in SYNCS else None
            if ends(Boundary(met, call, file)):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return False
    if os.WEXITSTATUS(status) != 0:
        raise AssertionError(f"the work itself failed with exit code {os.WEXITSTATUS(status)}")
    return True


def _stops_at(calls: Iterable[int]) -> bool:
    """From now on this process stops for who traces it at these system calls; False where the system does not let it."""
    numbers = sorted(calls)
    steps = [(LOAD, 0, 0, 0)]
    steps += [(JUMP_IF_EQUAL, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, TRACE)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    held = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    if _libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(_libc.prctl(SET_SECCOMP, MODE_FILTER, ctypes.addressof(held), 0, 0) == 0)


Files = dict[str, bytes]


class Disk:
    """What of a folder's files has surely reached the disk: what a file held when it was last synced, under the names that
    the folder had when it was. What was written since may be there or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = self.written()
        self._names = set(self._kept)

    def written(self) -> Files:
        """The files as they were written, synced or not."""
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}

    def synced(self) -> Files:
        """The files as they are if nothing has reached the disk that did not have to."""
        return {name: self._kept.get(name, b"") for name in sorted(self._names)}

    def meet(self, at: Boundary) -> None:
        """Takes a sync into account: nobody else writes, so at its door the file is as it will be synced."""
        if at.file == self.folder:
            self._names = set(self.written())
        elif at.file is not None and at.file.parent == self.folder:
            self._kept[at.file.name] = at.file.read_bytes()

    def after_a_power_cut(self, name: str) -> Iterator[Files]:
        """Disks that a power cut may leave now: nothing that was not synced, and that with the file of this name or with
        all others as they were written."""
        written, synced = self.written(), self.synced()
        yield synced
        if name in written:
            yield synced | {name: written[name]}
        others = {other: content for other, content in written.items() if other != name}
        yield others | ({name: synced[name]} if name in synced else {})
