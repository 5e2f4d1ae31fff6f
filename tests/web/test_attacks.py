"""
What attackers try on a server of data, class by class: none of it gets anywhere.

Requests to other servers and to files, messages that tell too much, values that become queries,
walks that never end, redirects elsewhere, writing. What hostile statements do to readers is in
`test_hostile_content.py`, what costs time and memory in `test_limits.py`.
"""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import httpx
import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendgraph.store import load_questions

from .served import BASE, LEAKS, Reply, Running, lasting, make_release, running

SMALL = Path(__file__).parents[1] / "questions" / "small.trig"
SECRET = "the-words-of-a-file-that-nobody-may-read"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
DIRECT = ("Content-Type", "application/sparql-query")
CSV = ("Accept", "text/csv")
ADDRESSES = [
    "/", "/health", "/ready", "/openapi.json", "/questions", "/questions/significant-weaknesses", "/sparql",
    "/id/area/northshire", "/doc/area/northshire", "/doc/area/northshire.ttl", "/def", "/def/",
    "/def/Concern",
    "/api/graph/neighbours", "/api/graph/paths", "/static/sendgraph.css",
]  # fmt: skip


class Canary:
    """A listener on the loopback that counts who connects."""

    def __init__(self) -> None:
        self.visits = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.close()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    """A canary that must have seen nobody when all is done, but does see who connects."""
    canary = Canary()
    yield canary
    assert canary.visits == 0
    httpx.get(canary.address)
    assert canary.visits == 1
    canary.close()


