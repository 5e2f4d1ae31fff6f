"""The pool's line to its keeper: starts the process, hears of workers, asks for one to be killed."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from typing import Any, Final, Protocol

from sendgraph.workers.keeper import CONTROL

#: The keeper puts its socket where it expects it, whatever number it had here.
_BOOT: Final = (
    "import os, sys; given = int(sys.argv.pop(1)); "
    f"given == {CONTROL} or (os.dup2(given, {CONTROL}), os.close(given)); "
    "from sendgraph.workers.keeper import main; main()"
)


class Listener(Protocol):
    """Who is told what the keeper tells."""

    def ready(self, about: Mapping[str, Any]) -> None:
        """It has loaded."""

    def not_ready(self, told: Mapping[str, Any]) -> None:
        """It could not load: `problem` or `fault` says why."""

    def born(self, pid: int, channel: socket.socket) -> None:
        """There is a worker."""

    def ended(self, pid: int, signal: int) -> None:
        """A worker has ended, by a signal or (0) by itself."""

    def over(self) -> None:
        """The keeper is no more."""


class KeeperLink:
    """A keeper's process and the socket to it, served by the running event loop."""

    def __init__(self, order: Mapping[str, Any], listener: Listener) -> None:
        """Start the process with what it is to load and how many workers it is to keep."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-c", _BOOT, str(theirs.fileno()), json.dumps(order)]
        with theirs:
            # A session of its own: Ctrl+C is for the server, which ends its workers in good order.
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
            )
        ours.setblocking(False)
        self._socket = ours
        self._listener = listener
        self._lines = b""
        self._channels: deque[int] = deque()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(ours.fileno(), self._hear)

    @property
    def pid(self) -> int:
        """The keeper's process."""
        return self._process.pid

    def kill(self, pid: int) -> None:
        """Have a worker killed, and another forked in its place."""
        with contextlib.suppress(OSError):
            self._socket.setblocking(True)  # a line is short, and the keeper has nothing else to do
            self._socket.sendall(json.dumps({"kill": pid}).encode() + b"\n")
            self._socket.setblocking(False)

    def close(self) -> None:
        """Let go of the socket: the keeper and all its workers end."""
        if self._socket.fileno() < 0:
            return
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()
        for descriptor in self._channels:
            os.close(descriptor)
        self._channels.clear()

    def wait(self) -> None:
        """Wait until the process is gone."""
        self._process.wait()

    def _hear(self) -> None:
        try:
            received, descriptors, _, _ = socket.recv_fds(self._socket, 65_536, 64)
        except BlockingIOError:
            return
        except OSError:
            received, descriptors = b"", []
        self._channels.extend(descriptors)
        if not received:
            self.close()
            self._listener.over()
            return
        *lines, self._lines = (self._lines + received).split(b"\n")
        for line in lines:
            self._pass_on(json.loads(line))

    def _pass_on(self, told: Mapping[str, Any]) -> None:
        if "worker" in told:
            # Descriptors arrive in the order of the lines that they belong to.
            self._listener.born(told["worker"], socket.socket(fileno=self._channels.popleft()))
        elif "ended" in told:
            self._listener.ended(told["ended"], told["signal"])
        elif "ready" in told:
            self._listener.ready(told["ready"])
        else:
            self._listener.not_ready(told)
