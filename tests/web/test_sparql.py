"""`/sparql` keeps to the SPARQL 1.1 Protocol, and lets nothing through that it should not."""

import http.server
import json
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest

BASE = "https://w3id.org/sendgraph/"
GRAPHS = f"{BASE}id/graph/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LABELS = f"SELECT ?label {{ ?area a <{BASE}def/LocalArea> ; <{LABEL}> ?label }} ORDER BY ?label"
AREAS = {
    "head": {"vars": ["label"]},
    "results": {
        "bindings": [
            {"label": {"type": "literal", "value": "Northby"}},
            {"label": {"type": "literal", "value": "Southby"}},
        ]
    },
}
QUERY_TYPE = {"Content-Type": "application/sparql-query"}
UPDATE_TYPE = {"Content-Type": "application/sparql-update"}
PLAIN_TYPE = {"Content-Type": "text/plain"}
TWICE = {"query": "ASK {}"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


def get(
    server: httpx.Client, query: str, accept: str | None = None, **more: str | list[str]
) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return server.get("/sparql", params={"query": query, **more}, headers=headers)


def test_a_query_comes_three_ways(server: httpx.Client) -> None:
    by_get = get(server, LABELS)
    by_form = server.post("/sparql", data={"query": LABELS})
    direct = server.post("/sparql", content=LABELS, headers=QUERY_TYPE)
    with_charset = server.post(
        "/sparql", content=LABELS, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
    )
    for response in (by_get, by_form, direct, with_charset):
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/sparql-results+json"
        assert response.json() == AREAS


@pytest.mark.parametrize(
    ("accept", "media_type", "body"),
    [
        ("text/csv", "text/csv; charset=utf-8", "label\r\nNorthby\r\nSouthby\r\n"),
        (
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
            '?label\n"Northby"\n"Southby"\n',
        ),
        ("application/json", "application/json", json.dumps(AREAS, separators=(",", ":"))),
        (
            "text/csv;q=0.2, application/*;q=0.5",
            "application/sparql-results+json",
            json.dumps(AREAS, separators=(",", ":")),
        ),
    ],
)
def test_a_table_in_the_format_asked_for(
    server: httpx.Client, accept: str, media_type: str, body: str
) -> None:
    response = get(server, LABELS, accept)
    assert (response.status_code, response.headers["content-type"], response.text) == (200, media_type, body)
    assert response.headers["vary"] == "Accept"


def test_xml_and_ask(server: httpx.Client) -> None:
    xml = get(server, "ASK { ?s ?p ?o }", "application/sparql-results+xml")
    assert xml.headers["content-type"] == "application/sparql-results+xml"
    assert "<boolean>true</boolean>" in xml.text
    assert get(server, "ASK { ?s <http://example.org/no> ?o }").json() == {"head": {}, "boolean": False}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_graphs(server: httpx.Client, accept: str | None, media_type: str) -> None:
    query = f"CONSTRUCT WHERE {{ <{BASE}id/area/southby> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
    response = get(server, query, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert "Southby" in response.text
    if accept == "application/n-triples":
        assert response.text == (
            f'<{BASE}id/area/southby> <http://www.w3.org/2000/01/rdf-schema#label> "Southby" .\n'
        )


def test_format_wins_over_accept(server: httpx.Client) -> None:
    assert (
        get(server, LABELS, "text/turtle", format="csv").headers["content-type"] == "text/csv; charset=utf-8"
    )
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert get(server, construct, "*/*", format="nt").headers["content-type"] == "application/n-triples"
    assert get(server, construct, format="turtle").headers["content-type"] == "text/turtle; charset=utf-8"
    assert get(server, LABELS, format="ttl").json()["code"] == "bad-parameter"
    assert get(server, LABELS, format="xlsx").status_code == 400


def test_datasets(server: httpx.Client) -> None:
    count = f"SELECT (COUNT(*) AS ?n) FROM <{GRAPHS}schemes> {{ ?s ?p ?o }}"

    def number(**more: str | list[str]) -> str:
        return get(server, count, "text/csv", **more).text.split()[1]

    assert number() == "12"
    assert number(**{"default-graph-uri": f"{GRAPHS}reference"}) == "8"
    assert number(**{"default-graph-uri": [f"{GRAPHS}reference", f"{GRAPHS}schemes"]}) == "20"
    assert number(**{"named-graph-uri": f"{GRAPHS}reference"}) == "0"
    assert number(**{"default-graph-uri": "http://127.0.0.1:1/not-here"}) == "0"
    posted = server.post(
        "/sparql",
        params={"default-graph-uri": f"{GRAPHS}reference"},
        content=count,
        headers={**QUERY_TYPE, "Accept": "text/csv"},
    )
    assert posted.text == "n\r\n8\r\n"
    refused = get(server, count, **{"default-graph-uri": "no iri"})
    assert (refused.status_code, refused.json()["where"]) == (400, "default-graph-uri")


@pytest.mark.parametrize(
    ("method", "options", "status", "code"),
    [
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "bad-request"),
        ("GET", {"params": {"query": "SELECT * {"}}, 400, "query-malformed"),
        ("GET", {"params": {"query": ""}}, 400, "query-malformed"),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406, "not-acceptable"),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "update-refused"),
        ("GET", {"params": {"query": "CLEAR ALL"}}, 403, "update-refused"),
        ("GET", {"params": {"query": "ASK { SERVICE ?s { ?s ?p ?o } }"}}, 403, "service-refused"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "update-refused"),
        ("POST", {"content": "CLEAR ALL", "headers": UPDATE_TYPE}, 403, "update-refused"),
        ("POST", {"content": "ASK {}", "headers": PLAIN_TYPE}, 415, "unsupported-media-type"),
        ("POST", {"content": "ASK {}"}, 415, "unsupported-media-type"),
        ("POST", {"content": "ASK {}".encode("utf-16"), "headers": QUERY_TYPE}, 400, "bad-request"),
        ("POST", {"content": "query=%FF", "headers": FORM_TYPE}, 400, "bad-request"),
        ("POST", {"content": "", "headers": FORM_TYPE}, 400, "bad-request"),
        ("POST", {"content": "ASK {}", "params": TWICE, "headers": QUERY_TYPE}, 400, "bad-request"),
        ("PUT", {"content": "x"}, 405, "method-not-allowed"),
        ("DELETE", {}, 405, "method-not-allowed"),
        ("PATCH", {}, 405, "method-not-allowed"),
    ],
)  # fmt: skip
def test_what_is_refused(
    server: httpx.Client, method: str, options: dict[str, object], status: int, code: str
) -> None:
    response = server.request(method, "/sparql", **options)
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert set(body) <= {"type", "title", "status", "detail", "code", "where", "remedy"}
    if status == 405:
        assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_a_parse_error_says_where_in_our_own_words(server: httpx.Client) -> None:
    assert get(server, "SELECT * {\n ?s ex:p ?o }").json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "the prefix ex: is not declared",
        "code": "query-malformed",
        "where": "line 2, column 5",
        "remedy": "add a line PREFIX ex: <…>",
    }