@pytest.fixture(scope="module")
def release(canary: Canary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph, with an ontology that imports what the canary serves, and a secret beside it."""
    ontology = pyoxigraph.NamedNode(f"{BASE}id/graph/ontology")
    store = pyoxigraph.Store()
    store.load(path=SMALL, format=pyoxigraph.RdfFormat.TRIG)
    store.load(
        f"""@prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix r: <http://www.w3.org/2000/01/rdf-schema#> .
        <{BASE}def/> a owl:Ontology ; owl:imports <{canary.address}imported.owl> ;
          r:seeAlso <{canary.address}context.jsonld> ; r:isDefinedBy <{canary.address}> .
        <{BASE}def/Concern> a owl:Class ; r:label "Concern" ; r:isDefinedBy <{canary.address}> .
        """.encode(),
        format=pyoxigraph.RdfFormat.TURTLE,
        to_graph=ontology,
    )
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "secret.ttl").write_text(f'<urn:secret> <urn:says> "{SECRET}" .')
    return make_release(folder / "release", store.dump(format=pyoxigraph.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Running]:
    """A server under attack; afterwards its release holds the same bytes."""
    before = bytes_of(release)
    with running(release) as server:
        yield server
        assert server.client.get("/health").status_code == 200
    assert bytes_of(release) == before


def bytes_of(release: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in release.iterdir() if file.is_file()}


def three_ways(server: Running, query: str, pairs: list[tuple[str, str]]) -> list[Reply]:
    """A query by GET, as a form and directly, each with the same further parameters."""
    rest = urlencode(pairs)
    whole = urlencode([("query", query), *pairs])
    return [
        server.send("GET", f"/sparql?{whole}", [CSV]),
        server.send("POST", "/sparql", [CSV, FORM], whole.encode()),
        server.send("POST", f"/sparql{'?' if rest else ''}{rest}", [CSV, DIRECT], query.encode()),
    ]


def safe(reply: Reply, asked: str = "") -> Reply:
    """An answer that is no fault of the server's, and tells nothing of its inside but what was asked."""
    assert reply.status < 500, reply.body
    if reply.status >= 400 and reply.headers.get("content-type", "").startswith("application/problem+json"):
        told = json.loads(reply.body)
        assert set(told) <= {"type", "title", "status", "detail", "code", "where", "remedy"}
        assert told["status"] == reply.status
        assert re.fullmatch(r"[a-z-]+", told["code"])
    if reply.status >= 400:
        told_of = {match.group() for match in LEAKS.finditer(reply.body.decode("utf-8", "replace"))}
        assert {words for words in told_of if words not in unquote(asked)} == set(), reply.body
    assert SECRET.encode() not in reply.body
    return reply


# ---------------------------------------------------------------- requests to other servers

SERVICES = {
    "plain": "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <@> { ?s ?p ?o } }",
    "odd case": "SELECT * { sErViCe sIlEnT <@> { ?s ?p ?o } }",
    "without blanks": "SELECT*{SERVICE<@>{?s?p?o}}",
    "over lines": "SELECT * {\r\nSERVICE\r\n\tSILENT\n<@>\n{ ?s ?p ?o } }",
    "comments around": "SELECT * { #{\nSERVICE#<\n<@>#>\n{ ?s ?p ?o } }",
    "after a string that looks like a comment": "SELECT * { BIND('#' AS ?x) SERVICE <@> { ?s ?p ?o } }",
    "after an open quotation in a comment": "SELECT * { # '''\n SERVICE <@> { ?s ?p ?o } # '''\n }",
    "after a quotation of three": "SELECT * { BIND(''''' ''' AS ?x) SERVICE <@> { ?s ?p ?o } }",
    "after an escaped quotation": r"SELECT * { BIND('\'' AS ?x) SERVICE <@> { ?s ?p ?o } BIND('' AS ?y) }",
    "after a comparison that looks like an IRI": "SELECT * { FILTER(1<2) SERVICE <@> { ?s ?p ?o } }",
    "by a prefixed name": "PREFIX c: <@> SELECT * { SERVICE c: { ?s ?p ?o } }",
    "by a name that sticks to it": "PREFIX : <@> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "by BASE": "BASE <@> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "by a variable of VALUES": "SELECT * { VALUES ?e { <@> } SERVICE ?e { ?s ?p ?o } }",
    "by a variable of BIND": "SELECT * { BIND(IRI('@') AS ?e) SERVICE SILENT ?e { ?s ?p ?o } }",
    "by a variable of the data": "SELECT * { ?x ?y ?e . SERVICE SILENT ?e { ?s ?p ?o } }",
    "in OPTIONAL": "SELECT * { OPTIONAL { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "in UNION": "SELECT * { { } UNION { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "in a sub-select": "SELECT * { { SELECT ?s { SERVICE SILENT <@> { ?s ?p ?o } } } }",
    "in a sub-select of a sub-select": "ASK { { SELECT ?s { { SELECT ?s { SERVICE <@> { ?s ?p ?o } } } } } }",
    "in SERVICE": "SELECT * { SERVICE SILENT <@> { SERVICE <@> { ?s ?p ?o } } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "in NOT EXISTS": "ASK { FILTER NOT EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "in BIND": "SELECT * { BIND(EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } AS ?x) }",
    "in the head": "SELECT (EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } AS ?x) { }",
    "in HAVING": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE SILENT <@> { ?a ?b ?c } })",
    "in ORDER BY": "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { SERVICE SILENT <@> { ?a ?b ?c } })",
    "in a CONSTRUCT": "CONSTRUCT { ?s ?p ?o } { SERVICE SILENT <@> { ?s ?p ?o } }",
    "in a DESCRIBE": "DESCRIBE ?s { SERVICE SILENT <@> { ?s ?p ?o } }",
    "escaped": r"SELECT * { \u0053ERVICE <@> { ?s ?p ?o } }",
    "escaped in eight figures": r"SELECT * { \U00000053ERVIC\U00000045 SILENT <@> { ?s ?p ?o } }",
    "after an escaped quotation mark": r"ASK { BIND('\u0027 AS ?x) SERVICE <@> { ?s ?p ?o } BIND('' AS ?y) }",
    "after a mark of byte order": "\ufeffSELECT * { SERVICE <@> { ?s ?p ?o } }",
}
UPDATES = {
    "LOAD": "LOAD <@>",
    "LOAD SILENT": "LOAD SILENT <@> INTO GRAPH <urn:g>",
    "LOAD second": "CLEAR SILENT ALL ; LOAD <@>",
    "INSERT": "INSERT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
    "USING": "INSERT { ?s ?p ?o } USING <@> WHERE { ?s ?p ?o }",
    "LOAD after a query": "ASK {} ; LOAD <@>",
}
DATASETS = {
    "FROM": "SELECT * FROM <@> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
    "both": "SELECT * FROM <@> FROM NAMED <@x> { ?s ?p ?o GRAPH ?g { ?a ?b ?c } }",
    "by a prefixed name": "PREFIX c: <@> SELECT * FROM c:x { ?s ?p ?o }",
    "GRAPH": "SELECT * { GRAPH <@> { ?s ?p ?o } }",
    "several": "SELECT * FROM <@> FROM <@y> { ?s ?p ?o }",
    "CONSTRUCT": "CONSTRUCT FROM <@> WHERE { ?s ?p ?o }",
    "DESCRIBE": "DESCRIBE <@> FROM <@>",
}


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES.keys())
def test_no_other_service_is_called(server: Running, canary: Canary, query: str) -> None:
    """Refused; two that no engine could take for SERVICE, or for SPARQL, are refused for that."""
    for reply in three_ways(server, query.replace("@", canary.address), []):
        assert safe(reply).status in (400, 403)
        assert json.loads(reply.body)["code"] in ("service-refused", "query-malformed")
    assert canary.visits == 0


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES.keys())
def test_nothing_is_loaded(server: Running, canary: Canary, update: str) -> None:
    text = update.replace("@", canary.address)
    for reply in three_ways(server, text, []):
        assert safe(reply).status in (400, 403)
    as_update = [
        server.send("POST", "/sparql", [FORM], urlencode({"update": text}).encode()),
        server.send("POST", "/sparql", [("Content-Type", "application/sparql-update")], text.encode()),
        server.send("GET", f"/sparql?{urlencode({'update': text})}"),
    ]
    assert [(safe(reply).status, json.loads(reply.body)["code"]) for reply in as_update] == [
        (403, "update-refused")
    ] * 3
    assert canary.visits == 0


