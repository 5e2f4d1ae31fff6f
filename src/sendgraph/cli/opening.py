"""The release that a command names, opened: one option and one default for all commands."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sendgraph.settings import settings

if TYPE_CHECKING:
    from sendgraph.release import Release
    from sendgraph.store import EmbeddedStore

RELEASE = typer.Option(
    None, "--release", metavar="DIR", help="A release, or a folder of releases; the current one by default."
)


def open_release(path: Path | None) -> "Release":
    """The release that a command names, or the current one."""
    from sendgraph.release import Release

    return Release.open(path or settings().releases)


def open_store(path: Path | None) -> "EmbeddedStore":
    """That release, loaded into memory."""
    from sendgraph.store import EmbeddedStore

    return EmbeddedStore.open(open_release(path))
