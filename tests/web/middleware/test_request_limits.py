"""That long addresses and long or slow bodies are refused with an answer that arrives, and held by nobody."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sendgraph.errors import CallError
from sendgraph.web.middleware.request_limits import RequestLimits

Serving = Callable[..., AbstractContextManager[httpx.Client]]
MOST = 1_000
TOO_LARGE = {
    "type": "about:blank",
    "title": "Request Entity Too Large",
    "status": 413,
    "detail": "the body is longer than 1,000 bytes",
    "code": "body-too-large",
    "remedy": "send a shorter one",
}
TOO_LONG = {
    "type": "about:blank",
    "title": "Request-URI Too Long",
    "status": 414,
    "detail": "the address is longer than 200 bytes",
    "code": "uri-too-long",
    "remedy": "send a long query to /sparql with POST",
}
reached: list[str] = []


async def echo(request: Request) -> Response:
    reached.append(request.method)
    return PlainTextResponse(f"{len(await request.body())} bytes")


async def careless(request: Request) -> Response:
    try:
        await request.body()
    except CallError:
        return PlainTextResponse("never mind")
    return PlainTextResponse("read")


async def unread(request: Request) -> Response:
    reached.append(request.method)
    return PlainTextResponse("not looked at")


class Patient:
    """Waits for the end of the connection, as one does who lets somebody else work on the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        reached.append("gone")


@pytest.fixture(scope="module")
def client(serve_middleware: Serving) -> Iterator[httpx.Client]:
    routes = [
        Route("/echo", echo, methods=["GET", "POST"]),
        Route("/careless", careless, methods=["POST"]),
        Route("/unread", unread, methods=["GET", "POST"]),
        Route("/patient", Patient()),
    ]
    app = Starlette(routes=routes)
    app.add_middleware(RequestLimits, max_url_bytes=200, max_body_bytes=MOST, body_seconds=0.5)
    with serve_middleware(app) as served:
        yield served


@pytest.fixture(autouse=True)
def nothing_reached() -> None:
    reached.clear()


def refused(response: httpx.Response, told: dict[str, object]) -> None:
    assert response.status_code == told["status"]
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == told


def raw(client: httpx.Client, *parts: bytes, pause: float = 0.0) -> bytes:
    """What the server answers to these bytes, until it closes."""
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
        answer = b""
        while more := connection.recv(65_536):
            answer += more
        return answer


def test_the_longest_address_and_one_byte_more(client: httpx.Client) -> None:
    address = "/unread?q=" + "a" * 190
    assert client.get(address).text == "not looked at"
    refused(client.get(address + "a"), TOO_LONG)
    refused(client.get("/" + "%C3%A4" * 40), TOO_LONG)
    refused(client.post(address + "a", content=b"a" * 100), TOO_LONG)
    assert reached == ["GET"]


def test_a_browser_is_shown_a_page(client: httpx.Client) -> None:
    response = client.get("/" + "a" * 300, headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["content-type"]) == (414, "text/html; charset=utf-8")
    assert "the address is longer than 200 bytes" in response.text.lower()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_declared_length_is_refused_unread(client: httpx.Client, method: str) -> None:
    refused(client.request(method, "/echo", content=b"a" * (MOST + 1)), TOO_LARGE)
    assert reached == []
    assert client.post("/echo", content=b"a" * MOST).text == "1000 bytes"


def test_it_is_refused_before_a_byte_of_it_is_sent(client: httpx.Client) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n"
    started = time.monotonic()
    answer = raw(client, head)
    assert answer.startswith(b"HTTP/1.1 413 Request Entity Too Large\r\n")
    assert b"100 Continue" not in answer
    assert time.monotonic() - started < 1


def test_a_long_body_does_not_cost_the_client_its_answer(client: httpx.Client) -> None:
    for _ in range(5):
        response = client.post("/echo", content=b"a" * 5_000_000)
        refused(response, TOO_LARGE)
        assert response.headers["connection"] == "close"


def chunks(number: int) -> Iterator[bytes]:
    for _ in range(number):
        yield b"a" * 100


@pytest.mark.parametrize("address", ["/echo", "/careless"])
def test_chunks_are_counted(client: httpx.Client, address: str) -> None:
    assert client.post(address, content=chunks(10)).status_code == 200
    refused(client.post(address, content=chunks(11)), TOO_LARGE)
    refused(client.post(address, content=chunks(5_000)), TOO_LARGE)


def test_an_endless_body_ends(client: httpx.Client) -> None:
    """Who goes on sending after the answer is not listened to for ever."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20) as connection:
        connection.sendall(b"POST /unread HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        with pytest.raises(OSError):  # the server ends it in the midst of the sending
            for _ in range(500):
                connection.sendall(b"1\r\na\r\n")
                time.sleep(0.02)
    assert 1 < time.monotonic() - started < 5


def test_a_slow_body_is_refused(client: httpx.Client) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"
    started = time.monotonic()
    answer = raw(client, head, b"a" * 10)
    assert time.monotonic() - started < 2
    header, _, body = answer.partition(b"\r\n\r\n")
    assert header.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"connection: close" in header.lower()
    assert json.loads(body) == {
        "type": "about:blank",
        "title": "Request Timeout",
        "status": 408,
        "detail": "the body did not arrive within 0.5 seconds",
        "code": "request-timeout",
        "remedy": "send it without pauses",
    }


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_body_of_a_reading_request_reaches_nobody(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/echo", content=b"a" * 900)
    assert (response.status_code, response.headers["connection"]) == (200, "close")
    assert response.text == ("0 bytes" if method == "GET" else "")
    refused(client.request("GET", "/echo", content=b"a" * 1_001), TOO_LARGE)


def test_a_body_that_nobody_reads_ends_the_connection(client: httpx.Client) -> None:
    response = client.post("/unread", content=b"a" * 900)
    assert (response.text, response.headers["connection"]) == ("not looked at", "close")
    kept = client.post("/echo", content=b"a" * 900)
    assert (kept.text, "connection" in kept.headers) == ("900 bytes", False)


def test_who_waits_for_the_end_is_told_of_it(client: httpx.Client) -> None:
    head = b"GET /patient HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20) as connection:
        connection.sendall(head + b"a" * 10)
        time.sleep(0.1)
    deadline = time.monotonic() + 5
    while not reached and time.monotonic() < deadline:
        time.sleep(0.01)
    assert reached == ["gone"]


def test_too_long_a_body_of_a_reading_request_ends_the_work_on_it(client: httpx.Client) -> None:
    started = time.monotonic()
    refused(client.request("GET", "/patient", content=chunks(1_000)), TOO_LARGE)
    assert time.monotonic() - started < 2
    assert reached == ["gone"]


def test_a_body_that_nobody_takes_is_not_taken_into_memory(serve_middleware: Serving) -> None:
    held: list[int] = []

    async def idle(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.5)
        await PlainTextResponse("done")(scope, receive, send)

    limited = RequestLimits(idle, max_url_bytes=200, max_body_bytes=5_000_000)

    async def look(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            cycle = receive.__self__  # type: ignore[attr-defined]  # uvicorn's own, which holds what has come
            await asyncio.gather(limited(scope, receive, send), watch(cycle))

    async def watch(cycle: Any) -> None:
        await asyncio.sleep(0.4)
        held.append(len(cycle.body))

    with serve_middleware(look, lifespan="off") as client:
        for method in ("GET", "POST"):
            assert client.request(method, "/", content=b"a" * 4_000_000).text == "done"
    assert len(held) == 2
    assert all(0 < length < 400_000 for length in held), held
