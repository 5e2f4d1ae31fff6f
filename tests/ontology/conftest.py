"""The ontology and the schemes as they stand in their files."""

import pytest
from rdflib import Graph

from sendgraph.shipped import folder


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return Graph().parse(folder("ontology") / "sendgraph.ttl")


@pytest.fixture(scope="session")
def alignments() -> Graph:
    return Graph().parse(folder("ontology") / "alignments.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    graph = Graph()
    for file in sorted((folder("ontology") / "schemes").glob("*.ttl")):
        graph.parse(file)
    return graph
