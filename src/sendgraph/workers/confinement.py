"""
What a worker may: a ceiling of memory, no file, no socket, no core dump, no life after its keeper.

The ceiling counts address space over what the keeper had loaded; where it is reached the
engine's allocator gives up, which ends the process. With no free descriptor nothing that a
job does can open a connection or read a file, whatever an engine would try.
"""

import ctypes
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Where a worker's one channel stands, after standard input, output and error, which are closed.
CHANNEL: Final = 3
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Confinement:
    """`memory_bytes` beside what is loaded; `files` that a job may open while it is let (usually none)."""

    memory_bytes: int
    files: int = 0


def die_with_parent() -> None:
    """Let the kernel end this process with the one that made it (Linux; elsewhere the channel's end does)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine(channel: socket.socket, confinement: Confinement) -> socket.socket:
    """Bind this process for good; gives the channel at its new place, the only one left open."""
    ceiling = _address_space() + confinement.memory_bytes
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(CHANNEL):
        os.dup2(nowhere, standard)
    os.dup2(channel.detach(), CHANNEL, inheritable=False)
    os.closerange(CHANNEL + 1, _highest_descriptor() + 1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (CHANNEL + 1, CHANNEL + 1 + confinement.files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    return socket.socket(fileno=CHANNEL)


@contextmanager
def files_for_a_while(files: int) -> Iterator[None]:
    """Let a worker open so many files or sockets; no more than its confinement leaves."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(CHANNEL + 1 + files, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (CHANNEL + 1, hard))


def memory_taken() -> int:
    """The most memory that this process has held at once, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _highest_descriptor() -> int:
    folder = Path("/proc/self/fd")
    if folder.is_dir():
        return max(int(name.name) for name in folder.iterdir())
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65_536)


def _address_space() -> int:
    """Bytes of address space that this process has mapped."""
    pages = Path("/proc/self/statm")
    if pages.is_file():
        return int(pages.read_text().split()[0]) * resource.getpagesize()
    return memory_taken()
