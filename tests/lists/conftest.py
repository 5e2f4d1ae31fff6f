"""The lists of the shipped release, and of a small one made by hand."""

from pathlib import Path

import pyoxigraph
import pytest

from sendgraph.lists import Lists
from sendgraph.release import Release
from sendgraph.store import EmbeddedStore


@pytest.fixture(scope="session")
def lists(shipped_release: Release) -> Lists:
    return Lists.load(EmbeddedStore.open(shipped_release))


@pytest.fixture(scope="session")
def small() -> Lists:
    """Two areas, inspections of all precisions, and literals that attack whoever opens them."""
    source = Path(__file__).with_name("small.trig")
    nquads = pyoxigraph.serialize(
        pyoxigraph.parse(path=source, format=pyoxigraph.RdfFormat.TRIG), format=pyoxigraph.RdfFormat.N_QUADS
    )
    assert nquads is not None
    store = EmbeddedStore(nquads, base_iri="http://example.org/", release_name="small")
    return Lists.load(store, "/send")
