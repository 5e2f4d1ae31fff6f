"""A small graph, made by hand, behind the real store; questions asked of it as people ask."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from sendgraph.graph.namespaces import DEFAULT_BASE
from sendgraph.shipped import folder
from sendgraph.store import EmbeddedStore, Question, Solutions, load_questions

Row = tuple[str, ...]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def questions() -> dict[str, Question]:
    return dict(load_questions())


@pytest.fixture(scope="session")
def small_nquads() -> bytes:
    """The hand-made graph with the ontology and the schemes."""
    store = pyoxigraph.Store()
    for name, files in {"ontology": "*.ttl", "schemes": "schemes/*.ttl"}.items():
        graph = pyoxigraph.NamedNode(f"{DEFAULT_BASE}id/graph/{name}")
        for file in sorted(folder("ontology").glob(files)):
            store.load(path=file, format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    store.load(path=Path(__file__).with_name("small.trig"), format=pyoxigraph.RdfFormat.TRIG)
    return store.dump(format=pyoxigraph.RdfFormat.N_QUADS)


@pytest.fixture(scope="session")
def small(small_nquads: bytes) -> EmbeddedStore:
    return EmbeddedStore(small_nquads, base_iri=DEFAULT_BASE, release_name="small")


@pytest.fixture(scope="session")
def ask_of(questions: dict[str, Question]) -> Callable[[EmbeddedStore], Ask]:
    """Asks a store for some columns of an answer: rows of strings, short IRIs, `-` for nothing."""

    def of(store: EmbeddedStore) -> Ask:
        def ask(name: str, columns: str, **values: object) -> list[Row]:
            answer = store.query(questions[name].bind(values, base_iri=store.base_iri))
            assert isinstance(answer, Solutions)
            wanted = [answer.variables.index(column) for column in columns.split()]
            rows = []
            for row in answer.rows:
                terms = [row[at] for at in wanted]
                rows.append(tuple("-" if t is None else _short(t.value, store.base_iri) for t in terms))
            return rows

        return ask

    return of


@pytest.fixture(scope="session")
def ask(small: EmbeddedStore, ask_of: Callable[[EmbeddedStore], Ask]) -> Ask:
    return ask_of(small)


def _short(value: str, base_iri: str) -> str:
    return value.replace(f"{base_iri}id/", "").replace(f"{base_iri}def/", "")
