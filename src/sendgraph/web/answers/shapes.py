"""The shipped SHACL shapes as statements, to be given as a document."""

from pathlib import Path
from typing import Final

import pyoxigraph

from sendgraph.graph.namespaces import Namespaces, rebase
from sendgraph.shipped import folder

_VERSION: Final = "http://www.w3.org/2002/07/owl#versionIRI"


def read_shapes(namespaces: Namespaces) -> tuple[pyoxigraph.Triple, ...]:
    """The statements of the shipped shapes, under the base of these namespaces."""
    return tuple(
        triple
        for number, file in enumerate(sorted(folder("shapes").glob("*.ttl")))
        for triple in _read(file, namespaces, number)
    )


def shapes_paths(namespaces: Namespaces, statements: tuple[pyoxigraph.Triple, ...]) -> frozenset[str]:
    """The paths under `/def/` that lead to the shapes: that of their version, and their namespace."""
    start = str(namespaces.send)
    iris = {str(t.object)[1:-1] for t in statements if t.predicate.value == _VERSION}
    return frozenset({"shapes/"} | {iri.removeprefix(start) for iri in iris if iri.startswith(start)})


def _read(file: Path, namespaces: Namespaces, number: int) -> list[pyoxigraph.Triple]:
    text = rebase(file.read_text(encoding="utf-8"), namespaces.base_iri)
    found = []
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
        subject, object_ = (
            # Files have blank nodes of their own, which may bear the same labels.
            pyoxigraph.BlankNode(f"f{number}{term.value}") if isinstance(term, pyoxigraph.BlankNode) else term
            for term in (quad.subject, quad.object)
        )
        found.append(pyoxigraph.Triple(subject, quad.predicate, object_))
    return found
