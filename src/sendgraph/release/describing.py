"""The graph of the catalogue: what this dataset is, and what it was made from."""

from collections.abc import Iterable

from rdflib import DCAT, DCTERMS, RDF, RDFS, XSD, Graph, Literal, URIRef

from sendgraph import RELEASED, __version__
from sendgraph.graph import Namespaces
from sendgraph.release.catalogue import Entry

TITLE = "sendgraph: findings of area SEND inspections in England"
WHAT = (
    "What inspectors found about services for children and young people with special educational needs "
    "and disabilities, and what areas say of themselves, each statement with the words that it came from."
)


def describe(documents: Iterable[tuple[URIRef, Entry]], namespaces: Namespaces) -> Graph:
    """The dataset, its documents, and under which terms each of these was published."""
    graph = namespaces.new_graph()
    graph.bind("dcat", DCAT)
    dataset = namespaces.thing("dataset", "sendgraph")
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, RDFS.label, Literal(TITLE)))
    graph.add((dataset, DCTERMS.title, Literal(TITLE)))
    graph.add((dataset, DCTERMS.description, Literal(WHAT)))
    graph.add((dataset, DCTERMS.issued, Literal(RELEASED, datatype=XSD.date)))
    graph.add((dataset, URIRef(f"{DCAT}version"), Literal(__version__)))  # DCAT 3, newer than rdflib's
    for document, entry in documents:
        graph.add((dataset, DCTERMS.source, document))
        graph.add((document, DCTERMS.rights, Literal(entry.licence_note)))
    return graph
