"""What lies around a node: nodes and edges within some hops."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx

from sendgraph.traversal.graph import Edge, KnowledgeGraph, Node

Direction = Literal["out", "in", "both"]

#: Nodes that touch more others than this are shown, and not walked through: what lies behind is everything.
HUB = 500


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """
    Nodes around a node with their distance, nearest first, and all edges between them.

    `left_out` says how many nodes a limit cut, `hubs` which nodes were not walked through.
    """

    centre: Node
    nodes: tuple[tuple[Node, int], ...]
    edges: tuple[Edge, ...]
    left_out: int
    hubs: tuple[str, ...]

    @property
    def truncated(self) -> bool:
        """Whether anything was cut."""
        return bool(self.left_out or self.hubs)

    def to_json(self) -> dict[str, Any]:
        """The neighbourhood as plain data."""
        return {
            "node": self.centre.iri,
            "nodes": [{**node.to_json(), "distance": distance} for node, distance in self.nodes],
            "edges": [edge.to_json() for edge in self.edges],
            "truncated": self.truncated,
            "left_out": self.left_out,
            "hubs": list(self.hubs),
        }


def neighbours(
    graph: KnowledgeGraph,
    node: str,
    *,
    hops: int = 1,
    direction: Direction = "both",
    predicates: Collection[str] = (),
    types: Collection[str] = (),
    limit: int = 100,
    hub: int = HUB,
) -> Neighbourhood:
    """
    The nodes within some hops of a node, and the edges between them.

    `direction` is that of the statements, seen from the node. `predicates` are the only
    statements walked along and shown. `types` are the only classes shown; the walk leads
    through others too. The node itself is always there, and its distance is 0.

    Raises:
        UnknownThing: where the graph has no such node.
    """
    centre = graph.node(node)
    wanted = frozenset(predicates)
    distances: dict[str, int] = {centre.iri: 0}
    hubs: set[str] = set()
    frontier = [centre.iri]
    for distance in range(1, hops + 1):
        reached: set[str] = set()
        for iri in frontier:
            if distance > 1 and graph.degree(iri) > hub:
                hubs.add(iri)
                continue
            reached |= _next(graph.directed, iri, direction, wanted)
        frontier = sorted(reached - distances.keys())
        distances.update(dict.fromkeys(frontier, distance))
    kinds = frozenset(types)
    order = [
        (iri, distance)
        for iri, distance in sorted(distances.items(), key=lambda item: (item[1], item[0]))
        if distance == 0 or not kinds or not kinds.isdisjoint(graph.nodes[iri].types)
    ]
    kept = order[: limit + 1]
    return Neighbourhood(
        centre=centre,
        nodes=tuple((graph.nodes[iri], distance) for iri, distance in kept),
        edges=_edges(graph, {iri for iri, _ in kept}, wanted),
        left_out=len(order) - len(kept),
        hubs=tuple(sorted(hubs)),
    )


def _next(
    directed: "nx.MultiDiGraph[str]", iri: str, direction: Direction, wanted: frozenset[str]
) -> set[str]:
    found: set[str] = set()
    if direction != "in":
        found |= {o for o, keys in directed.succ[iri].items() if not wanted or not wanted.isdisjoint(keys)}
    if direction != "out":
        found |= {s for s, keys in directed.pred[iri].items() if not wanted or not wanted.isdisjoint(keys)}
    return found


def _edges(graph: KnowledgeGraph, nodes: Collection[str], wanted: frozenset[str]) -> tuple[Edge, ...]:
    return tuple(
        Edge(subject, predicate, object_, graph.predicate_label(predicate), data["graphs"])
        for subject, object_, predicate, data in sorted(
            graph.directed.subgraph(nodes).edges(keys=True, data=True), key=lambda edge: edge[:3]
        )
        if not wanted or predicate in wanted
    )
