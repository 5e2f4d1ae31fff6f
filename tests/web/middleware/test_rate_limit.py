"""That nobody gets more than their share, and that whoever is told when to come back gets in then."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sendgraph.web.middleware.client_address import ClientAddress, TrustedProxies
from sendgraph.web.middleware.path_prefix import PathPrefix
from sendgraph.web.middleware.rate_limit import Buckets, RateLimit

Serving = Callable[..., AbstractContextManager[httpx.Client]]
GAPS = st.lists(st.floats(0, 5, allow_nan=False), min_size=1, max_size=80)


@given(st.integers(1, 2_000), st.integers(1, 30), st.floats(0, 1e7), GAPS)
def test_never_more_than_burst_and_rate(per_minute: int, burst: int, now: float, gaps: list[float]) -> None:
    """Over any interval, of all that begin and end with a request that passed."""
    buckets = Buckets(per_minute, burst)
    passed = []
    for gap in gaps:
        now += gap
        if buckets.take("a", now) == 0:
            passed.append(now)
    for first, start in enumerate(passed):
        for last, end in enumerate(passed[first:], first):
            assert last - first + 1 <= burst + per_minute / 60 * (end - start) + 0.001


@given(st.integers(1, 2_000), st.integers(1, 30), st.floats(0, 1e7), GAPS)
def test_waiting_as_told_is_enough_and_no_less(
    per_minute: int, burst: int, now: float, gaps: list[float]
) -> None:
    """Another minute of waiting would be enough for anything; what is told is the least."""
    for gap in gaps:
        buckets = Buckets(per_minute, burst)
        while not (wait := buckets.take("a", now)):
            pass
        assert 0 < wait <= 60 / per_minute * (1 + 1e-6) + 1e-6
        early = now + wait * 0.99 - 0.001
        if early > now:
            assert buckets.take("a", early) > 0
        assert buckets.take("a", now + wait) == 0
        now += gap


@given(st.lists(st.tuples(st.integers(0, 20), st.floats(0, 0.3)), max_size=200))
@settings(max_examples=50)
def test_clients_do_not_touch_each_other(arrivals: list[tuple[int, float]]) -> None:
    together = Buckets(per_minute=60, burst=3)
    alone: dict[int, Buckets] = {}
    now = 0.0
    for client, gap in arrivals:
        now += gap
        own = alone.setdefault(client, Buckets(per_minute=60, burst=3))
        assert together.take(str(client), now) == own.take(str(client), now)


def test_the_table_is_bounded_and_forgets_the_fullest_first() -> None:
    buckets = Buckets(per_minute=60, burst=10, most_clients=100)
    for _ in range(10):
        assert buckets.take("greedy", 0.0) == 0
    for number in range(1_000):
        assert buckets.take(f"once-{number}", 0.5) == 0
        assert len(buckets) <= 100
    assert buckets.take("greedy", 0.5) == pytest.approx(0.5)


def test_full_buckets_are_forgotten_as_time_goes() -> None:
    buckets = Buckets(per_minute=600, burst=100)
    for number in range(500):
        buckets.take(f"early-{number}", 0.0)
    for number in range(500):
        buckets.take("late", 60.0 + number)
    assert len(buckets) == 1


def test_time_for_many_clients_is_flat() -> None:
    """No request of a hundred thousand does work for the others: slots are few, and forgetting is by two."""
    buckets = Buckets(per_minute=600, burst=100, most_clients=10_000)
    for number in range(50_000):
        buckets.take(str(number), number * 1e-4)
    assert len(buckets) <= 10_000
    assert len(buckets._slots) <= 34


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def limited(clock: Clock, per_minute: int = 60, burst: int = 2, prefix: str = "") -> Starlette:
    async def page(request: Request) -> Response:
        return PlainTextResponse("here")

    app = Starlette(routes=[Route("/", page), Route("/health", page), Route("/ready", page)])
    app.add_middleware(RateLimit, per_minute=per_minute, burst=burst, clock=clock)
    app.add_middleware(ClientAddress, proxies=TrustedProxies(["127.0.0.1"]))
    app.add_middleware(PathPrefix, prefix=prefix)
    return app


def test_429_says_truly_when_to_come_back(serve_middleware: Serving) -> None:
    clock = Clock()
    outside = {"X-Forwarded-For": "203.0.113.9"}
    with serve_middleware(limited(clock, per_minute=20, burst=2)) as client:
        assert [client.get("/", headers=outside).status_code for _ in range(2)] == [200, 200]
        clock.now += 0.5
        refused = client.get("/", headers=outside)
        assert refused.status_code == 429
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"] == "3"
        assert refused.headers["cache-control"] == "no-store"
        assert refused.json() == {
            "type": "about:blank",
            "title": "Too Many Requests",
            "status": 429,
            "detail": "you ask more often than one client may here",
            "code": "rate-limited",
            "remedy": "try again in 3 seconds",
        }
        page = client.get("/", headers={**outside, "Accept": "text/html"})
        assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
        assert "try again in 3 seconds" in page.text
        clock.now += 2.4
        assert client.get("/", headers=outside).headers["retry-after"] == "1"
        clock.now = 1_000.5 + 3
        assert client.get("/", headers=outside).text == "here"
        assert client.get("/", headers={"X-Forwarded-For": "203.0.113.10"}).text == "here"


def test_loopback_and_probes_are_not_limited(serve_middleware: Serving) -> None:
    with serve_middleware(limited(Clock(), prefix="/send")) as client:
        assert {client.get("/").status_code for _ in range(20)} == {200}
        outside = {"X-Forwarded-For": "203.0.113.9"}
        for probe in ("/health", "/ready", "/send/health", "/send/ready"):
            assert {client.get(probe, headers=outside).status_code for _ in range(5)} == {200}
        assert [client.get("/", headers=outside).status_code for _ in range(3)] == [200, 200, 429]


def test_a_subnet_is_one_client(serve_middleware: Serving) -> None:
    with serve_middleware(limited(Clock())) as client:
        statuses = [
            client.get("/", headers={"X-Forwarded-For": f"2001:db8::{n:x}:1"}).status_code for n in range(4)
        ]
        assert statuses == [200, 200, 429, 429]
        assert client.get("/", headers={"X-Forwarded-For": "2001:db8:0:1::1"}).status_code == 200


def test_zero_sets_no_limit(serve_middleware: Serving) -> None:
    with serve_middleware(limited(Clock(), per_minute=0)) as client:
        outside = {"X-Forwarded-For": "203.0.113.9"}
        assert {client.get("/", headers=outside).status_code for _ in range(30)} == {200}


def test_retry_after_counts_down() -> None:
    buckets = Buckets(per_minute=6, burst=1)
    assert buckets.take("a", 0.0) == 0
    waits = [buckets.take("a", second) for second in range(1, 10)]
    assert all(a > b for a, b in pairwise(waits))
    assert buckets.take("a", 10.0) == 0
