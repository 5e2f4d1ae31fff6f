"""Compact JSON-LD says neither more nor less than the triples that it was made from."""

import json
from collections.abc import Iterator

import pyoxigraph
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple
from pytest import MonkeyPatch

from sendgraph.graph import Namespaces
from sendgraph.graph.json_ld import Compactor, Context, context, dataset_document, document

SEND = "https://w3id.org/sendgraph/def/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
AREA = NamedNode("https://w3id.org/sendgraph/id/area/halton")
NAMES = context(Namespaces())


@pytest.fixture(scope="module", autouse=True)
def _written_forms() -> Iterator[None]:
    """RDFLib would read `01` as `1` by itself."""
    with MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        yield


def written(triples: list[Triple], names: Context = NAMES) -> bytes:
    return b"".join(document(Compactor(names).nodes(sorted(triples, key=str)), names))


def node(*triples: Triple) -> object:
    (found,) = json.loads(written(list(triples)))["@graph"]
    return found


def read_by_oxigraph(content: bytes) -> pyoxigraph.Dataset:
    return canonical(pyoxigraph.parse(content, format=RdfFormat.JSON_LD))


def read_by_rdflib(content: bytes) -> pyoxigraph.Dataset:
    lines = rdflib.Graph().parse(data=content, format="json-ld").serialize(format="nt", encoding="utf-8")
    return canonical(pyoxigraph.parse(lines, format=RdfFormat.N_TRIPLES))


def canonical(quads: object) -> pyoxigraph.Dataset:
    dataset = pyoxigraph.Dataset(quads)  # type: ignore[arg-type]  # any iterable of quads
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + name))


def test_a_document_reads_as_a_person_would_write_it() -> None:
    report = NamedNode("https://w3id.org/sendgraph/id/inspection/halton-2017-03-27")
    theme = f"{SEND}theme/waiting-times"
    assert node(
        Triple(report, NamedNode(TYPE), NamedNode(f"{SEND}Inspection")),
        Triple(report, NamedNode(f"{RDFS}label"), Literal("Halton, March 2017")),
        Triple(report, NamedNode(f"{SEND}localArea"), AREA),
        Triple(report, NamedNode(f"{SEND}startDate"), typed("2017-03-27", "date")),
        Triple(report, NamedNode(f"{SEND}startMonth"), typed("2017-03", "gYearMonth")),
        Triple(report, NamedNode(f"{SEND}year"), typed("2017", "integer")),
        Triple(report, NamedNode(f"{SEND}confidence"), typed("0.90", "decimal")),
        Triple(report, NamedNode(f"{SEND}theme"), NamedNode(theme)),
        Triple(report, NamedNode(f"{SEND}theme"), NamedNode(f"{SEND}theme/transition")),
        Triple(report, NamedNode("http://purl.org/dc/terms/title"), Literal("Letter", language="en")),
        Triple(report, NamedNode("http://example.org/p"), AREA),
    ) == {
        "@id": report.value,
        "@type": "send:Inspection",
        "label": "Halton, March 2017",
        "localArea": AREA.value,
        "startDate": "2017-03-27",
        "startMonth": "2017-03",
        "year": 2017,
        "confidence": "0.90",
        "theme": ["send:theme/transition", "send:theme/waiting-times"],
        "dcterms:title": {"@language": "en", "@value": "Letter"},
        "http://example.org/p": {"@id": AREA.value},
    }


