"""How long the address and the body of a request may be, and how long a body may take."""

import asyncio
import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sendgraph.web.problems import Refused, problem

#: A body of the size that is allowed takes 30 s over a line of 100 kbit/s.
LONGEST_BODY_SECONDS: Final = 30.0
#: What a client still sends after its answer is taken in and forgotten up to here: a connection that is
#: closed with bytes unread is reset, and a client that is still sending would lose the answer.
LINGER_SECONDS: Final = 2.0
_LINGER_BYTES: Final = 10_000_000
#: The one method with a body here. Bodies of others mean nothing (RFC 9110, 9.3.1) and reach no route.
_WITH_BODY: Final = frozenset({"POST"})


class RequestLimits:
    """
    Middleware that refuses long addresses and long or slow bodies.

    No more of a body is in memory than a route has taken: the server stops reading the connection at 64 KB.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_url_bytes: int,
        max_body_bytes: int,
        body_seconds: float = LONGEST_BODY_SECONDS,
    ) -> None:
        """Wrap an application."""
        self.app = app
        self.max_url_bytes = max_url_bytes
        self.max_body_bytes = max_body_bytes
        self.body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        declared = headers.get("content-length")
        if declared in (None, "0") and "transfer-encoding" not in headers:
            if refusal := self._long_address(scope):
                await _answer(refusal, scope, receive, send)
            else:
                await self.app(scope, receive, send)
            return
        body = _Body(scope, receive, send, self.max_body_bytes, self.body_seconds)
        if refusal := self._long_address(scope) or (body.refusal if body.too_long(declared) else None):
            await _answer(refusal, scope, body.receive, body.send)
            return
        await body.answered_by(self.app)

    def _long_address(self, scope: Scope) -> Refused | None:
        query = scope.get("query_string", b"")
        raw: bytes | None = scope.get("raw_path")
        path = raw if raw is not None else scope["path"].encode()
        if len(path) + len(query) + bool(query) <= self.max_url_bytes:
            return None
        return Refused(
            "uri-too-long",
            f"the address is longer than {self.max_url_bytes:,} bytes",
            remedy="send a long query to /sparql with POST",
        )


class _Body:
    """The body of a request while it arrives, and the answer to it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._most = most
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._read = 0
        self._ended = False
        self._gone = False
        self._shown_empty = False
        self._started = False
        self._closing = False
        # Who waits to be told to go on (RFC 9110, 10.1.1) sends nothing until then.
        self._waits = Headers(scope=scope).get("expect", "").lower() == "100-continue"
        self.refusal: Refused | None = None

    def too_long(self, declared: str | None) -> bool:
        """Whether the length that is declared is refused; h11 has seen to it that it is a number."""
        if declared is not None and int(declared) > self._most:
            self._refuse_long()
        return self.refusal is not None

    async def answered_by(self, app: ASGIApp) -> None:
        """Let an application answer, unless the body turns out to be one that is refused."""
        receive = self.receive if self._scope["method"] in _WITH_BODY else self._receive_nothing
        try:
            await app(self._scope, receive, self._send_of_application)
        except Refused as error:
            if error is not self.refusal:
                raise
        if self.refusal is not None and not self._started and not self._gone:
            await _answer(self.refusal, self._scope, self.receive, self.send)

    async def receive(self) -> Message:
        """
        The next part of the body.

        Raises:
            Refused: where there is too much of it, or it takes too long.
        """
        if self.refusal is not None:
            raise self.refusal
        if self._ended:
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                message = await self._next()
        except TimeoutError:
            self.refusal = Refused(
                "request-timeout",
                f"the body did not arrive within {self._seconds:g} seconds",
                remedy="send it without pauses",
            )
            raise self.refusal from None
        if self._read > self._most:
            raise self._refuse_long()
        return message

    async def _receive_nothing(self) -> Message:
        """An empty body, and then the end of the connection, as which too long a body counts, too."""
        if not self._shown_empty:
            self._shown_empty = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while self._read <= self._most:
            message = await self._next()
            if message["type"] == "http.disconnect":
                return message
        self._refuse_long()
        return {"type": "http.disconnect"}

    async def _next(self) -> Message:
        message = await self._receive()
        self._waits = False
        if message["type"] == "http.disconnect":
            self._ended = self._gone = True
        else:
            self._read += len(message.get("body", b""))
            self._ended = self._ended or not message.get("more_body", False)
        return message

    def _refuse_long(self) -> Refused:
        self.refusal = Refused(
            "body-too-large",
            f"the body is longer than {self._most:,} bytes",
            remedy="send a shorter one",
        )
        return self.refusal

    async def _send_of_application(self, message: Message) -> None:
        """Pass on what an application sends; nothing of it once the body is refused."""
        if self.refusal is None or self._started:
            await self.send(message)

    async def send(self, message: Message) -> None:
        """Send an answer; one to a body that was not read to its end is the connection's last."""
        if message["type"] == "http.response.start":
            self._started = True
            self._closing = not self._ended
            if self._closing:
                MutableHeaders(scope=message)["Connection"] = "close"
        elif self._closing and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._linger()
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._send(message)

    async def _linger(self) -> None:
        """Take in what is still sent, and forget it."""
        if self._waits or (self.refusal is not None and self.refusal.code == "request-timeout"):
            return
        most = self._read + _LINGER_BYTES
        try:
            async with asyncio.timeout(LINGER_SECONDS):
                while not self._ended and self._read < most:
                    await self._next()
        except TimeoutError:
            return


async def _answer(refusal: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    told = refusal.problem
    response = problem(Request(scope), told.code, told.what, remedy=told.remedy)
    await response(scope, receive, send)
