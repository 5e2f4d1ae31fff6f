"""SHACL over a release or a file: a part at a time, in several processes, then what spans parts."""

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph
from rdflib import RDF, RDFS

from sendgraph.errors import DataError, InvalidFile
from sendgraph.graph import Namespaces
from sendgraph.graph.reference_graph import map_reference
from sendgraph.graph.vocabulary_graphs import ontology_graph, schemes_graph
from sendgraph.reference import load_reference
from sendgraph.release.assembling import document_of
from sendgraph.release.canonical import as_ntriples, canonical_lines
from sendgraph.release.checked import Checked
from sendgraph.release.fingerprint import shapes
from sendgraph.release.opening import Release
from sendgraph.release.privacy import check_literals
from sendgraph.release.quotes import check_quotes
from sendgraph.release.report import Validation
from sendgraph.release.shacl import Job, Result, check
from sendgraph.release.workers import Died, Workers

#: The file of shapes that look across documents; it is checked over the whole at once.
ACROSS = "across.ttl"
Tell = Callable[[int, int], None]


def validate_graphs(
    graphs: Mapping[str, bytes],
    namespaces: Namespaces,
    workers: Workers,
    *,
    tell: Tell | None = None,
    memory: Path | None = None,
) -> Validation:
    """
    Check the graphs of a release, as N-Triples by their IRIs.

    The ontology, the schemes and the reference facts are one part, and stand beside the
    others: each document's statements with what is inferred from them, links, catalogue.
    Shapes that look across documents see what they need of everything. What was checked
    before is remembered in the folder `memory`.
    """
    documents = str(namespaces.document_graph(""))
    inferred = str(namespaces.inferred_graph(""))
    changing = {str(namespaces.links_graph), str(namespaces.catalogue_graph)}
    parts: dict[str, list[bytes]] = {}
    shared: list[bytes] = []
    for name, content in sorted(graphs.items()):
        document = name.removeprefix(documents if name.startswith(documents) else inferred)
        own = document != name and f"{documents}{document}" in graphs
        if own or name in changing:
            parts.setdefault(document, []).append(content)
        else:
            shared.append(content)
    base, across = namespaces.base_iri, next((path for path in shapes() if path.name == ACROSS), None)
    with tempfile.TemporaryDirectory(prefix="sendgraph-") as folder:
        background = _file(Path(folder), "background", b"".join(shared))
        jobs = [Job(background, background, shapes(), base, without=across)]
        jobs += [
            Job(_file(Path(folder), f"part-{index}", content), background, shapes(), base, without=across)
            for index, content in enumerate(sorted(map(b"".join, parts.values()), key=len, reverse=True))
        ]
        if across:
            spanning = _file(Path(folder), "across", _spanning(across, graphs.values(), namespaces))
            jobs.append(Job(spanning, spanning, shapes(), base, only=across))
        results = _run(jobs, workers, tell, Checked(memory))
    return Validation(tuple(sorted(results)), namespaces)


def _run(jobs: Sequence[Job], workers: Workers, tell: Tell | None, checked: Checked) -> set[Result]:
    results: set[Result] = set()
    new: list[Job] = []
    for job in jobs:
        known = checked.recall(job)
        results.update(known or ())
        if known is None:
            new.append(job)
    before = len(jobs) - len(new)
    done = workers.run(check, new, lambda number: tell(before + number, len(jobs)) if tell else None)
    for job, found in zip(new, done, strict=True):
        if isinstance(found, Died):
            raise DataError("a process that checked shapes died", remedy="give it more memory")
        checked.remember(job, found)
        results.update(found)
    return results


def validate_release(
    release: Release, *, workers: int = 0, progress: Callable[[str, int, int], None] | None = None
) -> tuple[Validation, list[str]]:
    """
    Check a release again, all of it: files, shapes, quotes, literals.

    Returns what the shapes say, and a line for each quote that is not exact and each
    literal that shows contact details.

    Raises:
        InvalidRelease: where a file is not what the manifest says.
    """
    release.verify()
    namespaces = Namespaces(release.base_iri)
    with Workers(workers) as pool:
        validation = validate_graphs(
            _graphs_of(release),
            namespaces,
            pool,
            tell=lambda done, total: progress("Checking", done, total) if progress else None,
        )
    nquads = release.nquads()
    texts = {
        str(document_of(line.graph, namespaces)): release.text(line.document) for line in release.documents
    }
    _, wrong = check_quotes(nquads, texts, namespaces)
    _, shown = check_literals(nquads)
    faults = [f"{quote.passage}: {quote.why}" for quote in wrong]
    return validation, faults + [f"{subject}: a literal shows contact details" for subject in shown]


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
        content = path.read_bytes()
        triples = {quad.triple for quad in pyoxigraph.parse(content, format=form)}
    except (SyntaxError, ValueError) as error:
        raise InvalidFile(f"it is not valid RDF: {error}", where=str(path), remedy="mend the file") from None
    except OSError as error:
        raise InvalidFile(f"it cannot be read ({error.strerror})", where=str(path)) from None
    lines = pyoxigraph.serialize(sorted(triples, key=str), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert lines is not None
    beside = {
        str(namespaces.ontology_graph): ontology_graph(namespaces),
        str(namespaces.schemes_graph): schemes_graph(namespaces),
        str(namespaces.reference_graph): map_reference(load_reference(), namespaces),
    }
    shared = b"".join(
        as_ntriples(canonical_lines(graph, str(name)), str(name)) for name, graph in beside.items()
    )
    with tempfile.TemporaryDirectory(prefix="sendgraph-") as folder, Workers(workers) as pool:
        part = _file(Path(folder), "part", lines)
        background = _file(Path(folder), "background", shared)
        (result,) = pool.run(check, [Job(part, background, shapes(), base_iri)])
    if isinstance(result, Died):
        raise DataError("the process that checked shapes died", remedy="give it more memory")
    return Validation(tuple(result), namespaces)


def _graphs_of(release: Release) -> dict[str, bytes]:
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


def _spanning(across: Path, graphs: Iterable[bytes], namespaces: Namespaces) -> bytes:
    """The statements that the shapes across documents look at: those whose property they name."""
    names = set(re.findall(r"\bsend:(\w+)", across.read_text(encoding="utf-8")))
    wanted = {f"<{namespaces.send[name]}>".encode() for name in names}
    wanted |= {f"<{iri}>".encode() for iri in (RDF.type, RDFS.label, RDFS.subClassOf)}
    lines = (line for graph in graphs for line in graph.splitlines(keepends=True))
    return b"".join(line for line in lines if line.split(b" ", 2)[1] in wanted)


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / f"{name}.nt"
    path.write_bytes(content)
    return path
