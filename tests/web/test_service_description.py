"""
The SPARQL 1.1 Service Description says what is true, and each claim in it is tried.

https://www.w3.org/TR/sparql11-service-description/
"""

import json
from collections.abc import Iterator
from xml.etree import ElementTree

import httpx
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS

from .served import BASE, lasting, make_release, running, sample_quads

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")
ENDPOINT = rdflib.URIRef(f"{BASE}sparql")
GRAPH_TYPES = {
    FORMATS.Turtle: ("text/turtle", "turtle"),
    FORMATS["N-Triples"]: ("application/n-triples", "nt"),
    FORMATS.RDF_XML: ("application/rdf+xml", "xml"),
    FORMATS["JSON-LD"]: ("application/ld+json", "json-ld"),
}
TABLE_TYPES = {
    FORMATS.SPARQL_Results_JSON: "application/sparql-results+json",
    FORMATS.SPARQL_Results_XML: "application/sparql-results+xml",
    FORMATS.SPARQL_Results_CSV: "text/csv",
    FORMATS.SPARQL_Results_TSV: "text/tab-separated-values",
}
AREAS = f"SELECT ?area {{ ?area a <{BASE}def/LocalArea> }} ORDER BY ?area"
NORTHBY, SOUTHBY = f"{BASE}id/area/northby", f"{BASE}id/area/southby"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(make_release(tmp_path_factory.mktemp("described"), sample_quads())) as server:
        yield server.client


def fetched(client: httpx.Client, media_type: str, parser: str) -> rdflib.Graph:
    response = client.get("/sparql", headers={"Accept": media_type})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)
    return rdflib.Graph().parse(data=response.content, format=parser)


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> rdflib.Graph:
    return fetched(client, "text/turtle", "turtle")


def ask(client: httpx.Client, query: str, **more: str) -> bool:
    return bool(client.get("/sparql", params={"query": query, **more}).json()["boolean"])


@pytest.mark.parametrize(("media_type", "parser"), GRAPH_TYPES.values())
def test_every_format_says_the_same(
    client: httpx.Client, description: rdflib.Graph, media_type: str, parser: str
) -> None:
    assert isomorphic(fetched(client, media_type, parser), description)


def test_it_is_negotiated_tagged_and_not_sent_twice(client: httpx.Client) -> None:
    first = client.get("/sparql")
    assert first.headers["content-type"].startswith("text/turtle")
    assert "Accept" in first.headers["vary"]
    again = client.get("/sparql", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406
    head = client.head("/sparql")
    assert lasting(head.headers) == lasting(first.headers)


def test_there_is_one_service_at_the_endpoint(description: rdflib.Graph) -> None:
    assert list(description.subjects(RDF.type, SD.Service)) == [ENDPOINT]
    assert list(description.objects(ENDPOINT, SD.endpoint)) == [ENDPOINT]
    said = {p for p in description.predicates() if p.startswith(SD)}
    known = "endpoint supportedLanguage feature defaultDataset defaultGraph namedGraph name graph"
    known += " resultFormat defaultEntailmentRegime"
    assert said <= {SD[name] for name in known.split()}, "a claim that nobody tries here"


def test_graphs_come_in_the_formats_that_are_claimed_and_no_others(
    client: httpx.Client, description: rdflib.Graph
) -> None:
    claimed = set(description.objects(ENDPOINT, SD.resultFormat))
    assert claimed == {*GRAPH_TYPES, *TABLE_TYPES}
    construct = {"query": f"CONSTRUCT WHERE {{ <{NORTHBY}> ?p ?o }}"}
    graphs = []
    for media_type, parser in GRAPH_TYPES.values():
        response = client.get("/sparql", params=construct, headers={"Accept": media_type})
        assert response.headers["content-type"].partition(";")[0] == media_type
        graphs.append(rdflib.Graph().parse(data=response.content, format=parser))
    assert len(graphs[0]) == 5
    assert all(isomorphic(graph, graphs[0]) for graph in graphs)
    for media_type in ("application/trig", "application/n-quads", "text/n3", "application/rdf+json"):
        assert client.get("/sparql", params=construct, headers={"Accept": media_type}).status_code == 406


def test_tables_come_in_the_formats_that_are_claimed(client: httpx.Client) -> None:
    bodies: dict[str, bytes] = {}
    for media_type in TABLE_TYPES.values():
        response = client.get("/sparql", params={"query": AREAS}, headers={"Accept": media_type})
        assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)
        bodies[media_type] = response.content
    answer = json.loads(bodies["application/sparql-results+json"])
    assert [row["area"]["value"] for row in answer["results"]["bindings"]] == [NORTHBY, SOUTHBY]
    root = ElementTree.fromstring(bodies["application/sparql-results+xml"])
    namespace = "{http://www.w3.org/2005/sparql-results#}"
    assert [uri.text for uri in root.iter(f"{namespace}uri")] == [NORTHBY, SOUTHBY]
    assert bodies["text/csv"].decode() == f"area\r\n{NORTHBY}\r\n{SOUTHBY}\r\n"
    assert bodies["text/tab-separated-values"].decode() == f"?area\n<{NORTHBY}>\n<{SOUTHBY}>\n"


