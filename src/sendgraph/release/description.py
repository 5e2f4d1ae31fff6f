"""A description in RDF as it grows: statements about things that all have an IRI."""

from typing import Final

import pyoxigraph

#: Prefixes of the vocabularies that describe datasets.
PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(name: str) -> str:
    """
    The IRI that a prefixed name stands for; any other IRI as it is.

    >>> expand("dcat:Dataset"), expand("https://example.org/")
    ('http://www.w3.org/ns/dcat#Dataset', 'https://example.org/')
    """
    prefix, _, rest = name.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else name


def text(value: str, language: str | None = "en") -> pyoxigraph.Literal:
    """
    Words, in English unless told otherwise.

    >>> str(text("England"))
    '"England"@en'
    """
    return pyoxigraph.Literal(value, language=language) if language else pyoxigraph.Literal(value)


def typed(value: str | int, datatype: str) -> pyoxigraph.Literal:
    """
    A value of a datatype.

    >>> str(typed(5, "xsd:integer"))
    '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return pyoxigraph.Literal(str(value), datatype=pyoxigraph.NamedNode(expand(datatype)))


class Description:
    """
    Statements, each once, in the order in which they were made.

    >>> about = Description()
    >>> about.add("http://a/x", "dcterms:title", text("X"))
    >>> [str(triple) for triple in about.triples]
    ['<http://a/x> <http://purl.org/dc/terms/title> "X"@en']
    """

    def __init__(self) -> None:
        """Start with nothing said."""
        self._triples: dict[pyoxigraph.Triple, None] = {}

    @property
    def triples(self) -> tuple[pyoxigraph.Triple, ...]:
        """All that was said."""
        return tuple(self._triples)

    def add(self, subject: str, predicate: str, *objects: str | pyoxigraph.Literal) -> None:
        """State something of a thing; objects that are text are IRIs, whole or prefixed."""
        for value in objects:
            node = pyoxigraph.NamedNode(expand(value)) if isinstance(value, str) else value
            triple = pyoxigraph.Triple(
                pyoxigraph.NamedNode(expand(subject)), pyoxigraph.NamedNode(expand(predicate)), node
            )
            self._triples[triple] = None

    def thing(self, iri: str, kind: str, label: str) -> str:
        """Introduce a thing by its class and its label; returns its IRI."""
        self.add(iri, "rdf:type", kind)
        self.add(iri, "rdfs:label", text(label))
        return iri
