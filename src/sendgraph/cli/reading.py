"""`sendgraph extract`: documents to records."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sendgraph.cli.progress import progress
from sendgraph.errors import BadParameter, Problem
from sendgraph.settings import settings

if TYPE_CHECKING:
    from sendgraph.extraction.record import Record
    from sendgraph.release.reading import Read


def register(application: typer.Typer) -> None:
    """Add the command to the application."""
    application.command(
        short_help="Read documents into records.",
        epilog="Example: sendgraph extract report.pdf letters/ --output records",
    )(extract)


def extract(
    document: list[Path] = typer.Argument(
        ..., metavar="DOCUMENT", help="PDF, text, Markdown, HTML or DOCX, or folders of them."
    ),
    output: Path | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="DIR",
        help="Folder for {document}.json and {document}.txt; without it, JSON on standard output.",
    ),
    workers: int = typer.Option(0, min=0, help="Processes that read; 0 takes one a core."),
) -> int:
    """
    Read documents into records: what each says, with its passages as offsets into its text.

    Corrections beside a document (NAME.corrections.toml) are taken in. Several documents on
    standard output are one JSON array. A document that cannot be read, and a correction that
    does not fit, gets one line on standard error and costs nothing else; the exit code is then 1.
    """
    from sendgraph.release.reading import Read, read_source
    from sendgraph.release.sources import gather
    from sendgraph.release.workers import Workers

    gathered = gather(document)
    if not gathered.sources and not gathered.problems:
        raise BadParameter(
            "no documents there", where=", ".join(map(str, document)), remedy="name a document"
        )
    number = 1 if len(gathered.sources) < 3 else workers or settings().workers
    with progress() as report, Workers(number) as pool:
        total = len(gathered.sources)
        results = pool.run(read_source, gathered.sources, lambda done: report("Reading", done, total))
    problems = list(gathered.problems)
    read: list[Read] = []
    for source, result in zip(gathered.sources, results, strict=True):
        if isinstance(result, Read):
            read.append(result)
            problems += result.problems
        elif isinstance(result, Problem):
            problems.append(result)
        else:
            problems.append(Problem("reader-failed", "reading it broke off", source.file, "report it"))
    if output:
        _write(read, output)
    elif read:
        records = [as_json(r.record) for r in read]
        single = total == 1 and not gathered.problems
        _print(records[0] if single else records)
    for problem in problems:
        sys.stderr.write(f"sendgraph: {problem.line()}\n")
    return 1 if problems else 0


def as_json(record: "Record") -> dict[str, object]:
    """The record as plain data, in the order of the contract."""
    return record.model_dump(mode="json")


def _write(read: list["Read"], output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    for result in read:
        name = result.record.document
        text = json.dumps(as_json(result.record), ensure_ascii=False, indent=1)
        (output / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        (output / f"{name}.txt").write_text(result.text, encoding="utf-8", newline="\n")


def _print(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
