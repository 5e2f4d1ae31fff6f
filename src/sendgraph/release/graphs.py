"""The graphs of a release as RDFLib graphs, for what works on those: reasoning, checking."""

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from sendgraph.release.opening import Release

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def rdflib_graphs(release: Release) -> dict[str, Graph]:
    """Every graph of a release by its IRI. Blank nodes keep their labels within a graph."""
    graphs: dict[str, Graph] = {}
    known: dict[str, Node] = {}
    for quad in release.quads():
        assert isinstance(quad.graph_name, pyoxigraph.NamedNode)
        graph = graphs.setdefault(quad.graph_name.value, Graph())
        graph.add(
            (to_rdflib(quad.subject, known), to_rdflib(quad.predicate, known), to_rdflib(quad.object, known))
        )
    return graphs


def to_rdflib(term: object, known: dict[str, Node]) -> Node:
    """
    A term as RDFLib has it; literals keep their written form. `known` are the nodes met so far.

    >>> to_rdflib(pyoxigraph.Literal("Halton"), {})
    rdflib.term.Literal('Halton')
    """
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        text = term.datatype.value == _STRING
        return Literal(term.value, datatype=None if text else URIRef(term.datatype.value), normalize=False)
    assert isinstance(term, pyoxigraph.NamedNode | pyoxigraph.BlankNode)
    if term.value not in known:
        known[term.value] = (
            URIRef(term.value) if isinstance(term, pyoxigraph.NamedNode) else BNode(term.value)
        )
    return known[term.value]
