"""The files of a release as they are offered: where each is, what it is saved as, how large it is."""

from dataclasses import dataclass
from typing import Final

from sendgraph.release import Dump, Release

_UNITS: Final = ("kB", "MB", "GB", "TB")
#: How much of a release's name a saved file bears.
_SHORT: Final = 12


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download. Its path is without the server's prefix."""

    name: str
    title: str
    media_type: str
    path: str
    bytes: int
    sha256: str

    @property
    def size(self) -> str:
        """The size as people say it."""
        return in_words(self.bytes)


@dataclass(frozen=True, slots=True)
class Offered:
    """A release with its files."""

    release: str
    path: str
    version: str
    released: str
    statements: int
    documents: int
    files: tuple[Download, ...]


def offered(release: Release) -> Offered:
    """A release as it is offered for download."""
    manifest = release.manifest
    return Offered(
        release.name,
        f"/dump/{release.name}",
        manifest.version,
        manifest.released,
        manifest.quads,
        len(manifest.documents),
        tuple(
            Download(
                dump.name,
                dump.form.title,
                dump.media_type,
                f"/dump/{release.name}/{dump.name}",
                dump.size,
                dump.sha256,
            )
            for dump in release.dumps()
        ),
    )


def saved_as(release: Release, dump: Dump) -> str:
    """The name that a saved file bears, which tells releases apart."""
    return dump.name.replace("sendgraph", f"sendgraph-{release.name[:_SHORT]}", 1)


def in_words(size: int) -> str:
    """
    A number of bytes as people say it.

    >>> in_words(999), in_words(1_000), in_words(412_976), in_words(999_999), in_words(7_250_000_000)
    ('999 bytes', '1.0 kB', '413 kB', '1.0 MB', '7.2 GB')
    """
    if size < 1_000:
        return f"{size} bytes"
    power = 1
    while power < len(_UNITS) and size >= 999.5 * 1_000**power:
        power += 1
    value = size / 1_000**power
    return f"{value:.1f} {_UNITS[power - 1]}" if value < 99.95 else f"{value:.0f} {_UNITS[power - 1]}"
