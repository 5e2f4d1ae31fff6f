"""The concept schemes: complete, of one form, and with the notations that records use."""

import csv
import typing
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from sendgraph.extraction import record
from sendgraph.reference import load_reference
from sendgraph.schemes import load_schemes

DEF = "https://w3id.org/sendgraph/def/"
CONTRACT = Path(__file__).parents[2] / ".." / "shared" / "contract"
CLASSES = {
    "aspect": "Aspect",
    "authority-type": "AuthorityType",
    "comparison": "Comparison",
    "document-kind": "DocumentKind",
    "event-type": "EventType",
    "framework": "Framework",
    "group": "Group",
    "indicator": "Indicator",
    "inspection-type": "InspectionType",
    "judgement": "Judgement",
    "link-type": "LinkType",
    "polarity": "Polarity",
    "region": "Region",
    "scope": "Scope",
    "section": "Section",
    "service": "ServiceType",
    "status": "Status",
    "theme": "Theme",
    "unit": "Unit",
}


def test_schemes_and_their_classes(ontology: Graph, schemes: Graph) -> None:
    assert set(load_schemes()) == set(CLASSES)
    for name, kind in CLASSES.items():
        scheme = URIRef(f"{DEF}scheme/{name}")
        assert (scheme, RDF.type, SKOS.ConceptScheme) in schemes
        members = set(schemes.subjects(SKOS.inScheme, scheme))
        assert members == set(schemes.subjects(RDF.type, URIRef(DEF + kind)))
        assert (URIRef(DEF + kind), RDFS.subClassOf, SKOS.Concept) in ontology


def test_every_concept_is_complete(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        (scheme,) = schemes.objects(concept, SKOS.inScheme)
        (notation,) = schemes.objects(concept, SKOS.notation)
        (label,) = schemes.objects(concept, SKOS.prefLabel)
        (definition,) = schemes.objects(concept, SKOS.definition)
        assert str(concept) == f"{DEF}{str(scheme).rsplit('/', 1)[-1]}/{notation}"
        assert list(schemes.objects(concept, RDFS.label)) == [label]
        examples = list(schemes.objects(concept, SKOS.example))
        assert examples, concept
        for text in (label, definition, *examples):
            assert isinstance(text, Literal)
            assert text.language == "en"
        assert str(definition).endswith(".") or str(definition)[-1].isalnum() or str(definition)[-1] == ")"


def test_a_concept_is_a_top_concept_or_has_one_broader(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        broader = list(schemes.objects(concept, SKOS.broader))
        scheme = schemes.value(concept, SKOS.inScheme)
        on_top = (scheme, SKOS.hasTopConcept, concept) in schemes
        assert on_top == ((concept, SKOS.topConceptOf, scheme) in schemes)
        assert len(broader) == (0 if on_top else 1), concept
        for above in broader:
            assert schemes.value(above, SKOS.inScheme) == scheme


def test_preferred_labels_are_told_apart_within_a_scheme() -> None:
    for name, scheme in load_schemes().items():
        labels = [concept.label.casefold() for concept in scheme.concepts.values()]
        assert sorted(set(labels)) == sorted(labels), name


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("document-kind", record.Kind),
        ("framework", record.Framework),
        ("judgement", record.Judgement),
        ("section", record.Section),
        ("aspect", record.Aspect),
        ("polarity", record.Polarity),
        ("unit", record.Unit),
        ("comparison", record.Comparison),
        ("status", record.Status),
        ("scope", record.Scope),
        ("event-type", record.PlanEventType),
    ],
)
def test_notations_are_those_of_records(scheme: str, values: object) -> None:
    assert set(load_schemes()[scheme].concepts) == set(typing.get_args(values))


def test_notations_are_those_of_the_reference() -> None:
    areas = load_reference().areas.values()
    assert set(load_schemes()["region"].concepts) == {area.region for area in areas}
    assert set(load_schemes()["authority-type"].concepts) == {area.authority_type for area in areas}


def test_judgements_and_inspectors_sections_know_their_framework(schemes: Graph) -> None:
    known = {
        str(concept).removeprefix(DEF): str(framework).removeprefix(f"{DEF}framework/")
        for concept, framework in schemes.subject_objects(URIRef(f"{DEF}ofFramework"))
    }
    judgements = {name: year for name, year in known.items() if name.startswith("judgement/")}
    assert judgements == {
        "judgement/positive": "2023",
        "judgement/inconsistent": "2023",
        "judgement/systemic-failings": "2023",
        "judgement/wsoa-required": "2016",
        "judgement/wsoa-not-required": "2016",
    }
    sections = {name.removeprefix("section/") for name in known if name.startswith("section/")}
    assert sections == record.INSPECTORS_SECTIONS
    assert set(judgements) | {f"section/{name}" for name in sections} == set(known)


@pytest.mark.skipif(not CONTRACT.is_dir(), reason="the contract is not beside this checkout")
@pytest.mark.parametrize("name", ["themes", "services", "groups", "indicators"])
def test_notations_and_labels_are_those_of_the_contract(name: str) -> None:
    with (CONTRACT / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        wanted = {
            row["notation"]: (row["label"], row.get("broader") or None) for row in csv.DictReader(handle)
        }
    scheme = load_schemes()[name.removesuffix("s")]
    assert {key: (concept.label, concept.broader) for key, concept in scheme.concepts.items()} == wanted
