"""The ontology and the concept schemes as graphs, under the base that is set."""

from pathlib import Path

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from sendgraph.errors import InvalidFile
from sendgraph.graph.namespaces import Namespaces, rebase
from sendgraph.shipped import folder


def ontology_graph(namespaces: Namespaces) -> Graph:
    """
    The ontology with its alignments.

    >>> from rdflib.namespace import OWL, RDF
    >>> (Namespaces().send.Finding, RDF.type, OWL.Class) in ontology_graph(Namespaces())
    True
    """
    return read_turtle(sorted(folder("ontology").glob("*.ttl")), namespaces)


def schemes_graph(namespaces: Namespaces) -> Graph:
    """
    The concept schemes.

    >>> from rdflib.namespace import SKOS
    >>> theme = Namespaces().concept("theme", "waiting-times")
    >>> str(schemes_graph(Namespaces()).value(theme, SKOS.prefLabel))
    'Waiting times'
    """
    return read_turtle(sorted((folder("ontology") / "schemes").glob("*.ttl")), namespaces)


def read_turtle(files: list[Path], namespaces: Namespaces) -> Graph:
    """
    The statements of Turtle files, rebased; blank nodes are named in the order in which they come.

    Raises:
        InvalidFile: where a file does not parse.
    """
    graph = namespaces.new_graph()
    for file in files:
        blank: dict[str, BNode] = {}
        text = rebase(file.read_text(encoding="utf-8"), namespaces.base_iri)
        try:
            for triple in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
                subject, predicate, value = triple.subject, triple.predicate, triple.object
                graph.add(
                    (
                        _term(subject, file.stem, blank),
                        _term(predicate, file.stem, blank),
                        _term(value, file.stem, blank),
                    )
                )
        except SyntaxError as error:
            raise InvalidFile(f"not valid Turtle: {error}", where=str(file), remedy="mend the file") from None
    return graph


def _term(term: object, stem: str, blank: dict[str, BNode]) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return blank.setdefault(term.value, BNode(f"{stem.replace('-', '')}{len(blank) + 1}"))
    assert isinstance(term, pyoxigraph.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
