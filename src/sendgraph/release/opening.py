"""
A release as others read it: manifest, quads, records, texts.

Opening checks what costs nothing (the manifest, and that every file is there in its
size); `Release.verify` hashes every byte.
"""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from sendgraph.errors import InvalidRelease, UnknownThing
from sendgraph.release.dumps import Dump, dumps_of
from sendgraph.release.manifest import DocumentLine, Manifest, is_release_name, read_manifest, release_name

if TYPE_CHECKING:
    from sendgraph.extraction.record import Record
    from sendgraph.release.statistics import Statistics

MANIFEST = "manifest.json"
GRAPH = "graph.nq.gz"
REPORT = "shacl.ttl"
STATISTICS = "statistics.json"
POINTER = "current"
RECORDS = "records"
TEXTS = "texts"
_AGAIN = "build the release again"


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable release. `name` stands for every byte of it."""

    path: Path
    name: str
    manifest: Manifest

    @classmethod
    def open(cls, path: Path) -> "Release":
        """
        Open a release, or the current one of a folder of releases.

        Raises:
            InvalidRelease: where there is none, or where it is damaged or half written.
        """
        place = path if (path / MANIFEST).is_file() else path / POINTER
        if place != path and not place.is_symlink() and not place.exists():
            raise InvalidRelease(
                "there is no release here", where=str(path), remedy="make one with `sendgraph build`"
            )
        place = place.resolve()
        try:
            content = (place / MANIFEST).read_bytes()
        except OSError:
            raise InvalidRelease("its manifest is missing", where=str(place), remedy=_AGAIN) from None
        name = release_name(content)
        if is_release_name(place.name) and place.name != name:
            raise InvalidRelease("the manifest is not the release's own", where=str(place), remedy=_AGAIN)
        release = cls(place, name, read_manifest(content, str(place / MANIFEST)))
        for file, expected in release.manifest.files.items():
            try:
                size = (place / file).stat().st_size
            except OSError:
                raise _missing(place / file) from None
            if size != expected.size:
                raise InvalidRelease(
                    f"the file has {size} bytes instead of {expected.size}",
                    where=str(place / file),
                    remedy=_AGAIN,
                )
        return release

    @classmethod
    def all(cls, path: Path) -> "tuple[Release, ...]":
        """
        The releases of a folder that passed their checks, the current one first; or the one at a path.

        What is damaged or half written is no release.

        Raises:
            InvalidRelease: where there is no current one.
        """
        current = cls.open(path)
        found = [current]
        if not (path / MANIFEST).is_file():
            for place in sorted(current.path.parent.iterdir()):
                if is_release_name(place.name) and place.name != current.name:
                    try:
                        found.append(cls.open(place))
                    except InvalidRelease:
                        continue
        earlier = [release for release in found[1:] if release.manifest.checks.passed]
        return (current, *sorted(earlier, key=lambda release: release.manifest.released, reverse=True))

    def verify(self) -> None:
        """
        Hash every file.

        Raises:
            InvalidRelease: naming the first file that is not what the manifest says.
        """
        for file, expected in sorted(self.manifest.files.items()):
            try:
                with (self.path / file).open("rb") as content:
                    found = hashlib.file_digest(content, "sha256").hexdigest()
            except OSError:
                raise _missing(self.path / file) from None
            if found != expected.sha256:
                raise InvalidRelease(
                    "the file is not what the manifest says", where=str(self.path / file), remedy=_AGAIN
                )

    @property
    def base_iri(self) -> str:
        """Start of every IRI of the release's own."""
        return self.manifest.base_iri

    @property
    def graph_file(self) -> Path:
        """The sorted N-Quads, gzipped."""
        return self.path / GRAPH

    def nquads(self) -> bytes:
        """The whole dataset as canonical N-Quads."""
        try:
            return gzip.decompress(self._read(GRAPH))
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise _damaged(self.graph_file) from None

    def lines(self) -> Iterator[bytes]:
        """The lines of the canonical N-Quads, with their ends; the whole is never held."""
        try:
            with gzip.open(self.graph_file, "rb") as file:
                yield from file
        except OSError as error:
            if isinstance(error, gzip.BadGzipFile):
                raise _damaged(self.graph_file) from None
            raise _missing(self.graph_file) from None
        except (EOFError, zlib.error):
            raise _damaged(self.graph_file) from None

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """Every quad, in the order of the canonical N-Quads."""
        parser = pyoxigraph.parse(io.BytesIO(self.nquads()), format=pyoxigraph.RdfFormat.N_QUADS)
        try:
            yield from parser
        except SyntaxError as error:
            raise InvalidRelease(
                f"the graph is damaged: {error}", where=str(self.graph_file), remedy=_AGAIN
            ) from None

    @property
    def documents(self) -> tuple[DocumentLine, ...]:
        """The documents of the release, in the order of their names."""
        return self.manifest.documents

    def record(self, document: str) -> "Record":
        """
        What a document says.

        Raises:
            UnknownThing: where the release has no document of that name.
        """
        from sendgraph.extraction.record import Record  # brings the readers of documents with it

        return Record.model_validate_json(self._read(f"{RECORDS}/{self._known(document)}.json"))

    def records(self) -> "Iterator[Record]":
        """The record of every document."""
        for line in self.documents:
            yield self.record(line.document)

    def text(self, document: str) -> str:
        """
        The text in whose code points a document's offsets count.

        Raises:
            UnknownThing: where the release has no document of that name.
        """
        return self._read(f"{TEXTS}/{self._known(document)}.txt").decode()

    def dumps(self) -> tuple[Dump, ...]:
        """The files for others to download; a release of an earlier version has its N-Quads alone."""
        return dumps_of(self.manifest, self.path)

    def statistics(self) -> "Statistics":
        """The numbers of the release; in a release of an earlier version they are counted now."""
        from sendgraph.release.statistics import count, read_statistics

        if STATISTICS not in self.manifest.files:
            return count(self.lines(), self.base_iri)
        return read_statistics(self._read(STATISTICS), str(self.path / STATISTICS))

    def report(self) -> str:
        """The SHACL report, as Turtle."""
        return self._read(REPORT).decode()

    def _known(self, document: str) -> str:
        if all(line.document != document for line in self.documents):
            names = ", ".join(line.document for line in self.documents[:20])
            raise UnknownThing("the release has no such document", where=document, remedy=f"it has {names}")
        return document

    def _read(self, file: str) -> bytes:
        try:
            return (self.path / file).read_bytes()
        except OSError:
            raise _missing(self.path / file) from None


def _missing(file: Path) -> InvalidRelease:
    return InvalidRelease("the file is missing", where=str(file), remedy=_AGAIN)


def _damaged(file: Path) -> InvalidRelease:
    return InvalidRelease("the graph is damaged", where=str(file), remedy=_AGAIN)
