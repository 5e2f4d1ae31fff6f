"""Answers leave in the formats of the standards: what comes back from them is what went in."""

import json
from xml.etree import ElementTree

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.store import Solutions, Statement, Term, Truth, serialise_graph, serialise_table
from sendgraph.store.serialise import GraphFormat

SR = "{http://www.w3.org/2005/sparql-results#}"
ROWS = Solutions(
    ("a", "b"),
    [
        (Term("iri", "http://example.org/x"), Term("literal", 'say "hi", <b> & é\n', language="en-gb")),
        (Term("blank", "b0"), Term("literal", "5", datatype="http://www.w3.org/2001/XMLSchema#integer")),
        (None, Term("literal", "=1+1")),
    ],
)


def test_json() -> None:
    assert json.loads(serialise_table(ROWS, "json")) == {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "http://example.org/x"},
                    "b": {"type": "literal", "value": 'say "hi", <b> & é\n', "xml:lang": "en-gb"},
                },
                {
                    "a": {"type": "bnode", "value": "b0"},
                    "b": {
                        "type": "literal",
                        "value": "5",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                },
                {"b": {"type": "literal", "value": "=1+1"}},
            ]
        },
    }


def test_csv_and_tsv() -> None:
    assert serialise_table(ROWS, "csv").decode() == (
        'a,b\r\nhttp://example.org/x,"say ""hi"", <b> & é\n"\r\n_:b0,5\r\n,=1+1\r\n'
    )
    assert serialise_table(ROWS, "tsv").decode() == (
        '?a\t?b\n<http://example.org/x>\t"say \\"hi\\", <b> & é\\n"@en-gb\n'
        '_:b0\t"5"^^<http://www.w3.org/2001/XMLSchema#integer>\n\t"=1+1"\n'
    )


def test_xml() -> None:
    root = ElementTree.fromstring(serialise_table(ROWS, "xml"))
    assert [v.get("name") for v in root.iter(f"{SR}variable")] == ["a", "b"]
    first, second, third = root.iter(f"{SR}result")
    assert [(b.get("name"), b[0].tag, b[0].text) for b in first] == [
        ("a", f"{SR}uri", "http://example.org/x"),
        ("b", f"{SR}literal", 'say "hi", <b> & é\n'),
    ]
    assert second[1][0].get("datatype") == "http://www.w3.org/2001/XMLSchema#integer"
    assert [b.get("name") for b in third] == ["b"]


def test_truth() -> None:
    assert json.loads(serialise_table(Truth(True), "json")) == {"head": {}, "boolean": True}
    assert b"<boolean>false</boolean>" in serialise_table(Truth(False), "xml")
    assert serialise_table(Truth(True), "csv") == b"true"


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_TERMS = st.one_of(
    st.builds(lambda t: Term("literal", t), _TEXT),
    st.builds(lambda t: Term("literal", t, language="en"), _TEXT),
    st.just(Term("iri", "http://example.org/a")),
    st.none(),
)


@given(st.lists(st.tuples(_TERMS, _TERMS), max_size=5))
def test_another_reader_reads_the_same_solutions(rows: list[tuple[Term | None, ...]]) -> None:
    for form, reader in (
        ("json", pyoxigraph.QueryResultsFormat.JSON),
        ("tsv", pyoxigraph.QueryResultsFormat.TSV),
    ):
        written = serialise_table(Solutions(("x", "y"), rows), form)
        read = pyoxigraph.parse_query_results(written, format=reader)
        assert isinstance(read, pyoxigraph.QuerySolutions)
        assert [tuple(None if t is None else t.value for t in s) for s in read] == [
            tuple(None if t is None else t.value for t in row) for row in rows
        ]


@pytest.mark.parametrize(
    ("form", "reader"),
    [
        ("ttl", pyoxigraph.RdfFormat.TURTLE),
        ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
        ("rdf", pyoxigraph.RdfFormat.RDF_XML),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
    ],
)
def test_graphs_come_back_whole(form: GraphFormat, reader: pyoxigraph.RdfFormat) -> None:
    statements = [
        Statement(Term("iri", "http://example.org/s"), "http://example.org/p", term)
        for term in (
            Term("iri", "http://example.org/o"),
            Term("literal", 'a "b"\n<c>', language="en"),
            Term("literal", "2018-03", datatype="http://www.w3.org/2001/XMLSchema#gYearMonth"),
        )
    ]
    written = serialise_graph(statements, form, {"ex": "http://example.org/", "not": "http://example.net/"})
    read = {
        (q.subject.value, q.predicate.value, q.object.value) for q in pyoxigraph.parse(written, format=reader)
    }
    assert read == {(s.subject.value, s.predicate, s.object.value) for s in statements}
    assert b"example.net" not in written
