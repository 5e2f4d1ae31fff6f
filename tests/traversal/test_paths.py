"""Paths: the shortest first, each hop explained, the same from either end."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.errors import UnknownThing
from sendgraph.store import Statement, Term
from sendgraph.traversal import KnowledgeGraph, Path, build_graph, paths

BASE = "https://w3id.org/sendgraph/"
SMALL = "http://example.org/"
FINDING = f"{BASE}id/finding/northby-2018-01-15/main-finding/1"
LATER = f"{BASE}id/finding/northby-2023-05-02/needs-improvement/1"


def nodes(path: Path) -> list[str]:
    return [path.hops[0].start.iri, *(hop.end.iri for hop in path.hops)]


def test_a_path_reads_as_a_sentence(sample_graph: KnowledgeGraph) -> None:
    found = paths(sample_graph, f"{BASE}id/area/southby", f"{BASE}def/theme/waiting-times", k=1)
    (path,) = found.paths
    assert path.sentence() == (
        "“Northby” has statistical neighbour “Southby”; "
        "“Northby” areaFinding “Northby 2018: main finding 1”; "
        "“Northby 2018: main finding 1” has theme “Waiting times”."
    )
    assert [hop.forward for hop in path.hops] == [False, True, True]
    assert [hop.edge.graphs for hop in path.hops] == [
        (f"{BASE}id/graph/reference",),
        (f"{BASE}id/graph/inferred/northby-2018-01-15",),
        (f"{BASE}id/graph/document/northby-2018-01-15",),
    ]
    assert path.hops[2].evidence[0].quote == "Waits are <b>too long"


def test_a_link_says_why(sample_graph: KnowledgeGraph) -> None:
    found = paths(sample_graph, FINDING, LATER, max_length=1)
    (hop,) = found.paths[0].hops
    assert (hop.edge.label, hop.forward, hop.because) == (
        "recurs from",
        False,
        ("Both say that children wait.",),
    )
    assert (
        hop.sentence() == "“Northby 2023: what needs to improve 1” recurs from “Northby 2018: main finding 1”"
    )


def test_nothing_in_reach(sample_graph: KnowledgeGraph) -> None:
    apart = paths(sample_graph, f"{BASE}id/area/southby", LATER, max_length=2)
    assert (apart.paths, apart.truncated) == ((), False)
    assert paths(sample_graph, FINDING, FINDING).paths == ()
    with pytest.raises(UnknownThing):
        paths(sample_graph, FINDING, "http://example.org/nowhere")


def test_hubs_are_not_passed_through() -> None:
    ties = [(f"{SMALL}id/{i}", f"{SMALL}id/hub") for i in range(20)]
    graph = graph_of([*ties, (f"{SMALL}id/0", f"{SMALL}id/x"), (f"{SMALL}id/x", f"{SMALL}id/1")])
    found = paths(graph, f"{SMALL}id/0", f"{SMALL}id/1", hub=10)
    assert [nodes(path) for path in found.paths] == [[f"{SMALL}id/0", f"{SMALL}id/x", f"{SMALL}id/1"]]
    assert len(paths(graph, f"{SMALL}id/0", f"{SMALL}id/hub", hub=10).paths) > 0
    first = paths(graph, f"{SMALL}id/0", f"{SMALL}id/1", hub=100).paths[0]
    assert nodes(first)[1] == f"{SMALL}id/x", (
        "of paths equally long, the one over the quieter node comes first"
    )


def test_a_search_in_a_thicket_ends() -> None:
    dense = [(f"{SMALL}id/{i}", f"{SMALL}id/{j}") for i in range(40) for j in range(i)]
    found = paths(graph_of(dense), f"{SMALL}id/0", f"{SMALL}id/1", max_length=6, k=10_000_000)
    assert found.truncated
    assert len(found.paths[0]) == 1


def graph_of(ties: list[tuple[str, str]]) -> KnowledgeGraph:
    return build_graph(
        [Statement(Term("iri", s), f"{SMALL}def/p", Term("iri", o), f"{SMALL}id/graph/g") for s, o in ties],
        SMALL,
    )


IRIS = st.integers(0, 8).map(lambda i: f"{SMALL}id/{i}")
TIES = st.lists(st.tuples(IRIS, IRIS).filter(lambda t: t[0] != t[1]), min_size=1, max_size=20)


@given(ties=TIES, k=st.integers(1, 6), length=st.integers(1, 5))
def test_the_way_back_is_the_same(ties: list[tuple[str, str]], k: int, length: int) -> None:
    graph = graph_of(ties)
    start, end = ties[0][0], ties[-1][1]
    there = paths(graph, start, end, k=k, max_length=length)
    back = paths(graph, end, start, k=k, max_length=length)
    assert [nodes(path) for path in there.paths] == [nodes(path)[::-1] for path in back.paths]
    assert [p.sentence().split("; ")[0].rstrip(".") for p in there.paths] == [
        p.sentence().split("; ")[-1].rstrip(".") for p in back.paths
    ]


@given(ties=TIES, length=st.integers(1, 5))
def test_all_paths_are_found_shortest_first(ties: list[tuple[str, str]], length: int) -> None:
    graph = graph_of(ties)
    start, end = ties[0][0], ties[-1][1]
    found = [nodes(path) for path in paths(graph, start, end, k=10_000, max_length=length).paths]
    expected = [] if start == end else list(nx.all_simple_paths(graph.undirected, start, end, cutoff=length))
    assert sorted(found) == sorted(expected)
    assert [len(path) for path in found] == sorted(len(path) for path in found)
