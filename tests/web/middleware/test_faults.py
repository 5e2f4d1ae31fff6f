"""That a fault is answered like anything else, and never passes for an answer."""

import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sendgraph.web.middleware.access_log import AccessLog, request_id
from sendgraph.web.middleware.client_address import ClientAddress, TrustedProxies
from sendgraph.web.middleware.faults import Faults

Serving = Callable[..., AbstractContextManager[httpx.Client]]


answered: list[Exception] = []


async def broken(request: Request) -> Response:
    raise RuntimeError("/secret/path")


async def half(request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"a part"
        raise RuntimeError("/secret/path")

    return StreamingResponse(parts())


async def reading(request: Request) -> Response:
    return Response(await request.body())


async def told(request: Request, error: Exception) -> Response:
    answered.append(error)
    return JSONResponse({"id": request_id(request.scope), "kind": type(error).__name__}, 500)


@pytest.fixture
def app() -> Starlette:
    app = Starlette(
        routes=[Route("/broken", broken), Route("/half", half), Route("/reading", reading, methods=["POST"])]
    )
    app.add_middleware(Faults, answer=told)
    app.add_middleware(AccessLog, lines=False)
    app.add_middleware(ClientAddress, proxies=TrustedProxies())
    return app


def test_a_fault_is_answered_inside(
    serve_middleware: Serving, app: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    with serve_middleware(app) as client:
        response = client.get("/broken")
    assert response.status_code == 500
    assert response.json() == {"id": response.headers["x-request-id"], "kind": "RuntimeError"}
    assert caplog.records == []


def test_an_answer_that_breaks_off_is_no_answer(serve_middleware: Serving, app: Starlette) -> None:
    with serve_middleware(app) as client, pytest.raises(httpx.RemoteProtocolError):
        client.get("/half")


def test_who_leaves_in_the_midst_of_a_body_is_no_fault(
    serve_middleware: Serving, app: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    answered.clear()
    with serve_middleware(app) as client:
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as connection:
            connection.sendall(b"POST /reading HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
            time.sleep(0.1)
        assert client.get("/broken").status_code == 500
    assert [type(error) for error in answered] == [RuntimeError]
    assert caplog.records == []
