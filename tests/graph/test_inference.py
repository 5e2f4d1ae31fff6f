"""What is inferred, where it goes, and that it comes from the ontology alone."""

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from sendgraph.graph import Namespaces, infer, ontology_graph

NAMES = Namespaces()
SEND = NAMES.send
WEAK = ("InspectionFinding", "Weakness", "Concern")
ONTOLOGY = str(NAMES.ontology_graph)
INSPECTION, AREA = NAMES.thing("inspection/x-2017-03-27"), NAMES.thing("area/x")


def graph(*triples: tuple[URIRef, URIRef, URIRef]) -> Graph:
    made = NAMES.new_graph()
    for triple in triples:
        made.add(triple)
    return made


def document(slug: str, *findings: tuple[str, str, str | None], inspection: URIRef = INSPECTION) -> Graph:
    """The graph of a document with findings: name, section, polarity."""
    made = graph(
        (inspection, RDF.type, SEND.Inspection),
        (inspection, SEND.localArea, AREA),
        (AREA, RDF.type, SEND.LocalArea),
    )
    for name, section, polarity in findings:
        iri = NAMES.thing("finding", slug, name)
        made.add((iri, RDF.type, SEND.Finding))
        made.add((inspection, SEND.finding, iri))
        made.add((iri, SEND.section, NAMES.concept("section", section)))
        if polarity:
            made.add((iri, SEND.polarity, NAMES.concept("polarity", polarity)))
    return made


def inferred(graphs: dict[str, Graph], owner: str) -> Graph:
    return infer(graphs, NAMES).get(str(NAMES.inferred_graph(owner)), Graph())


def kinds(result: Graph, *path: str) -> set[str]:
    return {str(k).removeprefix(str(SEND)) for k in result.objects(NAMES.thing("finding", *path), RDF.type)}


@pytest.mark.parametrize(
    ("section", "polarity", "expected"),
    [
        ("strength", "positive", {"InspectionFinding", "Strength"}),
        (
            "area-for-development",
            "negative",
            {*WEAK, "AreaForDevelopment"},
        ),
        ("main-finding", "mixed", {"InspectionFinding", "MixedFinding", "Concern"}),
        (
            "significant-weakness",
            "negative",
            {*WEAK, "SignificantWeakness"},
        ),
        ("experience", "positive", {"InspectionFinding", "Strength", "ExperienceStatement"}),
        ("priority-action", "negative", {*WEAK, "PriorityAction"}),
        (
            "area-for-improvement",
            "negative",
            {*WEAK, "AreaForImprovement"},
        ),
        ("progress", "positive", {"AreaStatement", "ProgressStatement"}),
        ("could-be-better", "negative", {"AreaStatement", "ProgressStatement"}),
        ("other-progress", "mixed", {"AreaStatement", "ProgressStatement"}),
        ("next-step", None, {"AreaStatement", "NextStep"}),
        ("recommendation", None, {"AreaStatement", "Recommendation"}),
        ("risk", "negative", {"AreaStatement", "Risk"}),
    ],
)
def test_what_a_finding_is(section: str, polarity: str | None, expected: set[str]) -> None:
    name = str(NAMES.document_graph("d"))
    assert kinds(inferred({name: document("d", ("1", section, polarity))}, "d"), "d", "1") == expected


def test_inverse_and_chain_go_to_the_document_of_the_finding() -> None:
    graphs = {
        str(NAMES.document_graph("d")): document("d", ("1", "strength", "positive")),
        str(NAMES.document_graph("e")): document("e", ("1", "risk", "negative")),
        str(NAMES.reference_graph): graph((AREA, RDF.type, SEND.LocalArea)),
    }
    for slug in ("d", "e"):
        finding = NAMES.thing("finding", slug, "1")
        result = inferred(graphs, slug)
        assert (finding, SEND.inspection, INSPECTION) in result
        assert set(result.subject_objects(SEND.areaFinding)) == {(AREA, finding)}
    assert len(inferred(graphs, "reference")) == 0


