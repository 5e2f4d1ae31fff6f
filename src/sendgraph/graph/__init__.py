"""Records to RDF: vocabulary, IRIs, mapping, links between inspections, inference, reasoning."""

from sendgraph.graph.corrected_links import correct_links
from sendgraph.graph.documents import Entry
from sendgraph.graph.inference import infer
from sendgraph.graph.links import link_inspections
from sendgraph.graph.mapping import map_document
from sendgraph.graph.namespaces import DEFAULT_BASE, Namespaces, rebase
from sendgraph.graph.reasoning import ReasonerError, Reasoning, reason
from sendgraph.graph.reference_graph import map_reference
from sendgraph.graph.register import Inspection, Register, register
from sendgraph.graph.vocabulary_graphs import ontology_graph, schemes_graph

__all__ = [
    "DEFAULT_BASE",
    "Entry",
    "Inspection",
    "Namespaces",
    "ReasonerError",
    "Reasoning",
    "Register",
    "correct_links",
    "infer",
    "link_inspections",
    "map_document",
    "map_reference",
    "ontology_graph",
    "reason",
    "rebase",
    "register",
    "schemes_graph",
]
