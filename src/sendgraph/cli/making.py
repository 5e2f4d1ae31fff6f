"""`sendgraph build`, `validate`, `reason`, `export` and `status`: releases, made and looked at."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from sendgraph.cli.opening import RELEASE, open_release
from sendgraph.cli.progress import progress
from sendgraph.cli.tables import show
from sendgraph.errors import BadParameter, UnknownThing
from sendgraph.settings import settings

if TYPE_CHECKING:
    from sendgraph.release import Validation


def register(application: typer.Typer) -> None:
    """Add the commands to the application."""
    application.command(
        short_help="Build a checked release out of documents.",
        epilog="Example: sendgraph build data reports/ --output releases",
    )(build)
    application.command(
        short_help="Check a release or an RDF file against the shapes.",
        epilog="Example: sendgraph validate mine.ttl --format ttl",
    )(validate)
    application.command(
        short_help="Prove consistency and inferences with an OWL reasoner.",
        epilog="Example: sendgraph reason",
    )(reason)
    application.command(
        short_help="Write the whole dataset, or flat tables.",
        epilog="Example: sendgraph export --format csv --output tables.zip",
    )(export)
    application.command(
        short_help="Say what the current release holds.",
        epilog="Example: sendgraph status",
    )(status)


def build(
    source: list[Path] | None = typer.Argument(
        None, metavar="SOURCE", help="Documents, folders or records; the shipped data/ by default."
    ),
    output: Path | None = typer.Option(
        None, "--output", "-o", metavar="DIR", help="Folder of releases; ./releases by default."
    ),
    workers: int = typer.Option(0, min=0, help="Processes that read and check; 0 takes one a core."),
) -> int:
    """
    Build a checked release out of documents, and make it the current one.

    What cannot be read, and a correction that does not fit, is named, costs nothing else, and
    makes the exit code 1. A release that fails a check is written and does not become current.
    Corrections stand beside their document, in NAME.corrections.toml.
    """
    from sendgraph.release import build_release

    with progress() as told:
        report = build_release(
            source or [],
            output=output or settings().releases,
            base_iri=settings().base_iri,
            workers=workers or settings().workers,
            progress=told,
        )
    for problem in report.problems:
        sys.stderr.write(f"sendgraph: {problem.line()}\n")
    release = report.release
    if release is None:
        sys.stderr.write("sendgraph: nothing could be read, so nothing was built; mend the documents above\n")
        return 1
    manifest = release.manifest
    if not report.current:
        checks = manifest.checks
        sys.stderr.write(
            f"sendgraph: {release.path}: not made current ({checks.shacl_violations} violations, "
            f"{checks.wrong_quotes} wrong quotes, {checks.contact_details} contact details); "
            f"see sendgraph validate {release.path}\n"
        )
    news = "is up to date" if report.up_to_date else "is current" if report.current else "is not current"
    number = len(manifest.documents)
    documents = "1 document" if number == 1 else f"{number} documents"
    sys.stdout.write(
        f"Release {release.name[:12]} {news}: {documents}, "
        f"{manifest.things.get('findings', 0):,} findings, {manifest.quads:,} triples.\n"
    )
    return report.exit_code


def validate(
    target: Path | None = typer.Argument(
        None, metavar="TARGET", help="A release, or an RDF file; the current release by default."
    ),
    format_: Literal["table", "ttl"] = typer.Option(
        "table", "--format", "-f", help="For people, or for machines."
    ),
    workers: int = typer.Option(0, min=0, help="Processes that check; 0 takes one a core."),
) -> int:
    """
    Check a release or an RDF file against the shapes; exit 1 on a violation.

    Of a release, every file's hash and every passage's quote are checked as well.
    """
    from sendgraph.release import validate_file, validate_release

    if target is not None and not target.exists():
        raise UnknownThing("there is no such file or folder", where=str(target), remedy="check the path")
    faults: list[str] = []
    with progress() as told:
        number = workers or settings().workers
        if target is not None and target.is_file():
            validation = validate_file(target, base_iri=settings().base_iri)
        else:
            validation, faults = validate_release(open_release(target), workers=number, progress=told)
    if format_ == "ttl":
        sys.stdout.buffer.write(validation.turtle())
    else:
        _print_validation(validation)
    for fault in faults:
        sys.stderr.write(f"sendgraph: {fault}\n")
    return 0 if validation.conforms and not faults else 1


def reason(release: Path | None = RELEASE) -> int:
    """
    Show that a complete OWL reasoner finds ontology and data consistent and infers what is shipped.

    Literals of datatypes that the reasoner does not know are left out and counted.
    """
    from sendgraph.graph import Namespaces
    from sendgraph.graph import reason as reason_over
    from sendgraph.release.graphs import rdflib_graphs

    opened = open_release(release)
    namespaces = Namespaces(opened.base_iri)
    found = reason_over(rdflib_graphs(opened), namespaces)
    rows = [
        ("consistent", "yes" if found.consistent else "no: the data contradict the ontology"),
        ("classes that can have no member", ", ".join(found.unsatisfiable) or "none"),
        ("statements reasoned over", f"{found.statements:,}"),
        ("memberships proved", f"{found.memberships:,}"),
        ("follow, but are not shipped", f"{len(found.missing):,}"),
        ("are shipped, but do not follow", f"{len(found.unfounded):,}"),
    ]
    rows += [
        (f"literals left out: {name.rpartition('#')[2]}", f"{n:,}") for name, n in found.left_out.items()
    ]
    show(("Reasoning", "Result"), rows)
    for what, pairs in (("not shipped", found.missing), ("does not follow", found.unfounded)):
        for thing, kind in pairs[:20]:
            sys.stderr.write(f"sendgraph: {thing}: is a {kind}: {what}\n")
    return 0 if found.sound else 1


def export(
    format_: Literal["nq", "ttl", "trig", "jsonld", "csv"] = typer.Option(
        "nq", "--format", "-f", help="N-Quads, Turtle, TriG, JSON-LD, or CSV tables in a ZIP archive."
    ),
    output: Path | None = typer.Option(
        None, "--output", "-o", metavar="FILE", help="File to write; standard output by default."
    ),
    release: Path | None = RELEASE,
) -> int:
    """Write the whole dataset, or flat tables of areas, inspections, findings and measures."""
    from sendgraph.release import export as export_release

    if format_ == "csv" and output is None and sys.stdout.isatty():
        raise BadParameter(
            "a ZIP archive does not fit on a terminal", where="--format csv", remedy="add --output tables.zip"
        )
    content = export_release(open_release(release), format_)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    return 0


def status(release: Path | None = RELEASE) -> int:
    """Say what the current release holds: documents, findings, triples by graph, version, checks."""
    from sendgraph.release import status_rows

    show(("What", "How much"), status_rows(open_release(release).manifest))
    return 0


def _print_validation(validation: "Validation") -> None:
    from sendgraph.release import COLUMNS

    rows = validation.rows()
    if rows:
        show(COLUMNS, rows)
    verdict = "conforms" if validation.conforms else "does not conform"
    sys.stdout.write(
        f"The data {verdict}: {validation.violations} violations, {validation.warnings} warnings.\n"
    )
