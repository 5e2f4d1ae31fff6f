"""The questions are plain SPARQL 1.1: an engine that shares no code with the store's answers the same."""

import pytest
import rdflib

from sendgraph.graph.namespaces import DEFAULT_BASE
from sendgraph.store import EmbeddedStore, Solutions, load_questions

ASKED = {
    "area-timeline": {"kind": ["plan", "body"], "from": "2018-10-01"},
    "areas-by-judgement-and-region": {"framework": "2016", "to": "2018-01-01"},
    "evidence-for-a-finding": {"finding": "finding/northshire-2018-03-12/significant-weakness/2"},
    "inspectors-and-areas": {"inspector": "ann"},
    "measures-of-an-indicator": {"indicator": "ehc-plans-in-time", "scope": "area", "limit": 1},
    "progress-against-weaknesses": {"section": "next-step"},
    "recurring-concerns": {"theme": "identification", "service": ["camhs", "audiology"]},
    "responsible-bodies-over-time": {"area": "area/northshire"},
    "risks-and-ratings": {"rating": "c2", "theme": ["leadership", "care"]},
    "services-praised-and-criticised": {"service": "health-visiting", "theme": "identification"},
    "significant-weaknesses": {"section": "priority-action"},
    "statements-of-action-required": {"region": "north-east"},
    "strengths-and-weaknesses-by-theme": {"theme": "identification", "framework": "2023"},
    "waits-by-service": {"service": "camhs", "group": "semh"},
}
_READ = {str(rdflib.RDFS.label), str(rdflib.SKOS.broader)}


@pytest.fixture(scope="module")
def referee(small: EmbeddedStore) -> rdflib.Dataset:
    """The hand-made graph in RDFLib, which is slow: of the vocabulary only what the questions read."""
    dataset = rdflib.Dataset(default_union=True)
    vocabulary = {f"{DEFAULT_BASE}id/graph/ontology", f"{DEFAULT_BASE}id/graph/schemes"}
    for statement in small.match():
        if statement.graph in vocabulary and statement.predicate not in _READ:
            continue
        graph = dataset.graph(rdflib.URIRef(statement.graph or DEFAULT_BASE))
        terms = []
        for term in (statement.subject, statement.object):
            if term.kind == "literal":
                terms.append(rdflib.Literal(term.value, datatype=term.datatype, lang=term.language))
            else:
                terms.append(rdflib.URIRef(term.value) if term.is_iri else rdflib.BNode(term.value))
        graph.add((terms[0], rdflib.URIRef(statement.predicate), terms[1]))
    return dataset


@pytest.mark.parametrize("name", load_questions())
def test_two_engines_agree(name: str, small: EmbeddedStore, referee: rdflib.Dataset):
    question = load_questions()[name]
    for query in (question.sparql, question.bind(ASKED[name])):
        answer = small.query(query)
        assert isinstance(answer, Solutions)
        rows = [tuple(None if term is None else term.value for term in row) for row in answer.rows]
        others = [tuple(None if term is None else str(term) for term in row) for row in referee.query(query)]
        assert rows
        assert rows == others
