"""The embedded engine answers as SPARQL says, over the union of all graphs or the dataset asked for."""

import gc
import socket

import pytest

from sendgraph.errors import BadParameter, InvalidRelease, QueryRefused, ResultTooLarge
from sendgraph.store import Dataset, EmbeddedStore, Solutions, Statement, Statements, Term, Truth, check_query

BASE = "https://w3id.org/sendgraph/"
REFERENCE = f"{BASE}id/graph/reference"
SCHEMES = f"{BASE}id/graph/schemes"
AREA = f"{BASE}id/area/southby"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LABELS = f"SELECT ?label {{ <{AREA}> <{LABEL}> ?label }}"
COUNT = "SELECT (COUNT(*) AS ?n) {0} {{ ?s ?p ?o }}"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def count(store: EmbeddedStore, query: str, dataset: Dataset | None = None) -> int:
    answer = store.query(query, dataset=dataset)
    assert isinstance(answer, Solutions)
    term = answer.rows[0][0]
    assert term is not None
    return int(term.value)


def test_a_select_gives_typed_solutions(sample_store: EmbeddedStore) -> None:
    query = (
        f"SELECT ?label ?year ?none {{ ?i a <{BASE}def/Inspection> ; <{LABEL}> ?label ; "
        f"<{BASE}def/year> ?year }} ORDER BY ?year"
    )
    assert sample_store.query(query) == Solutions(
        ("label", "year", "none"),
        [
            (
                Term("literal", "SEND inspection of Northby, January 2018"),
                Term("literal", "2018", datatype=INTEGER),
                None,
            ),
            (
                Term("literal", "SEND inspection of Northby, May 2023"),
                Term("literal", "2023", datatype=INTEGER),
                None,
            ),
        ],
    )


def test_an_ask_and_a_construct(sample_store: EmbeddedStore) -> None:
    assert sample_store.query(f"ASK {{ <{AREA}> ?p ?o }}") == Truth(True)
    assert sample_store.query("ASK { <http://example.org/nothing> ?p ?o }") == Truth(False)
    made = sample_store.query(
        f"CONSTRUCT {{ ?a <{LABEL}> ?l }} {{ VALUES ?a {{ <{AREA}> }} ?a <{LABEL}> ?l }}"
    )
    assert made == Statements([Statement(Term("iri", AREA), LABEL, Term("literal", "Southby"))])


def test_the_default_graph_is_the_union(sample_store: EmbeddedStore) -> None:
    assert count(sample_store, COUNT.format("")) == len(sample_store)
    assert count(sample_store, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 7


def test_from_narrows_the_dataset(sample_store: EmbeddedStore) -> None:
    one, two = (count(sample_store, COUNT.format(f"FROM <{g}>")) for g in (REFERENCE, SCHEMES))
    assert (one, two) == (8, 12)
    assert count(sample_store, COUNT.format(f"FROM <{REFERENCE}> FROM <{SCHEMES}>")) == one + two
    assert count(sample_store, COUNT.format("FROM <http://127.0.0.1:1/nowhere>")) == 0
    assert count(sample_store, COUNT.format(f"FROM NAMED <{SCHEMES}>")) == 0
    named = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{SCHEMES}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert count(sample_store, named) == two


def test_a_dataset_of_the_request_wins_over_from(sample_store: EmbeddedStore) -> None:
    query = COUNT.format(f"FROM <{SCHEMES}>")
    assert count(sample_store, query, Dataset(default=(REFERENCE,))) == 8
    assert count(sample_store, query, Dataset(named=(REFERENCE,))) == 0
    graphs = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(sample_store, graphs, Dataset(default=(REFERENCE,))) == 0
    assert count(sample_store, graphs, Dataset(default=(SCHEMES,), named=(REFERENCE,))) == 8
    with pytest.raises(BadParameter, match="not an IRI"):
        sample_store.query("ASK {}", dataset=Dataset(default=("no iri",)))


BOTH = (
    b"<http://a/s> <http://a/p> 'both' <http://g/1> .\n<http://a/s> <http://a/p> 'both' <http://g/2> .\n"
    b"<http://a/s> <http://a/p> 'one' <http://g/1> .\n<http://a/s> <http://a/p> 'three' <http://g/3> .\n"
).replace(b"'", b'"')


@pytest.mark.parametrize(
    "prologue",
    [
        "{0} FROM <http://g/1> FROM <http://g/2> WHERE",
        "PREFIX g: <http://g/> {0} FROM g:1 FROM g:2 WHERE",
        "BASE <http://g/> PREFIX : <> {0} FROM <2> FROM :1 FROM <1>",
        "BASE <http://b/> {0} FROM <http://g/1> FROM <http://g/2#> FROM <http://g/2>",
        "{0} FROM <http://g/\\u0031> FROM <http://g/2> FROM NAMED <http://g/3>",
    ],
)
def test_several_graphs_are_merged_and_a_statement_of_two_counts_once(prologue: str) -> None:
    store = EmbeddedStore(BOTH, base_iri="http://x/", release_name="-")
    assert count(store, prologue.format("SELECT (COUNT(*) AS ?n)") + " { ?s ?p ?o }") == 2
    assert store.query(prologue.format("ASK") + " { ?s ?p 'three' }") == Truth(False)
    assert store.query(prologue.format("ASK") + " { GRAPH ?g { ?s ?p ?o } }") == Truth("NAMED" in prologue)


@pytest.mark.parametrize("iri", ["http://[", "http://g/\\U00110000", "http://g/\\uD800", "http://g/\\u0020"])
@pytest.mark.parametrize("other", ["", "FROM <http://g/1>", "FROM <http://g/1> FROM <http://g/2>"])
def test_from_with_what_is_no_iri_is_no_query(iri: str, other: str) -> None:
    store = EmbeddedStore(BOTH, base_iri="http://x/", release_name="-")
    with pytest.raises(QueryRefused) as refused:
        store.query(f"SELECT * {other} FROM <{iri}> {{ ?s ?p ?o }}")
    assert refused.value.code == "query-malformed"


def test_graphs_of_a_request_are_merged_and_one_named_twice_is_one() -> None:
    store = EmbeddedStore(BOTH, base_iri="http://x/", release_name="-")
    one, two, three = (f"http://g/{n}" for n in (1, 2, 3))
    query, named = COUNT.format(f"FROM <{three}>"), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(store, query, Dataset(default=(one, two))) == 2
    assert count(store, query, Dataset(default=(one, one))) == 2
    assert count(store, named, Dataset(default=(one, two), named=(two, two, three))) == 2


def test_more_rows_than_the_cap_are_refused_whole(sample_store: EmbeddedStore) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    total = len(sample_store)
    answer = sample_store.query(everything, max_rows=total)
    assert isinstance(answer, Solutions)
    assert len(answer.rows) == total
    for query in (everything, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
        with pytest.raises(ResultTooLarge, match="more than 10 rows"):
            sample_store.query(query, max_rows=10)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT * {\n  ?s ?p }",
            "line 2, column 10: the query is not valid SPARQL 1.1; look just before that place",
        ),
        (
            "PREFIX a: <http://a/>\nSELECT * {\n  ?s ex:b ?o }",
            "line 3, column 6: the prefix ex: is not declared; add a line PREFIX ex: <…>",
        ),
    ],
)
def test_what_does_not_parse_is_told_in_our_own_words(
    sample_store: EmbeddedStore, query: str, told: str
) -> None:
    with pytest.raises(QueryRefused) as refused:
        sample_store.query(query)
    assert (str(refused.value), refused.value.code) == (told, "query-malformed")


