"""Whatever README, docs, questions, shapes and code name exists; all parts name one version."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SH, SKOS

import sendgraph
from sendgraph.graph import Namespaces
from sendgraph.shipped import folder

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/sendgraph/"
OWN = {prefix: iri for prefix, iri in Namespaces().prefixes.items() if iri.startswith(BASE)}
OWN |= {"scheme": f"{BASE}def/scheme/", "shape": f"{BASE}def/shapes/"}
CURIE = re.compile(
    r"(?<![\w:/.\-])(" + "|".join(sorted(OWN, key=len, reverse=True)) + r"):([A-Za-z0-9](?:[\w.-]*\w)?)"
)
TERM = re.compile(r"(?<![\w.])(?:\w+\.)?send\.([A-Za-z]\w*)")


def texts() -> list[Path]:
    """The files that name terms."""
    places = [("docs", "*"), ("queries", "*"), ("shapes", "*.ttl"), ("ontology", "*.ttl"), ("src", "*")]
    found = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
    for place, pattern in places:
        found += (ROOT / place).rglob(pattern)
    endings = {".md", ".rq", ".ttl", ".py", ".html", ".svg", ".js"}
    return sorted(path for path in found if path.suffix in endings and path.is_file())


@pytest.fixture(scope="module")
def known(ontology: Graph, alignments: Graph, schemes: Graph, shapes: Graph) -> set[str]:
    graphs = (ontology, alignments, schemes, shapes)
    return {str(s) for graph in graphs for s in graph.subjects(RDF.type) if isinstance(s, URIRef)}


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        graph.parse(file)
    return graph


def named(path: Path) -> Iterator[tuple[str, str]]:
    """Each term that a file names, as it is written and as an IRI."""
    for line in path.read_text(encoding="utf-8").splitlines():
        for prefix, local in CURIE.findall(line):
            yield f"{prefix}:{local}", OWN[prefix] + local
        if path.suffix == ".py":
            for local in TERM.findall(line):
                yield f"send.{local}", OWN["send"] + local


def test_every_term_that_is_named_exists(known: set[str]) -> None:
    missing = {
        (str(path.relative_to(ROOT)), written)
        for path in texts()
        for written, iri in named(path)
        if iri not in known
    }
    assert missing == set()


def test_names_are_found_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("SELECT * { ?f send:theme/skos:broader theme:waiting-times . }", "utf-8")
    assert [written for written, _ in named(tmp_path / "a.rq")] == ["send:theme", "theme:waiting-times"]
    (tmp_path / "a.py").write_text("x = namespaces.send.Finding  # `status:target`.", "utf-8")
    assert [written for written, _ in named(tmp_path / "a.py")] == ["status:target", "send.Finding"]
    assert len(texts()) > 50


def test_every_scheme_has_a_prefix(schemes: Graph) -> None:
    names = {str(s).rsplit("/", 1)[-1] for s in schemes.subjects(RDF.type, SKOS.ConceptScheme)}
    assert names == set(OWN) - {"send", "scheme", "shape"}


def test_ontology_alignments_and_shapes_carry_the_version_of_the_package(
    ontology: Graph, alignments: Graph, shapes: Graph
) -> None:
    headers = {
        str(iri): (graph, iri)
        for graph in (ontology, alignments, shapes)
        for iri in graph.subjects(RDF.type, OWL.Ontology)
    }
    main = {f"{BASE}def/", f"{BASE}def/alignments", f"{BASE}def/shapes"}
    assert set(headers) == main | {f"{BASE}def/shapes/across"}
    for name, (graph, iri) in headers.items():
        assert str(graph.value(iri, OWL.versionInfo)) == sendgraph.__version__, name
    for name in main:
        graph, iri = headers[name]
        version = URIRef(f"{name.removesuffix('/')}/{sendgraph.__version__}")
        assert graph.value(iri, OWL.versionIRI) == version
        issued = graph.value(iri, DCTERMS.issued)
        assert isinstance(issued, Literal)
        assert str(issued) == sendgraph.RELEASED
        for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
            assert len(list(graph.objects(iri, predicate))) == 1


def test_prefixes_of_queries_in_shapes_are_declared_as_they_are_elsewhere(shapes: Graph) -> None:
    declared = {
        (str(shapes.value(node, SH.prefix)), str(shapes.value(node, SH.namespace)))
        for node in shapes.objects(None, SH.declare)
    }
    public = Namespaces().prefixes
    assert declared == {(prefix, public[prefix]) for prefix, _ in declared}
    used = {
        prefix
        for select in shapes.objects(None, SH.select)
        for prefix in re.findall(r"(?<![\w-])([a-z][a-z-]*):\w", str(select))
    }
    assert used == {prefix for prefix, _ in declared}
