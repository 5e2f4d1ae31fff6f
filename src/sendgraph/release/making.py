"""Sources to a written release: read, map, link, infer, check, write."""

import gzip
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sendgraph import RELEASED, __version__
from sendgraph.errors import Problem
from sendgraph.graph import Namespaces
from sendgraph.reference import load_reference
from sendgraph.release.assembling import Assembled, assemble, document_of
from sendgraph.release.canonical import as_nquads, as_ntriples, canonical_lines
from sendgraph.release.conflicts import settle
from sendgraph.release.counting import count_things
from sendgraph.release.dump_writing import write_dumps
from sendgraph.release.manifest import Checks, DocumentLine, Manifest, NotRead, digest
from sendgraph.release.opening import GRAPH, RECORDS, REPORT, STATISTICS, TEXTS, Release
from sendgraph.release.privacy import check_literals
from sendgraph.release.quotes import check_quotes
from sendgraph.release.reading import Read, read_source, record_bytes
from sendgraph.release.report import Validation
from sendgraph.release.sources import Gathered, Source
from sendgraph.release.statistics import count
from sendgraph.release.validation import validate_graphs
from sendgraph.release.workers import Workers
from sendgraph.release.writing import write_release

Progress = Callable[[str, int, int], None]


def make_release(
    gathered: Gathered,
    *,
    output: Path,
    base_iri: str,
    inputs: dict[str, str],
    workers: int,
    progress: Progress | None,
) -> tuple[Release | None, tuple[Problem, ...]]:
    """The release of all that can be read and stand together, if anything can; and why the rest cannot."""
    with Workers(workers) as pool:
        read, problems = _read(gathered.sources, pool, progress)
        problems = [*gathered.problems, *problems]
        reference, namespaces = load_reference(), Namespaces(base_iri)
        kept, conflicts = settle(read, reference)
        if not kept:
            return None, _ordered([*problems, *conflicts])
        _tell(progress, "Mapping", 0, 1)
        assembled = assemble(kept, reference, namespaces)
        _tell(progress, "Mapping", 1, 1)
        problems += [*conflicts, *assembled.problems]
        release = _write(output, assembled, _ordered(problems), namespaces, inputs, pool, progress)
    return release, _ordered(problems)


def _read(
    sources: Sequence[Source], pool: Workers, progress: Progress | None
) -> tuple[list[Read], list[Problem]]:
    read: list[Read] = []
    problems: list[Problem] = []
    results = pool.run(read_source, sources, lambda done: _tell(progress, "Reading", done, len(sources)))
    for source, result in zip(sources, results, strict=True):
        if isinstance(result, Read):
            read.append(result)
            problems += result.problems
        elif isinstance(result, Problem):
            problems.append(result)
        else:
            what = "reading it ended the process that read it"
            problems.append(Problem("reader-failed", what, source.file, "report it with the document"))
    return read, problems


def _write(
    output: Path,
    assembled: Assembled,
    problems: Sequence[Problem],
    namespaces: Namespaces,
    inputs: dict[str, str],
    pool: Workers,
    progress: Progress | None,
) -> Release:
    lines = {name: canonical_lines(graph, name) for name, graph in assembled.graphs.items()}
    nquads = as_nquads(line for own in lines.values() for line in own)
    validation = validate_graphs(
        {name: as_ntriples(own, name) for name, own in lines.items()},
        namespaces,
        pool,
        tell=lambda done, total: _tell(progress, "Checking", done, total),
        memory=output / ".checked",
    )
    files = {
        GRAPH: _gzip(nquads),
        REPORT: validation.turtle(),
        STATISTICS: count(nquads.splitlines(), namespaces.base_iri).to_bytes(),
    }
    for one in assembled.documents.values():
        files[f"{RECORDS}/{one.record.document}.json"] = record_bytes(one.record)
        files[f"{TEXTS}/{one.record.document}.txt"] = one.text.encode()
    documents = sorted(assembled.documents.items(), key=lambda item: item[1].record.document)
    with tempfile.TemporaryDirectory(prefix="sendgraph-") as scratch:
        dumps = write_dumps(
            lines,
            nquads,
            Path(scratch),
            namespaces.base_iri,
            pool,
            tell=lambda done, total: _tell(progress, "Writing dumps", done, total),
        )
        manifest = Manifest(
            version=__version__,
            released=RELEASED,
            base_iri=namespaces.base_iri,
            documents=tuple(_line(graph, one) for graph, one in documents),
            not_read=tuple(NotRead.of(problem) for problem in problems),
            quads=sum(map(len, lines.values())),
            graphs={name: len(own) for name, own in lines.items()},
            things=count_things(assembled.graphs, namespaces),
            checks=_checks(assembled, validation, nquads, namespaces),
            inputs=inputs,
            files={path: digest(content) for path, content in files.items()}
            | {path: dump_digest for path, (_, dump_digest) in dumps.items()},
        )
        contents: dict[str, bytes | Path] = {**files, **{path: dump for path, (dump, _) in dumps.items()}}
        return Release.open(write_release(output, manifest, contents))


def _checks(assembled: Assembled, validation: Validation, nquads: bytes, namespaces: Namespaces) -> Checks:
    texts = {str(document_of(name, namespaces)): one.text for name, one in assembled.documents.items()}
    passages, wrong = check_quotes(nquads, texts, namespaces)
    literals, contacts = check_literals(nquads)
    return Checks(
        shacl_violations=validation.violations,
        shacl_warnings=validation.warnings,
        passages=passages,
        wrong_quotes=len(wrong),
        literals=literals,
        contact_details=len(contacts),
    )


def _line(graph: str, one: Read) -> DocumentLine:
    entry = one.entry
    return DocumentLine(
        document=one.record.document,
        file=one.file,
        graph=graph,
        kind=one.record.kind,
        area=one.record.area,
        title=entry.title,
        publisher=entry.publisher,
        date=entry.date,
        licence=entry.licence,
        licence_note=entry.licence_note,
        sha256=one.source.sha256,
        size=one.size,
        pages=one.pages,
        corrections_sha256=one.source.corrections_sha256,
    )


def _gzip(content: bytes) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as file:
        file.write(content)
    return out.getvalue()


def _ordered(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.where or "", p.code, p.what)))


def _tell(progress: Progress | None, what: str, done: int, total: int) -> None:
    if progress:
        progress(what, done, total)
