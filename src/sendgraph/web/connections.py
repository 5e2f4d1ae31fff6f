"""
What a connection may do before there is a request, and after: uvicorn's own limits, and those it lacks.

uvicorn bounds the size of a request's head and the time between requests, but neither the time for a head,
nor for a client that does not read its answer, nor how many connections wait; and it tells what is wrong
with a request in its own words.
"""

import asyncio
import json
import resource
import socket
import sys
from http import HTTPStatus
from itertools import islice
from typing import Any, Final

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sendgraph.web.middleware.headers import SECURITY
from sendgraph.web.problems import STATUS, problem_body

#: The longest address that is refused with 414 by the application, and its headers; above it the head is
#: not read to its end.
MOST_HEAD_BYTES: Final = 64 * 1024
#: A head comes in one or two packets; ten seconds are long for a bad line and short for holding a place.
HEAD_SECONDS: Final = 10.0
#: A client that takes less than this of its answer in so long holds memory for nothing. It is long, for the
#: system's own buffers, of megabytes, hide what a slow client takes.
STALLED_SECONDS: Final = 120.0
_LEAST_TAKEN_BYTES: Final = 64 * 1024
#: Longer than proxies keep a connection (60 s), so that none sends a request into one that is just closed.
KEEP_ALIVE_SECONDS: Final = 65
#: Running answers have so long to end when the server is told to stop; the longest query has 5 s.
GRACEFUL_SECONDS: Final = 20
#: A connection that waits takes about 20 kB.
MOST_CONNECTIONS: Final = 4_000
#: Files and sockets of the server's own, beside connections.
_OTHER_FILES: Final = 64
_MOST_ASKED_TO_GIVE_WAY: Final = 100
_LONGEST_LOOK_SECONDS: Final = 1.0
#: A connection that is closed with bytes unread is reset, and a client still sending would lose the answer.
_LINGER_SECONDS: Final = 2.0


_HEADERS: Final = [
    *((name.lower().encode(), value.encode()) for name, value in SECURITY.items()),
    (b"content-type", b"application/problem+json"),
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
]