def test_the_language_is_sparql_11_query_and_nothing_more(
    client: httpx.Client, description: rdflib.Graph
) -> None:
    assert set(description.objects(ENDPOINT, SD.supportedLanguage)) == {SD.SPARQL11Query}
    graphs = f"{BASE}id/graph/"
    asked = f"""
        SELECT (COUNT(DISTINCT ?finding) AS ?n) (GROUP_CONCAT(STR(?year); SEPARATOR=",") AS ?years) {{
          {{ SELECT ?area {{ ?area a <{BASE}def/LocalArea> }} }}
          ?finding ^<{BASE}def/finding>/<{BASE}def/localArea> ?area .
          ?inspection <{BASE}def/finding> ?finding ; <{BASE}def/year> ?year .
          FILTER NOT EXISTS {{ GRAPH <{graphs}links> {{ ?finding <{BASE}def/recursFrom> ?earlier }} }}
          VALUES ?year {{ 2018 2023 }} BIND(REPLACE(STR(?year), "20", "") AS ?short)
          MINUS {{ ?finding <{BASE}def/ordinal> 7 }}
        }}"""
    answer = client.get("/sparql", params={"query": asked}, headers={"Accept": "text/csv"})
    assert answer.text == "n,years\r\n1,2018\r\n"
    assert client.get("/sparql", params={"query": "INSERT DATA { <a:a> <a:b> 1 }"}).status_code == 403


def test_each_feature_is_so(client: httpx.Client, description: rdflib.Graph) -> None:
    """
    The default graph is the union; no other feature is claimed.

    The standard's others are calling other services (refused), fetching graphs by their
    addresses (never), keeping empty graphs (none is kept), and wanting a dataset with each
    request (not needed).
    """
    assert set(description.objects(ENDPOINT, SD.feature)) == {SD.UnionDefaultGraph}
    assert ask(
        client, f"ASK {{ <{NORTHBY}> <{BASE}def/gssCode> ?code . <{NORTHBY}> <{BASE}def/areaFinding> ?f }}"
    )
    assert not ask(
        client, f"ASK {{ GRAPH ?g {{ <{NORTHBY}> <{BASE}def/gssCode> ?c ; <{BASE}def/areaFinding> ?f }} }}"
    )
    distinct = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    csv = {"Accept": "text/csv"}
    counted = [client.get("/sparql", params={"query": q}, headers=csv).text for q in (distinct, named)]
    assert counted[0] == counted[1]
    refused = client.get("/sparql", params={"query": "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }"})
    assert refused.json()["code"] == "service-refused"


def test_the_default_dataset_is_described(client: httpx.Client, description: rdflib.Graph) -> None:
    dataset = description.value(ENDPOINT, SD.defaultDataset)
    assert dataset == rdflib.URIRef(f"{BASE}id/dataset/sendgraph")
    assert (dataset, RDF.type, SD.Dataset) in description
    own = {iri for iri in description.all_nodes() if isinstance(iri, rdflib.URIRef) and iri.startswith(BASE)}
    for address in sorted({iri.removeprefix(BASE).partition("#")[0] for iri in own}):
        answer = client.get(f"/{address}", headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200, address
    for iri in description.objects(dataset, RDFS.seeAlso):
        answer = client.get("/" + str(iri).removeprefix(BASE), headers={"Accept": "text/turtle"})
        assert (dataset, None, None) in rdflib.Graph().parse(data=answer.content, format="turtle")


def test_the_named_graphs_are_those_that_there_are(client: httpx.Client, description: rdflib.Graph) -> None:
    dataset = description.value(ENDPOINT, SD.defaultDataset)
    listed = [description.value(graph, SD.name) for graph in description.objects(dataset, SD.namedGraph)]
    query = {"query": "SELECT DISTINCT ?g { GRAPH ?g { } } ORDER BY ?g"}
    rows = client.get("/sparql", params=query).json()["results"]["bindings"]
    assert sorted(str(name) for name in listed) == [row["g"]["value"] for row in rows]
    for name in listed:
        assert ask(client, "ASK { ?s ?p ?o }", **{"default-graph-uri": str(name)})
    default = description.value(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in description


def test_no_entailment_and_no_extension_is_claimed(client: httpx.Client, description: rdflib.Graph) -> None:
    """Inferences stand in the graph; the engine makes none, and its functions are the standard's."""
    regimes = set(description.objects(ENDPOINT, SD.defaultEntailmentRegime))
    assert regimes <= {rdflib.URIRef("http://www.w3.org/ns/entailment/Simple")}
    for name in ("extensionFunction", "extensionAggregate", "languageExtension", "entailmentRegime"):
        assert not list(description.subject_objects(SD[name]))
    body, organisation = f"{BASE}id/body/northby-council", f"{BASE}def/Organisation"
    assert ask(
        client, f"ASK {{ <{body}> a/<http://www.w3.org/2000/01/rdf-schema#subClassOf> <{organisation}> }}"
    )
    assert not ask(client, f"ASK {{ <{body}> a <{organisation}> }}")
