"""That every answer, refusals and faults among them, bears the headers and is logged and counted."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendgraph.errors import BadParameter
from sendgraph.settings import Settings
from sendgraph.web.middleware.access_log import LOGGER
from sendgraph.web.middleware.headers import SECURITY
from sendgraph.web.middleware.metrics import Metrics
from sendgraph.web.middleware.stack import surround
from sendgraph.web.problems import add_handlers, problem

Serving = Callable[..., AbstractContextManager[httpx.Client]]
OUTSIDE = {"X-Forwarded-For": "203.0.113.9", "Origin": "https://example.org"}


async def page(request: Request) -> Response:
    return PlainTextResponse(f"{request.scope['root_path']} {len(await request.body())}")


async def broken(request: Request) -> Response:
    raise RuntimeError("/secret/path")


async def fault(request: Request, error: Exception) -> Response:
    return problem(request, "internal-error", "something went wrong here")


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture(scope="module")
def client(serve_middleware: Serving, metrics: Metrics) -> Iterator[httpx.Client]:
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.router.routes += [
        Route("/sparql", page, methods=["GET", "POST"]),
        Route("/broken", broken),
        Route("/health", page),
    ]
    add_handlers(app)
    settings = Settings(
        trusted_proxies=("127.0.0.1",),
        path_prefix="/send",
        requests_per_minute=1,
        burst_requests=4,
        max_url_bytes=100,
        max_body_bytes=100,
    )
    surround(app, settings, metrics, fault)
    with serve_middleware(app) as served:
        yield served


def test_every_answer_is_of_one_kind(
    client: httpx.Client,
    metrics: Metrics,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LOGGER, "propagate", True)
    caplog.set_level(logging.INFO, logger="sendgraph.access")
    asked = [
        ("GET", "/sparql", b"", 200),
        ("POST", "/send/sparql", b"a" * 100, 200),
        ("GET", "/nothing", b"", 404),
        ("GET", "/broken", b"", 500),
        ("GET", "/send/sparql", b"", 429),
        ("POST", "/sparql", b"a" * 100, 429),
        ("POST", "/sparql", b"a" * 101, 413),
        ("GET", "/" + "a" * 100, b"", 414),
        ("DELETE", "/health", b"", 405),
        ("GET", "/health", b"", 200),
    ]
    responses = [client.request(m, a, content=b or None, headers=OUTSIDE) for m, a, b, _ in asked]
    lines = [json.loads(r.getMessage()) for r in caplog.records if r.name == "sendgraph.access"]
    for response, line, (method, address, _, status) in zip(responses, lines, asked, strict=True):
        assert response.status_code == line["status"] == status
        assert {name: response.headers[name] for name in SECURITY} == dict(SECURITY)
        assert (method == "DELETE") is ("access-control-allow-origin" not in response.headers)
        assert response.headers["x-request-id"] == line["id"]
        assert (line["method"], line["client"]) == (method, "203.0.113.9")
        assert line["path"] == "/send" + address.removeprefix("/send")
        assert line["bytes"] == len(response.content)
        if status >= 400:
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["status"] == status
    assert [r.text for r in responses if r.status_code == 200] == ["/send 0", "/send 100", "/send 0"]
    counted = {
        (sample.labels["route"], sample.labels["method"], sample.labels["status"]): sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == "sendgraph_requests_total"
    }
    assert counted == {
        ("/sparql", "GET", "200"): 1,
        ("/sparql", "POST", "200"): 1,
        ("other", "GET", "404"): 1,
        ("/broken", "GET", "500"): 1,
        ("other", "GET", "429"): 1,
        ("other", "POST", "429"): 1,
        ("other", "POST", "413"): 1,
        ("other", "GET", "414"): 1,
        ("/health", "DELETE", "405"): 1,
        ("/health", "GET", "200"): 1,
    }


def test_a_wrong_proxy_stops_the_start() -> None:
    with pytest.raises(BadParameter, match="'proxy' is neither an address nor a network"):
        surround(FastAPI(), Settings(trusted_proxies=("proxy",)), Metrics(), fault)
