"""What the tests of the pool have a keeper load: jobs that do what real ones might."""

import os
import socket
import time
from typing import Any

from sendgraph.errors import BadParameter, InvalidRelease
from sendgraph.workers import Loaded, Reply, files_for_a_while


def load(greeting: str = "hello") -> Loaded:
    """Load a greeting, or fail as told."""
    if greeting == "damaged":
        raise InvalidRelease("the graph is damaged", where="here", remedy="build it again")
    if greeting == "broken":
        raise ZeroDivisionError("a loader that broke")
    if greeting == "dead":
        os._exit(3)
    held = bytearray(len(greeting))

    def handle(job: str, arguments: dict[str, Any]) -> Reply:
        return JOBS[job](greeting, held, **arguments)

    return Loaded(handle, {"greeting": greeting})


def _greet(greeting: str, held: bytearray, name: str) -> Reply:
    return Reply(f"{greeting} {name}".encode(), {"pid": os.getpid()})


def _refuse(greeting: str, held: bytearray) -> Reply:
    raise BadParameter("no such name", where="name", remedy="take another", code="query-malformed")


def _break(greeting: str, held: bytearray) -> Reply:
    raise ZeroDivisionError("a secret")


def _burn(greeting: str, held: bytearray, seconds: float) -> Reply:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
    return Reply(b"done", {"pid": os.getpid()})


def _sleep(greeting: str, held: bytearray, seconds: float) -> Reply:
    time.sleep(seconds)
    return Reply(b"slept", {"pid": os.getpid()})


def _grow(greeting: str, held: bytearray, size: int) -> Reply:
    taken = bytearray(size)
    taken[::4096] = b"x" * len(taken[::4096])
    return Reply(b"grown", {"pid": os.getpid()})


def _abort(greeting: str, held: bytearray) -> Reply:
    os.abort()


def _leave(greeting: str, held: bytearray) -> Reply:
    os._exit(5)


def _send(greeting: str, held: bytearray, size: int) -> Reply:
    return Reply(b"x" * size)


def _open(greeting: str, held: bytearray, path: str) -> Reply:
    with open(path, "rb") as file:  # noqa: PTH123 - the plainest way that a library would take
        return Reply(file.read())


def _connect(greeting: str, held: bytearray, port: int, let: int = 0) -> Reply:
    with files_for_a_while(let), socket.create_connection(("127.0.0.1", port), timeout=2):
        return Reply(b"connected")


JOBS = {
    "greet": _greet,
    "refuse": _refuse,
    "break": _break,
    "burn": _burn,
    "sleep": _sleep,
    "grow": _grow,
    "abort": _abort,
    "leave": _leave,
    "send": _send,
    "open": _open,
    "connect": _connect,
}
