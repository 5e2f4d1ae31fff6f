"""SHACL over a part with its background, and the report that comes of it."""

import pyoxigraph
from rdflib import Graph
from rdflib.compare import to_isomorphic

from sendgraph.graph import Namespaces
from sendgraph.release.report import Validation
from sendgraph.release.shacl import Result, check_graph

PREFIXES = """
@prefix : <https://w3id.org/sendgraph/id/> .
@prefix send: <https://w3id.org/sendgraph/def/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = f"""{PREFIXES}
send:FindingShape a sh:NodeShape ; sh:targetClass send:Finding ;
    sh:property [ sh:path send:theme ; sh:class send:Theme ; sh:message "take a theme of the scheme" ] ;
    sh:property [
        sh:path [ sh:inversePath send:finding ] ; sh:minCount 1 ; sh:severity sh:Warning ;
        sh:message "say which inspection it belongs to" ] ;
    sh:property [
        sh:path send:text ; sh:or ( [ sh:minLength 3 ] [ sh:pattern "^x" ] ) ; sh:message "say more" ] .
"""
BACKGROUND = f"""{PREFIXES}
send:Strength rdfs:subClassOf send:Finding .
:waits a send:Theme . :other a send:Finding ; send:text "no" .
"""
PART = f"""{PREFIXES}
:good a send:Strength ; send:theme :waits ; send:text "good" .
:inspection send:finding :good .
:bad a send:Strength ; send:theme :good ; send:text "no" .
"""


def graph(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


def results() -> list[Result]:
    part = graph(PART)
    return check_graph(part, graph(BACKGROUND) + part, graph(SHAPES))


def test_the_part_is_checked_in_the_light_of_its_background_and_the_background_is_not() -> None:
    things, terms = "https://w3id.org/sendgraph/id/", "https://w3id.org/sendgraph/def/"
    shape = f"{terms}FindingShape"
    assert results() == [
        Result(
            "Violation",
            f"<{things}bad>",
            f"<{terms}text>",
            '"no"',
            "OrConstraintComponent",
            shape,
            "say more",
        ),
        Result(
            "Violation",
            f"<{things}bad>",
            f"<{terms}theme>",
            f"<{things}good>",
            "ClassConstraintComponent",
            shape,
            "take a theme of the scheme",
        ),
        Result(
            "Warning",
            f"<{things}bad>",
            f"^<{terms}finding>",
            "",
            "MinCountConstraintComponent",
            shape,
            "say which inspection it belongs to",
        ),
    ]


def test_the_report_is_a_table_for_people() -> None:
    validation = Validation(tuple(results()), Namespaces())
    assert (validation.violations, validation.warnings, validation.conforms) == (2, 1, False)
    assert validation.rows() == [
        ("Violation", "bad", "send:text", '"no"', "say more", "send:FindingShape"),
        ("Violation", "bad", "send:theme", "good", "take a theme of the scheme", "send:FindingShape"),
        (
            "Warning",
            "bad",
            "^<https://w3id.org/sendgraph/def/finding>",
            "",
            "say which inspection it belongs to",
            "send:FindingShape",
        ),
    ]


def test_the_report_is_a_graph_without_blank_nodes_and_always_the_same() -> None:
    turtle = Validation(tuple(results()), Namespaces()).turtle()
    assert turtle == Validation(tuple(results()), Namespaces()).turtle()
    triples = list(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))
    assert not [t for t in triples if pyoxigraph.BlankNode in (type(t.subject), type(t.object))]
    report = Graph().parse(data=turtle, format="turtle")
    asked = """
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?conforms (COUNT(?result) AS ?n) WHERE {
            ?report a sh:ValidationReport ; sh:conforms ?conforms ; sh:result ?result .
            ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultSeverity ?severity ;
                sh:sourceShape ?shape ; sh:sourceConstraintComponent ?component ; sh:resultPath ?path .
        } GROUP BY ?conforms"""
    assert [[term.toPython() for term in row] for row in report.query(asked)] == [[False, 3]]


def test_no_results_conform() -> None:
    turtle = Validation((), Namespaces()).turtle()
    expected = """[] a <http://www.w3.org/ns/shacl#ValidationReport> ;
        <http://www.w3.org/ns/shacl#conforms> true ."""
    found = Graph().parse(data=turtle, format="turtle")
    report = next(iter(found.subjects()))
    assert to_isomorphic(Graph().parse(data=expected.replace("[]", report.n3()))) == to_isomorphic(found)