def test_limits(small_limits: httpx.Client) -> None:
    too_many = get(small_limits, "SELECT * { ?s ?p ?o }")
    assert (too_many.status_code, too_many.json()["code"]) == (413, "result-too-large")
    assert get(small_limits, "SELECT * { ?s ?p ?o } LIMIT 10").status_code == 200
    constructed = get(small_limits, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert constructed.status_code == 413
    long = "ASK {}" + " " * 195
    for response in (
        get(small_limits, long),
        small_limits.post("/sparql", data={"query": long}),
        small_limits.post("/sparql", content=long, headers=QUERY_TYPE),
    ):
        assert (response.status_code, response.json()["code"]) == (413, "query-too-long")
    response = small_limits.post("/sparql", content=b"x" * 1_000_000, headers=QUERY_TYPE)
    assert (response.status_code, response.json()["code"]) == (413, "body-too-large")
    assert get(small_limits, "ASK {}" + " " * 194).status_code == 200


def test_a_browser_gets_pages(server: httpx.Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = server.get("/sparql", headers={"Accept": browser})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in page.text
    answer = get(server, LABELS, browser)
    assert '<td role="cell" data-label="?label" class="short">Northby</td>' in answer.text
    download = f"/sparql?{urlencode({'query': LABELS, 'format': 'csv'})}".replace("&", "&amp;")
    assert f'href="{download}"' in answer.text
    refused = get(server, "ASK { SERVICE ?s { } }", browser)
    assert (refused.status_code, refused.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert "<h1>Forbidden</h1>" in refused.text


def test_the_service_description(server: httpx.Client) -> None:
    response = server.get("/sparql", headers={"Accept": "application/n-triples"})
    assert response.headers["content-type"] == "application/n-triples"
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{BASE}sparql> <{sd}supportedLanguage> <{sd}SPARQL11Query> ." in response.text
    assert f"<{sd}UnionDefaultGraph>" in response.text
    assert "BasicFederatedQuery" not in response.text


def test_answers_have_a_tag_and_are_not_sent_twice(server: httpx.Client) -> None:
    first = get(server, LABELS, "text/csv")
    tag = first.headers["etag"]
    again = server.get(
        "/sparql", params={"query": LABELS}, headers={"Accept": "text/csv", "If-None-Match": tag}
    )
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(server, LABELS, "application/json").headers["etag"] != tag
    assert "etag" not in get(server, "SELECT (NOW() AS ?now) {}").headers


def test_head_is_get_without_a_body(server: httpx.Client) -> None:
    head = server.head("/sparql", params={"query": LABELS})
    assert (head.status_code, head.content) == (200, b"")
    whole = get(server, LABELS)
    own = {"date": "", "x-request-id": ""}
    assert {**head.headers, **own} == {**whole.headers, **own}


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback, and what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_response(500)
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:
            pass

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}/", asked
    listener.shutdown()
    listener.server_close()
    thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE SILENT <@> { ?s ?p ?o } }",
        "SELECT * { OPTIONAL { service silent <@> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { SERVICE SILENT <@> { ?s ?p ?o } } } }",
        "ASK { FILTER EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o MINUS { SERVICE SILENT <@> { ?s ?p ?o } } }",
        "SELECT * { VALUES ?e { <@> } SERVICE SILENT ?e { ?s ?p ?o } }",
        "PREFIX : <@> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { '''a' } SERVICE SILENT <@> { ?s ?p ?o } # \\q'''\n }",
        "SELECT * { BIND(1 AS ?o) FILTER(?o<2)SERVICE#>\n<@>{ ?s ?p ?o } }",
        "SELECT * FROM <@> { ?s ?p ?o }",
        "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <@>",
    ],
)
def test_nothing_is_ever_fetched(server: httpx.Client, canary: tuple[str, list[str]], query: str) -> None:
    address, asked = canary
    text = query.replace("@", address)
    for response in (
        get(server, text, "text/csv"),
        server.post(
            "/sparql", data={"query": text, "default-graph-uri": address}, headers={"Accept": "text/csv"}
        ),
        server.post("/sparql", content=text, headers={**QUERY_TYPE, "Accept": "text/csv"}),
    ):
        assert response.status_code in ((200,) if "FROM" in query else (400, 403))
        assert address not in response.text
    assert asked == []
