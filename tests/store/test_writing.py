"""What the engine writes itself says the same as what is written from our own types, and stops in time."""

import json
from collections.abc import Callable, Mapping
from typing import get_args
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat

from sendgraph.errors import BadParameter, ResultTooLarge
from sendgraph.store import EmbeddedStore, Solutions, Statements, Truth, serialise_graph, serialise_table
from sendgraph.store.formats import GraphFormat, TableFormat

TABLES = get_args(TableFormat)
GRAPHS = get_args(GraphFormat)
SR = "{http://www.w3.org/2005/sparql-results#}"
Node = NamedNode | BlankNode | Literal
Pair = tuple[Node, Node | None]
XSD = "http://www.w3.org/2001/XMLSchema#"
PLACE = NamedNode("http://example.org/g")
ROWS = "SELECT ?a ?b ?never { ?s <urn:a> ?a OPTIONAL { ?s <urn:b> ?b } } ORDER BY ?s"
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

#: Text that looks like the ends of rows, and all that the formats have to escape.
_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(
        st.sampled_from(
            [",{", "[{", '}},{"a":{', "{}", ",{},", "\n", "\r\n", "\r", '"', '""', "\\", "\\\\", '\\"', "\t",
             "</result>", "<result>", "&", "]]>", " ", "\x00", "\x0b", "\ufffe", "\uffff", "\x85", "x"]
        ),
        max_size=8,
    ).map("".join),
)  # fmt: skip
_TERMS = st.one_of(
    _TEXT.map(Literal),
    st.builds(lambda t, tag: Literal(t, language=tag), _TEXT, st.sampled_from(["en", "cy-gb"])),
    st.builds(
        lambda t, name: Literal(t, datatype=NamedNode(XSD + name)),
        st.one_of(_TEXT, st.sampled_from(["5", "-05", "1.50", ".5", "5.", "1e0", "INF", "true", "1"])),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "anyURI"]),
    ),
    st.sampled_from(["http://example.org/a,b&c'd", "urn:x", "http://example.org/é"]).map(NamedNode),
    st.just(BlankNode("b0")),
)  # fmt: skip
_PAIRS = st.lists(st.tuples(_TERMS, st.none() | _TERMS), max_size=5)


def store_of(pairs: list[Pair]) -> EmbeddedStore:
    quads = [
        Quad(NamedNode(f"http://example.org/s{row:03}"), NamedNode(f"urn:{name}"), term, PLACE)
        for row, pair in enumerate(pairs)
        for name, term in zip("ab", pair, strict=True)
        if term is not None
    ]
    nquads = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
    assert nquads is not None
    return EmbeddedStore(nquads, base_iri="http://example.org/", release_name="-")


def read_xml(content: bytes) -> object:
    root = ElementTree.fromstring(content)
    return (
        [variable.get("name") for variable in root.iter(f"{SR}variable")],
        [
            [(b.get("name"), b[0].tag, sorted(b[0].items()), b[0].text or "") for b in result]
            for result in root.iter(f"{SR}result")
        ],
        [boolean.text for boolean in root.iter(f"{SR}boolean")],
    )


def read_tsv(content: bytes) -> object:
    read = pyoxigraph.parse_query_results(content, format=QueryResultsFormat.TSV)
    if isinstance(read, pyoxigraph.QueryBoolean):
        return bool(read)
    assert isinstance(read, pyoxigraph.QuerySolutions)
    return [v.value for v in read.variables], [[str(t) for t in row] for row in read]


READERS: Mapping[TableFormat, Callable[[bytes], object]] = {
    "json": json.loads,
    "xml": read_xml,
    "csv": bytes,
    "tsv": read_tsv,
}


@given(_PAIRS)
@example([(Literal("a"), None), (BlankNode("b0"), Literal(""))])
def test_both_ways_of_writing_a_table_are_read_alike(pairs: list[Pair]) -> None:
    store = store_of(pairs)
    for query in (ROWS, ROWS.replace("?a ?b ?never", "?b"), ROWS.replace("?a ?b", ""), "ASK { ?s ?p ?o }"):
        found = store.query(query)
        assert isinstance(found, Solutions | Truth)
        for form, read in READERS.items():
            written = store.answer_bytes(query, form)
            expected = serialise_table(found, form)
            assert read(written) == read(expected), form


@given(_PAIRS)
def test_rows_are_counted_exactly(pairs: list[Pair]) -> None:
    store = store_of(pairs)
    for query in (ROWS, ROWS.replace("?a ?b ?never", "?b"), ROWS.replace("?a ?b", "")):
        for form in TABLES:
            whole = store.answer_bytes(query, form)
            assert store.answer_bytes(query, form, max_rows=len(pairs), max_bytes=len(whole)) == whole
            if pairs:
                with pytest.raises(ResultTooLarge, match=f"more than {len(pairs) - 1} rows"):
                    store.answer_bytes(query, form, max_rows=len(pairs) - 1)
            with pytest.raises(ResultTooLarge, match=r"more than [\d,]+ bytes"):
                store.answer_bytes(query, form, max_rows=9, max_bytes=len(whole) - 1)


