"""What a connection may do before there is a request, and that no other connection suffers from it."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendgraph.web.connections import MOST_HEAD_BYTES, server_config
from sendgraph.web.middleware.headers import SECURITY

Serving = Callable[..., AbstractContextManager[httpx.Client]]
HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n"
BIG = 30_000_000


async def page(request: Request) -> Response:
    return PlainTextResponse(f"{len(request.headers)} headers")


async def big(request: Request) -> Response:
    return Response(bytes(BIG))


async def asked(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


APP = Starlette(
    routes=[
        Route("/", page),
        Route("/health", page),
        Route("/big", big),
        Route("/asked", asked, methods=["POST"]),
    ]
)


@pytest.fixture(scope="module")
def client(serve_middleware: Serving) -> Iterator[httpx.Client]:
    with serve_middleware(APP, head_seconds=0.6, stalled_seconds=1.5) as served:
        yield served


def connect(client: httpx.Client) -> socket.socket:
    return socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20)


def rest(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    answer = b""
    while more := connection.recv(1_000_000):
        answer += more
    return answer


def is_open(connection: socket.socket) -> bool:
    """Whether the server has neither closed nor reset it; it has sent nothing."""
    connection.setblocking(False)
    try:
        assert connection.recv(1) == b""
    except BlockingIOError:
        return True
    except ConnectionResetError:
        pass
    return False


def refused(answer: bytes, status: int, title: str, code: str, what: str) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    line, *lines = head.decode().split("\r\n")
    assert line == f"HTTP/1.1 {status} {title}"
    headers = httpx.Headers([tuple(line.split(": ", 1)) for line in lines])
    del headers["date"]
    assert dict(headers) == {
        **{name.lower(): value for name, value in SECURITY.items()},
        "content-type": "application/problem+json",
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "connection": "close",
    }
    told = {"type": "about:blank", "title": title, "status": status, "detail": what, "code": code}
    assert json.loads(body) == told


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\x00\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told_so(client: httpx.Client, sent: bytes) -> None:
    with connect(client) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        what = "this is not HTTP as this server understands it"
        refused(rest(connection), 400, "Bad Request", "bad-request", what)


def test_a_body_that_breaks_off_in_no_chunk_is_told_so(client: httpx.Client) -> None:
    with connect(client) as connection:
        connection.sendall(b"POST /asked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        time.sleep(0.1)
        connection.sendall(b"no chunk\r\n")
        what = "this is not HTTP as this server understands it"
        refused(rest(connection), 400, "Bad Request", "bad-request", what)


@pytest.mark.parametrize("length", [2 * MOST_HEAD_BYTES, 10_000_000])
def test_an_endless_address(client: httpx.Client, length: int) -> None:
    with connect(client) as connection:
        connection.sendall(b"GET /" + b"a" * length)
        what = "the address is longer than 65,536 bytes"
        refused(rest(connection), 414, "Request-URI Too Long", "uri-too-long", what)


@pytest.mark.parametrize("line", [b"a: b\r\n", b"X-Forwarded-For: " + b"127.0.0.1," * 1_000 + b"\r\n"])
def test_endless_headers(client: httpx.Client, line: bytes) -> None:
    with connect(client) as connection:
        connection.sendall(HEAD + line * (1_000_000 // len(line)))
        what = "the headers are longer than 65,536 bytes"
        refused(rest(connection), 431, "Request Header Fields Too Large", "headers-too-large", what)


def test_many_headers_take_no_time(client: httpx.Client) -> None:
    started = time.monotonic()
    with connect(client) as connection:
        connection.sendall(HEAD + b"a:\r\n" * 15_000 + b"Connection: close\r\n\r\n")
        assert rest(connection).endswith(b"\r\n\r\n15002 headers")
    assert time.monotonic() - started < 1


def test_half_a_request_is_not_waited_for(client: httpx.Client) -> None:
    with connect(client) as connection:
        connection.sendall(HEAD)
        what = "no request came within 0.6 seconds"
        refused(rest(connection), 408, "Request Timeout", "request-timeout", what)


def test_a_request_byte_by_byte_is_not_waited_for(client: httpx.Client) -> None:
    started = time.monotonic()
    with connect(client) as connection:
        connection.settimeout(0.05)
        for byte in HEAD + b"X: " + b"a" * 1_000:
            connection.send(bytes([byte]))
            try:
                if connection.recv(65_536).startswith(b"HTTP/1.1 408 "):
                    break
            except TimeoutError:
                continue
    assert 0.6 <= time.monotonic() - started < 4


def test_silence_is_not_waited_for(client: httpx.Client) -> None:
    with connect(client) as connection:
        assert rest(connection) == b""


def test_the_second_request_has_its_time_from_its_first_byte(client: httpx.Client) -> None:
    with connect(client) as connection:
        connection.sendall(HEAD + b"\r\n")
        answer = b""
        while not answer.endswith(b"\r\n\r\n1 headers"):
            answer += connection.recv(65_536)
        time.sleep(1.2)
        connection.sendall(HEAD)
        time.sleep(0.2)
        connection.sendall(b"Connection: close\r\n\r\n")
        assert rest(connection).endswith(b"2 headers")


def test_who_does_not_take_the_answer_is_cut_off(client: httpx.Client) -> None:
    with connect(client) as connection:
        connection.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(3)
        assert len(rest(connection)) < BIG


def test_who_takes_the_answer_slowly_gets_it_whole(client: httpx.Client) -> None:
    with connect(client) as connection:
        connection.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        taken = 0
        while more := connection.recv(1_000_000):
            taken += len(more)
            time.sleep(0.05)
    assert taken > BIG


def test_a_hundred_half_requests_stop_nobody(serve_middleware: Serving) -> None:
    with serve_middleware(APP) as client, ExitStack() as stack:
        halves = [stack.enter_context(connect(client)) for _ in range(100)]
        for half in halves:
            half.sendall(HEAD)
        started = time.monotonic()
        for _ in range(20):
            assert client.get("/health").status_code == 200
        assert time.monotonic() - started < 1
        for half in halves:
            half.sendall(b"Connection: close\r\n\r\n")
        assert all(rest(half).endswith(b"\r\n\r\n2 headers") for half in halves)


@pytest.mark.parametrize("half", [b"", HEAD, b"POST /asked HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"])
def test_the_longest_waiting_gives_way(serve_middleware: Serving, half: bytes) -> None:
    with serve_middleware(APP, most_connections=20) as client, ExitStack() as stack:
        halves = []
        for _ in range(200):
            halves.append(stack.enter_context(connect(client)))
        for connection in halves:
            with suppress(OSError):
                connection.sendall(half)
        for _ in range(5):
            assert httpx.get(f"{client.base_url}/health").status_code == 200
        left = [connection for connection in halves if is_open(connection)]
        assert 0 < len(left) <= 20
        assert left == halves[-len(left) :]


def test_uvicorn_believes_nobody_and_names_nothing(client: httpx.Client) -> None:
    config = server_config(APP)
    assert (config.proxy_headers, config.ws, config.limit_concurrency) == (False, "none", None)
    response = client.get("/")
    assert set(response.headers) == {"date", "content-length", "content-type"}
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Key": "a", "Accept": "*/*"}
    assert client.get("/", headers=upgrade).status_code == 200


def test_answers_are_sent_at_once(client: httpx.Client) -> None:
    """Without that each takes 40 ms, since the listening socket was made without a protocol's number."""
    rounds = []
    for _ in range(3):
        started = time.monotonic()
        for _ in range(20):
            client.get("/")
        rounds.append(time.monotonic() - started)
    assert min(rounds) < 0.5
