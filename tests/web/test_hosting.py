"""The release that is served: queries that are too much, clients that go away, releases that follow."""

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from sendgraph.release import Release
from sendgraph.release.writing import make_current
from sendgraph.settings import Settings
from sendgraph.web import create_app

Serve = Callable[..., AbstractContextManager[httpx.Client]]
BURN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
GROW = "SELECT ?a ?d ?g ?j { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l"
ASK = {"query": "ASK { ?s ?p ?o }"}


def statistics(app: Any) -> Any:
    return app.state.service.hosted.pool.statistics()


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_query_past_its_deadline_is_told_so_and_health_answers_all_along(
    sample_release: Path, serve: Serve
) -> None:
    app = create_app(sample_release, Settings(query_seconds=1))
    with serve(app) as client, ThreadPoolExecutor() as others:
        start = time.monotonic()
        burning = others.submit(httpx.get, str(client.base_url.join("/sparql")), params={"query": BURN})
        while not burning.done():
            asked = time.monotonic()
            assert client.get("/health").json() == {"status": "ok"}
            assert client.get("/sparql", params=ASK).json()["boolean"] is True
            assert time.monotonic() - asked < 1
        response = burning.result()
        assert 1 <= time.monotonic() - start < 2
        assert response.status_code == 504
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers
        assert response.json() == {
            "type": "about:blank",
            "title": "Gateway Timeout",
            "status": 504,
            "detail": "there was no answer within 1 seconds",
            "code": "query-timeout",
            "remedy": "ask for less: fewer patterns, a filter, a LIMIT inside a subquery",
        }


def test_a_client_may_ask_for_less_time_and_not_for_more(server: httpx.Client) -> None:
    start = time.monotonic()
    response = server.get("/sparql", params={"query": BURN, "timeout": "0.2"})
    assert (response.status_code, response.json()["code"]) == (504, "query-timeout")
    assert 0.2 <= time.monotonic() - start < 1.2
    assert server.get("/sparql", params=ASK | {"timeout": "5"}).json()["boolean"] is True
    for wrong in ("6", "0", "-1", "1e1", "nan", "", "soon"):
        response = server.get("/sparql", params=ASK | {"timeout": wrong})
        assert (response.status_code, response.json()["code"]) == (400, "bad-parameter")
        assert response.json()["where"] == "timeout"


def test_a_query_over_the_memory_is_told_so(sample_release: Path, serve: Serve) -> None:
    app = create_app(sample_release, Settings(query_memory_bytes=50_000_000, query_seconds=20))
    with serve(app) as client:
        response = client.get("/sparql", params={"query": GROW})
        assert (response.status_code, response.json()["code"]) == (503, "query-too-large")
        assert client.get("/sparql", params=ASK).json()["boolean"] is True
        assert statistics(app).ended == {"memory": 1}


def test_where_all_are_at_work_one_is_told_to_come_back(sample_release: Path, serve: Serve) -> None:
    settings = Settings(query_workers=1, max_waiting_queries=0, query_seconds=2)
    with serve(app := create_app(sample_release, settings)) as client, ThreadPoolExecutor() as others:
        burning = others.submit(httpx.get, str(client.base_url.join("/sparql")), params={"query": BURN})
        until(lambda: statistics(app).at_work == 1)
        response = client.get("/ready")
        assert (response.status_code, response.json()["code"], response.headers["retry-after"]) == (
            503,
            "busy",
            "5",
        )
        assert burning.result().status_code == 504


def test_clients_that_go_away_free_their_workers(sample_release: Path, serve: Serve) -> None:
    settings = Settings(query_workers=3, query_seconds=60, longest_wait_seconds=60)
    with serve(app := create_app(sample_release, settings)) as client:
        where = (client.base_url.host, client.base_url.port)
        sockets = []
        for number in range(50):
            connection = socket.create_connection(where)
            query = quote(BURN.replace("SELECT", f"SELECT ({number} AS ?x)"))
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            sockets.append(connection)
        until(lambda: statistics(app).at_work + statistics(app).waiting == 50)
        for connection in sockets:
            connection.close()
        until(lambda: statistics(app).at_work + statistics(app).waiting == 0)
        assert client.get("/sparql", params=ASK).json()["boolean"] is True
        assert statistics(app).ended["client gone"] >= 2
        until(lambda: statistics(app).alive == 3)


def test_one_of_two_who_ask_the_same_goes_away(sample_release: Path, serve: Serve) -> None:
    with serve(app := create_app(sample_release, Settings(query_seconds=1))) as client:
        with ThreadPoolExecutor() as others:
            stays = others.submit(httpx.get, str(client.base_url.join("/sparql")), params={"query": BURN})
            until(lambda: statistics(app).at_work == 1)
            with pytest.raises(httpx.ReadTimeout):
                httpx.get(str(client.base_url.join("/sparql")), params={"query": BURN}, timeout=0.3)
            assert statistics(app).at_work == 1
            assert stays.result().json()["code"] == "query-timeout"
        assert app.state.service.cache.statistics.joined == 1


