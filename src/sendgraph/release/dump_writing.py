"""The dumps of a release as it is built: written side by side, each from lines on disk."""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from sendgraph.errors import DataError
from sendgraph.release.dumps import DUMP_FORMS, FOLDER, Syntax
from sendgraph.release.exporting import archive, tables_of
from sendgraph.release.json_ld import write_json_ld
from sendgraph.release.manifest import FileDigest
from sendgraph.release.syntaxes import write_ntriples, write_trig, write_turtle
from sendgraph.release.workers import Died, Workers

#: Half the time of the best compression, for three bytes in a hundred more.
_LEVEL: Final = 6
#: Syntaxes whose lines come graph by graph; those of the others come sorted.
_BY_GRAPH: Final = frozenset[Syntax]({"trig", "jsonld"})


@dataclass(frozen=True, slots=True)
class DumpJob:
    """A dump to write: its syntax, the lines that it is made from, where it goes."""

    syntax: Syntax
    lines: Path
    target: Path
    base_iri: str


def write_dumps(
    graphs: Mapping[str, Iterable[bytes]],
    nquads: bytes,
    scratch: Path,
    base_iri: str,
    workers: Workers,
    tell: Callable[[int, int], None],
) -> dict[str, tuple[Path, FileDigest]]:
    """
    Write the dumps of a release into a folder; each by its path within the release, with its hash.

    `graphs` are the lines of each graph, without line ends; `nquads` are all of them, sorted.
    """
    whole, by_graph = scratch / "sorted.nq", scratch / "graphs.nq"
    whole.write_bytes(nquads)
    with by_graph.open("wb") as file:
        for _, lines in sorted(graphs.items()):
            file.writelines(line + b"\n" for line in sorted(lines))
    forms = [form for form in DUMP_FORMS if form.path.startswith(f"{FOLDER}/")]
    jobs = [
        DumpJob(form.syntax, by_graph if form.syntax in _BY_GRAPH else whole, scratch / form.name, base_iri)
        for form in forms
    ]
    jobs.sort(key=lambda job: job.syntax not in ("jsonld", "csv"))  # the slowest first
    written: dict[str, tuple[Path, FileDigest]] = {}
    done = workers.run(write_dump, jobs, lambda number: tell(number, len(jobs)))
    for job, digest in zip(jobs, done, strict=True):
        if isinstance(digest, Died):
            raise DataError("a process that wrote dumps died", remedy="give it more memory")
        written[f"{FOLDER}/{job.target.name}"] = (job.target, digest)
    return dict(sorted(written.items()))


def write_dump(job: DumpJob) -> FileDigest:
    """Write one dump, the same bytes whenever it is written."""
    with job.lines.open("rb") as lines, job.target.open("wb") as file:
        if job.syntax == "csv":
            file.write(archive(tables_of(lines, job.base_iri)))
        else:
            with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
                _WRITERS[job.syntax](lines, cast(IO[bytes], packed), job.base_iri)
    return file_digest(job.target)


def file_digest(path: Path) -> FileDigest:
    """Hash and size of a file, read in blocks."""
    with path.open("rb") as file:
        return FileDigest(sha256=hashlib.file_digest(file, "sha256").hexdigest(), size=path.stat().st_size)


_WRITERS: Final[Mapping[Syntax, Callable[[Iterable[bytes], IO[bytes], str], None]]] = {
    "nt": write_ntriples,
    "ttl": write_turtle,
    "trig": write_trig,
    "jsonld": write_json_ld,
}
