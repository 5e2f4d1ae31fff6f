"""SHACL over a release or a file: a part at a time, in several processes, then what spans parts."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from sendgraph.errors import DataError, InvalidFile
from sendgraph.graph import Namespaces
from sendgraph.graph.reference_graph import map_reference
from sendgraph.graph.vocabulary_graphs import ontology_graph, schemes_graph
from sendgraph.reference import load_reference
from sendgraph.release.canonical import canonical_lines
from sendgraph.release.fingerprint import shapes
from sendgraph.release.opening import Release
from sendgraph.release.report import Validation
from sendgraph.release.shacl import Job, Result, check
from sendgraph.release.workers import Died, Workers

#: The file of shapes that look across documents; it is checked over the whole at once.
ACROSS = "across.ttl"
Tell = Callable[[int, int], None]


def validate_graphs(
    graphs: Mapping[str, bytes], namespaces: Namespaces, workers: Workers, tell: Tell | None = None
) -> Validation:
    """
    Check the graphs of a release, as N-Triples by their IRIs.

    Each document's statements and what is inferred from them are one part, with the
    ontology, the schemes and the reference facts beside it; what is not a document's is
    another. Shapes that look across documents see everything.
    """
    documents = str(namespaces.document_graph(""))
    inferred = str(namespaces.inferred_graph(""))
    parts: dict[str, list[bytes]] = {"": []}
    for name, content in sorted(graphs.items()):
        document = name.removeprefix(documents if name.startswith(documents) else inferred)
        own = document != name and f"{documents}{document}" in graphs
        parts.setdefault(document if own else "", []).append(content)
    shared = b"".join(parts[""])
    whole = b"".join(graphs.values())
    local = tuple(path for path in shapes() if path.name != ACROSS)
    across = tuple(path for path in shapes() if path.name == ACROSS)
    with tempfile.TemporaryDirectory(prefix="sendgraph-") as folder:
        background = _file(Path(folder), "background", shared)
        everything = _file(Path(folder), "everything", whole)
        jobs = [Job(everything, everything, across, namespaces.base_iri)] if across else []
        jobs += [
            Job(_file(Path(folder), f"part-{index}", b"".join(part)), background, local, namespaces.base_iri)
            for index, (_, part) in enumerate(sorted(parts.items(), key=lambda p: -sum(map(len, p[1]))))
            if part
        ]
        done = workers.run(check, jobs, lambda number: tell(number, len(jobs)) if tell else None)
    results: set[Result] = set()
    for result in done:
        if isinstance(result, Died):
            raise DataError("a process that checked shapes died", remedy="give it more memory")
        results.update(result)
    return Validation(tuple(sorted(results)), namespaces)


def validate_file(path: Path, *, base_iri: str, workers: int = 1) -> Validation:
    """
    Check an RDF file of any syntax against the shapes, with the shipped facts beside it.

    Raises:
        InvalidFile: where it is not RDF.
    """
    namespaces = Namespaces(base_iri)
    form = pyoxigraph.RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
    if form is None:
        raise InvalidFile(
            "its ending names no RDF syntax", where=str(path), remedy="take ttl, nt, nq, trig, jsonld or rdf"
        )
    try:
        triples = {quad.triple for quad in pyoxigraph.parse(path=path, format=form)}
    except (SyntaxError, ValueError) as error:
        raise InvalidFile(f"it is not valid RDF: {error}", where=str(path), remedy="mend the file") from None
    except OSError as error:
        raise InvalidFile(f"it cannot be read ({error.strerror})", where=str(path)) from None
    content = pyoxigraph.serialize(sorted(triples, key=str), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert content is not None
    beside = {
        namespaces.ontology_graph: ontology_graph(namespaces),
        namespaces.schemes_graph: schemes_graph(namespaces),
        namespaces.reference_graph: map_reference(load_reference(), namespaces),
    }
    shared = b"".join(ntriples(graph, str(name)) for name, graph in beside.items())
    with tempfile.TemporaryDirectory(prefix="sendgraph-") as folder, Workers(workers) as pool:
        part = _file(Path(folder), "part", content)
        background = _file(Path(folder), "background", shared)
        (result,) = pool.run(check, [Job(part, background, shapes(), base_iri)])
    if isinstance(result, Died):
        raise DataError("the process that checked shapes died", remedy="give it more memory")
    return Validation(tuple(result), namespaces)


def graphs_of(release: Release) -> dict[str, bytes]:
    """The graphs of a release as N-Triples, by their IRIs."""
    lines: dict[str, list[pyoxigraph.Triple]] = {}
    for quad in release.quads():
        assert isinstance(quad.graph_name, pyoxigraph.NamedNode)
        lines.setdefault(quad.graph_name.value, []).append(quad.triple)
    contents = {
        name: pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
        for name, triples in lines.items()
    }
    return {name: content for name, content in contents.items() if content is not None}


def ntriples(graph: Graph, name: str) -> bytes:
    """A graph as N-Triples, its blank nodes under canonical labels."""
    end = f" <{name}> .".encode()
    return b"".join(line.removesuffix(end) + b" .\n" for line in sorted(canonical_lines(graph, name)))


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / f"{name}.nt"
    path.write_bytes(content)
    return path
