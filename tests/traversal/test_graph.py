"""The graph to walk on holds things and concepts, and says of each tie where it is stated."""

import pytest

from sendgraph.errors import BadParameter, UnknownThing
from sendgraph.traversal import Edge, Evidence, KnowledgeGraph, Node

BASE = "https://w3id.org/sendgraph/"
FINDING = f"{BASE}id/finding/northby-2018-01-15/main-finding/1"
LATER = f"{BASE}id/finding/northby-2023-05-02/needs-improvement/1"


def test_nodes_are_things_and_concepts(sample_graph: KnowledgeGraph) -> None:
    assert sample_graph.node(f"{BASE}id/body/northby-council") == Node(
        f"{BASE}id/body/northby-council",
        "Northby Council",
        (f"{BASE}def/LocalAuthority", f"{BASE}def/Organisation"),
    )
    assert f"{BASE}def/theme/access" in sample_graph.nodes
    assert f"{BASE}def/Finding" not in sample_graph.nodes
    assert not any("/graph/" in iri for iri in sample_graph.nodes)


def test_an_edge_knows_label_and_graphs(sample_graph: KnowledgeGraph) -> None:
    assert sample_graph.edges_between(FINDING, f"{BASE}def/theme/waiting-times") == [
        Edge(
            FINDING,
            f"{BASE}def/theme",
            f"{BASE}def/theme/waiting-times",
            "has theme",
            (f"{BASE}id/graph/document/northby-2018-01-15",),
        )
    ]


def test_evidence_stands_in_the_order_of_the_text(sample_graph: KnowledgeGraph) -> None:
    document = f"{BASE}id/document/northby-2018-01-15"
    passage = f"{BASE}id/passage/northby-2018-01-15"
    assert sample_graph.evidence == {
        FINDING: (
            Evidence(f"{passage}/20-40", "Waits are <b>too long", document, 2),
            Evidence(f"{passage}/100-130", "& “unclear”; write to ██████████████████", document, 3),
        )
    }


def test_links_give_reasons(sample_graph: KnowledgeGraph) -> None:
    assert sample_graph.reasons == {(FINDING, LATER): ("Both say that children wait.",)}


def test_names_may_be_short(sample_graph: KnowledgeGraph) -> None:
    assert sample_graph.resolve("area/northby").label == "Northby"
    assert sample_graph.resolve("theme/access").label == "Access"
    assert sample_graph.resolve(FINDING).iri == FINDING
    assert sample_graph.resolve_term("send:Concern") == f"{BASE}def/Concern"
    assert sample_graph.resolve_term("recursFrom", "property") == f"{BASE}def/recursFrom"
    with pytest.raises(UnknownThing, match="the graph has no such node"):
        sample_graph.resolve("area/nowhere")
    with pytest.raises(BadParameter, match="the graph has no such class"):
        sample_graph.resolve_term("finding", "class")