@pytest.mark.parametrize("query", DATASETS.values(), ids=DATASETS.keys())
@pytest.mark.parametrize("scheme", ["http", "https", "ftp"])
def test_a_graph_that_is_not_here_is_empty_and_never_fetched(
    server: Running, canary: Canary, query: str, scheme: str
) -> None:
    elsewhere = canary.address.replace("http:", f"{scheme}:")
    text = query.replace("@", elsewhere)
    accept = ("Accept", "application/n-triples, text/csv;q=0.9")
    for given_too in ([], [("default-graph-uri", elsewhere)], [("named-graph-uri", elsewhere)]):
        pairs = urlencode([("query", text), *given_too])
        reply = safe(server.send("GET", f"/sparql?{pairs}", [accept]))
        assert reply.status == 200
        assert len(reply.body.splitlines()) <= 1
    assert canary.visits == 0


def test_no_header_or_parameter_makes_the_server_call(server: Running, canary: Canary) -> None:
    there, host = canary.address, f"127.0.0.1:{canary.port}"
    names = (
        "endpoint url uri source context schema service profile callback redirect next to iri graph format"
    )
    for name in names.split():
        safe(server.send("GET", f"/sparql?{urlencode({'query': 'ASK {}', name: there})}"))
        safe(server.send("GET", f"/doc/area/northshire?{urlencode({name: there})}"))
    headers = "Referer Origin Forwarded X-Forwarded-Host X-Forwarded-For X-Original-URL Link Content-Location"
    for name in headers.split():
        safe(server.send("GET", "/doc/area/northshire.jsonld", [(name, there)]))
        safe(server.send("POST", "/sparql", [DIRECT, (name, there)], b"ASK {}"))
    safe(server.send("GET", "/doc/area/northshire", host=host))
    for target in (there, f"//{host}/", f"/{there}", f"/doc/{there}", f"/id/{quote(there, safe='')}", "*"):
        safe(server.send("GET", target))
    safe(server.send("CONNECT", host))
    assert canary.visits == 0


def test_documents_that_point_elsewhere_are_neither_taken_nor_followed(
    server: Running, canary: Canary
) -> None:
    """Contexts of JSON-LD, imports of ontologies, entities of XML: there is no route for them to come by."""
    posted = {
        "application/ld+json": json.dumps({"@context": canary.address, "@id": "urn:a", "name": "b"}),
        "text/turtle": f"<urn:a> <http://www.w3.org/2002/07/owl#imports> <{canary.address}> .",
        "application/rdf+xml": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{canary.address}">]><x>&e;</x>',
        "application/json": json.dumps({"url": canary.address}),
    }
    for address in ADDRESSES:
        for media_type, body in posted.items():
            reply = safe(server.send("POST", address, [("Content-Type", media_type)], body.encode()))
            assert reply.status == (415 if address == "/sparql" else 405)
    for ending in ("ttl", "jsonld", "nt", "rdf", "html"):
        assert server.client.get(f"/def.{ending}").status_code == 200
        assert server.client.get(f"/def/Concern.{ending}").status_code == 200
    assert contexts(server.client.get("/def/Concern.jsonld").json()) <= {dict}
    assert canary.visits == 0


