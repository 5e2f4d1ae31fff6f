"""Every shape has an example that keeps to it and one that does not, with exactly the violations listed."""

import csv
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, SH, SKOS
from rdflib.term import Node

from sendgraph.shipped import folder

HERE = Path(__file__).parent
EXAMPLES = sorted(path.parent.name for path in HERE.glob("*/valid.ttl"))
SHAPE = "https://w3id.org/sendgraph/def/shapes/"

Violation = tuple[str, str, str, str]


#: Files of shapes that are many or slow, and the examples that need them.
APART = {
    "schemes.ttl": {"concept", "scheme"},
    "across.ttl": {"across", "inspection"},
    "whole.ttl": {"document", "passage"},
}


def shapes(example: str | None = None) -> Graph:
    """The shapes that an example needs, or all."""
    return _read(frozenset(name for name, need in APART.items() if example and example not in need))


@lru_cache(maxsize=4)
def _read(without: frozenset[str]) -> Graph:
    graph = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        if file.name not in without:
            graph.parse(file)
    return graph


@lru_cache(maxsize=1)
def beside() -> Graph:
    """The context of the examples, the schemes and the class tree."""
    graph = Graph().parse(HERE / "context.ttl")
    for file in sorted((folder("ontology") / "schemes").glob("*.ttl")):
        graph.parse(file)
    graph += Graph().parse(folder("ontology") / "sendgraph.ttl").triples((None, RDFS.subClassOf, None))
    return graph


@cache
def report(example: str) -> tuple[Graph, Graph]:
    """The report over a failing example beside its context, and the graph that it is about."""
    return validate([HERE / example / "invalid.ttl"], shapes(example))


def validate(files: list[Path], by: Graph) -> tuple[Graph, Graph]:
    data = Graph()
    data += beside()
    for file in files:
        part = Graph().parse(file)
        data += part
        for prefix, namespace in part.namespaces():
            data.bind(prefix, namespace)
    _, results, _ = pyshacl.validate(data, shacl_graph=by, inference="none", advanced=False)
    assert isinstance(results, Graph)
    return results, data