class Connection(H11Protocol):
    """
    A connection of uvicorn's with the limits that it lacks.

    - A head that is not there in time is answered with 408; where nothing came, the connection is closed.
    - A client that hardly takes its answer is cut off.
    - Where there are too many connections, the one that has kept its request back longest gives way.
    - What is no HTTP, or has too long a head, is answered with a problem (400, 414, 431).
    """

    head_seconds: float = HEAD_SECONDS
    stalled_seconds: float = STALLED_SECONDS
    most_connections: int = MOST_CONNECTIONS
    look_seconds: float = _LONGEST_LOOK_SECONDS
    #: Connections of one server whose next request has not arrived whole, those that wait longest first.
    waiting: dict["Connection", None]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each server's own class its own list."""
        super().__init_subclass__(**kwargs)
        cls.waiting = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request, in the place of another where there are too many."""
        super().connection_made(transport)
        _send_at_once(transport)
        self._begun = self._refused = False
        self._unsent = 0
        self._since = self._taken_at = self.loop.time()
        self._watch = self.loop.call_later(self.look_seconds, self._look)
        self.waiting[self] = None
        if len(self.connections) > self.most_connections:
            longest = self._longest_waiting()
            # It is lost only in the loop's next round, and many may be made in one.
            self.waiting.pop(longest, None)
            longest.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._watch.cancel()
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come: of a request, or of one that is answered already."""
        if self._refused:
            return
        if not self._begun:
            self._begun = True
            self._since = self.loop.time()
        super().data_received(data)
        self._note_arrival()

    def on_response_complete(self) -> None:
        """Wait for the next request, which may be here already."""
        self._begun = self.conn.their_state is h11.SEND_BODY
        self._since = self.loop.time()
        self.waiting[self] = None
        super().on_response_complete()
        self._note_arrival()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, for which uvicorn has one status and its own words."""
        error = sys.exception()
        hint = error.error_status_hint if isinstance(error, h11.RemoteProtocolError) else 400
        if hint != 431:
            self._refuse("bad-request", "this is not HTTP as this server understands it")
        elif b"\n" in self.conn.trailing_data[0]:
            self._refuse("headers-too-large", f"the headers are longer than {MOST_HEAD_BYTES:,} bytes")
        else:
            self._refuse("uri-too-long", f"the address is longer than {MOST_HEAD_BYTES:,} bytes")

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _longest_waiting(self) -> "Connection":
        """Who has waited longest, those apart that are still taking an answer."""
        few = islice(self.waiting, _MOST_ASKED_TO_GIVE_WAY)
        return next((c for c in few if not c.transport.get_write_buffer_size()), self)

    def _note_arrival(self) -> None:
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self.waiting.pop(self, None)

    def _look(self) -> None:
        """Look now and then at what the connection is doing."""
        now = self.loop.time()
        self._watch = self.loop.call_later(self.look_seconds, self._look)
        unsent = self.transport.get_write_buffer_size()
        if self._answering or unsent or self.transport.is_closing():
            self._since = now
        elif (self._begun or self.cycle is None) and now - self._since > self.head_seconds:
            if self._begun and not self._refused:
                self._refuse("request-timeout", f"no request came within {self.head_seconds:g} seconds")
            else:
                self.transport.abort()
        if not unsent or unsent > self._unsent or self._unsent - unsent >= _LEAST_TAKEN_BYTES:
            self._unsent, self._taken_at = unsent, now
        elif now - self._taken_at > self.stalled_seconds:
            self.transport.abort()

    def _refuse(self, code: str, what: str) -> None:
        """Answer with a problem, and close the connection once the client has had a moment to read it."""
        self._refused = True
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.abort()
            return
        if self._answering:
            # Whoever works on the request that turned out to be none learns that its client is gone.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        # Who sends no request has asked for no page.
        body = json.dumps(problem_body(code, what), separators=(",", ":")).encode()
        length = (b"content-length", str(len(body)).encode())
        response = h11.Response(
            status_code=STATUS[code],
            headers=[*self.server_state.default_headers, *_HEADERS, length],
            reason=HTTPStatus(STATUS[code]).phrase.encode(),
        )
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.flow.resume_reading()
        self.transport.write_eof()
        self.loop.call_later(_LINGER_SECONDS, self.transport.close)


def server_config(
    app: ASGIApp,
    *,
    head_seconds: float = HEAD_SECONDS,
    stalled_seconds: float = STALLED_SECONDS,
    most_connections: int | None = None,
) -> uvicorn.Config:
    """The settings of uvicorn for a server that anybody may reach."""
    connection = type(
        "ServedConnection",
        (Connection,),
        {
            "head_seconds": head_seconds,
            "stalled_seconds": stalled_seconds,
            "most_connections": most_connections or _most_connections(),
            "look_seconds": min(_LONGEST_LOOK_SECONDS, head_seconds / 4),
        },
    )
    return uvicorn.Config(
        app,
        http=connection,
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        # uvicorn would otherwise believe X-Forwarded-For of every peer on loopback.
        proxy_headers=False,
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        # It would refuse /health with everything else; `most_connections` makes room instead.
        limit_concurrency=None,
    )


def _most_connections() -> int:
    """As many connections as this process may have open, and no more than are sensible."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(1, min(MOST_CONNECTIONS, files - _OTHER_FILES))


def _send_at_once(transport: asyncio.Transport) -> None:
    """
    Let the body of an answer not wait until the client has confirmed the head, which takes it 40 ms.

    asyncio sees to that only for sockets that were made with the protocol's number.
    """
    taken = transport.get_extra_info("socket")
    if taken is not None and taken.family in (socket.AF_INET, socket.AF_INET6):
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
