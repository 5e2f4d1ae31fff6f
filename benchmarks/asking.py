"""A client of HTTP/1.1 that does as little as it can: it shares its cores with the server."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it goes over the wire, but for what is added each time."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def wire(self, host: str) -> bytes:
        """Its bytes."""
        lines = [f"{self.method} {self.target} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(slots=True)
class Answered:
    """What came back; a header that is sent twice is known by its last line."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Connection:
    """One client: its requests go one after the other over a connection that it keeps."""

    host: str
    port: int
    _reader: asyncio.StreamReader | None = field(default=None, init=False)
    _writer: asyncio.StreamWriter | None = field(default=None, init=False)

    async def ask(self, asked: Asked) -> Answered:
        """
        Send a request and read the answer, over a new connection where the old one was closed meanwhile.

        Raises:
            OSError, EOFError: where the server does not answer.
        """
        wire = asked.wire(f"{self.host}:{self.port}")
        kept = self._writer is not None
        try:
            return await self._once(wire, asked.method)
        except (OSError, EOFError):
            self.close()
            if not kept:
                raise
        return await self._once(wire, asked.method)

    def close(self) -> None:
        """Let the connection go."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _once(self, wire: bytes, method: str) -> Answered:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        reader, writer = self._reader, self._writer
        writer.write(wire)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            status = int(head[0].split(" ", 2)[1])
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])
            }
            body = b""
            if method != "HEAD" and status not in (204, 304):
                body = await _body(reader, headers)
        except BaseException:
            self.close()
            raise
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answered(status, headers, body)


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.read()
    parts = []
    while size := int((await reader.readline()).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readline()
    return b"".join(parts)
