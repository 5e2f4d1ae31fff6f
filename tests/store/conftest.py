"""The small release made by hand."""

from pathlib import Path

import pyoxigraph
import pytest

from sendgraph.store import EmbeddedStore


@pytest.fixture(scope="session")
def sample_store() -> EmbeddedStore:
    parser = pyoxigraph.parse(path=Path(__file__).parent / "sample.trig", format=pyoxigraph.RdfFormat.TRIG)
    nquads = pyoxigraph.serialize(parser, format=pyoxigraph.RdfFormat.N_QUADS)
    assert nquads is not None
    return EmbeddedStore(nquads, base_iri="https://w3id.org/sendgraph/", release_name="sample")
