"""JSON-LD of a whole release, written as its lines come: a line for each thing in each graph."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import IO

from sendgraph.graph import Namespaces
from sendgraph.graph.json_ld import Compactor, context, dataset_document
from sendgraph.release.syntaxes import quads


def write_json_ld(lines: Iterable[bytes], out: IO[bytes], base_iri: str) -> None:
    """The graphs, each of which must come in one run, under a context that stands in the document."""
    names = context(Namespaces(base_iri))
    compactor = Compactor(names)
    graphs = groupby(quads(lines), key=attrgetter("graph_name"))
    out.writelines(dataset_document(((graph.value, compactor.nodes(own)) for graph, own in graphs), names))
