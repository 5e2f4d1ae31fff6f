"""Neighbours and explained paths, as the JSON that their models declare."""

import json
from collections.abc import Sequence
from typing import Any

from sendgraph.traversal import Direction, neighbours, paths
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.workers import Reply


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
        predicates=[graph.resolve_term(name, "property") for name in predicate],
        types=[graph.resolve_term(name, "class") for name in type],
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


def _reply(served: ServedRelease, found: dict[str, Any]) -> Reply:
    for node in found["nodes"]:
        node["path"] = served.path(node["iri"])
    return Reply(json.dumps(found, ensure_ascii=False).encode())
