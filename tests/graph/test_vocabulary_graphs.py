"""Ontology and schemes as graphs: the base that is set, the same blank nodes every time."""

from pathlib import Path

import pytest
from rdflib import BNode
from rdflib.namespace import OWL, RDF, SKOS

from sendgraph.errors import InvalidFile
from sendgraph.graph import Namespaces, ontology_graph, rebase, schemes_graph
from sendgraph.graph.vocabulary_graphs import read_turtle

BASE = "https://data.example.org/send/"


def test_the_ontology_comes_under_the_base_that_is_set() -> None:
    here = Namespaces(BASE)
    graph = ontology_graph(here)
    assert (here.send.Finding, RDF.type, OWL.Class) in graph
    assert not any("w3id.org/sendgraph" in str(term) for triple in graph for term in triple)
    assert len(graph) == len(ontology_graph(Namespaces()))


def test_the_same_file_gives_the_same_graph() -> None:
    assert set(ontology_graph(Namespaces())) == set(ontology_graph(Namespaces()))
    assert any(isinstance(s, BNode) for s in ontology_graph(Namespaces()).subjects())


def test_the_schemes_have_no_blank_nodes() -> None:
    graph = schemes_graph(Namespaces())
    assert len(set(graph.subjects(RDF.type, SKOS.ConceptScheme))) >= 15
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


def test_a_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"broken\.ttl: not valid Turtle"):
        read_turtle([file], Namespaces())


def test_rebase_touches_nothing_where_the_base_is_the_default() -> None:
    text = "<https://w3id.org/sendgraph/id/area/halton>"
    assert rebase(text, "https://w3id.org/sendgraph/") is text
    assert rebase(text, BASE) == "<https://data.example.org/send/id/area/halton>"


def test_every_prefix_of_a_concept_has_its_scheme() -> None:
    names = Namespaces()
    schemes = set(schemes_graph(names).subjects(RDF.type, SKOS.ConceptScheme))
    concepts = {
        prefix
        for prefix, iri in names.prefixes.items()
        if iri.startswith(str(names.send)) and prefix != "send"
    }
    assert {names.scheme(name) for name in concepts} == schemes
