"""Alignments keep to terms that are ours on one side and declared on the other."""

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import OWL, SKOS

SEND = "https://w3id.org/sendgraph/def/"
VOCABULARIES = {
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/sosa/",
    "http://www.w3.org/ns/dcat#",
    "http://purl.org/dc/terms/",
    "http://xmlns.com/foaf/0.1/",
    "https://schema.org/",
}
MAPPINGS = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, SKOS.closeMatch)


def test_every_vocabulary_is_aligned_to(alignments: Graph) -> None:
    targets = {str(o) for predicate in MAPPINGS for o in alignments.objects(None, predicate)}
    for vocabulary in VOCABULARIES:
        assert any(target.startswith(vocabulary) for target in targets), vocabulary
    assert all(any(target.startswith(v) for v in VOCABULARIES) for target in targets)


def test_both_sides_are_declared_and_of_one_kind(ontology: Graph, alignments: Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass):
        for ours, theirs in alignments.subject_objects(predicate):
            assert str(ours).startswith(SEND)
            kinds = {k for k in ontology.objects(ours, RDF.type) if k != OWL.FunctionalProperty}
            assert kinds == set(alignments.objects(theirs, RDF.type)), (ours, theirs)


def test_nothing_is_imported(ontology: Graph, alignments: Graph) -> None:
    for graph in (ontology, alignments):
        assert list(graph.objects(None, OWL.imports)) == []
    assert all(isinstance(s, URIRef) for s in alignments.subjects())
