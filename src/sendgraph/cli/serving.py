"""`sendgraph serve`: the server."""

import sys
from pathlib import Path

import typer

from sendgraph.cli.progress import progress
from sendgraph.errors import BadParameter, InvalidRelease
from sendgraph.settings import settings


def register(application: typer.Typer) -> None:
    """Add the command to the application."""
    application.command(short_help="Serve a release.", epilog="Example: sendgraph serve --port 8080")(serve)


def serve(
    release: Path | None = typer.Option(
        None, "--release", metavar="DIR", help="A release, or a folder of releases; ./releases by default."
    ),
    host: str | None = typer.Option(None, help="Address to listen on; only this machine by default."),
    port: int | None = typer.Option(None, min=0, max=65535, help="Port to listen on; 8000 by default."),
) -> int:
    """
    Serve a release: SPARQL, linked data, graph routes and pages, read-only.

    Where there is no release yet, the shipped documents are built first.
    """
    from sendgraph.web import create_app, listen

    folder = release or settings().releases
    if release is None and not _has_release(folder):
        from sendgraph.release import build_release

        with progress() as told:
            build_release(
                output=folder, base_iri=settings().base_iri, workers=settings().workers, progress=told
            )
    app = create_app(folder, settings())
    address, number = host or settings().host, settings().port if port is None else port
    try:
        listen(app, address, number, _announce)
    except OSError as error:
        raise BadParameter(
            f"cannot listen ({(error.strerror or str(error)).lower()})",
            where=f"{address}:{number}",
            remedy="choose another port with --port",
        ) from None
    return 0


def _announce(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"sendgraph serves http://{shown}:{port}/ (stop with Ctrl+C)\n")
    sys.stdout.flush()


def _has_release(folder: Path) -> bool:
    from sendgraph.release import Release

    try:
        Release.open(folder)
    except InvalidRelease:
        return False
    return True
