"""A line of JSON for each request, without what people asked; and an id by which the line is found again."""

import json
import logging
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sendgraph.web.middleware.client_address import client_of

LOGGER: Final = logging.getLogger("sendgraph.access")
_KEY: Final = "sendgraph.request_id"
#: What no reader of a log, no shell and no page takes for anything but a word.
_HARMLESS: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_METHOD: Final = 20
_LONGEST_PATH: Final = 500
_LONGEST_AGENT: Final = 200


class AccessLog:
    """
    Middleware that writes the access log and gives every response its `X-Request-ID`.

    A line is pure ASCII with all else escaped, so that nothing in a request can begin a line of its own.
    """

    def __init__(self, app: ASGIApp, *, lines: bool = True, queries: bool = False) -> None:
        """Wrap an application; without `lines` there are ids alone, with `queries` query strings, too."""
        self.app = app
        self.lines = lines
        self.queries = queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and write down what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[_KEY] = identity = _identity(scope)
        began = time.perf_counter()
        status: int | None = None
        sent = 0

        async def send_and_count(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = identity
            elif scope["method"] != "HEAD":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_and_count)
        finally:
            if self.lines:
                LOGGER.info("%s", json.dumps(self._line(scope, status, sent, time.perf_counter() - began)))

    def _line(self, scope: Scope, status: int | None, sent: int, seconds: float) -> dict[str, object]:
        """What is said of a request; its status is null where the client left before the answer."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "time": now.replace("+00:00", "Z"),
            "client": str(client_of(scope)),
            "method": scope["method"][:_LONGEST_METHOD],
            "path": scope["path"][:_LONGEST_PATH],
            "status": status,
            "bytes": sent,
            "milliseconds": round(seconds * 1_000, 1),
            "id": scope[_KEY],
            "agent": Headers(scope=scope).get("user-agent", "")[:_LONGEST_AGENT],
        }
        if self.queries:
            line["query"] = scope.get("query_string", b"").decode("latin-1")
        return line


def request_id(scope: Scope) -> str:
    """The id of a request that has passed `AccessLog`: the one in its `X-Request-ID`."""
    identity = scope[_KEY]
    assert isinstance(identity, str)
    return identity


def log_to_standard_error() -> None:
    """Let the lines of the access log go to standard error as they are. Asked twice, it is done once."""
    if not LOGGER.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def _identity(scope: Scope) -> str:
    """A new id, or that of a trusted proxy, where it gives a harmless one."""
    if client_of(scope).proxied:
        given = Headers(scope=scope).getlist("x-request-id")
        if len(given) == 1 and _HARMLESS.fullmatch(given[0]):
            return given[0]
    return secrets.token_hex(16)
