"""
SHACL over one part of the data: the nodes of the part, with facts about the rest beside them.

pyshacl checks every node that a shape targets in the graph that it is given. Here the
targets are looked for in the part alone, and each is then checked in the light of part
and background together: the background is held once for each process and is not checked
again with every part.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import IdentifiedNode, Node

from sendgraph.graph import Namespaces
from sendgraph.graph.vocabulary_graphs import read_turtle
from sendgraph.release.graphs import to_rdflib


@dataclass(frozen=True, slots=True)
class Job:
    """
    One part to check, and what stands beside it: files of N-Triples.

    Of the shapes in `shapes` the ones of the file `only` are run, where it is given, or
    all but those of the file `without`: what they share is needed by either.
    """

    part: Path
    background: Path
    shapes: tuple[Path, ...]
    base_iri: str
    only: Path | None = None
    without: Path | None = None


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One result of a check: terms as N-Triples write them, the shape by its nearest name."""

    severity: str
    focus: str
    path: str
    value: str
    component: str
    shape: str
    message: str


def check(job: Job) -> list[Result]:
    """Check one part, in a process that may have checked others before."""
    shapes = _shapes(job.shapes, job.base_iri)
    chosen = set(shapes.subjects())
    if job.only:
        chosen = _stated_in(job.only, job.base_iri)
    if job.without:
        chosen -= _stated_in(job.without, job.base_iri)
    background = _background(job.background)
    if job.part == job.background:
        return check_graph(background, background, shapes, chosen)
    part = read_ntriples(job.part)
    added = [triple for triple in part if triple not in background]
    for triple in added:
        background.add(triple)
    try:
        return check_graph(part, background, shapes, chosen)
    finally:
        for triple in added:
            background.remove(triple)


def read_ntriples(file: Path) -> Graph:
    """The graph in a file of N-Triples: pyoxigraph reads several times faster than rdflib."""
    graph = Graph()
    known: dict[str, Node] = {}
    for triple in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.N_TRIPLES):
        terms = (triple.subject, triple.predicate, triple.object)
        subject, predicate, value = (to_rdflib(term, known) for term in terms)
        graph.add((subject, predicate, value))
    return graph


def check_graph(part: Graph, whole: Graph, shapes: Graph, chosen: Set[Node] | None = None) -> list[Result]:
    """Check every target within `part`, a part of `whole`, against the chosen shapes, all by default."""
    whole_data = DataGraph.from_rdflib(whole)
    validator = Validator(whole_data, shacl_graph=shapes, options={"inplace": True})
    executor = validator.make_executor()
    hierarchy = [triple for triple in whole.triples((None, RDFS.subClassOf, None)) if triple not in part]
    for triple in hierarchy:  # a target class stands for its subclasses, too
        part.add(triple)
    targets = DataGraph.from_rdflib(part)
    found = []
    for shape in validator.shacl_graph.shapes:
        if chosen is not None and shape.node not in chosen:
            continue
        focus = shape.focus_nodes(targets)
        if focus:
            found += shape.validate(executor, whole_data, focus=sorted(focus))[1]
    for triple in hierarchy:
        part.remove(triple)
    report, _ = validator.create_validation_report(validator.shacl_graph, not found, found)
    return sorted({_result(report, node, shapes) for node in report.objects(None, SH.result)})


def _result(report: Graph, node: Node, shapes: Graph) -> Result:
    def one(predicate: URIRef) -> Node | None:
        return report.value(node, predicate)

    severity, component = one(SH.resultSeverity), one(SH.sourceConstraintComponent)
    messages = sorted(str(message) for message in report.objects(node, SH.resultMessage))
    return Result(
        severity=str(severity).removeprefix(str(SH)),
        focus=_n3(one(SH.focusNode)),
        path=_path(one(SH.resultPath), report, shapes),
        value=_n3(one(SH.value)),
        component=str(component).removeprefix(str(SH)),
        shape=_named(one(SH.sourceShape), shapes),
        message=" ".join(messages),
    )


def _n3(term: Node | None) -> str:
    return term.n3() if isinstance(term, IdentifiedNode | Literal) else ""


def _named(shape: Node | None, shapes: Graph) -> str:
    """The shape, or the nearest one about it that has a name."""
    seen: set[Node] = set()
    while shape is not None and not isinstance(shape, URIRef) and shape not in seen:
        seen.add(shape)
        holders: Iterable[Node] = shapes.subjects(None, shape)
        shape = next(iter(sorted(holders, key=str)), None)
    return str(shape) if isinstance(shape, URIRef) else ""


def _path(path: Node | None, report: Graph, shapes: Graph) -> str:
    """A property path as SPARQL writes it."""
    if path is None or isinstance(path, URIRef):
        return _n3(path)
    graph = report if (path, None, None) in report else shapes
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_path(inverse, report, shapes)}"
    for kind, mark in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        inner = graph.value(path, kind)
        if inner is not None:
            return f"({_path(inner, report, shapes)}){mark}"
    choices = graph.value(path, SH.alternativePath)
    items = graph.items(choices if choices is not None else path)
    return ("|" if choices is not None else "/").join(_path(item, report, shapes) for item in items)


@lru_cache(maxsize=1)
def _background(file: Path) -> Graph:
    return read_ntriples(file)


def _stated_in(file: Path, base_iri: str) -> set[Node]:
    return set(_shapes((file,), base_iri).subjects())


@lru_cache(maxsize=4)
def _shapes(files: tuple[Path, ...], base_iri: str) -> Graph:
    return read_turtle(list(files), Namespaces(base_iri))
