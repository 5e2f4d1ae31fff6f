"""What the server does in numbers, as Prometheus reads them: by route, never by address or query."""

import time
from collections.abc import Callable
from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector
from starlette._utils import get_route_path
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Killed = Literal["timeout", "memory", "client-gone"]
Looked = Literal["hit", "miss"]
_KILLED: Final[tuple[Killed, ...]] = ("timeout", "memory", "client-gone")
_LOOKED: Final[tuple[Looked, ...]] = ("hit", "miss")
_OTHER: Final = "other"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
#: From an answer out of the cache to a query at its deadline.
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """
    The numbers of one application, in a registry of its own.

    Each label takes values of a set that is known beforehand (routes, methods, statuses, reasons), so that
    no request can add a series at will.
    """

    def __init__(self) -> None:
        """Start to count."""
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.requests = Counter(
            "sendgraph_requests",
            "Requests answered, by route, method and status (0: the client left).",
            ("route", "method", "status"),
            registry=registry,
        )
        self.seconds = Histogram(
            "sendgraph_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.sent = Counter(
            "sendgraph_response_bytes", "Bytes of bodies sent.", ("route",), registry=registry
        )
        self.in_flight = Gauge(
            "sendgraph_requests_in_flight", "Requests that are being answered.", registry=registry
        )
        self._workers = Gauge("sendgraph_workers", "Workers by state.", ("state",), registry=registry)
        self._waiting = Gauge("sendgraph_jobs_waiting", "Requests that wait for a worker.", registry=registry)
        self._killed = Counter(
            "sendgraph_workers_killed", "Workers that were killed, and why.", ("reason",), registry=registry
        )
        self._cache = Counter(
            "sendgraph_cache_lookups", "Answers looked for in the cache.", ("result",), registry=registry
        )
        self._cache_bytes = Gauge("sendgraph_cache_bytes", "Bytes in the cache.", registry=registry)
        self._release = Gauge(
            "sendgraph_release_info", "The release that is served.", ("release",), registry=registry
        )
        self._series: dict[tuple[str, str, int], tuple[Counter, Histogram, Counter]] = {}
        for reason in _KILLED:
            self._killed.labels(reason)
        for result in _LOOKED:
            self._cache.labels(result)

    def answered(self, route: str, method: str, status: int, seconds: float, sent: int) -> None:
        """Count a request by its route's template, its method as a known one, and the status (0: none)."""
        key = (route, method, status)
        if key not in self._series:
            # Looking series up by their labels takes longer than to count in them.
            self._series[key] = (
                self.requests.labels(route, method, str(status)),
                self.seconds.labels(route),
                self.sent.labels(route),
            )
        requests, time_taken, bytes_sent = self._series[key]
        requests.inc()
        time_taken.observe(seconds)
        bytes_sent.inc(sent)

    def watch_workers(
        self, alive: Callable[[], float], busy: Callable[[], float], waiting: Callable[[], float]
    ) -> None:
        """Ask these, each time the numbers are read, for workers alive and busy and jobs that wait."""
        self._workers.labels("alive").set_function(alive)
        self._workers.labels("busy").set_function(busy)
        self._waiting.set_function(waiting)

    def watch_cache(self, size: Callable[[], float]) -> None:
        """Ask this, each time the numbers are read, for the bytes in the cache."""
        self._cache_bytes.set_function(size)

    def worker_killed(self, reason: Killed) -> None:
        """Count a worker that was killed."""
        self._killed.labels(reason).inc()

    def cache_looked(self, result: Looked) -> None:
        """Count an answer that was looked for in the cache."""
        self._cache.labels(result).inc()

    def serves(self, release: str) -> None:
        """Name the release that is served from now on, in place of the one before."""
        self._release.clear()
        self._release.labels(release).set(1)

    async def endpoint(self, request: Request) -> Response:
        """`/metrics`: the numbers as text."""
        return Response(
            generate_latest(self.registry),
            headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"},
        )


class Measured:
    """Middleware that counts and times requests."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wrap an application."""
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status = sent = 0

        async def send_and_count(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif scope["method"] != "HEAD":
                sent += len(message.get("body", b""))
            await send(message)

        with self.metrics.in_flight.track_inprogress():
            try:
                await self.app(scope, receive, send_and_count)
            finally:
                method = scope["method"] if scope["method"] in _METHODS else _OTHER
                seconds = time.perf_counter() - began
                self.metrics.answered(route_template(scope), method, status, seconds, sent)


def route_template(scope: Scope) -> str:
    """
    The route of a request that has been routed, as it was declared: `/doc/{path}`; `other` where none is.

    FastAPI notes its own routes in the scope but of plain ones only their endpoint, which several may share.
    """
    route = scope.get("route")
    if isinstance(route, Route):
        return route.path_format
    endpoint, application = scope.get("endpoint"), scope.get("app")
    if endpoint is not None and application is not None:
        path = get_route_path(scope)
        for route in application.routes:
            if isinstance(route, Route) and route.endpoint is endpoint and route.path_regex.match(path):
                return route.path_format
    return _OTHER
