"""The named graphs of a dataset: how large each is, and which of them hold the same statement."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph


@dataclass(frozen=True, slots=True)
class NamedGraphs:
    """
    What has to be known of graphs before they are merged.

    >>> quad = b'<http://a> <http://b> "c" '
    >>> graphs = NamedGraphs.of(quad + b"<http://g> .\\n" + quad + b"<http://h> .\\n")
    >>> graphs.size(["http://g"]), graphs.overlap(["http://g", "http://h"]), graphs.overlap(["http://g"])
    (1, True, False)
    """

    #: Graph → number of statements.
    sizes: Mapping[str, int]
    #: Sets of graphs that have a statement in common.
    shared: frozenset[frozenset[str]]
    #: Graphs with blank nodes.
    blank: frozenset[str]

    @classmethod
    def of(cls, nquads: bytes) -> "NamedGraphs":
        """
        Look at every line of N-Quads.

        Those of a release are sorted, so that the graphs of a statement follow each other;
        others are sorted first.
        """
        found = _of_sorted(io.BytesIO(nquads))
        if found is None:
            quads = pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
            lines = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
            assert lines is not None
            found = _of_sorted(sorted({*lines.splitlines(keepends=True)}))
        assert found is not None
        return found

    def overlap(self, iris: Iterable[str]) -> bool:
        """Whether two of these graphs hold the same statement."""
        wanted = frozenset(iris)
        return any(len(wanted & graphs) > 1 for graphs in self.shared)

    def size(self, iris: Iterable[str]) -> int:
        """How many statements these graphs have, one by one."""
        return sum(self.sizes.get(iri, 0) for iri in iris)


def _of_sorted(lines: Iterable[bytes]) -> NamedGraphs | None:
    """What lines tell that are sorted; None as soon as they turn out not to be."""
    sizes: dict[bytes, int] = {}
    shared: set[frozenset[bytes]] = set()
    blank: set[bytes] = set()
    before = statement_before = b""
    graphs: list[bytes] = []
    for line in lines:
        if line <= before:
            return None
        cut = line.rfind(b" <")
        statement, graph = line[:cut], line[cut + 2 : line.rfind(b">")]
        sizes[graph] = sizes.get(graph, 0) + 1
        if statement.startswith(b"_:") or b" _:" in statement:
            blank.add(graph)
        if statement != statement_before:
            graphs = [graph]
        else:
            shared.discard(frozenset(graphs))  # the larger set says as much
            graphs.append(graph)
            shared.add(frozenset(graphs))
        before, statement_before = line, statement
    return NamedGraphs(
        {graph.decode(): size for graph, size in sizes.items()},
        frozenset(frozenset(graph.decode() for graph in graphs) for graphs in shared),
        frozenset(graph.decode() for graph in blank),
    )
