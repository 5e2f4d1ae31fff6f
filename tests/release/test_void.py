"""The VoID description: each of its numbers is what SPARQL counts over the release as it is served."""

import io
from collections.abc import Iterator

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Namespace, URIRef

from sendgraph.release import Release
from sendgraph.release.statistics import Statistics, count
from sendgraph.release.void import void_description
from sendgraph.store import EmbeddedStore
from sendgraph.store.engine import Solutions

BASE = "https://w3id.org/sendgraph/"
DATASET = URIRef(f"{BASE}id/dataset/sendgraph")
VOID = Namespace("http://rdfs.org/ns/void#")
Row = tuple[str | int, ...]


@pytest.fixture(scope="module")
def store(shipped_release: Release) -> EmbeddedStore:
    return EmbeddedStore.open(shipped_release)


@pytest.fixture(scope="module")
def graph(shipped_release: Release) -> Graph:
    lines = pyoxigraph.serialize(void_description(shipped_release), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Graph().parse(io.BytesIO(lines or b""), format="nt")


def asked(store: EmbeddedStore, query: str) -> set[Row]:
    """The rows of a query, numbers as numbers."""
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return {
        tuple(int(term.value) if term.kind == "literal" else term.value for term in row if term)
        for row in answer.rows
    }


def said(graph: Graph, part: URIRef, *properties: str) -> Row:
    """What the description says of a part: addresses, and numbers as numbers."""
    values = [graph.value(part, VOID[name]) for name in properties]
    return tuple(str(value) if isinstance(value, URIRef) else int(str(value)) for value in values)


def parts(graph: Graph, predicate: str) -> Iterator[URIRef]:
    for part in graph.objects(DATASET, VOID[predicate]):
        assert isinstance(part, URIRef)
        yield part


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("triples", "COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("properties", "COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ("entities", "COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }"),
        ("documents", f'COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}id/")) }}'),
    ],
)
def test_each_number_of_the_whole_is_what_sparql_counts(
    graph: Graph, store: EmbeddedStore, name: str, counted: str
) -> None:
    assert {said(graph, DATASET, name)} == asked(store, f"SELECT ({counted}")


def test_each_class_has_as_many_entities_as_sparql_counts(graph: Graph, store: EmbeddedStore) -> None:
    found = {said(graph, part, "class", "entities") for part in parts(graph, "classPartition")}
    assert found == asked(store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")


def test_each_property_has_the_numbers_that_sparql_counts(graph: Graph, store: EmbeddedStore) -> None:
    names = ("property", "triples", "distinctSubjects", "distinctObjects")
    found = {said(graph, part, *names) for part in parts(graph, "propertyPartition")}
    counts = "(COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no)"
    assert found == asked(store, f"SELECT ?p {counts} {{ ?s ?p ?o }} GROUP BY ?p")


def test_each_graph_is_a_part_with_as_many_triples_as_sparql_counts(
    graph: Graph, store: EmbeddedStore
) -> None:
    found = {
        (str(part), *said(graph, part, "triples"))
        for part in parts(graph, "subset")
        if str(part).startswith(f"{BASE}id/graph/")
    }
    assert found == asked(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")


def test_each_space_of_addresses_has_as_many_entities_as_sparql_counts(
    graph: Graph, store: EmbeddedStore
) -> None:
    spaces = [part for part in parts(graph, "subset") if graph.value(part, VOID.uriSpace)]
    assert {str(graph.value(part, VOID.uriSpace)) for part in spaces} == {f"{BASE}id/", f"{BASE}def/"}
    for part in spaces:
        start = graph.value(part, VOID.uriSpace)
        query = f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{start}")) }}'
        assert {said(graph, part, "entities")} == asked(store, query)


def test_each_set_of_links_has_as_many_as_sparql_counts(graph: Graph, store: EmbeddedStore) -> None:
    links = [part for part in parts(graph, "subset") if graph.value(part, VOID.linkPredicate)]
    assert len(links) > 10
    for part in links:
        assert graph.value(part, VOID.subjectsTarget) == DATASET
        there = graph.value(graph.value(part, VOID.objectsTarget), VOID.uriSpace)
        query = (
            f"SELECT (COUNT(*) AS ?n) {{ ?s <{graph.value(part, VOID.linkPredicate)}> ?o "
            f'FILTER(STRSTARTS(STR(?s), "{BASE}") && isIRI(?o) && STRSTARTS(STR(?o), "{there}")) }}'
        )
        assert {said(graph, part, "triples")} == asked(store, query)


def test_it_says_where_the_release_is_had(graph: Graph, shipped_release: Release) -> None:
    start = f"{BASE}dump/{shipped_release.name}/sendgraph"
    assert {str(o) for o in graph.objects(DATASET, VOID.dataDump)} == {
        f"{start}.{ending}.gz" for ending in ("jsonld", "nq", "nt", "trig", "ttl")
    }
    assert graph.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{BASE}sparql")
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]


def test_examples_and_vocabularies_are_real(graph: Graph, store: EmbeddedStore) -> None:
    for example in {str(o) for o in graph.objects(None, VOID.exampleResource)}:
        assert next(store.match(subject=example), None), example
    for example in graph.objects(DATASET, VOID.exampleResource):
        assert str(example).startswith(f"{BASE}id/")
    used = {str(row[0]) for row in asked(store, "SELECT DISTINCT ?p { ?s ?p ?o }")}
    used |= {str(row[0]) for row in asked(store, "SELECT DISTINCT ?c { ?s a ?c }")}
    for vocabulary in graph.objects(DATASET, VOID.vocabulary):
        assert any(term.startswith(str(vocabulary)) for term in used), vocabulary


def test_a_release_without_its_numbers_is_counted_when_asked(shipped_release: Release) -> None:
    manifest = shipped_release.manifest
    files = {path: digest for path, digest in manifest.files.items() if path != "statistics.json"}
    old = Release(shipped_release.path, shipped_release.name, manifest.model_copy(update={"files": files}))
    assert old.statistics() == shipped_release.statistics()
    assert void_description(old) == void_description(shipped_release)


_IRIS = st.sampled_from([f"<{BASE}id/area/{n}>" for n in "ab"] + [f"<{BASE}def/{n}>" for n in "AB"])
_TERMS = _IRIS | st.sampled_from(['"a"', '"a b" ', '" <b> ."', '"a"@en', "<http://other/C>", "_:x"])
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@given(
    st.sets(st.tuples(_IRIS, _IRIS | st.just(_TYPE), _TERMS, st.sampled_from(["<http://g>", "<http://h>"])))
)
def test_counting_agrees_with_sparql_on_any_dataset(rows: set[tuple[str, str, str, str]]) -> None:
    dataset = pyoxigraph.Dataset(
        pyoxigraph.parse("".join(f"{' '.join(row)} .\n" for row in rows), pyoxigraph.RdfFormat.N_QUADS)
    )
    lines = sorted(f"{quad} .\n".encode() for quad in dataset)
    found = count(lines, BASE)
    store = EmbeddedStore(b"".join(lines), base_iri=BASE, release_name="-")
    counts = "(COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no)"
    assert {(found.triples, found.subjects, found.objects)} == asked(store, f"SELECT {counts} {{ ?s ?p ?o }}")
    assert {(found.entities,)} == asked(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }")
    assert {(name, of.triples, of.subjects, of.objects) for name, of in found.properties.items()} == asked(
        store, f"SELECT ?p {counts} {{ ?s ?p ?o }} GROUP BY ?p"
    )
    assert Statistics.model_validate_json(found.to_bytes()) == found
