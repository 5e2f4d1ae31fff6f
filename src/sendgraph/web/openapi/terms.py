"""The classes and properties of the shipped vocabulary, by name, as parameters take them."""

from collections.abc import Callable
from functools import cache
from typing import Final, Literal

from pydantic.config import JsonDict
from rdflib import OWL, RDF

from sendgraph.graph import Namespaces
from sendgraph.graph.namespaces import DEFAULT_BASE
from sendgraph.graph.vocabulary_graphs import ontology_graph

Kind = Literal["class", "property"]
_KINDS: Final = {"class": OWL.Class, "property": OWL.ObjectProperty}


def one_of_terms(kind: Kind) -> Callable[[JsonDict], None]:
    """Tells whoever reads the interface which names a list of classes or properties may hold."""

    def tell(schema: JsonDict) -> None:
        schema["items"] = {"type": "string", "enum": list(names_of(kind))}

    return tell


@cache
def names_of(kind: Kind) -> tuple[str, ...]:
    """
    The names of all classes, or of all properties that lead to other things.

    >>> "Concern" in names_of("class"), "localArea" in names_of("property")
    (True, True)
    """
    namespaces = Namespaces(DEFAULT_BASE)
    start = str(namespaces.send)
    found = {str(term) for term in ontology_graph(namespaces).subjects(RDF.type, _KINDS[kind])}
    return tuple(sorted(iri.removeprefix(start) for iri in found if iri.startswith(start)))
