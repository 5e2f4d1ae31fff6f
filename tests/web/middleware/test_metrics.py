"""Numbers by route, that no request can add a series to."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendgraph.web.middleware.metrics import Measured, Metrics
from sendgraph.web.middleware.path_prefix import PathPrefix

Serving = Callable[..., AbstractContextManager[httpx.Client]]
Series = tuple[str, frozenset[tuple[str, str]]]


async def page(request: Request) -> Response:
    return PlainTextResponse("a page", 202 if request.url.query == "held" else 200)


async def broken(request: Request) -> Response:
    raise RuntimeError


def measured(metrics: Metrics, app: Starlette) -> Starlette:
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(PathPrefix, prefix="/send")
    return app


def routes(metrics: Metrics) -> list[Route]:
    return [
        Route("/def", page),
        Route("/def.ttl", page),
        Route("/doc/{path:path}", page),
        Route("/broken", broken),
        Route("/metrics", metrics.endpoint),
    ]


def plain(metrics: Metrics) -> Starlette:
    return Starlette(routes=routes(metrics))


def typed(metrics: Metrics) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    router = APIRouter(prefix="/api")

    @router.get("/areas/{slug}")
    async def area(slug: str) -> str:
        return slug

    app.include_router(router)
    app.router.routes.extend(routes(metrics))
    return app


@pytest.fixture(params=[plain, typed])
def client(serve_middleware: Serving, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    metrics = Metrics()
    with serve_middleware(measured(metrics, request.param(metrics))) as served:
        yield served


def read(client: httpx.Client) -> dict[Series, float]:
    response = client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def requests(client: httpx.Client) -> dict[tuple[str, str, str], float]:
    found = {}
    for (name, labels), value in read(client).items():
        if name == "sendgraph_requests_total":
            of = dict(labels)
            found[of["route"], of["method"], of["status"]] = value
    return found


def test_requests_by_route_method_and_status(client: httpx.Client) -> None:
    for address in (
        "/doc/area/a",
        "/doc/area/b?query=secret",
        "/send/doc/c",
        "/def",
        "/def.ttl",
        "/no/secret",
    ):
        client.get(address)
    client.get("/doc/a?held")
    client.head("/doc/a")
    client.post("/doc/a")
    client.request("SECRET", "/doc/a")
    client.request("SECRET", "/secret")
    client.get("/broken", headers={"Connection": "close"})
    assert requests(client) == {
        ("/doc/{path}", "GET", "200"): 3,
        ("/doc/{path}", "GET", "202"): 1,
        ("/doc/{path}", "HEAD", "200"): 1,
        ("/doc/{path}", "POST", "405"): 1,
        ("/doc/{path}", "other", "405"): 1,
        ("/def", "GET", "200"): 1,
        ("/def.ttl", "GET", "200"): 1,
        ("/broken", "GET", "0"): 1,
        ("other", "GET", "404"): 1,
        ("other", "other", "404"): 1,
    }
    assert requests(client)["/metrics", "GET", "200"] == 1
    assert "secret" not in client.get("/metrics").text.lower()


def test_routes_of_fastapi_by_their_template(serve_middleware: Serving) -> None:
    metrics = Metrics()
    with serve_middleware(measured(metrics, typed(metrics))) as client:
        client.get("/api/areas/a")
        client.get("/send/api/areas/b")
        client.post("/api/areas/b")
        assert requests(client) == {
            ("/api/areas/{slug}", "GET", "200"): 2,
            ("/api/areas/{slug}", "POST", "405"): 1,
        }


def test_times_bytes_and_what_is_under_way(client: httpx.Client) -> None:
    for _ in range(3):
        client.get("/def")
    client.head("/def")
    found = read(client)
    of_def = frozenset({("route", "/def")})
    assert found["sendgraph_response_bytes_total", of_def] == 18
    assert found["sendgraph_request_seconds_count", of_def] == 4
    assert found["sendgraph_request_seconds_bucket", of_def | {("le", "+Inf")}] == 4
    assert 0 < found["sendgraph_request_seconds_sum", of_def] < 4
    assert found["sendgraph_requests_in_flight", frozenset()] == 1
    assert found["process_resident_memory_bytes", frozenset()] > 1_000_000
    assert found["process_open_fds", frozenset()] > 1


def test_what_the_workers_and_the_cache_do(serve_middleware: Serving) -> None:
    metrics = Metrics()
    metrics.watch_workers(alive=lambda: 4, busy=lambda: 3, waiting=lambda: 7)
    metrics.watch_cache(lambda: 1_234)
    metrics.worker_killed("timeout")
    metrics.worker_killed("timeout")
    metrics.worker_killed("client-gone")
    metrics.cache_looked("hit")
    metrics.serves("2026-11-22-aaaa")
    metrics.serves("2026-11-23-bbbb")
    with serve_middleware(measured(metrics, plain(metrics))) as client:
        found = {
            (name, *sorted(labels)): value
            for (name, labels), value in read(client).items()
            if name.startswith(("sendgraph_w", "sendgraph_j", "sendgraph_c", "sendgraph_rel"))
            and not name.endswith("_created")
        }
    assert found == {
        ("sendgraph_workers", ("state", "alive")): 4,
        ("sendgraph_workers", ("state", "busy")): 3,
        ("sendgraph_jobs_waiting",): 7,
        ("sendgraph_workers_killed_total", ("reason", "timeout")): 2,
        ("sendgraph_workers_killed_total", ("reason", "memory")): 0,
        ("sendgraph_workers_killed_total", ("reason", "client-gone")): 1,
        ("sendgraph_cache_lookups_total", ("result", "hit")): 1,
        ("sendgraph_cache_lookups_total", ("result", "miss")): 0,
        ("sendgraph_cache_bytes",): 1_234,
        ("sendgraph_release_info", ("release", "2026-11-23-bbbb")): 1,
    }


def test_applications_count_for_themselves(serve_middleware: Serving) -> None:
    first, second = Metrics(), Metrics()
    with serve_middleware(measured(first, plain(first))) as client:
        client.get("/def")
    with serve_middleware(measured(second, plain(second))) as client:
        assert requests(client) == {}
