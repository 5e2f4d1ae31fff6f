"""
The W3C test suite of the SPARQL 1.1 Protocol and what the standard says beyond it (`protocol.toml`).

Each case is sent over a plain socket, for a client of Python would add what some cases leave out.
"""

import json
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from .served import LEAKS, Reply, Running, lasting, make_release, running

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("protocol.toml").read_text(encoding="utf-8")
)
GRAPHS = "http://kasei.us/2009/09/sparql/data/data"
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
READING = {"GET", "HEAD", "POST"}
SPARQL_TYPE = ("Content-Type", "application/sparql-query")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over the graphs that the suite names: each says what it is, and something that all say."""
    lines = [f"<{GRAPHS}{n}.rdf> <{TYPE}> <{DOCUMENT}> <{GRAPHS}{n}.rdf> ." for n in (1, 2, 3)]
    lines += [
        f'<http://example.org/all> <http://example.org/shared> "here" <{GRAPHS}{n}.rdf> .' for n in (1, 2, 3)
    ]
    release = make_release(tmp_path_factory.mktemp("protocol"), "".join(f"{x}\n" for x in lines).encode())
    with running(release) as server:
        yield server


def written(text: str) -> str:
    """Text of a case with the names of its graphs."""
    for number in range(4):
        text = text.replace(f"@{number}", f"{GRAPHS}{number}.rdf")
    return text


def cases(which: list[dict[str, Any]]) -> list[Any]:
    """Cases as parameters of a test, by name; those that fail for a known reason say so."""
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.xfail(reason=case["fails"])] if "fails" in case else [],
        )
        for case in which
    ]


def encoded(pairs: list[list[str]]) -> str:
    return urlencode([(name, written(value)) for name, value in pairs])


def send(server: Running, case: dict[str, Any], method: str | None = None) -> Reply:
    headers = [("Content-Type", case["type"])] if "type" in case else []
    accept = case.get("accept", [])
    if "accept_many" in case:
        accept = [", ".join([f"text/x{i};q=0.9" for i in range(case["accept_many"])] + ["text/csv;q=0.1"])]
    headers += [("Accept", line) for line in accept]
    body: bytes | None = None
    if "form" in case:
        body = encoded(case["form"]).encode()
    elif "body" in case:
        body = written(case["body"]).encode(case.get("charset", "utf-8"))
    query = encoded(case.get("parameters", []))
    target = case.get("target") or f"/sparql{'?' if query else ''}{query}"
    return server.send(method or case.get("method", "GET"), target, headers, body)


def truth(reply: Reply) -> bool:
    """What the answer to an ASK says, in JSON or XML."""
    if reply.media_type.endswith("json"):
        said = json.loads(reply.body)["boolean"]
        assert isinstance(said, bool)
        return said
    namespace = "{http://www.w3.org/2005/sparql-results#}"
    return ElementTree.fromstring(reply.body).findtext(f"{namespace}boolean") == "true"


def check(reply: Reply, case: dict[str, Any]) -> None:
    """The answer is as the case says, and an error is of the one shape."""
    status = case["status"]
    assert (reply.status // 100 if status < 10 else reply.status) == status, reply.body
    if reply.status >= 400:
        assert reply.media_type == "application/problem+json"
        told = json.loads(reply.body)
        assert (told["status"], told["type"]) == (reply.status, "about:blank")
        assert told["code"] == case.get("code", told["code"])
        assert not LEAKS.search(reply.body.decode())
    if reply.status == 405:
        assert set(reply.headers["allow"].split(", ")) >= READING
    if "media" in case:
        assert reply.media_type in case["media"]
    if "boolean" in case:
        assert truth(reply) is case["boolean"]
    text = reply.body.decode()
    for wanted in case.get("holds", []):
        assert wanted in text
    for unwanted in case.get("lacks", []):
        assert unwanted not in text
    if reply.status < 400 or reply.status == 406:
        assert "Accept" in reply.headers["vary"].split(", ")


def test_the_table_is_the_whole_suite() -> None:
    names = [case["name"] for case in (*CASES["suite"], *CASES["updates"])]
    assert len(names) == len(set(names)) == 34
    assert len(CASES["suite"]) == 20


@pytest.mark.parametrize("case", cases(CASES["suite"]))
def test_the_suite_says(server: Running, case: dict[str, Any]) -> None:
    check(send(server, case), case)


@pytest.mark.parametrize("case", cases(CASES["updates"]))
def test_updates_of_the_suite_are_refused(server: Running, case: dict[str, Any]) -> None:
    """Those that the suite calls bad fail as it says; the good ones get a 403, and change nothing."""
    everything = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"}
    before = server.client.get("/sparql", params=everything).json()
    reply = send(server, case)
    refused = {"status": 4} if case["status"] == 4 else {"status": 403, "code": "update-refused"}
    check(reply, refused)
    assert server.client.get("/sparql", params=everything).json() == before
    assert len(before["results"]["bindings"]) == 6


@pytest.mark.parametrize(
    "case",
    cases([case for case in CASES["suite"] if "body" in case and case.get("type") == SPARQL_TYPE[1]]),
)
def test_what_comes_directly_may_come_as_a_form_and_by_get(server: Running, case: dict[str, Any]) -> None:
    """Older versions of the suite send these as forms, with the dataset in the body."""
    pairs = [["query", case["body"]], *case.get("parameters", [])]
    rest = {name: case[name] for name in case if name not in ("body", "type", "parameters", "method")}
    check(send(server, {**rest, "parameters": pairs}), case)
    form_type = "application/x-www-form-urlencoded"
    check(send(server, {**rest, "method": "POST", "form": pairs, "type": form_type}), case)


@pytest.mark.parametrize("case", cases(CASES["beyond"]))
def test_the_standard_says(server: Running, case: dict[str, Any]) -> None:
    check(send(server, case), case)


@pytest.mark.parametrize(
    "case",
    [case for case in (*CASES["suite"], *CASES["beyond"]) if case.get("method", "GET") == "GET"],
    ids=lambda case: case["name"],
)
def test_head_is_get_without_a_body(server: Running, case: dict[str, Any]) -> None:
    get, head = send(server, case), send(server, case, "HEAD")
    assert (head.status, head.body) == (get.status, b"")
    assert lasting(head.headers) == lasting(get.headers)


@pytest.mark.parametrize("address", ["/sparql", "/sparql?query=ASK%20%7B%7D", "/sparql?query=ASK%20%7B"])
def test_options_says_which_methods_there_are(server: Running, address: str) -> None:
    """A plain OPTIONS, from no browser, is about the address and not about what would be asked."""
    reply = server.send("OPTIONS", address)
    assert (reply.status, reply.body) == (204, b"")
    assert set(reply.headers["allow"].split(", ")) >= READING
    assert not set(reply.headers["allow"].split(", ")) & {"PUT", "PATCH", "DELETE"}
    assert "access-control-allow-origin" not in reply.headers


def test_a_wrong_media_type_is_told_the_right_ones(server: Running) -> None:
    reply = server.send("POST", "/sparql", [("Content-Type", "text/plain")], b"ASK {}")
    accepted = set(reply.headers["accept-post"].split(", "))
    assert (reply.status, accepted) == (
        415,
        {"application/sparql-query", "application/x-www-form-urlencoded"},
    )


def test_a_body_may_come_in_chunks(server: Running) -> None:
    chunks = iter([b"ASK", b" ", b"{", b"}"])
    reply = server.client.post("/sparql", content=chunks, headers=dict([SPARQL_TYPE]))
    assert (reply.status_code, reply.json()["boolean"]) == (200, True)


def test_one_connection_takes_many_requests_after_a_refusal(server: Running) -> None:
    """An error leaves the connection in a state from which the next request is understood."""
    for _ in range(3):
        assert (
            server.client.post("/sparql", content="x" * 1000, headers=dict([SPARQL_TYPE])).status_code == 400
        )
        assert server.client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_kept_connection_is_answered_at_once(server: Running) -> None:
    seconds = []
    for _ in range(20):
        began = time.perf_counter()
        assert server.client.get("/health").status_code == 200
        seconds.append(time.perf_counter() - began)
    assert sorted(seconds)[10] < 0.03