def violations(results: Graph, data: Graph) -> set[Violation]:
    """Focus node, path, component and severity of each result, in short."""

    def short(node: Node | None) -> str:
        if node is None:
            return ""
        if isinstance(node, BNode):
            return "[]"
        return data.namespace_manager.normalizeUri(str(node)) if isinstance(node, URIRef) else str(node)

    return {
        (
            short(results.value(result, SH.focusNode)),
            path(results, results.value(result, SH.resultPath), short),
            str(results.value(result, SH.sourceConstraintComponent))
            .removeprefix(str(SH))
            .removesuffix("ConstraintComponent"),
            str(results.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


def path(graph: Graph, node: Node | None, short: Callable[[Node | None], str]) -> str:
    """A property path as SPARQL writes it."""
    if node is None or isinstance(node, URIRef):
        return short(node)
    if (inverse := graph.value(node, SH.inversePath)) is not None:
        return f"^{path(graph, inverse, short)}"
    choices = graph.value(node, SH.alternativePath)
    items = [path(graph, item, short) for item in graph.items(node if choices is None else choices)]
    return ("/" if choices is None else "|").join(items)


def expected(example: str) -> set[Violation]:
    with (HERE / example / "violations.csv").open(encoding="utf-8", newline="") as handle:
        return {
            (row["focus"], row["path"], row["component"], row["severity"]) for row in csv.DictReader(handle)
        }


def test_what_keeps_to_the_shapes() -> None:
    assert violations(*validate([HERE / example / "valid.ttl" for example in EXAMPLES], shapes())) == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_does_not(example: str) -> None:
    assert violations(*report(example)) == expected(example)


def test_every_shape_and_each_of_its_constraints_fails_somewhere() -> None:
    seen = set()
    for example in EXAMPLES:
        results, _ = report(example)
        for result in results.subjects(RDF.type, SH.ValidationResult):
            seen.add(
                (
                    results.value(result, SH.sourceShape),
                    results.value(result, SH.sourceConstraintComponent),
                )
            )
    assert {(_short(s), _short(c)) for s, c in set(constraints()) - seen} == set()


def constraints() -> Iterator[tuple[Node, Node]]:
    """Each named shape with each component that it constrains by."""
    components = {
        SH.minCount: SH.MinCountConstraintComponent,
        SH.maxCount: SH.MaxCountConstraintComponent,
        SH.datatype: SH.DatatypeConstraintComponent,
        SH["class"]: SH.ClassConstraintComponent,
        SH.pattern: SH.PatternConstraintComponent,
        SH.minLength: SH.MinLengthConstraintComponent,
        SH.minInclusive: SH.MinInclusiveConstraintComponent,
        SH.maxInclusive: SH.MaxInclusiveConstraintComponent,
        SH.nodeKind: SH.NodeKindConstraintComponent,
        SH.closed: SH.ClosedConstraintComponent,
        SH.lessThan: SH.LessThanConstraintComponent,
        SH.lessThanOrEquals: SH.LessThanOrEqualsConstraintComponent,
        SH.equals: SH.EqualsConstraintComponent,
        SH.disjoint: SH.DisjointConstraintComponent,
        SH.hasValue: SH.HasValueConstraintComponent,
        SH["in"]: SH.InConstraintComponent,
        SH.languageIn: SH.LanguageInConstraintComponent,
        SH["or"]: SH.OrConstraintComponent,
        SH.xone: SH.XoneConstraintComponent,
        SH["not"]: SH.NotConstraintComponent,
        SH.sparql: SH.SPARQLConstraintComponent,
        SH.qualifiedMinCount: SH.QualifiedMinCountConstraintComponent,
        SH.qualifiedMaxCount: SH.QualifiedMaxCountConstraintComponent,
    }
    quiet = {
        SH.path,
        SH.name,
        SH.description,
        SH.message,
        SH.severity,
        SH.ignoredProperties,
        SH.qualifiedValueShape,
        SH.targetClass,
        SH.targetNode,
        SH.targetSubjectsOf,
        RDF.type,
        RDFS.label,
    }
    for shape in named():
        for predicate in set(shapes().predicates(shape)) - quiet:
            assert isinstance(predicate, URIRef)
            yield shape, components[predicate]


def named() -> set[Node]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {s for kind in kinds for s in shapes().subjects(RDF.type, kind) if isinstance(s, URIRef)}


def _short(node: Node | None) -> str:
    return str(node).removeprefix(SHAPE).removeprefix(str(SH)).removesuffix("ConstraintComponent")


def test_every_shape_tells_a_person_what_to_do() -> None:
    for shape in named():
        assert str(shape).startswith(SHAPE)
        for predicate in (SH.name, SH.description, SH.severity):
            assert len(set(shapes().objects(shape, predicate))) == 1, (shape, predicate)
        told = set(shapes().objects(shape, SH.message))
        for constraint in shapes().objects(shape, SH.sparql):
            told |= set(shapes().objects(constraint, SH.message))
        assert len(told) == 1, shape
        (message,) = told
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert str(message).endswith(".")


def test_every_shape_has_a_target() -> None:
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf)
    for shape in named():
        assert any(shapes().value(shape, target) for target in targets), f"{shape} has no target"


def test_every_class_of_the_ontology_has_a_shape() -> None:
    ontology = Graph().parse(folder("ontology") / "sendgraph.ttl")
    send = "https://w3id.org/sendgraph/def/"
    classes = {c for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(send)}
    targeted = set(shapes().objects(None, SH.targetClass))
    covered = {c for c in classes if targeted & set(ontology.transitive_objects(c, RDFS.subClassOf))}
    assert {str(c) for c in classes - covered} == set()
    assert SKOS.Concept in targeted
