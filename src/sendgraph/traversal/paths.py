"""How two things hang together: the shortest paths between them, each hop explained."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

import networkx as nx

from sendgraph.traversal.graph import Edge, Evidence, KnowledgeGraph, Node
from sendgraph.traversal.neighbours import HUB

#: Steps that a search takes before it gives up; about half a second.
_BUDGET = 100_000


@dataclass(frozen=True, slots=True)
class Hop:
    """
    One step: from a node to the next, along a statement.

    `forward` says whether the statement runs the way of the path. `evidence` are the words
    that the statement's ends rest on, `because` the reasons that a labelling or link gives.
    """

    start: Node
    end: Node
    edge: Edge
    forward: bool
    evidence: tuple[Evidence, ...]
    because: tuple[str, ...]

    def sentence(self) -> str:
        """The statement in words, whichever way the path goes."""
        subject, object_ = (self.start, self.end) if self.forward else (self.end, self.start)
        return f"“{subject.label}” {self.edge.label} “{object_.label}”"

    def to_json(self) -> dict[str, Any]:
        """The hop as plain data."""
        return {
            "start": self.start.iri,
            "end": self.end.iri,
            "edge": self.edge.to_json(),
            "direction": "out" if self.forward else "in",
            "sentence": self.sentence(),
            "because": list(self.because),
            "evidence": [asdict(evidence) for evidence in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its hops in order."""

    hops: tuple[Hop, ...]

    def __len__(self) -> int:
        """How many hops it has."""
        return len(self.hops)

    def sentence(self) -> str:
        """The path as one sentence."""
        return f"{'; '.join(hop.sentence() for hop in self.hops)}."

    def to_json(self) -> dict[str, Any]:
        """The path as plain data."""
        return {
            "length": len(self),
            "sentence": self.sentence(),
            "hops": [hop.to_json() for hop in self.hops],
        }


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths between two nodes, shortest first; `truncated` where the search gave up before its end."""

    start: Node
    end: Node
    paths: tuple[Path, ...]
    truncated: bool

    def to_json(self) -> dict[str, Any]:
        """The paths as plain data, with every node that they pass."""
        passed = {hop.start.iri: hop.start for path in self.paths for hop in path.hops}
        nodes = {self.start.iri: self.start, **passed, self.end.iri: self.end}
        return {
            "from": self.start.iri,
            "to": self.end.iri,
            "nodes": [node.to_json() for node in nodes.values()],
            "paths": [path.to_json() for path in self.paths],
            "truncated": self.truncated,
        }


def paths(
    graph: KnowledgeGraph, start: str, end: str, *, max_length: int = 4, k: int = 3, hub: int = HUB
) -> Paths:
    """
    The `k` shortest simple paths between two nodes, of at most `max_length` hops, any way along.

    Of paths equally long, those over nodes that tie fewer others together come first: they
    say more. Nodes that touch more than `hub` others are not passed through. From the other
    end, the answer is the same paths backwards.

    Raises:
        UnknownThing: where the graph lacks either node.
    """
    one, other = graph.node(start), graph.node(end)
    if one == other:
        return Paths(one, other, (), False)
    first, last = sorted((one.iri, other.iri))
    found, complete = _shortest(graph, first, last, max_length, k, hub)
    if one.iri != first:
        found = [tuple(reversed(nodes)) for nodes in found]
    return Paths(one, other, tuple(_explain(graph, nodes) for nodes in found), not complete)


def _shortest(
    graph: KnowledgeGraph, first: str, last: str, max_length: int, k: int, hub: int
) -> tuple[list[tuple[str, ...]], bool]:
    """The node sequences of the best paths, and whether the search was complete."""
    passable = nx.subgraph_view(
        graph.undirected, filter_node=lambda n: n in (first, last) or graph.degree(n) <= hub
    )
    to_last = nx.single_source_shortest_path_length(passable, last, cutoff=max_length)
    if first not in to_last:
        return [], True
    search = _Search(passable, to_last)
    found: list[tuple[str, ...]] = []
    for length in range(to_last[first], max_length + 1):
        level = list(search.of_length(first, last, length))
        level.sort(key=lambda nodes: (sorted((graph.degree(n) for n in nodes[1:-1]), reverse=True), nodes))
        found += level
        if len(found) >= k or search.budget <= 0:
            break
    return found[:k], search.budget > 0


@dataclass
class _Search:
    """A search among the nodes that lie near enough to its end, within a budget of steps."""

    passable: "nx.Graph[str]"
    to_last: dict[str, int]
    budget: int = _BUDGET
    around: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of_length(self, first: str, last: str, length: int) -> Iterator[tuple[str, ...]]:
        """Simple paths of exactly that length; no step is taken from which the end is out of reach."""
        path = [first]
        on_path = {first}
        steps = [iter(self._next(first))]
        while steps and self.budget > 0:
            self.budget -= 1
            node = next(steps[-1], None)
            if node is None:
                steps.pop()
                on_path.discard(path.pop())
                continue
            left = length - len(path)
            if node == last:
                if left == 0:
                    yield (*path, node)
            elif self.to_last[node] <= left and node not in on_path:
                path.append(node)
                on_path.add(node)
                steps.append(iter(self._next(node)))

    def _next(self, node: str) -> tuple[str, ...]:
        if node not in self.around:
            self.around[node] = tuple(sorted(n for n in self.passable[node] if n in self.to_last))
        return self.around[node]


def _explain(graph: KnowledgeGraph, nodes: tuple[str, ...]) -> Path:
    return Path(tuple(_hop(graph, start, end) for start, end in pairwise(nodes)))


def _hop(graph: KnowledgeGraph, start: str, end: str) -> Hop:
    first, second = sorted((start, end))
    edge = graph.edges_between(first, second)[0]
    evidence = graph.evidence.get(edge.subject, ()) or graph.evidence.get(edge.object, ())
    return Hop(
        start=graph.nodes[start],
        end=graph.nodes[end],
        edge=edge,
        forward=edge.subject == start,
        evidence=evidence,
        because=graph.reasons.get((first, second), ()),
    )
