"""The reference facts as a graph."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from sendgraph.graph import Namespaces, map_reference
from sendgraph.reference import Reference

NAMES = Namespaces()
SEND = NAMES.send


@pytest.fixture(scope="module")
def graph(reference: Reference) -> Graph:
    return map_reference(reference, NAMES)


def test_how_much_is_known(graph: Graph) -> None:
    expected = {
        "LocalArea": 153,
        "IntegratedCareBoard": 42,
        "ClinicalCommissioningGroup": 8,
        "Inspection": 96,
        "ReferenceSource": 3,
    }
    assert {kind: len(set(graph.subjects(RDF.type, SEND[kind]))) for kind in expected} == expected
    assert len(list(graph.subject_objects(SEND.judgement))) == 95


def test_an_area(graph: Graph) -> None:
    bristol = NAMES.thing("area/bristol")
    values = {p: o for p, o in graph.predicate_objects(bristol) if p != SEND.statisticalNeighbour}
    assert values == {
        RDF.type: SEND.LocalArea,
        RDFS.label: Literal("Bristol"),
        SKOS.altLabel: Literal("Bristol, City of"),
        SEND.officialName: Literal("Bristol, City of"),
        SEND.gssCode: Literal("E06000023"),
        SEND.laCode: Literal("801"),
        SEND.region: NAMES.concept("region", "south-west"),
        SEND.authorityType: NAMES.concept("authority-type", "unitary-authority"),
        SEND.populationAged0To25: Literal(162114),
        DCTERMS.source: NAMES.thing("source/local-areas"),
    }
    assert len(set(graph.objects(bristol, SEND.statisticalNeighbour))) == 10


def test_succession_leads_to_the_board_of_today(graph: Graph) -> None:
    body: URIRef | None = NAMES.thing("body/nhs-west-cheshire-ccg")
    seen = []
    while body is not None:
        seen.append(NAMES.path(body))
        following = graph.value(body, SEND.succeededBy)
        body = following if isinstance(following, URIRef) else None
    assert seen == [
        "body/nhs-west-cheshire-ccg",
        "body/nhs-cheshire-ccg",
        "body/nhs-cheshire-and-merseyside-icb",
    ]


def test_an_outcome_by_its_publication(graph: Graph) -> None:
    inspection = NAMES.thing("inspection/thurrock-published-2026-03-09")
    assert graph.value(inspection, SEND.judgement) == NAMES.concept("judgement", "inconsistent")
    assert graph.value(inspection, SEND.year) == Literal(2026)
    assert graph.value(inspection, SEND.startDate) is None
    assert graph.value(inspection, RDFS.label) == Literal("SEND inspection of Thurrock, published March 2026")


def test_everything_has_one_label_and_nothing_dangles(graph: Graph) -> None:
    things = set(graph.subjects())
    assert all(len(list(graph.objects(thing, RDFS.label))) == 1 for thing in things)
    named = {o for o in graph.objects() if str(o).startswith(NAMES.things)}
    assert named <= things