def test_recurrence_is_transitive_and_makes_recurring_concerns() -> None:
    one, two, three = (NAMES.thing("finding", slug, "1") for slug in "abc")
    graphs = {
        str(NAMES.document_graph(slug)): document(
            slug, ("1", "area-for-development", "negative"), inspection=NAMES.thing("inspection", slug)
        )
        for slug in "abc"
    }
    graphs[str(NAMES.links_graph)] = graph((three, SEND.recursFrom, two), (two, SEND.recursFrom, one))
    results = infer(graphs, NAMES)
    last = results[str(NAMES.inferred_graph("c"))]
    assert set(last.subject_objects(SEND.recursFrom)) == {(three, one)}
    assert "RecurringConcern" in kinds(last, "c", "1")
    assert "RecurringConcern" not in kinds(results[str(NAMES.inferred_graph("a"))], "a", "1")


def test_leaders_are_inspectors_and_bodies_are_organisations() -> None:
    person, council = NAMES.thing("person/ofsted/y"), NAMES.thing("body/x-council")
    made = graph(
        (INSPECTION, RDF.type, SEND.Inspection),
        (INSPECTION, SEND.leadInspector, person),
        (person, RDF.type, SEND.Person),
        (council, RDF.type, SEND.LocalAuthority),
    )
    result = inferred({str(NAMES.document_graph("d")): made}, "d")
    assert set(result) == {
        (INSPECTION, SEND.inspector, person),
        (council, RDF.type, SEND.ResponsibleBody),
        (council, RDF.type, SEND.Organisation),
    }


def test_what_two_documents_describe_is_inferred_for_each() -> None:
    council = NAMES.thing("body/x-council")
    made = graph((council, RDF.type, SEND.LocalAuthority))
    results = infer({str(NAMES.document_graph(slug)): made for slug in "de"}, NAMES)
    assert set(results) == {str(NAMES.inferred_graph("d")), str(NAMES.inferred_graph("e"))}
    assert all((council, RDF.type, SEND.Organisation) in result for result in results.values())


def test_nothing_idle_is_inferred() -> None:
    """A loop in the data leads to no statement of a thing about itself, and owl:Thing stays away."""
    one, two = NAMES.thing("body/a"), NAMES.thing("body/b")
    made = graph(
        (one, SEND.succeededBy, two), (two, SEND.succeededBy, one), (one, RDF.type, SEND.ResponsibleBody)
    )
    result = inferred({str(NAMES.document_graph("d")): made}, "d")
    assert not any(s == o for s, _, o in result)
    assert all(str(o).startswith(NAMES.send) for o in result.objects(None, RDF.type))


def test_the_rules_are_the_ontology_s() -> None:
    """Another ontology, other inferences: nothing of the vocabulary is written into the rules."""
    ontology = NAMES.new_graph()
    ontology.add((SEND.Mill, RDFS.subClassOf, SEND.Building))
    ontology.add((SEND.near, RDF.type, OWL.SymmetricProperty))
    ontology.add((SEND.near, RDFS.range, SEND.Place))
    ontology.add((SEND.beside, RDFS.subPropertyOf, SEND.near))
    one, two = NAMES.thing("x/1"), NAMES.thing("x/2")
    made = graph((one, RDF.type, SEND.Mill), (one, SEND.beside, two))
    result = inferred({ONTOLOGY: ontology, str(NAMES.document_graph("d")): made}, "d")
    assert set(result) == {
        (one, RDF.type, SEND.Building),
        (one, SEND.near, two),
        (two, SEND.near, one),
        (one, RDF.type, SEND.Place),
    }


def test_inferring_again_adds_nothing() -> None:
    graphs = {
        ONTOLOGY: ontology_graph(NAMES),
        str(NAMES.document_graph("d")): document(
            "d", ("1", "strength", "positive"), ("2", "risk", "negative")
        ),
    }
    first = infer(graphs, NAMES)
    whole = graphs[str(NAMES.document_graph("d"))] + first[str(NAMES.inferred_graph("d"))]
    assert infer({ONTOLOGY: graphs[ONTOLOGY], str(NAMES.document_graph("d")): whole}, NAMES) == {}
