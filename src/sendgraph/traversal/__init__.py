"""Walking the graph: neighbours and explained paths. Knows nothing of HTTP."""

from sendgraph.traversal.graph import Edge, Evidence, KnowledgeGraph, Node, build_graph
from sendgraph.traversal.neighbours import Direction, Neighbourhood, neighbours
from sendgraph.traversal.paths import Hop, Path, Paths, paths

__all__ = [
    "Direction",
    "Edge",
    "Evidence",
    "Hop",
    "KnowledgeGraph",
    "Neighbourhood",
    "Node",
    "Path",
    "Paths",
    "build_graph",
    "neighbours",
    "paths",
]
