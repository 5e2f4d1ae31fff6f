"""Every term of the ontology is labelled, defined and shown; what the contract names is there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, SKOS, XSD
from rdflib.term import Node

SEND = Namespace("https://w3id.org/sendgraph/def/")
CONTRACT = Path(__file__).parents[2] / ".." / "shared" / "contract" / "vocabulary.md"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def terms(ontology: Graph, *kinds: URIRef) -> set[URIRef]:
    found = {s for kind in kinds or KINDS for s in ontology.subjects(RDF.type, kind)}
    return {s for s in found if isinstance(s, URIRef) and s.startswith(SEND)}


def test_every_term_has_one_label_one_definition_and_an_example(ontology: Graph) -> None:
    for term in terms(ontology):
        for predicate in (RDFS.label, SKOS.definition, SKOS.example):
            values = list(ontology.objects(term, predicate))
            assert len(values) == 1, (term, predicate)
            assert isinstance(values[0], Literal)
            assert values[0].language == "en"
            assert str(values[0]).strip() == str(values[0]) != ""
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [URIRef(SEND)]


def test_nothing_is_said_of_terms_that_are_not_declared(ontology: Graph) -> None:
    ours = {
        node
        for triple in ontology
        for node in triple
        if isinstance(node, URIRef) and re.fullmatch(re.escape(SEND) + r"\w+", node)
    }
    assert ours == terms(ontology)


def test_labels_are_told_apart(ontology: Graph) -> None:
    labels = Counter(str(ontology.value(term, RDFS.label)).casefold() for term in terms(ontology))
    assert [label for label, times in labels.items() if times > 1] == []


def test_definitions_are_sentences(ontology: Graph) -> None:
    for term in terms(ontology):
        definition = str(ontology.value(term, SKOS.definition))
        assert definition[0].isupper(), definition
        assert definition.endswith("."), definition


def test_classes_and_properties_are_told_apart(ontology: Graph) -> None:
    classes = terms(ontology, OWL.Class)
    objects = terms(ontology, OWL.ObjectProperty)
    data = terms(ontology, OWL.DatatypeProperty)
    assert classes & objects == classes & data == objects & data == set()
    assert all(name[len(SEND)].isupper() for name in classes)
    assert all(name[len(SEND)].islower() for name in objects | data)


def test_inverses_are_mirrored(ontology: Graph) -> None:
    pairs = [(s, o) for s, o in ontology.subject_objects(OWL.inverseOf) if not isinstance(s, BNode)]
    assert pairs
    for one, other in pairs:
        assert (other, OWL.inverseOf, one) in ontology
        assert set(ontology.objects(one, RDFS.domain)) == set(ontology.objects(other, RDFS.range))
        assert set(ontology.objects(one, RDFS.range)) == set(ontology.objects(other, RDFS.domain))


def test_at_most_one_domain_and_one_range(ontology: Graph) -> None:
    for term in terms(ontology, OWL.ObjectProperty, OWL.DatatypeProperty):
        assert len(list(ontology.objects(term, RDFS.domain))) <= 1, (
            f"{term}: several domains are all meant at once"
        )
        assert len(list(ontology.objects(term, RDFS.range))) <= 1


def test_ranges_are_datatypes_that_a_complete_reasoner_takes(ontology: Graph) -> None:
    ranges = {ontology.value(term, RDFS.range) for term in terms(ontology, OWL.DatatypeProperty)} - {None}
    assert ranges <= {XSD.string, XSD.integer, XSD.decimal, XSD.boolean}


def test_transitive_and_chained_properties_are_not_restricted(ontology: Graph) -> None:
    transitive = set(ontology.subjects(RDF.type, OWL.TransitiveProperty))
    chained = set(ontology.subjects(OWL.propertyChainAxiom))
    assert transitive == {SEND.recursFrom}
    assert chained == {SEND.areaFinding}
    forbidden = {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.IrreflexiveProperty,
        OWL.AsymmetricProperty,
    }
    for prop in transitive | chained:
        assert set(ontology.objects(prop, RDF.type)) & forbidden == set()
    counted = {
        ontology.value(restriction, OWL.onProperty)
        for kind in ("minCardinality", "maxCardinality", "cardinality", "maxQualifiedCardinality")
        for restriction in ontology.subjects(OWL[kind])
    }
    assert counted & (transitive | chained) == set()


def test_members_of_each_scheme_are_all_different(ontology: Graph, schemes: Graph) -> None:
    listed = {
        frozenset(ontology.items(ontology.value(axiom, OWL.distinctMembers)))
        for axiom in ontology.subjects(RDF.type, OWL.AllDifferent)
    }
    members = {
        frozenset(schemes.subjects(SKOS.inScheme, scheme))
        for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert listed == members


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the contract is not beside this checkout")
def test_what_the_contract_names_is_there(ontology: Graph) -> None:
    named: set[Node] = {
        SEND[name] for name in re.findall(r"send:(\w+)", CONTRACT.read_text(encoding="utf-8"))
    }
    months = {SEND[f"{stem}{grain}"] for stem in ("asAt", "baselineAsAt") for grain in ("Month", "Year")}
    assert (named | months) - terms(ontology) == set()
