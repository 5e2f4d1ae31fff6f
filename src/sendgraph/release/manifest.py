"""
The manifest of a release: what is in it, what it was made from, and how it stood the checks.

It names every other file of the release with its hash; the release is named by the hash
of the manifest, so that one name stands for every byte. It knows no clock and no machine.
"""

import hashlib
import json

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sendgraph.errors import InvalidRelease, Problem

#: The form of release folders; raised when a reader of the former form would go wrong.
FORMAT = 1
NAME_LENGTH = 32
_AGAIN = "build the release again"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileDigest(_Part):
    """A file of the release: its SHA-256 and its size in bytes."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class DocumentLine(_Part):
    """A document that was read: what the catalogue says of it, its corrections, the graph that it became."""

    document: str
    file: str
    graph: str
    kind: str
    area: str
    title: str | None
    publisher: str | None
    date: str | None
    licence: str | None
    licence_note: str
    sha256: str
    size: int
    pages: int | None
    corrections_sha256: str | None = None


class NotRead(_Part):
    """An input that did not become part of the release, or a correction that was refused, and why."""

    code: str
    what: str
    where: str | None = None
    remedy: str | None = None

    @staticmethod
    def of(problem: Problem) -> "NotRead":
        """The manifest's form of a problem."""
        return NotRead(code=problem.code, what=problem.what, where=problem.where, remedy=problem.remedy)

    def problem(self) -> Problem:
        """The problem as people are told it."""
        return Problem(self.code, self.what, self.where, self.remedy)


class Checks(_Part):
    """How the release stood the checks: how many there were of each thing, and how many failed."""

    shacl_violations: int
    shacl_warnings: int
    passages: int
    wrong_quotes: int
    literals: int
    contact_details: int

    @property
    def passed(self) -> bool:
        """Whether nothing failed; warnings do not count."""
        return not (self.shacl_violations or self.wrong_quotes or self.contact_details)


class Manifest(_Part):
    """What a release holds."""

    format: int = FORMAT
    version: str
    released: str
    base_iri: str
    documents: tuple[DocumentLine, ...]
    not_read: tuple[NotRead, ...]
    quads: int
    graphs: dict[str, int]
    things: dict[str, int]
    checks: Checks
    inputs: dict[str, str]
    files: dict[str, FileDigest]

    def to_bytes(self) -> bytes:
        """The one serialisation of this manifest."""
        text = json.dumps(self.model_dump(), indent=1, sort_keys=True, ensure_ascii=False)
        return text.encode() + b"\n"

    @property
    def name(self) -> str:
        """The name of the release that this manifest describes."""
        return release_name(self.to_bytes())


def release_name(manifest: bytes) -> str:
    """
    The name of a release: the start of its manifest's SHA-256.

    >>> release_name(b"{}")
    '44136fa355b3678a1146ad16f7e8649e'
    """
    return hashlib.sha256(manifest).hexdigest()[:NAME_LENGTH]


def is_release_name(name: str) -> bool:
    """Whether a folder's name has the form of a release's."""
    return len(name) == NAME_LENGTH and all(c in "0123456789abcdef" for c in name)


def digest(content: bytes) -> FileDigest:
    """
    Hash and size of a file's content.

    >>> digest(b"").size
    0
    """
    return FileDigest(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def read_manifest(content: bytes, where: str) -> Manifest:
    """
    The manifest out of its bytes.

    Raises:
        InvalidRelease: where it is cut off, of another form, or not a manifest at all.
    """
    try:
        values = json.loads(content)
    except ValueError:
        raise InvalidRelease(
            "the manifest is damaged", where=where, remedy="build the release again"
        ) from None
    form = values.get("format") if isinstance(values, dict) else None
    if form != FORMAT:
        raise InvalidRelease(
            f"the release has form {form!r}, this version reads form {FORMAT}",
            where=where,
            remedy="build it again with this version",
        )
    try:
        return Manifest.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidRelease(f"the manifest is damaged at {place}", where=where, remedy=_AGAIN) from None
