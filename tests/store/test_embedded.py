"""The embedded engine: the union of all graphs is a graph, in which a statement stands once."""

from sendgraph.store import Dataset, EmbeddedStore, Solutions

TWICE = b"""<http://x/s> <http://x/p> "o" <http://x/g> .
<http://x/s> <http://x/p> "o" <http://x/h> .
<http://x/s> <http://x/q> <http://x/o> <http://x/h> .
"""


def store() -> EmbeddedStore:
    return EmbeddedStore(TWICE, base_iri="http://x/", release_name="-")


def numbers(query: str, dataset: Dataset | None = None) -> list[str]:
    answer = store().query(query, dataset=dataset)
    assert isinstance(answer, Solutions)
    return [term.value for row in answer.rows for term in row if term is not None]


def test_a_statement_of_two_graphs_counts_once_in_their_union():
    assert numbers("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ["2"]
    assert numbers("SELECT ?o { ?s <http://x/p> ?o }") == ["o"]


def test_each_graph_still_holds_its_own():
    assert numbers("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == ["3"]
    assert numbers("SELECT ?g { GRAPH ?g { ?s <http://x/p> ?o } } ORDER BY ?g") == [
        "http://x/g",
        "http://x/h",
    ]
    assert numbers("SELECT (COUNT(*) AS ?n) FROM <http://x/g> { ?s ?p ?o }") == ["1"]
    assert numbers("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Dataset(default=("http://x/g",))) == ["1"]
    assert numbers("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Dataset(named=("http://x/g",))) == ["0"]


def test_statements_are_matched_in_the_graphs_that_state_them():
    assert len(store()) == 3
    assert sorted(s.graph or "-" for s in store().match(predicate="http://x/p")) == [
        "http://x/g",
        "http://x/h",
    ]
