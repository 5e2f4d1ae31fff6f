"""Labelled records with the documents they are of, read afresh: what evaluating and training start from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendgraph.cli.progress import progress
from sendgraph.errors import DataError, Problem
from sendgraph.settings import settings

if TYPE_CHECKING:
    from sendgraph.evaluation import Found
    from sendgraph.evaluation.labelled import LabelledRecord
    from sendgraph.extraction.record import Record


@dataclass(frozen=True, slots=True)
class Gathered:
    """Labelled records, the records read of their documents, where these stand, what went wrong."""

    labelled: list["LabelledRecord"]
    records: dict[str, "Record"]
    documents: dict[str, Path]
    problems: list[Problem]


def gather(
    folders: Sequence[Path], documents: Sequence[Path], workers: int, besides: Collection[str] = ()
) -> Gathered:
    """
    All labelled records of some folders, and their documents; of two of one document the first counts.

    `besides` names documents that are had already, and are left out.

    Raises:
        BadParameter: where a folder or a path is not there.
        InvalidFile: where a folder has no labels.
    """
    from sendgraph.evaluation import find_documents, load_labels

    gathered = Gathered([], {}, {}, [])
    for folder in folders:
        labels = load_labels(folder)
        known = {*besides, *(record.document for record in gathered.labelled)}
        own = [record for record in labels.records if record.document not in known]
        found = find_documents([record.document for record in own], folder, documents)
        records, problems = read_found(found, workers)
        gathered.labelled.extend(own)
        gathered.records.update({name: record for name, record in records.items() if record})
        gathered.documents.update(found.documents)
        gathered.problems.extend([*labels.problems, *problems])
        gathered.problems.extend(
            Problem(
                "missing-document",
                "there is no document of that name",
                record.document,
                "name its folder with --documents",
            )
            for record in own
            if record.document not in records
        )
    return gathered


def read_found(found: "Found", workers: int) -> tuple[dict[str, "Record | None"], list[Problem]]:
    """
    The records by document, None where it could not be read, and why not.

    Corrections that stand beside a document are left out: they would score themselves.
    """
    from sendgraph.evaluation import read_record
    from sendgraph.release.reading import Read, read_source
    from sendgraph.release.sources import Source
    from sendgraph.release.workers import Workers

    records: dict[str, Record | None] = dict.fromkeys([*found.documents, *found.records])
    problems: list[Problem] = []
    for name, path in found.records.items():
        try:
            records[name] = read_record(path)
        except DataError as error:
            problems.append(error.problem)
    sources = [
        Source(name, path, "document", sha256="", content="") for name, path in found.documents.items()
    ]
    total = len(sources)
    number = 1 if total < 3 else workers or settings().workers
    with progress() as report, Workers(number) as pool:
        results = pool.run(read_source, sources, lambda done: report("Reading", done, total))
    for source, result in zip(sources, results, strict=True):
        if isinstance(result, Read):
            records[source.name] = result.record
        elif isinstance(result, Problem):
            problems.append(result)
        else:
            problems.append(Problem("reader-failed", "reading it broke off", source.file, "report it"))
    return records, problems
