"""
What goes between a pool and its workers: a job, and its reply.

A job is JSON; a reply is a JSON header and a body of bytes, each with its length before
it. Nothing is unpickled, so that a worker can hand over data and nothing else.
"""

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sendgraph.errors import Problem, SendgraphError

LENGTHS: Final = struct.Struct("!IQ")
_LENGTH: Final = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a job gives: bytes, and what is to be said about them in plain values."""

    body: bytes
    about: Mapping[str, Any] = field(default_factory=dict)


def pack_job(job: str, arguments: Mapping[str, Any]) -> bytes:
    """
    A job as it is sent.

    >>> pack_job("ask", {})
    b'\\x00\\x00\\x00\\x0b["ask", {}]'
    """
    content = json.dumps([job, arguments], ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(content)) + content


def receive_job(channel: socket.socket) -> tuple[str, dict[str, Any]] | None:
    """The next job from a blocking socket, None where the other side is gone."""
    start = _exactly(channel, _LENGTH.size)
    content = start and _exactly(channel, _LENGTH.unpack(start)[0])
    if not content:
        return None
    job, arguments = json.loads(content.decode("utf-8", "surrogatepass"))
    return job, arguments


def pack_reply(reply: Reply, *, last: bool = False) -> tuple[bytes, bytes]:
    """Header and body of a reply; `last` says that the worker takes no further job."""
    header = json.dumps({"about": dict(reply.about), "last": last}, ensure_ascii=False)
    return _header(header, len(reply.body)), reply.body


def pack_problem(problem: Problem, *, last: bool = False) -> tuple[bytes, bytes]:
    """The reply to a job that people are told something about in place of a result."""
    return _header(json.dumps({"problem": asdict(problem), "last": last}, ensure_ascii=False), 0), b""


def pack_fault(trace: str) -> tuple[bytes, bytes]:
    """The reply to a job that broke: what a maintainer reads in the log, and nobody else."""
    return _header(json.dumps({"fault": trace, "last": True}), 0), b""


def problem_of(told: Mapping[str, Any]) -> SendgraphError:
    """The error that a worker told of, to be raised on this side."""
    return SendgraphError(told["what"], where=told["where"], remedy=told["remedy"], code=told["code"])


def _header(header: str, body_length: int) -> bytes:
    content = header.encode("utf-8", "replace")
    return LENGTHS.pack(len(content), body_length) + content


def _exactly(channel: socket.socket, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = channel.recv(min(count, 1 << 20))
        if not part:
            return b""
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
