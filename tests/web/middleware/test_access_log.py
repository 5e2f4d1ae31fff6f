"""A line for each request that nobody can forge, without what people asked."""

import json
import logging
import re
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendgraph.web.middleware import access_log
from sendgraph.web.middleware.access_log import LOGGER, AccessLog, log_to_standard_error, request_id
from sendgraph.web.middleware.client_address import ClientAddress, TrustedProxies

Serving = Callable[..., AbstractContextManager[httpx.Client]]


async def page(request: Request) -> Response:
    return PlainTextResponse(request_id(request.scope))


async def broken(request: Request) -> Response:
    raise RuntimeError


def logged(**options: bool) -> Starlette:
    app = Starlette(
        routes=[Route("/", page, methods=["GET", "POST"]), Route("/broken", broken), Route("/{a:path}", page)]
    )
    app.add_middleware(AccessLog, **options)
    app.add_middleware(ClientAddress, proxies=TrustedProxies(["127.0.0.1"]))
    return app


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The lines written so far."""
    monkeypatch.setattr(LOGGER, "propagate", True)
    caplog.set_level(logging.INFO, logger="sendgraph.access")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "sendgraph.access"]


def test_a_line_says_what_came_of_a_request(
    serve_middleware: Serving, lines: Callable[[], list[str]]
) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9", "User-Agent": "a" * 300}
    with serve_middleware(logged()) as client:
        response = client.get("/doc/area?query=a%20name", headers=headers)
        client.post("/", data={"query": "a name"})
        client.head("/", headers={"User-Agent": ""})
    first, second, third = (json.loads(line) for line in lines())
    assert list(first) == [
        "time", "client", "method", "path", "status", "bytes", "milliseconds", "id", "agent",
    ]  # fmt: skip
    when = datetime.fromisoformat(first.pop("time"))
    assert when.tzinfo == UTC
    assert abs((datetime.now(UTC) - when).total_seconds()) < 60
    assert 0 <= first.pop("milliseconds") < 10_000
    assert first == {
        "client": "203.0.113.9",
        "method": "GET",
        "path": "/doc/area",
        "status": 200,
        "bytes": 32,
        "id": response.headers["x-request-id"],
        "agent": "a" * 200,
    }
    assert re.fullmatch(r"[0-9a-f]{32}", first["id"])
    assert response.text == first["id"]
    assert (second["method"], second["client"]) == ("POST", "127.0.0.1")
    assert (third["method"], third["bytes"], third["agent"]) == ("HEAD", 0, "")
    assert "name" not in "".join(lines())


def test_queries_where_they_are_wanted(serve_middleware: Serving, lines: Callable[[], list[str]]) -> None:
    with serve_middleware(logged(queries=True)) as client:
        client.get("/doc/area?query=a%20name")
        client.post("/?a=b", data={"query": "a name"})
    first, second = (json.loads(line) for line in lines())
    assert (first["query"], second["query"]) == ("query=a%20name", "a=b")
    assert "name" not in lines()[1]


def test_no_lines_where_none_are_wanted(serve_middleware: Serving, lines: Callable[[], list[str]]) -> None:
    with serve_middleware(logged(lines=False)) as client:
        assert re.fullmatch(r"[0-9a-f]{32}", client.get("/").headers["x-request-id"])
    assert lines() == []


def test_no_request_begins_a_line_of_its_own(
    serve_middleware: Serving, lines: Callable[[], list[str]]
) -> None:
    odd = '/%0A{"time":1}%0D%00%1B[31m%E2%80%A8%C2%85"\\'
    with (
        serve_middleware(logged()) as client,
        socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as connection,
    ):
        agent = b'\xe2\x80\xa8\x85"\\\x1b'.replace(b"\x1b", b"")
        connection.sendall(
            b"GET "
            + odd.encode()
            + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\nUser-Agent: "
            + agent
            + b"\r\n\r\n"
        )
        while connection.recv(65_536):
            pass
    (line,) = lines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["path"] == '/\n{"time":1}\r\x00\x1b[31m\u2028\x85"\\'


@given(st.text(), st.binary(max_size=50).filter(lambda agent: b"\n" not in agent))
def test_any_line_is_one_line(path: str, agent: bytes) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"user-agent", agent)],
        "sendgraph.client": TrustedProxies().client(None, []),
        "sendgraph.request_id": "a",
    }
    line = AccessLog(page)._line(scope, None, 0, 0.0)  # type: ignore[arg-type]  # is never called
    text = json.dumps(line)
    assert text.isascii() and text.isprintable()
    assert json.loads(text)["path"] == path[:500]


def test_a_fault_is_logged(serve_middleware: Serving, lines: Callable[[], list[str]]) -> None:
    with serve_middleware(logged()) as client:
        assert client.get("/broken", headers={"Connection": "close"}).status_code == 500
    assert (json.loads(lines()[0])["status"], json.loads(lines()[0])["bytes"]) == (None, 0)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (["a-B_3.x"], True),
        (["a" * 64], True),
        (["a" * 65], False),
        ([""], False),
        (["a b"], False),
        (["a\tb"], False),
        (['a"b'], False),
        (["<b>"], False),
        (["a", "b"], False),
    ],
)
def test_an_id_of_a_proxy_is_used_where_it_is_harmless(
    serve_middleware: Serving, given: list[str], used: bool
) -> None:
    headers = [("X-Request-ID", identity) for identity in given]
    with serve_middleware(logged(lines=False)) as client:
        response = client.get("/", headers=[*headers, ("X-Forwarded-For", "203.0.113.9")])
    identity = response.headers["x-request-id"]
    assert response.text == identity
    assert (identity == given[0]) is used
    assert used or re.fullmatch(r"[0-9a-f]{32}", identity)


def test_nobody_else_names_requests(serve_middleware: Serving) -> None:
    app = Starlette(routes=[Route("/", page)])
    app.add_middleware(AccessLog, lines=False)
    app.add_middleware(ClientAddress, proxies=TrustedProxies())
    with serve_middleware(app) as client:
        assert client.get("/", headers={"X-Request-ID": "mine"}).headers["x-request-id"] != "mine"


def test_lines_go_to_standard_error_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.Logger("access")
    monkeypatch.setattr(access_log, "LOGGER", logger)
    log_to_standard_error()
    log_to_standard_error()
    logger.info("%s", '{"a": "%s"}')
    assert capsys.readouterr() == ("", '{"a": "%s"}\n')
