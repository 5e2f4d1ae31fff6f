"""HermiT over ontology and data: agreement is shown, contradictions and gaps are found."""

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS

from sendgraph.extraction.record import Record
from sendgraph.graph import Namespaces, infer, map_document, ontology_graph, reason, register, schemes_graph
from sendgraph.graph.links import link_inspections
from sendgraph.reference import Reference

from .conftest import GoldRecord

NAMES = Namespaces()
SEND = NAMES.send
INFERRED, DOCUMENT = str(NAMES.inferred_graph("x")), str(NAMES.document_graph("x"))
FINDING = NAMES.thing("finding/x/strength/1")


def few(one: Record, text: str) -> tuple[Record, str]:
    """Enough of a record for each class of finding: HermiT takes its time."""
    kept = [f for f in one.findings if f.n in (1, 5, 9, 10, 21, 22, 27, 28, 36, 37)]
    numbers = {f.n for f in kept}
    measures = [m for m in one.measures if m.finding in numbers]
    return one.model_copy(update={"findings": kept, "measures": measures}), text


@pytest.fixture(scope="module")
def dataset(gold_record: GoldRecord, reference: Reference) -> dict[str, Graph]:
    """A dozen findings of two inspections of one area, their links, and what follows."""
    read = [few(*gold_record(f"cheshire-west-and-chester-{year}")) for year in (2022, 2025)]
    known = register([one for one, _ in read], reference)
    graphs = {
        str(NAMES.ontology_graph): ontology_graph(NAMES),
        str(NAMES.schemes_graph): schemes_graph(NAMES),
        str(NAMES.links_graph): link_inspections([one for one, _ in read], NAMES, known),
    }
    for one, text in read:
        graphs[str(NAMES.document_graph(known.document(one)))] = map_document(
            one, text=text, sha256="0" * 64, entry=None, reference=reference, namespaces=NAMES, known=known
        )
    return graphs | infer(graphs, NAMES)


@pytest.fixture(scope="module")
def one_strength() -> dict[str, Graph]:
    """The ontology, one finding, and what follows."""
    stated = NAMES.new_graph()
    stated.add((FINDING, RDF.type, SEND.Finding))
    stated.add((FINDING, SEND.section, NAMES.concept("section", "strength")))
    stated.add((FINDING, SEND.polarity, NAMES.concept("polarity", "positive")))
    graphs = {str(NAMES.ontology_graph): ontology_graph(NAMES), DOCUMENT: stated}
    return graphs | infer(graphs, NAMES)


def changed(dataset: dict[str, Graph], name: str) -> tuple[dict[str, Graph], Graph]:
    """The dataset with a copy of one of its graphs in that graph's place, and the copy."""
    copy = NAMES.new_graph()
    copy += dataset[name]
    return {**dataset, name: copy}, copy


def test_a_planted_contradiction_is_found(one_strength: dict[str, Graph]) -> None:
    graphs, copy = changed(one_strength, DOCUMENT)
    copy.add((FINDING, SEND.section, NAMES.concept("section", "progress")))
    result = reason(graphs, NAMES)
    assert not result.consistent
    assert not result.sound


def test_gaps_and_inventions_and_an_impossible_class_are_found(one_strength: dict[str, Graph]) -> None:
    graphs, copy = changed(one_strength, INFERRED)
    copy.remove((FINDING, RDF.type, SEND.Strength))
    copy.add((FINDING, RDF.type, SEND.Risk))
    graphs, ontology = changed(graphs, str(NAMES.ontology_graph))
    ontology.add((SEND.Impossible, RDF.type, OWL.Class))
    ontology.add((SEND.Impossible, RDFS.subClassOf, SEND.Strength))
    ontology.add((SEND.Impossible, RDFS.subClassOf, SEND.Weakness))
    result = reason(graphs, NAMES)
    assert result.consistent
    assert result.unsatisfiable == (str(SEND.Impossible),)
    assert result.missing == ((str(FINDING), str(SEND.Strength)),)
    assert result.unfounded == ((str(FINDING), str(SEND.Risk)),)
    assert not result.sound