@pytest.mark.parametrize("form", [*TABLES, *GRAPHS])
def test_an_answer_without_end_stops_at_its_cap(sample_store: EmbeddedStore, form: str) -> None:
    """The whole would have some billions of rows."""
    is_table = form in TABLES
    queries = (
        [f"SELECT * {CROSS}", f"SELECT ?unbound {CROSS}"]
        if is_table
        else [f"CONSTRUCT {{ ?a ?e ?i . ?a ?b ?l }} {CROSS}"]
    )
    for query in queries:
        with pytest.raises(ResultTooLarge, match="more than 1,000 rows"):
            sample_store.answer_bytes(query, form, max_rows=1_000)  # type: ignore[arg-type]  # one of both
    if is_table:
        with pytest.raises(ResultTooLarge, match="more than 5,000 bytes"):
            sample_store.answer_bytes(queries[0], form, max_bytes=5_000)  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize("form", GRAPHS)
def test_a_graph_has_the_bytes_that_its_statements_give(
    sample_store: EmbeddedStore, form: GraphFormat
) -> None:
    query = "CONSTRUCT { ?s ?p ?o . ?o <urn:of> ?s } { ?s ?p ?o FILTER(isIRI(?o)) }"
    prefixes = {"send": "https://w3id.org/sendgraph/def/", "skos": "http://www.w3.org/2004/02/skos/core#"}
    found = sample_store.query(query)
    assert isinstance(found, Statements)
    written = sample_store.answer_bytes(query, form, prefixes=prefixes)
    assert written == serialise_graph(found.statements, form, prefixes)
    size = len(found.statements)
    assert (
        sample_store.answer_bytes(query, form, prefixes=prefixes, max_rows=size, max_bytes=len(written))
        == written
    )
    with pytest.raises(ResultTooLarge, match="rows"):
        sample_store.answer_bytes(query, form, prefixes=prefixes, max_rows=size - 1)
    with pytest.raises(ResultTooLarge, match="bytes"):
        sample_store.answer_bytes(query, form, prefixes=prefixes, max_bytes=len(written) - 1)


def test_json_ld_takes_the_names_of_a_context(sample_store: EmbeddedStore) -> None:
    names = {"year": {"@id": "https://w3id.org/sendgraph/def/year"}}
    query = "CONSTRUCT WHERE { ?s <https://w3id.org/sendgraph/def/year> ?o }"
    document = json.loads(sample_store.answer_bytes(query, "jsonld", context=names))
    assert document["@context"] == names
    assert [node["year"] for node in document["@graph"]] == [2018, 2023]


@pytest.mark.parametrize(
    "predicate", ["http://example.org/1", "http://example.org/p/", "http://example.net/"]
)
def test_what_rdf_xml_cannot_name_is_refused(sample_store: EmbeddedStore, predicate: str) -> None:
    query = f"CONSTRUCT {{ <http://example.org/s> <{predicate}> ?o }} {{ VALUES ?o {{ 'oxprefix: <a: ' }} }}"
    prefixes = {"a": "http://example.net/"}
    with pytest.raises(BadParameter, match="no name that RDF/XML can write; ask for Turtle"):
        sample_store.answer_bytes(query, "rdf", prefixes=prefixes)
    named = query.replace(predicate, "http://example.net/p")
    content = sample_store.answer_bytes(named, "rdf", prefixes=prefixes)
    assert ElementTree.fromstring(content)[0][0].tag == "{http://example.net/}p"


@pytest.mark.parametrize("class_", ["http://example.org/1", "http://example.net/"])
def test_rdf_xml_says_what_it_cannot_name_otherwise(sample_store: EmbeddedStore, class_: str) -> None:
    query = f"CONSTRUCT {{ <urn:a&b> a <{class_}> . _:b a <{class_}> ; <urn:p> '\\n\\t</oxprefix:>' }} {{ }}"
    content = sample_store.answer_bytes(query, "rdf", prefixes={"a": "http://example.net/"})
    graph = rdflib.Graph().parse(data=content, format="xml")
    assert sorted(str(o) for o in graph.objects()) == sorted([class_, class_, "\n\t</oxprefix:>"])
    assert (rdflib.URIRef("urn:a&b"), rdflib.RDF.type, rdflib.URIRef(class_)) in graph


def test_rdf_xml_is_xml_whatever_a_literal_holds() -> None:
    store = store_of([(Literal("a\x00\x1b\r\ufffe\t\n b"), None)])
    root = ElementTree.fromstring(store.answer_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "rdf"))
    assert root[0][0].text == "a\ufffd\ufffd\r\ufffd\t\n b"


@pytest.mark.parametrize(
    ("query", "form"), [("SELECT * { ?s ?p ?o }", "ttl"), ("DESCRIBE ?s { ?s ?p 1 }", "csv")]
)
def test_a_format_that_does_not_fit_is_told(
    sample_store: EmbeddedStore, query: str, form: TableFormat
) -> None:
    with pytest.raises(BadParameter, match=f"{form} is no format for a {query.split()[0]}; take one of "):
        sample_store.answer_bytes(query, form)
