"""How many things of each class a release holds."""

from collections.abc import Mapping
from typing import Final

from rdflib import RDF, Graph

from sendgraph.graph import Namespaces

#: What people ask for first, in that order: the name in the manifest, the class.
_CLASSES: Final = {
    "areas": "LocalArea",
    "inspections": "Inspection",
    "source documents": "SourceDocument",
    "findings": "Finding",
    "passages": "Passage",
    "measures": "Measure",
    "local services": "Service",
    "plans": "Plan",
    "recurring concerns": "RecurringConcern",
}


def count_things(graphs: Mapping[str, Graph], namespaces: Namespaces) -> dict[str, int]:
    """How many things there are of each class, counted over all graphs, inferences included."""
    return {
        name: len({s for graph in graphs.values() for s in graph.subjects(RDF.type, namespaces.send[kind])})
        for name, kind in _CLASSES.items()
    }