def contexts(data: object) -> set[type]:
    """Of which types the contexts in JSON-LD are: a text would be an address that readers have to fetch."""
    if isinstance(data, list):
        return {kind for part in data for kind in contexts(part)}
    if not isinstance(data, dict):
        return set()
    here = {type(part) for part in [data["@context"]]} if "@context" in data else set()
    return here | {kind for name, part in data.items() if name != "@context" for kind in contexts(part)}


# ---------------------------------------------------------------- files of the machine


def test_no_graph_is_read_from_a_file(server: Running, release: Path) -> None:
    secret = release.parent / "secret.ttl"
    names = [secret.as_uri(), f"file:{secret}", f"file://localhost{secret}", f"FILE://{secret}"]
    for name in names:
        for query in (*DATASETS.values(), "SELECT * { ?s ?p ?o }"):
            pairs = [("default-graph-uri", name)] if "FROM" not in query else []
            for reply in three_ways(
                server, query.replace("@y", name).replace("@x", name).replace("@", name), pairs
            ):
                assert safe(reply).status in (200, 406)
        for query in ("LOAD <@>", "ASK { SERVICE SILENT <@> { ?s ?p ?o } }"):
            for reply in three_ways(server, query.replace("@", name), []):
                assert safe(reply).status == 403
    for name in (str(secret), f"..{secret}", "secret.ttl", "../secret.ttl"):
        refused = server.send("GET", f"/sparql?{urlencode({'query': 'ASK {}', 'default-graph-uri': name})}")
        assert safe(refused).status == 400


def climbs(target: str) -> Iterator[str]:
    """Ways of writing a path that climbs out of a folder to a file."""
    for up in (
        "../", "..%2f", "..%2F", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%252f", "..%5c", "..\\",
        "%2e%2e%5c",
        "....//", "..././", "..;/", "%c0%ae%c0%ae%c0%af", "..%c0%af", "..%ef%bc%8f", ".%00./", "..%00/",
        "/../", "%2f..%2f",
    ):  # fmt: skip
        for depth in (1, 3, 9):
            yield up * depth + target.lstrip("/")
    yield from (
        target,
        "/" + target,
        "//" + target,
        quote(target, safe=""),
        f"file://{target}",
        f"x%00{target}",
    )
    yield from (f".%2f{target}", f"./{target}", f"{target}%00.ttl", f"{target}%00.css", f"{target}.ttl%00")


@pytest.mark.parametrize(
    "route",
    ["/", "/doc/", "/id/", "/def/", "/dump/", "/static/", "/questions/", "/.well-known/", "/doc/area/"],
)
def test_no_path_climbs_out(server: Running, release: Path, route: str) -> None:
    secret = str(release.parent / "secret.ttl")
    manifest = (release / "manifest.json").read_bytes()
    for target in (secret, "/etc/passwd", "secret.ttl", "manifest.json", "graph.nq.gz", "app.py"):
        for climb in climbs(target):
            reply = safe(server.send("GET", f"{route}{climb}"), f"{route}{climb}")
            assert reply.status in (400, 404), (climb, reply)
            assert b"root:" not in reply.body
            assert manifest not in reply.body


# ---------------------------------------------------------------- messages that tell too much

