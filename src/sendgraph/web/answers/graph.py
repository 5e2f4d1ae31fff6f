"""Neighbours and explained paths, as the JSON that their models declare."""

import json
from collections.abc import Sequence
from typing import Any, Final, Literal

from sendgraph.errors import BadParameter
from sendgraph.traversal import Direction, neighbours, paths
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.workers import Reply

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_KINDS: Final = {
    "class": "http://www.w3.org/2002/07/owl#Class",
    "property": "http://www.w3.org/2002/07/owl#ObjectProperty",
}


def around(
    served: ServedRelease,
    node: str,
    hops: int,
    direction: Direction,
    predicate: Sequence[str],
    type: Sequence[str],
    limit: int,
) -> Reply:
    """
    What lies around a node.

    Raises:
        UnknownThing, BadParameter: for a node, property or class that the graph lacks.
    """
    graph = served.graph
    found = neighbours(
        graph,
        graph.resolve(node).iri,
        hops=hops,
        direction=direction,
        predicates=[_term(served, name, "property") for name in predicate],
        types=[_term(served, name, "class") for name in type],
        limit=limit,
    )
    return _reply(served, found.to_json())


def between(served: ServedRelease, start: str, end: str, max_length: int, k: int) -> Reply:
    """
    Explained paths between two nodes, shortest first.

    Raises:
        UnknownThing: for a node that the graph lacks.
    """
    graph = served.graph
    ends = graph.resolve(start), graph.resolve(end)
    found = paths(graph, ends[0].iri, ends[1].iri, max_length=max_length, k=k)
    return _reply(served, found.to_json())


def _term(served: ServedRelease, name: str, kind: Literal["property", "class"]) -> str:
    """The IRI of a term; what the vocabulary has and the graph does not use is none the less a term."""
    try:
        return served.graph.resolve_term(name, kind)
    except BadParameter:
        iri = f"{served.namespaces.send}{name.removeprefix('send:')}"
        if next(served.store.match(subject=iri, predicate=_TYPE, object_=_KINDS[kind]), None) is None:
            raise
        return iri


def _reply(served: ServedRelease, found: dict[str, Any]) -> Reply:
    for node in found["nodes"]:
        node["path"] = served.path(node["iri"])
    return Reply(json.dumps(found, ensure_ascii=False).encode())
