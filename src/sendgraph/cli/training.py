"""`sendgraph train`: models of one's own, out of labelled records."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import typer

from sendgraph.errors import CallError, InvalidFile

DOCUMENTS_HELP = (
    "Documents, folders of documents, or extracted records; by default the folders of labels, "
    "the folders beside them, and the shipped documents."
)


def register(application: typer.Typer) -> None:
    """Add the command to the application."""
    application.command(
        short_help="Fit the models of labels and polarity to labelled records.",
        epilog="Example: sendgraph train my-labels --documents my-reports --output my-models",
    )(train)


def train(
    labels: list[Path] = typer.Argument(..., metavar="LABELS_DIR…", help="Folders of labelled records."),
    documents: list[Path] = typer.Option(
        [], "--documents", "-d", metavar="FOLDER_OR_FILE", help=DOCUMENTS_HELP
    ),
    output: Path = typer.Option(
        Path("models"), "--output", "-o", metavar="DIR", help="Folder to write the models to."
    ),
    workers: int = typer.Option(0, min=0, help="Processes that read; 0 takes one a core."),
) -> int:
    """
    Fit the models of labels and of polarity to what people labelled, and write them to a folder.

    The same labels and documents always give the same models. To read with them set
    SENDGRAPH_MODELS to the folder. Needs `pip install sendgraph[train]`.
    """
    from sendgraph.cli.labelled import gather
    from sendgraph.extraction.lexicon import Lexicon
    from sendgraph.extraction.models import Models
    from sendgraph.reference import load_reference
    from sendgraph.schemes import load_schemes

    training = load_training()
    gathered = gather(labels, documents, workers)
    for problem in gathered.problems:
        sys.stderr.write(f"sendgraph: {problem.line()}\n")
    given = training.examples(gathered.labelled, gathered.records)
    try:
        models = training.fit(given, Lexicon(load_schemes(), load_reference(), Models.none()))
    except ValueError:
        raise InvalidFile(
            f"{len(given)} labelled findings are too few, or too alike, to fit models to",
            where=", ".join(map(str, labels)),
            remedy="label more findings, of both polarities and of several themes",
        ) from None
    training.write_models(models, output)
    of = len({example.document for example in given})
    sys.stdout.write(f"{len(given)} findings of {of} documents → {output}\n")
    return 1 if gathered.problems else 0


def load_training() -> ModuleType:
    """
    The room that fits models.

    Raises:
        CallError: where the libraries that it needs are not installed.
    """
    try:
        return importlib.import_module("sendgraph.training")
    except ModuleNotFoundError as error:
        raise CallError(
            f"fitting models needs {error.name}, which is not installed",
            remedy="pip install sendgraph[train]",
            code="missing-library",
        ) from None