SEEDS = [
    "SELECT * { ?s ?p ?o }",
    "PREFIX send: <https://w3id.org/sendgraph/def/> SELECT ?a (COUNT(*) AS ?n) { ?a a ?t } GROUP BY ?a",
    "ASK { VALUES (?a ?b) { (1 UNDEF) ('x'@en \"y\"^^<http://www.w3.org/2001/XMLSchema#date>) } }",
    "CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o . FILTER(?o > 1.5e3 && REGEX(STR(?s), '^a', 'i')) }",
    "DESCRIBE <http://example.org/a> ?b { GRAPH ?g { ?b (<urn:p>/^<urn:q>|!<urn:r>)* 'c' } }",
    "SELECT DISTINCT ?x { { SELECT ?x { ?x ?y ?z } ORDER BY ?x LIMIT 3 OFFSET 2 } UNION { BIND(1 AS ?x) } }",
    "BASE <http://example.org/> SELECT * FROM <a> FROM NAMED <b> { <s> a <t> ; <p> 1, true, ('list' 2) . }",
    "SELECT (GROUP_CONCAT(DISTINCT ?s; SEPARATOR=', ') AS ?all) { ?s ?p ?o } HAVING (COUNT(*) > 1)",
]
PIECES = [
    "{", "}", "(", ")", "[", "]", "<", ">", "<<", ">>", "'", '"', "'''", '"""', "\\", "\\u", "\\u00",
    "\\UFFFFFFFF", "\\uD800",
    "#", ".", ";", ",", "|", "^", "^^", "@", "@en", "?", "$", ":", "::", "_:b", "_:", "*", "+", "!", "=",
    "&&", "||", "/", "-",
    "1e", "0x1", "99999999999999999999", "1e999", "SELECT", "WHERE", "FILTER", "LIMIT -1", "LIMIT 1e9",
    "OFFSET x", "AS ?x",
    "undeclared:name", "<not an iri>", "<http://[>", "<a b>", "\x00", "\x1b", "\ufffe", "\u202e", "😀", "é",
    "\r", "\t", "",
    "GRAPH", "VALUES", "UNDEF", "GROUP BY", "BIND(1 AS ?s)", "COUNT(*)", "<http://x/f>()", "CAST()",
    "xsd:integer('x')",
    "SERVICE", "LOAD", "DELETE WHERE", "1/0", "STRDT('x','y')", "REGEX('a','(')",
    "REPLACE('a','(a*)*b','$9')",
]  # fmt: skip


CODES_OF_QUERIES = {"query-malformed", "query-refused", "service-refused", "update-refused", "bad-parameter"}


@st.composite
def malformed(draw: st.DrawFn) -> str:
    """A query of people's with pieces put in, taken out and turned round."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 8)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[to:]
    return text


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(query=malformed())
def test_no_message_of_the_engine_leaves(server: Running, query: str) -> None:
    reply = safe(server.send("GET", f"/sparql?{urlencode({'query': query})}"), query)
    assert reply.status in (200, 400, 403), (query, reply)
    if reply.status != 200:
        told = json.loads(reply.body)
        assert told["code"] in CODES_OF_QUERIES
        assert "\n" not in told["detail"]
        assert len(reply.body) < 1_000


# ---------------------------------------------------------------- values that would become queries

HOSTILE = [
    "'", '"', "\\", "\\'", '"""', "'''", "> } #", '" } #', "' } #", "} UNION { ?s ?p ?o",
    '") || true || CONTAINS("', "UNDEF", "?area",
    "<http://example.org/>", "https://w3id.org/sendgraph/id/area/x> } VALUES ?area { UNDEF",
    "area/northshire> <urn:x", "$1", "\\1",
    "\\u0022", "%22%7D", "{{7*7}}", "${7*7}", "{0}", "%s", "';DROP ALL;--",
    "SERVICE <http://127.0.0.1:1/> { ?a ?b ?c }",
    "\n", "\r\nX: y", "\t", "\x00", "\x7f", "\u2028", "\u202e", "\ud7ff", "\uffff", "😀", "é",
    "northshire\n", "0 OR 1=1", "-1", "1e9",
    "9" * 30, "a" * 201, "../../x", "javascript:alert(1)", "_:b", "xsd:date", "2024-13-45", "en\"@fr",
    "@en", "^^", "*", ".*", "(a+)+$",
]  # fmt: skip
values = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.lists(st.sampled_from([*HOSTILE, "northshire", "waits"]), min_size=2, max_size=4).map("".join),
)
PARAMETERS = [
    (question.name, parameter.name, parameter.type, parameter.required)
    for question in load_questions().values()
    for parameter in question.parameters.values()
]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(asked=st.sampled_from(PARAMETERS), value=values)
def test_a_value_stays_a_value_in_a_question(
    server: Running, asked: tuple[str, str, str, bool], value: str
) -> None:
    """It is refused, or finds what it says: never a row that there was not without it."""
    name, parameter, kind, required = asked

    def answer(given: str) -> Reply:
        return server.send("GET", f"/questions/{name}?{urlencode({parameter: given, 'format': 'json'})}")

    reply = safe(answer(value), value)
    if reply.status == 400:
        assert json.loads(reply.body)["code"] == "bad-parameter"
        return
    assert reply.status == 200
    rows = rows_of(reply)
    if required:
        assert rows == set()
    elif value.strip():  # an empty field of a form is none
        assert rows <= rows_of(answer(""))
        if kind == "text":
            assert all(value.lower() in row.lower() for row in rows)


