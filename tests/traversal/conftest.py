"""The small release made by hand."""

from pathlib import Path

import pyoxigraph
import pytest

from sendgraph.store import EmbeddedStore
from sendgraph.traversal import KnowledgeGraph


@pytest.fixture(scope="session")
def sample_store() -> EmbeddedStore:
    parser = pyoxigraph.parse(
        path=Path(__file__).parents[1] / "store" / "sample.trig", format=pyoxigraph.RdfFormat.TRIG
    )
    nquads = pyoxigraph.serialize(parser, format=pyoxigraph.RdfFormat.N_QUADS)
    assert nquads is not None
    return EmbeddedStore(nquads, base_iri="https://w3id.org/sendgraph/", release_name="sample")


@pytest.fixture(scope="session")
def sample_graph(sample_store: EmbeddedStore) -> KnowledgeGraph:
    return KnowledgeGraph.load(sample_store)