def test_the_context_names_every_property_of_the_ontology_once() -> None:
    ontology = Namespaces().new_graph()
    ontology.parse("ontology/sendgraph.ttl")
    kinds = (rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    own = {
        str(p) for kind in kinds for p in ontology.subjects(rdflib.RDF.type, kind) if str(p).startswith(SEND)
    }
    terms = {name: term for name, term in NAMES.items() if not isinstance(term, str)}
    assert len(own) > 90
    defined = [term["@id"] for term in terms.values()]
    assert sorted(defined) == sorted(
        [*(iri.replace(SEND, "send:") for iri in own), "rdfs:label", "rdfs:comment"]
    )
    assert not any(":" in name for name in NAMES)
    for name in ("localArea", "theme", "finding", "labelling"):
        assert terms[name]["@type"] == "@id"
    assert terms["label"] == {"@id": "rdfs:label"}
    assert terms["labelling"]["@id"] == "send:label"
    assert "@type" not in terms["year"]


def test_a_publisher_has_a_context_of_its_own() -> None:
    names = context(Namespaces("https://data.example.org/send/"))
    assert names["send"] == "https://data.example.org/send/def/"
    assert names["startDate"] == {"@id": "send:startDate", "@type": "xsd:date"}
    triple = Triple(AREA, NamedNode("https://data.example.org/send/def/year"), typed("2017", "integer"))
    assert json.loads(written([triple], names))["@graph"] == [{"@id": AREA.value, "year": 2017}]


def test_an_iri_that_a_name_would_capture_is_written_out() -> None:
    odd = Triple(AREA, NamedNode(f"{SEND}theme"), NamedNode("service:camhs"))
    content = written([odd, Triple(NamedNode("send:x"), NamedNode("label:y"), typed("1", "byte"))])
    assert content.count(b'"@context": null') == 2
    expected = canonical([Quad(*odd), Quad(NamedNode("send:x"), NamedNode("label:y"), typed("1", "byte"))])
    assert read_by_oxigraph(content) == read_by_rdflib(content) == expected


def test_a_dataset_keeps_its_graphs_apart() -> None:
    triple = Triple(AREA, NamedNode(f"{SEND}year"), typed("2017", "integer"))
    graphs = [(f"http://example.org/{n}", Compactor(NAMES).nodes([triple])) for n in (1, 2)]
    content = b"".join(dataset_document(graphs, NAMES))
    assert set(pyoxigraph.parse(content, format=RdfFormat.JSON_LD)) == {
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(f"http://example.org/{n}"))
        for n in (1, 2)
    }


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_LOCAL = st.text("abcXYZ019_-.~/:;=@!$&'()*+,%?é", max_size=8).filter(
    lambda text: "%" not in text and "./" not in text and not text.endswith(".")
)
_STARTS = [
    SEND, f"{SEND}theme/", f"{SEND}finding", RDFS, XSD, "http://www.w3.org/2004/02/skos/core#",
    "https://w3id.org/sendgraph/id/area/", "http://example.org/", "http://example.org/#", "urn:x:",
    "send:", "theme:", "label:", "xsd:", "mailto:",
]  # fmt: skip
_IRIS = st.builds(lambda start, local: f"{start}{local}", st.sampled_from(_STARTS), _LOCAL)
_NODES = st.one_of(_IRIS.map(NamedNode), st.sampled_from(["b0", "b1"]).map(BlankNode))
_LITERALS = st.one_of(
    _TEXT.map(Literal),
    st.builds(lambda t, tag: Literal(t, language=tag), _TEXT, st.sampled_from(["en", "en-gb", "cy"])),
    st.builds(
        typed,
        st.sampled_from(
            ["0", "-0", "01", "1", "+1", "-7", "123456789012345", "1234567890123456", "99999999999999999999",
             "1.0", "1.50", ".5", "1e0", "1.0E0", "INF", "NaN", "true", "false", "TRUE", "2017-03-27", "2017",
             "2017-03", "", " 1", "x"]
        ),
        st.sampled_from(
            ["integer", "decimal", "double", "boolean", "date", "gYear", "gYearMonth", "long", "anyURI"]
        ),
    ),
    st.builds(lambda text, iri: Literal(text, datatype=NamedNode(iri)), _TEXT, _IRIS),
)  # fmt: skip
_PREDICATES = st.one_of(
    st.sampled_from(
        [TYPE, f"{RDFS}label", *(f"{SEND}{n}" for n in ("label", "theme", "year", "startDate", "value"))]
    ),
    _IRIS,
).map(NamedNode)
_TRIPLES = st.lists(st.builds(Triple, _NODES, _PREDICATES, st.one_of(_NODES, _LITERALS)), max_size=6)


@given(_TRIPLES)
@example([Triple(AREA, NamedNode(f"{SEND}year"), typed("01", "integer"))])
@example([Triple(AREA, NamedNode(TYPE), Literal("a literal", language="cy"))])
@example([Triple(AREA, NamedNode(f"{SEND}startDate"), Literal("2017-03-27"))])
@example([Triple(AREA, NamedNode(f"{SEND}startDate"), typed("5", "integer"))])
@example([Triple(AREA, NamedNode(f"{SEND}theme"), Literal("http://example.org/"))])
def test_two_readers_read_the_same_triples(triples: list[Triple]) -> None:
    content = written(triples)
    expected = canonical([Quad(*triple) for triple in triples])
    assert read_by_oxigraph(content) == expected
    assert read_by_rdflib(content) == expected
