"""`sendgraph review`: what is least certain, for people to confirm or correct."""

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from sendgraph.cli.opening import open_release
from sendgraph.cli.tables import show
from sendgraph.errors import BadParameter

if TYPE_CHECKING:
    from sendgraph.release.review import Doubt

Format = Literal["table", "csv", "json", "toml"]
Kind = Literal["theme", "service", "group", "polarity", "link", "missing"]
_COLUMNS = ("Document", "Finding", "Starts", "Kind", "Label", "Because", "Confidence")


def register(application: typer.Typer) -> None:
    """Add the command to the application."""
    application.command(
        short_help="List the least certain labels and links, to confirm or correct.",
        epilog="Example: sendgraph review --document halton --format toml >> halton.corrections.toml",
    )(review)


def review(
    release: Path | None = typer.Argument(
        None, metavar="RELEASE", help="A release, or a folder of releases; the current one by default."
    ),
    document: str | None = typer.Option(
        None, "--document", "-d", metavar="NAME", help="Of this document only: its file's name, no ending."
    ),
    kind: Kind | None = typer.Option(
        None, "--kind", "-k", help="Of this kind only; missing: labels that fell just short of standing."
    ),
    below: float | None = typer.Option(
        None, min=0, max=1, help="Only what is less certain than this, from 0 to 1."
    ),
    limit: int = typer.Option(30, min=1, help="Rows at the most."),
    format_: Format = typer.Option(
        "table", "--format", "-f", help="What to print; toml: a corrections file to fill in for one document."
    ),
) -> int:
    """
    List the labels and links of a release that are least certain, least certain first.

    Confidence is how sure it is that a label or link should stand; a missing one does not stand,
    and is the less certain the higher it is. What you confirm or correct, in a file
    NAME.corrections.toml beside the document, is certain from the next build on and is listed
    no more: docs/corrections.md shows how.
    """
    from sendgraph.release.review import review as review_release

    if format_ == "toml" and document is None:
        raise BadParameter(
            "a corrections file is of one document", where="--format toml", remedy="add --document NAME"
        )
    doubts = review_release(open_release(release), document=document, kind=kind, below=below)
    shown = doubts[:limit]
    if format_ == "toml":
        from sendgraph.release.corrections_template import corrections_template

        sys.stdout.write(corrections_template(document or "", shown))
    elif format_ == "json":
        sys.stdout.write(json.dumps([_entry(d) for d in shown], ensure_ascii=False, indent=1) + "\n")
    elif format_ == "csv":
        _print_csv([_entry(d) for d in shown])
    elif shown:
        show(_COLUMNS, [_row(d) for d in shown])
    if not doubts:
        sys.stderr.write("sendgraph: nothing to review\n")
    if len(doubts) > limit:
        sys.stderr.write(f"sendgraph: {len(doubts) - limit:,} more; raise --limit\n")
    return 0


def _row(doubt: "Doubt") -> tuple[str, ...]:
    because = "; ".join(" ".join(words.split()) for words in doubt.because)
    place = doubt.place
    sure = f"{doubt.confidence:.2f}"
    return (place.document, str(place.finding), place.starts, doubt.kind, doubt.name, because, sure)


def _entry(doubt: "Doubt") -> dict[str, object]:
    """A doubt as data: the same keys for every kind."""
    earlier = doubt.earlier
    return {
        "document": doubt.place.document,
        "finding": doubt.place.finding,
        "starts": doubt.place.starts,
        "kind": doubt.kind,
        "scheme": doubt.scheme,
        "label": doubt.label,
        "because": list(doubt.because),
        "confidence": doubt.confidence,
        "certainty": doubt.certainty,
        "earlier_document": earlier and earlier.document,
        "earlier_finding": earlier and earlier.finding,
        "earlier_starts": earlier and earlier.starts,
    }


def _print_csv(entries: Sequence[dict[str, object]]) -> None:
    from sendgraph.release.exporting import safe_cell

    if not entries:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(entries[0])
    for entry in entries:
        cells = ("; ".join(v) if isinstance(v, list) else v for v in entry.values())
        writer.writerow([safe_cell(c) if isinstance(c, str) else c for c in cells])
