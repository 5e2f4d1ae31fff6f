"""The ontology is consistent by a complete reasoner, and a planted contradiction is found."""

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL, RDFS, SKOS
from rdflib.term import Node

from sendgraph.graph import Namespaces, ontology_graph, reason, schemes_graph

NAMES = Namespaces()
SEND = NAMES.send
ONE, OTHER = NAMES.thing("finding/a/strength/1"), NAMES.thing("finding/a/strength/2")
PLANTED = URIRef("https://example.org/planted")


def vocabulary() -> dict[str, Graph]:
    return {
        str(NAMES.ontology_graph): ontology_graph(NAMES),
        str(NAMES.schemes_graph): schemes_graph(NAMES),
    }


@pytest.mark.parametrize(
    "planted",
    [
        [
            (ONE, RDF.type, SEND.Strength),
            (ONE, SEND.polarity, NAMES.concept("polarity", "negative")),
        ],
        [
            (ONE, SEND.recursFrom, OTHER),
            (OTHER, RDF.type, SEND.Finding),
            (OTHER, SEND.section, NAMES.concept("section", "progress")),
        ],
    ],
    ids=["negative-strength", "recurs-from-progress"],
)
def test_a_planted_contradiction_is_found(planted: list[tuple[Node, Node, Node]]) -> None:
    graph = Graph()
    for triple in planted:
        graph.add(triple)
    assert not reason({**vocabulary(), str(PLANTED): graph}, NAMES).consistent


def test_ontology_alignments_and_schemes_are_consistent_and_findings_classified() -> None:
    graph = Graph()
    for thing, section, polarity in ((ONE, "needs-improvement", "mixed"), (OTHER, "experience", "negative")):
        graph.add((thing, RDF.type, SEND.Finding))
        graph.add((thing, SEND.section, NAMES.concept("section", section)))
        graph.add((thing, SEND.polarity, NAMES.concept("polarity", polarity)))
    graph.add((ONE, SEND.recursFrom, OTHER))
    proof = reason({**vocabulary(), str(NAMES.document_graph("a")): graph}, NAMES)
    assert proof.consistent
    assert proof.unsatisfiable == ()
    assert {(thing, kind.removeprefix(str(SEND))) for thing, kind in proof.missing} == {
        *((str(ONE), kind) for kind in ("InspectionFinding", "MixedFinding", "Concern", "RecurringConcern")),
        *((str(OTHER), kind) for kind in ("InspectionFinding", "Weakness", "Concern", "ExperienceStatement")),
    }


def test_every_class_but_a_concept_is_told_apart_from_all_others(ontology: Graph) -> None:
    (top,) = (
        set(ontology.items(ontology.value(axiom, OWL.members)))
        for axiom in ontology.subjects(RDF.type, OWL.AllDisjointClasses)
        if SKOS.Concept in set(ontology.items(ontology.value(axiom, OWL.members)))
    )
    for kind in ontology.subjects(RDF.type, OWL.Class):
        if str(kind).startswith(str(SEND)):
            above = set(ontology.transitive_objects(kind, RDFS.subClassOf)) & top
            defined = list(ontology.objects(kind, OWL.equivalentClass))
            assert len(above) == 1 or defined, kind