def rows_of(reply: Reply) -> set[str]:
    """The rows of an answer, each as text that can be compared."""
    rows = json.loads(reply.body)["results"]["bindings"]
    return {json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows}


GRAPH_PARAMETERS = ["node", "predicate", "type", "hops", "direction", "limit", "from", "to", "k", "other"]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(parameter=st.sampled_from(GRAPH_PARAMETERS), value=values)
def test_a_value_stays_a_value_in_the_graph_routes(server: Running, parameter: str, value: str) -> None:
    if parameter in ("from", "to", "k"):
        address = "/api/graph/paths"
        right = {"from": "area/northshire", "to": "area/southshire"}
    else:
        address, right = "/api/graph/neighbours", {"node": "area/northshire"}
    reply = safe(server.send("GET", f"{address}?{urlencode({**right, parameter: value})}"), value)
    assert reply.status in (200, 400, 404)
    told = json.loads(reply.body)
    if reply.status != 200:
        assert told["code"] in ("bad-parameter", "not-found")
    elif parameter != "node" and "node" in right:
        assert told["node"] == f"{BASE}id/area/northshire"


# ---------------------------------------------------------------- walks that never end


@pytest.fixture(scope="module")
def tangled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A hub of 3,000 findings, and 40 areas of which each is a neighbour of each."""
    area, near = f"{BASE}id/area/", f"{BASE}def/statisticalNeighbour"
    label, kind = (
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    )
    graph = f"<{BASE}id/graph/reference>"
    lines = [f"<{area}{i}> <{kind}> <{BASE}def/LocalArea> {graph} ." for i in range(40)]
    lines += [f'<{area}{i}> <{label}> "Area {i}" {graph} .' for i in range(40)]
    lines += [f"<{area}{i}> <{near}> <{area}{j}> {graph} ." for i in range(40) for j in range(40) if i != j]
    lines += [f"<{BASE}def/theme/hub> <{kind}> <{BASE}def/Theme> {graph} ."]
    for i in range(3_000):
        finding = f"<{BASE}id/finding/{i}>"
        lines += [
            f"{finding} <{kind}> <{BASE}def/Finding> {graph} .",
            f"{finding} <{BASE}def/theme> <{BASE}def/theme/hub> {graph} .",
            f"<{area}{i % 40}> <{BASE}def/areaFinding> {finding} {graph} .",
        ]
    release = make_release(
        tmp_path_factory.mktemp("tangled"), "".join(f"{line}\n" for line in lines).encode()
    )
    with running(release) as server:
        yield server.client


@pytest.mark.parametrize("node", ["area/0", "finding/0", f"{BASE}def/theme/hub"])
def test_a_neighbourhood_is_bounded_and_says_so(tangled: httpx.Client, node: str) -> None:
    began = time.monotonic()
    response = tangled.get("/api/graph/neighbours", params={"node": node, "hops": 4, "limit": 1000})
    assert time.monotonic() - began < 5
    found = response.json()
    assert response.status_code == 200
    assert len(found["nodes"]) <= 1001
    assert len(response.content) < 5_000_000
    assert found["truncated"] is True or found["hubs"] or len(found["nodes"]) < 1001


def test_paths_through_a_complete_graph_are_found_at_once(tangled: httpx.Client) -> None:
    """There are 40 million simple paths of up to six hops; ten are wanted, the shortest."""
    began = time.monotonic()
    asked = {"from": "area/0", "to": "area/39", "max_length": 6, "k": 10}
    response = tangled.get("/api/graph/paths", params=asked)
    assert time.monotonic() - began < 5
    lengths = [path["length"] for path in response.json()["paths"]]
    assert len(lengths) == 10
    assert lengths[0] == 1
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/api/graph/neighbours", {"node": "area/0", "hops": "5"}),
        ("/api/graph/neighbours", {"node": "area/0", "hops": "1000000000"}),
        ("/api/graph/neighbours", {"node": "area/0", "limit": "1000000"}),
        ("/api/graph/paths", {"from": "area/0", "to": "area/1", "max_length": "60"}),
        ("/api/graph/paths", {"from": "area/0", "to": "area/1", "k": "100000"}),
    ],
)
def test_more_than_the_bounds_is_refused(tangled: httpx.Client, address: str, asked: dict[str, str]) -> None:
    response = tangled.get(address, params=asked)
    assert (response.status_code, response.json()["code"]) == (400, "bad-parameter")


# ---------------------------------------------------------------- redirects elsewhere

ELSEWHERE = [
    "//evil.example", "//evil.example/id/area/northshire", "/\\evil.example", "/id//evil.example",
    "/id/%2f%2fevil.example",
    "/id/%5c%5cevil.example", "/id/https://evil.example", "/id/https:%2f%2fevil.example",
    "/id/..//evil.example", "/id/@evil.example",
    "/id/area/northshire@evil.example", "/id/area/northshire%0d%0aLocation:%20http://evil.example",
    "/id/area%0aX:%20y/northshire",
    "/doc//evil.example", "/def//evil.example", "/id/area/northshire/..//evil.example",
    "/id/.evil.example", "/%2fevil.example",
    "/id/area/northshire?next=//evil.example", "/id/area/northshire#//evil.example",
    "/id//area/northshire", "/id/",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_path_redirects_elsewhere(server: Running, target: str) -> None:
    reply = safe(server.send("GET", target))
    assert reply.status in (303, 400, 404)
    if reply.status == 303:
        assert reply.headers["location"] == "/doc/area/northshire"
    else:
        assert "location" not in reply.headers
    assert "x" not in reply.headers


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Forwarded-Host", "evil.example")],
        [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "444")],
        [("Forwarded", "host=evil.example;proto=https;for=10.0.0.1")],
        [("X-Forwarded-Prefix", "//evil.example")],
        [("X-Script-Name", "//evil.example"), ("X-Forwarded-Path", "//evil.example")],
        [("X-Original-URL", "http://evil.example/"), ("X-Rewrite-URL", "http://evil.example/")],
        [("X-Host", "evil.example"), ("X-Forwarded-Server", "evil.example"), ("Referer", "http://evil.example/")],
        [],
    ],
    ids=lambda headers: headers[0][0] if headers else "Host",
)  # fmt: skip
def test_no_header_changes_where_anything_leads(server: Running, headers: list[tuple[str, str]]) -> None:
    """Of a page, of data and of a redirect: the same bytes whatever the client calls the server."""
    targets = [
        "/id/area/northshire",
        "/doc/area/northshire",
        "/",
        "/sparql",
        "/def/Concern.html",
        "/openapi.json",
    ]
    for target in targets:
        usual = server.send("GET", target, [("Accept", "text/html, */*;q=0.5")])
        spoofed = server.send(
            "GET", target, [("Accept", "text/html, */*;q=0.5"), *headers], host="evil.example"
        )
        assert lasting(spoofed.headers) == lasting(usual.headers)
        assert (spoofed.status, spoofed.body) == (usual.status, usual.body)
        assert b"evil.example" not in spoofed.body
    absolute = server.send("GET", "http://evil.example/id/area/northshire", headers, host="evil.example")
    assert "evil" not in absolute.headers.get("location", "")


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/id/area/new", "/doc/area/new", "/sparql?update=CLEAR%20ALL"]
)
def test_no_route_takes_a_write(server: Running, address: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "MKCOL", "COPY", "MOVE", "LOCK", "PROPFIND", "UNLINK"):
        for body in (None, b"x"):
            if method == "POST" and address.startswith("/sparql"):
                continue
            reply = safe(server.send(method, address, [("X-Requested-With", "x")], body))
            assert reply.status == 405, (method, reply)
            assert method not in reply.headers["allow"].split(", ")


def test_no_header_turns_reading_into_writing(server: Running) -> None:
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        reply = server.send("GET", "/doc/area/northshire.nt", [(name, "DELETE")])
        assert reply.status == 200
        posted = server.send(
            "POST", "/sparql", [DIRECT, (name, "PUT"), ("Accept", "application/json")], b"ASK {}"
        )
        assert (posted.status, json.loads(posted.body)["boolean"]) == (200, True)
    assert server.send("GET", "/doc/area/northshire.nt?_method=DELETE").status == 200


def test_every_route_that_is_documented_only_reads(server: Running) -> None:
    paths = server.client.get("/openapi.json").json()["paths"]
    assert paths
    writing = {"post", "put", "patch", "delete"}
    assert {path for path, operations in paths.items() if writing & operations.keys()} <= {"/sparql"}
