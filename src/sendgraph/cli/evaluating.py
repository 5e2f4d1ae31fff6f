"""`sendgraph evaluate`: how well documents are read, against what people labelled."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from sendgraph.cli.labelled import read_found
from sendgraph.cli.progress import progress
from sendgraph.cli.tables import show
from sendgraph.cli.training import load_training
from sendgraph.errors import BadParameter, Problem

if TYPE_CHECKING:
    from sendgraph.evaluation import Evaluation, Found, Labels
    from sendgraph.extraction.record import Record

Format = Literal["table", "json", "csv"]

_SHARES = ("Figure", "Share", "Of")
_TALLIES = ("Figure", "Precision", "Recall", "F1", "Read", "Gold")
_LABELS = ("Gold", "Precision", "Recall", "F1")
_LINKS = ("Figure", "Precision", "Recall", "Links", "Sure")


def register(application: typer.Typer) -> None:
    """Add the command to the application."""
    application.command(
        short_help="Score reading and links against labelled records.",
        epilog="Example: sendgraph evaluate my-labels --documents my-reports --by-label",
    )(evaluate)


def evaluate(
    gold_dir: Path = typer.Argument(
        ..., metavar="GOLD_DIR", help="Labelled records, or a folder with labelled/ and recurrence/."
    ),
    documents: list[Path] = typer.Option(
        [],
        "--documents",
        "-d",
        metavar="FOLDER_OR_FILE",
        help="Documents, folders of documents, or extracted records; by default GOLD_DIR, "
        "the folders beside it, and the shipped documents.",
    ),
    more: list[Path] = typer.Argument(None, metavar="DOCUMENT", help="Further ones, after --documents."),
    by_label: bool = typer.Option(
        False, "--by-label", help="Figures of each theme, service, group and polarity, the worst first."
    ),
    differences: bool = typer.Option(False, "--differences", help="Every difference, one a line."),
    format_: Format = typer.Option("table", "--format", "-f", help="What to print."),
    leave_one_out: bool = typer.Option(
        False, "--leave-one-out", help="Read each document with models fitted to the others' labels."
    ),
    learn_from: list[Path] = typer.Option(
        [], "--learn-from", metavar="LABELS_DIR", help="Further labels to fit to, with --leave-one-out."
    ),
    workers: int = typer.Option(0, min=0, help="Processes that read; 0 takes one a core."),
) -> int:
    """
    Print how well documents are read, and how well their findings are linked, against labelled records.

    The documents are read afresh, with the models in use. Where these were fitted to the same
    labels, ask for --leave-one-out, which says what a new document can expect. A document that
    is not found is named and not scored; one that cannot be read is scored as though nothing
    were in it, and makes the exit code 1.
    """
    from sendgraph.evaluation import evaluate as evaluate_records
    from sendgraph.evaluation import find_documents, load_labels, unknown_notations

    if format_ == "csv" and by_label and differences:
        raise BadParameter(
            "CSV is one table", where="--by-label and --differences", remedy="ask for one at a time"
        )
    if learn_from and not leave_one_out:
        raise BadParameter("nothing is learned here", where="--learn-from", remedy="add --leave-one-out")
    labels = load_labels(gold_dir)
    documents = [*documents, *(more or [])]
    found = find_documents(labels.documents, gold_dir, documents)
    if leave_one_out:
        records, problems = _left_out(found, labels, learn_from, documents, workers)
    else:
        records, problems = read_found(found, workers)
    result = evaluate_records(labels, records)
    problems = [*labels.problems, *problems, *result.problems]
    for problem in [*problems, *unknown_notations(labels.records), *_missing(result, found)]:
        sys.stderr.write(f"sendgraph: {problem.line()}\n")
    if not result.scored:
        sys.stderr.write("sendgraph: no labelled document could be scored\n")
        return 1
    _PRINTERS[format_](result, by_label, differences)
    return 1 if problems else 0


def _missing(result: "Evaluation", found: "Found") -> Iterator[Problem]:
    where = ", ".join(map(str, found.looked_in[:3])) + (" …" if len(found.looked_in) > 3 else "")
    for name in result.missing:
        what = f"it is not scored, for there is no document of that name in {where}"
        yield Problem("missing-document", what, name, "name its folder with --documents")


def _left_out(
    found: "Found", labels: "Labels", learn_from: Sequence[Path], documents: Sequence[Path], workers: int
) -> tuple[dict[str, "Record | None"], list[Problem]]:
    """The records of the documents, each read with models fitted to all that is labelled of others."""
    training = load_training()
    from sendgraph.cli.labelled import gather
    from sendgraph.extraction import Lexicon

    records, problems = read_found(found, workers)
    others = gather(learn_from, documents, workers, besides={one.document for one in labels.records})
    labelled = [*labels.records, *others.labelled]
    read = {**others.records, **{name: record for name, record in records.items() if record}}
    given = training.examples(labelled, read)
    readable = {name: path for name, path in found.documents.items() if records.get(name)}
    with progress() as report:
        left = training.leave_one_out(
            given, readable, Lexicon.shipped(), lambda done: report("Leaving one out", done, len(readable))
        )
    return {**records, **left}, [*problems, *others.problems]


def _print_tables(result: "Evaluation", by_label: bool, differences: bool) -> None:
    from sendgraph.evaluation import LABEL_FAMILIES, report

    number = "1 document" if result.documents == 1 else f"{result.documents} documents"
    sys.stdout.write(f"{number}\n")
    tables = [
        (_SHARES, report.share_rows(result)),
        (_TALLIES, report.tally_rows(result)),
        (_LINKS, report.link_rows(result)),
    ]
    for columns, rows in tables:
        _print_table(columns, rows)
    for family in LABEL_FAMILIES if by_label else ():
        rows = [row[1:6] for row in report.label_rows(result) if row[0] == family]
        _print_table((family.capitalize(), *_LABELS), rows)
        for line in report.example_lines(result, family):
            sys.stdout.write(f"{line}\n")
    if differences:
        sys.stdout.write("\n")
        lines = csv.writer(sys.stdout, dialect="excel-tab", lineterminator="\n")
        lines.writerows([report.DIFFERENCE_COLUMNS, *report.difference_rows(result)])


def _print_table(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    if rows:
        sys.stdout.write("\n")
        sys.stdout.flush()
        show(columns, rows)


def _print_json(result: "Evaluation", by_label: bool, differences: bool) -> None:
    from sendgraph.evaluation import as_data

    data = as_data(result, by_label=by_label, differences=differences)
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _print_csv(result: "Evaluation", by_label: bool, differences: bool) -> None:
    from sendgraph.evaluation import report

    columns: Sequence[str]
    if by_label:
        columns, rows = report.LABEL_COLUMNS, report.label_rows(result)
    elif differences:
        columns, rows = report.DIFFERENCE_COLUMNS, report.difference_rows(result)
    else:
        columns, rows = report.COLUMNS, report.all_rows(result)
    csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])


_PRINTERS = {"table": _print_tables, "json": _print_json, "csv": _print_csv}
