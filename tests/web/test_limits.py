"""
What costs too much is stopped, said so, and disturbs nobody else.

The server has three workers here, of which strangers' queries may have two; these are given the
impossible, in time and in memory.
"""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from .served import BASE, LEAKS, Reply, Running, make_release, running

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CHEAP = f"ASK {{ <{BASE}id/area/0> ?p ?o }}"
JSON = ("Accept", "application/json")
SECONDS = 1.0


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Areas in a ring, 3,000 statements: products of them are large enough for any deadline."""
    graph = f"<{BASE}id/graph/reference>"
    label, near = "http://www.w3.org/2000/01/rdf-schema#label", f"{BASE}def/statisticalNeighbour"
    lines = []
    for i in range(1_000):
        area, other = f"<{BASE}id/area/{i}>", f"<{BASE}id/area/{(i + 1) % 1_000}>"
        lines += [
            f'{area} <{label}> "Area number {i} {"a" * 40}" {graph} .',
            f"{area} <{near}> {other} {graph} .",
            f'{area} <{BASE}def/gssCode> "E{i:08}" {graph} .',
        ]
    folder = tmp_path_factory.mktemp("limited")
    return make_release(folder, "".join(f"{line}\n" for line in lines).encode())


@pytest.fixture(scope="module")
def quick(release: Path) -> Iterator[Running]:
    """A server with a deadline of a second."""
    with running(release, query_workers=3, query_seconds=SECONDS) as server:
        works(server)
        yield server


@pytest.fixture(scope="module")
def narrow(release: Path) -> Iterator[Running]:
    """A server with time enough, but little memory for a query."""
    with running(release, query_workers=3, query_seconds=60, query_memory_bytes=100_000_000) as server:
        works(server)
        yield server


@pytest.fixture(scope="module")
def patient(release: Path) -> Iterator[Running]:
    """A server with time and memory enough, that lets two wait."""
    settings = {"query_workers": 3, "query_seconds": 60, "max_waiting_queries": 2, "longest_wait_seconds": 3}
    with running(release, **settings) as server:
        works(server)
        yield server


def ask(server: Running, query: str) -> Reply:
    return server.send("GET", f"/sparql?{urlencode({'query': query})}", [JSON])


def refused(reply: Reply) -> tuple[int, str]:
    """The status and code of a problem of the one shape."""
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["cache-control"] == "no-store"
    assert not LEAKS.search(reply.body.decode())
    told = json.loads(reply.body)
    assert told["status"] == reply.status
    assert told["remedy"]
    return reply.status, told["code"]


@contextmanager
def healthy(server: Running) -> Iterator[None]:
    """All along, `/health` answers within a second."""
    late: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            began = time.monotonic()
            status = server.send("GET", "/health").status
            late.append(time.monotonic() - began if status == 200 else 99)
            done.wait(0.05)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    assert late
    assert max(late) < 1


def works(server: Running) -> None:
    """A cheap question is answered soon, on cores that may be busy with what is not cheap."""
    began = time.monotonic()
    reply = ask(server, f"{CHEAP} #{time.monotonic_ns()}")
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)
    assert time.monotonic() - began < 2


# ---------------------------------------------------------------- time

NEVER = "FILTER(STRLEN(CONCAT(STR(?c), STR(?i))) = 7777)"
ENDLESS = {
    "product": PRODUCT,
    "product of five": f"ASK {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o {NEVER} }}",
    "any path": "SELECT (COUNT(*) AS ?n) { ?a (<urn:p>|!<urn:p>)* ?b . ?b (<urn:p>|!<urn:p>)* ?c }",
    "REGEX": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(?c, ?i), 'b$')) }",
    "REPLACE": "SELECT (SUM(STRLEN(REPLACE(?c, '(a|b)+', 'x'))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "ORDER BY RAND": f"SELECT ?a {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i {NEVER} }} ORDER BY RAND()",
    "CONSTRUCT": f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i {NEVER} }}",
    "DESCRIBE": f"DESCRIBE ?a {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i {NEVER} }}",
    "sub-select": f"SELECT * {{ {{ {PRODUCT} }} }}",
}
#: What the engine cannot do without keeping much: whichever limit comes first ends it.
HEAVY = {
    "OPTIONAL": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }",
    "EXISTS": "ASK { ?a ?b ?c FILTER EXISTS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?l = 'no') } }",
    "MINUS": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c MINUS { ?a ?e ?f . ?g ?h ?i . ?j ?k ?l } }",
}


@pytest.mark.parametrize("query", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_query_without_end_is_ended_at_its_deadline(quick: Running, query: str) -> None:
    with healthy(quick):
        began = time.monotonic()
        reply = ask(quick, query)
        took = time.monotonic() - began
    assert refused(reply) == (504, "query-timeout")
    assert SECONDS <= took < SECONDS + 1
    works(quick)


@pytest.mark.parametrize("query", HEAVY.values(), ids=HEAVY.keys())
def test_a_heavy_query_is_ended_by_one_limit_or_the_other(quick: Running, query: str) -> None:
    with healthy(quick):
        began = time.monotonic()
        reply = ask(quick, query)
    assert refused(reply) in {(504, "query-timeout"), (503, "query-too-large")}
    assert time.monotonic() - began < SECONDS + 1
    works(quick)


def test_a_browser_and_a_head_are_told_as_well(quick: Running) -> None:
    target = f"/sparql?{urlencode({'query': PRODUCT})}"
    page = quick.send("GET", target, [("Accept", "text/html")])
    assert (page.status, page.media_type) == (504, "text/html")
    head = quick.send("HEAD", target, [JSON])
    assert (head.status, head.body) == (504, b"")


def test_all_workers_at_products_are_free_again_after_the_deadline(quick: Running) -> None:
    """Eight products at three workers, cheap questions between them: nobody waits long or gets half."""
    with healthy(quick), ThreadPoolExecutor(12) as threads:
        products = [threads.submit(ask, quick, f"{PRODUCT} #{n}") for n in range(8)]
        cheap = [threads.submit(ask, quick, f"{CHEAP} #{n}") for n in range(4)]
        told = [refused(future.result()) for future in products]
        answered = [future.result() for future in cheap]
    assert set(told) <= {(504, "query-timeout"), (503, "busy")}
    assert (504, "query-timeout") in told
    for reply in answered:
        assert reply.status in (200, 503)
        assert json.loads(reply.body).get("boolean", True) is True
    works(quick)


# ---------------------------------------------------------------- memory

LARGE = {
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "ORDER BY": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    "DISTINCT": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } }",
    "GROUP BY": "SELECT (COUNT(*) AS ?n) { SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?c ?d ?f }",
    "doubled text": "SELECT (STRLEN(?z) AS ?n) { BIND(REPLACE(STR('"
    + "a" * 1_000
    + "'), 'a', '"
    + "b" * 1_000
    + "') AS ?x) BIND(REPLACE(?x, 'b', '"
    + "c" * 1_000
    + "') AS ?z) }",
}


@pytest.mark.parametrize("query", LARGE.values(), ids=LARGE.keys())
def test_a_query_that_grows_is_stopped_and_others_live(narrow: Running, query: str) -> None:
    with healthy(narrow), ThreadPoolExecutor(1) as thread:
        growing = thread.submit(ask, narrow, query)
        while not growing.done():
            works(narrow)
            time.sleep(0.05)
    assert refused(growing.result()) == (503, "query-too-large")
    works(narrow)


def test_growth_at_all_workers_at_once(narrow: Running) -> None:
    with healthy(narrow), ThreadPoolExecutor(6) as threads:
        told = {
            refused(reply)
            for reply in threads.map(lambda n: ask(narrow, f"{LARGE['ORDER BY']} #{n}"), range(6))
        }
    assert told <= {(503, "query-too-large"), (503, "busy")}
    works(narrow)


# ---------------------------------------------------------------- rows and bytes: never half an answer


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "html"])
def test_too_many_rows_are_refused_whole(quick: Running, form: str) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    reply = quick.send("GET", f"/sparql?{urlencode({'query': query, 'format': form})}", [JSON])
    assert refused(reply) in {(413, "result-too-large"), (504, "query-timeout")}


def test_too_many_bytes_are_refused_whole(release: Path) -> None:
    with running(release, query_workers=1, max_result_bytes=20_000) as server:
        labels = "SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
        assert refused(ask(server, labels)) == (413, "result-too-large")
        construct = "CONSTRUCT WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
        turtle = server.send("GET", f"/sparql?{urlencode({'query': construct})}", [("Accept", "text/turtle")])
        assert (turtle.status, json.loads(turtle.body)["code"]) == (413, "result-too-large")
        few = ask(server, f"{labels} LIMIT 100")
        assert (few.status, len(json.loads(few.body)["results"]["bindings"])) == (200, 100)


# ---------------------------------------------------------------- clients that go away, and crowds


def test_fifty_that_go_away_leave_no_busy_worker(patient: Running) -> None:
    """The deadline is a minute off: only that the clients went away can have freed the workers."""
    with healthy(patient):
        for number in range(50):
            with socket.create_connection(("127.0.0.1", patient.port)) as connection:
                target = f"/sparql?{urlencode({'query': f'{PRODUCT} #{number}'})}"
                connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                time.sleep(0.02)
        time.sleep(0.5)
    works(patient)
    before = processor_time(patient.process.pid)
    time.sleep(1)
    assert processor_time(patient.process.pid) - before < 0.3


def test_one_that_sends_half_a_request_keeps_nobody_waiting(patient: Running) -> None:
    with healthy(patient):
        halves = [socket.create_connection(("127.0.0.1", patient.port)) for _ in range(30)]
        for number, half in enumerate(halves):
            half.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n")
            if number % 2:
                half.sendall(b"Content-Length: 100000\r\n\r\nSELECT")
        works(patient)
        for half in halves:
            half.close()


def test_a_crowd_is_told_to_come_back(patient: Running) -> None:
    """Two queries run, two may wait, no longer than three seconds; others hear so at once. Documents come."""
    sockets = []
    for number in range(2):
        connection = socket.create_connection(("127.0.0.1", patient.port))
        target = f"/sparql?{urlencode({'query': f'{PRODUCT} #crowd {number}'})}"
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        sockets.append(connection)
    time.sleep(0.3)

    def timed(number: int) -> tuple[Reply, float]:
        began = time.monotonic()
        return ask(patient, f"{CHEAP} #crowd {number}"), time.monotonic() - began

    document = patient.send("GET", "/doc/area/0.nt")
    assert (document.status, document.media_type) == (200, "application/n-triples")
    with healthy(patient), ThreadPoolExecutor(6) as threads:
        told = list(threads.map(timed, range(6)))
    for reply, took in told:
        assert refused(reply) == (503, "busy")
        assert 1 <= int(reply.headers["retry-after"]) <= 600
        assert took < 4
    assert sorted(took for _, took in told)[3] < 1
    for connection in sockets:
        connection.close()
    time.sleep(0.5)
    works(patient)


def processor_time(pid: int) -> float:
    """Seconds of a core that a process and its descendants have used."""
    ticks, children = 0, {}
    stats = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            stats[int(entry.name)] = int(fields[11]) + int(fields[12])
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        ticks += stats.get(one, 0)
        waiting += children.get(one, [])
    return ticks / os.sysconf("SC_CLK_TCK")
