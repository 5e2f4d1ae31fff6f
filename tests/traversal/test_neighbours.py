"""Neighbours: who is near, how far, and what was left out."""

from hypothesis import given
from hypothesis import strategies as st

from sendgraph.store import Statement, Term
from sendgraph.traversal import Direction, KnowledgeGraph, build_graph, neighbours

BASE = "https://w3id.org/sendgraph/"
SMALL = "http://example.org/"


def near(graph: KnowledgeGraph, node: str, **options: object) -> dict[str, int]:
    found = neighbours(graph, graph.resolve(node).iri, **options)
    return {n.iri.removeprefix(BASE): distance for n, distance in found.nodes}


def test_one_hop_either_way(sample_graph: KnowledgeGraph) -> None:
    assert near(sample_graph, "area/northby") == {
        "id/area/northby": 0,
        "id/area/southby": 1,
        "id/finding/northby-2018-01-15/main-finding/1": 1,
        "id/inspection/northby-2018-01-15": 1,
        "id/inspection/northby-2023-05-02": 1,
    }


def test_direction_predicate_and_type(sample_graph: KnowledgeGraph) -> None:
    assert near(sample_graph, "area/northby", direction="in") == {
        "id/area/northby": 0,
        "id/inspection/northby-2018-01-15": 1,
        "id/inspection/northby-2023-05-02": 1,
    }
    neighbour = sample_graph.resolve_term("statisticalNeighbour")
    assert near(sample_graph, "area/northby", predicates=[neighbour], hops=3) == {
        "id/area/northby": 0,
        "id/area/southby": 1,
    }
    concern = sample_graph.resolve_term("Concern")
    assert near(sample_graph, "body/northby-council", types=[concern], hops=2) == {
        "id/body/northby-council": 0,
        "id/finding/northby-2018-01-15/main-finding/1": 2,
    }


def test_a_limit_cuts_the_farthest_and_says_so(sample_graph: KnowledgeGraph) -> None:
    found = neighbours(sample_graph, f"{BASE}id/area/northby", hops=2, limit=3)
    assert [distance for _, distance in found.nodes] == [0, 1, 1, 1]
    assert found.truncated
    assert found.left_out == len(neighbours(sample_graph, f"{BASE}id/area/northby", hops=2).nodes) - 4
    inside = {node.iri for node, _ in found.nodes}
    assert all({edge.subject, edge.object} <= inside for edge in found.edges)


def test_hubs_are_shown_and_not_walked_through() -> None:
    ties = [(f"{SMALL}id/a", f"{SMALL}id/hub")] + [(f"{SMALL}id/{i}", f"{SMALL}id/hub") for i in range(20)]
    graph = graph_of(ties)
    found = neighbours(graph, f"{SMALL}id/a", hops=2, hub=10)
    assert [node.iri for node, _ in found.nodes] == [f"{SMALL}id/a", f"{SMALL}id/hub"]
    assert (found.truncated, found.left_out, found.hubs) == (True, 0, (f"{SMALL}id/hub",))
    assert len(neighbours(graph, f"{SMALL}id/hub", hub=10).nodes) == 22


def graph_of(ties: list[tuple[str, str]]) -> KnowledgeGraph:
    return build_graph(
        [Statement(Term("iri", s), f"{SMALL}def/p", Term("iri", o), f"{SMALL}id/graph/g") for s, o in ties],
        SMALL,
    )


IRIS = st.integers(0, 9).map(lambda i: f"{SMALL}id/{i}")
TIES = st.lists(st.tuples(IRIS, IRIS).filter(lambda t: t[0] != t[1]), min_size=1, max_size=25)


@given(
    ties=TIES,
    hops=st.integers(1, 4),
    limit=st.integers(1, 12),
    direction=st.sampled_from(["in", "out", "both"]),
)
def test_more_hops_never_lose_a_node(
    ties: list[tuple[str, str]], hops: int, limit: int, direction: Direction
) -> None:
    graph, start = graph_of(ties), ties[0][0]
    fewer = neighbours(graph, start, hops=hops, direction=direction, limit=limit)
    more = neighbours(graph, start, hops=hops + 1, direction=direction, limit=limit)
    assert set(fewer.nodes) <= set(more.nodes)


@given(ties=TIES, hops=st.integers(1, 4))
def test_being_near_is_mutual(ties: list[tuple[str, str]], hops: int) -> None:
    graph, start = graph_of(ties), ties[0][0]
    for node, distance in neighbours(graph, start, hops=hops).nodes:
        back = {n.iri: d for n, d in neighbours(graph, node.iri, hops=hops).nodes}
        assert back[start] == distance
