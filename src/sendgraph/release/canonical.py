"""
Graphs to canonical N-Quads: the one form in which a dataset is hashed, stored and compared.

Lines are sorted. Only the ontology has blank nodes (OWL's class expressions need them);
they get the labels of the W3C's RDF Dataset Canonicalization (RDFC-1.0), so that the same
ontology gives the same lines whatever the parser called them.
"""

import io
from collections.abc import Iterable, Iterator

import pyoxigraph
import rdflib

from sendgraph.errors import DataError


def canonical_lines(graph: rdflib.Graph, name: str) -> list[bytes]:
    r"""
    The canonical N-Quads of one graph, without line ends, in no particular order.

    >>> graph = rdflib.Graph()
    >>> _ = graph.parse(data="_:x <http://a/p> 'é' .")
    >>> canonical_lines(graph, "http://a/g")
    [b'_:c14n0 <http://a/p> "\xc3\xa9" <http://a/g> .']

    Raises:
        DataError: where a term cannot be written, such as an IRI with a space in it.
    """
    quads: Iterator[pyoxigraph.Quad] | pyoxigraph.Dataset = _quads(graph, name)
    if any(isinstance(term, rdflib.BNode) for triple in graph for term in triple):
        quads = pyoxigraph.Dataset(quads)
        quads.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    try:
        content = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise DataError(f"a term cannot be written: {error}", where=name, code="invalid-term") from None
    assert content is not None
    return content.splitlines()


def as_nquads(lines: Iterable[bytes]) -> bytes:
    """A dataset's lines as a file, sorted by code point."""
    return b"".join(line + b"\n" for line in sorted(lines))


def as_ntriples(lines: Iterable[bytes], name: str) -> bytes:
    """
    The lines of one graph as N-Triples.

    >>> as_ntriples([b"<http://a/s> <http://a/p> <http://a/o> <http://a/g> ."], "http://a/g")
    b'<http://a/s> <http://a/p> <http://a/o> .\\n'
    """
    end = f" <{name}> .".encode()
    return b"".join(line.removesuffix(end) + b" .\n" for line in sorted(lines))


def _quads(graph: rdflib.Graph, name: str) -> Iterator[pyoxigraph.Quad]:
    place = pyoxigraph.NamedNode(name)
    content = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    for quad in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_TRIPLES):
        yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, place)
