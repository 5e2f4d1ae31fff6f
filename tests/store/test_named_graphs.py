"""Several graphs in one default graph are their merge, however the store comes by it."""

from itertools import combinations
from random import Random

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from sendgraph.errors import QueryTooLarge
from sendgraph.store import Dataset, EmbeddedStore, Solutions
from sendgraph.store.named_graphs import NamedGraphs

NAMES = ["a", "b", "c"]
QUERIES = [
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s <http://a> ?o . ?o <http://b> ?t }",
    "SELECT (COUNT(*) AS ?n) { ?s <http://a>/<http://a> ?t }",
    "SELECT (COUNT(*) AS ?n) { ?s <http://a>* ?t }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER NOT EXISTS { ?o ?q ?s } }",
    "SELECT (SUM(?m) AS ?n) { SELECT ?s (COUNT(?o) AS ?m) { ?s ?p ?o } GROUP BY ?s }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o GRAPH ?g { ?s ?p ?t } }",
]
_STATEMENTS = st.tuples(*(st.sampled_from(NAMES) for _ in range(3)))
_GRAPHS = st.sets(st.tuples(_STATEMENTS, st.sampled_from("ghi")), max_size=14)
_CHOICE = st.lists(st.sampled_from("ghij"), max_size=4)


def line(statement: tuple[str, ...], graph: str = "") -> str:
    terms = " ".join(f"<http://{name}>" for name in (*statement, graph) if name)
    return f"{terms} .\n"


def number(answer: object) -> str:
    assert isinstance(answer, Solutions)
    term = answer.rows[0][0]
    assert term is not None
    return term.value


@given(_GRAPHS, _CHOICE, _CHOICE, st.randoms(use_true_random=False))
def test_a_dataset_is_what_the_standard_says(
    quads: set[tuple[tuple[str, ...], str]], default: list[str], named: list[str], random: Random
) -> None:
    lines = sorted(line(statement, graph) for statement, graph in quads)
    random.shuffle(lines)
    store = EmbeddedStore("".join(lines).encode(), base_iri="http://x/", release_name="-")
    expected = pyoxigraph.Store()
    expected.load("".join({line(s) for s, g in quads if g in default}), RdfFormat.N_TRIPLES)
    expected.load("".join({line(s, g) for s, g in quads if g in named}), RdfFormat.N_QUADS)
    clauses = [f"FROM <http://{g}>" for g in default] + [f"FROM NAMED <http://{g}>" for g in named]
    dataset = Dataset(tuple(f"http://{g}" for g in default), tuple(f"http://{g}" for g in named))
    for query in QUERIES:
        solutions = expected.query(query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        right = next(solutions)["n"].value
        assert number(store.query(query, dataset=dataset)) == right, query
        if clauses:
            own = query.replace(" {", f" {' '.join(clauses)} {{", 1)
            assert number(store.query(own)) == right, own


@given(_GRAPHS)
def test_shared_statements_are_found(quads: set[tuple[tuple[str, ...], str]]) -> None:
    for lines in (sorted(line(s, g) for s, g in quads), [line(s, g) for s, g in quads]):
        graphs = NamedGraphs.of("".join(lines).encode())
        for pair in combinations("ghi", 2):
            first, second = ({s for s, g in quads if g == name} for name in pair)
            assert graphs.overlap(f"http://{name}" for name in pair) == bool(first & second)
            assert graphs.size(f"http://{name}" for name in pair) == len(first) + len(second)


def test_a_merge_that_is_too_large_is_refused_and_others_cost_nothing() -> None:
    statements = "".join(
        f"<http://s/{n}> <http://p> <http://o> <http://{'gh'[n % 2]}> .\n" for n in range(100_000)
    )
    shared = (
        "<http://s/1> <http://p> <http://o> <http://i> .\n<http://t> <http://p> <http://o> <http://j> .\n"
    )
    store = EmbeddedStore((statements + shared).encode(), base_iri="http://x/", release_name="-")
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with pytest.raises(QueryTooLarge, match=r"100,001.* may copy 100,000; name fewer graphs") as refused:
        store.query(query, dataset=Dataset(("http://g", "http://h", "http://i")))
    assert refused.value.code == "query-too-large"
    assert number(store.query(query, dataset=Dataset(("http://g", "http://h")))) == "100000"
    everything = Dataset(tuple(f"http://{name}" for name in "ghij"))
    assert number(store.query(query, dataset=everything)) == "100001"
    assert number(store.query(query, dataset=Dataset(("http://g", "http://i")))) == "50001"


BLANK = (
    b'<http://a> <http://p> _:c14n0 <http://g> .\n<http://a> <http://p> "_:x" <http://h> .\n'
    b"_:c14n0 <http://p> <http://b> <http://g> .\n_:c14n0 <http://p> <http://b> <http://i> .\n"
)


def test_blank_nodes_keep_their_labels_so_that_answers_have_the_same_bytes() -> None:
    store = EmbeddedStore(BLANK, base_iri="http://x/", release_name="-")
    query = "SELECT ?o ?t { ?s <http://p> ?o OPTIONAL { ?o <http://p> ?t } } ORDER BY ?t"
    assert store.answer_bytes(query, "csv").split() == [b"o,t", b"_:x,", b"http://b,", b"_:c14n0,http://b"]
    for dataset in (Dataset(("http://g", "http://i")), Dataset(("http://g", "http://h", "http://i"))):
        assert b"_:c14n0,http://b" in store.answer_bytes(query, "csv", dataset=dataset)
    named = "SELECT ?g { GRAPH ?g { ?a ?b ?c } } ORDER BY ?g"
    assert store.answer_bytes(named, "tsv").split()[1:] == [
        f"<http://{g}>".encode() for g in ("g", "g", "h", "i")
    ]
    assert len(store) == 4