@pytest.mark.parametrize("expression", ["<http://127.0.0.1:1/f>(?s)", "<http://127.0.0.1:1/f>()"])
def test_a_function_that_is_not_there_is_told_in_our_own_words(
    sample_store: EmbeddedStore, expression: str
) -> None:
    query = f"SELECT ({expression} AS ?x) {{ ?s ?p ?o }}"
    for ask in (sample_store.query, lambda text: sample_store.answer_bytes(text, "json")):
        with pytest.raises(QueryRefused, match="another engine's function; keep to") as refused:
            ask(query)
        assert refused.value.code == "query-refused"
        assert "127.0.0.1" not in str(refused.value)


def test_a_server_that_does_not_answer_is_told_without_its_words(sample_store: EmbeddedStore) -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{taken.getsockname()[1]}"
        query = check_query(f"SELECT * {{ SERVICE <{origin}/> {{ ?s ?p ?o }} }}", (origin,))
        for ask in (sample_store.query, lambda checked: sample_store.answer_bytes(checked, "json")):
            with pytest.raises(QueryRefused, match="did not answer it; write SERVICE SILENT") as refused:
                ask(query)
            assert refused.value.code == "service-failed"
            assert "127.0.0.1" not in str(refused.value)


def test_a_call_out_is_refused_by_the_store_itself(sample_store: EmbeddedStore) -> None:
    with pytest.raises(QueryRefused, match="SERVICE would call another server"):
        sample_store.query("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


def test_match_gives_statements_with_their_graphs(sample_store: EmbeddedStore) -> None:
    found = list(sample_store.match(subject=AREA, predicate=LABEL))
    assert found == [Statement(Term("iri", AREA), LABEL, Term("literal", "Southby"), REFERENCE)]
    assert {s.subject.value for s in sample_store.match(object_=AREA)} == {f"{BASE}id/area/northby"}
    assert len(list(sample_store.match(graph=SCHEMES))) == 12
    assert list(sample_store.match(subject="no iri >")) == []


def test_damaged_quads_are_no_release() -> None:
    with pytest.raises(InvalidRelease, match="the graph is damaged"):
        EmbeddedStore(b"<http://a> <http://b> .", base_iri=BASE, release_name="-")


def test_an_iri_of_a_query_is_relative_to_the_base_of_the_release() -> None:
    store = EmbeddedStore(
        b'<http://x/a> <http://x/b> "c" <http://x/g> .', base_iri="http://x/", release_name="-"
    )
    for query in ("ASK { <a> <b> ?o }", "ASK FROM <g> { <a> <b> ?o }", "ASK { GRAPH <g> { <a> <b> ?o } }"):
        assert store.query(query) == Truth(True)
    assert store.query("BASE <http://y/> ASK { <a> <b> ?o }") == Truth(False)
    assert store.query("BASE <http://y/> ASK FROM <g> { ?s ?p ?o }") == Truth(False)


def test_a_refusal_keeps_no_hold_of_the_engines_answer() -> None:
    store = EmbeddedStore(BOTH, base_iri="http://x/", release_name="-")
    gc.collect()
    with pytest.raises(BadParameter):
        store.answer_bytes("SELECT * { ?s ?p ?o }", "ttl")
    with pytest.raises(ResultTooLarge):
        store.answer_bytes("SELECT * { ?s ?p ?o }", "json", max_rows=0)
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        assert [type(one).__name__ for one in gc.garbage if "pyoxigraph" in type(one).__module__] == []
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
