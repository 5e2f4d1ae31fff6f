"""The pool's end of the socket to one worker: sends a job, puts a reply together."""

import asyncio
import json
import socket
from collections.abc import Callable, Mapping
from typing import Any

from sendgraph.workers.messages import LENGTHS

Replied = Callable[[Mapping[str, Any], bytes], None]


class Channel:
    """A socket to a worker, served by the event loop; `replied` takes header and body of each reply."""

    def __init__(self, connection: socket.socket, replied: Replied) -> None:
        """Take over a connected socket."""
        connection.setblocking(False)
        self._socket = connection
        self._replied = replied
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._expected: int | None = None
        self._unsent = b""
        self._loop.add_reader(connection.fileno(), self._read)

    def send(self, content: bytes) -> None:
        """Send a job, at once where the socket takes it."""
        try:
            sent = self._socket.send(content)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # it has ended, which its keeper tells
        if sent < len(content):
            self._unsent = content[sent:]
            self._loop.add_writer(self._socket.fileno(), self._write)

    def close(self) -> None:
        """Let go of the socket; a worker that waits for a job ends."""
        if self._socket.fileno() >= 0:
            self._loop.remove_reader(self._socket.fileno())
            self._loop.remove_writer(self._socket.fileno())
            self._socket.close()

    def _write(self) -> None:
        try:
            sent = self._socket.send(self._unsent)
        except BlockingIOError:
            return
        except OSError:
            sent = len(self._unsent)
        self._unsent = self._unsent[sent:]
        if not self._unsent:
            self._loop.remove_writer(self._socket.fileno())

    def _read(self) -> None:
        try:
            part = self._socket.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._loop.remove_reader(self._socket.fileno())  # its keeper tells how it ended
            return
        self._received += part
        if self._expected is None and len(self._received) >= LENGTHS.size:
            header, body = LENGTHS.unpack_from(self._received)
            self._expected = LENGTHS.size + header + body
        if self._expected is not None and len(self._received) >= self._expected:
            header, _ = LENGTHS.unpack_from(self._received)
            about = json.loads(self._received[LENGTHS.size : LENGTHS.size + header])
            body = bytes(memoryview(self._received)[LENGTHS.size + header :])
            self._received, self._expected = bytearray(), None
            self._replied(about, body)