def test_an_answer_asked_for_again_needs_no_worker(sample_release: Path, serve: Serve) -> None:
    with serve(app := create_app(sample_release, Settings())) as client:
        for number, (method, options) in enumerate(
            [("GET", {"params": ASK}), ("POST", {"data": ASK}), ("GET", {"params": ASK | {"timeout": "1"}})]
        ):
            assert client.request(method, "/sparql", **options).json()["boolean"] is True
            assert (statistics(app).done, app.state.service.cache.statistics.hits) == (1, number)
        client.get("/sparql", params=ASK | {"format": "xml"})
        client.get("/sparql", params=ASK | {"default-graph-uri": "http://example.org/g"})
        assert statistics(app).done == 3
        for _ in range(2):
            response = client.get("/sparql", params={"query": "SELECT (RAND() AS ?x) {}"})
            assert response.headers["cache-control"] == "no-store"
            assert "etag" not in response.headers
        assert statistics(app).done == 5


def test_the_cache_keeps_its_bound(sample_release: Path, serve: Serve) -> None:
    with serve(app := create_app(sample_release, Settings(cache_bytes=20_000))) as client:
        for number in range(100):
            client.get("/sparql", params={"query": f"SELECT ({number} AS ?x) {{}}"})
        held = app.state.service.cache.statistics
        assert 10_000 < held.bytes <= 20_000
        assert held.hits == 0
        client.get("/sparql", params={"query": "SELECT (99 AS ?x) {}"})
        assert held.hits == 1


def test_a_new_release_is_served_without_losing_a_request(
    sample_release: Path, slough_release: Release, serve: Serve, tmp_path: Path
) -> None:
    two = tmp_path / slough_release.name
    shutil.copytree(sample_release, tmp_path / "sample")
    (tmp_path / "sample").rename(one := tmp_path / Release.open(tmp_path / "sample").name)
    shutil.copytree(slough_release.path, two)
    make_current(tmp_path, one.name)
    app = create_app(tmp_path, Settings(release_check_seconds=0.1))
    with serve(app) as client:
        former = client.get("/sparql", params=ASK).headers["etag"]
        statuses: list[int] = []
        stop = threading.Event()

        def ask() -> None:
            with httpx.Client(base_url=client.base_url) as mine:
                while not stop.is_set():
                    query = f"SELECT ({len(statuses)} AS ?x) (COUNT(*) AS ?n) {{ ?s ?p ?o }}"
                    statuses.append(mine.get("/sparql", params={"query": query}).status_code)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        make_current(tmp_path, two.name)
        until(lambda: client.get("/ready").json()["release"] == two.name, 60)
        time.sleep(0.3)
        stop.set()
        for thread in threads:
            thread.join()
        assert set(statuses) == {200}
        assert client.get("/doc/area/slough.ttl").status_code == 200
        again = client.get("/sparql", params=ASK, headers={"If-None-Match": former})
        assert (again.status_code, again.headers["etag"] != former) == (200, True)
        assert app.state.service.hosting.swaps == 1


def test_a_damaged_newer_release_is_not_taken(sample_release: Path, serve: Serve, tmp_path: Path) -> None:
    good = shutil.copytree(sample_release, tmp_path / "good")
    (tmp_path / "current").symlink_to(good.name)
    app = create_app(tmp_path, Settings(release_check_seconds=0.05))
    with serve(app) as client:
        (tmp_path / "bad").mkdir()
        (tmp_path / "bad" / "manifest.json").write_text("{}")
        (tmp_path / "new").symlink_to("bad")
        (tmp_path / "new").replace(tmp_path / "current")
        time.sleep(0.3)
        assert client.get("/ready").status_code == 200
        assert client.get("/doc/area/northby.ttl").status_code == 200


def test_a_keeper_that_ends_is_started_again(sample_release: Path, serve: Serve) -> None:
    app = create_app(sample_release, Settings(release_check_seconds=0.1))
    with serve(app) as client:
        os.kill(statistics(app).pids[0], signal.SIGKILL)
        until(lambda: app.state.service.hosting.swaps == 1, 30)
        assert client.get("/sparql", params=ASK).json()["boolean"] is True


def test_no_process_is_left(sample_release: Path, serve: Serve) -> None:
    with serve(app := create_app(sample_release, Settings())) as client:
        client.get("/ready")
        pids = statistics(app).pids
        assert len(pids) == 1 + 4
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
