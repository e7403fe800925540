"""Runs something in a process of its own and kills it at the n-th write or sync, by way of Linux's ptrace.

A stop is made at the door of each system call that changes a file or makes a change last; killing there is killing between
two of them. Where the system does not let a process be traced, `can_trace` says so.
"""

import ctypes
import os
import signal
import struct
import sys
import tempfile
from collections.abc import Callable

PTRACE_TRACEME, PTRACE_SYSCALL, PTRACE_SETOPTIONS, PTRACE_GET_SYSCALL_INFO = 0, 24, 0x4200, 0x420E
TRACESYSGOOD, EXITKILL = 1, 0x100000
AT_ENTRY = 1
# Numbers of the system calls, by machine. A file that was only opened is seen at the first write to it.
CALLS = {
    "x86_64": {18: "pwrite", 74: "fsync", 75: "fdatasync", 77: "ftruncate", 87: "unlink", 263: "unlinkat", 82: "rename",
               316: "renameat2"},
    "aarch64": {68: "pwrite", 82: "fsync", 83: "fdatasync", 46: "ftruncate", 35: "unlinkat", 276: "renameat2"},
}  # fmt: skip
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long


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
    return _run(work, None)


def killed_at(work: Callable[[], object], boundary: int) -> bool:
    """Does the work and kills it just before this write or sync (the first is 1); False where it ended before."""
    return _run(work, boundary) == -boundary


def _run(work: Callable[[], object], boundary: int | None) -> int:
    """The number of boundaries met; below zero where it was killed at one. An error of the work itself is raised here."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if _libc.ptrace(PTRACE_TRACEME, 0, None, None) == 0:
                os.kill(os.getpid(), signal.SIGSTOP)
                work()
                code = 0
            else:
                code = 2
        finally:
            os._exit(code)
    calls, met = _calls(), 0
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        return 0
    _libc.ptrace(PTRACE_SETOPTIONS, child, None, TRACESYSGOOD | EXITKILL)
    info = ctypes.create_string_buffer(128)
    passed_on = 0
    while True:
        _libc.ptrace(PTRACE_SYSCALL, child, None, passed_on)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            break
        stopped_by = os.WSTOPSIG(status)
        passed_on = 0 if stopped_by == signal.SIGTRAP | 0x80 else stopped_by
        if passed_on:
            continue
        size = _libc.ptrace(PTRACE_GET_SYSCALL_INFO, child, len(info), ctypes.addressof(info))
        if size <= 0 or info.raw[0] != AT_ENTRY:
            continue
        if struct.unpack_from("=Q", info.raw, 24)[0] in calls:
            met += 1
            if met == boundary:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return -met
    if os.WEXITSTATUS(status) != 0:
        raise AssertionError(f"the work itself failed with exit code {os.WEXITSTATUS(status)}")
    return met
